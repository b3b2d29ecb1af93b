import { lemmaOf } from './lexicon.ts'
import verbs from './reporting-verbs.json' with { type: 'json' }

const saying = new Set(verbs.say.split(' '))
const finding = new Set(verbs.find.split(' '))
const directing = new Set(verbs.direct.split(' '))

/** True for a form of a verb of speech: `isReportingVerb('said')`, `isReportingVerb('warns')`. */
export function isReportingVerb(lower: string): boolean {
  return saying.has(lemmaOf(lower))
}

/**
 * True for words that give a piece of information to a source ("said", "according to", "found that", "in a statement"),
 * false for those that tell of an act, a wish or a judgement ("asked for", "pledged", "criticized").
 */
export function isStatementCue(cue: string): boolean {
  const words = cue.toLowerCase().match(/[\p{L}’'-]+/gu) ?? []
  if (words.some((word) => word === 'according' || word === 'told' || word === 'tells' || word === 'telling'))
    return true
  const verbs = words.map(lemmaOf)
  if (verbs.some((verb) => directing.has(verb))) return false
  return (
    verbs.some((verb) => saying.has(verb) || finding.has(verb)) ||
    /\b(?:statement|report|filing|letter|interview|testimony|per)\b/i.test(cue)
  )
}
