import { expect, test } from 'vitest'
import { readMarkdown } from '../../src/reading/read-markdown.ts'

test('reads front matter as metadata', () => {
  const text =
    '---\ntitle: "Ferry returns"\nauthors:\n  - Ada Finch\n  - Bo Lind\ndate: 2026-05-06\ntags: [sea, ships]\n---\n\nThe ferry is back in service.\n'
  expect(readMarkdown(text)).toMatchObject({
    title: 'Ferry returns',
    byline: 'Ada Finch, Bo Lind',
    publishedAt: '2026-05-06',
    text: 'The ferry is back in service.',
  })
})

test('takes the first heading as title and strips the marks', () => {
  const text = `# Ferry *returns*

By Ada Finch

The **ferry** is [back](https://gazette.example/a_(b)) in _service_,
with 2*3 rows of \`seats\`.

![A ferry](ferry.jpg)

## What is next

> "It is loud," she said.

- first boat at 6
- last boat at 11

\`\`\`js
console.log('not text')
\`\`\`

---

The file_name_here stays. Price: 5 \\* 2.`
  const read = readMarkdown(text)
  expect(read.title).toBe('Ferry returns')
  expect(read.byline).toBe('Ada Finch')
  expect(read.text.split('\n')).toEqual([
    'The ferry is back in service, with 2*3 rows of seats.',
    'What is next',
    '"It is loud," she said.',
    'first boat at 6',
    'last boat at 11',
    'The file_name_here stays. Price: 5 * 2.',
  ])
})

test('reads an underlined title and drops comments', () => {
  const read = readMarkdown('Ferry returns\n=============\n\n<!-- note to self -->\nThe ferry is back in service.')
  expect(read).toMatchObject({ title: 'Ferry returns', text: 'The ferry is back in service.' })
})
