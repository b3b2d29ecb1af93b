/** Fewer bytes than this above ASCII say nothing. */
const fewest = 20

/** Texts in Latin letters have at most a fifth of their letters above ASCII; other scripts have nearly all of them there. */
const leastShare = 0.4

// The letters that make up most of a text in these languages, and the charsets that write them with one byte.
const scripts: [letters: RegExp, charsets: string[]][] = [
  [/[оеаинтсрвлкмдпуыяьзбг]/g, ['windows-1251', 'koi8-r', 'iso-8859-5', 'ibm866']],
  [/[αοιετσνηυρπκμλςάέίόή]/g, ['windows-1253', 'iso-8859-7']],
  [/[אבדהוילמנרשת]/g, ['windows-1255']],
  [/[ابتدرسعلمنهويةف]/g, ['windows-1256', 'iso-8859-6']],
]

/**
 * Guesses the charset of bytes that are no UTF-8 and say nothing of themselves, where their letters leave one answer: Cyrillic,
 * Greek, Hebrew and Arabic by the letters that are most frequent in each, Chinese, Japanese and Korean by how their pairs of bytes
 * are made. Null for Latin letters, short texts, and UTF-8 with stray bytes.
 *
 * the bytes of `'Паром снова ходит между островами'` in KOI8-R → `'koi8-r'`
 */
export function guessCharset(bytes: Uint8Array): string | null {
  const text = withoutTags(bytes.subarray(0, 200_000))
  const { high, ascii, utf8 } = countLetters(text)
  if (high < fewest || high / (high + ascii) < leastShare || utf8 > high / 2) return null
  return pairedCharset(text) ?? singleCharset(text, high)
}

function singleCharset(text: Uint8Array, high: number): string | null {
  let [best, most] = ['', 0]
  for (const [letters, charsets] of scripts) {
    for (const charset of charsets) {
      const frequent = new TextDecoder(charset).decode(text).match(letters)?.length ?? 0
      if (frequent > most) [best, most] = [charset, frequent]
    }
  }
  return most / high >= 0.6 ? best : null
}

// Each charset of two bytes has its own leading bytes for what is frequent in its language: syllables in Korean, kana in Japanese.
function pairedCharset(text: Uint8Array): string | null {
  const leads = new Map<number, number>()
  let [pairs, broken, lowTrails, syllables] = [0, 0, 0, 0]
  for (let at = 0; at < text.length; at += 1) {
    const lead = text[at] ?? 0
    if (lead < 0x80) continue
    const trail = text[at + 1] ?? 0
    if (lead === 0x80 || lead === 0xff || trail < 0x40 || trail === 0x7f || trail === 0xff) {
      broken += 1
      continue
    }
    pairs += 1
    if (trail < 0xa1) lowTrails += 1
    if (lead >= 0xb0 && lead <= 0xc8) syllables += 1
    leads.set(lead, (leads.get(lead) ?? 0) + 1)
    at += 1
  }
  if (pairs === 0 || broken > 1 + pairs * 0.02) return null
  const share = (...bytes: number[]) => bytes.reduce((sum, lead) => sum + (leads.get(lead) ?? 0), 0) / pairs
  if (share(0x82, 0x83) > 0.2) return 'shift_jis'
  if (share(0xa4, 0xa5) > 0.3 && lowTrails < pairs * 0.05) return isPaired('euc-jp', text) ? 'euc-jp' : null
  if (lowTrails > pairs * 0.15) return isPaired('big5', text) && readsWell('big5', text) ? 'big5' : null
  if (lowTrails > pairs * 0.05) return null
  const charset = syllables > pairs * 0.85 ? 'euc-kr' : 'gb18030'
  return isPaired(charset, text) && readsWell(charset, text) ? charset : null
}

function isPaired(charset: string, text: Uint8Array): boolean {
  const decoded = new TextDecoder(charset).decode(text)
  return (decoded.match(/\ufffd/g)?.length ?? 0) <= 2 + decoded.length * 0.005
}

const frequent: Record<string, RegExp> = {
  gb18030: /[的一是不了在人有我他这中大来上国和地到为会年时们]/g,
  big5: /[的一是不了在人有我他這中大來上國和地到為會年時們]/g,
  'euc-kr': /[이다는의에을가하고지한로사도은자기]/g,
}

function readsWell(charset: string, text: Uint8Array): boolean {
  const decoded = new TextDecoder(charset).decode(text)
  const found = decoded.match(frequent[charset] ?? /$^/g)?.length ?? 0
  return found > (decoded.match(/[\u0100-\uffff]/g)?.length ?? 0) * (charset === 'euc-kr' ? 0.15 : 0.05)
}

/** Bytes above ASCII, ASCII letters, and bytes in runs above ASCII that are UTF-8 as a whole. */
function countLetters(text: Uint8Array): { high: number; ascii: number; utf8: number } {
  let [high, ascii, utf8, run] = [0, 0, 0, 0]
  for (let at = 0; at <= text.length; at += 1) {
    const byte = text[at] ?? 0
    if (byte >= 0x80) run += 1
    else {
      if (run > 0 && isUtf8(text.subarray(at - run, at))) utf8 += run
      high += run
      run = 0
      if ((byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a)) ascii += 1
    }
  }
  return { high, ascii, utf8 }
}

const strict = new TextDecoder('utf-8', { fatal: true })

function isUtf8(bytes: Uint8Array): boolean {
  try {
    strict.decode(bytes)
    return true
  } catch {
    return false
  }
}

/** The bytes outside of tags: their names are ASCII in every language. */
function withoutTags(bytes: Uint8Array): Uint8Array {
  const text = new Uint8Array(bytes.length)
  let [length, isTag] = [0, false]
  for (const byte of bytes) {
    if (byte === 0x3c) isTag = true
    if (!isTag) {
      text[length] = byte
      length += 1
    }
    if (byte === 0x3e) isTag = false
  }
  return text.subarray(0, length)
}
