/** One product or category: its past by weeks or months, what comes, and the stock that follows from it. */
import { type Forecast, forecast } from './forecast.ts'
import { type SlowDemand, type Stock, sellsSlowly, slowDemand, slowStock, stockFor } from './stocking.ts'

/** Without a season, a quarter of a year of weeks says something of a level and how it moves; fewer are an opening week told at length. */
const LEAST_STEPS = 12
const CHANCE = 0.9

export type SeriesAsked = {
  /** Steps of a year. */
  readonly year: number
  readonly horizon: number
  readonly cover: { readonly steps: number; readonly service: number; readonly begun: number }
}

export type Told = {
  /** Steps of the season that the models know; null: the history is shorter than two of them. */
  readonly season: number | null
  readonly needs: number | null
  readonly forecast: {
    readonly method: Forecast['method'] | 'last' | 'counted'
    readonly against: Forecast['against']
    readonly moments: number
    readonly mase: number | null
    readonly smape: number | null
    readonly naiveMase: number | null
    readonly naiveSmape: number | null
    readonly steps: readonly { readonly mean: number; readonly low: number; readonly high: number }[]
  } | null
  readonly slow: boolean
  readonly stock: Stock | null
}

/** @param units of each step since the first sale, the oldest first */
export function told(units: readonly number[], { year, horizon, cover }: SeriesAsked): Told {
  const season = units.length >= 2 * year ? year : null
  const slow = sellsSlowly(units)
  if (units.length < LEAST_STEPS) return { season, needs: LEAST_STEPS, forecast: null, slow, stock: null }
  const rare = slow ? slowDemand(units) : undefined
  if (rare !== undefined)
    return { season: null, needs: null, forecast: counted(rare, horizon), slow, stock: slowStock(rare, cover) }
  // A delivery may come later than what is looked at.
  const reach = Math.max(horizon, Math.ceil(cover.begun + cover.steps))
  const found = forecast(units, { period: season ?? 1, horizon: reach, chance: CHANCE })
  if (found.kind !== 'forecast') return { season, needs: found.needs, forecast: null, slow, stock: null }
  const stock = stockFor(found.projection, cover) ?? null
  return { season, needs: null, forecast: shown(found, season, horizon), slow, stock }
}

/**
 * What sells in few steps: the same mean for each step, between whole pieces. It is compared with nothing, for by absolute errors
 * nothing beats a forecast of zero there, which would leave shelves empty.
 */
function counted(rare: SlowDemand, horizon: number): Told['forecast'] {
  const piecesAt = (service: number) => slowStock(rare, { steps: 1, service }).level
  const [low, high] = [piecesAt((1 - CHANCE) / 2), piecesAt((1 + CHANCE) / 2)]
  const step = { mean: rare.mean, low: Math.min(low, rare.mean), high: Math.max(high, rare.mean) }
  return {
    ...{ method: 'counted', against: 'untested', moments: 0 },
    ...{ mase: null, smape: null, naiveMase: null, naiveSmape: null },
    steps: Array.from({ length: horizon }, () => step),
  }
}

function shown({ method, against, moments, trials, steps }: Forecast, season: number | null, horizon: number) {
  const of = (which: Forecast['method']) => trials.find((trial) => trial.method === which)
  const [own, naive] = [of(method), of('seasonal-naive')]
  return {
    // Without a season, what is repeated is the last figure.
    method: method === 'seasonal-naive' && season === null ? ('last' as const) : method,
    ...{ against, moments, mase: own?.mase ?? null, smape: own?.smape ?? null },
    ...{ naiveMase: naive?.mase ?? null, naiveSmape: naive?.smape ?? null },
    steps: steps.slice(0, horizon),
  }
}
