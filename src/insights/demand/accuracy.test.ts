import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mape, mase, naiveError, rolled, smape } from './accuracy.ts'
import { meanForecast, seasonalNaive } from './naive.ts'

describe('errors', () => {
  const pairs = { came: [100, 50, 0, null, 80], said: [90, 60, 5, 7, 80] }

  test('are those of their definitions, worked by hand', () => {
    // 10 of 100, 10 of 50, and nothing of 80; what came as 0 has no percentage, a gap no error.
    expect(mape(pairs)).toBeCloseTo((10 + 20 + 0) / 3, 12)
    expect(smape(pairs)).toBeCloseTo((2_000 / 190 + 2_000 / 110 + 200 + 0) / 4, 12)
    // The history of period 2 differs from the season before by 2, 4 and 3.
    expect(naiveError([1, 5, 3, 9, 6], 2)).toBe(3)
    expect(mase(pairs, { history: [1, 5, 3, 9, 6], period: 2 })).toBeCloseTo(25 / 4 / 3, 12)
  })

  test('are missing where there is nothing to measure by', () => {
    expect(mape({ came: [0, null], said: [1, 1] })).toBeUndefined()
    expect(mase(pairs, { history: [1, 2, 1, 2], period: 2 })).toBeUndefined()
    expect(mase(pairs, { history: [1, 2], period: 2 })).toBeUndefined()
  })

  test('MASE does not depend on the unit', () => {
    const figures = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 8, maxLength: 8 })
    fc.assert(
      fc.property(figures, figures, fc.integer({ min: 2, max: 90 }), (came, history, unit) => {
        const said = came.map(() => 400)
        const times = (values: number[]) => values.map((value) => value * unit)
        const one = mase({ came, said }, { history, period: 4 })
        const other = mase({ came: times(came), said: times(said) }, { history: times(history), period: 4 })
        if (one === undefined) expect(other).toBeUndefined()
        else expect(other).toBeCloseTo(one, 9)
      }),
    )
  })
})

test('a rolling origin goes towards the end, and what came follows what was known', () => {
  const values = Array.from({ length: 10 }, (_, step) => step)
  const found = rolled(values, { horizon: 2, count: 4, every: 3, least: 4 })
  expect(found).toEqual([
    { history: [0, 1, 2, 3, 4], came: [5, 6] },
    { history: [0, 1, 2, 3, 4, 5, 6, 7], came: [8, 9] },
  ])
})

describe('naive forecasts', () => {
  test('repeat the last season, and a gap the one before', () => {
    expect(seasonalNaive([1, 2, 3, 4, null, 6], 3, 5)?.means).toEqual([4, 2, 6, 4, 2])
    expect(seasonalNaive([null, 2, 3, null, 5, 6], 3, 3)).toBeUndefined()
    expect(seasonalNaive([1, 2], 3, 3)).toBeUndefined()
  })

  test('are as unsure as table 5.2 of Hyndman & Athanasopoulos says', () => {
    const naive = seasonalNaive([0, 0, 3, -3, 6, -6], 2, 5)
    const deviation = 3
    expect(naive?.deviations).toEqual([1, 1, 2, 2, 3].map((rounds) => deviation * Math.sqrt(rounds)))
    // Five steps: one place is surprised three times (3 + 2 + 1 of it count), the other twice (2 + 1): 9 + 4 + 1 + 4 + 1.
    expect(naive?.totalDeviations[4]).toBeCloseTo(deviation * Math.sqrt(19), 12)
    const mean = meanForecast([4, 8, null, 6], 3)
    expect(mean?.means).toEqual([6, 6, 6])
    expect(mean?.deviations[2]).toBeCloseTo(2 * Math.sqrt(1 + 1 / 3), 12)
    expect(mean?.totalDeviations[2]).toBeCloseTo(2 * Math.sqrt(3 + 9 / 3), 12)
    expect(meanForecast([null], 3)).toBeUndefined()
  })
})
