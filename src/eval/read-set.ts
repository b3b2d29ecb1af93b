import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'

/**
 * One figure of the scoreboard: `anchor` is what a published or measured system reaches, null where none is known. What is a
 * share has its 95 % interval (`low`, `high`) and what it is a share of; a plain count has neither.
 */
export interface EvalRow {
  set: string
  measure: string
  value: number
  low?: number
  high?: number
  of?: number
  anchor: string | null
}

/** Something that came out otherwise than a set wants it, to be read. */
export type EvalError = Record<string, unknown> & { kind: string }

/** What evaluating one set gives. */
export interface EvalResult {
  rows: EvalRow[]
  errors: EvalError[]
}

/** The lines of a set below a folder, each parsed; undefined where the file is not there. */
export function readSet<Line>(folder: string, name: string, schema: z.ZodType<Line>): Line[] | undefined {
  const path = join(folder, name)
  if (!existsSync(path)) return undefined
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => schema.parse(JSON.parse(line)))
}
