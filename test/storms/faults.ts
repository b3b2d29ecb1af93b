import { seededRandom } from '../storage/generated-articles.ts'
import { createBot } from './bot.ts'
import type { Aftermath } from './compare.ts'
import { countLines, keepComing, linesOf, onEngine, openStage, print, type StageOptions, sleep } from './stage.ts'
import { createSky, storm } from './weather.ts'

/** What a storm of faults left, and how often which fault was met. */
export type FaultReport = Aftermath & { met: Record<string, number>; faults: string[] }

/** A process that posts nothing in so many real seconds meets the storm as it is. */
const longestStart = 30

/**
 * Lets the program deliver through bad weather: servers that are broken one time in five, connections that are cut before and after a call took
 * effect, answers that come too late, a minute of "too fast", and half a minute without any network. Then the ledger is compared with what
 * stands in the channels. `node test/storms/faults.ts [seed] [sqlite|postgres|both]`
 */
export async function stormOfFaults(
  options: StageOptions & { tell?: (line: string) => void; share?: number },
): Promise<FaultReport> {
  const { factor, tell = () => {}, share = 1 } = options
  const random = seededRandom(options.seed)
  const stage = await openStage(options, random)
  const { platforms, slots } = stage
  const sky = createSky(platforms, { factor, share, random })
  const bots = await Promise.all(
    Array.from({ length: options.processes }, () => createBot(platforms, stage.settings, sky.meet)),
  )
  const coming = keepComing(slots, options.backlog * options.processes)
  try {
    for (const bot of bots) bot.start()
    // On a busy machine the storm would be over before anybody is out in it.
    while (platforms.standing().length === 0 && stage.seconds() < longestStart) await sleep(100)
    for (const [weather, seconds] of storm) {
      sky.turn(weather)
      await sleep((seconds * share * 1000) / factor)
      tell(`${stage.seconds()} s: ${weather} is over, ${slots.expected.length} slots`)
    }
    await coming.stop()
    return { ...(await stage.conclude(bots)), met: sky.counts }
  } finally {
    await coming.stop()
    await Promise.all(bots.map((bot) => bot.end()))
    await stage.close()
  }
}

if (import.meta.main) {
  const [seed = '1', engine = 'both'] = process.argv.slice(2)
  for (const one of engine === 'both' ? ['sqlite', 'postgres'] : [engine]) {
    const isGood = await onEngine(one, async (database, processes) => {
      const size = { backlog: 24, channels: 300, forums: 0, factor: 4 }
      const report = await stormOfFaults({ database, processes, seed: Number(seed), ...size, tell: print })
      const { doubled, lost, slots, messages, met } = report
      const head = `${one}: seed ${seed}, ${slots} slots, ${messages} messages; what calls met:`
      return {
        lines: [head, ...countLines(met), ...linesOf(report)],
        isGood: doubled.length === 0 && lost.length === 0,
      }
    })
    if (!isGood) process.exitCode = 1
  }
}
