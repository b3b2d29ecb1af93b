import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { type Gate, gateSchema } from '../domain/check.ts'
import type { CheckLine, CheckPair } from './measure-check.ts'
import { readSet } from './read-set.ts'

const labelled = z.object({ id: z.string(), article: z.string(), text: z.string(), supported: z.boolean() })
const summEditsSchema = labelled.extend({ editTypes: z.array(z.string()) })
const frankSchema = labelled.extend({ dataset: z.string(), errors: z.record(z.string(), z.unknown()) })
const bumpSchema = z.object({
  id: z.string(),
  article: z.string(),
  reference: z.string(),
  edited: z.string(),
  errorType: z.string(),
})

/** SummEdits: summaries with and without an error that was put in; a line's domain is the middle part of its id. Undefined where the set is not there. */
export function readSummEdits(folder: string): CheckLine[] | undefined {
  const lines = readSet(folder, 'check/summedits-other-domains.jsonl', summEditsSchema)
  return lines?.map(({ editTypes, ...line }) => ({
    ...line,
    set: line.id.replace(/^summedits-/, '').replace(/-[^-]*$/, ''),
    kinds: editTypes,
  }))
}

/** FRANK: summaries that machines wrote, with the kinds of their errors. Undefined where the set is not there. */
export function readFrank(folder: string): CheckLine[] | undefined {
  const lines = readSet(folder, 'check/frank-valid.jsonl', frankSchema)
  return lines?.map(({ dataset, errors, ...line }) => ({ ...line, set: dataset, kinds: Object.keys(errors) }))
}

/** BUMP: references, each with an edited text that holds one error which a person put in. Undefined where the set is not there. */
export function readBump(folder: string): CheckPair[] | undefined {
  const lines = readSet(folder, 'check/bump-task2.jsonl', bumpSchema)
  return lines?.map(({ errorType, ...pair }) => ({ ...pair, kind: errorType }))
}

/** A text about one article, with the gate that must stop it where it is wrong. */
export interface GatedLine {
  id: string
  article: string
  text: string
  supported: boolean
  gate: Gate | null
}

const gatedSchema = z.object({ id: z.string(), supported: z.boolean(), gate: gateSchema.optional(), text: z.string() })

/** Where the hand-made texts about one article may stand, from the folder of the sets: in it, or in a folder beside it. */
const gatedPlaces = ['checks.jsonl', 'check/checks.jsonl', 'seed/checks.jsonl', '../seed/checks.jsonl']

/** Hand-made texts about the one article (a text file) that lies beside them. Undefined where there are none. */
export function readGated(folder: string): GatedLine[] | undefined {
  const place = gatedPlaces.find((one) => existsSync(join(folder, one)))
  if (place === undefined) return undefined
  const home = dirname(join(folder, place))
  const name = readdirSync(home)
    .sort()
    .find((one) => one.endsWith('.txt'))
  if (name === undefined) return undefined
  const article = readFileSync(join(home, name), 'utf8')
  return readSet(folder, place, gatedSchema)?.map((line) => ({ ...line, gate: line.gate ?? null, article }))
}
