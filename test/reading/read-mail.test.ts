import { Readable } from 'node:stream'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import type { RawDocument } from '../../src/domain/ports.ts'
import { createFileReader } from '../../src/reading/file-reader.ts'

async function readResult(bytes: string | Uint8Array) {
  const stdin = Readable.from([Buffer.from(bytes)])
  for await (const result of createFileReader({ stdin }).read('-')) return result
  throw new Error('nothing was read')
}

async function read(bytes: string | Uint8Array): Promise<RawDocument> {
  const result = await readResult(bytes)
  if (result.kind !== 'document') throw new Error(JSON.stringify(result))
  return result.document
}

const crlf = (text: string) => text.replace(/\r?\n/g, '\r\n')
const head = (...more: string[]) =>
  [
    'Received: from mx.gazette.example by mail.reader.example; Wed, 6 May 2026 06:00:05 +0000',
    'From: "Harbor Gazette" <news@gazette.example>',
    'To: desk@reader.example',
    'Subject: Ferry returns to Olm',
    'Date: Wed, 6 May 2026 08:00:00 +0200 (CEST)',
    'MIME-Version: 1.0',
    ...more,
  ].join('\n')
const first = 'The ferry between Olm and Skarrow ran again on Monday after eleven days in dock.'
const second = 'The harbor office said that 212 passengers were on board, twice as many as on a usual Monday.'
const html = (body: string) => crlf(`${head('Content-Type: text/html; charset=utf-8')}\n\n${body}`)

describe('a newsletter', () => {
  const newsletter = html(`<!doctype html><html><head><title>Ferry</title><style>p{color:red}</style></head><body>
    <div style="display:none;max-height:0">The ferry is back and other news &zwnj;&nbsp;&zwnj;&nbsp;</div>
    <table role="presentation" width="100%"><tr><td align="center"><a href="https://gazette.example/letters/2026-05-06?utm_source=mail">View this email in your browser</a></td></tr>
    <tr><td><img src="https://gazette.example/logo.png" alt="Harbor Gazette"></td></tr>
    <tr><td><h1>Ferry returns to Olm</h1>${first}<br><br>${second}<br><br>Fares stay as they are.</td></tr>
    <tr><td><table><tr><td>May</td><td>4,120</td></tr><tr><td>June</td><td>5,300</td></tr></table></td></tr>
    <tr><td><img width="1" height="1" src="https://track.example/o.gif"></td></tr>
    <tr><td><a href="#">Facebook</a> | <a href="#">Instagram</a></td></tr>
    <tr><td>You are receiving this email because you signed up at gazette.example.<br>Harbor Gazette, 12 Quay Street, Olm<br><a href="#">Unsubscribe</a> | <a href="#">Update preferences</a></td></tr></table></body></html>`)

  it('gives its text without preview, links, pictures and footer', async () => {
    const document = await read(newsletter)
    expect(document.text.split('\n')).toEqual([first, second, 'Fares stay as they are.', 'May | 4,120', 'June | 5,300'])
  })

  it('takes title, publisher, date and address from the mail', async () => {
    expect(await read(newsletter)).toMatchObject({
      title: 'Ferry returns to Olm',
      publisher: 'Harbor Gazette',
      publishedAt: '2026-05-06T06:00:00Z',
      url: 'https://gazette.example/letters/2026-05-06?utm_source=mail',
      byline: null,
      isExcerpt: false,
    })
  })

  it('reads the paragraphs of one block that line breaks alone part', async () => {
    const document = await read(html(`<div>By Ada Finch<br>${first}<br>${second}</div>`))
    expect([document.byline, document.text]).toEqual(['Ada Finch', `${first}\n${second}`])
  })

  it('keeps a line about unsubscribing that belongs to the text', async () => {
    const line = `The office said that readers may unsubscribe from its alerts at any time. ${second} ${second}`
    const document = await read(html(`<p>${first} ${first}</p><p>${line}</p>${`<p>${second}</p>`.repeat(30)}`))
    expect(document.text).toContain('may unsubscribe from its alerts')
  })

  it('marks a teaser that leads to the rest of the story as an excerpt', async () => {
    const document = await read(html(`<p>${first}</p><p><a href="#">Read the full story →</a></p>`))
    expect([document.isExcerpt, document.text]).toEqual([true, first])
  })
})

