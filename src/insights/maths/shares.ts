/** Shares that were counted, and how sure they are. */

export type Interval = { readonly low: number; readonly high: number }

/** Two-sided 95 %. */
export const TWO_SIDED_95 = 1.959963984540054

/**
 * Limits of a share, 95 %: they stay between 0 and 1 and hold for small counts too.
 * Source: Wilson (1927), Probable Inference, the Law of Succession, and Statistical Inference, JASA 22, 209 – 212.
 */
export function wilson({ found, of }: { found: number; of: number }): Interval {
  if (of === 0) return { low: 0, high: 1 }
  const share = found / of
  const square = TWO_SIDED_95 ** 2
  const middle = (share + square / (2 * of)) / (1 + square / of)
  const half = (TWO_SIDED_95 / (1 + square / of)) * Math.sqrt((share * (1 - share)) / of + square / (4 * of * of))
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}
