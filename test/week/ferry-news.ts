import type { Article } from '../../src/domain/article.ts'
import { sampleArticle } from '../storage/sample-article.ts'

const grounding = (
  hurt: string,
) => `The ferry Marta Vale ran aground off Port Alden on Sunday night with 214 people on board, and ${hurt} passengers were hurt, the coast guard said.
The ship struck the Gull Bank shortly after 11 p.m. in calm water, two kilometers from the harbor of Port Alden.
Lifeboats from Port Alden and Sellen took everyone off the Marta Vale within three hours, said Petra Lind, a spokesperson for the coast guard.
It was not clear why the ferry had left its course. The Alden Line, which owns the ship, declined to comment.`

const reports: Record<string, { title: string; publisher: string; day: number; text: string; url: string }> = {
  courier: {
    title: 'Ferry Marta Vale runs aground off Port Alden',
    publisher: 'The Alden Courier',
    day: 0,
    url: 'https://courier.example/marta-vale',
    text: grounding('31'),
  },
  // The same text in another paper.
  lowland: {
    title: 'Ferry runs aground off Port Alden, passengers hurt',
    publisher: 'The Lowland Times',
    day: 0,
    url: 'https://lowland.example/ferry',
    text: `${grounding('31')}\nThis article originally appeared in The Alden Courier.`,
  },
  // Another desk, with another figure and something of its own.
  bay: {
    title: 'Dozens hurt as ferry hits bank near Port Alden',
    publisher: 'Bay Radio News',
    day: 0,
    url: 'https://bay.example/ferry-bank',
    text: `The ferry Marta Vale hit the Gull Bank off Port Alden late on Sunday, and 52 passengers were hurt, the hospital of Port Alden said.
Two divers found a tear of nine meters in the hull on Monday morning, according to the harbor office.
All 214 people on board the Marta Vale were taken ashore in lifeboats.`,
  },
  second: {
    title: 'Captain of the Marta Vale is suspended after grounding',
    publisher: 'The Alden Courier',
    day: 1,
    url: 'https://courier.example/marta-vale-captain',
    text: `The Alden Line suspended the captain of the ferry Marta Vale on Tuesday, two days after the ship ran aground off Port Alden.
Captain Jon Harrow, 58, was not on the bridge when the Marta Vale struck the Gull Bank, the line said in a statement.
The coast guard, which took 214 people off the ferry, has the recorder of the ship. Its findings are due in June.`,
  },
  third: {
    title: 'Tugs pull ferry Marta Vale off the Gull Bank',
    publisher: 'Bay Radio News',
    day: 2,
    url: 'https://bay.example/tugs',
    text: `Three tugs pulled the ferry Marta Vale off the Gull Bank near Port Alden on Wednesday, three days after it ran aground.
The hull was sealed with 40 tons of foam before the Marta Vale was towed to the yard of Sellen, the harbor office said.
The ferry will be out of service until autumn, the Alden Line said.`,
  },
}

/** What comes in on a day on a ferry that runs aground: three outlets, one of them with another's text, over three days; on the third day the first report is corrected. */
export function ferryNews(day: number, at: string): Article[] {
  const news = Object.entries(reports).filter(([, report]) => report.day === day)
  const articles = news.map(([id, { day: _, ...report }]) => articleOf(id, report, at))
  return day === 2 ? [...articles, corrected()] : articles
}

function corrected(): Article {
  const { courier } = reports
  if (courier === undefined) throw new Error('there is no first report')
  const { day: _, ...report } = courier
  const note =
    'Correction: An earlier version of this article misstated how many passengers were hurt. It was 13, not 31.'
  const article = articleOf('courier', { ...report, text: `${grounding('13')}\n${note}` }, '2026-06-01T04:00:00.000Z')
  return { ...article, corrections: [note] }
}

function articleOf(
  id: string,
  report: Pick<Article, 'title' | 'publisher' | 'url' | 'text'>,
  publishedAt: string,
): Article {
  const origin = /originally appeared in (.+)\./.exec(report.text)?.[1] ?? null
  return sampleArticle({ ...report, id, publishedAt, byline: null, origin })
}
