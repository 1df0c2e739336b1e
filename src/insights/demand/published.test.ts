/** Published series, whose last 12 months are forecast from what came before; figures of ../shared/data/README.md. */
import { beforeAll, describe, expect, test } from 'vitest'
import { publishedIsHere } from '../../../tests/support/published.ts'
import { mape, mase } from './accuracy.ts'
import { forecast, smoothing } from './forecast.ts'
import { seasonalNaive } from './naive.ts'
import type { Projection } from './projection.ts'
import { australianRetail, beerWineLiquor } from './published.fixture.ts'

const MONTHS = 12
/** Two of the 152 series are 32 months long: less than two seasons are left when one is held back. */
const LEAST = 3 * MONTHS

type Errors = { mape: number; mase: number }

function errorsOf(series: readonly number[], make: (history: readonly number[]) => Projection | undefined): Errors {
  const history = series.slice(0, -MONTHS)
  const pairs = { came: series.slice(-MONTHS), said: make(history)?.means ?? [] }
  const scaled = mase(pairs, { history, period: MONTHS })
  return { mape: mape(pairs) ?? Number.NaN, mase: scaled ?? Number.NaN }
}

function meanErrors(
  all: readonly (readonly number[])[],
  make: (history: readonly number[]) => Projection | undefined,
): Errors {
  const each = all.map((series) => errorsOf(series, make))
  const mean = (of: (one: Errors) => number) => each.reduce((sum, one) => sum + of(one), 0) / each.length
  return { mape: mean((one) => one.mape), mase: mean((one) => one.mase) }
}

const naive = (history: readonly number[]) => seasonalNaive(history, MONTHS, MONTHS)
const holtWinters = (history: readonly number[]) => smoothing(history, { period: MONTHS, horizon: MONTHS })?.projection

describe.skipIf(!publishedIsHere)(
  'Australian retail by state and industry (Australian Bureau of Statistics), 150 series',
  () => {
    let series: readonly (readonly number[])[] = []
    beforeAll(() => {
      series = australianRetail().filter((one) => one.length >= LEAST)
    })

    test('seasonal naive has the published error: MAPE 5.97, MASE 1.161', () => {
      expect(series).toHaveLength(150)
      const found = meanErrors(series, naive)
      expect(found.mape).toBeCloseTo(5.97, 2)
      expect(found.mase).toBeCloseTo(1.161, 3)
    })

    test('Holt-Winters is at least as good as published: MAPE 5.21, MASE 0.946', () => {
      const found = meanErrors(series, holtWinters)
      expect(found.mape).toBeLessThan(5.1)
      expect(found.mase).toBeLessThan(0.92)
    }, 120_000)

    test('so is the forecast that tries every method on the past of each series', () => {
      const found = meanErrors(series, (history) => {
        const one = forecast(history, { period: MONTHS, horizon: MONTHS, chance: 0.9 })
        return one.kind === 'forecast' ? one.projection : undefined
      })
      expect(found.mape).toBeLessThan(5.21)
      expect(found.mase).toBeLessThan(0.946)
    }, 120_000)
  },
)

describe.skipIf(!publishedIsHere)('US beer, wine and liquor stores (Census Bureau)', () => {
  const series = beerWineLiquor()

  test('seasonal naive has the published error: MAPE 5.48 %', () => {
    expect(errorsOf(series, naive).mape).toBeCloseTo(5.48, 2)
  })

  test('Holt-Winters is at least as good as published: MAPE 3.55 %', () => {
    expect(errorsOf(series, holtWinters).mape).toBeLessThan(3.51)
  })

  test('the forecast finds by its own past that a model beats last year', () => {
    const history = series.slice(0, -MONTHS)
    const found = forecast(history, { period: MONTHS, horizon: MONTHS, chance: 0.9 })
    if (found.kind !== 'forecast') throw new Error(found.kind)
    expect(found.against).toBe('better')
    expect(mape({ came: series.slice(-MONTHS), said: found.projection.means })).toBeLessThan(3.55)
  })
})
