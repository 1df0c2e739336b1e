/** The normal distribution. */

const DENSITY_AT_ZERO = 1 / Math.sqrt(2 * Math.PI)
/** Beyond, a share differs from 0 or 1 by less than a double can add to 1. */
const FARTHEST = 8.5

/**
 * The share of a standard normal distribution below `x`, to 1e-15.
 * Source: the series of Marsaglia (2004), "Evaluating the normal distribution", Journal of Statistical Software 11 (4).
 */
export function normalShare(x: number): number {
  if (x <= -FARTHEST) return 0
  if (x >= FARTHEST) return 1
  let term = x
  let sum = x
  for (let odd = 3; Math.abs(term) > Math.abs(sum) * 1e-17; odd += 2) {
    term *= (x * x) / odd
    sum += term
  }
  return 0.5 + sum * density(x)
}

/** What a standard normal value stays below with this chance. @param share between 0 and 1, both exclusive */
export function normalQuantile(share: number): number {
  if (!(share > 0 && share < 1)) throw new RangeError(`a share lies between 0 and 1, not at ${share}`)
  let [low, high] = [-FARTHEST, FARTHEST]
  // The logistic distribution of nearly the same width is near enough for Newton's steps.
  let x = Math.log(share / (1 - share)) / 1.702
  for (let round = 0; round < 60; round += 1) {
    const over = normalShare(x) - share
    if (over > 0) high = Math.min(high, x)
    else low = Math.max(low, x)
    const next = x - over / density(x)
    const kept = next > low && next < high ? next : (low + high) / 2
    if (Math.abs(kept - x) < 1e-13) return kept
    x = kept
  }
  return x
}

function density(x: number): number {
  return DENSITY_AT_ZERO * Math.exp((-x * x) / 2)
}
