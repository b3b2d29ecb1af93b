import type { Gate } from '../../../domain/check.ts'
import { lemmaOf } from '../../language/lexicon.ts'
import { type Finding, findingOf } from '../claim-context.ts'
import { attributionsIn } from '../gates/attribution.ts'
import { isVerbWord, type Word } from '../text-words.ts'
import type { LineReading } from './line-places.ts'
import lists from './strict-words.json' with { type: 'json' }

const neutral = new Set(lists.neutral.split(' '))
const plain = new Set(['say', 'tell', 'add', 'state', 'write', 'accord'])

/** Every word of content stands in the sentences of the line, inflected at most, or is licensed: a name in full, a pronoun's referent, a neutral word. */
export function checkWords({ context, alignment, places, attributions }: LineReading): Finding[] {
  const findings: Finding[] = []
  const isCue = (word: Word) => attributions.some(({ cue }) => cue.start <= word.start && word.end <= cue.end)
  // A verb of saying stands for one of the article's that is not in the line itself.
  const given = alignment.sentences.reduce((sum, one) => sum + attributionsIn(context.article, one).length, 0)
  let free = given - places.filter(({ word, license }) => license !== 'none' && isCue(word)).length
  for (const { word, license } of places) {
    if (license !== 'none' || neutral.has(word.stem) || neutral.has(word.lower)) continue
    // The verb of saying may give way to a plainer one: "confirmed" says more than "said".
    if (isCue(word) && plain.has(lemmaOf(word.lower)) && free-- > 0) continue
    findings.push(
      findingOf(
        gateOf(word),
        'not-found',
        `"${word.text}" does not stand in the sentences that this rests on.`,
        word.text,
      ),
    )
  }
  return findings
}

function gateOf(word: Word): Gate {
  if (word.isNumber) return 'quantity'
  if (word.isName && !isVerbWord(word)) return 'name'
  return 'content'
}
