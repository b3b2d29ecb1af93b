import { expect, test } from 'vitest'
import { detectFormat } from '../../../src/reading/detect-format.ts'

const feed = '<rss version="2.0"><channel><title>Harbor Gazette</title></channel></rss>\n'

test.each([
  ['a server warning', `Warning: no input in line 3\n<?xml version="1.0"?>\n${feed}`],
  ['a comment', `<!-- made by hand -->\n<?xml version="1.0"?>${feed}`],
  ['blank lines and a mark', `\ufeff\n\n${feed}`],
  ['a style sheet', `<?xml version="1.0"?><?xml-stylesheet href="a.xsl"?>${feed}`],
])('tells a feed behind %s', (_, text) => {
  expect(detectFormat(text, '', 'f')).toBe('feed')
})

test('tells a channel without its root element', () => {
  expect(detectFormat('<channel><title>G</title></channel>', 'xml', 'f.xml')).toBe('feed')
})

test('takes no page and no manual that shows a feed for one', () => {
  expect(detectFormat(`<html><body><p>So:</p>${feed}`, 'html', 'f.html')).toBe('page')
  expect(detectFormat(`# Feeds\n\n\`\`\`\n${feed}`, 'md', 'f.md')).toBe('markdown')
  expect(detectFormat(`A feed begins with ${feed} and so on.`, 'txt', 'f.txt')).toBe('text')
})
