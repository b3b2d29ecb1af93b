import { type ClaimContext, type Finding, findingOf } from '../claim-context.ts'
import type { Part, Predicate } from '../predicate.ts'
import { synonymsOf } from '../word-relations.ts'
import lists from './gate-words.json' with { type: 'json' }

const requests = new Set('ask request seek demand want'.split(' '))
// Verbs of change have no second party.
const changes = new Set(`${lists.up} ${lists.down}`.split(' '))
const speech = new Set(lists.speech.split(' '))

/** Who does what to whom: the doer and the one it is done to must not have changed places. Passive and active are one. */
export function checkRoles(context: ClaimContext): Finding[] {
  for (const predicate of context.predicates) {
    const finding = findSwap(context, predicate)
    if (finding) return [finding]
  }
  return []
}

function findSwap(context: ClaimContext, predicate: Predicate): Finding | undefined {
  const { article, alignment, tokens } = context
  const agent = stemsIn(context, predicate.agent)
  // Without an object there are no two sides that could change places: "earnings grew".
  if (!predicate.patient && !requests.has(predicate.lemma)) return undefined
  const patients = [
    predicate.patient,
    ...predicate.others.filter(({ preposition }) => preposition !== 'by').map(({ part }) => part),
  ]
  const patient = patients.flatMap((part) => stemsIn(context, part))
  if (agent.length === 0 || patient.length === 0 || speech.has(predicate.lemma) || changes.has(predicate.lemma))
    return undefined
  for (const sentence of alignment.sentences) {
    for (const other of article.predicates(sentence)) {
      if (!isSameAct(predicate.lemma, other.lemma)) continue
      const otherAgent = articleStems(context, sentence, other.agent)
      const otherPatient = articleStems(context, sentence, other.patient).concat(
        other.others
          .filter(({ preposition }) => preposition !== 'by')
          .flatMap(({ part }) => articleStems(context, sentence, part)),
      )
      // A part counts as the other one only by words that the two do not share.
      const ownAgent = agent.filter((stem) => !patient.includes(stem))
      const ownPatient = patient.filter((stem) => !agent.includes(stem))
      if (ownAgent.length === 0 || ownPatient.length === 0 || otherAgent.length === 0) continue
      const isAgentMoved =
        !otherAgent.some((stem) => ownAgent.includes(stem)) &&
        (otherPatient.some((stem) => ownAgent.includes(stem)) || requests.has(other.lemma))
      const isPatientMoved = allIn(otherAgent, ownPatient)
      if (!isAgentMoved || !isPatientMoved) continue
      const found = article.tagged.sentences[sentence]!.text
      return findingOf(
        'role',
        'contradicted',
        'In the article it is the other way round: the one that acts and the one acted on have changed places.',
        tokens[predicate.at]!.text,
        found,
      )
    }
  }
  return undefined
}

function allIn(wanted: readonly string[], have: readonly string[]): boolean {
  return (
    wanted.some((stem) => have.includes(stem)) &&
    wanted.filter((stem) => have.includes(stem)).length * 2 >= wanted.length
  )
}

function isSameAct(one: string, other: string): boolean {
  return one === other || synonymsOf(one).has(other) || (requests.has(one) && requests.has(other))
}

function stemsIn({ words }: ClaimContext, part: Part | null): string[] {
  return part ? words.filter((word) => word.at >= part.from && word.at < part.to).map((word) => word.stem) : []
}

function articleStems({ article }: ClaimContext, sentence: number, part: Part | null): string[] {
  return part
    ? article.words[sentence]!.filter((word) => word.at >= part.from && word.at < part.to).map((word) => word.stem)
    : []
}
