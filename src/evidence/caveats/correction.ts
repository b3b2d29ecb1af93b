import { spanOf } from '../../domain/cut-span.ts'
import type { Span } from '../../domain/span.ts'
import type { CaveatContext } from './caveat-context.ts'
import { type CaveatDraft, joinDrafts } from './compose-caveat.ts'
import { createCueSet } from './cue-set.ts'
import { isOutlet } from './publishers.ts'
import { asSentence, shorten } from './wording.ts'

const work = String.raw`(?:article|story|report|piece|post|column|version|headline|caption|item|page|obituary|review|editorial|essay|transcript)`
const notes = createCueSet(
  'version|corrected|corrections?|corrects|clarif\\w+|editors?|updates?|updated|misstated|misidentified|misspelled|misattributed|mischaracterized|misquoted|incorrectly|mistakenly|wrongly|erroneously|amended|regret|apologi[sz]e|errors?|changed|revised|edited|originally|previously|initially|earlier',
  [
    new RegExp(
      String.raw`\b(?:an?|the) (?:earlier|previous|prior|original|initial|online|print|first) (?:\w+ )?version of (?:this|the|our) (?:\w+ )?${work}\b`,
      'g',
    ),
    new RegExp(
      String.raw`\b(?:this|the|our) (?:\w+ )?${work} (?:has|have|had|was|were) (?:since |also )?(?:been )?(?:corrected|amended|updated|clarified|revised|edited|changed)\b`,
      'g',
    ),
    new RegExp(
      String.raw`\b(?:this|the) (?:\w+ )?${work} (?:originally|previously|initially|earlier|incorrectly|mistakenly|wrongly|erroneously) (?:\w+ )?(?:misstated|misidentified|misspelled|stated|said|gave|reported|listed|named|described|referred|included|attributed|identified)\b`,
      'g',
    ),
    new RegExp(
      String.raw`\b(?:this|the|an? \w+day) ${work}[^.\n]{0,40} (?:misstated|misidentified|misspelled|misattributed|mischaracterized|misquoted)\b`,
      'g',
    ),
    /\bwe (?:regret|apologi[sz]e for) the (?:errors?|mistakes?)\b|\bcorrection appended\b|\bdue to (?:an?|our) (?:\w+ )?(?:editing|reporting|production|typographical|copy ?editing|editor's|reporter's) error\b/g,
    /(?:^|\n)[ \t]*\(?(?:corrects|clarifies|updates) (?:the |a |an )?(?:\w+ ){0,3}?(?:spelling|name|date|title|figure|number|headline|paragraph|attribution|dateline|age|quote|amount|day|first|second|third|to |in )/g,
    /(?:^|\n|[("*] ?)(?:corrections?|clarifications?|corrections? and clarifications?|editor'?s'? note|correction note|updates?(?: \([^)\n]{1,40}\))?)(?: \([^)\n]{1,40}\)| \d{1,2}[^:\n]{1,30}|, [^:\n]{1,40})?\s?[:—–-]\s?(?=[^\n]{0,400}\b(?:correct(?:ed|s)?|earlier|previous(?:ly)?|original(?:ly)?|incorrect(?:ly)?|misstated|misspelled|misidentified|wrong(?:ly)?|error|mistaken(?:ly)?|amended|(?:was|been) updated|clarif\w+|has been|was changed|fixed|should have|was not|is not|not)\b)/g,
  ],
)

const regrets = createCueSet('regrets', [/\bregrets the errors?\b/g])

/** More notes than this are told as one caveat. */
const mostNotes = 3
/** A page with more of them lists corrections of other articles. */
const mostOwnNotes = 10

/**
 * Finds a note that says the article was corrected, clarified or changed: `Correction: An earlier version of this article misstated …`.
 * A correction on the stock market is none. Notes that reading took out (`article.corrections`) count where they stand in the text.
 */
export function findCorrections(context: CaveatContext): CaveatDraft[] {
  const { tagged, article } = context
  const lines: Span[] = []
  for (const note of article.corrections) {
    const at = tagged.text.indexOf(note)
    if (at !== -1 && note !== '') lines.push(spanOf(tagged.text, at, at + note.length))
  }
  for (const { start } of context.findInLines(notes)) {
    if (!context.isQuoted(start + 1)) lines.push(noteAt(tagged.text, start))
  }
  for (const { start, end, sentence } of context.find(regrets)) {
    if (isOutlet(tagged.text.slice(sentence.start, start).trim())) lines.push(noteAt(tagged.text, end - 1))
  }
  const separate = lines.filter(
    (line, at) =>
      !lines.some((other, index) => index !== at && holds(other, line) && (index < at || !holds(line, other))),
  )
  const drafts = separate.map((line): CaveatDraft => ({ kind: 'correction', text: wordingOf(line), spans: [line] }))
  const different = joinDrafts(drafts, (draft) => draft.text)
  if (different.length <= mostNotes) return different
  if (different.length > mostOwnNotes) return []
  return [
    {
      kind: 'correction',
      text: `The article carries ${different.length} correction notes.`,
      spans: different.flatMap((draft) => draft.spans),
    },
  ]
}

function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}

// The note is its whole line, or where it stands in a long paragraph, its sentence.
function noteAt(text: string, at: number): Span {
  const start = text.lastIndexOf('\n', at - 1) + 1
  const stop = text.indexOf('\n', at)
  const end = stop === -1 ? text.length : stop
  if (end - start <= 600)
    return spanOf(text, start, end).text.trim() === ''
      ? spanOf(text, at, end)
      : spanOf(text, start, start + text.slice(start, end).trimEnd().length)
  const rest = text.slice(at, end).search(/[.!?](?:\s|$)/)
  return spanOf(text, at, rest === -1 ? Math.min(end, at + 400) : at + rest + 1)
}

function wordingOf(line: Span): string {
  const note = line.text.replace(
    /^\W*(?:corrections?|clarifications?|editor['’]?s['’]? note|updates?)\b[^:—–\n]{0,40}[:—–-]\s*/i,
    '',
  )
  return `The article carries a correction note: ${asSentence(shorten(note.replace(/^[([]+|[)\]]+$/g, ''), 200))}`
}
