/**
 * How far a target is: on the straight line from where it began to where it is to be, and where the figure will be by then when it
 * goes on as it did.
 */
import { type Forecast, forecast } from '../demand/forecast.ts'

/** Months are counted as `monthOf` counts. */
export type Course = {
  /** Where it began: the figure of a month. */
  readonly baseline: { readonly month: number; readonly value: number }
  readonly value: number
  /** At the end of which month the value is to be reached. */
  readonly by: number
}

export type Standing = 'begun' | 'reached' | 'on-line' | 'behind' | 'missed'

export type Progress = {
  /** The last month that is over, and its figure. */
  readonly month: number
  readonly now: number
  /** Share of the way from the baseline to the target; negative when it went the other way. */
  readonly done: number
  /** Where the straight line is at the end of that month. */
  readonly line: number
  readonly standing: Standing
  readonly projected: Projected | TooFewMonths
}

export type Projected = {
  readonly kind: 'projected'
  readonly value: number
  /** Within it the figure will lie with a chance of `CHANCE`, if it goes on as it did. */
  readonly low: number
  readonly high: number
  readonly method: Forecast['method']
  /** Whether the season of the year was told apart from the rest. */
  readonly seasons: boolean
  readonly months: number
  /** Whether `value` reaches the target. */
  readonly reaches: boolean
}
export type TooFewMonths = { readonly kind: 'too-few-months'; readonly has: number; readonly needs: number }

export const CHANCE = 0.8
/** Fewer say nothing about a direction. */
export const LEAST_MONTHS = 6
const YEAR = 12
/** Each month of the year twice and one more; as many as are forecast are held back to try the season on. */
const SEASONS_FROM = 2 * YEAR + 1

/**
 * @param figures of months that are over, oldest first, without a gap between them; null where a month has none
 * @param limits what the figure cannot leave, e.g. 0 and 1 for a share
 * @returns nothing as long as no month with a figure is over
 */
export function progress(
  course: Course,
  figures: readonly { readonly month: number; readonly value: number | null }[],
  limits: { readonly least: number; readonly most: number },
): Progress | undefined {
  const { baseline, value, by } = course
  // What came after the day the target was for is another story.
  const known = figures.filter(({ month }) => month <= by)
  const newest = known.findLast((one) => one.value !== null)
  if (newest === undefined || newest.value === null) return undefined
  const { month, value: now } = newest
  const way = (month - baseline.month) / (by - baseline.month)
  const line = baseline.value + (value - baseline.value) * Math.min(1, Math.max(0, way))
  const done = (now - baseline.value) / (value - baseline.value)
  const sign = Math.sign(value - baseline.value)
  const reaches = (figure: number, mark: number) => (figure - mark) * sign >= 0
  const standing = (): Standing => {
    if (reaches(now, value)) return 'reached'
    if (month >= by) return 'missed'
    if (month <= baseline.month) return 'begun'
    return reaches(now, line) ? 'on-line' : 'behind'
  }
  const projected = projection(known, { by, limits, reaches: (figure) => reaches(figure, value) })
  return { month, now, done, line, standing: standing(), projected }
}

function projection(
  figures: readonly { readonly month: number; readonly value: number | null }[],
  given: {
    readonly by: number
    readonly limits: { readonly least: number; readonly most: number }
    readonly reaches: (figure: number) => boolean
  },
): Projected | TooFewMonths {
  const first = figures.findIndex(({ value }) => value !== null)
  const values = figures.slice(first).map(({ value }) => value)
  const last = figures.at(-1)
  const months = values.filter((value) => value !== null).length
  if (last === undefined || months < LEAST_MONTHS) return { kind: 'too-few-months', has: months, needs: LEAST_MONTHS }
  const within = (value: number) => Math.min(given.limits.most, Math.max(given.limits.least, value))
  const told = (at: { mean: number; low: number; high: number }, method: Forecast['method'], seasons: boolean) => {
    const [value, low, high] = [within(at.mean), within(at.low), within(at.high)]
    return { kind: 'projected', value, low, high, method, seasons, months, reaches: given.reaches(value) } as const
  }
  const horizon = given.by - last.month
  // The month itself is over: it is as it is.
  if (horizon <= 0) {
    const value = values.at(-1) ?? 0
    return told({ mean: value, low: value, high: value }, 'mean', false)
  }
  const seasons = months >= SEASONS_FROM + Math.min(horizon, YEAR)
  const found = forecast(values, { period: seasons ? YEAR : 1, horizon, chance: CHANCE })
  const step = found.kind === 'forecast' ? found.steps.at(-1) : undefined
  if (found.kind !== 'forecast' || step === undefined)
    return { kind: 'too-few-months', has: months, needs: LEAST_MONTHS }
  return told(step, found.method, seasons && found.method !== 'without-season' && found.method !== 'mean')
}
