import ipaddr from 'ipaddr.js'
import { AppError } from '../../domain/app-error.ts'
import type { ProxySettings } from './proxy-settings.ts'
import type { UrlSettings } from './url-guard.ts'

/** What may be read from the web, and by which way. */
export type WebSettings = UrlSettings & { allowAddresses: readonly string[]; proxy: ProxySettings }

/**
 * Reads the settings of the environment: `HTTP_PROXY`, `HTTPS_PROXY`, `NO_PROXY`, and lists parted by commas or blanks:
 * `NUTGRAF_ALLOW_HOSTS` (only these sites), `NUTGRAF_DENY_HOSTS` (never these), `NUTGRAF_ALLOW_ADDRESSES` (addresses and ranges
 * inside the network that may be read all the same), `NUTGRAF_ALLOW_PORTS`.
 * @throws AppError `config-invalid`
 */
export function readWebSettings(env: Readonly<Record<string, string | undefined>>): WebSettings {
  const allowHosts = listOf(env['NUTGRAF_ALLOW_HOSTS'])
  const denyHosts = listOf(env['NUTGRAF_DENY_HOSTS'])
  for (const host of [...allowHosts, ...denyHosts]) {
    if (!/^(?:\*?\.)?[\w.-]+$/.test(host) && !ipaddr.isValid(host)) {
      throw invalid(
        `${host} is no host name. NUTGRAF_ALLOW_HOSTS and NUTGRAF_DENY_HOSTS take names such as news.example.`,
      )
    }
  }
  const allowAddresses = listOf(env['NUTGRAF_ALLOW_ADDRESSES'])
  for (const range of allowAddresses) {
    const isAddress = ipaddr.IPv4.isValidFourPartDecimal(range) || ipaddr.IPv6.isValid(range)
    if (!isAddress && !ipaddr.isValidCIDR(range)) {
      throw invalid(`${range} is no address and no range. NUTGRAF_ALLOW_ADDRESSES takes 10.1.2.3 or 10.1.0.0/16.`)
    }
  }
  const allowPorts = listOf(env['NUTGRAF_ALLOW_PORTS']).map((text) => {
    const port = Number(text)
    if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port
    throw invalid(`${text} is no port. NUTGRAF_ALLOW_PORTS takes numbers from 1 to 65535.`)
  })
  return { allowHosts, denyHosts, allowAddresses, allowPorts, proxy: proxyOf(env) }
}

function listOf(value: string | undefined): string[] {
  return (value ?? '').split(/[\s,]+/).filter((entry) => entry !== '')
}

function proxyOf(env: Readonly<Record<string, string | undefined>>): ProxySettings {
  const either = (name: string) => env[name] || env[name.toLowerCase()]
  const [httpProxy, httpsProxy, noProxy] = [either('HTTP_PROXY'), either('HTTPS_PROXY'), either('NO_PROXY')]
  return { ...(httpProxy ? { httpProxy } : {}), ...(httpsProxy ? { httpsProxy } : {}), ...(noProxy ? { noProxy } : {}) }
}

function invalid(message: string): AppError {
  return new AppError('config-invalid', message)
}
