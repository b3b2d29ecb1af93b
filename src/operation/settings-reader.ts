import { readFileSync } from 'node:fs'

/** The environment, or what stands for it. */
export type Env = Readonly<Record<string, string | undefined>>

/** Reads single settings; each fault is one sentence. */
export type Reader = ReturnType<typeof createReader>

/** A reader that adds what is wrong to `faults`, and goes on with the usual value. */
export function createReader(env: Env, faults: string[]) {
  const text = (name: string): string | null => env[name]?.trim() || null
  return {
    text,
    secret(name: string): string | null {
      const file = text(`${name}_FILE`)
      if (file === null) return text(name)
      if (text(name) !== null) faults.push(`${name} and ${name}_FILE are both set: leave one of them out.`)
      try {
        return readFileSync(file, 'utf8').trim() || null
      } catch {
        faults.push(`${name}_FILE names ${file}, which cannot be read.`)
        return null
      }
    },
    choice<Word extends string>(name: string, words: readonly Word[], usual: Word): Word {
      const value = text(name)
      const found = words.find((word) => word === value?.toLowerCase())
      if (value !== null && found === undefined) faults.push(`${name} is one of ${words.join(', ')}, not “${value}”.`)
      return found ?? usual
    },
    number(name: string, least: number, most: number, usual: number): number {
      const value = text(name)
      if (value === null) return usual
      const number = Number(value)
      if (/^\d+$/.test(value) && number >= least && number <= most) return number
      faults.push(`${name} is a number from ${least} to ${most}, not “${value}”.`)
      return usual
    },
    /** `9464`, `0.0.0.0:9464`; without a host only this machine is served. */
    listen(name: string): { host: string; port: number } | null {
      const value = text(name)
      if (value === null) return null
      const [, host = '127.0.0.1', port = ''] = /^(?:([\w.-]+|\[[\da-f:]+\]):)?(\d{1,5})$/i.exec(value) ?? []
      if (port !== '' && Number(port) <= 65_535) return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) }
      faults.push(`${name} is a port or HOST:PORT, such as 9464 or 0.0.0.0:9464, not “${value}”.`)
      return null
    },
    flag(name: string): boolean {
      const value = text(name)?.toLowerCase() ?? 'no'
      if (!/^(?:1|0|true|false|yes|no|on|off)$/.test(value)) faults.push(`${name} is yes or no, not “${value}”.`)
      return /^(?:1|true|yes|on)$/.test(value)
    },
    address(name: string): string | null {
      const value = text(name)
      if (value === null) return null
      const url = URL.parse(value)
      if (url !== null && /^https?:$/.test(url.protocol)) return url.href
      faults.push(`${name} is no http or https address: “${value}”.`)
      return null
    },
  }
}
