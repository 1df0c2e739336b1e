import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chance, sampleOf, xoshiro } from './chance.ts'

describe('chance', () => {
  test('xoshiro128** gives the numbers of its authors’ own program', () => {
    // prng.di.unimi.it/xoshiro128starstar.c, version 1.1, from the state 1, 2, 3, 4.
    const next = xoshiro([1, 2, 3, 4])
    const published = [
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]
    expect(published.map(() => next())).toEqual(published)
  })

  test('a seed repeats its draws and another one gives others', () => {
    const draws = (seed: number) => {
      const draw = chance(seed)
      return Array.from({ length: 8 }, () => draw.fraction())
    }
    expect(draws(5)).toEqual(draws(5))
    expect(draws(5)).not.toEqual(draws(6))
    expect(draws(0)).not.toEqual(draws(1))
  })

  test('fractions and normal draws have the moments that they should have', () => {
    const draw = chance(11)
    const count = 200_000
    const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length
    const fractions = new Float64Array(count).map(() => draw.fraction())
    const normal = new Float64Array(count).map(() => draw.normal())
    // Five standard errors each.
    expect(Math.abs(mean(fractions) - 1 / 2)).toBeLessThan(5 * Math.sqrt(1 / 12 / count))
    expect(Math.abs(mean(normal))).toBeLessThan(5 / Math.sqrt(count))
    expect(Math.abs(mean(normal.map((value) => value ** 2)) - 1)).toBeLessThan(5 * Math.sqrt(2 / count))
    expect(Math.abs(mean(normal.map((value) => value ** 4)) - 3)).toBeLessThan(5 * Math.sqrt(96 / count))
    expect(fractions.every((value) => value >= 0 && value < 1)).toBe(true)
  })

  test('every number below a limit is as likely as the others', () => {
    const draw = chance(3)
    const counts = new Float64Array(7)
    for (let drawn = 0; drawn < 70_000; drawn += 1) {
      const number = draw.below(7)
      counts[number] = (counts[number] ?? 0) + 1
    }
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)
    // 99.99 % of a chi-square of six degrees.
    expect(chiSquare).toBeLessThan(27.9)
  })

  test('a sample holds as many different numbers as asked for, below the limit and in rising order', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), fc.integer(), (count, limit, seed) => {
        const sample = [...sampleOf(chance(seed), { count, limit })]
        expect(sample).toHaveLength(Math.min(count, limit))
        expect(new Set(sample).size).toBe(sample.length)
        expect(sample).toEqual([...sample].sort((a, b) => a - b))
        expect(sample.every((number) => number < limit)).toBe(true)
      }),
    )
  })

  test('each number is in a sample as often as every other', () => {
    const draw = chance(9)
    const counts = new Float64Array(10)
    for (let time = 0; time < 20_000; time += 1) {
      for (const number of sampleOf(draw, { count: 3, limit: 10 })) counts[number] = (counts[number] ?? 0) + 1
    }
    // Six standard deviations of 20,000 draws with a chance of 3 in 10.
    for (const count of counts) expect(Math.abs(count - 6_000)).toBeLessThan(6 * Math.sqrt(20_000 * 0.3 * 0.7))
  })
})
