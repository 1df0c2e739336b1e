/** The sample shop's days: which are busy, and at what hours people come. Pure. */
import { asInstant, dateOf, type Instant, midnight, type TimeZone } from '../base/time.ts'
import { at, type Draws } from './random.ts'

export type Day = {
  readonly startsAt: Instant
  readonly endsAt: Instant
  /** Business of the day where 1 is an ordinary one. */
  readonly busy: number
  readonly weekend: boolean
  /** 1 … 12 */
  readonly month: number
  /** YYMMDD, as it stands in order numbers. */
  readonly label: string
  readonly firstOfMonth: boolean
}

export type Calendar = {
  readonly days: readonly Day[]
  /** Days' business summed up to and without each day; one more than there are days. */
  readonly summed: readonly number[]
}

export type Span = { readonly until: Instant; readonly months: number; readonly timeZone: TimeZone }

/** Whole months, and the one that `until` is in to its end: what lies after `until` is left out later, so the draws stay the same. */
export function calendar({ until, months, timeZone }: Span): Calendar {
  const running = dateOf(until, timeZone).with({ day: 1 })
  const end = running.add({ months: 1 })
  const days: Day[] = []
  let date = running.subtract({ months })
  while (Temporal.PlainDate.compare(date, end) < 0) {
    const next = date.add({ days: 1 })
    days.push(dayOf(date, { startsAt: midnight(date, timeZone), endsAt: midnight(next, timeZone) }))
    date = next
  }
  const summed = [0]
  for (const day of days) summed.push(at(summed, summed.length - 1) + day.busy)
  return { days, summed }
}

/** January to December: quiet in the weeks of the New Year's holidays, busy before them, in early summer and in autumn. */
const seasons = [0.92, 0.8, 0.95, 1, 1.06, 1.1, 1.08, 1.05, 1.04, 1.02, 1.06, 1.12]
/** Monday to Sunday: Friday is busy, weekends have their afternoons. */
const weekdays = [0.97, 0.95, 0.98, 1, 1.14, 1.02, 0.94]
/** Shopping festivals and holidays, as MM-DD. */
const festivals: ReadonlyMap<string, number> = new Map([
  ['02-14', 1.35],
  ['05-01', 0.8],
  ['05-20', 1.3],
  ['06-18', 1.5],
  ['10-01', 0.75],
  ['10-02', 0.75],
  ['11-11', 1.6],
  ['12-12', 1.3],
  ['12-24', 1.35],
  ['12-25', 1.25],
])

function dayOf(date: Temporal.PlainDate, bounds: Pick<Day, 'startsAt' | 'endsAt'>): Day {
  const text = date.toString()
  const season = at(seasons, date.month - 1)
  return {
    ...bounds,
    busy: season * at(weekdays, date.dayOfWeek - 1) * (festivals.get(text.slice(5)) ?? 1),
    weekend: date.dayOfWeek >= 6,
    month: date.month,
    label: text.slice(2).replaceAll('-', ''),
    firstOfMonth: date.day === 1,
  }
}

/** From 7 to 22 o'clock. */
const workdayHours = [9, 16, 14, 8, 6, 10, 11, 9, 9, 8, 6, 5, 5, 4, 2].map(
  (weight, hour) => [hour + 7, weight] as const,
)
const weekendHours = [2, 4, 8, 11, 11, 9, 9, 12, 13, 12, 9, 6, 5, 4, 2].map(
  (weight, hour) => [hour + 7, weight] as const,
)

const HOUR = 3_600_000

/** A moment of the day when the shops are open, to the second. */
export function momentOf(day: Day, chance: Draws): Instant {
  const hour = chance.weighted(day.weekend ? weekendHours : workdayHours)
  return asInstant(day.startsAt + hour * HOUR + chance.whole(3600) * 1000)
}

/** The day on which the chain has done so much business; undefined after the last. */
export function dayAt({ days, summed }: Calendar, business: number): number | undefined {
  let low = 0
  let high = days.length
  if (business >= at(summed, high)) return undefined
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (at(summed, middle) <= business) low = middle
    else high = middle
  }
  return low
}
