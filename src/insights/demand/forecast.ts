/**
 * The forecast of one series: several ways to forecast are tried on its own past, and the best one is used. Where none does better
 * than repeating last season, that is said and done.
 */
import { mase, naiveError, rolled, smape } from './accuracy.ts'
import { meanForecast, seasonalNaive } from './naive.ts'
import { intervals, type Projection, together } from './projection.ts'
import { continued, type Fitted, fitted, projected, shapesFor } from './smoothing.ts'
import type { Shape } from './states.ts'

/**
 * `smoothing`: the model of the smallest AICc. `both-seasons`: the mean of the best additive and the best multiplicative one, for a
 * mean of forecasts is hard to beat (Hyndman & Athanasopoulos, section 13.4). `without-season`: the best that knows no season.
 */
export type Method = 'seasonal-naive' | 'mean' | 'smoothing' | 'both-seasons' | 'without-season'

export type Trial = { readonly method: Method; readonly mase: number; readonly smape: number }

export type Forecast = {
  readonly kind: 'forecast'
  readonly method: Method
  /**
   * `better`: the method used beat last season's figures out of sample; `as-good`: none did, the naive one is used; `untested`: the
   * history is too short to hold some of it back, or repeats itself exactly.
   */
  readonly against: 'better' | 'as-good' | 'untested'
  /** Errors of every method at the moments it was tried, the smallest first; `moments` says how many. */
  readonly trials: readonly Trial[]
  readonly moments: number
  readonly steps: readonly { readonly mean: number; readonly low: number; readonly high: number }[]
  readonly projection: Projection
  /** What was fitted, none for naive methods. */
  readonly models: readonly Fitted[]
}

/** A season that was seen once cannot be told from chance. */
export type TooLittle = { readonly kind: 'too-little-history'; readonly has: number; readonly needs: number }

export type Asked = {
  /** Steps of one season: 12 for months of a year, 52 for weeks, 7 for days of a week; 1 without a season. */
  readonly period: number
  readonly horizon: number
  /** Chance that a value lies between `low` and `high`, e.g. 0.9. */
  readonly chance: number
}

type Values = readonly (number | null)[]

const MOMENTS = 3
/** Values from which a model with a trend can be fitted and told from a simpler one. */
const LEAST_FITTED = 8
/** A model must be better than the naive forecast by this share: below, the difference is chance and the simpler one is understood. */
const WORTHWHILE = 0.02
/** Few moments say little about which model is best: one that is not clearly better does not displace the mean of models. */
const CLEARLY = 0.1

/** @param values one for each step, oldest first; null is a gap. Where none is negative, no forecast is. */
export function forecast(values: Values, asked: Asked): Forecast | TooLittle {
  const { period, horizon, chance } = asked
  const has = values.filter((value) => value !== null).length
  const naive = seasonalNaive(values, period, horizon)
  if (has < 2 * period || naive === undefined) return { kind: 'too-little-history', has, needs: 2 * period }
  const { trials, moments } = tried(values, asked)
  const best = preferred(trials)
  const naiveMase = trials.find(({ method }) => method === 'seasonal-naive')?.mase
  const better = best !== undefined && naiveMase !== undefined && best.mase < (1 - WORTHWHILE) * naiveMase
  const chosen = better ? made(best.method, values, asked) : undefined
  const { projection, models } = chosen ?? { projection: naive, models: [] }
  const positive = values.every((value) => value === null || value >= 0)
  const kept = positive ? { ...projection, means: projection.means.map((mean) => Math.max(0, mean)) } : projection
  return {
    kind: 'forecast',
    method: chosen === undefined ? 'seasonal-naive' : (best?.method ?? 'seasonal-naive'),
    against: chosen !== undefined ? 'better' : trials.length > 0 ? 'as-good' : 'untested',
    trials,
    moments,
    steps: intervals(kept, chance).map(({ low, high }, step) => ({
      mean: kept.means[step] ?? 0,
      low: positive ? Math.max(0, low) : low,
      high,
    })),
    projection: kept,
    models,
  }
}

/** The mean of both seasons, unless something else was clearly better at those few moments. */
function preferred(trials: readonly Trial[]): Trial | undefined {
  const [best] = trials
  const both = trials.find(({ method }) => method === 'both-seasons')
  if (best === undefined || both === undefined) return best
  return best.mase < (1 - CLEARLY) * both.mase ? best : both
}

type Made = { readonly projection: Projection; readonly models: readonly Fitted[] }

