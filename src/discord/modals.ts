import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js'
import { longestNote } from '../chat/retract.ts'
import type { ReportFault } from '../domain/command.ts'
import { customIdOf } from './buttons.ts'

/** The window behind the button Ask: one question. */
export function askModal(reply: string): APIModalInteractionResponseCallbackData {
  return {
    custom_id: customIdOf({ action: 'ask', reply }),
    title: 'Ask about these stories',
    components: [
      {
        type: ComponentType.Label,
        label: 'What do you want to know?',
        description: 'The answer is in the words of the stored articles, or says that they do not tell.',
        component: {
          type: ComponentType.TextInput,
          custom_id: 'question',
          style: TextInputStyle.Short,
          placeholder: 'Who declined to comment?',
          max_length: 500,
          required: true,
        },
      },
    ],
  }
}

/** The window behind the button "Replace with a note…": the words that take the place of what was posted. */
export function noteModal(delivery: string): APIModalInteractionResponseCallbackData {
  return {
    custom_id: customIdOf({ action: 'replace', reply: delivery }),
    title: 'Replace with a note',
    components: [
      {
        type: ComponentType.Label,
        label: 'What shall stand there instead?',
        component: {
          type: ComponentType.TextInput,
          custom_id: 'note',
          style: TextInputStyle.Paragraph,
          max_length: longestNote,
          required: true,
        },
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

/** The window behind the button Report: what is wrong, and a note. */
export function reportModal(reply: string): APIModalInteractionResponseCallbackData {
  return {
    custom_id: customIdOf({ action: 'report', reply }),
    title: 'Report a fault',
    components: [
      {
        type: ComponentType.Label,
        label: 'What is wrong?',
        component: {
          type: ComponentType.StringSelect,
          custom_id: 'fault',
          options: faults.map(([value, label]) => ({ value, label })),
          required: true,
        },
      },
      {
        type: ComponentType.Label,
        label: 'Where, and what would be right?',
        component: {
          type: ComponentType.TextInput,
          custom_id: 'note',
          style: TextInputStyle.Paragraph,
          max_length: 2_000,
          required: false,
        },
      },
    ],
  }
}
