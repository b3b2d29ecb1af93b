import { expect, test } from 'vitest'
import { readText } from '../../src/reading/read-text.ts'

const paragraph =
  'The ferry between Olm and Skarrow ran again on Monday after eleven days in dock, the harbor office said in a short note.'

test('takes title, byline, publisher and dates off the head', () => {
  const text = `Ferry returns to the Olm crossing\nBy Ada Finch, Staff Writer\nHarbor Gazette\nPublished May 6, 2026\nUpdated May 7, 2026\n\n${paragraph}`
  expect(readText(text)).toEqual({
    title: 'Ferry returns to the Olm crossing',
    byline: 'Ada Finch, Staff Writer',
    publisher: 'Harbor Gazette',
    publishedAt: '2026-05-06',
    updatedAt: '2026-05-07',
    url: null,
    label: null,
    isExcerpt: false,
    text: paragraph,
  })
})

test('takes byline and date from one line', () => {
  const read = readText(`Ferry returns\n\nBy Ada Finch | May 6, 2026\n\n${paragraph}`)
  expect(read).toMatchObject({ byline: 'Ada Finch', publishedAt: '2026-05-06', text: paragraph })
})

test('reads named fields above the text', () => {
  const text = `Title: Ferry returns\nDate: 2026-05-06\nSource: Harbor Gazette\nURL: https://gazette.example/ferry\n\n${paragraph}`
  expect(readText(text)).toMatchObject({
    title: 'Ferry returns',
    publishedAt: '2026-05-06',
    publisher: 'Harbor Gazette',
    url: 'https://gazette.example/ferry',
    text: paragraph,
  })
})

test('leaves a first paragraph that only looks like a field', () => {
  const source = 'Source: the river itself, which rises in the hills and is older than the town, the guide says.'
  expect(readText(`${source}\n\n${paragraph}`)).toMatchObject({ publisher: null, text: `${source}\n${paragraph}` })
  const date = 'Date: nobody knows it, and the harbor office will not say.'
  expect(readText(`${date}\n\n${paragraph}`)).toMatchObject({ publishedAt: null, text: `${date}\n${paragraph}` })
})

test('takes no title from a text that starts with a sentence', () => {
  const read = readText(`\nWASHINGTON — ${paragraph}\nA second paragraph follows the first one here.`)
  expect(read.title).toBeNull()
  expect(read.text).toBe(`WASHINGTON — ${paragraph}\nA second paragraph follows the first one here.`)
})

test('takes no byline from a sentence that starts with By', () => {
  const sentence = 'By Monday the water had gone, and nobody could say where.'
  expect(readText(`${sentence}\n\n${paragraph}`)).toMatchObject({ byline: null, title: null })
})

test('keeps the dateline in the text and reads the date in it', () => {
  const text = `Battery plant opens\n\nCARROW BAY, April 9, 2026 (Coastal Wire) — ${paragraph}`
  expect(readText(text)).toMatchObject({ title: 'Battery plant opens', publishedAt: '2026-04-09' })
  expect(readText(text).text).toMatch(/^CARROW BAY, April 9/)
})

test('keeps a kicker in the text and takes the title below it', () => {
  const read = readText(`OPINION\n\nLet the ferry run at night\n\n${paragraph}`)
  expect(read.title).toBe('Let the ferry run at night')
  expect(read.text).toBe(`OPINION\n${paragraph}`)
})

test('unwraps text that was broken at a fixed width', () => {
  const wrapped = [
    'The ferry between Olm and Skarrow ran again on Monday after eleven',
    'days in dock, the harbor office said in a short note. Nobody had a well-',
    'known name for the sound that it made.',
    '',
    'It carried 212 people on its first day, which is about half of what',
    'the office had hoped for when it printed the tickets.',
  ].join('\n')
  expect(readText(wrapped).text.split('\n')).toEqual([
    'The ferry between Olm and Skarrow ran again on Monday after eleven days in dock, the harbor office said in a short note. Nobody had a well-known name for the sound that it made.',
    'It carried 212 people on its first day, which is about half of what the office had hoped for when it printed the tickets.',
  ])
})

test('joins a title that was broken at a fixed width', () => {
  const text = [
    'Ferry between Olm and Skarrow returns after eleven days in dock, and',
    'half as many people board it',
    '',
    'The ferry between Olm and Skarrow ran again on Monday after eleven',
    'days in dock, the harbor office said in a short note to its readers.',
  ].join('\n')
  expect(readText(text).title).toBe(
    'Ferry between Olm and Skarrow returns after eleven days in dock, and half as many people board it',
  )
})

test('keeps one paragraph a line as it is', () => {
  const text =
    'The ferry ran again on Monday morning at six.\nIt was late by an hour in the evening, again.\nNobody minded it much.'
  expect(readText(text).text).toBe(text)
})

test('keeps the lines of a list of links apart', () => {
  const text = `${paragraph}\nRelated Articles\nFerry to stay in dock for another week\nTickets get dearer\n${paragraph}`
  expect(readText(text).text.split('\n')).toHaveLength(5)
})

test('keeps a text that is nothing but a head', () => {
  expect(readText('Ferry returns to Olm').text).toBe('Ferry returns to Olm')
})

test('takes a title that a page cut with an ellipsis, and one above bare credits', () => {
  expect(readText(`Ferry returns to the Olm crossing after ...\n${paragraph}`).title).toBe(
    'Ferry returns to the Olm crossing after ...',
  )
  expect(readText(`Ferry returns to the Olm crossing\nAda Finch\n${paragraph}`).title).toBe(
    'Ferry returns to the Olm crossing',
  )
})
