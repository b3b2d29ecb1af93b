import { flushCompileCache, syncBuiltinESMExports } from 'node:module'
import timers from 'node:timers'
import promises from 'node:timers/promises'
import { fastNow, fastTimeOf } from './storm-clock.ts'

/*
 * Loaded before the program (`node --import`), it lets everything in that process go faster: its clock and its timers. A hold of
 * two minutes is over in twelve seconds at a factor of ten, and the program is the real one, unchanged.
 */
const time = fastTimeOf(process.env['FAST_TIME'])
const { factor } = time
const RealDate = Date
const realNow = RealDate.now
const now = () => Math.floor(fastNow(time, realNow()))

/** What is a deadline stays so long that a busy machine can keep it. */
const deadlineMs = 3_000
function realMs(ms: number): number {
  return ms > deadlineMs ? Math.max(ms / factor, deadlineMs) : ms / factor
}

function FastDate(this: unknown, ...given: unknown[]) {
  if (new.target === undefined) return new RealDate(now()).toString()
  return Reflect.construct(RealDate, given.length === 0 ? [now()] : given, RealDate)
}
// Dates that the runtime itself makes are dates here too.
FastDate.prototype = RealDate.prototype
FastDate.now = now
FastDate.parse = RealDate.parse
FastDate.UTC = RealDate.UTC
globalThis.Date = FastDate as unknown as DateConstructor

const realPerformance = performance.now.bind(performance)
performance.now = () => realPerformance() * factor

for (const name of ['setTimeout', 'setInterval'] as const) {
  const real = globalThis[name] as (...given: unknown[]) => unknown
  const fast = (call: unknown, ms: unknown, ...rest: unknown[]) => real(call, realMs(Number(ms ?? 0)), ...rest)
  Object.assign(fast, real)
  for (const symbol of Object.getOwnPropertySymbols(real)) {
    Object.defineProperty(fast, symbol, Object.getOwnPropertyDescriptor(real, symbol) ?? {})
  }
  Object.assign(globalThis, { [name]: fast })
  Object.assign(timers, { [name]: fast })
}
const realSleep = promises.setTimeout
promises.setTimeout = (ms, ...rest) => realSleep(realMs(ms ?? 0), ...rest)
syncBuiltinESMExports()

// Who is killed never writes what it compiled, and each start would pay for it anew.
const compiledMs = 3_000 * factor
setTimeout(() => flushCompileCache(), compiledMs).unref()
