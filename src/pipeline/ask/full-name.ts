import type { Span } from '../../domain/span.ts'
import { tagText } from '../../evidence/language/tagged-text.ts'
import type { Token } from '../../evidence/language/tokens.ts'
import { termsOf } from '../../evidence/terms/find-terms.ts'

/**
 * The first sentence that gives the full name to a surname that stands alone in `line`: for "Vell signed it.", the one
 * with "Mayor Ansa Vell". Undefined where no new name stands alone there, or none is given in full. `asked` are the
 * question's terms: names in it need no telling.
 */
export function findFullName(line: Span, sentences: Span[], asked: ReadonlySet<string>): Span | undefined {
  for (const surname of lonelyNames(line.text, asked)) {
    const naming = sentences.find(({ text }) => text.includes(surname) && hasFullName(text, surname))
    if (naming && naming.start !== line.start) return naming
    if (naming) return undefined
  }
  return undefined
}

function lonelyNames(text: string, asked: ReadonlySet<string>): string[] {
  const names: string[] = []
  for (const { tokens } of tagText(text).sentences) {
    for (const [index, token] of tokens.entries()) {
      const isAlone = !isName(tokens[index - 1]) && !isName(tokens[index + 1])
      if (isName(token) && isAlone && termsOf(token.text).every((term) => !asked.has(term))) names.push(token.text)
    }
  }
  return names
}

function hasFullName(text: string, surname: string): boolean {
  return tagText(text).sentences.some(({ tokens }) =>
    tokens.some((token, index) => token.text === surname && isName(token) && isName(tokens[index - 1])),
  )
}

function isName(token: Token | undefined): boolean {
  return token?.tag === 'name'
}
