import type { webApi } from '@slack/bolt'
import type { Asker } from '../domain/asker.ts'
import type { Log } from '../domain/log.ts'
import type { Clock } from '../domain/ports.ts'

/** Says who a person is in our workspace. */
export type FindAsker = (at: { user: string; channel: string }) => Promise<Asker>

/** What is asked of Slack about one person. */
export type Person = Pick<Asker, 'isAdmin' | 'isGuest' | 'zone'> & { name: string | null }

/** Finds people by id. */
export type FindPerson = (user: string) => Promise<Person>

/** Who became an admin, or is none any more, waits this long. */
const keptMs = 5 * 60_000
const mostPeople = 5000

/**
 * Finds people by `users.info`, remembered for five minutes. Slack says `is_admin` of another company's admins too: whoever
 * is of another workspace is a guest and no admin here. Where Slack does not say, nobody is an admin.
 */
export function createFindPerson(
  client: webApi.WebClient,
  { space, now, log }: { space: string; now: Clock; log: Log },
): FindPerson {
  const known = new Map<string, { person: Person; until: number }>()
  return async (user) => {
    const at = now().getTime()
    const kept = known.get(user)
    if (kept && kept.until > at) return kept.person
    try {
      const { user: found = {} } = await client.users.info({ user })
      const isOurs = found.team_id === space || (found.enterprise_user?.teams ?? []).includes(space)
      const isGuest = !isOurs || found.is_restricted === true || found.is_ultra_restricted === true
      const person: Person = {
        isGuest: isGuest || found.is_stranger === true,
        isAdmin: isOurs && !isGuest && (found.is_admin === true || found.is_owner === true),
        zone: found.tz ?? null,
        name: found.profile?.display_name || found.real_name || null,
      }
      const [oldest] = known.keys()
      if (known.size >= mostPeople && oldest !== undefined) known.delete(oldest)
      known.set(user, { person, until: at + keptMs })
      return person
    } catch (error) {
      log.warn('Slack did not say who somebody is, so they may ask but change nothing', { user, error: String(error) })
      return { isAdmin: false, isGuest: true, zone: null, name: null }
    }
  }
}
