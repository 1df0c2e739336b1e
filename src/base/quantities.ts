/**
 * Whole numbers in the smallest unit. Everything that is counted in Regulars is one of these;
 * a value enters through `whole` once and is trusted afterwards.
 */
declare const quantity: unique symbol
export type Whole = number & { readonly [quantity]: 'whole' }

export type Rounding = 'floor' | 'ceil' | 'half-up' | 'half-even'

/** The largest quantity any single balance, amount or product may reach: 2^53 − 1. */
export const LARGEST = Number.MAX_SAFE_INTEGER

/** @throws RangeError when `value` is not a safe integer */
export function whole(value: number): Whole {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number in the safe range: ${value}`)
  return (value === 0 ? 0 : value) as Whole
}

/** Sum that refuses to leave the safe range. @throws RangeError */
export function sum(values: Iterable<number>): number {
  let total = 0
  for (const value of values) total = whole(total + value)
  return total
}

/**
 * value × multiplier ÷ divisor, exact, with the rounding named. Goes through BigInt only when the product leaves the safe range.
 * Negative results round as their names say (floor towards −∞; half-up away from zero at .5).
 * @throws RangeError when an argument or the result is not a safe integer, or divisor ≤ 0
 */
export function mulDiv(value: number, multiplier: number, divisor: number, rounding: Rounding): Whole {
  whole(value)
  whole(multiplier)
  if (!(Number.isSafeInteger(divisor) && divisor > 0))
    throw new RangeError(`divisor must be a positive whole number: ${divisor}`)
  const product = value * multiplier
  if (!Number.isSafeInteger(product)) return bigMulDiv(BigInt(value) * BigInt(multiplier), BigInt(divisor), rounding)
  const remainder = product % divisor
  const towardsZero = (product - remainder) / divisor
  return whole(
    towardsZero +
      step(Math.sign(product), Math.abs(remainder) * 2 - divisor, remainder === 0, towardsZero % 2 !== 0, rounding),
  )
}

function bigMulDiv(product: bigint, divisor: bigint, rounding: Rounding): Whole {
  const towardsZero = product / divisor
  const remainder = product % divisor
  const sign = product < 0n ? -1 : product > 0n ? 1 : 0
  const twice = (remainder < 0n ? -remainder : remainder) * 2n
  const overHalf = twice > divisor ? 1 : twice < divisor ? -1 : 0
  return whole(Number(towardsZero) + step(sign, overHalf, remainder === 0n, towardsZero % 2n !== 0n, rounding))
}

/** What is added to the quotient truncated towards zero. `overHalf` > 0 when the remainder exceeds one half. */
function step(sign: number, overHalf: number, exact: boolean, odd: boolean, rounding: Rounding): number {
  if (exact) return 0
  switch (rounding) {
    case 'floor':
      return sign < 0 ? -1 : 0
    case 'ceil':
      return sign > 0 ? 1 : 0
    case 'half-up':
      return overHalf >= 0 ? sign : 0
    case 'half-even':
      return overHalf > 0 || (overHalf === 0 && odd) ? sign : 0
  }
}
