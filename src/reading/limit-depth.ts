/** Pages of news sites nest some thirty levels; what a deeper element holds is kept, its tags are not. */
const deepest = 128

const tag = /<!--[\s\S]*?(?:-->|$)|<(\/?)([a-z][a-z\d:-]*)\b[^>]*>/gi

// Their end tags may be left out, or they have none: a count of them would say nothing.
const uncounted = new Set(
  'p li td th tr tbody thead tfoot dt dd option optgroup colgroup rt rp area base br col embed hr img input link meta source track wbr param html head body'.split(
    ' ',
  ),
)

/**
 * Leaves out the tags of a page that are nested deeper than 128 levels, because the time and the stack that a tree takes grow with
 * its depth. Their text stays. A page that is not so deep is given back as it is.
 *
 * `'<div>'.repeat(20_000) + 'Rain fell.'` → `'<div>'` 128 times, then `Rain fell.`
 */
export function limitDepth(markup: string): string {
  if (!hasMoreTags(markup, deepest)) return markup
  let depth = 0
  let isDeep = false
  const limited = markup.replace(tag, (found: string, slash: string | undefined, name: string | undefined) => {
    if (name === undefined || found.endsWith('/>') || uncounted.has(name.toLowerCase())) return found
    if (slash === '') depth++
    const isBelow = depth > deepest
    if (slash !== '') depth = Math.max(0, depth - 1)
    isDeep ||= isBelow
    return isBelow ? ' ' : found
  })
  return isDeep ? limited : markup
}

/** Whether so many tags could stand in each other at all: most entries of feeds have fewer. */
function hasMoreTags(markup: string, most: number): boolean {
  let count = 0
  for (let at = markup.indexOf('<'); at >= 0; at = markup.indexOf('<', at + 1)) if (++count > most) return true
  return false
}
