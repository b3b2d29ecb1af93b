import { AppError } from '../domain/app-error.ts'
import { type EditorAct, withAct } from '../domain/approval.ts'
import type { Command, EditorDeed } from '../domain/command.ts'
import type { Delivery } from '../domain/delivery.ts'
import type { ReviewChange } from '../domain/delivery-store.ts'
import type { Reply } from '../domain/reply.ts'
import type { ConversationDeps, Place } from './conversation-deps.ts'
import { channelName, endedText } from './draft-reply.ts'
import { keptEvidence } from './evidence-command.ts'
import { leaveOut } from './leave-out.ts'
import { noticeReply } from './make-reply.ts'
import { mustBeMember } from './permissions.ts'
import { retract } from './retract.ts'

type EditCommand = Extract<Command, { kind: 'edit' }>
type Waiting = Delivery & { review: NonNullable<Delivery['review']> }

/** Somebody else may press at the same moment; more often than this nobody does. */
const mostTries = 8

/** Does with a draft what an editor pressed, and says in one sentence what came of it. Whoever comes second is told what happened already. */
export async function editorCommand(deps: ConversationDeps, command: EditCommand, place: Place): Promise<Reply> {
  const { asker } = place
  mustBeMember(asker, 'drafts')
  const { store } = deps
  for (let tries = 0; tries < mostTries; tries++) {
    const delivery = await store.deliveries.find(command.delivery)
    if (!isOfEditors(delivery, place)) throw new AppError('not-found', 'That draft is no longer kept.')
    if (command.deed.does === 'retract')
      return noticeReply(await takeBack(deps, delivery, command.deed.note, command, place))
    if (delivery.stage !== 'waiting') return noticeReply(endedText(delivery))
    const step = await stepOf(deps, delivery, command.deed, command.by)
    if (typeof step === 'string') return noticeReply(step)
    if (await store.deliveries.review(delivery.id, delivery.review.revision, step.change)) return noticeReply(step.said)
  }
  return noticeReply('Others are changing this draft right now. Try again in a moment.')
}

/** A draft is acted upon where it is shown, in its own workspace or server. */
function isOfEditors(delivery: Delivery | undefined, { asker }: Place): delivery is Waiting {
  if (delivery === undefined || delivery.review === null) return false
  const { platform, space, review } = delivery
  return platform === asker.platform && space === asker.space && review.editors === asker.channel
}

type Step = { change: ReviewChange; said: string }

async function stepOf(
  deps: ConversationDeps,
  delivery: Waiting,
  deed: Exclude<EditorDeed, { does: 'retract' }>,
  by: string,
): Promise<Step | string> {
  const at = deps.now().toISOString()
  const review = (did: EditorAct['did'], what: string | null = null) => withAct(delivery.review, { did, by, what, at })
  switch (deed.does) {
    case 'approve':
      return {
        change: { review: review('approved'), stage: 'posting', askedAt: at, tryAt: at, problem: null },
        said: `Approved. It is posted in ${channelName(delivery)} within seconds.`,
      }
    case 'discard': {
      const problem = `${by} decided that it is not posted.`
      return {
        change: { review: review('discarded'), stage: 'quiet', problem, endedAt: at },
        said: 'It is not posted.',
      }
    }
    case 'leave-out': {
      const shortened = await shorten(deps, delivery, deed.choice)
      if (typeof shortened === 'string') return shortened
      const { what, given, ...rest } = shortened
      const change = { ...rest, review: review('left-out', what), ...(given === undefined ? {} : { given }) }
      return { change, said: `Left out: ${what}` }
    }
  }
}

async function shorten(deps: ConversationDeps, delivery: Waiting, choice: string) {
  const { reply, articles } = delivery
  if (reply === null) return 'What it says cannot be read from the store. This is a fault of ours.'
  const given = await deps.store.replies.find(delivery.id)
  const known = given && { ...given, evidence: await keptEvidence(deps, given) }
  const stories = await deps.store.stories.of(known?.articles ?? [])
  const parts = (await deps.store.articles.findMany(known?.articles ?? [])).filter(({ value }) => value.isExcerpt)
  const about = {
    storyOf: (article: string) => stories.get(article),
    isPart: (article: string) => parts.some((one) => one.article === article),
  }
  const shortened = leaveOut({ reply, given: known, articles }, choice, about)
  if (shortened === null) return 'Somebody left that out already. The draft shows what is in it.'
  return shortened === 'nothing' ? 'Nothing would be left. Press “Do not post” instead.' : shortened
}

async function takeBack(
  deps: ConversationDeps,
  delivery: Delivery,
  note: string | null,
  { by }: EditCommand,
  { asker }: Place,
): Promise<string> {
  const refusal = await retract(deps, delivery, { by, note, asker })
  if (refusal !== null) return refusal
  const what = note === null ? 'It is taken back' : 'Your note takes its place'
  return `${what} in ${channelName(delivery)} within seconds.`
}
