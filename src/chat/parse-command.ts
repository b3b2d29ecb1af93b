import type { Command } from '../domain/command.ts'

/**
 * Reads what a reader typed: `/brief immigration` → a brief on that topic, `who declined?` → something said.
 * A `/brief` or `/digest` of a whole question is a question; one without words asks for help.
 */
export function parseCommand(text: string): Command {
  const match = /^\/(\S*)\s*([\s\S]*)$/.exec(text.trim())
  if (!match) return { kind: 'say', text: text.trim() }
  const name = (match[1] ?? '').toLowerCase()
  const rest = (match[2] ?? '').trim()
  switch (name) {
    case 'brief':
      if (rest === '' || rest === 'help') return { kind: 'help' }
      return /\?\s*$/.test(rest) ? { kind: 'ask', question: rest } : { kind: 'brief', topic: rest }
    case 'digest':
      return rest === '' ? { kind: 'help' } : { kind: 'digest', topic: rest }
    case 'ask':
      return rest === '' ? { kind: 'help' } : { kind: 'ask', question: rest }
    case 'help':
    case '':
      return { kind: 'help' }
    default:
      return { kind: 'unknown', name }
  }
}
