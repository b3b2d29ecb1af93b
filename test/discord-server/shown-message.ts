import { MessageFlags } from 'discord-api-types/v10'
import { isComponentsOnly } from './message-body.ts'
import { buttonsOf, linksIn, mentionsIn, type ShownButton, type ShownLink, textsOf } from './visible-text.ts'
import type { Message, MessageState } from './world.ts'

/** A message as a reader meets it, at one moment. */
export interface ShownMessage {
  id: string
  channelId: string
  author: string
  /** all texts one under the other: content, embeds, text displays */
  text: string
  buttons: ShownButton[]
  /** what Discord would make a link of, masked ones and bare addresses */
  links: ShownLink[]
  /** what Discord would show as a mention, whether it notifies or not */
  mentions: string[]
  /** what would notify somebody: always nothing in what the bot writes, since other payloads are refused */
  pings: string[]
  isEphemeral: boolean
  isComponentsV2: boolean
  /** whether it is still the empty place of a deferred reply */
  isThinking: boolean
  state: MessageState
}

/** A message as it stands, or as it stood in `state`. */
export function showMessage(message: Message, state: MessageState = message): ShownMessage {
  const texts = textsOf(state)
  return {
    id: message.id,
    channelId: message.channelId,
    author: message.author.displayName,
    text: texts.join('\n'),
    buttons: buttonsOf(state),
    links: texts.flatMap(linksIn),
    mentions: texts.flatMap(mentionsIn),
    pings: [...message.mentionIds, ...(message.mentionsEveryone ? ['everyone'] : [])],
    isEphemeral: message.onlyFor !== null,
    isComponentsV2: isComponentsOnly(state.flags),
    isThinking: (state.flags & MessageFlags.Loading) !== 0,
    state,
  }
}
