import type { Reply, ReplyCard, ReplyItem, ReplySection } from '../domain/reply.ts'
import { wrapText } from './wrap-text.ts'

/** A terminal's width is used up to this many columns: longer lines are hard to read. */
const widest = 100

/** What stands first in a line has a column of its own, up to so many signs. */
const widestLabel = { figures: 22, commands: 36 }

/** How wide the terminal is, in columns, and whether it shows colours. */
export interface TerminalStyle {
  columns: number
  hasColour: boolean
}

/** Renders a reply as lines of plain text, with bold and dim where the terminal shows them. Ends with a line break. */
export function renderReply(reply: Reply, style: TerminalStyle): string {
  const width = Math.max(40, Math.min(style.columns, widest))
  const blocks = [
    ...(reply.heading ? [bold(reply.heading, style)] : []),
    ...reply.cards.map((card) => renderCard(card, width, style)),
    ...reply.notes.map((note) => wrapText(note, width, '')),
  ]
  return `${blocks.join('\n\n')}\n`
}

function renderCard(card: ReplyCard, width: number, style: TerminalStyle): string {
  const lines = [bold(wrapText(card.title, width, ''), style), dim(wrapText(card.about.join(' · '), width, ''), style)]
  if (card.url) lines.push(dim(card.url, style))
  for (const section of card.sections) lines.push(renderSection(section, width, style))
  if (card.footer) lines.push(dim(wrapText(card.footer, width, ''), style))
  return lines.filter((line) => line !== '').join('\n')
}

function renderSection(section: ReplySection, width: number, style: TerminalStyle): string {
  const heading = section.heading ? [bold(section.heading, style)] : []
  return [...heading, ...renderItems(section, width)].join('\n')
}

function renderItems({ kind, items }: ReplySection, width: number): string[] {
  if (kind === 'lines') return items.map((item) => wrapText(`• ${withMarks(item)}`, width, '  '))
  if (kind === 'evidence')
    return items.map((item) => wrapText(`  ${item.marks.map(markOf).join(' ')} ${item.text}`, width, '    '))
  if (kind === 'figures' || kind === 'commands') {
    const column = Math.min(widestLabel[kind], Math.max(...items.map(({ label }) => label?.length ?? 0)))
    return items.map((item) =>
      wrapText(`  ${(item.label ?? '').padEnd(column)}  ${withMarks(item)}`, width, ' '.repeat(column + 4)),
    )
  }
  return items.map((item) => wrapText(`  ${item.label ? `${item.label}: ` : ''}${withMarks(item)}`, width, '    '))
}

function withMarks({ text, source, marks }: ReplyItem): string {
  return [text, source ? `(${source})` : '', marks.map(markOf).join(' ')].filter((part) => part !== '').join(' ')
}

/** A sentence's number as one sign: 1 → ①, 21 → ㉑; above 50, where the signs end, [51]. */
export function markOf(number: number): string {
  if (number >= 1 && number <= 20) return String.fromCodePoint(0x2460 + number - 1)
  if (number >= 21 && number <= 35) return String.fromCodePoint(0x3251 + number - 21)
  if (number >= 36 && number <= 50) return String.fromCodePoint(0x32b1 + number - 36)
  return `[${number}]`
}

function bold(text: string, { hasColour }: TerminalStyle): string {
  return hasColour && text !== '' ? `\x1b[1m${text}\x1b[22m` : text
}

function dim(text: string, { hasColour }: TerminalStyle): string {
  return hasColour && text !== '' ? `\x1b[2m${text}\x1b[22m` : text
}
