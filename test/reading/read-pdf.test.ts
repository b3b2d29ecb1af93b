import { Readable } from 'node:stream'
import { constants, deflateRawSync, deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { RawDocument } from '../../src/domain/ports.ts'
import { createFileReader } from '../../src/reading/file-reader.ts'
import { readPdf } from '../../src/reading/read-pdf.ts'
import { column, type PdfText, writePdf } from './write-pdf.ts'

const read = (bytes: Uint8Array): Promise<RawDocument> => readPdf(bytes, 'a.pdf')

/** Lines of about 90 letters, as a press office sets them. */
const paragraph = [
  'The ferry between Olm and Skarrow ran again on Monday after eleven days in dock, the harbor',
  'office said in a note to residents. The crew had found a crack in the hull during a check in',
  'late April, and the yard needed longer than planned to get the plates.',
]
const next = [
  'Fares stay as they are until the end of the year, the office said. It expects some 4,000',
  'passengers a week in summer, half of them from the mainland.',
]
const whole = (lines: string[]) => lines.join(' ')
const release = (...lines: PdfText[]) => [
  ...lines,
  { text: 'Ferry returns to Olm after eleven days', x: 72, y: 700, size: 20, isBold: true },
  { text: 'By Ada Finch', x: 72, y: 670 },
  { text: 'May 6, 2026', x: 72, y: 656 },
  ...column([...paragraph, '', ...next], { x: 72, y: 620 }),
]

describe('the text of a PDF', () => {
  it('has one paragraph a line, with title, byline and date apart', async () => {
    const document = await read(writePdf([release()]))
    expect(document).toMatchObject({
      title: 'Ferry returns to Olm after eleven days',
      byline: 'Ada Finch',
      publishedAt: '2026-05-06',
      isExcerpt: false,
    })
    expect(document.text).toBe(`${whole(paragraph)}\n${whole(next)}`)
  })

  it('tells paragraphs by their first line, which is set in, where no space parts them', async () => {
    const lines = [...paragraph, ...next]
    const set = column(lines, { x: 72, y: 700 }).map((line, index) =>
      index === 0 || index === 3 ? { ...line, x: 90 } : line,
    )
    expect((await read(writePdf([set]))).text).toBe(`${whole(paragraph)}\n${whole(next)}`)
  })

  it('tells paragraphs by a line that ended early', async () => {
    const set = column([...paragraph, ...next], { x: 72, y: 700 })
    expect((await read(writePdf([set]))).text).toBe(`${whole(paragraph)}\n${whole(next)}`)
  })

  it('puts words together that were parted at the end of a line, and leaves hyphens that belong', async () => {
    const lines = [
      'The harbor office gave the infor-',
      'mation on Monday. It is a well-',
      'known yard, and the Olm-',
      'Skarrow line is long-',
      'standing business there.',
    ]
    const set = column(lines, { x: 72, y: 700, size: 10 })
    expect((await read(writePdf([set]))).text).toBe(
      'The harbor office gave the information on Monday. It is a well-known yard, and the Olm-Skarrow line is long-standing business there.',
    )
  })

  it('reads two columns one after the other, below a title across both', async () => {
    const words = (from: number) => Array.from({ length: 24 }, (_, at) => `line ${from + at} of the ferry column text`)
    const page = [
      { text: 'A ferry comes back and everyone in town has a view of it', x: 72, y: 740, size: 18 },
      ...column(words(1), { x: 72, y: 700 }),
      ...column(words(25), { x: 320, y: 700 }),
    ]
    const { text } = await read(writePdf([page]))
    const numbers = [...text.matchAll(/line (\d+) of/g)].map(([, number]) => Number(number))
    expect(numbers).toEqual(Array.from({ length: 48 }, (_, at) => at + 1))
  })

  it('keeps the cells of a table row together', async () => {
    const row = (y: number, ...cells: string[]) => cells.map((text, at) => ({ text, x: 72 + at * 150, y }))
    const page = [
      ...column(paragraph, { x: 72, y: 700 }),
      ...row(640, 'May', '4,120', '3.1'),
      ...row(620, 'June', '5,300', '2.8'),
    ]
    expect((await read(writePdf([page]))).text).toBe(`${whole(paragraph)}\nMay | 4,120 | 3.1\nJune | 5,300 | 2.8`)
  })

  it('leaves out headers, footers and page numbers, and joins a sentence over two pages', async () => {
    const around = (number: number) => [
      { text: 'Harbor office - press service', x: 72, y: 760, size: 8 },
      { text: `Page ${number} of 3`, x: 280, y: 30, size: 8 },
    ]
    const body = (lines: string[]) => column(lines, { x: 72, y: 700 })
    const pages = [
      [...around(1), ...body(paragraph.slice(0, 2))],
      [...around(2), ...body(paragraph.slice(2))],
      [...around(3), ...body(next)],
    ]
    expect((await read(writePdf(pages))).text).toBe(`${whole(paragraph)}\n${whole(next)}`)
  })

  it('takes the address that a browser printed below the page', async () => {
    const footer = { text: 'https://gazette.example/ferry 1/1', x: 30, y: 20, size: 7 }
    const document = await read(writePdf([release(footer)]))
    expect(document.url).toBe('https://gazette.example/ferry')
    expect(document.text).not.toContain('gazette.example')
  })

  it('takes title, author and date from the file where the text has none, but no name of a file', async () => {
    const info = { Title: 'Ferry returns to Olm', Author: 'Ada Finch', CreationDate: "D:20260506143000+02'00'" }
    const page = column(paragraph, { x: 72, y: 700 })
    expect(await read(writePdf([page], { info }))).toMatchObject({
      title: 'Ferry returns to Olm',
      byline: 'Ada Finch',
      publishedAt: '2026-05-06T12:30:00Z',
    })
    const poor = { Title: 'Microsoft Word - release_v3.docx', Author: 'afinch' }
    expect(await read(writePdf([page], { info: poor }))).toMatchObject({ title: null, byline: null, publishedAt: null })
  })

  it('is read as a file', async () => {
    const stdin = Readable.from([writePdf([release()])])
    for await (const result of createFileReader({ stdin }).read('-')) {
      expect(result).toMatchObject({ kind: 'document', document: { byline: 'Ada Finch' } })
    }
  })
})

describe('a PDF that cannot be read', () => {
  const failure = (bytes: Uint8Array, limits = {}) =>
    readPdf(bytes, 'a.pdf', limits).then(
      () => null,
      (error: unknown) => error,
    )

  it('is a scan without text', async () => {
    expect(await failure(writePdf([[]]))).toMatchObject({
      code: 'no-article',
      message: 'No article was found in a.pdf: the PDF holds pictures of pages, without text.',
    })
  })

  it('is locked with a password', async () => {
    const key = `<${'5a'.repeat(32)}>`
    const trailer = `/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /O ${key} /U ${key} /P -4 >>`
    expect(await failure(writePdf([release()], { trailer }))).toMatchObject({
      code: 'not-readable',
      message: 'a.pdf is a PDF that is locked with a password.',
    })
  })

  it('is damaged', async () => {
    expect(await failure(Buffer.from('%PDF-1.7\n%broken'))).toMatchObject({
      code: 'not-readable',
      message: 'a.pdf is a PDF that is damaged.',
    })
  })

  it('has more pages than any article', async () => {
    const pages = Array.from({ length: 4 }, () => release())
    expect(await failure(writePdf(pages), { pages: 3 })).toMatchObject({
      code: 'too-large',
      message: 'a.pdf is a PDF of more than 3 pages, and no article is that long.',
    })
  })

  it('takes too long, or too much memory, and ends in bounded memory', async () => {
    expect(await failure(writePdf([release()]), { deadlineMs: 1 })).toMatchObject({
      message: 'a.pdf is a PDF that takes too long to read.',
    })
    const before = process.memoryUsage.rss()
    // One packed piece of text operators, two hundred times: 3 MB that unpack to 2 GB.
    const piece = deflateRawSync(Buffer.alloc(10 * 1024 * 1024, '(a) Tj '), {
      finishFlush: constants.Z_FULL_FLUSH,
      level: 9,
    })
    const bomb = Buffer.concat([Buffer.from([0x78, 0xda]), ...Array<Buffer>(200).fill(piece)])
    const startedAt = performance.now()
    const error = await failure(writePdf([bomb]))
    expect(error).toMatchObject({
      code: 'not-readable',
      message: expect.stringMatching(/too (?:long|much memory) to read/),
    })
    expect(performance.now() - startedAt).toBeLessThan(16_000)
    expect(process.memoryUsage.rss() - before).toBeLessThan(300 * 1024 * 1024)
  })

  it('nests arrays without end, or names itself as its own page', async () => {
    const deep = writePdf([release()], { objects: [`${'['.repeat(200_000)}`], trailer: '/Extra 8 0 R' })
    const nested = deflateSync(Buffer.from('['.repeat(2_000_000)))
    for (const bytes of [deep, writePdf([nested])]) {
      const startedAt = performance.now()
      await failure(bytes)
      expect(performance.now() - startedAt).toBeLessThan(16_000)
    }
    const circle = Buffer.from(
      writePdf([release()])
        .toString('latin1')
        .replace(/\/Kids \[\d+ 0 R\]/, '/Kids [2 0 R]'),
      'latin1',
    )
    expect(await failure(circle)).toMatchObject({ code: expect.stringMatching(/not-readable|no-article/) })
  })
})
