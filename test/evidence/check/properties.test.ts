import { describe, expect, it } from 'vitest'
import { checkSchema } from '../../../src/domain/check.ts'
import { checkText } from '../../../src/evidence/check/check-text.ts'

const news = 'The council said on Friday that it would close 12 of its 40 baths. “We are sorry,” Mayor Lee said.'
const strange: Record<string, string> = {
  brackets: '('.repeat(60_000),
  digits: '1234567890'.repeat(6_000),
  'spaced digits': '12 '.repeat(20_000),
  'one endless sentence': 'the council said no '.repeat(3_000),
  emoji: '😀 '.repeat(20_000),
  'right-to-left text': 'שלום עולם '.repeat(6_000),
  'opened quotes': '"a '.repeat(20_000),
  'no text': '',
}

describe('the check on strange input', () => {
  it.each(Object.keys(strange))(
    'does not throw, repeats itself and keeps its spans true on %s',
    (name) => {
      const text = strange[name]!
      for (const isStrict of [false, true]) {
        for (const [article, own] of [
          [text, news],
          [news, text],
        ] as const) {
          const check = checkText({ id: 'a', text: article }, own, { isStrict })
          expect(checkSchema.parse(check)).toEqual(checkText({ id: 'a', text: article }, own, { isStrict }))
          for (const { start, end, text: printed, evidence } of check.claims) {
            expect(own.slice(start, end)).toBe(printed)
            for (const span of evidence) expect(article.slice(span.start, span.end)).toBe(span.text)
          }
        }
      }
    },
    60_000,
  )

  it('takes time that grows with the length and not with its square', () => {
    const timeOf = (times: number): number => {
      const text = 'the council said no to 12 plans, and '.repeat(times)
      const started = performance.now()
      checkText({ id: 'a', text }, text, { isStrict: true })
      return performance.now() - started
    }
    timeOf(200)
    const short = Math.max(5, timeOf(400))
    // Four times the length; a square would take sixteen times.
    expect(timeOf(1_600) / short).toBeLessThan(12)
  }, 60_000)

  it('passes a text that is the article itself, advisory and strict', () => {
    for (const isStrict of [false, true])
      expect(checkText({ id: 'a', text: news }, news, { isStrict }).verdict).toBe('supported')
  })
})
