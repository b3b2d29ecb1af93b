import type { z } from 'zod'
import { readBody } from './message-body.ts'
import { schemaFlaws } from './openapi.ts'
import type { Bucket } from './rate-limits.ts'
import { invalidForm } from './refusal.ts'
import type { World } from './world.ts'

/** A call of the bot on its way to a route. */
export interface Call {
  world: World
  /** the parts of the path that the route names: `:channel` */
  param(name: string): string
  query: URLSearchParams
  body: unknown
}

/** What a route answers; without a body it is 204. */
export interface Answer {
  status?: number
  body?: unknown
}

/** One route of the API. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** as `/channels/:channel/messages` */
  path: string
  /** which calls share a window */
  bucket: Bucket
  /** whether the call is made with the interaction's token, not the bot's */
  isOpen?: boolean
  handle(call: Call): Answer
}

/** The window of calls that are read or made now and then. Discord does not document it; this is what it was seen to send. */
export function plainBucket(name: string): Bucket {
  return { name, limit: 10, windowMs: 1_000 }
}

/** The window of messages: about 5 in 5 seconds a channel. */
export function messageBucket(name: string): Bucket {
  return { name, limit: 5, windowMs: 5_000 }
}

/** Reads a payload by a schema of ours and by Discord's of that name; flaws of either are refused with 50035. */
export function read<T>(call: Call, schema: z.ZodType<T>, openApiName: string | null): T {
  const flaws = openApiName === null ? [] : schemaFlaws(openApiName, call.body)
  const value = readBody(schema, call.body)
  if (flaws.length > 0) throw invalidForm(flaws)
  return value
}
