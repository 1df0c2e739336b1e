import { describe, expect, test } from 'vitest'
import { type AppliedOffer, type Count, keptOffers, type LineLeft } from './rules.ts'

const count = (of: Count['of']): Count => ({ counter: of, where: 'all', of, most: 9_000, kept: 0 })
const offer: AppliedOffer = {
  ...{ offer: 'everything', coupon: null, minor: 1_000, bonuses: ['bonus'], restore: true },
  off: [
    [1, 700],
    [2, 300],
  ],
  pieces: [[1, 2]],
  gifts: [{ sku: 'cup', quantity: 1 }],
  counts: [count('uses'), count('discount'), count('pieces'), count('points')],
}
const left = (first: number, second: number): LineLeft[] => [
  { line: 1, quantity: 3, returnedQuantity: 3 - first },
  { line: 2, quantity: 1, returnedQuantity: 1 - second },
]
const kept = (lines: readonly LineLeft[], points: number, more: Partial<AppliedOffer> = {}) =>
  keptOffers([{ ...offer, ...more }], lines, () => points).flatMap(({ counts }) => counts.map((each) => each.kept))

describe('what an order holds of an offer', () => {
  test('L9: a budget holds the discount of what is left, to the cent', () => {
    // Of 700 on three pieces, 233 went with the first, 466 with two, all with three.
    expect(kept(left(3, 1), 50)).toEqual([1, 1_000, 3, 50])
    expect(kept(left(2, 1), 40)).toEqual([1, 1_000 - 233, 3, 40])
    expect(kept(left(1, 1), 30)).toEqual([1, 1_000 - 466, 2, 30])
    expect(kept(left(0, 1), 20)).toEqual([1, 300, 1, 20])
    expect(kept(left(3, 0), 40)).toEqual([1, 700, 3, 40])
  })

  test('L8: nothing of it when nothing is left, but the use of an offer that keeps it', () => {
    expect(kept(left(0, 0), 0)).toEqual([0, 0, 0, 0])
    expect(kept(left(0, 0), 0, { restore: false })).toEqual([1, 0, 0, 0])
  })
})
