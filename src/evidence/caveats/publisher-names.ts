// A name: words with capitals, "of", "the" and "&" between them.
const nameAt =
  /(?:the |The |its |Its )?(?:newspaper |magazine |broadcaster |news agency |website |news site |network )?(?:(?:St|Ft|Mt)\. )?\p{Lu}[\p{L}\p{N}'’&-]*(?:\.(?=\p{L}))?(?:(?: of| and| &| de| the)? [\p{Lu}\d][\p{L}\p{N}'’&-]*){0,5}/uy
const nameBefore =
  /((?:[Tt]he |[Ii]ts )?(?:newspaper |magazine |broadcaster |news agency |website |news site |network )?(?:(?:St|Ft|Mt)\. )?\p{Lu}[\p{L}\p{N}'’&-]*(?:(?: of| &| and)? [\p{Lu}\d][\p{L}\p{N}'’&-]*){0,4})(?: on \w+day| \w+day| first| also| previously| earlier| had| has| later|, which|, who)*,? $/u
// A site by its address: "harborpost.example".
const siteAt = /(?:[a-z\d-]{2,40}\.){1,3}[a-z]{2,10}\b(?!@)/iuy
const reach = 90

/** The name that begins at an offset, or undefined: after "reported by ", "The Verrin Ledger". */
export function readNameAt(text: string, at: number): string | undefined {
  siteAt.lastIndex = at
  const site = siteAt.exec(text)
  if (site) return site[0]
  nameAt.lastIndex = at
  const match = nameAt.exec(text)
  return match ? clean(match[0]) : undefined
}

/** The name that ends just before a verb, or undefined: before "broke", in "The Ansley Courier, which broke the story". */
export function readNameBefore(text: string, from: number, verb: number): string | undefined {
  const words = text.slice(Math.max(from, verb - reach), verb)
  // Most subjects are no names: without a capital among the last words the costly pattern is spared.
  if (!/\p{Lu}/u.test(words.slice(-34))) return undefined
  const name = nameBefore.exec(words)?.[1]
  return name ? clean(name) : undefined
}

/** A publisher's name without a small "the", and without what it is: "the magazine Signal Trade" → "Signal Trade". */
export function withoutArticle(name: string): string {
  return name.replace(/^the /, '')
}

function clean(words: string): string {
  const name = words
    .replace(/^(?:As|But|And|When|While|In|On) (?=[Tt]he |\p{Lu})/u, '')
    .replace(/['’]s\b.*$/, '')
    .replace(/[.,'’]+$/, '')
    .replace(/\s[—–-].*$/, '')
    .replace(/ (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b(?! \p{Lu}).*$/u, '')
  return name.replace(
    /^(?:the |The |its |Its )?(?:newspaper|magazine|broadcaster|news agency|website|news site|network) /,
    '',
  )
}
