/** Gamma-gamma on CDNOW, published by Fader & Hardie (2013), The Gamma-Gamma Model of Monetary Value; and lifetime value. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { publishedIsHere } from '../../../tests/support/published.ts'
import { accepted } from '../../base/refusals.ts'
import { bgnbdExpected } from './bgnbd.ts'
import { customers } from './cdnow.fixture.ts'
import { expectedOrderValue, fitGammaGamma, gammaGammaLogLikelihood, type Spending } from './gammagamma.ts'
import { discountedOrders, lifetimeValue, ratePerUnit } from './lifetime.ts'
import { spendings } from './shop.fixture.ts'

const cdnow: readonly Spending[] = customers.map(({ purchases, mean }) => ({ orders: purchases, mean }))
const published = { p: 6.25, q: 3.74, v: 15.44 }
const bg = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }
const money = fc.double({ min: 0.5, max: 5_000, noNaN: true })

describe.skipIf(!publishedIsHere)('gamma-gamma', () => {
  test('finds p 6.25, q 3.74, v 15.44 and −4055.92 for the 946 who came back', () => {
    const { parameters, logLikelihood, customers: counted } = accepted(fitGammaGamma(cdnow))
    expect(counted).toBe(946)
    expect(logLikelihood).toBeCloseTo(-4055.92, 2)
    expect(parameters.p).toBeCloseTo(published.p, 2)
    expect(parameters.q).toBeCloseTo(published.q, 2)
    expect(Math.abs(parameters.v - published.v)).toBeLessThan(0.01)
    expect(logLikelihood).toBeGreaterThan(gammaGammaLogLikelihood(published, cdnow))
  })

  test('an expected value lies between the customer’s own mean and that of all', () => {
    const all = expectedOrderValue(published, { orders: 0, mean: 0 }) ?? NaN
    expect(all).toBeCloseTo((published.p * published.v) / (published.q - 1), 10)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), money, (orders, mean) => {
        const value = expectedOrderValue(published, { orders, mean }) ?? NaN
        expect(value).toBeGreaterThanOrEqual(Math.min(all, mean) * (1 - 1e-12))
        expect(value).toBeLessThanOrEqual(Math.max(all, mean) * (1 + 1e-12))
        // The more orders, the more the customer's own mean counts.
        const more = expectedOrderValue(published, { orders: orders + 1, mean }) ?? NaN
        expect(Math.abs(more - mean)).toBeLessThanOrEqual(Math.abs(value - mean) + 1e-9)
      }),
    )
  })

  test('there is none where values are too uneven to have a mean', () => {
    expect(expectedOrderValue({ p: 2, q: 0.9, v: 10 }, { orders: 0, mean: 0 })).toBeUndefined()
    expect(expectedOrderValue({ p: 2, q: 0.9, v: 10 }, { orders: 1, mean: 10 })).toBeDefined()
  })

  test('cents in place of dollars scale v, and nothing else', () => {
    const inCents = cdnow.map(({ orders, mean }) => ({ orders, mean: mean * 100 }))
    const [dollars, cents] = [accepted(fitGammaGamma(cdnow)).parameters, accepted(fitGammaGamma(inCents)).parameters]
    expect(cents.p / dollars.p).toBeCloseTo(1, 4)
    expect(cents.q / dollars.q).toBeCloseTo(1, 4)
    expect(cents.v / dollars.v / 100).toBeCloseTo(1, 4)
  })

  test('finds the parameters of a shop that it made', () => {
    const truth = { p: 5, q: 4, v: 30 }
    const { parameters } = accepted(fitGammaGamma(spendings(truth, { customers: 20_000, seed: 7 })))
    expect(Math.abs(parameters.p / truth.p - 1)).toBeLessThan(0.06)
    expect(Math.abs(parameters.q / truth.q - 1)).toBeLessThan(0.06)
    expect(Math.abs(parameters.v / truth.v - 1)).toBeLessThan(0.1)
  })

  test('says what is missing instead of giving a figure', () => {
    expect(fitGammaGamma(cdnow.slice(0, 50))).toMatchObject({ refusal: 'insights.too-few-customers' })
    const once = cdnow.map(() => ({ orders: 0, mean: 0 }))
    expect(fitGammaGamma(once)).toMatchObject({ refusal: 'insights.too-few-repeats', facts: { repeating: 0 } })
    const onePrice = cdnow.map(() => ({ orders: 2, mean: 30 }))
    expect(fitGammaGamma(onePrice)).toMatchObject({ refusal: 'insights.no-spread' })
  })
})

describe('lifetime value', () => {
  const expected = (time: number) => bgnbdExpected(bg, { purchases: 2, recency: 30.43, age: 38.86 }, time)

  test('without discount is orders × value × margin', () => {
    const horizon = { length: 52, spans: 12, rate: 0 }
    expect(discountedOrders(expected, horizon)).toBeCloseTo(expected(52), 12)
    expect(lifetimeValue({ expected, orderValue: 40, margin: 0.3 }, horizon)).toBeCloseTo(expected(52) * 12, 10)
  })

  test('one order a week at 10 % a year is the annuity', () => {
    const rate = ratePerUnit(0.1, 52)
    expect((1 + rate) ** 52).toBeCloseTo(1.1, 12)
    // ∫ 1.1^(−t/52) over a year; the middle of each span is off by less than a millionth.
    const annuity = (52 * (1 - 1 / 1.1)) / Math.log(1.1)
    expect(discountedOrders((time) => time, { length: 52, spans: 52, rate })).toBeCloseTo(annuity, 4)
  })

  test('falls with the rate and grows with the horizon', () => {
    const share = fc.double({ min: 0, max: 0.05, noNaN: true })
    fc.assert(
      fc.property(share, share, fc.integer({ min: 1, max: 150 }), (one, other, length) => {
        const at = (rate: number, over: number) => discountedOrders(expected, { length: over, spans: over, rate })
        expect(at(Math.max(one, other), length)).toBeLessThanOrEqual(at(Math.min(one, other), length) + 1e-12)
        expect(at(one, length + 1)).toBeGreaterThanOrEqual(at(one, length))
      }),
    )
  })
})
