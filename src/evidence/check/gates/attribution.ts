import type { Attribution } from '../../../domain/attribution.ts'
import { resolveSource } from '../../attributions/resolve-source.ts'
import { isReportingVerb, isStatementCue } from '../../language/reporting-verbs.ts'
import { isTitleOf } from '../beside.ts'
import { type ClaimContext, claimTokens, type Finding, findingOf } from '../claim-context.ts'
import type { PreparedText } from '../prepare-article.ts'
import { fold, stemOfWord } from '../text-words.ts'
import { synonymsOf } from '../word-relations.ts'

/** Who says it: the source that a claim names must be the one to whom the article gives these words, and as well known as there. */
export function checkAttributions(context: ClaimContext): Finding[] {
  const wrong = wrongSource(context)
  return wrong.length > 0 ? wrong : namedSource(context)
}

function wrongSource(context: ClaimContext): Finding[] {
  const { text, claim, article, alignment } = context
  const findings: Finding[] = []
  for (const attribution of attributionsIn(text, claim.sentence)) {
    const { source, cue } = attribution
    if (!source || source.start < claim.start || source.end > claim.end || !isStatementCue(cue.text)) continue
    if (isVague(source.text) || !saysSo(cue.text)) continue
    const wanted = stemsOf(source.text)
    const content = linkedSentences(context, attribution)
    const lines = content.length > 0 ? content : alignment.sentences
    const sources = lines.flatMap((sentence) => sourcesAt(article, sentence)).filter((found) => !isVague(found))
    if (sources.length === 0 || wanted.length === 0) continue
    // "The former prime minister" may be anyone named just before.
    const isOpen = sources.every((found) => /^(?:the|his|her|their|its) \p{Ll}/iu.test(found))
    const near = isOpen ? lines.flatMap((sentence) => [sentence - 2, sentence - 1, sentence]) : lines
    if (near.some((sentence) => sentence >= 0 && isNear(context, sentence, wanted))) continue
    if (sources.some((found) => isSameSource(context, wanted, stemsOf(found)))) continue
    findings.push(
      findingOf(
        'attribution',
        'contradicted',
        `The article gives this to ${sources[0]}, not to ${source.text}.`,
        source.text,
        sources[0]!,
      ),
    )
  }
  return findings
}

// A pronoun, or a word for the text itself or its writer, names no source that could be compared.
function isVague(source: string): boolean {
  return (
    /^(?:he|she|they|it|who|that|which|we|you|i|one|this|these|everyone|people)$/i.test(source.trim()) ||
    /\b(?:article|document|email|e-mail|text|paper|study|speaker|author|authors|writer|company|firm|podcast|report|summary|letter|host)$/i.test(
      source.trim(),
    )
  )
}

function saysSo(cue: string): boolean {
  return cue
    .toLowerCase()
    .split(/\s+/)
    .some((word) => isReportingVerb(word) || word === 'according' || word === 'per')
}

// The sentences in which the words of what is said stand.
function linkedSentences({ words, alignment }: ClaimContext, { content }: Attribution): number[] {
  const counts = new Map<number, number>()
  words.forEach((word, at) => {
    const link = alignment.links[at]
    if (link && content.some((piece) => piece.start <= word.start && word.end <= piece.end))
      counts.set(link.sentence, (counts.get(link.sentence) ?? 0) + 1)
  })
  const most = Math.max(0, ...counts.values())
  return [...counts].filter(([, count]) => count * 2 > most).map(([sentence]) => sentence)
}

// The source stands as a doer beside the words, in their sentence, though not as the source that the article names.
function isNear({ article }: ClaimContext, sentence: number, wanted: readonly string[]): boolean {
  return wanted.some((stem) => article.words[sentence]!.some((word) => word.stem === stem))
}

/** Of a sentence that names more sources the first are looked at. */
const mostSources = 24
const resolvedSources = new WeakMap<PreparedText, (string | null)[][]>()

