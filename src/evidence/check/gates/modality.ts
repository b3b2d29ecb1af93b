import { isVerb } from '../../language/tags.ts'
import type { Token } from '../../language/tokens.ts'
import { articleWord, type ClaimContext, claimTokens, type Finding, findingOf } from '../claim-context.ts'
import type { Predicate } from '../predicate.ts'
import { fold, stemOfWord } from '../text-words.ts'
import { synonymsOf } from '../word-relations.ts'
import lists from './gate-words.json' with { type: 'json' }

const requests = new Set(lists.requests.split(' '))
const hedges = new Set(lists.hedges.split(' '))
const forecasts = new Set(lists.forecasts.split(' '))
const softModals = new Set(lists.softModals.split(' '))
const accusations = new Set(lists.accusations.split(' '))

/** What was asked, planned, feared or alleged must not be told as done: "would deploy", "if approved", "accused of". */
export function checkModality(context: ClaimContext): Finding[] {
  const firm = context.predicates.filter((predicate) => isFirm(context, predicate))
  for (const predicate of firm) {
    const finding = softInArticle(context, predicate) ?? onlyAsked(context, predicate)
    if (finding) return [finding]
  }
  return droppedHedge(context)
}

function isFirm(context: ClaimContext, { at, from, modal, isConditional, governor }: Predicate): boolean {
  const { tag } = context.tokens[at]!
  // A bare present tells of habits and of texts ("the report explains"), not of what was done.
  if (from === at && tag !== 'past' && tag !== 'participle') return false
  return modal === null && !isConditional && governor === null && !claimTokens(context).some(isHedge)
}

function isHedge({ lower, tag }: Token): boolean {
  if (forecasts.has(stemOfWord(fold(lower)))) return true
  return hedges.has(lower) || (tag === 'modal' && softModals.has(lower)) || /^(?:if|unless|whether)$/.test(lower)
}

/** True where the words commit themselves less than a plain statement: a modal, a condition, or a plan, wish or request. */
export function isSoft({ modal, isConditional, governor }: Predicate): boolean {
  return (modal !== null && modal !== 'did') || isConditional || (governor !== null && requests.has(governor))
}

function softInArticle(context: ClaimContext, predicate: Predicate): Finding | undefined {
  const { words, alignment, article } = context
  const at = words.findIndex((word) => word.at === predicate.at)
  const link = at < 0 ? null : alignment.links[at]
  if (!link) return undefined
  const target = articleWord(context, at)!
  const inSentence = article.predicates(link.sentence)
  const other = inSentence.find((one) => one.at === target.at)
  if (!other || !isSoft(other) || other.lemma === 'be') return undefined
  // The same verb may stand there firmly too; where the claim rests on little else of the sentence, anywhere in the article.
  const isWeak = alignment.links.filter((one) => one?.sentence === link.sentence).length < 3
  const where = isWeak
    ? (article.places.get(target.stem) ?? []).slice(0, 20).map(({ sentence }) => sentence)
    : alignment.sentences
  const isSaidElsewhere =
    (isWeak && link.kind !== 'same') ||
    where.some((sentence) => article.predicates(sentence).some((one) => one.lemma === other.lemma && !isSoft(one)))
  if (isSaidElsewhere || hasRequest(context)) return undefined
  return findingOf(
    'modality',
    'contradicted',
    'The article tells of this as possible, planned or conditional, not as done.',
    words[at]!.text,
    article.tagged.sentences[link.sentence]!.text,
  )
}

// Another verb between the same doer and the same thing: the article only says that it was asked for.
function onlyAsked(context: ClaimContext, predicate: Predicate): Finding | undefined {
  const { words, alignment, article, tokens } = context
  const at = words.findIndex((word) => word.at === predicate.at)
  if (
    at < 0 ||
    alignment.links[at]?.kind === 'same' ||
    requests.has(predicate.lemma) ||
    !predicate.agent ||
    !predicate.patient
  )
    return undefined
  if (hasRequest(context)) return undefined
  const agent = linkedAt(context, predicate.agent)
  const patient = linkedAt(context, predicate.patient)
  if (agent.length === 0 || patient.length === 0) return undefined
  const sentence = agent[0]!.sentence
  const asked = article
    .predicates(sentence)
    .find(
      (one) =>
        requests.has(one.lemma) &&
        !synonymsOf(one.lemma).has(predicate.lemma) &&
        holds(context, sentence, one.agent, agent) &&
        [one.patient, ...one.others.filter(({ preposition }) => preposition === 'for').map(({ part }) => part)].some(
          (part) => holds(context, sentence, part, patient),
        ),
    )
  if (!asked) return undefined
  const found = article.tagged.sentences[sentence]!
  return findingOf(
    'modality',
    'contradicted',
    `The article says "${found.tokens[asked.at]!.text}", not that it was done.`,
    tokens[predicate.at]!.text,
    found.text,
  )
}

function hasRequest(context: ClaimContext): boolean {
  return claimTokens(context).some((token) => isVerb(token.tag) && requests.has(stemOfWord(fold(token.lower))))
}

function linkedAt(
  { words, alignment }: ClaimContext,
  part: { from: number; to: number },
): { sentence: number; index: number }[] {
  return words.flatMap((word, at) => (word.at >= part.from && word.at < part.to ? (alignment.links[at] ?? []) : []))
}

function holds(
  { article }: ClaimContext,
  sentence: number,
  part: { from: number; to: number } | null,
  links: readonly { sentence: number; index: number }[],
): boolean {
  return (
    !!part &&
    links.some(
      (link) =>
        link.sentence === sentence &&
        article.words[sentence]![link.index]!.at >= part.from &&
        article.words[sentence]![link.index]!.at < part.to,
    )
  )
}

// "the alleged thief", "accused of stealing": the hedge stands right before the words that the claim takes over.
function droppedHedge(context: ClaimContext): Finding[] {
  const { words, alignment, article } = context
  const own = claimTokens(context)
  if (own.some((token) => isHedge(token) || accusations.has(stemOfWord(fold(token.lower))))) return []
  for (let at = 0; at < words.length; at++) {
    const link = alignment.links[at]
    if (!link || words[at]!.isNumber) continue
    const line = article.tagged.sentences[link.sentence]!.tokens
    const target = article.words[link.sentence]![link.index]!
    const [second, first] = [line[target.at - 2], line[target.at - 1]]
    const isAccused =
      (first?.lower === 'of' || first?.lower === 'with') && !!second && accusations.has(stemOfWord(fold(second.lower)))
    const hedge =
      first &&
      /^(?:alleged|allegedly|suspected|purported|purportedly|reportedly|supposed|supposedly|possible|possibly|potential|potentially|likely|probably|perhaps|proposed|planned)$/.test(
        first.lower,
      )
        ? first
        : undefined
    if (!hedge && !isAccused) continue
    return [
      findingOf(
        'modality',
        'contradicted',
        `The article says "${isAccused ? `${second!.text} ${first!.text}` : hedge!.text} ${target.text}".`,
        words[at]!.text,
        article.tagged.sentences[link.sentence]!.text,
      ),
    ]
  }
  return []
}
