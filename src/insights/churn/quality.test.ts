import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { wilson } from '../maths/shares.ts'
import { areaUnder, clearlyBetter, qualityOf, type Step } from './quality.ts'

/**
 * 109 pictures of heads in five grades of suspicion, 51 of them ill.
 * Source: Hanley & McNeil (1982), tables I and II: area 0.893, standard error 0.032.
 */
const well = [33, 6, 6, 11, 2]
const ill = [3, 2, 2, 11, 33]
const graded = (counts: readonly number[]) =>
  counts.flatMap((count, grade) => Array.from({ length: count }, () => grade))

test('area and its standard error are as published', () => {
  const told = Float64Array.from([...graded(well), ...graded(ill)])
  const happened = Uint8Array.from([...graded(well).map(() => 0), ...graded(ill).map(() => 1)])
  const area = areaUnder(told, happened)
  expect(area?.value).toBeCloseTo(0.893, 3)
  expect(((area?.value ?? 0) - (area?.low ?? 0)) / 1.96).toBeCloseTo(0.0325, 3)
})

test('limits of a share are those of the worked example', () => {
  // Newcombe (1998), Two-sided confidence intervals for the single proportion, table I, method 3: 81 of 263, 15 of 148, 0 of 20.
  for (const [found, of, low, high] of [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ] as const) {
    const limits = wilson({ found, of })
    expect(limits.low).toBeCloseTo(low, 4)
    expect(limits.high).toBeCloseTo(high, 4)
  }
})

describe('of any probabilities', () => {
  const people = fc
    .array(
      fc.record({ told: fc.integer({ min: 0, max: 20 }).map((each) => each / 20), happened: fc.constantFrom(0, 1) }),
      {
        minLength: 1,
        maxLength: 80,
      },
    )
    .map((all) => ({
      told: Float64Array.from(all, ({ told }) => told),
      happened: Uint8Array.from(all, ({ happened }) => happened),
    }))

  test('the area is the share of pairs in the right order, ties counting half', () => {
    fc.assert(
      fc.property(people, ({ told, happened }) => {
        let [right, pairs] = [0, 0]
        for (const [one, mine] of told.entries())
          for (const [other, theirs] of told.entries())
            if (happened[one] === 1 && happened[other] === 0) {
              pairs += 1
              right += mine > theirs ? 1 : mine === theirs ? 0.5 : 0
            }
        const area = areaUnder(told, happened)
        if (pairs === 0) expect(area).toBeUndefined()
        else expect(area?.value).toBeCloseTo(right / pairs, 12)
      }),
    )
  })

  test('ten steps hold everybody once, find all in the end, and their mean lift is one', () => {
    fc.assert(
      fc.property(people, ({ told, happened }) => {
        const quality = qualityOf(told, happened)
        if (quality === undefined) return
        const { steps } = quality
        const sum = (of: (step: Step) => number) => steps.reduce((total, step) => total + of(step), 0)
        expect(sum((step) => step.people)).toBe(told.length)
        expect(sum((step) => step.happened)).toBe(quality.happened)
        expect(sum((step) => step.lift * step.people) / told.length).toBeCloseTo(1, 9)
        expect(sum((step) => step.told * step.people)).toBeCloseTo(
          told.reduce((total, each) => total + each, 0),
          9,
        )
        expect(steps.at(-1)?.found).toBe(1)
        steps.reduce((before, step) => {
          expect(step.told).toBeLessThanOrEqual(before + 1e-12)
          expect(step.low).toBeLessThanOrEqual(step.share)
          expect(step.high).toBeGreaterThanOrEqual(step.share)
          return step.told
        }, 1)
      }),
    )
  })
})

test('who tells the truth misses nothing, who tells the share of all misses its spread', () => {
  const happened = Uint8Array.from({ length: 40 }, (_, at) => (at % 4 === 0 ? 1 : 0))
  const sure = qualityOf(Float64Array.from(happened), happened)
  expect(sure).toMatchObject({ brier: 0, calibrationError: 0, area: { value: 1 }, happened: 10 })
  const same = qualityOf(new Float64Array(40).fill(0.25), happened)
  expect(same?.brier).toBeCloseTo(0.1875, 12)
  expect(same?.brierOfShare).toBeCloseTo(0.1875, 12)
  expect(same?.area.value).toBe(0.5)
})

test('one way is better than another only beyond chance', () => {
  const happened = Uint8Array.from({ length: 400 }, (_, at) => at % 2)
  const told = (right: number) => Float64Array.from(happened, (came) => (came === 1 ? right : 1 - right))
  expect(clearlyBetter(told(0.7), told(0.6), happened)).toBe(true)
  expect(clearlyBetter(told(0.6), told(0.7), happened)).toBe(false)
  expect(clearlyBetter(told(0.6), told(0.6), happened)).toBe(false)
  // Better for one more in twenty than worse: of 400 that is chance.
  const wavering = Float64Array.from(
    happened,
    (came, at) => (at % 40 < 21 ? 0.7 : 0.5) * came + (at % 40 < 21 ? 0.3 : 0.5) * (1 - came),
  )
  expect(clearlyBetter(wavering, told(0.6), happened)).toBe(false)
})
