import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { digamma, hypergeometric, logBeta, logGamma, logUnitHypergeometric } from './special.ts'

/** |value − truth| in terms of max(1, |truth|). */
const off = (value: number, truth: number): number => Math.abs(value - truth) / Math.max(1, Math.abs(truth))
const between = (min: number, max: number) => fc.double({ min, max, noNaN: true })

describe('gamma', () => {
  // Worked out to 30 digits by mpmath 1.3.
  test.each([
    [0.001, 6.907178885383853, -1000.5755719318103],
    [0.5, 0.5723649429247001, -1.9635100260214235],
    [1, 0, -0.5772156649015329],
    [3.25, 0.9358019311087253, 1.016990911068179],
    [10, 12.801827480081469, 2.251752589066721],
    [171.5, 709.1431630309282, 5.141664981433999],
    [1e6, 12815504.569147611, 13.815510057964191],
  ])('ln Γ and ψ of %d', (z, gamma, psi) => {
    expect(off(logGamma(z), gamma)).toBeLessThan(1e-14)
    expect(off(digamma(z), psi)).toBeLessThan(1e-14)
  })

  test('Γ(z + 1) = z Γ(z), ψ(z + 1) = ψ(z) + 1/z', () => {
    fc.assert(
      fc.property(between(0.01, 1e4), (z) => {
        expect(off(logGamma(z + 1), logGamma(z) + Math.log(z))).toBeLessThan(1e-13)
        expect(off(digamma(z + 1), digamma(z) + 1 / z)).toBeLessThan(1e-13)
      }),
    )
  })

  test('neither has a value at 0 and below', () => {
    expect([logGamma(0), logGamma(-1.5), digamma(0), digamma(-2)]).toEqual([NaN, NaN, NaN, NaN])
  })

  test('B(a, b) = (a − 1)! (b − 1)! / (a + b − 1)!', () => {
    expect(logBeta(3, 4)).toBeCloseTo(Math.log(1 / 60), 14)
    expect(logBeta(0.5, 0.5)).toBeCloseTo(Math.log(Math.PI), 14)
  })
})

describe('the hypergeometric function', () => {
  // Worked out to 30 digits by mpmath 1.3; the first is π / 3, by DLMF 15.4.4.
  test.each([
    [0.5, 0.5, 1.5, 0.25, 1.0471975511965979],
    [2.243, 3.426, 3.219, 0.45, 4.19186910060829],
    [10.5, 7.25, 4.125, 0.9, 454168286440743.4],
    [0.243, 2.426, 2.219, 0.99, 4.3752613674085366],
    [3, 2.5, 6, -4, 0.09016994374947424],
    [0.3, 0.4, -0.3, 0.5, 0.5252881864547884],
  ])('F(%d, %d; %d; %d)', (a, b, c, z, truth) => {
    expect(Math.abs(hypergeometric(a, b, c, z) / truth - 1)).toBeLessThan(1e-12)
  })

  test('Euler’s transformation leaves it as it is (DLMF 15.8.1)', () => {
    const given = fc.tuple(between(0.1, 10), between(0.1, 10), between(0.1, 10), between(0, 0.95))
    fc.assert(
      fc.property(given, ([a, b, more, z]) => {
        const c = Math.max(a, b) + more
        const other = (1 - z) ** (c - a - b) * hypergeometric(c - a, c - b, c, z)
        expect(Math.abs(hypergeometric(a, b, c, z) / other - 1)).toBeLessThan(1e-11)
      }),
    )
  })

  test('it has no value from 1 on, and none where the series would not end in time', () => {
    expect(hypergeometric(1, 1, 2, 1)).toBeNaN()
    expect(hypergeometric(1, 1, 2, 1 - 1e-9)).toBeNaN()
    expect(logUnitHypergeometric(1, 2, 0.981).value).toBeNaN()
  })

  test('with a = 1 it comes with its derivatives', () => {
    const given = fc.tuple(between(0.1, 20), between(0.1, 20), between(0.001, 0.9))
    const log = (b: number, c: number, z: number) => Math.log(hypergeometric(1, b, c, z))
    const by = (at: (h: number) => number) => (at(1e-5) - at(-1e-5)) / 2e-5
    fc.assert(
      fc.property(given, ([b, c, z]) => {
        const { value, byB, byC, byZ } = logUnitHypergeometric(b, c, z)
        expect(off(value, log(b, c, z))).toBeLessThan(1e-12)
        expect(
          off(
            byB,
            by((h) => log(b + h, c, z)),
          ),
        ).toBeLessThan(1e-5)
        expect(
          off(
            byC,
            by((h) => log(b, c + h, z)),
          ),
        ).toBeLessThan(1e-5)
        expect(
          off(
            byZ,
            by((h) => log(b, c, z + h)),
          ),
        ).toBeLessThan(1e-3)
      }),
    )
  })

  test('the derivative at z = 0 is b / c', () => {
    expect(logUnitHypergeometric(1.5, 2, 0)).toEqual({ value: 0, byB: 0, byC: -0, byZ: 0.75 })
  })
})
