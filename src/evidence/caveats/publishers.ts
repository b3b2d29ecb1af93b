import lists from './publishers.json' with { type: 'json' }
import { nameKey } from './wording.ts'

const agencies = new Set(lists.agencies.split('|'))
const outlets = new Set(lists.outlets.split('|').map(nameKey))
const lastWords = new Set(lists.lastWords.split('|'))

/** True for the name of a news agency, long or short: "AP", "The Associated Press", "Reuters". */
export function isAgency(name: string): boolean {
  const key = nameKey(name)
  return agencies.has(key) || agencies.has(`the ${key}`)
}

const agencyShape =
  /\b(?:wire|newswire|wire service|news service|press agency|news agency|press association|press service|media services)$/

/** True for a name built as those of agencies are: "Corvane Wire", "Norland Press Agency". */
export function hasAgencyShape(name: string): boolean {
  return isAgency(name) || (agencyShape.test(nameKey(name)) && nameKey(name).includes(' '))
}

const bodyWords =
  /\b(?:department|ministry|office|bureau|police|council|board|commission|university|institute|association|center|centre|bank|committee|court|agency|authority|union|company|inc|corp|ltd|group|foundation|service|hospital|school|college|party|army|navy|administration|society|organi[sz]ation|fund|census|government|academy|division|system|clinic|county|city|state|federation|league|airlines?|railway)\b/

/** True for a capitalized name that is not that of a body or a person with a title; after "as reported by" it is taken for an outlet. */
export function mayBeOutlet(name: string): boolean {
  return (
    isOutlet(name) ||
    (/^(?:the |The )?\p{Lu}/u.test(name) && !bodyWords.test(nameKey(name)) && nameKey(name).split(' ').length <= 4)
  )
}

/**
 * True for the name of a news outlet: a known one, or one built as their names are ("The Ansley Courier", "Lisk Valley Herald", "KTLA").
 * A bare "Times" or "Post" is one only with "the" before it.
 */
export function isOutlet(name: string): boolean {
  const key = nameKey(name)
  if (outlets.has(key) || agencies.has(key)) return true
  if (/^[KW][A-Z]{2,3}(?:-TV)?$/.test(name.trim())) return true
  const words = key.split(' ')
  const last = words.at(-1) ?? ''
  if (!lastWords.has(last) || !/^(?:the\s|\p{Lu})/u.test(name.trim())) return false
  if (
    /^(?:today|news|press|standard|independent|record|register|democrat|republic|citizen|star|sun|voice|magazine|reporter|monitor|mail|radio|tv|wire|daily|weekly|newspaper)$/.test(
      last,
    )
  )
    return words.length > 1
  return words.length > 1 || /^the\s/i.test(name.trim())
}

/** True where a name may mean the publisher itself: "The Times" in The New York Times, "AP" in The Associated Press. */
export function isSamePublisher(name: string, publisher: string | null): boolean {
  if (publisher === null) return false
  const key = expand(nameKey(name))
  const own = expand(nameKey(publisher))
  return key === own || ` ${own} `.includes(` ${key} `) || ` ${key} `.includes(` ${own} `)
}

function expand(key: string): string {
  return key
    .replace(/^ap$/, 'associated press')
    .replace(/^afp$/, 'agence francepresse')
    .replace(/^nyt$/, 'new york times')
}
