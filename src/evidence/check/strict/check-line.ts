import type { Gate } from '../../../domain/check.ts'
import type { ClaimContext, Finding } from '../claim-context.ts'
import { checkActs } from './check-acts.ts'
import { checkFigures } from './check-figures.ts'
import { checkGovernors } from './check-governors.ts'
import { checkJoints } from './check-joints.ts'
import { checkLimits } from './check-limits.ts'
import { checkSources } from './check-sources.ts'
import { checkWords } from './check-words.ts'
import { readLine } from './line-places.ts'

/**
 * The grammar of licensed rewriting: a line may cut, join and order the article's own words, and may not reword what carries facts.
 * Returns what is not licensed; nothing returned means that every word and every neighbourhood of words is the article's.
 */
export function checkLine(context: ClaimContext, disabledGates: readonly Gate[]): Finding[] {
  const reading = readLine(context)
  const findings = [
    checkWords,
    checkFigures,
    checkLimits,
    checkSources,
    checkGovernors,
    checkJoints,
    checkActs,
  ].flatMap((check) => check(reading))
  return findings.filter(({ gate }) => !disabledGates.includes(gate))
}
