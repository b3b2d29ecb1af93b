import { AppError } from '../../domain/app-error.ts'
import type { Subscription } from '../../domain/subscription.ts'

/** What a subscription may want beside its times. */
export type Wishes = Pick<Subscription, 'alerts' | 'quietDays'>

/** More alerts a day than this are no alerts any more. */
const mostAlerts = 10

/**
 * Takes the wishes out of the words that say when: `alerts=3` (stories a day that may be posted at once), `quiet=line` (a line on days without news).
 * `readWishes('weekdays 08:00 alerts=2')` → `{ wishes: { alerts: 2, quietDays: 'nothing' }, when: 'weekdays 08:00' }`
 * @throws AppError `usage` with one plain sentence
 */
export function readWishes(text: string): { wishes: Wishes; when: string } {
  const wishes: Wishes = { alerts: 0, quietDays: 'nothing' }
  const said = new Set<string>()
  const words = text.split(/\s+/).filter((word) => {
    const [, name = '', value = ''] = wish.exec(word) ?? []
    if (name === '') return true
    if (said.has(name.toLowerCase())) throw new AppError('usage', `Say ${name.toLowerCase()}= only once.`)
    said.add(name.toLowerCase())
    if (name.toLowerCase() === 'alerts') wishes.alerts = alertsOf(value)
    else wishes.quietDays = quietDaysOf(value)
    return false
  })
  return { wishes, when: words.join(' ') }
}

/** Whether a word is a wish and no part of a topic. */
export function isWish(word: string): boolean {
  return wish.test(word)
}

const wish = /^(alerts|quiet)[=:](\S*?)[,;]?$/i

function alertsOf(value: string): number {
  if (/^\d{1,2}$/.test(value) && Number(value) <= mostAlerts) return Number(value)
  throw new AppError(
    'usage',
    `alerts= takes a number up to ${mostAlerts}: so many stories a day may be posted at once.`,
  )
}

function quietDaysOf(value: string): Wishes['quietDays'] {
  if (value === 'line' || value === 'nothing') return value
  throw new AppError('usage', 'quiet= takes line (say that there is nothing new) or nothing (post nothing then).')
}
