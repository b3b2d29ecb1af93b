import { Refusal } from './refusal.ts'
import type { Message } from './world.ts'

/** A `trigger_id` lives this long after the click or command. [docs.slack.dev, modals] */
const triggerMs = 3000
const responseMs = 30 * 60_000
const responseUses = 5

/** What a response URL belongs to: the person and place, and the message whose button was clicked (null after a command). */
export interface ResponsePlace {
  cause: string
  teamId: string
  channel: string
  user: string
  source: Message | null
}

/** Gives out the `trigger_id` and `response_url` of commands and clicks, and takes them back. */
export interface Interactions {
  /** A new id for a command, click or submission, by which its effects are known. */
  newCause(): string
  newTrigger(cause: string, teamId: string, user: string): string
  /** Whose trigger it is. Throws `invalid_trigger_id`, `expired_trigger_id` (3 s) or `exchanged_trigger_id` (used before). */
  takeTrigger(id: string, teamId: string): { cause: string; user: string }
  /** A path below the server's address, such as `/actions/T0HARBOR/7/…`. */
  newResponsePath(place: ResponsePlace): string
  /** The place of a path. Throws `invalid_url`, `expired_url` (30 minutes) or `used_url` (five uses). */
  takeResponsePath(path: string): ResponsePlace
}

/** Nothing given out yet. */
export function createInteractions(now: () => number): Interactions {
  let count = 0
  const triggers = new Map<string, { cause: string; teamId: string; user: string; at: number; isUsed: boolean }>()
  const urls = new Map<string, { place: ResponsePlace; at: number; uses: number }>()
  return {
    newCause: () => `cause-${++count}`,
    newTrigger(cause, teamId, user) {
      const id = `${++count}.${teamId.length}.${numberText(count)}`
      triggers.set(id, { cause, teamId, user, at: now(), isUsed: false })
      return id
    },
    takeTrigger(id, teamId) {
      const trigger = triggers.get(id)
      if (!trigger || trigger.teamId !== teamId) throw new Refusal('invalid_trigger_id')
      if (trigger.isUsed) throw new Refusal('exchanged_trigger_id')
      if (now() - trigger.at >= triggerMs) throw new Refusal('expired_trigger_id')
      trigger.isUsed = true
      return trigger
    },
    newResponsePath(place) {
      const kind = place.source === null ? 'commands' : 'actions'
      const path = `/${kind}/${place.teamId}/${++count}/${numberText(count)}`
      urls.set(path, { place, at: now(), uses: 0 })
      return path
    },
    takeResponsePath(path) {
      const url = urls.get(path)
      if (!url) throw new Refusal('invalid_url')
      if (now() - url.at >= responseMs) throw new Refusal('expired_url')
      if (url.uses >= responseUses) throw new Refusal('used_url')
      url.uses += 1
      return url.place
    },
  }
}

function numberText(count: number): string {
  return (count * 2_654_435_761).toString(36)
}
