/** Where days begin in the programme's time zone. */
import dayjs from 'dayjs'
import timezone from 'dayjs/plugin/timezone'
import utc from 'dayjs/plugin/utc'

dayjs.extend(utc)
dayjs.extend(timezone)

/** The instant at which `day` (2026-03-01) begins in the zone. */
export function midnightOf(day: string, timeZone: string): string {
  return dayjs.tz(`${day}T00:00:00`, timeZone).toISOString()
}

/** The instant at which `day` ends. */
export function midnightAfter(day: string, timeZone: string): string {
  return midnightOf(dayjs(day).add(1, 'day').format('YYYY-MM-DD'), timeZone)
}
