/** Currency codes as the words that annotators use for them. */
export const currencyWords: ReadonlyMap<string, string> = new Map([
  ['USD', 'dollar'],
  ['GBP', 'pound sterling'],
  ['EUR', 'euro'],
  ['AUD', 'australian dollar'],
  ['CAD', 'canadian dollar'],
  ['JPY', 'japanese yen'],
  ['CNY', 'chinese yuan'],
  ['INR', 'indian rupee'],
  ['DKK', 'danish krone'],
  ['SEK', 'swedish krona'],
  ['NOK', 'norwegian krone'],
  ['CHF', 'swiss franc'],
  ['ILS', 'shekel'],
  ['MYR', 'malaysian ringgit'],
])

const names: ReadonlyMap<string, string> = new Map([
  ['%', 'percent'],
  ['percentage', 'percent'],
  ['per cent', 'percent'],
  ['centigrade', 'celsius'],
  ['degree celsius', 'celsius'],
  ['degree fahrenheit', 'fahrenheit'],
  ['inche', 'inch'],
  ['feet', 'foot'],
  ['century', 'century'],
  ['time', 'count'],
  ['lb-ft', 'pound-foot'],
  ['foot pound-force', 'pound-foot'],
  ['pound-feet', 'pound-foot'],
  ['brake horsepower', 'horsepower'],
  ['gigaton', 'gigatonne'],
  ['pence', 'pence'],
  ['p', 'pence'],
  ['pound-mass', 'pound'],
  ['lb', 'pound'],
])

/** One spelling for one unit: `unitStem('kilometres')` and `unitStem('kilometer')` are equal. */
export function unitStem(unit: string): string {
  const plain = unit
    .toLowerCase()
    .replace(/metre/g, 'meter')
    .replace(/litre/g, 'liter')
    .replace(/[- ]?old$/, '')
    .trim()
  const words = plain
    .split(/[\s-]+/)
    .map((word) => names.get(word) ?? (word.length > 3 ? word.replace(/([^s])s$/, '$1') : word))
  const whole = words.join(' ')
  const singular = names.get(plain) ?? names.get(whole) ?? whole
  return names.get(singular) ?? singular
}

const empty = new Set(
  'the a an of in on at for from to with and or by its their his her this that as is was were are'.split(' '),
)

/** The content words of a phrase in one form, for comparing phrases word by word. */
export function wordStems(text: string): string[] {
  return text
    .toLowerCase()
    .replace(/[’']s\b/g, '')
    .split(/[^\p{L}\p{N}&]+/u)
    .filter((word) => word !== '' && !empty.has(word))
    .map((word) => (word.length > 3 ? word.replace(/(?:ies)$/, 'y').replace(/([^s])s$/, '$1') : word))
}