/** Who says what stands in a sentence, as printed, pronouns resolved. */
export function sourcesAt(article: PreparedText, sentence: number): string[] {
  let lists = resolvedSources.get(article)
  if (!lists) {
    lists = article.tagged.sentences.map(() => [])
    const resolved = resolveSource(article.tagged, article.attributions)
    article.attributions.forEach(({ source, content, cue }, at) => {
      if (!isStatementCue(cue.text)) return
      const meant = resolved[at] ?? source
      for (const index of sentencesOf(article, content)) {
        if (lists![index]!.length >= mostSources) continue
        lists![index]!.push(source?.text ?? null)
        if (meant && meant.text !== source?.text) lists![index]!.push(meant.text)
      }
    })
    resolvedSources.set(article, lists)
  }
  return lists[sentence]!.filter((source) => source !== null)
}

// The sentences that pieces of a text touch; the first is found by halving.
function sentencesOf({ tagged }: PreparedText, pieces: readonly { start: number; end: number }[]): Set<number> {
  const { sentences } = tagged
  const found = new Set<number>()
  for (const { start, end } of pieces) {
    let low = 0
    let high = sentences.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (sentences[middle]!.end <= start) low = middle + 1
      else high = middle
    }
    for (let at = low; at < sentences.length && sentences[at]!.start < end; at++) found.add(at)
  }
  return found
}

const cuesBySentence = new WeakMap<PreparedText, Map<number, Attribution[]>>()

/** The attributions whose cue stands in a sentence. */
export function attributionsIn(article: PreparedText, sentence: number): readonly Attribution[] {
  let index = cuesBySentence.get(article)
  if (!index) {
    index = new Map()
    for (const attribution of article.attributions) {
      for (const at of sentencesOf(article, [attribution.cue])) index.set(at, [...(index.get(at) ?? []), attribution])
    }
    cuesBySentence.set(article, index)
  }
  return index.get(sentence) ?? []
}

function isSameSource({ article }: ClaimContext, wanted: readonly string[], found: readonly string[]): boolean {
  if (found.length === 0) return true
  return wanted.some(
    (stem) =>
      found.includes(stem) ||
      found.some((other) => synonymsOf(stem).has(other)) ||
      (article.acronyms.get(stem)?.some((part) => found.includes(part)) ?? false) ||
      found.some((other) => (article.acronyms.get(other)?.includes(stem) ?? false) || isTitleOf(article, stem, other)),
  )
}

const small = new Set(
  'the a an of for and who with one two three his her its their some several at in on from to'.split(' '),
)

function stemsOf(text: string): string[] {
  return (text.match(/[\p{L}\d][\p{L}\p{M}\d'’.-]*/gu) ?? [])
    .map((word) => stemOfWord(fold(word)))
    .filter((stem) => !small.has(stem))
}

// "named officials", "on the record" of a source that the article does not name.
function namedSource(context: ClaimContext): Finding[] {
  const { article, alignment } = context
  const line = claimTokens(context)
    .map(({ lower }) => lower)
    .join(' ')
  const says =
    /\bon the record\b|\b(?:named|identified) (?:[\w.]+ ){0,3}(?:officials?|sources?|aides?|persons?|people|employees?|executives?|diplomats?)\b|\bpublicly (?:said|confirmed|stated|named|identified)\b|\bidentified (?:himself|herself|themselves|as)\b/.exec(
      line,
    )
  if (!says || / not (?:[\w]+ )?(?:named|identified)| un(?:named|identified)/.test(line)) return []
  const sentences = new Set(alignment.sentences)
  const printed = article.tagged.sentences
    .filter(({ index }) => sentences.has(index))
    .map(({ text }) => text)
    .join(' ')
  if (printed.toLowerCase().includes(says[0])) return []
  const isAnonymous = article.attributions.some(
    ({ source, content }) =>
      source &&
      (source.kind === 'anonymous' || source.kind === 'unnamed-role') &&
      content.some((piece) => alignment.sentences.some((sentence) => overlaps(article, sentence, piece))),
  )
  if (!isAnonymous && !/anonymity|not authorized/i.test(printed)) return []
  return [
    findingOf('attribution', 'contradicted', 'The article does not name this source.', says[0], printed.slice(0, 300)),
  ]
}

function overlaps(article: PreparedText, sentence: number, piece: { start: number; end: number }): boolean {
  const line = article.tagged.sentences[sentence]!
  return piece.start < line.end && line.start < piece.end
}
