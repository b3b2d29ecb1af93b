import { AppError } from '../../domain/app-error.ts'
import { plainHost } from './url-guard.ts'

/** The usual proxy settings as the environment gives them: HTTP_PROXY, HTTPS_PROXY, NO_PROXY. */
export type ProxySettings = { httpProxy?: string; httpsProxy?: string; noProxy?: string }

/**
 * The proxy that an address is fetched through, or null for none. `noProxy` holds hosts (with everything below them), `host:port`, or `*`, parted by commas.
 * @throws AppError `config-invalid` where the setting is no http or https address
 */
export function proxyFor(url: URL, settings: ProxySettings): string | null {
  const value = (url.protocol === 'https:' ? settings.httpsProxy : settings.httpProxy)?.trim()
  if (!value || isExempt(url, settings.noProxy ?? '')) return null
  const proxy = URL.parse(value.includes('://') ? value : `http://${value}`)
  if (proxy === null || !/^https?:$/.test(proxy.protocol)) {
    throw new AppError('config-invalid', 'The proxy setting is not an http or https address.')
  }
  return proxy.href
}

function isExempt(url: URL, noProxy: string): boolean {
  const host = plainHost(url)
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => {
      if (entry === '*') return true
      const [, name = '', only] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(entry) ?? []
      if (name === '' || (only !== undefined && only !== port)) return false
      return host === name || host.endsWith(`.${name}`)
    })
}
