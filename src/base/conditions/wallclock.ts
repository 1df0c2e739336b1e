import { type Instant, type TimeZone, zoned } from '../time.ts'

/** What the clock and the calendar on the wall say: the values of fields of type date, minutes and weekday. */
export type WallClock = {
  /** `YYYY-MM-DD` */
  readonly date: string
  /** Since midnight as the clock shows it, 0 … 1439, also on days that daylight saving makes longer or shorter. */
  readonly minutes: number
  /** 1 is Monday. */
  readonly weekday: number
  /** 1 … 12 and 1 … 31, for birthdays and member days. */
  readonly month: number
  readonly day: number
}

/** Read once per subject: it costs a hundred times what a comparison costs. */
export function wallClock(at: Instant, timeZone: TimeZone): WallClock {
  const local = zoned(at, timeZone)
  return {
    date: local.toPlainDate().toString(),
    minutes: local.hour * 60 + local.minute,
    weekday: local.dayOfWeek,
    month: local.month,
    day: local.day,
  }
}
