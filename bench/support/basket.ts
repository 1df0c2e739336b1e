/** The orders that benchmarks send: five lines of a few hundred products, as a till would. */
import type { Random } from '../../tests/support/random.ts'

export const PRODUCTS = 500
const LINES = 5

export type Line = { readonly sku: string; readonly quantity: number; readonly unitPriceMinor: number }

export function lines(random: Random): Line[] {
  return Array.from({ length: LINES }, () => ({
    sku: `sku-${random.below(PRODUCTS)}`,
    quantity: 1 + random.below(3),
    unitPriceMinor: 100 + random.below(9_900),
  }))
}
