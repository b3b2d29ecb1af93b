import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import { createFileReader } from '../../src/reading/file-reader.ts'

async function read(text: string) {
  for await (const result of createFileReader({ stdin: Readable.from([Buffer.from(text)]) }).read('-')) return result
  throw new Error('nothing was read')
}
const sentence = 'The ferry returned to Olm on Monday with 212 people, the harbor office said in a note. '

it('reads a page of 20,000 nested elements', async () => {
  const page = `<html><body>${'<div>'.repeat(20_000)}<p>${sentence.repeat(3)}</p>${'</div>'.repeat(20_000)}</body></html>`
  const result = await read(page)
  expect(result.kind === 'document' && result.document.text).toBe(sentence.repeat(3).trim())
}, 20_000)

it('refuses a text that is longer than any article', async () => {
  const result = await read(sentence.repeat(12_000))
  expect(result.kind === 'failed' && result.error.code).toBe('too-large')
})

it('takes terminal sequences out of a text', async () => {
  const result = await read(`Ferry \u001b[31mreturns\u0007\n\nOn \u009b1mMonday\u202e, ${sentence}\n`)
  expect(result.kind === 'document' && [result.document.title, result.document.text]).toEqual([
    'Ferry returns',
    `On Monday, ${sentence.trim()}`,
  ])
})

it('leaves out links that stand as paragraphs below a heading', async () => {
  const links = ['Town adopts budget', 'Bridge closes for repair'].map((line) => `<p><a href="/x">${line}</a></p>`)
  const page = `<html><body><article><p>${sentence.repeat(2)}</p><p><strong>Related Articles</strong></p>${links.join('')}<p>${sentence.repeat(2)}</p></article></body></html>`
  const result = await read(page)
  expect(result.kind === 'document' && result.document.text).not.toMatch(/Related|budget|Bridge/)
})
