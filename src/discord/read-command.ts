import type { ChatInputCommandInteraction, MessageContextMenuCommandInteraction } from 'discord.js'
import { readBrief } from '../chat/parse-command.ts'
import { AppError } from '../domain/app-error.ts'
import type { Command } from '../domain/command.ts'
import { findLink } from './find-link.ts'

/**
 * What a slash command asks for. What is typed after `/brief` may be an address, a question or a subcommand too.
 */
export function readSlashCommand({ commandName, options }: ChatInputCommandInteraction): Command {
  const given = (name: string) => options.getString(name)?.trim() ?? ''
  const words = [commandName, options.getSubcommand(false)].filter(Boolean).join(' ')
  switch (words) {
    case 'brief':
      return readBrief(given('topic'))
    case 'ask':
      return { kind: 'ask', question: given('question'), about: null }
    case 'digest subscribe':
      return { kind: 'subscribe', topic: given('topic'), when: given('when') }
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

/**
 * What the menu of a message asks for: a brief of its first link.
 * @throws AppError `usage` where it has none
 */
export function readMenuCommand({ targetMessage }: MessageContextMenuCommandInteraction): Command {
  const url = findLink(targetMessage)
  if (url === null) throw new AppError('usage', 'There is no web address in that message.')
  return { kind: 'brief-url', url }
}

/** What is written in direct messages: with a slash as behind `/brief`, else said. `'/latest'`, `'/brief ferry'`, `'who declined?'` */
export function readDirectMessage(text: string): Command {
  const typed = text.trim()
  return typed.startsWith('/')
    ? readBrief(typed.replace(/^\/(?:brief(?!\S)|ask(?!\S))?\s*/i, ''))
    : { kind: 'say', text: typed }
}
