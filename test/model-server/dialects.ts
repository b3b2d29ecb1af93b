import { schemaFlaws } from './schema-flaws.ts'

/** What a server answers a request that it does not take. */
export type Refusal = { status: number; error: Readonly<Record<string, unknown>> | string | { detail: unknown } }

type Body = Readonly<Record<string, unknown>>

/**
 * Whose ways the server has. `openai`: every field is checked, the schema by the rules of strict schemas; `openai-reasoning`: as its models that
 * think; `ollama`, `llama-cpp`, `vllm`: unknown fields are passed over; `lm-studio`: no `json_object`; `no-schema`: no `json_schema`, as DeepSeek;
 * `no-format`: no `response_format` at all, told as FastAPI does; `no-system`: a chat template without rules of their own.
 */
export type Dialect = keyof typeof dialects

const dialects = {
  openai: (body: Body) => unknownField(body) ?? bothTokens(body) ?? schemaRefusal(body) ?? jsonWord(body),
  'openai-reasoning': (body: Body) =>
    unknownField(body) ??
    bothTokens(body) ??
    (body['max_tokens'] === undefined
      ? null
      : invalid(
          "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
          'max_tokens',
          'unsupported_parameter',
        )) ??
    (body['temperature'] === undefined || body['temperature'] === 1
      ? null
      : invalid(
          `Unsupported value: 'temperature' does not support ${body['temperature']} with this model. Only the default (1) value is supported.`,
          'temperature',
          'unsupported_value',
        )) ??
    schemaRefusal(body) ??
    jsonWord(body),
  ollama: () => null,
  'llama-cpp': () => null,
  vllm: () => null,
  'lm-studio': (body: Body) =>
    typeOf(body) === 'json_object'
      ? { status: 400, error: "'response_format.type' must be 'json_schema' or 'text'" }
      : null,
  'no-schema': (body: Body) =>
    typeOf(body) === 'json_schema'
      ? invalid('This response_format type is unavailable now', null, 'invalid_request_error')
      : jsonWord(body),
  'no-format': (body: Body) =>
    body['response_format'] === undefined
      ? null
      : {
          status: 422,
          error: {
            detail: [
              { type: 'extra_forbidden', loc: ['body', 'response_format'], msg: 'Extra inputs are not permitted' },
            ],
          },
        },
  'no-system': (body: Body) =>
    (body['messages'] as { role: string }[]).some(({ role }) => role === 'system')
      ? invalid('System role not supported', null, null)
      : null,
} satisfies Record<string, (body: Body) => Refusal | null>

/** Why a server of that dialect does not take a body; null where it does. */
export function dialectRefusal(dialect: Dialect, body: Body): Refusal | null {
  return messagesRefusal(body) ?? dialects[dialect](body)
}

/** The fields of a chat completion request that OpenAI knows and that a writer may use. */
const knownFields = [
  'model',
  'messages',
  'temperature',
  'max_tokens',
  'max_completion_tokens',
  'response_format',
  'stream',
]

function invalid(message: string, param: string | null, code: string | null): Refusal {
  return { status: 400, error: { message, type: 'invalid_request_error', param, code } }
}

function unknownField(body: Body): Refusal | null {
  const field = Object.keys(body).find((name) => !knownFields.includes(name))
  return field === undefined
    ? null
    : invalid(`Unrecognized request argument supplied: ${field}`, field, 'unknown_parameter')
}

function bothTokens(body: Body): Refusal | null {
  const has = (name: string) => body[name] !== undefined
  return has('max_tokens') && has('max_completion_tokens')
    ? invalid("Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.", null, null)
    : null
}

function messagesRefusal({ model, messages }: Body): Refusal | null {
  if (typeof model !== 'string') return invalid('you must provide a model parameter', null, null)
  const isFine =
    Array.isArray(messages) &&
    messages.length > 0 &&
    messages.every(
      (message) =>
        ['system', 'user', 'assistant'].includes(message?.role) &&
        typeof message.content === 'string' &&
        message.content !== '',
    )
  return isFine ? null : invalid("Invalid type for 'messages'", 'messages', 'invalid_type')
}

function typeOf(body: Body): unknown {
  return (body['response_format'] as { type?: unknown } | undefined)?.type
}

function schemaRefusal(body: Body): Refusal | null {
  if (typeOf(body) !== 'json_schema') return null
  const { json_schema: given } = body['response_format'] as {
    json_schema?: { name?: string; strict?: boolean; schema?: unknown }
  }
  if (!/^[\w-]{1,64}$/.test(given?.name ?? ''))
    return invalid("Invalid 'response_format.json_schema.name'", 'response_format', 'invalid_value')
  const [flaw] = given?.strict === true ? schemaFlaws(given.schema) : []
  return flaw === undefined
    ? null
    : invalid(`Invalid schema for response_format '${given?.name}': ${flaw}`, 'response_format', 'invalid_json_schema')
}

/** OpenAI takes `json_object` only where the word stands in a message, since a model that was not told else writes blanks without end. */
function jsonWord(body: Body): Refusal | null {
  const texts = (body['messages'] as { content: string }[]).map(({ content }) => content)
  return typeOf(body) !== 'json_object' || texts.some((text) => /json/i.test(text))
    ? null
    : invalid(
        "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
        'messages',
        null,
      )
}
