import type { ArticleLabel } from '../../domain/article.ts'

const patterns: [ArticleLabel, RegExp][] = [
  [
    'press-release',
    /^\W*(?:for immediate release|press release|news release|media release)\b|\((?:PR ?Newswire|Business ?Wire|GLOBE ?NEWSWIRE|EIN Presswire)\)/im,
  ],
  [
    'sponsored',
    /^\W*(?:sponsored(?: content| post| by\b.{0,60})?|paid (?:post|content|partnership)|advertorial|partner content|brought to you by\b.{0,60})\W*$/im,
  ],
  ['satire', /^\W*satire\W*$/im],
  [
    'opinion',
    /^\W*(?:opinion|op-ed|editorial|commentary|guest (?:column|essay)|letter to the editor|column)\W*(?:$|[|:—–]\s)/im,
  ],
  ['analysis', /^\W*(?:news )?analysis\W*(?:$|[|:—–]\s)/im],
  ['live-blog', /^\W*(?:live (?:updates|blog)|as it happened)\b/im],
]

/** Labels stand at the head of a text; deeper in, the same words are prose. */
const headLength = 400

/** What kind of text an article calls itself, in its title or its first lines: `"OPINION\nWhy the levy …"` → "opinion". */
export function findLabel(text: string, title: string | null): ArticleLabel | null {
  const head = `${title ?? ''}\n${text.slice(0, headLength)}`
  return patterns.find(([, pattern]) => pattern.test(head))?.[0] ?? null
}
