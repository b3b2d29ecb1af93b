import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, openSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ReadResult } from '../../src/domain/ports.ts'
import { createFileReader } from '../../src/reading/file-reader.ts'

const folder = mkdtempSync(join(tmpdir(), 'reading-'))
const at = (name: string) => join(folder, name)
const article = 'Ferry returns\nBy Ada Finch\n\nThe ferry between Olm and Skarrow ran again on Monday.\n'

async function* noInput(): AsyncGenerator<Uint8Array> {}

async function readAll(target: string, stdin: AsyncIterable<Uint8Array> = noInput()): Promise<ReadResult[]> {
  const results: ReadResult[] = []
  for await (const result of createFileReader({ stdin }).read(target)) results.push(result)
  return results
}

async function failure(target: string, stdin?: AsyncIterable<Uint8Array>) {
  const results = await readAll(target, stdin)
  expect(results).toHaveLength(1)
  const [result] = results
  return result?.kind === 'failed' ? result.error : result
}

beforeAll(() => {
  writeFileSync(at('article.txt'), article)
})
afterAll(() => rmSync(folder, { recursive: true }))

test('says that a file does not exist', async () => {
  expect(await failure(at('no.txt'))).toEqual({ code: 'not-found', message: `${at('no.txt')} does not exist.` })
  expect(await failure(at('article.txt/below'))).toMatchObject({ code: 'not-found' })
})

test('says that a file is empty', async () => {
  writeFileSync(at('empty.txt'), ' \n\t\n')
  expect(await failure(at('empty.txt'))).toEqual({ code: 'empty', message: `${at('empty.txt')} is empty.` })
})

