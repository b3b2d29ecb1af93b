import type { ModalView } from '@slack/types'
import { z } from 'zod'
import { longestNote } from '../chat/retract.ts'
import type { ReportFault } from '../domain/command.ts'

/** Where a modal was opened from: the reply, and the message under which its answer is wanted. Kept in the modal by Slack. */
export const modalOriginSchema = z.object({
  reply: z.string(),
  channel: z.string(),
  /** the thread in which the message stands or would begin one; null under an ephemeral message outside threads */
  thread: z.string().nullable(),
  isEphemeral: z.boolean(),
  /** null where the click came without one */
  responseUrl: z.string().nullable(),
})
export type ModalOrigin = z.infer<typeof modalOriginSchema>

/** The names of the modals, by which their submissions are known. */
export const modalNames = ['ask', 'report', 'replace'] as const

const plain = (text: string) => ({ type: 'plain_text', text }) as const

/** A modal that says one sentence and can only be closed. */
export function noticeModal(text: string): ModalView {
  return {
    type: 'modal',
    title: plain('Nutgraf'),
    close: plain('Close'),
    blocks: [{ type: 'section', text: plain(text) }],
  }
}

/** The modal behind the button Ask: one question. */
export function askModal(origin: ModalOrigin): ModalView {
  return {
    type: 'modal',
    callback_id: 'ask',
    private_metadata: JSON.stringify(origin),
    title: plain('Ask'),
    submit: plain('Ask'),
    close: plain('Cancel'),
    blocks: [
      {
        type: 'input',
        block_id: 'question',
        label: plain('What do you want to know about these stories?'),
        element: { type: 'plain_text_input', action_id: 'question', max_length: 500 },
      },
    ],
  }
}

/** The modal behind the button "Replace with a note…": the words that take the place of what was posted. */
export function noteModal(origin: ModalOrigin): ModalView {
  return {
    type: 'modal',
    callback_id: 'replace',
    private_metadata: JSON.stringify(origin),
    title: plain('Replace with a note'),
    submit: plain('Replace'),
    close: plain('Cancel'),
    blocks: [
      {
        type: 'input',
        block_id: 'note',
        label: plain('What shall stand there instead?'),
        element: { type: 'plain_text_input', action_id: 'note', multiline: true, max_length: longestNote },
      },
    ],
  }
}

const faults: [ReportFault, string][] = [
  ['wrong-figure', 'A figure is wrong'],
  ['wrong-attribution', 'Somebody else said it'],
  ['missing-caveat', 'A caveat is missing'],
  ['other', 'Something else'],
]

/** The modal behind the button Report: what is wrong, and a note. */
export function reportModal(origin: ModalOrigin): ModalView {
  return {
    type: 'modal',
    callback_id: 'report',
    private_metadata: JSON.stringify(origin),
    title: plain('Report a fault'),
    submit: plain('Report'),
    close: plain('Cancel'),
    blocks: [
      {
        type: 'input',
        block_id: 'fault',
        label: plain('What is wrong?'),
        element: {
          type: 'radio_buttons',
          action_id: 'fault',
          options: faults.map(([value, label]) => ({ text: plain(label), value })),
        },
      },
      {
        type: 'input',
        block_id: 'note',
        optional: true,
        label: plain('Where, and what would be right?'),
        element: { type: 'plain_text_input', action_id: 'note', multiline: true, max_length: 2000 },
      },
    ],
  }
}
