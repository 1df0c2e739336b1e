/** Dates as files write them to instants: named formats, a time zone, and what Excel and machines use instead of text. */
import { asInstant, type Instant, parseInstant, type TimeZone } from '../base/time.ts'

/** One format: `iso`, `unix`, `unix-ms`, or a pattern of yyyy yy MM M dd d HH H hh h mm m ss s a and other characters as they are. */
export type MomentFormat = string

type Field = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'half'
type Pattern = { readonly regex: RegExp; readonly fields: readonly Field[]; readonly shortYear: boolean }

const tokens: Readonly<Record<string, readonly [Field, string]>> = {
  yyyy: ['year', '(\\d{4})'],
  yy: ['year', '(\\d{2})'],
  MM: ['month', '(\\d{2})'],
  M: ['month', '(\\d{1,2})'],
  dd: ['day', '(\\d{2})'],
  d: ['day', '(\\d{1,2})'],
  HH: ['hour', '(\\d{2})'],
  H: ['hour', '(\\d{1,2})'],
  hh: ['hour', '(\\d{2})'],
  h: ['hour', '(\\d{1,2})'],
  mm: ['minute', '(\\d{2})'],
  m: ['minute', '(\\d{1,2})'],
  ss: ['second', '(\\d{2})'],
  s: ['second', '(\\d{1,2})'],
  a: ['half', '([AaPp])\\.?[Mm]\\.?'],
}
const token = /yyyy|yy|MM|M|dd|d|HH|H|hh|h|mm|m|ss|s|a/g

const machine = ['iso', 'unix', 'unix-ms'] as const

/** Undefined when the text is no format: it must hold a year, a month and a day, each part once. */
function patternOf(format: MomentFormat): Pattern | undefined {
  if (format.length > 60) return undefined
  const fields: Field[] = []
  let source = ''
  let end = 0
  for (const found of format.matchAll(token)) {
    const entry = tokens[found[0]]
    if (entry === undefined || fields.includes(entry[0])) return undefined
    source += escaped(format.slice(end, found.index)) + entry[1]
    fields.push(entry[0])
    end = found.index + found[0].length
  }
  const whole = fields.includes('year') && fields.includes('month') && fields.includes('day')
  const clock = fields.includes('hour') || !(fields.includes('minute') || fields.includes('half'))
  if (!whole || !clock || (fields.includes('second') && !fields.includes('minute'))) return undefined
  return { regex: new RegExp(`^${source}${escaped(format.slice(end))}$`), fields, shortYear: !format.includes('yyyy') }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+')
}

export function isMomentFormat(format: string): boolean {
  return machine.some((name) => name === format) || patternOf(format) !== undefined
}

/** Distinct texts kept with their instants: orders have many lines of one moment. */
const REMEMBERED = 20_000

/** A reader of date texts in the given formats, tried in order; texts without an offset are the wall clock of `timeZone`. */
export function momentReader(
  formats: readonly MomentFormat[],
  timeZone: TimeZone,
): (text: string) => Instant | undefined {
  const readers = formats.map((format) => readerOf(format, timeZone))
  const known = new Map<string, Instant | undefined>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined || known.has(text)) return before
    let found: Instant | undefined
    for (const read of readers) {
      found = read(text)
      if (found !== undefined) break
    }
    if (known.size >= REMEMBERED) known.clear()
    known.set(text, found)
    return found
  }
}

function readerOf(format: MomentFormat, timeZone: TimeZone): (text: string) => Instant | undefined {
  if (format === 'iso') return (text) => parseInstant(text) ?? isoWallClock(text, timeZone)
  if (format === 'unix' || format === 'unix-ms') {
    const factor = format === 'unix' ? 1_000 : 1
    return (text) => (/^\d{1,15}$/.test(text) ? safely(() => asInstant(Number(text) * factor)) : undefined)
  }
  const pattern = patternOf(format)
  return (text) => (pattern === undefined ? undefined : read(pattern, text, timeZone))
}

const isoLocal = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)?$/

function isoWallClock(text: string, timeZone: TimeZone): Instant | undefined {
  if (!isoLocal.test(text)) return undefined
  return safely(() => inZone(Temporal.PlainDateTime.from(text, { overflow: 'reject' }), timeZone))
}

function read({ regex, fields, shortYear }: Pattern, text: string, timeZone: TimeZone): Instant | undefined {
  const found = regex.exec(text.trim())
  if (found === null) return undefined
  const part = (field: Field): string | undefined => {
    const place = fields.indexOf(field)
    return place < 0 ? undefined : found[place + 1]
  }
  const year = Number(part('year'))
  const half = part('half')?.toLowerCase()
  const hour = Number(part('hour') ?? 0)
  if (half !== undefined && (hour < 1 || hour > 12)) return undefined
  return safely(() =>
    inZone(
      Temporal.PlainDateTime.from(
        {
          // Two digits: 2000–2068 and 1969–1999, as POSIX reads them.
          year: shortYear ? year + (year < 69 ? 2000 : 1900) : year,
          month: Number(part('month')),
          day: Number(part('day')),
          hour: half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0),
          minute: Number(part('minute') ?? 0),
          second: Number(part('second') ?? 0),
        },
        { overflow: 'reject' },
      ),
      timeZone,
    ),
  )
}

/** Where daylight saving skips a wall clock it is read as if it had not; where it repeats one, the first is meant. */
function inZone(moment: Temporal.PlainDateTime, timeZone: TimeZone): Instant {
  return asInstant(moment.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds)
}

function safely<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
