/**
 * The share that has bought again within so many days, when not all were watched for as long.
 * Source: Kaplan & Meier (1958), "Nonparametric estimation from incomplete observations", JASA 53; the variance is Greenwood's (1926),
 * the interval is his on the scale log(−log), which stays between 0 and 1 (Kalbfleisch & Prentice 1980, section 1.3).
 */
import { type Interval, TWO_SIDED_95, wilson } from '../maths/shares.ts'

/** People who were followed for so many days, until it happened or until no more is known. */
export type Watched = { readonly days: number; readonly again: boolean; readonly people: number }

export type CurvePoint = {
  readonly days: number
  /** Of those who began, in whom it happened within `days`. */
  readonly share: number
  /** Of `share`, by Greenwood. */
  readonly error: number
  readonly interval: Interval
  /** Watched until that day at least, and not yet come again. */
  readonly atRisk: number
}

export type Curve = {
  readonly people: number
  readonly again: number
  /** Each day on which it happened; nothing beyond the day on which fewer than needed were still watched. */
  readonly points: readonly CurvePoint[]
  /** Up to which day the curve holds. */
  readonly until: number
}

export type Within = Pick<CurvePoint, 'share' | 'error' | 'interval'>

export type TooFewWatched = { readonly kind: 'too-few-watched'; readonly has: number; readonly needs: number }

/** A share of fewer has an interval as wide as what one would like to know. */
export const LEAST_WATCHED = 30

/** @param least people who must still be watched for the curve to go on */
export function curve(watched: readonly Watched[], least = LEAST_WATCHED): Curve | TooFewWatched {
  const people = watched.reduce((sum, each) => sum + each.people, 0)
  if (people < least || people === 0) return { kind: 'too-few-watched', has: people, needs: least }
  const points: CurvePoint[] = []
  let [atRisk, left, greenwood, until, again] = [people, 1, 0, 0, 0]
  const days = Map.groupBy(watched, (each) => each.days)
  for (const [day, all] of [...days].toSorted(([a], [b]) => a - b)) {
    if (atRisk < least) break
    const came = all.reduce((sum, each) => sum + (each.again ? each.people : 0), 0)
    until = day
    again += came
    if (came > 0) {
      left *= 1 - came / atRisk
      greenwood += came === atRisk ? 0 : came / (atRisk * (atRisk - came))
      points.push({
        days: day,
        share: 1 - left,
        error: left * Math.sqrt(greenwood),
        interval: limits(left, greenwood),
        atRisk,
      })
    }
    atRisk -= all.reduce((sum, each) => sum + each.people, 0)
  }
  return { people, again, points, until }
}

/** The curve on a day; nothing beyond where it holds. */
export function shareWithin({ people, points, until }: Curve, days: number): Within | undefined {
  if (days > until) return undefined
  const nobody = { share: 0, error: 0, interval: wilson({ found: 0, of: people }) }
  return points.findLast((point) => point.days <= days) ?? nobody
}

/** @param left the share to whom it has not happened; limits are of the others */
function limits(left: number, greenwood: number): Interval {
  // When it has happened to all, the scale ends: how sure that is cannot be told from them.
  if (left <= 0) return { low: 0, high: 1 }
  const width = (TWO_SIDED_95 * Math.sqrt(greenwood)) / Math.abs(Math.log(left))
  return { low: 1 - left ** Math.exp(-width), high: 1 - left ** Math.exp(width) }
}
