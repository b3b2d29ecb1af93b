import type { Attribution } from '../../domain/attribution.ts'
import { isStatementCue } from '../language/reporting-verbs.ts'

// "told it last week to add": what is told begins with "to", behind who is told and when.
const isOrder = /^(?:(?:him|her|it|them|us) )?(?:(?:last|this|next) \w+ |(?:on )?\w+day )?(?:not )?to \p{Ll}/iu

/**
 * True where an attribution gives a piece of information to a source ("said", "according to", "found that"); false where
 * it tells of an act, an order or a wish ("asked for", "told it to add", "pledged").
 */
export function isStatement({ source, cue, content }: Attribution): boolean {
  return source !== null && isStatementCue(cue.text) && !isOrder.test(content[0]?.text ?? '')
}
