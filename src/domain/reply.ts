import { z } from 'zod'

/**
 * What a reader gets, before any platform renders it. `marks` are sentence numbers (from 1) of the article that a line
 * rests on; each platform shows them in its own idiom and offers the sentences under "Evidence".
 */
export const replyItemSchema = z.object({
  /** what stands first: a figure as printed, the kind of a caveat, what is to be typed; null for a plain line */
  label: z.string().nullable(),
  text: z.string(),
  /** who says so, where the text itself does not tell */
  source: z.string().nullable(),
  marks: z.array(z.number().int()),
})
export type ReplyItem = z.infer<typeof replyItemSchema>

/** A part of a card under one heading; adapters choose the form by `kind`. */
export const replySectionSchema = z.object({
  kind: z.enum(['lines', 'figures', 'caveats', 'evidence', 'commands']),
  heading: z.string().nullable(),
  items: z.array(replyItemSchema),
})
export type ReplySection = z.infer<typeof replySectionSchema>

/** One brief, answer or passage. `about` says where it is from, in short pieces; `footer` what was checked and how. */
export const replyCardSchema = z.object({
  title: z.string(),
  url: z.string().nullable(),
  about: z.array(z.string()),
  sections: z.array(replySectionSchema),
  footer: z.string().nullable(),
})
export type ReplyCard = z.infer<typeof replyCardSchema>

/**
 * What a reader can do with a reply, as buttons: see its evidence, ask about its stories, report a fault, show it to the
 * channel, follow a first list of feeds; what an editor can do with a draft: let it out or not, and take it back later, with a note or without.
 * All but the list of feeds refer to the reply by its id.
 */
export const replyActionSchema = z.enum([
  ...(['evidence', 'ask', 'report', 'show', 'starter-feeds'] as const),
  ...(['approve', 'discard', 'retract', 'replace'] as const),
])
export type ReplyAction = z.infer<typeof replyActionSchema>

/** A story or a line that an editor can leave out of a draft; `value` says which. */
export const replyChoiceSchema = z.object({ kind: z.enum(['story', 'line']), value: z.string(), label: z.string() })
export type ReplyChoice = z.infer<typeof replyChoiceSchema>

/** Everything that one command or question gets for an answer. `id` is under what it is kept, null where nothing refers to it. */
export const replySchema = z.object({
  id: z.string().nullable(),
  heading: z.string().nullable(),
  cards: z.array(replyCardSchema),
  notes: z.array(z.string()),
  actions: z.array(replyActionSchema),
  /** of a draft that waits: what can be left out of it */
  choices: z.array(replyChoiceSchema).optional(),
})
export type Reply = z.infer<typeof replySchema>