test.each([
  ['picture.txt', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'a picture'],
  ['photo.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), 'a picture'],
  ['small.webp', Buffer.from('RIFF\x10\0\0\0WEBPVP8 ', 'latin1'), 'a picture'],
  ['drawing.svg', Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'), 'a picture'],
  ['report.docx', Buffer.from('PK\x03\x04\x14\0', 'latin1'), 'an archive or an office document'],
  ['data.bin', Buffer.from([1, 2, 3, 0, 200, 0, 17, 0, 0, 9, 9, 0, 3]), 'a binary file'],
])('refuses %s', async (name, bytes, kind) => {
  writeFileSync(at(name), bytes)
  expect(await failure(at(name))).toEqual({ code: 'not-text', message: `${at(name)} is ${kind}, not text.` })
})

test('says that a PDF is damaged', async () => {
  writeFileSync(at('paper.pdf'), '%PDF-1.7\n%\xe2\xe3')
  expect(await failure(at('paper.pdf'))).toEqual({
    code: 'not-readable',
    message: `${at('paper.pdf')} is a PDF that is damaged.`,
  })
})

test('refuses a file of 200 MB by its size, without reading it', async () => {
  openSync(at('huge.txt'), 'w')
  truncateSync(at('huge.txt'), 200 * 1024 * 1024)
  const before = process.memoryUsage().arrayBuffers
  expect(await failure(at('huge.txt'))).toEqual({
    code: 'too-large',
    message: `${at('huge.txt')} is too large: 200 MB, and the limit is 10 MB.`,
  })
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10 * 1024 * 1024)
  rmSync(at('huge.txt'))
})

test('says that JSON or XML is no feed', async () => {
  writeFileSync(at('some.json'), '{"items": 3}')
  writeFileSync(at('cut.json'), '{"items": ')
  writeFileSync(at('some.xml'), '<?xml version="1.0"?><note>hello</note>')
  expect(await failure(at('some.json'))).toEqual({
    code: 'not-readable',
    message: `${at('some.json')} is JSON, but not a JSON Feed.`,
  })
  expect(await failure(at('cut.json'))).toEqual({
    code: 'not-readable',
    message: `${at('cut.json')} is not valid JSON.`,
  })
  expect(await failure(at('some.xml'))).toEqual({
    code: 'not-readable',
    message: `${at('some.xml')} is not an RSS or Atom feed, and other XML cannot be read.`,
  })
})

test('says that a page holds no article', async () => {
  writeFileSync(at('index.html'), '<!doctype html><title>Menu</title><a href="/">Home</a>')
  expect(await failure(at('index.html'))).toEqual({
    code: 'no-article',
    message: `No article was found in ${at('index.html')}.`,
  })
})

test('says that a folder holds nothing readable', async () => {
  mkdirSync(at('nothing/.hidden'), { recursive: true })
  expect(await failure(at('nothing'))).toEqual({
    code: 'not-readable',
    message: `Nothing readable in ${at('nothing')}: it holds no files. Text, Markdown, HTML, feed, e-mail and PDF files can be read.`,
  })
  writeFileSync(at('nothing/a.expect.json'), '{"title": "x"}')
  writeFileSync(at('nothing/b.png'), 'x')
  writeFileSync(at('nothing/.hidden/c.txt'), article)
  expect(await failure(at('nothing'))).toMatchObject({ message: expect.stringContaining('2 files passed over') })
})

test('says that it may not read a file', async () => {
  writeFileSync(at('secret.txt'), article)
  chmodSync(at('secret.txt'), 0)
  // Root may read everything, so root reads as nobody here.
  const isRoot = process.geteuid?.() === 0
  if (isRoot) process.seteuid?.(65534)
  try {
    expect(await failure(at('secret.txt'))).toEqual({
      code: 'not-readable',
      message: `${at('secret.txt')} may not be read: permission denied.`,
    })
  } finally {
    if (isRoot) process.seteuid?.(0)
  }
})

test('says that a link leads back to itself', async () => {
  symlinkSync(at('loop-b.txt'), at('loop-a.txt'))
  symlinkSync(at('loop-a.txt'), at('loop-b.txt'))
  expect(await failure(at('loop-a.txt'))).toEqual({
    code: 'not-readable',
    message: `${at('loop-a.txt')} is a link that leads back to itself.`,
  })
})

test('refuses a device', async () => {
  expect(await failure('/dev/zero')).toEqual({
    code: 'not-readable',
    message: '/dev/zero is neither a file nor a folder.',
  })
})

test('reads the files below a folder in order, once, past loops and what is not readable', async () => {
  mkdirSync(at('many/sub'), { recursive: true })
  mkdirSync(at('many/node_modules'))
  for (const name of ['b.txt', 'a.md', 'sub/c.txt', '.d.txt', 'node_modules/e.txt'])
    writeFileSync(join(at('many'), name), article)
  writeFileSync(at('many/letter.eml'), `From: a@b.example\nSubject: Ferry\nMessage-ID: <1@b.example>\n\n${article}`)
  writeFileSync(at('many/a.expect.json'), '{}')
  writeFileSync(at('many/z.txt'), '')
  symlinkSync(at('many'), at('many/sub/again'))
  const results = await readAll(at('many'))
  expect(results.map((result) => [result.kind, result.target])).toEqual([
    ['document', at('many/a.md')],
    ['document', at('many/b.txt')],
    ['document', at('many/letter.eml')],
    ['document', at('many/sub/c.txt')],
  ])
})

test('reads standard input, whatever its format', async () => {
  async function* input() {
    yield new Uint8Array(Buffer.from('<rss version="2.0"><channel><title>Harbor'))
    yield new Uint8Array(Buffer.from(' Gazette</title></channel></rss>'))
  }
  expect(await readAll('-', input())).toEqual([
    { kind: 'feed', target: '-', feed: { title: 'Harbor Gazette', url: null, ttlSeconds: null }, entries: [] },
  ])
})

test('says that standard input is empty or too large', async () => {
  async function* endless() {
    for (;;) yield new Uint8Array(1024 * 1024).fill(65)
  }
  expect(await failure('-')).toEqual({ code: 'empty', message: 'Standard input is empty.' })
  expect(await failure('-', endless())).toEqual({
    code: 'too-large',
    message: 'Standard input is too large: the limit is 10 MB.',
  })
})

test('reads text that is not UTF-8 without replacement characters', async () => {
  writeFileSync(at('latin.txt'), Buffer.from('\x93It caf\xe9 rained,\x94 she said.', 'latin1'))
  expect(await readAll(at('latin.txt'))).toMatchObject([{ document: { text: '“It café rained,” she said.' } }])
})

test('goes by content before extension', async () => {
  writeFileSync(
    at('page.txt'),
    `<!doctype html><article><h1>T</h1>${'<p>The ferry ran again on Monday, the harbor office said.</p>'.repeat(6)}</article>`,
  )
  writeFileSync(at('notes'), '# Ferry returns\n\nThe **ferry** is back.')
  expect(await readAll(at('page.txt'))).toMatchObject([{ document: { text: expect.not.stringContaining('<') } }])
  expect(await readAll(at('notes'))).toMatchObject([
    { document: { title: 'Ferry returns', text: 'The ferry is back.' } },
  ])
})

test('loads the libraries for pages, feeds, mails and PDFs only for them', () => {
  writeFileSync(
    at('real.html'),
    `<!doctype html><article>${'<p>The ferry ran again on Monday, the harbor office said.</p>'.repeat(6)}</article>`,
  )
  const heavy = /node_modules\/(?:linkedom|feedsmith|defuddle|@mozilla|iconv-lite|postal-mime|unpdf)\//
  expect(loadedModules(at('article.txt')).filter((url) => heavy.test(url))).toEqual([])
  writeFileSync(at('real.eml'), `From: a@b.example\nSubject: Ferry\nMessage-ID: <1@b.example>\n\n${article}`)
  for (const name of ['real.html', 'real.eml'])
    expect(loadedModules(at(name)).some((url) => heavy.test(url))).toBe(true)
})

function loadedModules(target: string): string[] {
  const reader = pathToFileURL(join(import.meta.dirname, '../../src/reading/file-reader.ts')).href
  const script = `
    import { registerHooks } from 'node:module'
    const loaded = []
    registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) })
    const { createFileReader } = await import(${JSON.stringify(reader)})
    for await (const result of createFileReader({ stdin: process.stdin }).read(${JSON.stringify(target)})) if (result.kind === 'failed') throw new Error(result.error.message)
    process.stdout.write(JSON.stringify(loaded))`
  const output = execFileSync(process.execPath, ['--input-type=module', '--no-warnings', '-e', script], {
    encoding: 'utf8',
  })
  return JSON.parse(output)
}
