import type { AutocompleteInteraction } from 'discord.js'
import { publicName } from '../chat/feeds-reply.ts'
import type { Store } from '../domain/store.ts'
import type { Answering } from './discord-deps.ts'
import { visibleText } from './escape-text.ts'
import { spotOfInteraction } from './find-place.ts'
import { isOver } from './refusals.ts'
import { within } from './running-work.ts'

type Choice = { name: string; value: string }

// Discord's documentation, "Autocomplete": 25 choices of 1 to 100 characters, within 3 seconds.
const mostChoices = 25
const longestChoice = 100
const timeoutMs = 1_500
/** So many of the newest stories are offered. */
const titlesLooked = 200

/** Offers what may be meant by what is typed: topics and titles, subscriptions of this channel, feeds. None where that takes long. */
export async function completeOption(
  { conversation, log }: Answering,
  interaction: AutocompleteInteraction,
): Promise<void> {
  const { name, value } = interaction.options.getFocused(true)
  const { asker } = spotOfInteraction(interaction)
  const found = choicesOf(conversation.store, { option: name, space: asker.space, channel: asker.channel }).catch(
    (error: unknown) => {
      log.fault('Discord: choices failed', error)
      return []
    },
  )
  const choices = (await within(found, timeoutMs)) ?? []
  try {
    await interaction.respond(matching(choices, value))
  } catch (error) {
    // One goes on typing, and Discord no longer waits for this answer.
    if (!isOver(error)) throw error
  }
}

type Sought = { option: string; space: string; channel: string }

async function choicesOf(store: Store, { option, space, channel }: Sought): Promise<Choice[]> {
  if (option === 'address') {
    const feeds = await store.feeds.list()
    return feeds.map((feed) => ({ name: publicName(feed), value: feed.id }))
  }
  // Never those of another server.
  const subscriptions = await store.subscriptions.list({ platform: 'discord', space })
  if (option === 'id') {
    const here = subscriptions.filter((one) => one.channel === channel)
    return here.map(({ id, topic }) => ({ name: `${topic} (${id})`, value: id }))
  }
  const topics = subscriptions.map(({ topic }) => ({ name: topic, value: topic }))
  const articles = await store.articles.list({ limit: titlesLooked })
  const titles = articles.flatMap(({ value }) => (value.title === null ? [] : [titleChoice(value.title)]))
  return [{ name: 'latest', value: 'latest' }, ...topics, ...titles]
}

/** The words of a title between quote marks, which finds the story whose title holds them side by side. */
function titleChoice(title: string): Choice {
  const words = visibleText(title)
    .replace(/["“”„«»]/g, ' ')
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
  let phrase = ''
  let count = 0
  for (const word of words) {
    // A topic may have 20 words, and "state-wide" is two.
    count += word.split(/[^\p{L}\p{N}]+/u).filter(Boolean).length
    if (count > mostWords || phrase.length + word.length + 3 > longestChoice) break
    phrase += phrase === '' ? word : ` ${word}`
  }
  return { name: title, value: phrase === '' ? '' : `"${phrase}"` }
}

const mostWords = 18

function matching(choices: readonly Choice[], typed: string): Choice[] {
  const sought = folded(typed)
  const seen = new Set<string>()
  const fit = choices.flatMap(({ name, value }) => {
    const shown = clipped(visibleText(name).replace(/\s+/g, ' ').trim())
    const isFit = shown !== '' && value !== '' && value.length <= longestChoice && folded(name).includes(sought)
    if (!isFit || seen.has(value)) return []
    seen.add(value)
    return [{ name: shown, value }]
  })
  const begins = ({ name }: Choice) => folded(name).startsWith(sought)
  return [...fit.filter(begins), ...fit.filter((choice) => !begins(choice))].slice(0, mostChoices)
}

function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim()
}

function clipped(text: string): string {
  return text.length <= longestChoice
    ? text
    : `${text
        .slice(0, longestChoice - 1)
        .toWellFormed()
        .trimEnd()}…`
}
