import { z } from 'zod'

/** A channel whose digests and briefs wait for an editor. */
export type Approval = {
  platform: string
  space: string
  channel: string
  /** what the channel was called when this was set; null where nobody said */
  name: string | null
  /** the channel that shows the drafts: who is in it is an editor */
  editors: string
  setBy: string
  setAt: string
}

/** Something that was done with a draft. `by` names who did it, null where nobody did; `what` are the words that were left out. */
export const editorActSchema = z.object({
  did: z.enum(['left-out', 'approved', 'discarded', 'lapsed', 'freed']),
  by: z.string().nullable(),
  what: z.string().nullable(),
  at: z.string(),
})
export type EditorAct = z.infer<typeof editorActSchema>

/** How a delivery stands with the editors: in which channel its draft is, what its own channel is called, and what was done. Each change raises `revision`. */
export const reviewSchema = z.object({
  editors: z.string(),
  name: z.string().nullable(),
  revision: z.number().int(),
  acts: z.array(editorActSchema),
})
export type Review = z.infer<typeof reviewSchema>

/** How it stands after one more thing was done. */
export function withAct(review: Review, act: EditorAct): Review {
  return { ...review, revision: review.revision + 1, acts: [...review.acts, act] }
}

/** That what was posted is taken back: by whom (`user` is their id, null for the command line), and the words that take its place. */
export const retractionSchema = z.object({
  by: z.string(),
  user: z.string().nullable(),
  note: z.string().nullable(),
  at: z.string(),
})
export type Retraction = z.infer<typeof retractionSchema>

/** Which channels want approval. */
export interface ApprovalStore {
  /** What was set for that channel before gives way. */
  set(approval: Approval): Promise<void>
  find(channel: Pick<Approval, 'platform' | 'space' | 'channel'>): Promise<Approval | undefined>
  /** By platform, space and channel. */
  list(): Promise<Approval[]>
  remove(channel: Pick<Approval, 'platform' | 'space' | 'channel'>): Promise<boolean>
}

/** That the messages of a delivery are to be changed. `wanted` counts how often that was wanted, `wantedAt` is since when. */
export type MessageEdit = { delivery: string; wanted: number; wantedAt: string; attempts: number }

/** Which posted messages no longer show how things stand. The ledger adds to it by itself: for what is retracted, and for the draft of what changes. */
export interface EditStore {
  /** Takes those that are to be tried at an instant, the longest waiting first, for one process until another instant. What is still being posted is left. */
  claim(window: { at: string; until: string; limit: number; platform: string }): Promise<MessageEdit[]>
  /** Ends one, or puts it off; where it was wanted again meanwhile it stays, and is tried at once. */
  settle(edit: MessageEdit, retryAt: string | null): Promise<void>
}
