import { isIP } from 'node:net'
import { AppError } from '../../domain/app-error.ts'
import type { AddressGuard } from './address-guard.ts'

/** Which addresses may be fetched. Hosts stand for themselves and everything below: `example.org` covers `www.example.org`. */
export type UrlSettings = {
  /** ports beside the usual ones; 'all' for every port */
  allowPorts?: readonly number[] | 'all'
  /** where it is given and not empty, only these hosts */
  allowHosts?: readonly string[]
  denyHosts?: readonly string[]
}

/** Where web servers listen: the defaults of http and https, and the two that stand in for them. */
const usualPorts: readonly number[] = [80, 443, 8080, 8443]

/** Servers and browsers take a few thousand characters; longer ones are traps or errors. */
const maxLength = 4096

/**
 * Parses an address and refuses what is never fetched: other schemes, credentials, unusual ports, hosts that are denied, and literal addresses inside a network
 * in any way of writing them (`http://2130706433/`, `http://0x7f.1/`, `http://[::ffff:127.0.0.1]/`). Names are checked again when they are resolved. The fragment goes.
 * @throws AppError `page-forbidden`, or `usage` where the text is no address
 */
export function guardUrl(text: string, settings: UrlSettings, isAllowed: AddressGuard, base?: URL): URL {
  const url = text.length <= maxLength ? URL.parse(text.trim(), base) : null
  if (url === null) throw new AppError('usage', `${text.slice(0, 60)} is not a web address.`)
  url.hash = ''
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw forbidden(`Only http and https addresses are read, not ${url.protocol.slice(0, 20)}`)
  }
  if (url.username !== '' || url.password !== '') {
    throw forbidden(`An address with a user name or password in it is not read (${url.host}).`)
  }
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  if (settings.allowPorts !== 'all' && !usualPorts.includes(port) && !settings.allowPorts?.includes(port)) {
    throw forbidden(`${url.hostname} is not read on port ${port}: only the usual web ports are.`)
  }
  const host = plainHost(url)
  if (settings.denyHosts?.some((entry) => covers(entry, host))) {
    throw forbidden(`${host} is on the list of sites that are not read here.`)
  }
  if (settings.allowHosts?.length && !settings.allowHosts.some((entry) => covers(entry, host))) {
    throw forbidden(`${host} is not on the list of sites that are read here.`)
  }
  if (isIP(host) !== 0 && !isAllowed(host)) throw insideNetwork(host)
  return url
}

/** The host without the brackets of IPv6 and without a final dot. */
export function plainHost(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
}

/** The refusal of a host whose address lies inside a network. */
export function insideNetwork(host: string): AppError {
  return forbidden(`${host} leads to an address inside a network, and those are never read.`)
}

function forbidden(message: string): AppError {
  return new AppError('page-forbidden', message)
}

function covers(entry: string, host: string): boolean {
  const name = entry
    .trim()
    .toLowerCase()
    .replace(/^\*?\.|\.$/g, '')
  return name !== '' && (host === name || host.endsWith(`.${name}`))
}
