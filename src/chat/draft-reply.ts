import type { EditorAct } from '../domain/approval.ts'
import type { Delivery } from '../domain/delivery.ts'
import type { Reply, ReplyAction, ReplyCard, ReplyItem } from '../domain/reply.ts'
import { choicesOf } from './leave-out.ts'
import { makeReply, noticeReply } from './make-reply.ts'
import { takenBackText } from './retract.ts'

/** Of what was left out so much is told. */
const longestGone = 100

/** What editors see of a delivery: how it stands and what each of them did, what is in it now, and what they can do. */
export function draftReply(delivery: Delivery): Reply {
  const { id, review, reply } = delivery
  const isShown = reply !== null && delivery.retracted === null && isStill(delivery)
  const title = `Draft for ${channelName(delivery)}`
  return makeReply({
    id,
    heading: title,
    cards: [stateCard(delivery, review?.acts ?? []), ...(isShown ? reply.cards : [])],
    notes: isShown ? reply.notes : [],
    actions: isShown ? actionsOf(delivery) : [],
    ...(delivery.stage === 'waiting' && reply !== null ? { choices: choicesOf(reply) } : {}),
  })
}

/** What stands in place of what was taken back. */
export function retractionReply({ retracted }: Delivery): Reply {
  return noticeReply(retracted?.note ?? 'Retracted by an editor.')
}

/** What stands in place of a message that is needed no more: the one above it says why. */
export function restReply(): Reply {
  return noticeReply('See the first message.')
}

/** The channel that a delivery is for, as it was called when approval was set. */
export function channelName({ review }: Pick<Delivery, 'review'>): string {
  return review?.name ? `#${review.name}` : 'another channel'
}

/** What became of a delivery that waits no more, in one sentence. */
export function endedText(delivery: Delivery): string {
  const { stage, problem, review, retracted } = delivery
  if (retracted !== null) return takenBackText(retracted)
  const last = review?.acts.findLast(({ did }) => did !== 'left-out')
  if (last?.did === 'discarded') return `${last.by ?? 'Somebody'} decided already that it is not posted.`
  if (last?.did === 'lapsed' || (problem !== null && stage !== 'posting'))
    return `It waits no more. ${problem ?? ''}`.trim()
  if (last?.did === 'approved') return `${last.by ?? 'Somebody'} approved it already.`
  return 'Approval was switched off, so it goes out by itself.'
}

/** Whether its words may still come, or stand in the channel. */
function isStill({ stage, posted }: Delivery): boolean {
  return stage === 'waiting' || stage === 'composed' || stage === 'posting' || posted.length > 0
}

function actionsOf({ stage, posted, reply }: Delivery): ReplyAction[] {
  const evidence: ReplyAction[] = reply?.actions.includes('evidence') ? ['evidence'] : []
  if (stage === 'waiting') return ['approve', 'discard', ...evidence]
  const isPosted = posted.length > 0 && stage !== 'posting'
  return isPosted ? ['retract', 'replace', ...evidence] : evidence
}

function stateCard(delivery: Delivery, acts: EditorAct[]): ReplyCard {
  const { stage, problem, reply, topic } = delivery
  const items = acts.flatMap(({ did, by, what }) =>
    did === 'left-out' ? [textItem(`${by} left out: ${cut(what ?? '')}`)] : [],
  )
  // What is wrong while it waits is that this draft could not be shown.
  const trouble = problem === null || stage === 'waiting' ? [] : [textItem(problem)]
  const sections =
    [...items, ...trouble].length === 0
      ? []
      : [{ kind: 'lines' as const, heading: null, items: [...items, ...trouble] }]
  return {
    title: stateText(delivery, acts),
    url: null,
    about: [reply?.heading ?? topic],
    sections,
    footer: stage === 'waiting' ? nextText(delivery) : null,
  }
}

function stateText(delivery: Delivery, acts: EditorAct[]): string {
  const { stage, posted, retracted } = delivery
  if (retracted !== null) return `${retracted.note === null ? 'Retracted' : 'Replaced with a note'} by ${retracted.by}`
  const last = acts.findLast(({ did }) => did !== 'left-out')
  const byWhom = last?.did === 'approved' ? `approved by ${last.by}` : 'approval was switched off'
  if (stage === 'waiting') return 'Waits for an editor'
  if (last?.did === 'discarded') return `Not posted: ${last.by} decided so`
  if (last?.did === 'lapsed') return 'Not posted: nobody approved it'
  if (stage === 'done') return `Posted, ${byWhom}`
  if (stage === 'unsure') return `May be posted, ${byWhom}`
  if (stage === 'failed') return posted.length > 0 ? `Posted in part, ${byWhom}` : `Not posted, though ${byWhom}`
  return `Goes out now, ${byWhom}`
}

function nextText(delivery: Delivery): string {
  const { kind } = delivery
  const otherwise =
    kind === 'alert'
      ? 'An alert that nobody approves lapses after six hours.'
      : kind === 'shown'
        ? 'It lapses after a day.'
        : 'If nobody approves it, the next digest brings its stories.'
  return `Approve posts it in ${channelName(delivery)}. ${otherwise}`
}

/** Shorter than what went, so that a draft does not outgrow its messages. */
function cut(text: string): string {
  return text.length <= longestGone
    ? text
    : `${text
        .slice(0, longestGone)
        .toWellFormed()
        .replace(/\s+\S*$/, '')} …`
}

function textItem(text: string): ReplyItem {
  return { label: null, text, source: null, marks: [] }
}
