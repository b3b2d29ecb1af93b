import type { TaggedText } from '../language/tagged-text.ts'
import { fold, stemOfWord } from './text-words.ts'

const small = new Set(['of', 'for', 'and', 'the', 'in', 'on', 'to', '&', ',', ';', '-'])

/**
 * What the short names of a text stand for, as stems of the long name: "Immigration and Customs Enforcement … ICE" → "ice" →
 * immigration, custom, enforcement. A short name counts only where the text holds words in a row with its initials.
 */
export function findAcronyms(tagged: TaggedText): Map<string, string[]> {
  const runs: { stems: string[]; initials: string }[] = []
  const short = new Set<string>()
  for (const { tokens } of tagged.sentences) {
    let run: string[] = []
    let initials = ''
    const close = (): void => {
      if (run.length > 1) runs.push({ stems: run, initials })
      run = []
      initials = ''
    }
    for (const { text, lower } of tokens) {
      if (/^(?:\p{Lu}\.?){2,6}s?$/u.test(text)) short.add(fold(text).replace(/(?<=^\w{3,})s$/, ''))
      if (/^\p{Lu}/u.test(text)) {
        for (const part of text.split(/[-‐‑]/)) {
          if (part === '') continue
          run.push(stemOfWord(fold(part)))
          initials += part[0]!.toLowerCase()
        }
        if (run.length > 12) close()
      } else if (!small.has(lower) || run.length === 0) close()
    }
    close()
  }
  const found = new Map<string, string[]>()
  const add = (name: string, stems: string[]): void => {
    if (!found.has(name)) found.set(name, stems)
  }
  for (const { stems, initials } of runs) {
    for (let size = 2; size <= Math.min(6, initials.length); size++) {
      for (let at = 0; at + size <= initials.length; at++) {
        const name = initials.slice(at, at + size)
        if (size > 2 || short.has(name)) add(name, stems.slice(at, at + size))
      }
    }
  }
  return found
}
