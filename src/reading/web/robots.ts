import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../../domain/app-error.ts'
import type { Clock } from '../../domain/ports.ts'
import type { PageFetcher } from './page-fetcher.ts'
import { productToken } from './request-headers.ts'
import { parseRobots, type RobotsRules } from './robots-rules.ts'

/** What keeping to robots.txt needs. `wait` stands in for waiting in tests, in milliseconds. */
export type RobotsDeps = {
  pages: PageFetcher
  now: Clock
  userAgent: string
  wait?: (ms: number) => Promise<void>
}

/** Asks before a page is read. */
export type Robots = {
  /** waits as long as the site's crawl-delay asks; throws AppError `page-forbidden` or `page-unreachable` where the page may not be read */
  permit(url: URL): Promise<void>
}

/** RFC 9309: a copy is not used for longer than a day; after a failure the site is left alone for a while. */
const keptMs = { found: 24 * 3_600_000, failed: 10 * 60_000 }

/** Hosts remembered at once; the one asked for the longest time ago goes first. */
const maxHosts = 2000

/** A reader who asks for a page waits this long at most for a site's crawl-delay. */
const maxWaitMs = 15_000

type Known = { rules: Promise<RobotsRules | null>; until: number; nextAt: number }

/**
 * Keeps to each site's robots.txt: fetched once a day for each host, with our own group or the one for everybody. A site that has none (4xx) may be read; one whose
 * robots.txt cannot be had (5xx, 429, no answer) may not, for ten minutes.
 */
export function createRobots(deps: RobotsDeps): Robots {
  const hosts = new Map<string, Known>()
  const token = productToken(deps.userAgent)
  const wait = deps.wait ?? ((ms: number) => sleep(ms))

  function known(origin: string): Known {
    const now = deps.now().getTime()
    const kept = hosts.get(origin)
    const current = kept && kept.until > now ? kept : remember(origin, kept?.nextAt ?? 0)
    hosts.delete(origin)
    hosts.set(origin, current)
    const [oldest] = hosts.keys()
    if (hosts.size > maxHosts && oldest !== undefined) hosts.delete(oldest)
    return current
  }

  function remember(origin: string, nextAt: number): Known {
    const made: Known = { rules: load(origin), until: deps.now().getTime() + keptMs.found, nextAt }
    const isOver = () => {
      made.until = deps.now().getTime() + keptMs.failed
    }
    made.rules.then((rules) => {
      if (rules === null) isOver()
    }, isOver)
    return made
  }

  async function load(origin: string): Promise<RobotsRules | null> {
    const answer = await deps.pages.fetch({ url: `${origin}/robots.txt`, kind: 'robots' }).catch((error: unknown) => {
      // What our own rules forbid, or what is not there at all, is said as it is; the page itself would end in the same way.
      if (error instanceof AppError && (error.code === 'page-forbidden' || error.code === 'page-unreachable'))
        throw error
      return null
    })
    if (answer === null || answer.status >= 500 || answer.status === 429) return null
    return parseRobots(answer.status < 300 ? new TextDecoder().decode(answer.bytes) : '', token)
  }

  return {
    permit: async (url) => {
      const host = known(url.origin)
      const rules = await host.rules
      if (rules === null) {
        throw new AppError(
          'page-unreachable',
          `${url.host} does not say what robots may read (its robots.txt cannot be had), so it is left alone for ten minutes.`,
        )
      }
      if (!rules.isAllowed(`${url.pathname}${url.search}`)) {
        throw new AppError('page-forbidden', `${url.host} asks robots not to read this page (robots.txt).`)
      }
      await keepDistance(host, url.host, (rules.crawlDelaySeconds ?? 0) * 1000)
    },
  }

  async function keepDistance(host: Known, name: string, gapMs: number): Promise<void> {
    const now = deps.now().getTime()
    const waitMs = Math.max(0, host.nextAt - now)
    if (waitMs > maxWaitMs) {
      throw new AppError(
        'page-unreachable',
        `${name} asks for ${Math.round(gapMs / 1000)} seconds between two visits; try again later.`,
      )
    }
    host.nextAt = now + waitMs + gapMs
    if (waitMs > 0) await wait(waitMs)
  }
}
