/** One thing that is wrong with a payload: where, Discord's word for it, and a sentence. */
export interface Flaw {
  path: readonly (string | number)[]
  code: string
  message: string
}

/** A payload that broke a rule, kept in `server.faults` so that a test can assert that there were none. */
export interface Fault {
  /** as `POST /channels/:channel/messages` */
  route: string
  flaws: readonly Flaw[]
  body: unknown
}

/** An error answer of the API, with Discord's own code; thrown by a route, sent by the REST side. */
export class DiscordRefusal extends Error {
  readonly status: number
  readonly code: number
  readonly flaws: readonly Flaw[]

  constructor(status: number, code: number, message: string, flaws: readonly Flaw[] = []) {
    super(message)
    this.status = status
    this.code = code
    this.flaws = flaws
  }
}

// Codes and messages: Discord's documentation, "Opcodes and Status Codes".
const known = {
  unknownChannel: [404, 10003, 'Unknown Channel'],
  unknownGuild: [404, 10004, 'Unknown Guild'],
  unknownMember: [404, 10007, 'Unknown Member'],
  unknownMessage: [404, 10008, 'Unknown Message'],
  unknownUser: [404, 10013, 'Unknown User'],
  unknownWebhook: [404, 10015, 'Unknown Webhook'],
  unknownInteraction: [404, 10062, 'Unknown interaction'],
  unknownCommand: [404, 10063, 'Unknown application command'],
  alreadyAcknowledged: [400, 40060, 'Interaction has already been acknowledged.'],
  tagRequired: [400, 40067, 'A tag is required to create a forum post in this channel'],
  missingAccess: [403, 50001, 'Missing Access'],
  notYourMessage: [403, 50005, 'Cannot edit a message authored by another user'],
  emptyMessage: [400, 50006, 'Cannot send an empty message'],
  closedToMessages: [403, 50007, 'Cannot send messages to this user'],
  notText: [400, 50008, 'Cannot send messages in a non-text channel'],
  missingPermissions: [403, 50013, 'Missing Permissions'],
  wrongChannelType: [400, 50024, 'Cannot execute action on this channel type'],
  invalidWebhookToken: [401, 50027, 'Invalid Webhook Token'],
  threadArchived: [400, 50083, 'Thread is archived'],
  replyNeedsHistory: [403, 160002, 'Cannot reply without permission to read message history'],
  threadExists: [400, 160004, 'A thread has already been created for this message'],
  threadLocked: [400, 160005, 'Thread is locked'],
  blockedByAutoMod: [400, 200000, 'Message was blocked by automatic moderation'],
  titleBlockedByAutoMod: [400, 200001, 'Title was blocked by automatic moderation'],
} as const satisfies Record<string, readonly [number, number, string]>

/** A refusal by its name: `refusal('missingPermissions')` is 403 with code 50013. */
export function refusal(name: keyof typeof known): DiscordRefusal {
  const [status, code, message] = known[name]
  return new DiscordRefusal(status, code, message)
}

/** The refusal of a payload with flaws: 400 with code 50035. */
export function invalidForm(flaws: readonly Flaw[]): DiscordRefusal {
  return new DiscordRefusal(400, 50035, 'Invalid Form Body', flaws)
}

/** Discord's nested shape of errors: `{ data: { content: { _errors: [{ code, message }] } } }`. */
export function errorsShape(flaws: readonly Flaw[]): Record<string, unknown> {
  const shape: Tree = {}
  for (const { path, code, message } of flaws) {
    let node = shape
    for (const step of path) {
      const next = node[step]
      const inner = next !== undefined && !Array.isArray(next) ? next : {}
      node[step] = inner
      node = inner
    }
    const errors = node['_errors']
    node['_errors'] = [...(Array.isArray(errors) ? errors : []), { code, message }]
  }
  return shape
}

interface Tree {
  [step: string]: Tree | { code: string; message: string }[]
}
