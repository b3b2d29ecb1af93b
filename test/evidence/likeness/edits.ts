import { seededRandom, wordOf } from '../../storage/generated-articles.ts'

/** What an editor does to a text that is run again under another address. */
export type Edit = { kind: string; apply: (text: string, number: number) => string }

const bylines = [
  'By Our Reporter',
  'From our news desk, with files from the agencies',
  'Staff report\nUpdated at 9:40 p.m.',
]
const boilerplate = [
  'This story was first published on our sister site. Sign up for the morning letter to get the news of the county by mail.',
  'All rights reserved. This material may not be published, broadcast or rewritten without leave of the publisher. Our readers make this work possible: become a member today, and get every story, every puzzle and every podcast on all your devices.',
  'Do you know more? Write to the desk in confidence.\nFollow us for the latest from the harbor, the council and the schools.',
]

/** The edits by kind; the same text and number give the same edit. */
export const edits: Edit[] = [
  { kind: 'nothing but the title', apply: (text) => text },
  { kind: 'first paragraph cut', apply: withoutFirst },
  {
    kind: 'byline and boilerplate added',
    apply: (text, number) => [pick(bylines, number), text, pick(boilerplate, number)].join('\n'),
  },
  {
    kind: 'all three of them',
    apply: (text, number) => [pick(bylines, number), withoutFirst(text), pick(boilerplate, number)].join('\n'),
  },
  { kind: 'one word in a hundred replaced', apply: (text, number) => replaceWords(text, 0.01, number) },
  { kind: 'one word in ten replaced', apply: (text, number) => replaceWords(text, 0.1, number) },
]

/** Puts made-up words in the place of a share of the words. */
export function replaceWords(text: string, share: number, number: number): string {
  const random = seededRandom(number)
  return text.replace(/[\p{L}\p{N}]+/gu, (word) => (random() < share ? wordOf(Math.floor(random() * 10_000)) : word))
}

/** Paragraphs are separated by line breaks. */
function withoutFirst(text: string): string {
  return text.trim().split(/\n+/).slice(1).join('\n')
}

function pick(list: string[], number: number): string {
  return list[number % list.length] ?? ''
}
