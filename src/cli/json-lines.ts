import { createInterface } from 'node:readline'
import { z } from 'zod'
import { AppError } from '../domain/app-error.ts'
import type { CommandContext, ExitCode } from './context.ts'
import { asJson } from './read-articles.ts'

/** A line longer than this is refused: it is not an article. */
const longestLine = 16 * 1024 * 1024

/** A line that was understood, or why it was not. */
type ReadLine<Line> = { line: Line } | { failure: LineFailure }
interface LineFailure {
  id: string | null
  error: { code: string; message: string }
}

/**
 * Reads a JSON object a line from standard input and writes one a line, in order. A line that cannot be used becomes
 * `{"id":…,"error":{"code","message"}}` and does not stop the rest; empty lines are passed over.
 */
export async function runLines<Line extends { id?: string | null | undefined }>(
  context: CommandContext,
  schema: z.ZodType<Line>,
  answer: (line: Line) => unknown | Promise<unknown>,
): Promise<ExitCode> {
  return runLineBatches(context, schema, 1, async ([line]) => [line === undefined ? null : await answer(line)])
}

/** As `runLines`, with up to `size` lines answered together. A batch that fails is tried again line by line. */
export async function runLineBatches<Line extends { id?: string | null | undefined }>(
  context: CommandContext,
  schema: z.ZodType<Line>,
  size: number,
  answer: (lines: Line[]) => Promise<unknown[]>,
): Promise<ExitCode> {
  let hasFailed = false
  let number = 0
  let batch: ReadLine<Line>[] = []
  const flush = async () => {
    const answers = await answerBatch(batch, answer)
    for (const value of answers) {
      hasFailed ||= isFailure(value)
      await context.write(`${asJson(value)}\n`)
    }
    batch = []
  }
  for await (const text of createInterface({ input: context.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++
    if (text.trim() === '') continue
    batch.push(readLine(text, number, schema))
    if (batch.length >= size) await flush()
  }
  await flush()
  return hasFailed ? 1 : 0
}

async function answerBatch<Line extends { id?: string | null | undefined }>(
  batch: ReadLine<Line>[],
  answer: (lines: Line[]) => Promise<unknown[]>,
): Promise<unknown[]> {
  const lines = batch.flatMap((entry) => ('line' in entry ? [entry.line] : []))
  const answers = lines.length > 0 ? await answerAll(lines, answer) : []
  return batch.map((entry) => ('line' in entry ? answers.shift() : entry.failure))
}

async function answerAll<Line extends { id?: string | null | undefined }>(
  lines: Line[],
  answer: (lines: Line[]) => Promise<unknown[]>,
): Promise<unknown[]> {
  try {
    return await answer(lines)
  } catch (error) {
    if (!(error instanceof AppError) || error.code.startsWith('store-')) throw error
    const [line] = lines
    if (lines.length === 1 && line) return [failure(line.id ?? null, error.code, error.message)]
    const answers: unknown[] = []
    for (const each of lines) answers.push(...(await answerAll([each], answer)))
    return answers
  }
}

function readLine<Line>(text: string, number: number, schema: z.ZodType<Line>): ReadLine<Line> {
  if (text.length > longestLine) return { failure: failure(null, 'too-large', `line ${number} is longer than 16 MB`) }
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return { failure: failure(null, 'bad-line', `line ${number} is not JSON`) }
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return { line: parsed.data }
  return { failure: failure(idOf(value), 'bad-line', `line ${number}: ${reasonOf(parsed.error)}`) }
}

function failure(id: string | null, code: string, message: string): LineFailure {
  return { id, error: { code, message } }
}

const failureSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) })

function isFailure(value: unknown): boolean {
  return failureSchema.safeParse(value).success
}

function idOf(value: unknown): string | null {
  const parsed = z.object({ id: z.string() }).safeParse(value)
  return parsed.success ? parsed.data.id : null
}

function reasonOf(error: z.ZodError): string {
  const [issue] = error.issues
  if (!issue) return 'not what is expected'
  const field = issue.path.join('.')
  if (issue.code !== 'invalid_type') return issue.message
  return field === '' ? 'a JSON object is expected' : `"${field}" must be a ${issue.expected}`
}
