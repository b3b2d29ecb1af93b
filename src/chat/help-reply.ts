import type { Reply } from '../domain/reply.ts'
import { makeReply } from './make-reply.ts'
import type { Wording } from './wording.ts'

/** What can be typed here, one line each. */
export function helpReply({ help }: Wording): Reply {
  const width = Math.max(...help.map(([typed]) => typed.length)) + 4
  return makeReply({
    heading: 'What to type',
    notes: [help.map(([typed, does]) => `${typed.padEnd(width)}${does}`).join('\n')],
  })
}
