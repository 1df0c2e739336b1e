/** Instants as a calendar widget takes them: the wall clock of a time zone, and back. */
import dayjs, { type Dayjs } from 'dayjs'
import timezone from 'dayjs/plugin/timezone'
import utc from 'dayjs/plugin/utc'

dayjs.extend(utc)
dayjs.extend(timezone)

const WALL_CLOCK = 'YYYY-MM-DDTHH:mm:ss'

/** What the clock on the wall of `timeZone` shows at an instant; null for what is no instant. */
export function zonedMoment(instant: string | undefined, timeZone: string): Dayjs | null {
  if (instant === undefined || Number.isNaN(Date.parse(instant))) return null
  return dayjs(dayjs(instant).tz(timeZone).format(WALL_CLOCK))
}

/** The instant at which the clock on the wall of `timeZone` shows this, as RFC 3339 text. */
export function zonedText(moment: Dayjs, timeZone: string): string {
  return dayjs.tz(moment.format(WALL_CLOCK), timeZone).toISOString()
}

/** The day that it is in `timeZone`, as `YYYY-MM-DD`, and the instant at which it began. */
export function todayIn(timeZone: string): { readonly today: string; readonly midnight: string } {
  const now = dayjs().tz(timeZone)
  return { today: now.format('YYYY-MM-DD'), midnight: now.startOf('day').toISOString() }
}
