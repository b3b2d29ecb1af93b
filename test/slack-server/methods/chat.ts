import { checkMessage, refuse } from '../check-payload.ts'
import { isObject, isOn, type JsonObject, objectsOf, textOf } from '../json.ts'
import { addMessage, editMessage, removeMessage } from '../messages.ts'
import { tiers } from '../rate-limits.ts'
import { Refusal } from '../refusal.ts'
import { keepFaults } from '../state.ts'
import { findMessage, type Message } from '../world.ts'
import { argument, channelOf, type Method, type MethodCall, messageBody, postLimits } from './method.ts'

const write = () => 'chat:write'

/** Posts a message that everybody in the channel sees. */
export const postMessage: Method = {
  scope: ({ args }) =>
    args['username'] || args['icon_emoji'] || args['icon_url'] ? 'chat:write.customize' : 'chat:write',
  ...postLimits,
  run(call) {
    const { state, team, args } = call
    const channel = channelOf(call, { isMember: true })
    checkMessage(state, call.method, args, true)
    const message = addMessage(state, {
      channel: channel.id,
      user: team.bot.userId,
      botId: team.bot.botId,
      text: textOf(args['text']) ?? '',
      blocks: objectsOf(args['blocks']),
      threadTs: threadOf(call),
      metadata: isObject(args['metadata']) ? args['metadata'] : null,
      isBroadcast: isOn(args['reply_broadcast']),
    })
    return { channel: channel.id, ts: message.ts, message: messageBody(state, message, true) }
  },
}

/** Posts a message that one person sees, until their client reloads. */
export const postEphemeral: Method = {
  scope: write,
  ...postLimits,
  run(call) {
    const { state, team, args } = call
    const channel = channelOf(call, { isMember: true })
    const user = argument(call, 'user')
    if (!state.world.users.some((one) => one.id === user)) throw new Refusal('user_not_found')
    if (!channel.members.has(user)) throw new Refusal('user_not_in_channel')
    checkMessage(state, call.method, args, false)
    const message = addMessage(state, {
      channel: channel.id,
      user: team.bot.userId,
      botId: team.bot.botId,
      text: textOf(args['text']) ?? '',
      blocks: objectsOf(args['blocks']),
      threadTs: threadOf(call),
      visibleTo: user,
    })
    return { message_ts: message.ts }
  },
}

/** Changes a message of the bot's own; blocks that are not sent again are gone once a text is sent. */
export const update: Method = {
  scope: write,
  rate: tiers[3],
  run(call) {
    const { state, args } = call
    const message = ownMessage(call, 'cant_update_message')
    checkMessage(state, call.method, args, false)
    const metadata = isObject(args['metadata']) ? { metadata: args['metadata'] } : {}
    const text = textOf(args['text']) ?? ''
    // Unlike other methods this one parses as a client does unless told not to. [docs.slack.dev, chat.update]
    if (args['parse'] !== 'none' && /@(?:channel|here|everyone)\b/.test(text))
      refuse(state, call.method, [
        { rule: 'parses-names', detail: 'parse: send none, or @channel in the text may be live' },
      ])
    editMessage(state, message, { text, blocks: objectsOf(args['blocks']), ...metadata })
    return { channel: message.channel, ts: message.ts, text, message: messageBody(state, message, true) }
  },
}

/** Deletes a message of the bot's own. */
export const remove: Method = {
  scope: write,
  rate: tiers[3],
  run(call) {
    const message = ownMessage(call, 'cant_delete_message')
    removeMessage(call.state, message)
    return { channel: message.channel, ts: message.ts }
  },
}

function ownMessage(call: MethodCall, code: string): Message {
  const channel = channelOf(call, { isMember: true })
  const message = findMessage(call.state.world, channel.id, argument(call, 'ts'))
  // An ephemeral message has a time, but no method finds it.
  if (!message) throw new Refusal('message_not_found')
  if (message.user !== call.team.bot.userId) throw new Refusal(code)
  return message
}

/** The root of the thread that a call posts into. A reply's own time is refused here: Slack's clients show such messages oddly. */
function threadOf({ state, method, args }: MethodCall): string | null {
  const given: unknown = args['thread_ts']
  if (given === undefined || given === '') return null
  const root = findMessage(state.world, textOf(args['channel']) ?? '', String(given))
  const breach = (rule: string): JsonObject => {
    keepFaults(state, method, [{ rule, detail: `thread_ts: ${given}` }])
    return { response_metadata: { messages: [`[ERROR] ${rule} [json-pointer:/thread_ts]`] } }
  }
  if (!root) throw new Refusal('cannot_reply_to_message', { extra: breach('no-such-thread') })
  if (root.threadTs !== null && root.threadTs !== root.ts)
    throw new Refusal('cannot_reply_to_message', { extra: breach('thread-of-a-reply') })
  return root.ts
}
