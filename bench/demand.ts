/**
 * Forecasts of demand: every series of Australian retail as a shop would ask for it, with the errors of the last twelve months beside the time,
 * and a shop's thousand products by week. In process, one thread.
 */
import { mape, mase } from '../src/insights/demand/accuracy.ts'
import { forecast } from '../src/insights/demand/forecast.ts'
import { australianRetail } from '../src/insights/demand/published.fixture.ts'
import { randomFrom } from '../tests/support/random.ts'
import { type Figure, NoFigure } from './support/figures.ts'

const MONTHS = 12
const WEEKS = 52
const YEARS = 3
const PRODUCTS = 1_000
/** A season more than the two that a forecast needs. */
const LEAST_MONTHS = 3 * MONTHS

/** The floors of ../shared/data/README.md: Holt-Winters on the same months. */
const FLOOR = { mape: 5.21, mase: 0.946 }

export async function demand({ say }: { say: (sentence: string) => void }): Promise<Figure[]> {
  say('Australian retail by month')
  const retail = retailFigures()
  say(`${PRODUCTS} products by week`)
  return [...retail, ...productFigures()]
}

function retailFigures(): Figure[] {
  const series = australianRetail().filter(({ length }) => length >= LEAST_MONTHS)
  const errors = { mape: 0, mase: 0 }
  const from = performance.now()
  for (const one of series) {
    const history = one.slice(0, -MONTHS)
    const found = forecast(history, { period: MONTHS, horizon: MONTHS, chance: 0.9 })
    if (found.kind !== 'forecast') throw new NoFigure('A series of Australian retail is too short.')
    const pairs = { came: one.slice(-MONTHS), said: found.projection.means }
    errors.mape += (mape(pairs) ?? Number.NaN) / series.length
    errors.mase += (mase(pairs, { history, period: MONTHS }) ?? Number.NaN) / series.length
  }
  const seconds = (performance.now() - from) / 1_000
  const note = `${series.length} series of up to 36 years`
  return [
    { name: 'demand.retail', value: seconds, unit: 's', bar: null, note },
    { name: 'demand.retail MAPE', value: errors.mape, unit: '%', bar: { most: FLOOR.mape } },
    { name: 'demand.retail MASE', value: errors.mase, unit: '', bar: { most: FLOOR.mase } },
  ]
}

/** Products of every size: a yearly season, a slope, chance, and weeks without a sale among the small ones. */
function productFigures(): Figure[] {
  const products = Array.from({ length: PRODUCTS }, (_, product) => weeksOf(product))
  const from = performance.now()
  let models = 0
  for (const weeks of products) {
    const found = forecast(weeks, { period: WEEKS, horizon: 13, chance: 0.9 })
    if (found.kind !== 'forecast') throw new NoFigure('A product has too few weeks.')
    if (found.against === 'better') models += 1
  }
  const seconds = (performance.now() - from) / 1_000
  const note = `${YEARS} years of weeks, 13 ahead; a model beat last year for ${models}`
  return [{ name: `demand.${PRODUCTS} products`, value: seconds, unit: 's', bar: null, note }]
}

function weeksOf(product: number): number[] {
  const random = randomFrom(product + 1)
  const size = 2 * 500 ** random.next()
  const [height, peak, slope] = [0.6 * random.next(), random.below(WEEKS), 0.004 * (random.next() - 0.4)]
  return Array.from({ length: YEARS * WEEKS }, (_, week) => {
    const season = 1 + height * Math.cos((2 * Math.PI * (week - peak)) / WEEKS)
    const chance = (random.next() + random.next() + random.next() - 1.5) * 2
    return Math.max(0, Math.round(size * season * (1 + slope * week) + chance * Math.sqrt(size)))
  })
}
