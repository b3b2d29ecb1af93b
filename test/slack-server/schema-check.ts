import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { outsideData } from '../outside-data.ts'
import type { Breach } from './fault.ts'
import { isObject, objectsOf, textOf } from './json.ts'

/** Checks blocks and views against the JSON Schema of Block Kit, where the schema and ajv are there. */
export interface SchemaCheck {
  /** Whether payloads are checked; else why not, for a test to say so. */
  state: 'checks' | 'no ajv' | 'no schema'
  blocks(blocks: unknown): Breach[]
  view(view: unknown): Breach[]
}

/** The part of an ajv validator that is used here. */
interface Validator {
  (value: unknown): boolean
  errors?: { instancePath: string; message?: string }[] | null
}

/** The part of ajv that is used here; it is loaded only where it is installed. */
interface Ajv {
  addSchema(schema: unknown): Ajv
  getSchema(id: string): Validator | undefined
}

const load = createRequire(import.meta.url)
let kept: SchemaCheck | undefined

/** The check, made once. The first block of a kind is slow: its validator is compiled then. */
export function schemaCheck(): SchemaCheck {
  kept ??= createSchemaCheck(loadAjv(), outsideData('platform/slack-block-kit.schema.json'))
  return kept
}

function createSchemaCheck(ajv: Ajv | undefined, path: string | undefined): SchemaCheck {
  const none = (state: SchemaCheck['state']): SchemaCheck => ({ state, blocks: () => [], view: () => [] })
  if (ajv === undefined) return none('no ajv')
  if (path === undefined) return none('no schema')
  const schema: unknown = JSON.parse(readFileSync(path, 'utf8'))
  ajv.addSchema(schema)
  const id = (isObject(schema) && textOf(schema['$id'])) || ''
  const validate = (part: string, value: unknown, at: string): Breach[] => {
    const validator = ajv.getSchema(`${id}#/$defs/${part}`)
    if (!validator) return [{ rule: 'schema', detail: `${at}: the schema has no ${part}` }]
    if (validator(value)) return []
    const errors = (validator.errors ?? []).slice(0, 3)
    return errors.map((error) => ({ rule: 'schema', detail: `${at}${error.instancePath} ${error.message ?? ''}` }))
  }
  // Block by block, by its type: the whole schema would answer with one error for each of its 21 kinds.
  const blocks = (list: unknown): Breach[] =>
    objectsOf(list).flatMap((block, index) => validate(`${block['type']}_block`, block, `blocks[${index}]`))
  return {
    state: 'checks',
    blocks,
    view(view) {
      if (!isObject(view)) return []
      const inside = blocks(view['blocks'])
      return inside.length > 0 ? inside : validate(`${view['type']}_view`, view, 'view')
    },
  }
}

function loadAjv(): Ajv | undefined {
  try {
    const { default: Ajv2020 } = load('ajv/dist/2020.js')
    // Without what only makes the validators faster: compiling them is most of their cost here.
    const swift = { meta: false, validateSchema: false, inlineRefs: false, code: { optimize: false } }
    return new Ajv2020({ strict: false, validateFormats: false, allErrors: true, ...swift })
  } catch {
    return undefined
  }
}
