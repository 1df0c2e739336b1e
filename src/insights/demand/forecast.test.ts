import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomFrom } from '../../../tests/support/random.ts'
import { type Forecast, forecast } from './forecast.ts'

const months = { period: 12, horizon: 12, chance: 0.9 }

function made(values: readonly (number | null)[], asked = months): Forecast {
  const found = forecast(values, asked)
  if (found.kind !== 'forecast') throw new Error(found.kind)
  return found
}

describe('one series', () => {
  test('below two seasons there is too little history, and the answer says how much', () => {
    const values = Array.from({ length: 23 }, (_, step) => step)
    expect(forecast(values, months)).toEqual({ kind: 'too-little-history', has: 23, needs: 24 })
    expect(forecast([...values, null], months)).toEqual({ kind: 'too-little-history', has: 23, needs: 24 })
    expect(forecast([], months)).toEqual({ kind: 'too-little-history', has: 0, needs: 24 })
    expect(forecast([...values, 23], months).kind).toBe('forecast')
  })

  test('two seasons cannot be held back from: the naive forecast is used, untested', () => {
    const found = made(Array.from({ length: 30 }, (_, step) => 100 + (step % 12) * 3 + (step % 5)))
    expect(found).toMatchObject({ method: 'seasonal-naive', against: 'untested', moments: 0, models: [] })
  })

  test('growth with a season is better forecast by a model, and the trials say by how much', () => {
    const random = randomFrom(5)
    const values = Array.from({ length: 96 }, (_, step) => {
      const season = 1 + 0.3 * Math.sin((step * Math.PI) / 6)
      return (200 + 3 * step) * season * (1 + 0.04 * (random.next() - 0.5))
    })
    const found = made(values)
    expect(found.against).toBe('better')
    expect(found.moments).toBe(3)
    const errors = found.trials.map(({ mase }) => mase)
    expect(errors).toEqual([...errors].sort((one, other) => one - other))
    const used = found.trials.find(({ method }) => method === found.method)?.mase ?? Number.NaN
    const naive = found.trials.find(({ method }) => method === 'seasonal-naive')?.mase ?? Number.NaN
    expect(used).toBeLessThan(0.5 * naive)
    expect(found.models.length).toBeGreaterThan(0)
  })

  test('seasons that walk at random are as well forecast by last season, and that is said', () => {
    const random = randomFrom(2)
    const last = Array.from({ length: 4 }, (_, place) => 100 + 40 * place)
    const values = Array.from({ length: 80 }, (_, step) => {
      last[step % 4] = (last[step % 4] ?? 0) + 30 * (random.next() - 0.5)
      return last[step % 4] ?? 0
    })
    const found = made(values, { period: 4, horizon: 4, chance: 0.9 })
    expect(found).toMatchObject({ against: 'as-good', method: 'seasonal-naive', models: [] })
    expect(found.steps.map(({ mean }) => mean)).toEqual(values.slice(-4))
  })

  test('a history that repeats itself exactly goes on so', () => {
    const values = Array.from({ length: 48 }, (_, step) => (step % 12) ** 2)
    const found = made(values)
    expect(found.steps.map(({ mean }) => mean)).toEqual(values.slice(0, 12))
  })

  test('what never was negative is not forecast so, and each mean lies in its interval', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 0, max: 9 }), (seed, gaps) => {
        const random = randomFrom(seed)
        const values = Array.from({ length: 40 }, (_, step) =>
          random.below(40) < gaps ? null : Math.max(0, random.below(30) + (step % 4) * 4 - step / 2),
        )
        const found = forecast(values, { period: 4, horizon: 10, chance: 0.8 })
        if (found.kind !== 'forecast') return
        expect(found.steps).toHaveLength(10)
        for (const { mean, low, high } of found.steps) {
          expect(low).toBeGreaterThanOrEqual(0)
          expect(mean).toBeGreaterThanOrEqual(low)
          expect(high).toBeGreaterThanOrEqual(mean)
        }
      }),
      { numRuns: 60 },
    )
  })
})
