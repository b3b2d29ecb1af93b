import type { SourceKind } from '../../domain/attribution.ts'
import { readSourceHead, type SourceHead } from './source-head.ts'
import lists from './source-words.json' with { type: 'json' }

const documents = new Set(lists.documents.split(' '))
const roles = new Set(lists.roles.split(' '))
const persons = new Set(lists.persons.split(' '))
const bodies = new Set(lists.bodies.split(' '))
const vague = new Set(lists.vague.split(' '))
const institutions = new Set(lists.institutions.split(' '))
const countries = new Set(lists.countries.split(' '))
const publishers = new Set(lists.publishers.split(' '))

const hidden =
  /\banonym|\bnot (?:be |to be )?(?:named|identified|publicly identified)|\b(?:declined|refused|asked|requested|wished|preferred) (?:not )?to (?:be (?:named|identified)|remain (?:anonymous|unnamed)|give (?:his|her|their) names?)|\b(?:un)?authori[sz]ed to (?:speak|talk|discuss|comment)/i
const inTheKnow =
  /\b(?:familiar with|(?:direct |firsthand )?knowledge of|briefed on|close to|aware of|involved in|privy to|with access to)\b/i
const pronouns = /^(?:i|we|you|he|she|it|they|who|which|that|his|her|him|their|them|its|this|these|those)$/

/**
 * The kind of a source phrase, by its words alone (pronouns and "the official" need `resolveSource`).
 * Whoever hides a name is anonymous, whatever the office; an office that speaks ("a spokesperson for …", "the mayor") is an unnamed role;
 * bare "officials", "police", "authorities" are institutions speaking, but "two officials", "a senior official", "some officials" are
 * people whom the article does not name. Vague plurals ("critics", "experts", "residents") name nobody either, so they are anonymous in kind;
 * they give opinion or background, not secret information, so `findAnonymousSources` leaves them out.
 */
export function kindOfSource(phrase: string): SourceKind {
  const parts = readSourceHead(phrase)
  const { head } = parts
  if (hidden.test(phrase) && !hasPersonalName(parts)) return 'anonymous'
  if (pronouns.test(head))
    return /^(?:it|which|that|this|its)$/.test(head)
      ? 'institution'
      : /^(?:he|she|i|his|her|him|who)$/.test(head)
        ? 'named'
        : 'institution'
  if (isPublisher(parts)) return 'publisher'
  if (documents.has(head) || documents.has(singular(head))) return 'document'
  // A first word has its capital from the sentence: "Officials briefed on the raid".
  const isCommon =
    parts.words.length === 1 && (bodies.has(head) || persons.has(head) || vague.has(head) || roles.has(head))
  if (parts.isCapital && !isCommon) return capitalKind(parts, phrase)
  if (hasNamedAside(phrase)) return 'named'
  return commonKind(parts)
}

/** True for the head of a document: "poll", "records". */
export function isDocument(head: string): boolean {
  return documents.has(head) || documents.has(singular(head))
}

/** True for a vague plural that gives opinion or background: "critics", "many experts". */
export function isVaguePlural(phrase: string): boolean {
  const parts = readSourceHead(phrase)
  if (hidden.test(phrase) || inTheKnow.test(phrase) || parts.count !== null) return false
  return vague.has(parts.head) && !/^(?:aides|advisers|advisors|operatives|insiders)$/.test(parts.head)
}

/** True where the words themselves say that a name is withheld: "on condition of anonymity", "asked not to be named". */
export function hidesName(words: string): boolean {
  return hidden.test(words)
}

function isPublisher(parts: SourceHead): boolean {
  const { head, isCapital, words } = parts
  if (!publishers.has(head)) return /\.(?:com|org|net|co)$/.test(head)
  const isWord = /^(?:newspaper|magazine|broadcaster|newsroom|outlet|tabloid|newswire|weekly)$/.test(head)
  // "Mark Post" is a man: a title word takes an article or a word before it that is no forename; the bare initials stand alone.
  return isWord || (isCapital && (words.length !== 2 || words[0]!.toLowerCase() === 'the' || head !== 'post'))
}

// Of a phrase whose head has a capital: a body by its words, by its initials, by its country; else a person's name.
function capitalKind(parts: SourceHead, phrase: string): SourceKind {
  const { head, words } = parts
  const bare = words.at(-1)!.replace(/[’'.]s?$/g, '')
  if (roles.has(head) && words.length <= 2) return 'unnamed-role'
  if (vague.has(head) && !institutions.has(head)) return 'anonymous'
  if (institutions.has(head) || bodies.has(head) || countries.has(head)) return 'institution'
  if (/^(?:\p{Lu}\.?){2,6}$/u.test(bare) || /^(?:Inc|Corp|Co|Ltd)\.?$/.test(bare)) return 'institution'
  if (words[0]!.toLowerCase() === 'the' && words.length <= 2) return 'institution'
  if (/^(?:Department|Ministry|Bank|University|Port|Bureau|Office|House|Board)\b/.test(phrase.replace(/^the /i, '')))
    return 'institution'
  return 'named'
}

function commonKind(parts: SourceHead): SourceKind {
  const { head, tail } = parts
  const one = singular(head)
  if (/spokes(?:man|woman|person|people|men|women)$/.test(head)) return 'unnamed-role'
  const isChief = /^(?:executive|officer)$/.test(head) && parts.words.some((word) => word.toLowerCase() === 'chief')
  if ((roles.has(head) || isChief) && !inTheKnow.test(tail)) return 'unnamed-role'
  if (inTheKnow.test(tail)) return 'anonymous'
  if (/^sources?$|^insiders?$/.test(head)) return 'anonymous'
  if (institutions.has(head) && !bodies.has(head)) return 'institution'
  if (bodies.has(head) || bodies.has(`${one}s`)) {
    const isPlural = bodies.has(head)
    const isRanked = parts.words.some((word) =>
      /^(?:senior|top|high-ranking|unnamed|unidentified|current|former)$/i.test(word),
    )
    if (!isPlural || parts.isIndefinite || isRanked) return roles.has(one) ? 'unnamed-role' : 'anonymous'
    return 'institution'
  }
  if (vague.has(head) || persons.has(head) || persons.has(one)) return 'anonymous'
  if (roles.has(one)) return 'unnamed-role'
  return 'institution'
}

// "the mayor, Jane Roe,"
function hasNamedAside(phrase: string): boolean {
  const aside = /,\s*((?:\p{Lu}[\p{L}’'.-]*\s+){1,3}\p{Lu}[\p{L}’'.-]*)\s*(?:,|$)/u.exec(phrase.slice(0, 300))?.[1]
  return aside !== undefined && kindOfSource(aside) === 'named'
}

function hasPersonalName(parts: SourceHead): boolean {
  return parts.isCapital && !institutions.has(parts.head)
}

function singular(word: string): string {
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word
}
