import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { decodeResponse } from '../../../src/reading/web/decode-response.ts'

const russian = 'Паром снова ходит между островами'
const encode = (text: string, charset: string) => iconv.encode(text, charset)

describe('decoding an answer', () => {
  test.each([
    ['windows-1251', russian],
    ['koi8-r', russian],
    ['iso-8859-2', 'Příliš žluťoučký kůň, Łódź'],
    ['shift_jis', 'フェリーは再び運航している'],
    ['gb18030', '渡轮再次在岛屿之间航行'],
    ['euc-kr', '연락선이 다시 운항한다'],
    ['big5', '渡輪再次航行'],
    ['cp437', 'café crème'],
  ])('follows the header: %s', async (charset, text) => {
    expect(await decodeResponse(encode(text, charset), charset)).toBe(text)
  })

  test('puts the byte order mark before the header', async () => {
    expect(await decodeResponse(iconv.encode('Fähre', 'utf-16le', { addBOM: true }), 'iso-8859-1')).toBe('Fähre')
    expect(await decodeResponse(iconv.encode('Fähre', 'utf-8', { addBOM: true }), 'windows-1251')).toBe('Fähre')
  })

  test('puts the header before what the text declares', async () => {
    const page = `<meta charset="koi8-r"><p>${russian}`
    expect(await decodeResponse(encode(page, 'windows-1251'), 'windows-1251')).toBe(page)
  })

  test('follows what the text declares where the header says nothing', async () => {
    for (const start of [
      '<?xml version="1.0" encoding="windows-1251"?><rss>',
      '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
      '<meta charset=windows-1251>',
    ]) {
      const text = `${start}${russian}`
      expect(await decodeResponse(encode(text, 'windows-1251'), null), start).toBe(text)
    }
  })

  test.each(['iso-8859-1', 'windows-1251', 'us-ascii'])('knows UTF-8 under the name of %s', async (charset) => {
    expect(await decodeResponse(Buffer.from(russian), charset)).toBe(russian)
  })

  test('knows a long UTF-8 text under the name of a two-byte charset', async () => {
    expect(await decodeResponse(Buffer.from(russian), 'gb2312')).toBe(russian)
    expect(await decodeResponse(encode('联通', 'gb2312'), 'gb2312')).toBe('联通')
  })

  test('does not take ISO-2022-JP for ASCII', async () => {
    const bytes = Buffer.from('\u001b$B%U%' + "'!<\u001b(B", 'latin1')
    expect(await decodeResponse(bytes, 'iso-2022-jp')).not.toContain('$B')
  })

  test('believes the declaration of a feed against a header of ISO-8859-1', async () => {
    const feed = `<?xml version="1.0" encoding="windows-1251"?><rss>${russian}</rss>`
    expect(await decodeResponse(encode(feed, 'windows-1251'), 'iso-8859-1')).toBe(feed)
  })

  test('believes the declaration where the header cannot be right', async () => {
    const page = `<meta charset="windows-1251"><p>${russian}`
    expect(await decodeResponse(encode(page, 'windows-1251'), 'utf-8')).toBe(page)
    expect(await decodeResponse(encode(page, 'windows-1251'), 'x-never-heard-of')).toBe(page)
  })

  test('keeps the rest of a UTF-8 page with one stray byte', async () => {
    expect(
      await decodeResponse(Buffer.concat([Buffer.from('Fähre '), Buffer.from([0x93]), Buffer.from('über')]), 'utf-8'),
    ).toBe('Fähre “über')
  })
})
