import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'

/** A call of the bot as it passes. `mark` is that of the part that it posts. */
export type Call = {
  platform: 'slack' | 'discord'
  what: 'post' | 'forum-post' | 'thread' | 'look' | 'other'
  mark: string | null
}

type Given = { status: number; headers: Record<string, string>; body: string }

/**
 * What happens to a call: before it is passed on it waits, is cut off or gets an answer of ours; when the platform has taken it, its answer
 * waits, is lost or is replaced. The functions tell when.
 */
export type Fate = {
  arrives?: () => void | Promise<void>
  beforeMs?: number
  instead?: 'cut' | Given
  taken?: (isTaken: boolean) => void | Promise<void>
  afterMs?: number
  answer?: 'cut' | Given
  answered?: () => void
}

/** A door to one platform, for one process: what it asks passes here. */
export type Gate = { origin: string; close(): Promise<void> }

/** Opens a door to the server at `origin`; `meet` decides what happens to each call. */
export async function openGate(platform: Call['platform'], origin: string, meet: (call: Call) => Fate): Promise<Gate> {
  const { hostname, port } = new URL(origin)
  const agent = new Agent({ keepAlive: true })
  const server = createServer((given, response) => {
    pass(given, response).catch(() => response.destroy())
  })

  async function pass(given: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(given)
    const fate = meet(callOf(platform, given, body))
    await fate.arrives?.()
    await rest(fate.beforeMs)
    if (fate.instead !== undefined) return finish(given, response, fate.instead)
    const answer = await forward(given, body)
    await fate.taken?.(isTaken(platform, answer))
    await rest(fate.afterMs)
    finish(given, response, fate.answer ?? answer)
    fate.answered?.()
  }

  function forward(given: IncomingMessage, body: string): Promise<Given> {
    const { host: _host, connection: _connection, ...headers } = given.headers
    return new Promise((resolve, reject) => {
      const passed = request({ hostname, port, agent, method: given.method, path: given.url, headers }, (answer) => {
        textOf(answer).then((text) => {
          const kept = Object.entries(answer.headers).filter(([name]) => !hopHeaders.includes(name))
          resolve({
            status: answer.statusCode ?? 500,
            headers: Object.fromEntries(kept) as Given['headers'],
            body: text,
          })
        }, reject)
      })
      passed.on('error', reject)
      passed.end(body)
    })
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the gate has no port')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    async close() {
      agent.destroy()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const hopHeaders = ['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'date']

function finish(given: IncomingMessage, response: ServerResponse, answer: 'cut' | Given): void {
  if (answer === 'cut') return void given.socket.destroy()
  response.writeHead(answer.status, answer.headers).end(answer.body)
}

function callOf(platform: Call['platform'], { method, url = '' }: IncomingMessage, body: string): Call {
  if (platform === 'slack') {
    if (url.includes('/conversations.history') || url.includes('/conversations.replies')) {
      return { platform, what: 'look', mark: null }
    }
    if (!url.includes('/chat.postMessage')) return { platform, what: 'other', mark: null }
    return { platform, what: 'post', mark: /"mark":"([^"]+)"/.exec(decodeURIComponent(body))?.[1] ?? null }
  }
  const [path = ''] = url.split('?')
  if (method === 'GET' && path.endsWith('/messages')) return { platform, what: 'look', mark: null }
  if (method !== 'POST') return { platform, what: 'other', mark: null }
  if (/\/messages\/\d+\/threads$/.test(path)) return { platform, what: 'thread', mark: null }
  if (/\/channels\/\d+\/threads$/.test(path)) return { platform, what: 'forum-post', mark: null }
  if (!/\/channels\/\d+\/messages$/.test(path)) return { platform, what: 'other', mark: null }
  return { platform, what: 'post', mark: /"nonce":"([^"]+)"/.exec(body)?.[1] ?? null }
}

function isTaken(platform: Call['platform'], { status, body }: Given): boolean {
  return status < 300 && (platform === 'discord' || body.includes('"ok":true'))
}

async function textOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

async function rest(ms = 0): Promise<void> {
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms))
}
