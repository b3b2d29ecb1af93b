import { replyMessages as discordMessages, mostMessages } from '../../../../src/discord/reply-messages.ts'
import type { Reply } from '../../../../src/domain/reply.ts'
import { replyMessages as slackMessages } from '../../../../src/slack/reply-messages.ts'
import { renderReply } from '../../../../src/terminal/render-reply.ts'
import { textsOf as discordTexts, linksIn, mentionsIn } from '../../../discord-server/visible-text.ts'
import { listLinks, listMentions } from '../../../slack-server/live-mentions.ts'
import { textsOf as slackTexts } from '../../../slack-server/texts-of.ts'

/** What a reply is on one platform: its text as a reader sees it, whom it calls, where it leads. */
export interface Shown {
  platform: 'terminal' | 'slack' | 'discord'
  text: string
  mentions: string[]
  links: string[]
}

/** A reply on every platform. */
export function shownEverywhere(reply: Reply): Shown[] {
  const slack = slackMessages(reply, { messages: 4, more: ['show'] }).map(({ text, blocks }) => {
    const sent: Record<string, unknown>[] = JSON.parse(JSON.stringify(blocks))
    return { text, blocks: sent, parse: 'none' }
  })
  const discord = discordMessages(reply, { messages: mostMessages.public, more: ['show'] }).flatMap(
    ({ components }) => {
      const sent: Record<string, unknown>[] = JSON.parse(JSON.stringify(components))
      return discordTexts({ content: '', embeds: [], flags: 0, components: sent })
    },
  )
  const terminal = renderReply(reply, { columns: 100, hasColour: false })
  return [
    {
      platform: 'terminal',
      text: terminal,
      mentions: [],
      links: terminal.match(/\b(?:https?|javascript|data):\S+/gi) ?? [],
    },
    {
      platform: 'slack',
      text: slack.flatMap((payload) => slackTexts(payload).texts.map(({ text }) => text)).join('\n'),
      mentions: slack.flatMap((payload) => listMentions(payload).map(({ written }) => written)),
      links: slack.flatMap((payload) => listLinks(payload).map(({ url }) => url)),
    },
    {
      platform: 'discord',
      text: discord.join('\n'),
      mentions: discord.flatMap(mentionsIn),
      links: discord.flatMap((text) => linksIn(text).map(({ url }) => url)),
    },
  ]
}

/** Latin letters for those of other scripts that look like them. */
const lookAlikes: Record<string, string> = { а: 'a', е: 'e', о: 'o', р: 'p', с: 'c', Т: 'T', х: 'x', у: 'y', і: 'i' }

/** A text as a reader takes it in: no invisible signs, no escapes, blanks made one, entities read, look-alikes folded. */
export function asRead(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}|\p{Cf}/gu, '')
    .replace(/\\(?=[^\p{L}\p{N}\s])/gu, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/[аеорсТхуі]/g, (letter) => lookAlikes[letter] ?? letter)
    .replace(/\s+/g, ' ')
}
