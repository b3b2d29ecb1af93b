import { lemmaOf } from '../language/lexicon.ts'
import verbs from './cue-verbs.json' with { type: 'json' }

/**
 * How a verb points to what someone says or thinks. `say`: speech, in any frame. `weak`: only with a quote, a clause or at a sentence's end
 * ("found that", not "found a wallet"). `stance`: with a clause or an infinitive ("hopes to", "wants"). `object`: what it takes
 * as its object is the content ("criticized the plan"). `hear`: may take a hearer first ("told reporters that").
 * `particles`: the small words that belong to the verb ("called for").
 */
export interface CueVerb {
  lemma: string
  say: boolean
  weak: boolean
  stance: boolean
  object: boolean
  hear: boolean
  particles: ReadonlySet<string> | undefined
}

const groups = {
  say: new Set(verbs.say.split(' ')),
  weak: new Set(verbs.weak.split(' ')),
  stance: new Set(verbs.stance.split(' ')),
  object: new Set(verbs.object.split(' ')),
  hear: new Set(verbs.hear.split(' ')),
}
const particles = new Map(Object.entries(verbs.particles).map(([verb, words]) => [verb, new Set(words.split(' '))]))
const objectNouns = new Set(verbs.objectNouns.split(' '))
const byForm = new Map<string, CueVerb | null>()

/** The cue that a verb form can be, or undefined: `cueVerbOf('told')` → `{ lemma: 'tell', say: true, hear: true, … }`. */
export function cueVerbOf(lower: string): CueVerb | undefined {
  let known = byForm.get(lower)
  if (known === undefined) {
    known = describeVerb(lemmaOf(lower))
    if (byForm.size > 20_000) byForm.clear()
    byForm.set(lower, known)
  }
  return known ?? undefined
}

/** True for what a statement can be wrapped in: "expressed concern", "raised questions". */
export function isSpeechNoun(lower: string): boolean {
  return objectNouns.has(lower)
}

function describeVerb(lemma: string): CueVerb | null {
  const cue: CueVerb = {
    lemma,
    say: groups.say.has(lemma),
    weak: groups.weak.has(lemma),
    stance: groups.stance.has(lemma),
    object: groups.object.has(lemma),
    hear: groups.hear.has(lemma),
    particles: particles.get(lemma),
  }
  return cue.say || cue.weak || cue.stance || cue.object || cue.hear || cue.particles ? cue : null
}
