import { AppError } from '../../domain/app-error.ts'

/** Says in one sentence why a fetch failed. Refusals of our own come back as they are; everything else is `page-unreachable`, with its cause. */
export function fetchFailure(
  error: unknown,
  host: string,
  limits: { connectMs: number; idleMs: number; totalMs: number },
): AppError {
  const known = causes(error).find((one) => one instanceof AppError)
  if (known instanceof AppError) return known
  const codes = causes(error).flatMap(codeOf)
  const isOne = (pattern: RegExp) => codes.some((code) => pattern.test(code))
  const sentence = () => {
    if (isOne(/^TimeoutError$/)) return `${host} took longer than ${seconds(limits.totalMs)}.`
    if (isOne(/^(?:UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT)$/))
      return `${host} did not answer in ${seconds(limits.connectMs)}.`
    if (isOne(/^UND_ERR_(?:HEADERS|BODY)_TIMEOUT$/)) return `${host} sent nothing for ${seconds(limits.idleMs)}.`
    if (isOne(/^AbortError$|^UND_ERR_(?:ABORTED|DESTROYED|CLOSED)$/)) return `Reading ${host} was stopped.`
    if (isOne(/^(?:ENOTFOUND|ENODATA)$/)) return `No site named ${host} was found.`
    if (isOne(/^EAI_/)) return `The address of ${host} could not be looked up; is there a connection to the Internet?`
    if (isOne(/^ECONNREFUSED$/)) return `${host} refuses connections.`
    if (isOne(/CERT|^ERR_(?:TLS|SSL)|^UNABLE_TO_(?:VERIFY|GET_ISSUER)|^EPROTO$/))
      return `${host} has no valid certificate.`
    if (isOne(/^UND_ERR_(?:SOCKET|RES_CONTENT_LENGTH_MISMATCH)$|^ECONNRESET$|^EPIPE$|^ERR_STREAM_PREMATURE_CLOSE$/))
      return `${host} broke off in the middle of its answer.`
    if (isOne(/^Z_|^ERR_(?:_?ZLIB|BROTLI)|^ERR__ERROR_FORMAT/)) return `${host} sent a compressed page that is damaged.`
    if (isOne(/^HPE_|^HTTPParserError$|^UND_ERR_HEADERS_OVERFLOW$/))
      return `${host} does not answer as a web server does.`
    return `${host} could not be reached.`
  }
  return new AppError('page-unreachable', sentence(), { cause: error })
}

// undici wraps what went wrong, and trying several addresses gives a list.
function causes(error: unknown, depth = 0): unknown[] {
  if (!(error instanceof Error) || depth > 4) return [error]
  const inner = error instanceof AggregateError ? error.errors : []
  return [error, ...[...inner, error.cause].flatMap((one) => (one === undefined ? [] : causes(one, depth + 1)))]
}

function codeOf(error: unknown): string[] {
  if (!(error instanceof Error)) return []
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return [code, error.name].filter((name) => name !== '' && name !== 'Error')
}

function seconds(ms: number): string {
  const value = Math.round(ms / 100) / 10
  return value === 1 ? '1 second' : `${value} seconds`
}
