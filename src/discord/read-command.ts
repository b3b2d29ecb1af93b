import type { ChatInputCommandInteraction, MessageContextMenuCommandInteraction } from 'discord.js'
import { readBrief, takenHere } from '../chat/parse-command.ts'
import { discordWording } from '../chat/wording.ts'
import { AppError } from '../domain/app-error.ts'
import type { Command } from '../domain/command.ts'
import { findLink } from './find-link.ts'

/**
 * What a slash command asks for. What is typed after `/brief` may be an address, a question, `latest` or `help` too; what has a
 * command of its own is not taken there, for a server may say who has that.
 */
export function readSlashCommand({ commandName, options }: ChatInputCommandInteraction): Command {
  const given = (name: string) => options.getString(name)?.trim() ?? ''
  const words = [commandName, options.getSubcommandGroup(false), options.getSubcommand(false)].filter(Boolean).join(' ')
  switch (words) {
    case 'brief':
      return takenHere(readBrief(given('topic')), discordWording)
    case 'ask':
      return { kind: 'ask', question: given('question'), about: null }
    case 'digest subscribe':
      return { kind: 'subscribe', topic: given('topic'), when: wished(given('when'), options) }
    case 'digest mute':
      return { kind: 'mute', what: muteKind(given('what')), value: given('value') }
    case 'digest mutes':
      return { kind: 'mutes' }
    case 'digest unmute':
      return { kind: 'unmute', value: given('value') }
    case 'digest approval show':
      return { kind: 'approval', editors: '' }
    case 'digest approval in':
      return { kind: 'approval', editors: options.getChannel('channel')?.id ?? '' }
    case 'digest approval off':
      return { kind: 'approval', editors: 'off' }
    case 'digest list':
      return { kind: 'subscriptions' }
    case 'digest remove':
      return { kind: 'unsubscribe', subscription: given('id') }
    case 'digest preview':
      return { kind: 'preview', subscription: given('id') }
    case 'feeds list':
      return { kind: 'feeds' }
    case 'feeds add':
      return { kind: 'add-feed', address: given('address') }
    case 'feeds remove':
      return { kind: 'remove-feed', address: given('address') }
    case 'help':
      return { kind: 'help' }
    default:
      return { kind: 'unknown', name: words }
  }
}

/** The options beside the times, as they are typed elsewhere. */
function wished(when: string, options: ChatInputCommandInteraction['options']): string {
  const alerts = options.getInteger('alerts')
  const quiet = options.getString('quiet-days')
  return [when, ...(alerts === null ? [] : [`alerts=${alerts}`]), ...(quiet === null ? [] : [`quiet=${quiet}`])].join(
    ' ',
  )
}

function muteKind(what: string): 'word' | 'publisher' | 'story' {
  return what === 'publisher' || what === 'story' ? what : 'word'
}

/**
 * What the menu of a message asks for: a brief of its first link.
 * @throws AppError `usage` where it has none
 */
export function readMenuCommand({ targetMessage }: MessageContextMenuCommandInteraction): Command {
  const url = findLink(targetMessage)
  if (url === null) throw new AppError('usage', 'There is no web address in that message.')
  return { kind: 'brief-url', url }
}

/** What is written in direct messages, where a slash command may be typed as text: `'/brief ferry'` → `'ferry'`, `'/latest'` → `'latest'`. */
export function directText(text: string): string {
  return text.trim().replace(/^\/(?:(?:brief|ask)(?!\S))?\s*/i, '')
}
