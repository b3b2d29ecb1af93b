import { AppError } from '../domain/app-error.ts'
import { makeArticle } from '../pipeline/make-article.ts'
import { decodeText } from '../reading/decode-text.ts'
import { readPage } from '../reading/read-page.ts'

/** The text of a saved page as it would be stored; '' where no article is found in it. */
export async function readPageText(bytes: Uint8Array): Promise<string> {
  try {
    return makeArticle(readPage(await decodeText(bytes), 'the page')).text
  } catch (error) {
    if (error instanceof AppError) return ''
    throw error
  }
}
