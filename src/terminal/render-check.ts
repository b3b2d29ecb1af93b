import type { Check, CheckedClaim, ClaimVerdict } from '../domain/check.ts'
import { wrapText } from './wrap-text.ts'

const words: Record<ClaimVerdict, string> = {
  supported: 'in the article',
  contradicted: 'contradicted',
  'not-found': 'not found',
  'not-checked': 'not checked',
}

/** A check for a person to read: each claim with its verdict, why, and the article's words. */
export function checkReportText(check: Check, columns: number): string {
  const width = Math.max(40, Math.min(columns, 100))
  const claims = check.claims.map((claim) => claimText(claim, width))
  const verdict = {
    supported: 'Everything that could be looked up is in the article. That is not a check of the article.',
    unsupported: 'Not everything is in the article.',
    'not-checked': 'Nothing in this text could be looked up.',
  }[check.verdict]
  return `${[...claims, wrapText(verdict, width, '')].join('\n\n')}\n`
}

function claimText({ text, verdict, reasons, evidence }: CheckedClaim, width: number): string {
  const lines = [wrapText(`${words[verdict]}: ${text}`, width, '  ')]
  for (const { message } of reasons) lines.push(wrapText(`  - ${message}`, width, '    '))
  for (const span of evidence) lines.push(wrapText(`  article: “${span.text}”`, width, '    '))
  return lines.join('\n')
}
