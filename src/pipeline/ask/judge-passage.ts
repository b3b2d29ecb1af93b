import type { PassageSigns } from './passage.ts'
import weights from './passage-weights.json' with { type: 'json' }

// A sentence that holds all that was asked, and the kind of thing that was asked for, answers, however old its story is.
const wholeShare = 0.95
const wholeLikely = 0.6

/**
 * How likely a sentence answers the question, from 0 to 1: the weighted sum of its signs, through the logistic function.
 * The weights were fitted to quiz questions over news stories, with and without the stories that hold the answer.
 */
export function judgePassage(signs: PassageSigns): number {
  const { own, around, article, title, noKind, fresh, rank, lead, asks } = weights.signs
  const sum =
    weights.start +
    own * signs.own +
    around * signs.around +
    article * signs.article +
    title * signs.title +
    noKind * signs.noKind +
    fresh * signs.fresh +
    rank * signs.rank +
    lead * signs.lead +
    asks * signs.asks
  const likely = 1 / (1 + Math.exp(-sum))
  return signs.own >= wholeShare && signs.noKind === 0 && signs.asks === 0
    ? Math.max(likely, wholeLikely * signs.own)
    : likely
}