describe('the parts of a mail', () => {
  const parts = (type: string, ...contents: string[]) =>
    crlf(
      `${head(`Content-Type: multipart/${type}; boundary="=_b"`)}\n\n${contents.map((one) => `--=_b\n${one}\n`).join('')}--=_b--\n`,
    )

  it('prefers HTML to plain text and passes over attachments', async () => {
    const inner = `Content-Type: multipart/alternative; boundary=inner\n\n--inner\nContent-Type: text/plain\n\nPlain words.\n--inner\nContent-Type: text/html\n\n<p>${first}</p>\n--inner--`
    const attached = `Content-Type: application/pdf; name=a.pdf\nContent-Disposition: attachment; filename=a.pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0xLjQK`
    expect((await read(parts('mixed', inner, attached))).text).toBe(first)
  })

  it('reads plain text where the HTML part holds none', async () => {
    const picture = 'Content-Type: text/html\n\n<img src="cid:a">'
    expect((await read(parts('alternative', `Content-Type: text/plain\n\n${first}`, picture))).text).toBe(first)
  })

  it('joins the lines of text in format=flowed and drops the signature', async () => {
    const flowed = `The ferry between Olm and Skarrow \nran again on Monday after \neleven days in dock.\n\n${second.replace(/ (?=\w+ as)/, ' \n')}\n-- \nAda Finch\nHarbor desk`
    const document = await read(crlf(`${head('Content-Type: text/plain; format=flowed')}\n\n${flowed}`))
    expect(document.text).toBe(`${first}\n${second}`)
  })

  it('joins lines that were wrapped at a fixed width, without the addresses of links', async () => {
    const wrapped =
      'The ferry between Olm and Skarrow ran again on Monday after eleven days\nin dock <https://gazette.example/a>. The harbor office said that 212\npassengers were on board, twice as many as on a usual Monday.\n\nFares stay as they are.'
    const document = await read(crlf(`${head('Content-Type: text/plain')}\n\n${wrapped}`))
    expect(document.text).toBe(`${first} ${second}\nFares stay as they are.`)
  })

  it.each([
    ['windows-1251', 'Паром между Олмом и Скарроу снова ходит с понедельника.'],
    ['iso-2022-jp', 'フェリーは月曜日に運航を再開した。'],
    ['iso-8859-1', 'La navette est revenue à quai, dit-on à la capitainerie.'],
  ])('decodes quoted-printable text in %s', async (charset, text) => {
    const bytes = charset === 'iso-2022-jp' ? Buffer.from('1b244225552527256a213c', 'hex') : iconv.encode(text, charset)
    const quoted = [...bytes].map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
    const type = `Content-Type: text/plain; charset="${charset}"\nContent-Transfer-Encoding: quoted-printable`
    const document = await read(crlf(`${head(type)}\n\n${quoted.replace(/(?:=..){20}/g, '$&=\n')}\n`))
    expect(document.text).toBe(charset === 'iso-2022-jp' ? 'フェリー' : text)
  })

  it('reads 8-bit text whose header names no charset by what its HTML declares', async () => {
    const body =
      '<html><head><meta charset="windows-1251"></head><body><p>Паром снова ходит с понедельника.</p></body></html>'
    const mail = Buffer.concat([
      Buffer.from(crlf(`${head('Content-Type: text/html')}\n\n`)),
      iconv.encode(body, 'windows-1251'),
    ])
    expect((await read(mail)).text).toBe('Паром снова ходит с понедельника.')
  })

  it('decodes words of the header and tells a person from the list that sends', async () => {
    const mail = `From: =?utf-8?Q?Ada_F=C3=AFnch_via_Olm_Letters?= <l@lists.example>\nSubject: Re: FW: =?iso-8859-1?Q?Caf=E9?= returns\nDate: 6 May 2026\nMessage-ID: <1@x>\n\n${first}\n`
    expect(await read(mail)).toMatchObject({
      title: 'Café returns',
      publisher: 'Olm Letters',
      byline: 'Ada Fïnch',
      publishedAt: '2026-05-06',
    })
  })

  it('takes the address of the mail, but not that of a whole list', async () => {
    const withField = async (field: string) => (await read(`${head(field)}\n\n${first}\n`)).url
    expect(await withField('Archived-At: <https://lists.example/m/81>')).toBe('https://lists.example/m/81')
    expect(await withField('List-Archive: <https://lists.example/archives/list/>')).toBeNull()
    expect(await withField('List-Archive: <https://gazette.example/letters/2026-05-06>')).toBe(
      'https://gazette.example/letters/2026-05-06',
    )
  })
})

