/** What a reader asks for, whatever the platform. A `say` is plain text in a channel or thread: a question or a follow-up. */
export type Command =
  | { kind: 'brief'; topic: string }
  | { kind: 'digest'; topic: string }
  | { kind: 'ask'; question: string }
  | { kind: 'say'; text: string }
  | { kind: 'help' }
  | { kind: 'unknown'; name: string }
