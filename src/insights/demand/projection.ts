/** What a model says about the steps ahead, and how sure it is. */
import { normalQuantile } from '../maths/normal.ts'

/** Figures by step ahead; the first is the step after the last value. */
export type Projection = {
  readonly means: readonly number[]
  /** Standard deviation of what comes around its mean. */
  readonly deviations: readonly number[]
  /** Standard deviation of the sum of all steps up to this one, whose surprises hang together. */
  readonly totalDeviations: readonly number[]
}

export type Interval = { readonly low: number; readonly high: number }

/** Between these bounds, what comes lies with the given chance if surprises are normal. @param chance e.g. 0.9 */
export function intervals({ means, deviations }: Projection, chance: number): Interval[] {
  const width = normalQuantile((1 + chance) / 2)
  return means.map((mean, step) => {
    const around = width * (deviations[step] ?? Number.NaN)
    return { low: mean - around, high: mean + around }
  })
}

/**
 * The mean of several forecasts. Its deviation is taken as the mean of theirs, which it cannot exceed: models of one series are
 * surprised by the same things, so little of it cancels.
 */
export function together(several: readonly Projection[]): Projection {
  const [first] = several
  if (first === undefined) throw new RangeError('a mean of no forecasts')
  const averaged = (of: (one: Projection) => readonly number[]): number[] =>
    of(first).map((_, step) => several.reduce((sum, one) => sum + (of(one)[step] ?? 0), 0) / several.length)
  return {
    means: averaged(({ means }) => means),
    deviations: averaged(({ deviations }) => deviations),
    totalDeviations: averaged(({ totalDeviations }) => totalDeviations),
  }
}