/** Fits the method to the whole series. */
function made(method: Method, values: Values, { period, horizon }: Asked): Made | undefined {
  if (method === 'seasonal-naive' || method === 'mean') {
    const projection = method === 'mean' ? meanForecast(values, horizon) : seasonalNaive(values, period, horizon)
    return projection && { projection, models: [] }
  }
  const fits = everyFit(values, period)
  return projectedBy(modelsOf(method, fits), horizon)
}

function everyFit(values: Values, period: number): Fitted[] {
  return shapesFor(values, period).flatMap((shape) => fitted(values, shape) ?? [])
}

/** Which of the models a method uses; none where one is missing. */
function modelsOf(method: Method, fits: readonly Fitted[]): Fitted[] {
  const best = (holds: (shape: Shape) => boolean): Fitted | undefined =>
    fits
      .filter(({ shape }) => holds(shape))
      .reduce<Fitted | undefined>(
        (least, one) => (least === undefined || one.aicc < least.aicc ? one : least),
        undefined,
      )
  const chosen =
    method === 'smoothing'
      ? [best(() => true)]
      : method === 'without-season'
        ? [best(({ season }) => season === 'none')]
        : [best(({ season }) => season === 'additive'), best(({ season }) => season === 'multiplicative')]
  return chosen.some((one) => one === undefined) ? [] : chosen.filter((one) => one !== undefined)
}

function projectedBy(models: readonly Fitted[], horizon: number): Made | undefined {
  if (models.length === 0) return undefined
  return { projection: together(models.map((model) => projected(model, horizon))), models }
}

const smoothed: readonly Method[] = ['smoothing', 'both-seasons', 'without-season']

/**
 * Errors of each method at the last moments whose future is known by now. Models are chosen and fitted once, at the first of these
 * moments, and then go on through what came: no figure that was not known then is used.
 */
function tried(values: Values, { period, horizon }: Asked): { trials: Trial[]; moments: number } {
  const least = Math.max(2 * period + 1, LEAST_FITTED)
  // Without a season as far ahead as the history lets every moment look.
  const length = Math.min(horizon, period === 1 ? Math.max(1, Math.floor((values.length - least) / MOMENTS)) : period)
  const all = rolled(values, { horizon: length, count: MOMENTS, every: length, least })
  // A history that repeats itself exactly gives errors nothing to be measured by.
  const moments = all.filter(
    ({ history, came }) => (naiveError(history, period) ?? 0) > 0 && came.some((one) => one !== null),
  )
  const [first] = moments
  if (first === undefined) return { trials: [], moments: 0 }
  const fits = everyFit(first.history, period)
  const trials = [
    trial('seasonal-naive', moments, period, (history) => seasonalNaive(history, period, length)),
    trial('mean', moments, period, (history) => meanForecast(history, length)),
    ...smoothed.map((method) => {
      const models = modelsOf(method, fits)
      return trial(method, moments, period, (history) => {
        const later = models.flatMap((model) => continued(model, history) ?? [])
        return later.length === models.length ? projectedBy(later, length)?.projection : undefined
      })
    }),
  ]
  const known = trials.filter((one) => one !== undefined)
  return { trials: known.sort((one, other) => one.mase - other.mase), moments: moments.length }
}

/** Mean errors of one method; nothing where it had no answer at one of the moments. */
function trial(
  method: Method,
  moments: readonly { readonly history: Values; readonly came: Values }[],
  period: number,
  make: (history: Values) => Projection | undefined,
): Trial | undefined {
  const errors = moments.flatMap(({ history, came }) => {
    const projection = make(history)
    if (projection === undefined) return []
    const pairs = { came, said: projection.means }
    const [scaled, symmetric] = [mase(pairs, { history, period }), smape(pairs)]
    return scaled === undefined || symmetric === undefined ? [] : [{ scaled, symmetric }]
  })
  if (errors.length < moments.length) return undefined
  const mean = (of: (one: { scaled: number; symmetric: number }) => number) =>
    errors.reduce((sum, one) => sum + of(one), 0) / errors.length
  return { method, mase: mean(({ scaled }) => scaled), smape: mean(({ symmetric }) => symmetric) }
}

/** Smoothing with the mean of both seasons where the series can carry both, else the best model: nothing is held back. */
export function smoothing(values: Values, { period, horizon }: { period: number; horizon: number }): Made | undefined {
  const fits = everyFit(values, period)
  return projectedBy(modelsOf('both-seasons', fits), horizon) ?? projectedBy(modelsOf('smoothing', fits), horizon)
}
