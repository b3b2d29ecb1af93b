import type { Command } from '../domain/command.ts'
import { splitSchedule } from '../pipeline/subscriptions/read-schedule.ts'
import type { Wording } from './wording.ts'

/**
 * Reads what a reader typed: `/brief immigration` → a brief on that topic, `who declined?` → something said. Below `/brief`
 * stands everything else too, as in Slack (`readBrief`).
 */
export function parseCommand(text: string): Command {
  const match = /^\/(\S*)\s*([\s\S]*)$/.exec(text.trim())
  if (!match) return { kind: 'say', text: text.trim() }
  const name = (match[1] ?? '').toLowerCase()
  const rest = (match[2] ?? '').trim()
  switch (name) {
    case 'brief':
      return readBrief(rest)
    case 'digest':
      return rest === '' ? { kind: 'help' } : { kind: 'digest', topic: rest }
    case 'ask':
      return rest === '' ? { kind: 'help' } : { kind: 'ask', question: rest, about: null }
    case 'help':
    case '':
      return { kind: 'help' }
    default:
      return { kind: 'unknown', name }
  }
}

/**
 * Reads what stands behind `/brief`, or behind a mention: an address, a question, a subcommand (`latest`, `subscribe …`,
 * `subscriptions`, `unsubscribe ID`, `mute …`, `mutes`, `unmute …`, `approval …`, `feeds`, `help`), else a topic. A topic that is such a word stands in quotes.
 */
export function readBrief(text: string): Command {
  const rest = text.trim()
  const url = addressIn(rest)
  if (url !== null) return { kind: 'brief-url', url }
  const [first = '', ...words] = rest.split(/\s+/)
  const more = words.join(' ')
  switch (first.toLowerCase()) {
    case '':
      return { kind: 'help' }
    case 'help':
      return more === '' ? { kind: 'help' } : topicOrQuestion(rest)
    case 'latest':
      return more === '' ? { kind: 'latest' } : topicOrQuestion(rest)
    case 'subscribe': {
      const { topic, when } = splitSchedule(more)
      return { kind: 'subscribe', topic: topic.replace(/^(?:to|for|on)\s+/i, ''), when }
    }
    case 'subscriptions':
      return more === '' ? { kind: 'subscriptions' } : topicOrQuestion(rest)
    case 'unsubscribe':
      return { kind: 'unsubscribe', subscription: more }
    case 'mutes':
      return more === '' ? { kind: 'mutes' } : topicOrQuestion(rest)
    case 'mute':
      return readMute(words) ?? topicOrQuestion(rest)
    case 'unmute':
      return { kind: 'unmute', value: more }
    case 'approval':
      return readApproval(words) ?? topicOrQuestion(rest)
    case 'feeds':
      return readFeeds(words) ?? topicOrQuestion(rest)
    default:
      return topicOrQuestion(rest)
  }
}

/** What was typed, or, where that has a command of its own on this platform, the word that it is typed there instead. */
export function takenHere(command: Command, { apart }: Pick<Wording, 'apart'>): Command {
  const typed = apart[command.kind]
  return typed === undefined ? command : { kind: 'elsewhere', typed }
}

/** A topic may begin with that word too: "mute swans". */
function readMute([what, ...rest]: string[]): Command | null {
  const kind = what?.toLowerCase()
  if (kind !== 'word' && kind !== 'publisher' && kind !== 'story') return null
  return { kind: 'mute', what: kind, value: rest.join(' ') }
}

/** A topic may begin with that word too: "approval ratings". */
function readApproval([verb, ...rest]: string[]): Command | null {
  const word = verb?.toLowerCase()
  if (word === undefined) return { kind: 'approval', editors: '' }
  if ((word === 'on' || word === 'off') && rest.length === 0) return { kind: 'approval', editors: word }
  return word === 'in' && rest.length === 1 ? { kind: 'approval', editors: rest[0] ?? '' } : null
}

function readFeeds([verb, ...rest]: string[]): Command | null {
  const address = rest.join(' ')
  switch (verb?.toLowerCase()) {
    case undefined:
    case 'list':
      return address === '' ? { kind: 'feeds' } : null
    case 'add':
      return { kind: 'add-feed', address }
    case 'remove':
      return { kind: 'remove-feed', address }
    default:
      return null
  }
}

function topicOrQuestion(text: string): Command {
  return /\?\s*$/.test(text) ? { kind: 'ask', question: text, about: null } : { kind: 'brief', topic: text }
}

/** An address of any scheme, so that it is never searched for as words: `www.a.example` → `https://www.a.example`. */
function addressIn(text: string): string | null {
  const typed = text.replace(/^<([^|>]*)(?:\|[^>]*)?>$/, '$1')
  if (/^www\.[^\s.]+\.\S+$/i.test(typed)) return `https://${typed}`
  return /^(?:[a-z][a-z\d+.-]*:\/\/|file:\/)\S*$/i.test(typed) ? typed : null
}
