import type { Web } from '../chat/conversation-deps.ts'
import { AppError } from '../domain/app-error.ts'
import type { CommandContext } from './context.ts'

/** The web as a conversation sees it: addresses alone, never a local file. */
export function webOf({ documents, openFeedReader }: Pick<CommandContext, 'documents' | 'openFeedReader'>): Web {
  return {
    openFeedReader,
    readUrl: async (url) => {
      if (!/^https?:\/\//i.test(url)) throw new AppError('usage', `${url} is no web address.`)
      for await (const result of documents.read(url)) return result
      throw new AppError('not-readable', `${url} gave nothing to read.`)
    },
  }
}
