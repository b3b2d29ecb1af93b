import { checkMessage, refuse } from './check-payload.ts'
import type { ResponsePlace } from './interactions.ts'
import { isOn, type JsonObject, objectsOf, textOf } from './json.ts'
import { addMessage, editMessage, removeMessage } from './messages.ts'
import { Refusal } from './refusal.ts'
import type { SlackState } from './state.ts'
import { getById, type Message } from './world.ts'

/** Takes one post to a `response_url`. Returns the status and body of the answer; Bolt's `respond()` throws on all but 2xx. */
export function takeResponse(state: SlackState, path: string, body: JsonObject): { status: number; text: string } {
  try {
    const place = state.interactions.takeResponsePath(path)
    state.calls.push({ method: 'response_url', args: body, at: state.clock.now(), error: null })
    applyAnswer(state, 'response_url', place, body)
    return { status: 200, text: 'ok' }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    state.calls.push({ method: 'response_url', args: body, at: state.clock.now(), error: error.code })
    const isGone = ['invalid_url', 'expired_url', 'used_url'].includes(error.code)
    return { status: isGone ? 404 : 400, text: JSON.stringify({ ok: false, error: error.code, ...error.extra }) }
  }
}

/**
 * Does what an answer to a command or click says, whether it came by `response_url` or in the acknowledgement of a command.
 * After a click it must say whether the message with the button is replaced: Slack's documents differ on what is meant by silence.
 * After a command there is nothing to replace: Slack posts a second message. [slackapi/bolt-js#2287, slackapi/bolt-python#1268]
 */
export function applyAnswer(state: SlackState, method: string, place: ResponsePlace, answer: JsonObject): void {
  const { source } = place
  const replaces = isOn(answer['replace_original'])
  const deletes = isOn(answer['delete_original'])
  const breach = (rule: string, detail: string) => refuse(state, method, [{ rule, detail }])
  if (source === null && (replaces || deletes))
    breach('replaces-nothing', 'response: a command has no original message')
  if (source !== null && answer['replace_original'] === undefined && !deletes)
    breach('unclear-response', 'response: say replace_original true or false, or delete_original')
  if (replaces || deletes) {
    const original = source && state.world.messages.find((one) => isSame(one, source))
    if (!original) throw new Refusal('message_not_found')
    if (deletes) removeMessage(state, original, place.cause)
    else {
      checkMessage(state, method, answer, false)
      const blocks = objectsOf(answer['blocks'])
      editMessage(state, original, { text: textOf(answer['text']) ?? '', blocks }, place.cause)
    }
    return
  }
  const isPosted = answer['response_type'] === 'in_channel'
  checkMessage(state, method, answer, isPosted)
  const threadTs = textOf(answer['thread_ts']) ?? null
  const team = getById(state.world.teams, place.teamId)
  addMessage(
    state,
    {
      channel: place.channel,
      user: team.bot.userId,
      botId: team.bot.botId,
      text: textOf(answer['text']) ?? '',
      blocks: objectsOf(answer['blocks']),
      threadTs,
      visibleTo: isPosted ? null : place.user,
    },
    place.cause,
  )
}

function isSame(one: Message, other: Message): boolean {
  return one.ts === other.ts && one.channel === other.channel
}
