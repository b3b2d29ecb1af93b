import { readdirSync, readFileSync } from 'node:fs'
import { splitSentences } from '../../evidence/language/sentences.ts'

const folder = new URL('../../../seeds/', import.meta.url)

/**
 * Endless articles of about 600 words, made of the samples' sentences in an order that depends on their number alone,
 * so that no two are alike and every run is the same.
 */
export function* makeArticles(count: number, words = 600): Generator<{ id: string; text: string }> {
  const sentences = sampleSentences()
  for (let number = 0; number < count; number++) {
    const paragraphs: string[] = []
    let length = 0
    let at = (number * 7919) % sentences.length
    const step = 1 + (number % 5)
    while (length < words) {
      const sentence = sentences[at % sentences.length] ?? ''
      paragraphs.push(sentence)
      length += sentence.split(/\s+/).length
      at += step
    }
    yield { id: `made-${number}`, text: inParagraphs(paragraphs) }
  }
}

function inParagraphs(sentences: string[]): string {
  const paragraphs: string[] = []
  for (let at = 0; at < sentences.length; at += 2) paragraphs.push(sentences.slice(at, at + 2).join(' '))
  return paragraphs.join('\n')
}

function sampleSentences(): string[] {
  const texts = readdirSync(folder)
    .filter((name) => /\.(?:txt|md)$/.test(name) && name !== 'README.md')
    .sort()
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  return texts
    .flatMap((text) => splitSentences(text).map((sentence) => sentence.text))
    .filter((text) => text.length > 40)
}
