import { type JsonObject, textOf } from './json.ts'
import { type ShownText, textsOf } from './texts-of.ts'

/** Somebody or something that a message would call: `broadcast` calls everybody in the channel. */
export interface Mention {
  kind: 'broadcast' | 'user' | 'group' | 'channel'
  /** As written: `<!channel>`, `<@U0ANA>`, `@here`. */
  written: string
  where: string
}

/** A link that a reader could follow; `text` is what they see of it. */
export interface Link {
  url: string
  text: string
  where: string
}

/**
 * Lists every mention that a message or view would make, in all texts and elements that Slack reads:
 * `listMentions({ text: 'hi <!channel>' })` → one `broadcast`. Stricter than Slack: a mention in code counts, and so does a bare
 * `@channel` where Slack may parse names by itself (mrkdwn text without `verbatim: true`, markdown blocks). [docs.slack.dev, text object]
 */
export function listMentions(payload: JsonObject): Mention[] {
  const { texts, elements } = textsOf(payload)
  const inElements = elements.flatMap(({ element, where }): Mention[] => {
    const written = JSON.stringify(element)
    switch (element['type']) {
      case 'broadcast':
        return [{ kind: 'broadcast', written, where }]
      case 'user':
      case 'team':
        return [{ kind: 'user', written, where }]
      case 'usergroup':
        return [{ kind: 'group', written, where }]
      case 'channel':
        return [{ kind: 'channel', written, where }]
      default:
        return []
    }
  })
  return [...texts.flatMap(mentionsIn), ...inElements]
}

/** Lists every link of a message or view: mrkdwn, markdown and bare addresses that Slack would link, rich text, buttons. */
export function listLinks(payload: JsonObject): Link[] {
  const { texts, elements } = textsOf(payload)
  const inElements = elements.flatMap(({ element, where }): Link[] => {
    const url = textOf(element['url'])
    return url === undefined ? [] : [{ url, text: labelOf(element) ?? url, where }]
  })
  return [...texts.flatMap(linksIn), ...inElements]
}

const angled: { kind: Mention['kind']; pattern: RegExp }[] = [
  { kind: 'broadcast', pattern: /<!(?:channel|here|everyone|group)(?:[|^][^<>]*)?>/gi },
  { kind: 'group', pattern: /<!subteam\^[^<>]*>/gi },
  { kind: 'user', pattern: /<@[A-Z0-9]+(?:\|[^<>]*)?>/g },
  { kind: 'channel', pattern: /<#[A-Z0-9]+(?:\|[^<>]*)?>/g },
]

const bareBroadcast = /(?<![\w.@])@(?:channel|here|everyone)\b/gi

function mentionsIn({ syntax, text, verbatim, where }: ShownText): Mention[] {
  if (syntax === 'plain') return []
  const found = angled.flatMap(({ kind, pattern }) =>
    [...text.matchAll(pattern)].map(([written]): Mention => ({ kind, written, where })),
  )
  if (verbatim) return found
  return [
    ...found,
    ...[...text.matchAll(bareBroadcast)].map(([written]): Mention => ({ kind: 'broadcast', written, where })),
  ]
}

const angledLink = /<(?![@#!])([^<>|\s]+)(?:\|([^<>]*))?>/g
const markdownLink = /\[([^\]]*)\]\(\s*<?([^)\s>]+)/g
const bareAddress = /\bhttps?:\/\/[^\s<>|)\]]+/g

function linksIn({ syntax, text, verbatim, where }: ShownText): Link[] {
  if (syntax === 'plain') return []
  const found: Link[] = [...text.matchAll(angledLink)].map(([, url = '', label]) => ({
    url,
    text: label ?? url,
    where,
  }))
  if (syntax === 'markdown')
    for (const [, label = '', url = ''] of text.matchAll(markdownLink)) found.push({ url, text: label, where })
  if (!verbatim || where === 'text') {
    const rest = text.replace(angledLink, ' ').replace(markdownLink, ' ')
    for (const [url] of rest.matchAll(bareAddress)) found.push({ url, text: url, where })
  }
  return found
}

function labelOf(element: JsonObject): string | undefined {
  const text = element['text']
  return textOf(text) ?? (typeof text === 'object' && text !== null && 'text' in text ? textOf(text.text) : undefined)
}
