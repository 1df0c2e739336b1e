/** Calendar months of the books, in the programme's time zone. */
import { type Instant, midnight, type TimeZone, zoned } from '../../base/time.ts'

export type BookMonth = {
  /** As `2026-03`. */
  readonly name: string
  readonly startsAt: Instant
  readonly endsAt: Instant
}

/** From the month of `first` to that before the month of `now`: the one under way is not complete. */
export function completeMonths({ first, now }: { first: Instant; now: Instant }, timeZone: TimeZone): BookMonth[] {
  const end = zoned(now, timeZone).toPlainDate().with({ day: 1 })
  const months: BookMonth[] = []
  let day = zoned(first, timeZone).toPlainDate().with({ day: 1 })
  while (Temporal.PlainDate.compare(day, end) < 0) {
    const next = day.add({ months: 1 })
    const name = day.toPlainYearMonth().toString()
    months.push({ name, startsAt: midnight(day, timeZone), endsAt: midnight(next, timeZone) })
    day = next
  }
  return months
}
