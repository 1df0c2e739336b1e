/**
 * How many points will never be redeemed, by month of earning: a chain ladder of what is not yet redeemed, with Mack's errors.
 * What is developed is what is left, not what was redeemed, because it never rises, begins with all that was given, and so also
 * says something of a month in which nobody redeemed yet.
 */
import { normalQuantile } from '../maths/normal.ts'
import { developed } from './chainladder.ts'
import { type Cohort, standing } from './cohorts.ts'

/** Shares of what was given and not taken back, 0 … 1. */
export type Estimate = { readonly share: number; readonly low: number; readonly high: number }

export type CohortBreakage = Estimate & {
  readonly earned: number
  /** Points that will never be redeemed; not a whole number. */
  readonly points: number
}

export type Breakage =
  | {
      readonly enough: true
      readonly months: number
      /**
       * Of what the oldest cohorts did not redeem, what still could be: nobody has seen what becomes of it, so that it counts as
       * if it would be redeemed. 0 when the oldest have come to their end.
       */
      readonly openShare: number
      readonly total: Estimate & { readonly points: number }
      readonly cohorts: readonly CohortBreakage[]
      /** Of all points the share that is redeemed by the end of the month of earning, of the one after it … */
      readonly curve: readonly number[]
    }
  | { readonly enough: false; readonly months: number; readonly needed: number }

/** With fewer, the later steps of the ladder rest on one or two months of earning. */
export const MONTHS_NEEDED = 6
/** Cohorts that say together whether the oldest have come to their end. */
const OLDEST = 3
/** Of the interval. */
export const CONFIDENCE = 0.95

/** @param cohorts of complete months, without a gap, the oldest first */
export function breakageOf(cohorts: readonly Cohort[]): Breakage {
  const months = cohorts.filter((cohort) => standing(cohort) > 0).length
  if (months < MONTHS_NEEDED) return { enough: false, months, needed: MONTHS_NEEDED }
  const left = cohorts.map((cohort) => [
    Math.max(0, standing(cohort)),
    ...cohort.redeemedByAge.map((redeemed) => Math.max(0, standing(cohort) - redeemed)),
  ])
  const { factors, rows, total } = developed(triangleOf(left))
  const openShare = openShareOf(cohorts.slice(0, OLDEST))
  const found = cohorts.map((cohort, index) => {
    const { ultimate, error } = rows[index] ?? { ultimate: 0, error: 0 }
    return { earned: cohort.earned, ...estimateOf(cohort, { ultimate, error }, openShare) }
  })
  const all = cohorts.reduce(
    (sum, { granted, returned, redeemed, lapsed, outstanding }) => ({
      granted: sum.granted + granted,
      returned: sum.returned + returned,
      redeemed: sum.redeemed + redeemed,
      lapsed: sum.lapsed + lapsed,
      outstanding: sum.outstanding + outstanding,
    }),
    { granted: 0, returned: 0, redeemed: 0, lapsed: 0, outstanding: 0 },
  )
  let stays = 1
  const curve = factors.map((factor) => {
    stays *= factor
    return 1 - stays
  })
  return { enough: true, months, openShare, total: estimateOf(all, total, openShare), cohorts: found, curve }
}

/** A month of earning has one value more than months were seen, that at its beginning: the newest row of all is not there yet. */
function triangleOf(left: readonly (readonly number[])[]): (readonly number[])[] {
  return [...left, [0]]
}

function openShareOf(oldest: readonly Cohort[]): number {
  const [open, lapsed] = [sumOf(oldest, 'outstanding'), sumOf(oldest, 'lapsed')]
  return open + lapsed <= 0 ? 0 : Math.max(0, open / (open + lapsed))
}

function sumOf(cohorts: readonly Cohort[], of: 'outstanding' | 'lapsed'): number {
  return cohorts.reduce((sum, cohort) => sum + cohort[of], 0)
}

type Known = Omit<Cohort, 'earned' | 'redeemedByAge'>

function estimateOf(
  cohort: Known,
  { ultimate, error }: { ultimate: number; error: number },
  openShare: number,
): Estimate & { points: number } {
  const all = standing(cohort)
  if (all <= 0) return { points: 0, share: 0, low: 0, high: 0 }
  const { lapsed, outstanding } = cohort
  const coming = Math.min(Math.max(0, lapsed + outstanding - ultimate), outstanding)
  const never = (redeemed: number, open: number) => {
    const stays = Math.min(Math.max(0, outstanding - redeemed), outstanding) * (1 - open)
    return Math.max(0, lapsed) + stays
  }
  const [least, most] = aroundOf(coming, error)
  const points = never(coming, openShare)
  return { points, share: points / all, low: never(most, openShare) / all, high: never(least, 0) / all }
}

/** What is still to come has a lognormal distribution with this mean and error, as Mack (1993) takes it: never below nothing. */
function aroundOf(mean: number, error: number): [least: number, most: number] {
  if (mean <= 0 || error <= 0) return [Math.max(0, mean), Math.max(0, mean)]
  const variance = Math.log(1 + (error / mean) ** 2)
  const [middle, width] = [Math.log(mean) - variance / 2, normalQuantile((1 + CONFIDENCE) / 2) * Math.sqrt(variance)]
  return [Math.exp(middle - width), Math.exp(middle + width)]
}
