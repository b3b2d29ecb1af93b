import type { Writing } from '../../src/pipeline/writing/write-briefs.ts'
import { type ModelServer, startModelServer } from '../model-server/model-server.ts'
import { writerOver } from '../model-server/with-writer.ts'

/** A model that writes in conversations, at a server of its own on this machine. */
export interface SampleModel {
  writing: Writing
  server: ModelServer
  close(): Promise<void>
}

/**
 * Starts a model as one would wish for, with one fault: it cuts and reorders what it is given, and the last line of each brief leaves out who said it or how
 * sure that is; asked to mend it, it repeats it.
 */
export async function startSampleModel(): Promise<SampleModel> {
  const server = await startModelServer({ answer: ({ prompt, user }) => answerTo(prompt ?? '', user) })
  const { writer } = writerOver(server.url, { first: { model: 'sample-model' } })
  return {
    server,
    writing: { writer, wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) },
    close: () => server.close(),
  }
}

type Numbered = { number: number; text: string }

function answerTo(prompt: string, user: string): Record<string, unknown> {
  const given = user.split('\n').flatMap((line): Numbered[] => {
    const [, number, text] = /^(\d+)\| (.+)$/.exec(line) ?? []
    return number !== undefined && text !== undefined ? [{ number: Number(number), text }] : []
  })
  switch (prompt) {
    case 'brief': {
      const telling = given.filter(
        ({ text }) => /^[\p{Lu}\d].{60,300}\.$/u.test(text) && !/^(?:he|she|it) /i.test(text),
      )
      const [last, ...kept] = telling.slice(0, 4).reverse()
      const lines = kept.reverse().map(({ number, text }) => ({ text: reworded(text), sentences: [number] }))
      return { lines: last ? [...lines, { text: overstated(last.text), sentences: [last.number] }] : lines }
    }
    case 'answer':
      return {
        isAnswered: true,
        lines: given.slice(0, 1).map(({ number, text }) => ({ text: reworded(text), sentences: [number] })),
      }
    case 'follow-up': {
      const [, said = ''] = /\nreader\| (.+)\s*$/.exec(user) ?? []
      return { question: said }
    }
    default:
      return prompt === 'second-opinion' ? { verdicts: [] } : { lines: [] }
  }
}

/** Without its dateline, and with the speaker first: "X said that …" for "…, X said." */
function reworded(text: string): string {
  const bare = text.replace(/^\p{Lu}{3,}[\p{Lu} .,]* — /u, '')
  const [, said, speaker] = /^(\p{Lu}[^“”"]{30,}?), ((?:the |two |a )?[\p{L} .]{4,50}) said\.$/u.exec(bare) ?? []
  if (said === undefined || speaker === undefined) return bare
  const start = /^(?:The|A|An|Some|More|About|It|Two)\b/.test(said)
    ? said.charAt(0).toLowerCase() + said.slice(1)
    : said
  return `${speaker.charAt(0).toUpperCase()}${speaker.slice(1)} said ${start}.`
}

function overstated(text: string): string {
  return text
    .replace(/, [^,]{4,60} said\.$/, '.')
    .replace(/\b(?:more than|about|as many as|may|could|some) /i, '')
    .replace(/\.$/, ' for good.')
}
