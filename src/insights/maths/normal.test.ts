import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normalQuantile, normalShare } from './normal.ts'

test('the well-known quantiles are met (NIST/SEMATECH e-Handbook, table 1.3.6.7.1)', () => {
  expect(normalQuantile(0.5)).toBeCloseTo(0, 12)
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 10)
  expect(normalQuantile(0.9)).toBeCloseTo(1.2815515655446004, 10)
  expect(normalQuantile(0.001)).toBeCloseTo(-3.090232306167813, 8)
})

test('quantile and share undo each other', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }), (share) => {
      expect(normalShare(normalQuantile(share))).toBeCloseTo(share, 12)
    }),
  )
})

test('there is no quantile of a share outside 0 … 1', () => {
  for (const share of [0, 1, -0.1, Number.NaN]) expect(() => normalQuantile(share)).toThrow(RangeError)
})
