import { z } from 'zod'

/** What a reader says is wrong with a reply. */
export const reportFaultSchema = z.enum(['wrong-figure', 'wrong-attribution', 'missing-caveat', 'other'])
export type ReportFault = z.infer<typeof reportFaultSchema>

/** What an editor does with a draft, or with what was posted from it. `choice` is the value of what is left out. */
export type EditorDeed =
  | { does: 'approve' | 'discard' }
  | { does: 'leave-out'; choice: string }
  | { does: 'retract'; note: string | null }

/**
 * What a reader asks for, whatever the platform. A `say` is plain text in a channel or thread: a question or a follow-up.
 * `about` and `reply` name a reply that was given before, whose button was pressed.
 * `delivery` is one whose draft was acted upon, `by` the name of whoever did. `editors` is a channel as it was typed; '' asks how it stands.
 * `elsewhere` was typed where it is not taken, since it has a command of its own: `typed` is that one.
 */
export type Command =
  | { kind: 'brief'; topic: string }
  | { kind: 'brief-url'; url: string }
  | { kind: 'latest' }
  | { kind: 'digest'; topic: string }
  | { kind: 'ask'; question: string; about: string | null }
  | { kind: 'say'; text: string }
  | { kind: 'evidence'; reply: string }
  | { kind: 'report'; reply: string; fault: ReportFault; note: string }
  | { kind: 'subscribe'; topic: string; when: string }
  | { kind: 'subscriptions' }
  | { kind: 'preview'; subscription: string }
  | { kind: 'unsubscribe'; subscription: string }
  | { kind: 'mute'; what: 'word' | 'publisher' | 'story'; value: string }
  | { kind: 'unmute'; value: string }
  | { kind: 'mutes' }
  | { kind: 'approval'; editors: string }
  | { kind: 'edit'; delivery: string; deed: EditorDeed; by: string }
  | { kind: 'feeds' }
  | { kind: 'add-feed'; address: string }
  | { kind: 'remove-feed'; address: string }
  | { kind: 'starter-feeds' }
  | { kind: 'help' }
  | { kind: 'unknown'; name: string }
  | { kind: 'elsewhere'; typed: string }
