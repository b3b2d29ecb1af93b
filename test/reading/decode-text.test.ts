import { expect, test } from 'vitest'
import { decodeText } from '../../src/reading/decode-text.ts'

const bytes = (...values: number[]) => new Uint8Array(values)
const latin = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))

test('reads text without a mark as UTF-8', async () => {
  expect(await decodeText(new Uint8Array(Buffer.from('“Só há chocolate”')))).toBe('“Só há chocolate”')
})

test('reads what is not UTF-8 as windows-1252', async () => {
  expect(await decodeText(bytes(0x93, 0x63, 0x61, 0x66, 0xe9, 0x94, 0x20, 0x80))).toBe('“café” €')
})

test('spoils only the stray byte in UTF-8', async () => {
  const mixed = Buffer.concat([Buffer.from('“naïve” and '), Buffer.from([0xe9]), Buffer.from(' and €')])
  expect(await decodeText(new Uint8Array(mixed))).toBe('“naïve” and é and €')
})

test('drops a character that the end of the file cuts in two', async () => {
  const cut = Buffer.from('It cost “five €').subarray(0, -1)
  expect(await decodeText(new Uint8Array(cut))).toBe('It cost “five ')
})

test.each([
  ['utf-16le with mark', bytes(0xff, 0xfe, 0x41, 0, 0x42, 0)],
  ['utf-16be with mark', bytes(0xfe, 0xff, 0, 0x41, 0, 0x42)],
  ['utf-32le with mark', bytes(0xff, 0xfe, 0, 0, 0x41, 0, 0, 0, 0x42, 0, 0, 0)],
  ['utf-8 with mark', bytes(0xef, 0xbb, 0xbf, 0x41, 0x42)],
])('reads %s', async (_, data) => {
  expect((await decodeText(data)).replace('\ufeff', '')).toBe('AB')
})

test('sees UTF-16 without a mark', async () => {
  expect(await decodeText(new Uint8Array(Buffer.from('The ferry is back.', 'utf16le')))).toBe('The ferry is back.')
})

test('follows the charset that a page or feed declares', async () => {
  expect(await decodeText(latin('<meta charset="iso-8859-2"><p>\xb1\xe6</p>'))).toContain('ąć')
  expect(await decodeText(latin('<?xml version="1.0" encoding="koi8-r"?><a>\xc1</a>'))).toContain('а')
  expect(await decodeText(latin('<?xml version="1.0" encoding="cp437"?><a>\x81</a>'))).toContain('ü')
})

test('does not follow a declaration that the bytes prove wrong', async () => {
  expect(await decodeText(new Uint8Array(Buffer.from('<meta charset="iso-8859-1"><p>café</p>')))).toContain('café')
  expect(await decodeText(latin('<meta charset="utf-8"><p>caf\xe9</p>'))).toContain('café')
  expect(await decodeText(latin('<meta charset="no-such-set"><p>caf\xe9</p>'))).toContain('café')
})
