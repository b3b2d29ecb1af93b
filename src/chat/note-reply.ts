import type { Reply, ReplyItem } from '../domain/reply.ts'
import { withoutSchemes } from '../domain/shown-address.ts'
import type { VersionChange } from '../domain/version-change.ts'
import type { ComposedNote } from '../pipeline/deliveries/compose-note.ts'
import { makeReply } from './make-reply.ts'

/** A note is a word in passing: what matters most comes first. */
const mostChanges = 4
const longest = 280

/** Lays out what changed in an article since it was shown: `Corrected: about 2,000 agents, not 20,000`. */
export function noteReply({ stored, comparison: { verdict, changes } }: ComposedNote): Reply {
  const { title, url, publisher } = stored.value
  const ordered = [...changes.filter(({ kind }) => kind === verdict), ...changes.filter(({ kind }) => kind !== verdict)]
  const items = new Map(ordered.map((change) => [JSON.stringify(itemOf(change)), itemOf(change)]))
  const shown = [...items.values()].slice(0, mostChanges)
  const left = items.size - shown.length
  return makeReply({
    heading: verdict === 'correction' ? 'Corrected since it was shown here' : 'New since it was shown here',
    cards: [
      {
        title: title ?? 'Without title',
        url,
        about: publisher === null ? [] : [publisher],
        sections: [{ kind: 'lines', heading: null, items: shown }],
        footer: left > 0 ? `${left} more ${left === 1 ? 'change' : 'changes'}: see the article.` : null,
      },
    ],
  })
}

function itemOf({ what, kind, from, to, about, sentence }: VersionChange): ReplyItem {
  const label = kind === 'correction' ? 'Corrected' : what === 'caveat' && to === null ? 'No longer said' : 'New'
  return { label, text: textOf({ what, from, to, about, sentence }), source: null, marks: [] }
}

function textOf({ what, from, to, about, sentence }: Omit<VersionChange, 'kind'>): string {
  if (what === 'note' && to !== null)
    return cut(to.replace(/^(?:corrections?|clarifications?|updates?)\s*[:—–-]\s*/i, ''))
  if (from === null || from === '' || to === null || to === '')
    return cut(to !== null && what === 'caveat' ? to : (from ?? sentence) || sentence)
  if (what === 'quote') return cut(`“${to}”, not “${from}”`)
  if (what === 'title') return cut(`the title; it was “${from}”`)
  if (what === 'wording') return cut(sentence)
  const counted = what === 'figure' && about !== null ? ` ${about}` : ''
  return cut(`${to}${counted}, not ${from}`)
}

function cut(whole: string): string {
  const text = withoutSchemes(whole)
  return text.length <= longest ? text : `${text.slice(0, longest - 1).replace(/\s+\S*$/, '')}…`
}
