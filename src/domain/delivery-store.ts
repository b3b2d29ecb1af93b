import type { Retraction, Review } from './approval.ts'
import type { Delivery, DeliveryChange, DeliveryKind, DeliveryStage, Mute, PlannedDelivery } from './delivery.ts'
import type { GivenReply } from './stored.ts'

/** What one look at a subscription's schedule adds to the ledger: `from` is its next slot as that look saw it, `to` the one after. */
export type SlotPlan = { subscription: string; from: string | null; to: string; deliveries: PlannedDelivery[] }

/** Which deliveries are wanted; what is not named is not asked. */
export type DeliveryFilter = {
  limit: number
  stages?: DeliveryStage[]
  kinds?: DeliveryKind[]
  subscription?: string
  /** those that are posted under one message */
  under?: { platform: string; space: string; channel: string; message: string }
}

/** What an editor, or the time that went by, changes of one that waits; `given` is what is kept of its reply from then on. */
export type ReviewChange = { review: Review; given?: GivenReply } & Partial<
  Pick<Delivery, 'stage' | 'reply' | 'articles' | 'problem' | 'endedAt' | 'askedAt' | 'tryAt'>
>

/** The ledger: what each subscription got for each slot, or why not. Rows are never lost to another process that works on them too. */
export interface DeliveryStore {
  /** Adds the deliveries of plans whose subscription still stands at `from`, and moves it to `to`, all or none. Says which of them it added. */
  plan(plans: SlotPlan[]): Promise<string[]>
  /** Adds one that no slot asks for; false where its subscription has that slot already. */
  add(delivery: PlannedDelivery): Promise<boolean>
  /**
   * Takes open ones that are to be tried at an instant (`at`), the longest due first, for one process until another instant: of each channel
   * only the first, so that they come in order; of one platform where it is named. What another process holds is left to it until its time is over.
   */
  claim(holder: string, window: { at: string; until: string; limit: number; platform?: string }): Promise<Delivery[]>
  /**
   * Writes a step and holds the row until an instant, or with null lets it go. `articles` are shown in the channel from then on, unless
   * the delivery fails before any of it was posted. False, and nothing written, where the holder has lost it.
   */
  update(id: string, holder: string, change: DeliveryChange, until: string | null): Promise<boolean>
  /** Writes a step as `update` does and lets the row go, and adds the draft that shows it, all or none; a draft that is there is to be changed. */
  waitForEditors(id: string, holder: string, change: DeliveryChange, draft: PlannedDelivery): Promise<boolean>
  /**
   * Changes one that waits for an editor, with what is kept of its reply, and wants its draft changed. False, and nothing written, where it waits no more or is
   * at another revision: somebody was quicker.
   */
  review(id: string, revision: number, change: ReviewChange): Promise<boolean>
  /** Takes back what was posted: its messages, and its draft, are to be changed. False where it is open, nothing of it stands, or it was taken back already. */
  retract(id: string, retraction: Retraction): Promise<boolean>
  /** Keeps in one sentence what is wrong with one that nobody works on, and wants its draft changed. What was to be taken back stands as it did. */
  complain(id: string, problem: string): Promise<void>
  /** Lets go of everything that a process held which ran here before. */
  release(): Promise<void>
  /** What is unsure or failed is to be posted after all, or an unsure one is settled as it stands: by whom it was looked up. */
  reopen(
    id: string,
    change: Pick<Delivery, 'stage'> & Pick<DeliveryChange, 'sending' | 'problem' | 'tryAt'>,
  ): Promise<boolean>
  find(id: string): Promise<Delivery | undefined>
  /** Newest first. */
  list(filter: DeliveryFilter): Promise<Delivery[]>
  /** The newest that told something about its window: done, quiet, unsure, or failed after a part of it was posted; no alert. */
  last(subscription: string): Promise<Delivery | undefined>
  /** How many alerts a subscription was given, or is being given, since an instant; not those that came to nothing. */
  alertsSince(subscription: string, at: string): Promise<number>
  /**
   * Which articles stand in a channel already, by id: the highest version of each that was shown since an instant. What one delivery shows
   * (`except`) is left out where it is composed anew.
   */
  shown(
    channel: { platform: string; space: string; channel: string },
    since: string,
    except?: string,
  ): Promise<Map<string, number>>
  /**
   * Mends what a clock that was ahead left behind: open deliveries that are tried, or held, more than a day from now are free and due at once; what told of
   * a window that ends in time to come told of one that ends now; what was missed then is not missed yet. Resolves to how many it mended.
   */
  setBack(): Promise<number>
  /** How many there are of each stage. */
  counts(): Promise<Map<DeliveryStage, number>>
}

/** What channels do not want to see. */
export interface MuteStore {
  /** The same mute again changes nothing. */
  add(mute: Mute): Promise<void>
  list(channel: { platform: string; space: string; channel: string }): Promise<Mute[]>
  remove(mute: Pick<Mute, 'platform' | 'space' | 'channel' | 'kind' | 'value'>): Promise<boolean>
}
