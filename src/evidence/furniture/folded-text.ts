/** Letters of other scripts, each before the Latin one that it looks like. */
const pairs = 'аaеeоoрpсcуyхxіiјjѕsԁdһhԛqԝwАAВBЕEКKМMНHОOРPСCТTХXІIαaοoνvιiρpΑAΒBΕEΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXΖZ'
const lookAlikes = new Map([...pairs.matchAll(/(.)(.)/gu)].map(([, letter = '', latin = '']) => [letter, latin]))

/** Digits inside of words that are read as letters: "1gn0re prev10us". */
const digits: Record<string, string> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't' }
const withDigits = /(?<![\p{L}\p{N}])(?=\p{N}*\p{L}\p{L}*\p{N}|\p{N}\p{L}{3})[\p{L}\p{N}]{4,}(?![\p{L}\p{N}])/gu

// Letters that look like Latin ones, wide and styled letters, and signs without a shape.
const odd = /[\p{Cf}\u0370-\u03ff\u0400-\u052f\uff00-\uffef\u2100-\u214f]|[\u{1d400}-\u{1d7ff}]/u

/**
 * A text as the eye takes it in: no signs without a shape, one letter for all that look like it. `places` leads back to the text as given; null where
 * nothing was folded. A word of another script stays: only where Latin letters stand in it too, or in the words around it, is it a disguise.
 */
export function foldedText(given: string): { text: string; places: number[] | null } {
  if (!odd.test(given)) return { text: withLetters(given), places: null }
  const isLatin = (given.match(/[a-z]/gi)?.length ?? 0) * 4 > (given.match(/\p{L}/gu)?.length ?? 0)
  let text = ''
  const places: number[] = []
  let at = 0
  for (const sign of given) {
    const folded = /\p{Cf}/u.test(sign) ? '' : (isLatin ? (lookAlikes.get(sign) ?? sign) : sign).normalize('NFKC')
    for (let unit = 0; unit < folded.length; unit++) places.push(at)
    text += folded
    at += sign.length
  }
  return { text: withLetters(text), places }
}

function withLetters(text: string): string {
  if (!/\p{L}\d|\d\p{L}/u.test(text)) return text
  return text.replace(withDigits, (word) => word.replace(/[013457]/g, (digit) => digits[digit] ?? digit))
}
