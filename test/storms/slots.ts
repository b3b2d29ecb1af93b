import type { Store } from '../../src/domain/store.ts'
import type { Subscription } from '../../src/domain/subscription.ts'
import { ingestArticles } from '../../src/pipeline/ingest-articles.ts'
import { makeArticle } from '../../src/pipeline/make-article.ts'
import { seededRandom, wordOf } from '../storage/generated-articles.ts'
import type { Ledger } from './ledger.ts'
import type { StormChannel } from './platforms.ts'

/** A slot that has come: there must be a row for it in the end. */
export type ExpectedSlot = { subscription: string; slot: string }

/** Subscriptions whose slots come when they are called for. */
export type Slots = {
  expected: ExpectedSlot[]
  /** Lets so many slots come now: of new subscriptions, and one in four of one that had a slot before. */
  come(count: number): Promise<void>
  /** How many have come and are neither ended nor in the hands of a process. */
  waiting(): Promise<number>
}

/** Short stories make a digest of one message; of long ones Discord takes several, of the longest Slack too. */
const topics = [
  { topic: 'ferry', words: 12, sentences: 3 },
  { topic: 'orchard', words: 12, sentences: 3 },
  { topic: 'tramway', words: 30, sentences: 8 },
  { topic: 'harbour', words: 30, sentences: 8 },
  { topic: 'viaduct', words: 70, sentences: 12 },
  { topic: 'reservoir', words: 70, sentences: 12 },
]
const storiesEach = 5
const minute = 60_000

/** Stores the stories, and makes subscriptions on them in turn over the channels. */
export async function createSlots(
  store: Store,
  ledger: Ledger,
  { channels, now, random }: { channels: StormChannel[]; now: () => Date; random: () => number },
): Promise<Slots> {
  await storeStories(store, now())
  const createdAt = now().toISOString()
  const expected: ExpectedSlot[] = []
  const made: Subscription[] = []
  let next = 0

  /** A subscription whose slot is the minute that runs now; the slot after it is tomorrow. */
  async function subscribe(given: Omit<Subscription, 'schedule' | 'nextAt'>): Promise<void> {
    const at = new Date(Math.floor(now().getTime() / minute) * minute)
    const slot = at.toISOString()
    if (expected.some((one) => one.subscription === given.id && one.slot === slot)) return
    const times = [slot.slice(11, 16)]
    const days: Subscription['schedule']['days'] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
    const saved = await store.subscriptions.save({ ...given, schedule: { days, times, zone: 'UTC' }, nextAt: slot })
    expected.push({ subscription: saved.id, slot })
    made.push(saved)
  }

  async function subscribeNext(): Promise<void> {
    const turn = next % channels.length
    const { isForum: _, ...place } = channels[turn] ?? { platform: '', space: '', channel: '' }
    const round = Math.floor(next / channels.length)
    const { topic } = topics[(turn + round) % topics.length] ?? { topic: 'ferry' }
    // A topic that a channel has already gets another wording.
    const asked = round < topics.length ? topic : `${topic} OR ${wordOf(round)}`
    const settings = { alerts: 0, quietDays: 'line', createdBy: 'U0ANA', createdAt, paused: null } as const
    await subscribe({ id: `s${next}`, ...place, topic: asked, ...settings })
    next++
  }

  return {
    expected,
    async come(count) {
      const rows = await ledger.slots()
      const isRow = ({ subscription, slot }: ExpectedSlot) => rows.has(`${subscription} ${slot}`)
      for (let index = 0; index < count; index++) {
        const again = random() < 0.25 ? made[Math.floor(random() * made.length)] : undefined
        // Not where a slot of it is still to be found: saving it anew would take that back.
        if (again === undefined || !expected.filter(({ subscription }) => subscription === again.id).every(isRow)) {
          await subscribeNext()
        } else await subscribe(again)
      }
    },
    async waiting() {
      const open = await ledger.open()
      const rows = await ledger.slots()
      const unplanned = expected.filter(({ subscription, slot }) => !rows.has(`${subscription} ${slot}`)).length
      return unplanned + open.filter(({ heldMs }) => heldMs <= now().getTime()).length
    },
  }
}

async function storeStories(store: Store, at: Date): Promise<void> {
  const random = seededRandom(11)
  const words = (count: number) => Array.from({ length: count }, () => wordOf(Math.floor(random() * 40_000))).join(' ')
  const articles = topics.flatMap(({ topic, words: length, sentences }) =>
    Array.from({ length: storiesEach }, (_, index) =>
      makeArticle({
        url: `https://news.example/${topic}/${index}`,
        title: `The ${topic} ${words(5)}`,
        publisher: `Post ${index}`,
        byline: null,
        publishedAt: new Date(at.getTime() - (index + 1) * 60 * minute).toISOString(),
        updatedAt: null,
        label: null,
        isExcerpt: false,
        text: Array.from(
          { length: sentences },
          (_, line) => `The company said on Monday that ${line + 3} of the ${topic} boats ${words(length)}.`,
        ).join('\n'),
      }),
    ),
  )
  await ingestArticles(store, articles)
}
