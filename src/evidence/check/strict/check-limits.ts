import type { Gate } from '../../../domain/check.ts'
import type { Token } from '../../language/tokens.ts'
import { claimTokens, type Finding, findingOf } from '../claim-context.ts'
import { fold, stemOfWord } from '../text-words.ts'
import type { LineReading } from './line-places.ts'
import lists from './strict-words.json' with { type: 'json' }

const limits = new Set(lists.limits.split(' '))
const negations = /^(?:not|n't|no|never|none|neither|nor|nobody|nothing|without)$/
const amounts =
  /^(?:some|most|many|several|few|all|every|each|both|only|mostly|partly|generally|largely|mainly|often|sometimes|rarely|usually|half)$/
const nearness = /^(?:almost|nearly|about|approximately|roughly)$/

/**
 * Nothing that limits a statement is dropped or added: negation, "if", "may", "about", "some", "alleged". A limiting word of the article
 * belongs to the line where it stands right before a word that the line takes over, or between two words that follow each other in the line.
 */
export function checkLimits(reading: LineReading): Finding[] {
  return [...droppedLimits(reading), ...skippedLimits(reading), ...droppedConditions(reading), ...addedLimits(reading)]
}

function droppedLimits({ context, places }: LineReading): Finding[] {
  const own = new Map<string, number>()
  for (const { lower } of claimTokens(context)) own.set(form(lower), (own.get(form(lower)) ?? 0) + 1)
  const seen = new Set<Token>()
  const findings: Finding[] = []
  const taken = takenTokens(places)
  for (const { sentence, token } of places) {
    if (sentence < 0) continue
    const line = context.article.tagged.sentences[sentence]!.tokens
    for (let at = token - 1; at >= Math.max(0, token - 5); at--) {
      const limit = line[at]!
      if (/^[.;:]$/.test(limit.text) || taken.get(sentence)?.has(at)) break
      if (!limits.has(limit.lower) || seen.has(limit) || isPlainPreposition(line, at)) continue
      if (!reaches(line, at, token)) continue
      seen.add(limit)
      const left = own.get(form(limit.lower)) ?? 0
      if (left > 0) {
        own.set(form(limit.lower), left - 1)
        continue
      }
      findings.push(
        findingOf(
          gateOf(limit.lower),
          'contradicted',
          `The article limits this by "${limit.text}"; the line does not.`,
          line[token]!.text,
          context.article.text.slice(line[at]!.start, line[token]!.end),
        ),
      )
    }
  }
  return findings
}

// "The mill could be sold if a buyer repaired its roof": a verb of that sentence takes its condition along.
function droppedConditions({ context, places, alignment }: LineReading): Finding[] {
  if (claimTokens(context).some(({ lower }) => /^(?:if|unless|whether|provided)$/.test(lower))) return []
  for (const sentence of alignment.sentences) {
    const line = context.article.tagged.sentences[sentence]!.tokens
    const at = line.findIndex(
      ({ lower }, index) => /^(?:if|unless)$/.test(lower) && !asksAfter.test(line[index - 1]?.lower ?? ''),
    )
    if (at < 0) continue
    const open = line.slice(0, at).findLastIndex(({ text }) => text === ';' || text === '“' || text === '"')
    const verb = places.find(
      (place) =>
        place.sentence === sentence &&
        place.token > open &&
        context.article.predicates(sentence).some((act) => act.at === place.token && act.modal !== null),
    )
    if (verb)
      return [
        findingOf(
          'modality',
          'contradicted',
          `The article says "${line[at]!.text}"; the line leaves the condition out.`,
          verb.word.text,
          context.article.tagged.sentences[sentence]!.text,
        ),
      ]
  }
  return []
}

// "asked if", "unclear if", "even if", "as if" set no condition.
const asksAfter = /^(?:ask|asked|asks|clear|unclear|known|unknown|know|see|wonder|wondered|even|as|sure|only|say|said)$/

// A limit in what the line leaves out between two words that follow each other, after the last comma there: "the builder would not say why".
function skippedLimits({ context, places }: LineReading): Finding[] {
  const own = new Set(claimTokens(context).map(({ lower }) => form(lower)))
  const findings: Finding[] = []
  for (let at = 1; at < places.length; at++) {
    const one = places[at - 1]!
    const other = places[at]!
    if (one.sentence < 0 || one.sentence !== other.sentence || other.token <= one.token || other.token - one.token > 14)
      continue
    const line = context.article.tagged.sentences[one.sentence]!.tokens
    let from = other.token
    while (from > one.token + 1 && !/^[,;:—–()]$/.test(line[from - 1]!.text)) from--
    for (const { lower, text, start } of line.slice(from, other.token)) {
      if (
        !/^(?:not|n't|never|would|could|may|might|no|if|unless|whether|allegedly|reportedly)$/.test(lower) ||
        own.has(form(lower))
      )
        continue
      findings.push(
        findingOf(
          gateOf(lower),
          'contradicted',
          `The article limits this by "${text}"; the line does not.`,
          other.word.text,
          context.article.text.slice(start, line[other.token]!.end),
        ),
      )
    }
  }
  return findings
}

// "about the vote" limits nothing; "about 20" does.
function isPlainPreposition(line: readonly Token[], at: number): boolean {
  return (
    line[at]!.lower === 'about' &&
    !/^[\d$£€]|^(?:a|half|\p{L}+ty|one|two|three|four|five|six|seven|eight|nine|ten|\p{L}+teen|hundreds?|thousands?|dozens?)$/u.test(
      line[at + 1]?.lower ?? '',
    )
  )
}

// Between the limit and the word there is only what belongs to the same phrase.
function reaches(line: readonly Token[], limit: number, token: number): boolean {
  for (let at = limit + 1; at < token; at++) {
    const { tag, text, lower } = line[at]!
    if (text === ',' || (tag === 'conjunction' && lower !== 'yet') || tag === 'subordinator' || tag === 'wh')
      return false
    if (tag === 'preposition' && line[limit]!.tag !== 'subordinator' && at > limit + 1) return false
  }
  return true
}

function takenTokens(places: LineReading['places']): Map<number, Set<number>> {
  const taken = new Map<number, Set<number>>()
  for (const { sentence, token } of places) {
    if (sentence < 0) continue
    const set = taken.get(sentence) ?? new Set<number>()
    set.add(token)
    taken.set(sentence, set)
  }
  return taken
}

// "n't" and "not", "cannot" and "can": what counts as one limit.
function form(lower: string): string {
  if (lower === "n't" || lower === 'never') return 'not'
  if (/^(?:about|approximately|roughly)$/.test(lower)) return 'about'
  if (/^(?:nearly|almost)$/.test(lower)) return 'almost'
  if (/^(?:may|might)$/.test(lower)) return 'may'
  if (/^(?:would|will|'ll|'d|wo)$/.test(lower)) return 'will'
  if (/^(?:can|could|ca)$/.test(lower)) return 'can'
  if (/^(?:alleged|allegedly)$/.test(lower)) return 'alleged'
  return lower
}

function gateOf(lower: string): Gate {
  if (negations.test(lower)) return 'negation'
  if (amounts.test(lower)) return 'quantifier'
  return nearness.test(lower) ? 'quantity' : 'modality'
}

const knownForms = new WeakMap<readonly Token[], ReadonlySet<string>>()

function formsIn(tokens: readonly Token[]): ReadonlySet<string> {
  const known = knownForms.get(tokens)
  if (known) return known
  const forms = new Set(tokens.map(({ lower }) => form(lower)))
  knownForms.set(tokens, forms)
  return forms
}

function addedLimits({ context, alignment }: LineReading): Finding[] {
  const lines = alignment.sentences.map((sentence) => formsIn(context.article.tagged.sentences[sentence]!.tokens))
  const findings: Finding[] = []
  for (const { lower, text } of claimTokens(context)) {
    if (
      !limits.has(lower) ||
      lower === 'about' ||
      lines.some((printed) => printed.has(form(lower)) || printed.has(stemOfWord(fold(lower))))
    )
      continue
    findings.push(
      findingOf(gateOf(lower), 'not-found', `"${text}" does not stand in the sentences that this rests on.`, text),
    )
  }
  return findings
}
