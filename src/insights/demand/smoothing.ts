/**
 * Exponential smoothing, fitted to one series: simple, Holt (with or without damping), Holt-Winters with an additive or a
 * multiplicative season.
 * Sources: Hyndman & Athanasopoulos (2021), "Forecasting: Principles and Practice", 3rd edition, chapter 8; Hyndman, Koehler, Ord &
 * Snyder (2008), "Forecasting with Exponential Smoothing", chapters 2, 5 and 6.
 */
import { type Found, minimum } from '../maths/simplex.ts'
import type { Projection } from './projection.ts'
import { corrected, firstState } from './starting.ts'
import {
  ahead,
  roomFor,
  type Shape,
  type State,
  seasonLength,
  type Trend,
  type Walk,
  type Weights,
  walked,
} from './states.ts'

export type Fitted = {
  readonly shape: Shape
  readonly weights: Weights
  readonly start: State
  readonly end: State
  readonly steps: number
  /** Standard deviation of a surprise; relative to the forecast where the season is multiplicative. */
  readonly deviation: number
  /** Akaike's criterion, corrected for short series: the smaller the better, among models of one series. */
  readonly aicc: number
  readonly logLikelihood: number
  readonly rounds: number
  readonly converged: boolean
}

/** Weights stay off their bounds: at 0 a part would never learn, at 1 it would forget everything. */
const EDGE = 1e-4
const LEAST_DAMPING = 0.8
const MOST_DAMPING = 0.98
const ROUNDS_EACH_WEIGHT = 80
const TOLERANCE = 1e-5
/** Length of the first simplex, and of those that go on from a place that is nearly right. */
const FIRST_STEP = 0.8
const LATER_STEP = 0.3
/** Weights and starting states are improved in turns, so often at most. */
const TURNS = 4
/** An improvement of the cost (twice the logarithm of the likelihood) that is worth another turn. */
const WORTH = 0.02
/** Surprises smaller than this share of the spread of the values are rounding. */
const ROUNDING = 1e-9

/**
 * Every model that this series can carry: seasonal ones need two whole seasons and more values than parameters, multiplicative ones
 * only positive values.
 * @param values one for each step, oldest first; null is a gap
 */
export function shapesFor(values: readonly (number | null)[], period: number): Shape[] {
  const known = values.filter((value) => value !== null)
  const seasonal = period > 1 && values.length >= 2 * period
  const positive = known.every((value) => value > 0)
  const trends: readonly Trend[] = ['none', 'additive', 'damped']
  const shapes = trends.flatMap((trend): Shape[] => [
    { trend, season: 'none', period },
    ...(seasonal ? [{ trend, season: 'additive', period } as const] : []),
    ...(seasonal && positive ? [{ trend, season: 'multiplicative', period } as const] : []),
  ])
  return shapes.filter((shape) => known.length > parameterCount(shape) + 1)
}

/** Weights, starting states and the variance; a season has one place less than its period, for their mean is the level's. */
function parameterCount({ trend, season, period }: Shape): number {
  const ofTrend = { none: 0, additive: 2, damped: 3 }[trend]
  return 3 + ofTrend + (season === 'none' ? 0 : period)
}

/**
 * Fits one model by least squares of one-step errors, as Winters (1960) did for both seasons. The figures of forecasts do not depend
 * on whether a surprise is taken as absolute or relative (Hyndman et al. 2008, section 2.5), only their intervals do.
 * @returns nothing where the model does not go with the series
 */
