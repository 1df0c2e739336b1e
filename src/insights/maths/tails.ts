/** Tails of distributions: how rarely chance alone comes to a value or beyond it; and which of many such findings to believe. */
import { logBeta } from './special.ts'

const ROUNDS = 300
const TINY = 1e-300

/**
 * The share of a beta distribution below `x`: the regularised incomplete beta function.
 * Source: the continued fraction DLMF 8.17.22, evaluated by Lentz' method, on the side where it converges fast.
 * @param a, b above 0 @returns to about 1e-12
 */
export function betaShare(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b))
  return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(1 - x, b, a)) / b
}

function fraction(x: number, a: number, b: number): number {
  const kept = (value: number) => (Math.abs(value) < TINY ? TINY : value)
  let c = 1
  let d = 1 / kept(1 - ((a + b) * x) / (a + 1))
  let value = d
  for (let round = 1; round <= ROUNDS; round += 1) {
    const even = (round * (b - round) * x) / ((a + 2 * round - 1) * (a + 2 * round))
    d = 1 / kept(1 + even * d)
    c = kept(1 + even / c)
    value *= d * c
    const odd = (-(a + round) * (a + b + round) * x) / ((a + 2 * round) * (a + 2 * round + 1))
    d = 1 / kept(1 + odd * d)
    c = kept(1 + odd / c)
    const step = d * c
    value *= step
    if (Math.abs(step - 1) < 1e-15) return value
  }
  return value
}

/** How often Student's t is `t` or more. Source: DLMF 8.17 with Student (1908). @param freedom degrees of freedom, above 0 */
export function studentAtLeast(t: number, freedom: number): number {
  const half = betaShare(freedom / (freedom + t * t), freedom / 2, 0.5) / 2
  return t >= 0 ? half : 1 - half
}

/** Counts that vary more than chance alone would make them: a negative binomial distribution. `variance` above `mean`. */
export type Counts = { readonly mean: number; readonly variance: number }

const sizeOf = ({ mean, variance }: Counts) => (mean * mean) / (variance - mean)

/** How often a count is `count` or more. Source: DLMF 8.17.24 as the sum of the negative binomial. */
export function countAtLeast(count: number, of: Counts): number {
  return count <= 0 ? 1 : betaShare(1 - of.mean / of.variance, count, sizeOf(of))
}

/** How often a count is `count` or less. */
export function countAtMost(count: number, of: Counts): number {
  return count < 0 ? 0 : betaShare(of.mean / of.variance, sizeOf(of), count + 1)
}

/**
 * Each chance corrected for how many were looked at: believing those at or below `q` is wrong in a share of `q` of them at most.
 * Source: Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57, 289–300.
 * @param chances the smallest of `tests` of them, in any order; those that are left out are no smaller
 */
export function corrected(chances: readonly number[], tests: number): number[] {
  const order = chances.map((_, index) => index).sort((a, b) => (chances[b] ?? 1) - (chances[a] ?? 1))
  const result: number[] = Array.from(chances, () => 1)
  let least = 1
  order.forEach((index, place) => {
    const rank = order.length - place
    least = Math.min(least, ((chances[index] ?? 1) * tests) / rank)
    result[index] = least
  })
  return result
}

/** The middle value, or the mean of the two in the middle. @param values at least one */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [upper = Number.NaN, lower = upper] = [sorted[middle], sorted[sorted.length % 2 === 0 ? middle - 1 : middle]]
  return (upper + lower) / 2
}

/** What makes the median of deviations the standard deviation of a normal distribution. */
const NORMAL = 1.4826

/** Spread that a few wild values do not change: Hampel (1974), “The influence curve and its role in robust estimation”. */
export function robustSpread(values: readonly number[]): number {
  const middle = median(values)
  return NORMAL * median(values.map((value) => Math.abs(value - middle)))
}
