import { partsOf as discordParts } from '../../src/discord/post-part.ts'
import { type Delivery, isEnded } from '../../src/domain/delivery.ts'
import type { Store } from '../../src/domain/store.ts'
import { partsOf as slackParts } from '../../src/slack/post-part.ts'
import type { Standing, StormPlatforms } from './platforms.ts'
import type { ExpectedSlot } from './slots.ts'

/** What a storm left behind. `doubled` and `lost` must be empty; `unsure` and `failed` are rows that say so, with their reason. */
export type Aftermath = {
  slots: number
  messages: number
  /** how many rows there are of each stage */
  stages: Record<string, number>
  doubled: string[]
  lost: string[]
  /** rows that say something else than what stands in the channel, without anything being lost or doubled by it */
  untrue: string[]
  unsure: number
  /** why rows are unsure or failed, with how many of each */
  reasons: Record<string, number>
  /** what the platforms were sent against their rules */
  breaches: string[]
}

/** Compares the ledger with what stands in the channels. */
export async function compare(
  store: Store,
  platforms: StormPlatforms,
  expected: readonly ExpectedSlot[],
): Promise<Aftermath> {
  const rows = await store.deliveries.list({ limit: 1_000_000 })
  const standing = platforms.standing()
  const doubled = [...doubledMarks(standing), ...doubledContents(standing, rows), ...doubledPosts(standing, rows)]
  const byMark = Map.groupBy(standing, ({ mark }) => mark)
  const lost = [...lostSlots(rows, expected), ...lostMissed(rows)]
  const untrue: string[] = []
  for (const row of rows) {
    const given = partsOf(row)
    const missing = given.filter((_, part) => !isThere(row, part, standing, byMark))
    const name = `${row.platform} ${row.id} (${row.stage})`
    if (!isEnded(row.stage)) lost.push(`${name} is open for ever: ${row.problem ?? 'nothing is said'}`)
    if (row.stage === 'done' && missing.length > 0) lost.push(`${name}: part ${missing.join(', ')} is not there`)
    if (row.stage === 'done' && row.posted.length !== given.length)
      lost.push(`${name}: ${row.posted.length} of ${given.length} parts`)
    if ((row.stage === 'failed' || row.stage === 'unsure' || row.stage === 'missed') && row.problem === null) {
      lost.push(`${name} says no reason`)
    }
    const isNone = row.stage === 'missed' || (row.stage === 'failed' && row.posted.length === 0)
    if (isNone && missing.length < given.length) {
      untrue.push(`${name} says that nothing was posted, and a part is there: ${row.problem}`)
    }
    for (const [part, id] of row.posted.entries()) {
      const other = byMark.get(`${row.id}-${part}`)?.[0]
      if (other !== undefined && other.id !== id) untrue.push(`${name}: part ${part} is ${other.id}, not ${id}`)
    }
  }
  const known = new Set(rows.map(({ id }) => id))
  for (const { mark } of standing) {
    if (mark !== null && !known.has(mark.replace(/-\d+$/, ''))) untrue.push(`${mark} stands in no row`)
  }
  return {
    slots: expected.length,
    messages: standing.length,
    stages: countBy(rows.map(({ stage }) => stage)),
    doubled,
    lost,
    untrue,
    unsure: rows.filter(({ stage }) => stage === 'unsure').length,
    reasons: countBy(
      rows.flatMap(({ stage, problem }) => (stage === 'failed' || stage === 'unsure' ? [`${stage}: ${problem}`] : [])),
    ),
    breaches: [...platforms.slack.faults, ...platforms.discord.faults].map((fault) => JSON.stringify(fault)),
  }
}

/** The parts into which what a row says falls, by number. */
function partsOf({ reply, platform }: Delivery): number[] {
  if (reply === null) return []
  return (platform === 'slack' ? slackParts(reply) : discordParts(reply)).map((_, part) => part)
}

function isThere(row: Delivery, part: number, standing: Standing[], byMark: Map<string | null, Standing[]>): boolean {
  if (byMark.has(`${row.id}-${part}`)) return true
  // A forum's post has no nonce; it is known by its id.
  return part === 0 && standing.some(({ id, mark }) => mark === null && id === row.posted[0])
}

function doubledMarks(standing: readonly Standing[]): string[] {
  const marks = countBy(standing.flatMap(({ mark }) => (mark === null ? [] : [mark])))
  return Object.entries(marks).flatMap(([mark, count]) => (count > 1 ? [`${mark} stands there ${count} times`] : []))
}

/** The same words twice in one channel, whatever they are marked with. A line that there is nothing new may come again. */
function doubledContents(standing: readonly Standing[], rows: readonly Delivery[]): string[] {
  const quiet = new Set(rows.flatMap(({ id, articles }) => (articles.length === 0 ? [`${id}-0`] : [])))
  const told = standing.filter(({ mark, thread }) => thread === null && mark !== null && !quiet.has(mark))
  return [
    ...Map.groupBy(told, ({ platform, channel, content }) => `${platform} ${channel} ${content}`).values(),
  ].flatMap((same) => (same.length > 1 ? [`the same words as ${same.map(({ mark }) => mark).join(' and ')}`] : []))
}

/** Posts of a forum, which have no mark that can be read from outside: never more than there are deliveries in it. */
function doubledPosts(standing: readonly Standing[], rows: readonly Delivery[]): string[] {
  const posts = standing.filter(
    ({ platform, mark, thread }) => platform === 'discord' && mark === null && thread === null,
  )
  const perForum = countBy(posts.map(({ channel }) => channel))
  return Object.entries(perForum).flatMap(([channel, count]) => {
    const own = rows.filter((row) => row.channel === channel && row.reply !== null).length
    return count > own ? [`the forum ${channel} holds ${count} posts of ${own} deliveries`] : []
  })
}

function lostSlots(rows: readonly Delivery[], expected: readonly ExpectedSlot[]): string[] {
  const known = new Set(rows.map(({ subscription, slot }) => `${subscription} ${slot}`))
  return expected.flatMap(({ subscription, slot }) =>
    known.has(`${subscription} ${slot}`) ? [] : [`the slot ${slot} of ${subscription} has no row`],
  )
}

/** What was missed is told by a later digest of its subscription, which is then there, or says why not. */
function lostMissed(rows: readonly Delivery[]): string[] {
  const later = new Map<string, Delivery>()
  // They come newest first.
  return rows.flatMap((row) => {
    if (row.stage !== 'missed') later.set(row.subscription, row)
    return later.has(row.subscription) ? [] : [`${row.id} was missed, and nothing came after it`]
  })
}

/** How often each word comes. */
export function countBy(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1
  return counts
}
