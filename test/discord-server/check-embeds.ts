import type { z } from 'zod'
import type { embedSchema } from './message-body.ts'
import type { Flaw } from './refusal.ts'

// Limits: Discord's documentation, "Message Resource", "Embed Limits".
const mostEmbeds = 10
const mostFields = 25
const longestOfAll = 6_000

type Embed = z.infer<typeof embedSchema>

/** The flaws of a message's embeds: each part's length, and 6,000 characters over all of them, which no schema tells. */
export function checkEmbeds(embeds: readonly Embed[]): Flaw[] {
  const flaws = embeds.flatMap(checkEmbed)
  if (embeds.length > mostEmbeds) flaws.push(flaw(['embeds'], `Must be ${mostEmbeds} or fewer in length.`))
  const total = embeds.flatMap(textsOf).reduce((sum, [, text]) => sum + text.length, 0)
  if (total > longestOfAll) flaws.push(flaw(['embeds'], `Embed size exceeds maximum size of ${longestOfAll}`))
  return flaws
}

function checkEmbed(embed: Embed, index: number): Flaw[] {
  const flaws = textsOf(embed)
    .filter(([, text, most]) => text.length > most)
    .map(([path, , most]) => flaw(['embeds', index, ...path], `Must be ${most} or fewer in length.`))
  if ((embed.fields?.length ?? 0) > mostFields) {
    flaws.push(flaw(['embeds', index, 'fields'], `Must be ${mostFields} or fewer in length.`))
  }
  for (const [place, { name, value }] of (embed.fields ?? []).entries()) {
    if (name === '') flaws.push(flaw(['embeds', index, 'fields', place, 'name'], 'This field is required'))
    if (value === '') flaws.push(flaw(['embeds', index, 'fields', place, 'value'], 'This field is required'))
  }
  return flaws
}

/** The texts of an embed that count, with their places and the most characters that each may have. */
function textsOf(embed: Embed): [path: (string | number)[], text: string, most: number][] {
  return [
    [['title'], embed.title ?? '', 256],
    [['description'], embed.description ?? '', 4_096],
    [['author', 'name'], embed.author?.name ?? '', 256],
    [['footer', 'text'], embed.footer?.text ?? '', 2_048],
    ...(embed.fields ?? []).flatMap(({ name, value }, index): [(string | number)[], string, number][] => [
      [['fields', index, 'name'], name, 256],
      [['fields', index, 'value'], value, 1_024],
    ]),
  ]
}

function flaw(path: (string | number)[], message: string): Flaw {
  return { path, code: 'BASE_TYPE_MAX_LENGTH', message }
}
