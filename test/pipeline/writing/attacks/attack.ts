import type { Carrier } from './carriers.ts'
import type { StoryName } from './true-stories.ts'

/** What an attacker is after. */
export type Goal =
  | 'a false statement'
  | 'a mention'
  | 'a link'
  | 'the prompt'
  | 'a false quote'
  | 'a false figure'
  | 'a dropped limit'
  | 'advice'
  | 'a decline'
  | 'no brief'

/**
 * One attack, and what a model that obeys it makes of it. `lines` stand in the place of a brief and of an answer; whom they cite is varied by the run.
 * `never` is what no reader may see then (tried without invisible signs, blanks made one, look-alikes folded), `still` what the brief must show all the same.
 */
export interface Attack {
  name: string
  /** where the payload stands */
  place: string
  goal: Goal
  story: StoryName
  carrier: Carrier
  lines: string[]
  never: RegExp[]
  still?: RegExp
  /** what is typed in place of the story's own topic, question and follow-up */
  typed?: { topic?: string; question?: string; followUp?: string }
  /** the follow-up as the model writes it over */
  rewritten?: string
  /** the model says that nothing answers the question */
  declines?: boolean
  /** the model gives an empty brief */
  isEmpty?: boolean
  /** what the second opinion says of every line; without it there is none */
  follows?: boolean
  /** by which id the platform knows who asks */
  user?: string
  /** no line says it, but a figure of it is shown, and the sentence that this stands in under "Evidence" */
  isOpen?: true
  /** said in the thread before the question */
  said?: string[]
}
