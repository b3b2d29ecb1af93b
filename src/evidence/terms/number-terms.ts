const numberWords: ReadonlyMap<string, string> = new Map(
  'zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'
    .split(' ')
    .map((word, index) => [word, String(index === 0 ? 0 : index + 1)]),
)

// Units of scale and their short forms, which stand apart or against the digits ("1.2bn", "$5M").
const scales: ReadonlyMap<string, string> = new Map([
  ['bn', 'billion'],
  ['mn', 'million'],
  ['tn', 'trillion'],
  ['pct', 'percent'],
])

/** A number in one form: "20,000" → "20000", "1.20" → "1.2", "007" → "7"; digits only, so that 1,234,5 stays apart from 12345 by nothing. */
export function normalizeNumber(written: string): string {
  const digits = written.replaceAll(',', '')
  const [whole = '', ...parts] = digits.split('.')
  const plain = whole.replace(/^0+(?=\d)/, '')
  if (parts.length !== 1) return [plain, ...parts].join('.')
  const fraction = (parts[0] ?? '').replace(/0+$/, '')
  return fraction === '' ? plain : `${plain}.${fraction}`
}

/** The term of a number word or a short form of scale, or undefined: `numberTerm('five')` → "5". "One" is more often no number. */
export function numberTerm(word: string): string | undefined {
  return numberWords.get(word) ?? scales.get(word)
}
