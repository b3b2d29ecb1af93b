/** One mechanical variant of a text: what was replaced by what, and whether its paragraphs were moved. */
export interface Variant {
  name: string
  text: string
  /** the words of the expectation, as they stand in this variant */
  map: (words: string) => string
  isReordered: boolean
}

/** Replacements in the order in which they are made: longer names first, so that none breaks another. */
type Replacements = [string, string][]

const agencySets: Replacements[] = [
  [],
  [
    ['Department of Homeland Security', 'Department of Coastal Affairs'],
    ['Homeland Security', 'Coastal Affairs'],
    ['Defense Department', 'Interior Ministry'],
    ['Pentagon', 'Ministry'],
    ['National Guard', 'Civil Reserve'],
    ['Immigration and Customs Enforcement', 'Ports and Passage Control'],
    ['ICE', 'PPC'],
  ],
  [
    ['Department of Homeland Security', 'Office of River Safety'],
    ['Homeland Security', 'River Safety'],
    ['Defense Department', 'Public Works Department'],
    ['Pentagon', 'Works Yard'],
    ['National Guard', 'Home Corps'],
    ['Bureau of Alcohol, Tobacco, Firearms and Explosives', 'Bureau of Seeds, Feed, Fertilizer and Pesticides'],
    ['U.S. Marshals Service', 'U.S. Bailiffs Service'],
    ['Drug Enforcement Administration', 'Grain Inspection Administration'],
    ['ATF', 'SFP'],
    ['DEA', 'GIA'],
  ],
]
const numberSets: Replacements[] = [
  [],
  [
    ['20,000', '35,500'],
    ['2,000', '4,100'],
    ['1,000', '1,750'],
  ],
  [
    ['20,000', '840'],
    ['2,000', '310'],
    ['1,000', '95'],
  ],
  [
    ['20,000', '1.2 million'],
    ['2,000', '61,000'],
    ['1,000', '12,000'],
  ],
]
const placeSets: Replacements[] = [
  [],
  [
    ['Florida', 'Ohio'],
    ['WASHINGTON', 'COLUMBUS'],
  ],
  [
    ['Florida', 'North Dakota'],
    ['WASHINGTON', 'ST. PAUL'],
    ['The New York Times', 'The Harbor Chronicle'],
  ],
]
const wordSets: Replacements[] = [
  [],
  [
    ['troops', 'soldiers'],
    ['immigrants', 'migrants'],
    ['Trump', 'Alder'],
    ['two U.S. officials', 'three federal officials'],
  ],
  [
    ['“', '"'],
    ['”', '"'],
    ['’', "'"],
    ['‘', "'"],
    ['—', '–'],
  ],
]

/** Makes at least `count` variants of the first article: other agencies, numbers, places, words, marks, order of paragraphs. */
export function makeVariants(text: string, count: number): Variant[] {
  const variants: Variant[] = []
  for (let number = 0; variants.length < count; number++) {
    const replacements = [
      ...(agencySets[number % agencySets.length] ?? []),
      ...(numberSets[Math.floor(number / 2) % numberSets.length] ?? []),
      ...(placeSets[Math.floor(number / 3) % placeSets.length] ?? []),
      ...(wordSets[Math.floor(number / 4) % wordSets.length] ?? []),
    ]
    const isReordered = number % 3 === 2
    const map = (words: string) => replaceAll(words, replacements)
    const replaced = map(text)
    variants.push({
      name: `variant ${number}${isReordered ? ', reordered' : ''}`,
      text: isReordered ? reorder(replaced, number) : replaced,
      map,
      isReordered,
    })
  }
  return variants
}

// One pass over the text, so that what was put in is never replaced again.
function replaceAll(text: string, replacements: Replacements): string {
  if (replacements.length === 0) return text
  const pattern = new RegExp(
    replacements.map(([from]) => `(?<![\\w,])${from.replace(/[.]/g, '\\.')}(?![\\w,]\\d)`).join('|'),
    'g',
  )
  const known = new Map(replacements)
  return text.replace(pattern, (found) => known.get(found) ?? found)
}

// The lead stays first and the origin last; the list of other articles stays whole and moves with its heading.
function reorder(text: string, number: number): string {
  const lines = text.trim().split('\n')
  const listAt = lines.findIndex((line) => /^Related/.test(line))
  const list = lines.splice(listAt, 6)
  const [lead = '', ...rest] = lines
  const origin = rest.pop() ?? ''
  const turned = shuffled(rest, number)
  turned.splice(number % turned.length, 0, list.join('\n'))
  return [lead, ...turned, origin].join('\n')
}

// The same order for the same number, on every machine.
function shuffled(lines: string[], seed: number): string[] {
  const left = [...lines]
  const turned: string[] = []
  for (let state = seed + 1; left.length > 0; state = (state * 1103515245 + 12345) % 2147483648)
    turned.push(...left.splice(state % left.length, 1))
  return turned
}
