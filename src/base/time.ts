/**
 * An instant is a whole number of milliseconds since 1970-01-01T00:00Z: compared with `<`, kept as `timestamptz`, shown as RFC 3339 UTC.
 * Days, months and midnights exist only in a time zone and go through Temporal. Windows are `[startsAt, endsAt)`.
 */
declare const instant: unique symbol
export type Instant = number & { readonly [instant]: 'milliseconds' }

/** IANA time zone name, for example `Asia/Shanghai`. */
declare const zone: unique symbol
export type TimeZone = string & { readonly [zone]: 'IANA' }

/** 1970-01-01 … 9999-12-31: outside it an instant is a mistake, not a date. */
const EARLIEST = 0
const LATEST = 253_402_300_799_999

/** @throws RangeError outside 1970 … 9999 or when not whole */
export function asInstant(milliseconds: number): Instant {
  if (!Number.isInteger(milliseconds) || milliseconds < EARLIEST || milliseconds > LATEST)
    throw new RangeError(`not an instant: ${milliseconds}`)
  return milliseconds as Instant
}

const rfc3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/

/** Reads RFC 3339 text with an offset; fractions below a millisecond are dropped. Undefined when it is anything else. */
export function parseInstant(text: string): Instant | undefined {
  if (!rfc3339.test(text)) return undefined
  try {
    return asInstant(Temporal.Instant.from(text.toUpperCase()).epochMilliseconds)
  } catch {
    return undefined
  }
}

/** RFC 3339 UTC with milliseconds: `2026-03-01T08:00:00.000Z`. */
export function instantText(at: Instant): string {
  if (at === written.at) return written.text
  const day = Math.floor(at / DAY_MILLISECONDS)
  if (day !== written.day) written = { ...written, day, date: new Date(at).toISOString().slice(0, 11) }
  const milliseconds = at - day * DAY_MILLISECONDS
  const [hours, minutes] = [Math.floor(milliseconds / 3_600_000), Math.floor(milliseconds / 60_000) % 60]
  const [seconds, rest] = [Math.floor(milliseconds / 1000) % 60, milliseconds % 1000]
  const text = `${written.date}${twoDigits(hours)}:${twoDigits(minutes)}:${twoDigits(seconds)}.${rest < 100 ? `0${twoDigits(rest)}` : rest}Z`
  written = { ...written, at, text }
  return text
}

const DAY_MILLISECONDS = 86_400_000
/** Each batch of the desk writes some hundred instants, most of them of this moment or at least of today. */
let written = { at: Number.NaN, text: '', day: Number.NaN, date: '' }

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}

export function isTimeZone(name: string): name is TimeZone {
  try {
    return Temporal.Now.zonedDateTimeISO(name).timeZoneId !== '' && !/^[+-]/.test(name)
  } catch {
    return false
  }
}

/** The wall clock of `at` in `timeZone`. */
export function zoned(at: Instant, timeZone: TimeZone): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
}

export function dateOf(at: Instant, timeZone: TimeZone): Temporal.PlainDate {
  return zoned(at, timeZone).toPlainDate()
}

/** The first instant of a local day; where midnight is skipped by daylight saving, the first instant that exists. */
export function midnight(date: Temporal.PlainDate, timeZone: TimeZone): Instant {
  return date.toZonedDateTime(timeZone).startOfDay().epochMilliseconds as Instant
}

export function later(a: Instant, b: Instant): Instant {
  return a > b ? a : b
}
