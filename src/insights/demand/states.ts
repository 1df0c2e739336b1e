/**
 * Exponential smoothing as a state space: a level, a slope and a figure for each place of the season, which every observation
 * corrects by a share of what it surprised by.
 * Sources: Hyndman, Koehler, Ord & Snyder (2008), "Forecasting with Exponential Smoothing", chapter 2; Hyndman & Athanasopoulos
 * (2021), "Forecasting: Principles and Practice", 3rd edition, chapter 8.
 */

export type Trend = 'none' | 'additive' | 'damped'
export type Season = 'none' | 'additive' | 'multiplicative'

/** Surprises are said relative to the forecast where the season is multiplicative, and absolute otherwise: (M,·,M) and (A,·,·). */
export type Shape = { readonly trend: Trend; readonly season: Season; readonly period: number }

/** Shares of a surprise that go into level, slope and season; and the share of the slope that is left after each step. */
export type Weights = {
  readonly level: number
  readonly slope: number
  readonly season: number
  readonly damping: number
}

/** Level, slope, and from `SEASON` on the season by place. Place 0 is that of the first value. */
export type State = Float64Array
export const LEVEL = 0
export const SLOPE = 1
export const SEASON = 2

export function seasonLength({ season, period }: Shape): number {
  return season === 'none' ? 1 : period
}

/** What one walk through a series found. */
export type Walk = {
  /** One-step forecast for every value. */
  readonly means: Float64Array
  /** Observed minus forecast; relative to the forecast where the season is multiplicative; not a number at a gap. */
  readonly surprises: Float64Array
  readonly end: State
  /** Sum of the squares of observed minus forecast, in both kinds of model. */
  readonly squares: number
  /** Sum of the squared surprises. */
  readonly surprised: number
  readonly observed: number
}

/** Where a walk writes. Walks that are made by the hundred share one, each overwriting the one before. */
export type Room = Pick<Walk, 'means' | 'surprises' | 'end'>

export function roomFor(start: State, values: Float64Array): Room {
  const [means, surprises] = [new Float64Array(values.length), new Float64Array(values.length)]
  return { means, surprises, end: new Float64Array(start.length) }
}

/**
 * Walks through the values. A gap, which is not a number, moves the states on without correcting them.
 * @returns nothing where a multiplicative model would pass through a forecast that is not positive
 */
export function walked(
  shape: Shape,
  weights: Weights,
  start: State,
  values: Float64Array,
  room: Room = roomFor(start, values),
): Walk | undefined {
  const relative = shape.season === 'multiplicative'
  const length = seasonLength(shape)
  const { means, surprises, end } = room
  end.set(start)
  let level = end[LEVEL] ?? 0
  let slope = end[SLOPE] ?? 0
  let [squares, surprised, observed, place] = [0, 0, 0, SEASON]
  for (let step = 0; step < values.length; step += 1) {
    slope *= weights.damping
    const base = level + slope
    const season = end[place] ?? 0
    const mean = relative ? base * season : base + season
    if (relative && !(mean > 0 && base > 0)) return undefined
    const value = values[step] ?? Number.NaN
    const surprise = relative ? value / mean - 1 : value - mean
    means[step] = mean
    surprises[step] = surprise
    level = base
    if (!Number.isNaN(surprise)) {
      const unit = relative ? base * surprise : surprise
      level += weights.level * unit
      slope += weights.slope * unit
      end[place] = season + weights.season * (relative ? season * surprise : surprise)
      squares += (value - mean) ** 2
      surprised += surprise * surprise
      observed += 1
    }
    place = place === SEASON + length - 1 ? SEASON : place + 1
  }
  end[LEVEL] = level
  end[SLOPE] = slope
  return { means, surprises, end, squares, surprised, observed }
}

/** Forecasts from the states that a walk of `steps` values ended with; `base` is the forecast without its season. */
export function ahead(
  shape: Shape,
  { damping }: Weights,
  { end, steps, horizon }: { readonly end: State; readonly steps: number; readonly horizon: number },
): { readonly mean: number; readonly base: number; readonly season: number }[] {
  const relative = shape.season === 'multiplicative'
  const length = seasonLength(shape)
  let base = end[LEVEL] ?? 0
  let slope = end[SLOPE] ?? 0
  return Array.from({ length: horizon }, (_, step) => {
    slope *= damping
    base += slope
    const season = end[SEASON + ((steps + step) % length)] ?? 0
    return { mean: relative ? base * season : base + season, base, season }
  })
}
