const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

// Fixed offsets in minutes (RFC 822 and what newsrooms print). "ET" and the like depend on the season, so they give a day only.
const zones: Record<string, number> = {
  z: 0,
  ut: 0,
  utc: 0,
  gmt: 0,
  bst: 60,
  cet: 60,
  cest: 120,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
}

const weekday = '(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\\.?,?\\s+)?'
const month =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?'
const clock = '(\\d{1,2})(?:[:.](\\d{2}))?(?::(\\d{2})(?:\\.\\d+)?)?\\s*([ap]\\.?m\\.?)?'
const zone = '\\s*\\(?(z|[+-]\\d{2}:?\\d{2}|[a-z]{2,5})?\\)?'
const time = `(?:(?:,|\\s+at|\\s+\\||\\s+[-–—])?\\s*${clock}${zone})?`

const iso = new RegExp(`^(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})(?:(?:t|\\s+)${clock}${zone})?$`, 'i')
const compact = /^(\d{4})(\d{2})(\d{2})$/
const dayFirst = new RegExp(
  `^${weekday}(\\d{1,2})(?:st|nd|rd|th)?(?:\\s+of)?[\\s-]+${month},?[\\s-]+(\\d{4})${time}$`,
  'i',
)
const monthFirst = new RegExp(`^${weekday}${month}\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})${time}$`, 'i')
const timeFirst = new RegExp(`^${clock}${zone},?\\s+(?:on\\s+)?(.+)$`, 'i')
const numeric = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/

/**
 * Reads a date as people and machines print it, and gives ISO 8601: an instant in UTC where time and zone are given, else the day.
 * A time without a zone names no instant, so its day is given; `03/04/2025` could be two days, so it gives null, as does anything else.
 *
 * `'May 21, 2025'` → `'2025-05-21'` · `'Wed, 21 May 2025 10:04:00 -0400'` → `'2025-05-21T14:04:00Z'`
 */
export function readDate(text: string): string | null {
  const value = text.replace(/\s+/g, ' ').trim().replace(/[.,]$/, '')
  const asIso = iso.exec(value)
  if (asIso) return toIso(asIso[1], asIso[2], asIso[3], asIso.slice(4))
  const asCompact = compact.exec(value)
  if (asCompact) return toIso(asCompact[1], asCompact[2], asCompact[3], [])
  const asDayFirst = dayFirst.exec(value)
  if (asDayFirst) return toIso(asDayFirst[3], monthNumber(asDayFirst[2]), asDayFirst[1], asDayFirst.slice(4))
  const asMonthFirst = monthFirst.exec(value)
  if (asMonthFirst) return toIso(asMonthFirst[3], monthNumber(asMonthFirst[1]), asMonthFirst[2], asMonthFirst.slice(4))
  return readNumeric(value) ?? readTimeFirst(value)
}

function readNumeric(value: string): string | null {
  const parts = numeric.exec(value)
  if (!parts) return null
  const [first, second] = [Number(parts[1]), Number(parts[2])]
  if (first > 12 || first === second || value.includes('.')) return toIso(parts[3], parts[2], parts[1], [])
  return second > 12 ? toIso(parts[3], parts[1], parts[2], []) : null
}

// "10:04 a.m. EDT, May 21, 2025": the same parts in another order.
function readTimeFirst(value: string): string | null {
  const parts = timeFirst.exec(value)
  if (!parts || (parts[2] === undefined && parts[4] === undefined)) return null
  const day = readDate(parts[6] ?? '')
  if (day === null || day.length !== 10) return null
  const [year, monthOf, dayOf] = day.split('-')
  return toIso(year, monthOf, dayOf, parts.slice(1, 6))
}

function monthNumber(name = ''): string {
  return String(months.indexOf(name.slice(0, 3).toLowerCase()) + 1)
}

/** `rest` is hour, minute, second, "a.m." or "p.m.", zone; each may be absent. */
function toIso(yearText = '', monthText = '', dayText = '', rest: (string | undefined)[]): string | null {
  const [year, monthOf, dayOf] = [Number(yearText), Number(monthText), Number(dayText)]
  const midnight = Date.UTC(year, monthOf - 1, dayOf)
  const day = new Date(midnight).toISOString().slice(0, 10)
  // 31 June would silently become 1 July.
  if (day !== `${yearText.padStart(4, '0')}-${monthText.padStart(2, '0')}-${dayText.padStart(2, '0')}`) return null
  const offset = zoneMinutes(rest[4])
  if (rest[0] === undefined || offset === null) return day
  const hour = toHour(Number(rest[0]), rest[3])
  if (hour > 24 || Number(rest[1] ?? 0) > 59) return day
  const minutes = hour * 60 + Number(rest[1] ?? 0) - offset
  return new Date(midnight + (minutes * 60 + Number(rest[2] ?? 0)) * 1000).toISOString().replace('.000Z', 'Z')
}

function toHour(hour: number, half: string | undefined): number {
  if (half === undefined) return hour
  return (hour % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0)
}

function zoneMinutes(name: string | undefined): number | null {
  if (name === undefined) return null
  const offset = /^([+-])(\d{2}):?(\d{2})$/.exec(name)
  if (!offset) return zones[name.toLowerCase()] ?? null
  return (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3]))
}
