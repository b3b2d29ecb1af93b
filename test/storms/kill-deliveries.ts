import { seededRandom } from '../storage/generated-articles.ts'
import { createBot } from './bot.ts'
import { type Aftermath, countBy } from './compare.ts'
import { countLines, keepComing, linesOf, onEngine, openStage, print, type StageOptions } from './stage.ts'
import { createTraps, type KillStage, killStages } from './traps.ts'

/** What a storm of kills left, and where the kills fell. */
export type KillReport = Aftermath & {
  kills: number
  /** the kills by the most delicate delivery that the process had in its hands */
  histogram: Record<string, number>
  /** all that those processes had in their hands, by stage */
  hands: Record<string, number>
  /** kills between post and record: a message stood in its channel, and the ledger did not know it */
  between: number
  faults: string[]
}

/**
 * Lets the program deliver, kills it (`kill -9`) at random moments, most of them around a post, and starts it again at once; of several
 * processes a random one. In the end everything comes to its end, and the ledger is compared with what stands in the channels.
 * `node test/storms/kill-deliveries.ts [kills] [seed] [sqlite|postgres|both]`
 */
export async function killDeliveries(
  options: StageOptions & { kills: number; tell?: (line: string) => void },
): Promise<KillReport> {
  const { kills, tell = () => {} } = options
  const random = seededRandom(options.seed)
  const stage = await openStage(options, random)
  const { ledger, platforms, slots } = stage
  const pairs = await Promise.all(
    Array.from({ length: options.processes }, async () => {
      const traps = createTraps({ ledger, platforms, random })
      return { traps, bot: await createBot(platforms, stage.settings, traps.meet) }
    }),
  )
  const bots = pairs.map(({ bot }) => bot)
  const coming = keepComing(slots, options.backlog * pairs.length)
  const killed: KillStage[][] = []
  try {
    for (const bot of bots) bot.start()
    while (killed.length < kills) {
      const { traps, bot } = pairs[Math.floor(random() * pairs.length)] ?? raise('there is no process')
      if (!bot.isRunning()) bot.start()
      await traps.spring(() => bot.kill())
      killed.push(await traps.look())
      bot.start()
      if (killed.length % 10 === 0) tell(`${stage.seconds()} s: ${killed.length} kills, ${slots.expected.length} slots`)
    }
    await coming.stop()
    const histogram = countBy(killed.map((held) => killStages.find((one) => held.includes(one)) ?? 'nothing in hand'))
    const between = histogram['posted, not recorded'] ?? 0
    return { ...(await stage.conclude(bots)), kills, histogram, hands: countBy(killed.flat()), between }
  } finally {
    await coming.stop()
    await Promise.all(bots.map((bot) => bot.end()))
    await stage.close()
  }
}

function raise(problem: string): never {
  throw new Error(problem)
}

if (import.meta.main) {
  const [kills = '200', seed = '1', engine = 'both'] = process.argv.slice(2)
  for (const one of engine === 'both' ? ['sqlite', 'postgres'] : [engine]) {
    const isGood = await onEngine(one, async (database, processes) => {
      const size = { backlog: 20, channels: 400, forums: 12, factor: 10 }
      const options = { database, processes, seed: Number(seed), kills: Number(kills), ...size, tell: print }
      const report = await killDeliveries(options)
      const { doubled, lost, between, histogram, hands, slots, messages } = report
      const head = `${one}: seed ${seed}, ${kills} kills, ${between} of them between post and record; ${slots} slots, ${messages} messages`
      const lines = [
        head,
        ...countLines(histogram),
        '  deliveries in the hands of those processes:',
        ...countLines(hands),
      ]
      return { lines: [...lines, ...linesOf(report)], isGood: doubled.length === 0 && lost.length === 0 }
    })
    if (!isGood) process.exitCode = 1
  }
}
