import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Course, progress } from './progress.ts'

const none = { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY }
const january = 2026 * 12
const series = (values: readonly (number | null)[], from = january) =>
  values.map((value, place) => ({ month: from + place, value }))
const course: Course = { baseline: { month: january, value: 100 }, value: 200, by: january + 10 }
const upTo = (...values: number[]) => progress(course, series([100, ...values]), none)

test('a target is on the line, behind it, reached or missed', () => {
  expect(upTo()).toMatchObject({ standing: 'begun', now: 100, done: 0, line: 100 })
  expect(upTo(110)).toMatchObject({ standing: 'on-line', month: january + 1, done: 0.1, line: 110 })
  expect(upTo(109)).toMatchObject({ standing: 'behind', now: 109, done: 0.09, line: 110 })
  expect(upTo(150, 201)).toMatchObject({ standing: 'reached', done: 1.01, line: 120 })
  const all = Array.from({ length: 10 }, (_, place) => 109 + place * 10)
  expect(upTo(...all)).toMatchObject({ standing: 'missed', now: 199, line: 200 })
  expect(upTo(...all, 900)).toMatchObject({ standing: 'missed', now: 199 })
  expect(progress(course, series([null, null]), none)).toBeUndefined()
})

test('a figure that is to fall is measured downwards', () => {
  const falling: Course = { baseline: { month: january, value: 0.5 }, value: 0.3, by: january + 4 }
  const at = (value: number) => progress(falling, series([0.5, value]), none)?.standing
  expect([at(0.44), at(0.46), at(0.29), at(0.6)]).toEqual(['on-line', 'behind', 'reached', 'behind'])
})

test('what goes on as it did is projected there, with its interval; below half a year nothing is', () => {
  expect(upTo(110, 120, 130, 140)?.projected).toEqual({ kind: 'too-few-months', has: 5, needs: 6 })
  // A rise of ten each month, a little off the line: by the eleventh month it is where the line leads.
  const values = Array.from({ length: 12 }, (_, place) => 10 * place + (place % 2))
  const steady = progress({ ...course, by: january + 15 }, series(values), none)?.projected
  expect(steady).toMatchObject({ kind: 'projected', seasons: false, months: 12 })
  if (steady?.kind !== 'projected') throw new Error('it is')
  expect(Math.abs(steady.value - 150)).toBeLessThan(6)
  expect(steady.low).toBeLessThan(steady.value)
  expect(steady.high).toBeGreaterThan(steady.value)
  expect(steady.reaches).toBe(false)
})

test('from three years on the season of the year is told apart', () => {
  const values = Array.from(
    { length: 48 },
    (_, place) => 1_000 + 20 * place + (place % 12 === 11 ? 800 : 0) + (place % 3),
  )
  const by = january + 59
  const found = progress({ ...course, by }, series(values), none)?.projected
  expect(found).toMatchObject({ kind: 'projected', seasons: true })
  if (found?.kind !== 'projected') throw new Error('it is')
  expect(Math.abs(found.value - (1_000 + 20 * 59 + 800))).toBeLessThan(60)
})

test('a projection never leaves what the figure can be, and its interval holds it', () => {
  const value = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(
      fc.array(fc.option(value, { freq: 8 }), { minLength: 1, maxLength: 30 }),
      fc.nat(20),
      (values, ahead) => {
        const by = january + values.length + ahead
        const found = progress({ baseline: { month: january - 1, value: 0.5 }, value: 0.7, by }, series(values), {
          least: 0,
          most: 1,
        })
        if (found?.projected.kind !== 'projected') {
          expect(values.filter((each) => each !== null).length).toBeLessThan(6)
          return
        }
        const { low, high, value: told } = found.projected
        expect(low).toBeGreaterThanOrEqual(0)
        expect(told).toBeGreaterThanOrEqual(low)
        expect(high).toBeGreaterThanOrEqual(told)
        expect(high).toBeLessThanOrEqual(1)
      },
    ),
    { numRuns: 40 },
  )
})
