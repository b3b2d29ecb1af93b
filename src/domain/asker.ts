/**
 * Who speaks, and where: `space` is the workspace or server, `channel` the channel itself (a thread's parent). Empty on the terminal.
 * An admin may administer the space; a guest belongs to another company that shares the channel, and may ask but not administer.
 * `zone` is the person's IANA time zone where the platform tells it.
 */
export type Asker = {
  platform: 'slack' | 'discord' | 'terminal'
  space: string
  channel: string
  user: string
  isAdmin: boolean
  isGuest: boolean
  zone: string | null
}

/** Who may do what, set by the operator. */
export type Policy = { feeds: 'admins' | 'anyone'; subscriptions: 'admins' | 'anyone' }
