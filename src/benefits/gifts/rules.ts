/** When a gift is due, and when it would be one too many. Days are the programme's. Pure. */
import type { Gift } from '../../programme/gifts.ts'

type Day = Temporal.PlainDate

/** What is known of a member's days. */
export type Known = {
  /** `YYYY-MM-DD` or `--MM-DD`. */
  readonly birthday: string | null
  readonly joinedOn: Day
}

/** The days that are looked at: after `after`, up to and with `today`. */
export type Span = { readonly after: Day; readonly today: Day }

/** Once a year: `year` is that of the day itself, also where the gift comes in the one before. */
export type Occurrence = { readonly year: number; readonly on: Day }

/** Whoever changes his birthday is not given twice. */
export const APART_DAYS = 365

/** The day that comes again each year; who was born or came on 29 February has the 28th in other years. */
function inYear(at: Gift['at'], { birthday, joinedOn }: Known, year: number): Day | undefined {
  if (at === 'joined')
    return year > joinedOn.year ? Temporal.PlainMonthDay.from(joinedOn).toPlainDate({ year }) : undefined
  if (at !== 'birthday' || birthday === null) return undefined
  const on = Temporal.PlainMonthDay.from(birthday).toPlainDate({ year })
  return Temporal.PlainDate.compare(on, joinedOn) < 0 ? undefined : on
}

function beginsOn({ daysBefore = 0 }: Gift, on: Day): Day {
  return on.subtract({ days: daysBefore })
}

/** The occurrence whose days, from the first on which the gift comes to the day itself, touch the span; the latest of several. */
export function dueIn(gift: Gift, known: Known, { after, today }: Span): Occurrence | undefined {
  for (const year of [today.year + 1, today.year, today.year - 1]) {
    const on = inYear(gift.at, known, year)
    if (on === undefined) continue
    const begun = Temporal.PlainDate.compare(beginsOn(gift, on), today) <= 0
    if (begun && Temporal.PlainDate.compare(on, after) > 0) return { year, on }
  }
  return undefined
}

/** When the next one comes, after the days that were looked at; `earlier` were given already. */
export function nextAfter(
  gift: Gift,
  known: Known,
  { looked, earlier }: { readonly looked: Day; readonly earlier: readonly Day[] },
): Day | undefined {
  for (const year of [looked.year, looked.year + 1, looked.year + 2]) {
    const on = inYear(gift.at, known, year)
    if (on === undefined || Temporal.PlainDate.compare(on, looked) <= 0) continue
    const from = [beginsOn(gift, on), looked.add({ days: 1 }), ...earlier.map((day) => day.add({ days: APART_DAYS }))]
    const first = from.reduce((last, day) => (Temporal.PlainDate.compare(day, last) > 0 ? day : last))
    if (Temporal.PlainDate.compare(first, on) <= 0) return first
  }
  return undefined
}

/** Whether one was given within 365 days of `day`, before or after it. */
export function tooSoon(earlier: readonly Day[], day: Day): boolean {
  return earlier.some((each) => Math.abs(each.until(day).days) < APART_DAYS)
}

/** The day that a gift counts for: the day itself when it comes late, so that the next one need not come late too. */
export function countedOn({ on }: Pick<Occurrence, 'on'>, today: Day): Day {
  return Temporal.PlainDate.compare(on, today) < 0 ? on : today
}
