import { lookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import type { buildConnector, Dispatcher } from 'undici'
import type { AddressGuard } from './address-guard.ts'
import { type ProxySettings, proxyFor } from './proxy-settings.ts'
import { insideNetwork, plainHost } from './url-guard.ts'

/** Resolves a host name to its addresses. @throws where the name does not exist */
export type Resolve = (host: string) => Promise<string[]>

/** What connections are made with. */
export type ConnectionSettings = {
  isAllowed: AddressGuard
  resolve: Resolve
  proxy: ProxySettings
  connectTimeoutMs: number
  /** open connections to one origin */
  connectionsPerHost: number
}

/** Connections by address: directly, or through the proxy. */
export type Connections = { for(url: URL): Promise<Dispatcher>; close(): Promise<void> }

/**
 * Makes connections whose address is checked at the moment of connecting: the name is resolved once, and what was checked is what is connected to, so that a
 * name cannot answer differently in between. The library is loaded with the first connection, because most commands make none.
 */
export function createConnections(settings: ConnectionSettings): Connections {
  const open = new Map<string, Promise<Dispatcher>>()
  const dispatcher = (key: string, make: () => Promise<Dispatcher>) => {
    const known = open.get(key) ?? make()
    open.set(key, known)
    return known
  }
  return {
    for: async (url) => {
      const proxy = proxyFor(url, settings.proxy)
      if (proxy === null) return dispatcher('', () => direct(settings))
      await refuseInsideName(url, settings)
      return dispatcher(proxy, () => through(proxy, settings))
    },
    close: async () => {
      for (const one of open.values()) await (await one).destroy()
      open.clear()
    },
  }
}

/** The system's own resolver, with the hosts file. */
export async function resolveBySystem(host: string): Promise<string[]> {
  return (await lookup(host, { all: true })).map((found) => found.address)
}

async function direct(settings: ConnectionSettings): Promise<Dispatcher> {
  const undici = await import('undici')
  const connect = undici.buildConnector({
    lookup: guardedLookup(settings),
    timeout: settings.connectTimeoutMs,
    allowH2: false,
  })
  return new undici.Agent({
    connect: guardedConnector(connect, settings.isAllowed),
    connections: settings.connectionsPerHost,
    maxHeaderSize: 65_536,
  })
}

async function through(proxy: string, settings: ConnectionSettings): Promise<Dispatcher> {
  const { ProxyAgent } = await import('undici')
  return new ProxyAgent({
    uri: proxy,
    connectTimeout: settings.connectTimeoutMs,
    connections: settings.connectionsPerHost,
    allowH2: false,
  })
}

// A literal address is not looked up, so it is checked here; and the socket tells in the end where it really went.
function guardedConnector(connect: buildConnector.connector, isAllowed: AddressGuard): buildConnector.connector {
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, '')
    if (isIP(host) !== 0 && !isAllowed(host)) return callback(insideNetwork(host), null)
    connect(options, (error, socket) => {
      if (error !== null) return callback(error, null)
      if (isAllowed(socket.remoteAddress ?? '')) return callback(null, socket)
      socket.destroy()
      callback(insideNetwork(host), null)
    })
  }
}

function guardedLookup({ resolve, isAllowed }: ConnectionSettings): LookupFunction {
  return (host, options, callback) => {
    const allowed = resolve(host).then((addresses) => {
      const found = addresses.filter(isAllowed).map((address) => ({ address, family: isIP(address) }))
      if (found.length === 0) throw addresses.length === 0 ? new Error('ENOTFOUND') : insideNetwork(host)
      return found
    })
    allowed.then(
      (found) => (options.all ? callback(null, found) : callback(null, found[0]?.address ?? '', found[0]?.family)),
      (error: Error) => callback(error, []),
    )
  }
}

// Names that only mean something inside a network (RFC 6761, 6762, 8375; `.internal` is ICANN's).
const insideNames = /^(?:[^.:]+|.+\.(?:localhost|local|internal|intranet|lan|home\.arpa))$/i

/**
 * A proxy resolves the name itself, so the best that can be done here is to refuse names that are, or resolve to, an address inside; names that only the proxy can
 * resolve pass.
 */
async function refuseInsideName(url: URL, { resolve, isAllowed }: ConnectionSettings): Promise<void> {
  const host = plainHost(url)
  if (isIP(host) !== 0) return
  const addresses = await resolve(host).catch(() => [])
  if (!addresses.every(isAllowed) || (addresses.length === 0 && insideNames.test(host))) throw insideNetwork(host)
}