describe('a mail that was sent on', () => {
  const sender = {
    title: 'Ferry returns',
    publisher: 'Olm Courier',
    publishedAt: '2026-05-05',
    text: `${first}\n${second}`,
  }
  const forward = (type: string, body: string) =>
    crlf(
      `From: Bo Lind <bo@reader.example>\nTo: desk@reader.example\nSubject: Fwd: Ferry returns\nDate: Thu, 7 May 2026 10:00:00 +0000\nMIME-Version: 1.0\nContent-Type: ${type}\n\n${body}`,
    )

  it('is read as the mail inside it, from plain text', async () => {
    const body = `For your desk.\n\n---------- Forwarded message ---------\nFrom: Olm Courier <news@courier.example>\nDate: Tue, May 5, 2026 at 8:00 AM\nSubject: Ferry returns\nTo: <bo@reader.example>\n\n${first}\n\n${second}\n`
    expect(await read(forward('text/plain', body))).toMatchObject(sender)
  })

  it('is read as the mail inside it, from HTML whose header stands in one block', async () => {
    const body = `<div dir="ltr"><br><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>From: <strong>Olm Courier</strong> <span>&lt;<a href="mailto:n@courier.example">n@courier.example</a>&gt;</span><br>Date: Tue, May 5, 2026 at 8:00 AM<br>Subject: Ferry returns<br>To: &lt;<a>bo@reader.example</a>&gt;<br></div><br><br><p>${first}</p><p>${second}</p></div></div>`
    expect(await read(forward('text/html', body))).toMatchObject(sender)
  })

  it('is read as the mail inside it, from a header without a line above it', async () => {
    const body = `<p>FYI</p><div><p><b>From:</b> Olm Courier &lt;n@courier.example&gt;<br><b>Sent:</b> Tuesday, May 5, 2026 8:00 AM<br><b>To:</b> Bo Lind<br><b>Subject:</b> Ferry returns</p></div><p>${first}</p><p>${second}</p>`
    expect(await read(forward('text/html', body))).toMatchObject(sender)
  })

  it('is read as the mail inside it, from a file beside a note', async () => {
    const inner = `From: Olm Courier <n@courier.example>\nSubject: Ferry returns\nDate: 5 May 2026\nContent-Type: text/plain\n\n${first}\n\n${second}`
    const body = `--b\nContent-Type: text/plain\n\nFor your desk.\n--b\nContent-Type: message/rfc822\nContent-Disposition: attachment\n\n${inner}\n--b--\n`
    expect(await read(forward('multipart/mixed; boundary=b', body))).toMatchObject(sender)
  })
})

describe('what is no mail', () => {
  it('stays a text where its first lines name title, author and date', async () => {
    const document = await read(
      `Title: Ferry returns\nAuthor: Ada Finch\nDate: May 6, 2026\nSource: Harbor Gazette\n\n${first}\n`,
    )
    expect(document).toMatchObject({
      title: 'Ferry returns',
      byline: 'Ada Finch',
      publisher: 'Harbor Gazette',
      text: first,
    })
  })

  it('stays a text where a sender stands alone or words stand among the fields', async () => {
    expect((await read(`From: the harbor office\n\n${first}\n`)).title).toBe('From: the harbor office')
    const text = `From: the harbor office\nSubject: ferries\nDate: yesterday, they said, and so it was\nand no one asked why\n\n${first}\n`
    expect((await read(text)).text).toContain('no one asked why')
  })

  it('is told by the sentence where a mail holds no text', async () => {
    expect(await readResult(html('<img src="a.png">'))).toMatchObject({
      kind: 'failed',
      error: {
        code: 'no-article',
        message: 'No article was found in Standard input: the mail holds no text of its own.',
      },
    })
  })
})

describe('a hostile mail', () => {
  const refused = {
    code: 'not-readable',
    message: 'Standard input is a mail of more parts or header than can be read.',
  }
  const timed = async (mail: string) => {
    const startedAt = performance.now()
    const result = await readResult(mail)
    expect(performance.now() - startedAt).toBeLessThan(8_000)
    return result
  }

  it('ends in time with a header of 9 MB', async () => {
    const mail = `${head()}\n${`X-Long: ${'a'.repeat(70)}\n`.repeat(118_000)}\n${first}\n`
    expect(await timed(mail)).toMatchObject({ kind: 'failed', error: refused })
  })

  it('ends in time with a million parts, and with parts that nest without end', async () => {
    const many = `${head('Content-Type: multipart/mixed; boundary=a')}\n\n${'--a\n\nx\n'.repeat(1_000_000)}`
    expect(await timed(many)).toMatchObject({ kind: 'failed', error: refused })
    const levels = Array.from(
      { length: 500 },
      (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\n\n--b${at}\n`,
    )
    expect(await timed(`${head()}\n${levels.join('')}\n${first}`)).toMatchObject({ kind: 'failed', error: refused })
  })

  it('ends in time where each mail holds two more', async () => {
    let mail = `Subject: core\nFrom: a@b.example\n\n${first}`
    for (let level = 0; level < 10; level++) {
      const part = `Content-Type: message/rfc822\n\n${mail}\n`
      mail = `Subject: n\nFrom: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=z${level}\n\n--z${level}\n${part}--z${level}\n${part}--z${level}--\n`
    }
    expect((await timed(mail)).kind).toBe('failed')
  })
})