export function fitted(values: readonly (number | null)[], shape: Shape): Fitted | undefined {
  const series = Float64Array.from(values, (value) => value ?? Number.NaN)
  const scale = spread(series)
  const unit = scale > 0 ? scale : Math.max(1, Math.abs(values.find((value) => value !== null) ?? 1))
  const scaled = series.map((value) => value / unit)
  const best = searched(shape, scaled)
  if (best === undefined) return undefined
  const { weights, found, walk } = best
  const count = parameterCount(shape)
  const left = walk.observed - count
  if (left < 2) return undefined
  const cost = costOf(walk) + 2 * walk.observed * Math.log(unit)
  const n = walk.observed
  const logLikelihood = -0.5 * (cost + n * (Math.log((2 * Math.PI) / n) + 1))
  const sized = (state: State): State =>
    state.map((each, at) => (at >= 2 && shape.season === 'multiplicative' ? each : each * unit))
  return {
    shape,
    weights,
    start: sized(best.start),
    end: sized(walk.end),
    steps: values.length,
    deviation: Math.sqrt(walk.surprised / left) * (shape.season === 'multiplicative' ? 1 : unit),
    aicc: -2 * logLikelihood + 2 * count + (2 * count * (count + 1)) / (n - count - 1),
    logLikelihood,
    rounds: found.rounds,
    converged: found.converged,
  }
}

/** The model of the smallest AICc among those given. */
export function bestFitted(values: readonly (number | null)[], shapes: readonly Shape[]): Fitted | undefined {
  let best: Fitted | undefined
  for (const shape of shapes) {
    const one = fitted(values, shape)
    if (one !== undefined && (best === undefined || one.aicc < best.aicc)) best = one
  }
  return best
}

/** The same model and weights, gone on through a longer series that begins alike. */
export function continued(model: Fitted, values: readonly (number | null)[]): Fitted | undefined {
  const series = Float64Array.from(values, (value) => value ?? Number.NaN)
  const walk = walked(model.shape, model.weights, model.start, series)
  return walk === undefined ? undefined : { ...model, end: walk.end, steps: values.length }
}

type Searched = { readonly weights: Weights; readonly start: State; readonly found: Found; readonly walk: Walk }

/** Improves weights and starting states in turns until neither helps. */
function searched(shape: Shape, values: Float64Array): Searched | undefined {
  let start = firstState(shape, values)
  let at = firstPlace(shape)
  const room = roomFor(start, values)
  let best: Searched | undefined
  let rounds = 0
  for (let turn = 0; turn < TURNS; turn += 1) {
    const ask = (place: readonly number[]): number => {
      const walk = walked(shape, weightsAt(shape, place), start, values, room)
      return walk === undefined ? Number.POSITIVE_INFINITY : costOf(walk)
    }
    const step = turn === 0 ? FIRST_STEP : LATER_STEP
    const limits = { step, mostRounds: ROUNDS_EACH_WEIGHT * at.length, tolerance: TOLERANCE }
    const found = minimum(ask, at, limits)
    rounds += found.rounds
    const weights = weightsAt(shape, found.at)
    const walk = walked(shape, weights, start, values)
    if (walk === undefined) return best
    const before = best === undefined ? Number.POSITIVE_INFINITY : costOf(best.walk)
    best = { weights, start, found: { ...found, rounds }, walk }
    if (before - found.value < WORTH) return best
    const next = corrected(shape, weights, { start, values })
    const after = next && walked(shape, weights, next, values)
    if (next === undefined || after === undefined || costOf(after) > costOf(walk)) return best
    best = { ...best, start: next, walk: after }
    if (costOf(walk) - costOf(after) < WORTH) return best
    start = next
    at = [...found.at]
  }
  return best
}

/** −2 × logarithm of the normal likelihood, but for what only depends on the number of values (Hyndman et al. 2008, section 5.1). */
function costOf({ squares, observed }: Walk): number {
  return observed * Math.log(squares + observed * ROUNDING * ROUNDING)
}

/** Where the search begins: slow learning, for a season slower still. */
function firstPlace({ trend, season }: Shape): number[] {
  const place = [logit(0.3)]
  if (trend !== 'none') place.push(logit(0.1))
  if (season !== 'none') place.push(logit(0.1))
  if (trend === 'damped') place.push(logit(0.8))
  return place
}

