import type { JsonObject } from './json.ts'

/** A workspace in which the app is installed. */
export interface Team {
  id: string
  name: string
  domain: string
  /** The app's bot user there, and the id under which its messages stand. */
  bot: { userId: string; botId: string; token: string }
}

/** A person. `isAdmin` counts in their own workspace only; Slack says it of strangers too, so an app must look at the workspace. */
export interface User {
  id: string
  teamId: string
  name: string
  realName: string
  isAdmin: boolean
}

/** A place for messages. A channel of two workspaces is a Slack Connect channel; the first of its `teamIds` owns it. */
export interface Channel {
  id: string
  name: string
  kind: 'public' | 'private' | 'im'
  teamIds: string[]
  members: Set<string>
}

/** A message as the server keeps it; `visibleTo` is set on an ephemeral one. Times are Slack's `ts`. */
export interface Message {
  ts: string
  channel: string
  user: string
  botId: string | null
  text: string
  blocks: JsonObject[]
  threadTs: string | null
  visibleTo: string | null
  metadata: JsonObject | null
  isEdited: boolean
  isBroadcast: boolean
  reactions: { name: string; user: string }[]
}

/** A modal or a home tab, as one user sees it. */
export interface View {
  id: string
  teamId: string
  userId: string
  kind: 'modal' | 'home'
  /** What the app sent, with the block ids that Slack adds. */
  sent: JsonObject
  hash: string
  rootId: string
  previousId: string | null
  isOpen: boolean
}

/** Who and what there is: everything that survives a restart of the app. */
export interface World {
  appId: string
  teams: Team[]
  users: User[]
  channels: Channel[]
  messages: Message[]
  views: View[]
}

/**
 * Two workspaces. In the first Ana (admin) and Ben; in the second Chi (admin there) and Dee. Ana, Ben and Chi meet in #joint,
 * which both share. The bots are in every channel but #quiet and #hidden.
 */
export function createWorld(): World {
  const teams: Team[] = [
    {
      id: 'T0HARBOR',
      name: 'Harbor',
      domain: 'harbor',
      bot: { userId: 'U0HBOT', botId: 'B0HBOT', token: 'xoxb-harbor-1' },
    },
    {
      id: 'T0MEADOW',
      name: 'Meadow',
      domain: 'meadow',
      bot: { userId: 'U0MBOT', botId: 'B0MBOT', token: 'xoxb-meadow-1' },
    },
  ]
  const person = (id: string, teamId: string, realName: string, isAdmin: boolean): User => {
    return { id, teamId, name: realName.toLowerCase(), realName, isAdmin }
  }
  const users = [
    person('U0ANA', 'T0HARBOR', 'Ana', true),
    person('U0BEN', 'T0HARBOR', 'Ben', false),
    person('U0CHI', 'T0MEADOW', 'Chi', true),
    person('U0DEE', 'T0MEADOW', 'Dee', false),
  ]
  const place = (id: string, kind: Channel['kind'], teamIds: string[], members: string[], name = ''): Channel => {
    return { id, name: name || id.slice(2).toLowerCase(), kind, teamIds, members: new Set(members) }
  }
  const [harbor, meadow] = [['T0HARBOR'], ['T0MEADOW']]
  const channels = [
    place('C0NEWS', 'public', harbor, ['U0ANA', 'U0BEN', 'U0HBOT']),
    place('C0DESK', 'private', harbor, ['U0ANA', 'U0BEN', 'U0HBOT']),
    place('C0QUIET', 'public', harbor, ['U0ANA', 'U0BEN']),
    place('C0HIDDEN', 'private', harbor, ['U0ANA']),
    place('C0JOINT', 'public', [...harbor, ...meadow], ['U0ANA', 'U0BEN', 'U0CHI', 'U0HBOT']),
    place('C0FIELD', 'public', meadow, ['U0CHI', 'U0DEE', 'U0MBOT']),
    place('D0ANA', 'im', harbor, ['U0ANA', 'U0HBOT'], 'directmessage'),
    place('D0BEN', 'im', harbor, ['U0BEN', 'U0HBOT'], 'directmessage'),
    place('D0CHI', 'im', meadow, ['U0CHI', 'U0MBOT'], 'directmessage'),
    place('D0DEE', 'im', meadow, ['U0DEE', 'U0MBOT'], 'directmessage'),
  ]
  return { appId: 'A0NUTGRAF', teams, users, channels, messages: [], views: [] }
}

/** The one of a list with this id, or with this name. Throws where there is none, with the names there are. */
export function getById<T extends { id: string; name: string }>(list: readonly T[], id: string): T {
  const name = id.replace(/^#/, '').toLowerCase()
  const found = list.find((one) => one.id === id) ?? list.find((one) => one.name.toLowerCase() === name)
  if (!found) throw new Error(`the test server has no "${id}"; it has ${list.map((one) => one.id).join(', ')}`)
  return found
}

/** The message of a channel with this time, ephemeral ones left out: Slack's methods do not find those. */
export function findMessage(world: World, channel: string, ts: string): Message | undefined {
  return world.messages.find((one) => one.channel === channel && one.ts === ts && one.visibleTo === null)
}
