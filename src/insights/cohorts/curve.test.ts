import fc from 'fast-check'
import { expect, test } from 'vitest'
import { curve, shareWithin, type Watched } from './curve.ts'

function drawn(watched: readonly Watched[], least = 1) {
  const found = curve(watched, least)
  if ('kind' in found) throw new Error(found.kind)
  return found
}

const came = (days: number, people = 1): Watched => ({ days, again: true, people })
const gone = (days: number, people = 1): Watched => ({ days, again: false, people })

/**
 * Remission of 21 patients on 6-MP: Freireich et al. (1963), Blood 21, as in Kleinbaum & Klein, "Survival Analysis" (3rd edition 2012),
 * and in the manual of Stata (`sts list`), which prints the error of Greenwood and the limits on the scale log(−log).
 */
test('the curve, its error and its limits are those published for 6-MP', () => {
  const patients = [came(6, 3), gone(6), came(7), gone(9), came(10), gone(10), gone(11), came(13), came(16), gone(17)]
  const later = [gone(19), gone(20), came(22), came(23), gone(25), gone(32, 2), gone(34), gone(35)]
  const found = drawn([...patients, ...later])
  expect(found.people).toBe(21)
  const published = [
    [6, 0.8571, 0.0764, 0.6197, 0.9516, 21],
    [7, 0.8067, 0.0869, 0.5631, 0.9228, 17],
    [10, 0.7529, 0.0963, 0.5032, 0.8894, 15],
    [13, 0.6902, 0.1068, 0.4316, 0.8491, 12],
    [16, 0.6275, 0.1141, 0.3675, 0.8049, 11],
    [22, 0.5378, 0.1282, 0.2678, 0.7468, 7],
    [23, 0.4482, 0.1346, 0.1881, 0.6801, 6],
  ] as const
  expect(found.points).toHaveLength(published.length)
  published.forEach(([days, left, error, low, high, atRisk], place) => {
    const point = found.points[place]
    expect(point).toMatchObject({ days, atRisk })
    expect(point?.share).toBeCloseTo(1 - left, 4)
    expect(point?.error).toBeCloseTo(error, 4)
    expect(point?.interval.high).toBeCloseTo(1 - low, 4)
    expect(point?.interval.low).toBeCloseTo(1 - high, 4)
  })
})

const watched = fc.record({
  days: fc.integer({ min: 0, max: 30 }),
  again: fc.boolean(),
  people: fc.integer({ min: 1, max: 9 }),
})

test('it never falls, lies within its limits, and does not depend on the order or grouping of people', () => {
  fc.assert(
    fc.property(fc.array(watched, { minLength: 1, maxLength: 30 }), (all) => {
      const found = drawn(all)
      found.points.forEach(({ share, interval }, place) => {
        expect(share).toBeGreaterThan(found.points[place - 1]?.share ?? 0)
        expect(interval.low).toBeLessThanOrEqual(share)
        expect(interval.high).toBeGreaterThanOrEqual(share)
      })
      const apart = all
        .toReversed()
        .flatMap(({ people, ...each }) => Array.from({ length: people }, () => ({ ...each, people: 1 })))
      expect(drawn(apart)).toEqual(found)
    }),
  )
})

test('where all were watched for as long it is the plain share', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 40 }), (days) => {
      const found = drawn([...days.map((each) => (each <= 50 ? came(each) : gone(51))), gone(51)])
      const people = days.length + 1
      const share = days.filter((each) => each <= 25).length / people
      expect(shareWithin(found, 25)?.share).toBeCloseTo(share, 12)
      if (share > 0) expect(shareWithin(found, 25)?.error).toBeCloseTo(Math.sqrt((share * (1 - share)) / people), 12)
    }),
  )
})

test('it ends where too few are still watched, and says so when there are too few at all', () => {
  expect(curve([came(3, 10), gone(40, 19)])).toEqual({ kind: 'too-few-watched', has: 29, needs: 30 })
  const found = drawn([came(3, 10), gone(20, 25), came(30, 5), gone(40, 20)], 30)
  expect(found.until).toBe(20)
  expect(found.points.map(({ days }) => days)).toEqual([3])
  expect(shareWithin(found, 20)?.share).toBeCloseTo(10 / 60, 12)
  expect(shareWithin(found, 21)).toBeUndefined()
  expect(shareWithin(found, 2)).toMatchObject({ share: 0, interval: { low: 0 } })
  expect(shareWithin(found, 2)?.interval.high).toBeGreaterThan(0.01)
})
