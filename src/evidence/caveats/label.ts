import { spanOf } from '../../domain/cut-span.ts'
import type { Span } from '../../domain/span.ts'
import type { CaveatContext, LinePlace } from './caveat-context.ts'
import type { CaveatDraft } from './compose-caveat.ts'
import { createCueSet } from './cue-set.ts'

const release =
  /(?:^|\n)[ \t]*(?:for immediate release|press release|news release|media release)\b[^\n]{0,40}|(?:^|[.!?] )(?:press|news|media) release[,:] [^\n]{0,30}|[/(]\s?(?:pr ?newswire|business wire|globe ?newswire|accesswire|ein presswire|newsfile corp\.?)[^\n/)]{0,20}\s?[/)]|\bsource:? [^\n]{2,60} via (?:pr newswire|business wire|globe newswire)/g
const boilerplate =
  /(?:^|\n|[.!?]["']? )[ \t]*(?:(?:media|press) (?:contacts?|inquiries|enquiries|office)\s?:[^\n]{0,80}|for (?:media|press) (?:inquiries|enquiries|information)\b[^\n]{0,60}|embargoed (?:until|for)\b[^\n]{0,40}|under embargo until\b[^\n]{0,40}|notes? (?:to|for) editors\b[^\n]{0,60})/g
const ownName =
  /\bthis is a (?:press|news|media) release\b[^.\n]{0,60}\.?|\b(?:this|the following) (?:\w+ ){0,3}?(?:is|was|has been|were) (?:adapted from|based on|taken from|issued|provided|released|a)[^.\n]{0,60}\b(?:press|news|media) release\b[^.\n]{0,60}\.?/g
// "SOURCE: Fenwright Research" closes a release; in capitals, so that it is read in the text as printed.
const wireSource = /(?:^|\n|[.!?] )SOURCE:? (?=\p{Lu})[^\n]{2,60}\s*$/mu
const restated =
  /\b(?:said|says|announced|stated|states|wrote|added|according to|confirmed|reported|noted)\b[^.\n]{0,60}?\b(?:a|an|the|its|his|her|their|'s) (?:[\w-]+ ){0,2}?(?:press|news|media) release\b|\b(?:press|news|media) release (?:from [^.,\n]{2,40} )?(?:said|says|stated|states|reads?|noted|notes)\b/

const views =
  /\b(?:the )?(?:views|opinions)(?: and (?:views|opinions))? (?:and \w+ )?(?:expressed|stated|presented|contained)\b[^.\n]{0,120}\b(?:authors?|own|writers?|his|her|their|not necessarily|do not|not those)\b[^.\n]{0,80}/g
const headLabel =
  /(?:^|\n)[ \t]*(?<label>opinions?|op-ed|editorials?|commentary|analysis|news analysis|satire|sponsored(?: content| post)?|paid (?:post|content|partnership)|advertorial|partner content|guest (?:column|essay|opinion)|letters? to the editor|perspective|column|viewpoint)[ \t]*(?:[|:—–-][^\n]{0,120}|(?=\n|$)|[ \t]by\b[^\n]{0,80})/g
const ownWords =
  /\b(?:is|was) (?:a )?(?:sponsored|paid) (?:content|post|advertisement|article)\b|\b(?:this|the following) (?:article|piece|column|essay|post|story|content|commentary)\b (?:is|was|reflects|represents) (?:an? )?(?:opinion|editorial|commentary|satire|satirical|analysis|sponsored|paid|advertisement|advertorial|works? of satire|the (?:opinion|views?))[^.\n]{0,80}|\b(?:this is|in this) (?:an? )?(?:opinion (?:piece|column|article)|guest (?:column|essay|commentary))\b|\bis an? (?:opinion|guest|editorial|contributing opinion|syndicated) (?:columnist|contributor)\b/g
// Credits of a sponsor open a line or the text; in a sentence the same words tell of someone else's money.
const sponsor =
  /(?:^|\n)[ \t]*(?:paid for|sponsored|presented|brought to you|in partnership with|made possible) by [^.\n]{2,60}(?=\.|\n|$)/g

const headLength = 500
const releaseSigns = createCueSet(
  'release|prnewswire|newswire|wire|globenewswire|accesswire|presswire|newsfile|media|press|embargoed|embargo|editors',
  [release, ownName, boilerplate],
)
const ownVoice = createCueSet(
  'views?|opinions?|editorial|commentary|satir\\w+|sponsored|paid|analysis|advert\\w+|guest|presented|brought|partnership|made',
  [views, ownWords, sponsor],
)
const headLabels = createCueSet(
  'opinions?|op-ed|editorials?|commentary|analysis|satire|sponsored|paid|advertorial|content|guest|letters?|perspective|column|viewpoint',
  [headLabel],
)
const kindWords: Record<string, string> = {
  opinion: 'an opinion piece',
  analysis: 'an analysis, not a plain report',
  sponsored: 'paid for by a sponsor',
  satire: 'satire',
}

/**
 * Finds that the article is a press release, or restates one: its label, "FOR IMMEDIATE RELEASE", a wire for releases, a media contact,
 * or most statements given to a release.
 */
export function findPressRelease(context: CaveatContext): CaveatDraft[] {
  const { article, folded, tagged } = context
  const places = context
    .findInLines(releaseSigns)
    .filter(
      ({ start, end, pattern }) =>
        pattern !== release || start < headLength || /via|wire/.test(folded.slice(start, end)),
    )
  const spans = places.map((place) => spanAt(tagged.text, place))
  const source = tagged.text.lastIndexOf('SOURCE')
  const wire = source === -1 ? null : wireSource.exec(tagged.text.slice(Math.max(0, source - 2)))
  if (wire)
    spans.push(
      spanAt(tagged.text, {
        start: Math.max(0, source - 2) + wire.index,
        end: Math.max(0, source - 2) + wire.index + wire[0].length,
      }),
    )
  if (article.label === 'press-release' || spans.length > 0) {
    const first = tagged.sentences[0]
    const found = spans.slice(0, 2)
    const shown = found.length > 0 ? found : first ? [spanOf(tagged.text, first.start, first.end)] : []
    return [{ kind: 'press-release', text: 'This is a press release: its own subject wrote it.', spans: shown }]
  }
  return restatedRelease(context)
}

function restatedRelease(context: CaveatContext): CaveatDraft[] {
  const { attributions, folded, tagged } = context
  if (attributions.length === 0) return []
  if (!/\b(?:press|news|media) release\b/.test(folded)) return []
  const sentences = tagged.sentences.filter((sentence) => restated.test(folded.slice(sentence.start, sentence.end)))
  const given = attributions.filter(({ cue, source }) =>
    sentences.some(
      (sentence) =>
        cue.start >= sentence.start && cue.end <= sentence.end && (source === null || !context.isQuoted(source.start)),
    ),
  )
  if (given.length * 2 <= attributions.length) return []
  return [
    {
      kind: 'press-release',
      text: 'Most of what the article reports comes from a press release.',
      spans: sentences.slice(0, 3).map(({ start, end }) => spanOf(tagged.text, start, end)),
    },
  ]
}

/** Finds that the article is labelled opinion, analysis, sponsored or satire, in its metadata or in its own words. */
export function findOpinion(context: CaveatContext): CaveatDraft[] {
  const { article, tagged } = context
  const isEdge = ({ start, end }: LinePlace) => start < headLength || end > tagged.text.length - headLength
  const places = [
    ...context.findInLines(headLabels).filter(({ start }) => start < headLength),
    ...context.findInLines(ownVoice).filter((place) => place.pattern !== sponsor || isEdge(place)),
  ]
  const spans = places.map((place) => spanAt(tagged.text, place))
  const label = article.label && article.label in kindWords ? article.label : labelOf(spans, article.title)
  if (!label) return []
  const first = tagged.sentences[0]
  const shown = spans.length > 0 ? spans.slice(0, 2) : first ? [spanOf(tagged.text, first.start, first.end)] : []
  return [{ kind: 'opinion', text: `This is labelled as ${kindWords[label] ?? 'an opinion piece'}.`, spans: shown }]
}

function labelOf(spans: Span[], title: string | null): string | undefined {
  const words =
    spans[0]?.text ??
    /^(?:opinion|op-ed|editorial|commentary|analysis|satire|sponsored)(?=\s*[|:—–])/i.exec(title ?? '')?.[0]
  if (!words) return undefined
  if (/analysis/i.test(words) && !/opinion/i.test(words)) return 'analysis'
  if (/sponsor|paid|advertor|partner content|brought to you|presented by/i.test(words)) return 'sponsored'
  return /satir/i.test(words) ? 'satire' : 'opinion'
}

function spanAt(text: string, { start, end }: { start: number; end: number }): Span {
  const words = text.slice(start, end)
  const lead = /^[\s.!?"']*/.exec(words)?.[0].length ?? 0
  return spanOf(text, start + lead, start + words.trimEnd().length)
}