/** Weights within the usual region, 0 < slope < level < 1 and season < 1 − level, from a place without bounds. */
function weightsAt({ trend, season }: Shape, place: readonly number[]): Weights {
  const shares = place.map((x) => EDGE + (1 - 2 * EDGE) / (1 + Math.exp(-x)))
  const level = shares.shift() ?? EDGE
  const slope = trend === 'none' ? 0 : level * (shares.shift() ?? 0)
  const ofSeason = season === 'none' ? 0 : (1 - level) * (shares.shift() ?? 0)
  const damping = trend === 'damped' ? LEAST_DAMPING + (MOST_DAMPING - LEAST_DAMPING) * (shares.shift() ?? 1) : 1
  return { level, slope, season: ofSeason, damping }
}

function logit(share: number): number {
  return Math.log(share / (1 - share))
}

function spread(values: Float64Array): number {
  const known = values.filter((value) => !Number.isNaN(value))
  const mean = known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length)
  return Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, known.length))
}

/**
 * Means and deviations of the steps ahead. Additive models: the exact variances of Hyndman et al. (2008), table 6.1. Multiplicative
 * season: the variance of class 3, section 6.4, exact within one season; after it, level and season have learned from the same
 * surprises, which is added to the first order.
 */
export function projected(model: Fitted, horizon: number): Projection {
  const { shape, weights, end, steps, deviation } = model
  const path = ahead(shape, weights, { end, steps, horizon })
  const relative = shape.season === 'multiplicative'
  const learned = learning(weights, horizon)
  const variance = deviation * deviation
  const places = seasonLength(shape)

  // Mean square of the forecast without its season, by step: what a relative surprise there is multiplied by.
  const squares: number[] = []
  const deviations = path.map(({ mean, base, season }, step) => {
    let [sum, shared] = [0, 0]
    for (let back = 1; back <= step; back += 1) {
      const share = learned[back] ?? 0
      const ofSeason = shape.season !== 'none' && back % places === 0 ? weights.season : 0
      sum += relative ? share ** 2 * (squares[step - back] ?? 0) : (share + ofSeason) ** 2
      shared += share * ofSeason * (path[step - back]?.base ?? 0)
    }
    if (!relative) return deviation * Math.sqrt(1 + sum)
    const square = base * base + variance * sum
    squares.push(square)
    const seasonal = (1 + weights.season ** 2 * variance) ** Math.floor(step / places)
    const apart = season * season * square * (1 + variance) * seasonal - mean * mean
    return Math.sqrt(Math.max(0, apart + 2 * variance * base * season * season * shared))
  })
  return {
    means: path.map(({ mean }) => mean),
    deviations,
    totalDeviations: totals({ model, path, deviations, learned }),
  }
}

/** What of a surprise is in the level so many steps later: level + slope × (damping + damping² + …). */
function learning({ level, slope, damping }: Weights, horizon: number): number[] {
  let [left, sum] = [1, 0]
  return Array.from({ length: horizon + 1 }, (_, back) => {
    if (back > 0) {
      left *= damping
      sum += left
    }
    return level + slope * sum
  })
}

/**
 * Deviations of sums from the first step on. A surprise counts once for its own step and again for each later one that learned
 * from it: exact for additive models, to the first order for multiplicative ones.
 */
function totals(given: {
  readonly model: Fitted
  readonly path: readonly { readonly mean: number; readonly base: number; readonly season: number }[]
  readonly deviations: readonly number[]
  readonly learned: readonly number[]
}): number[] {
  const { shape, weights, deviation } = given.model
  const { path, deviations, learned } = given
  const relative = shape.season === 'multiplicative'
  const places = seasonLength(shape)
  /** What each surprise has brought about so far, in units of the values. */
  const brought: number[] = []
  return path.map(({ mean, base, season }, step) => {
    for (let at = 0; at < step; at += 1) {
      const back = step - at
      const ofSeason = shape.season !== 'none' && back % places === 0 ? weights.season : 0
      const from = path[at]?.base ?? 0
      const more = relative
        ? (learned[back] ?? 0) * from * season + ofSeason * base * season
        : (learned[back] ?? 0) + ofSeason
      brought[at] = (brought[at] ?? 0) + more
    }
    brought.push(relative ? mean : 1)
    const total = deviation * Math.sqrt(brought.reduce((sum, each) => sum + each * each, 0))
    return step === 0 ? (deviations[0] ?? total) : total
  })
}
