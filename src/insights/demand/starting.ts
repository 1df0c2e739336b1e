/** Where smoothing starts from: a first guess by decomposition, and its correction by least squares. */
import { leastSquares } from '../maths/squares.ts'
import {
  LEVEL,
  SEASON,
  type Shape,
  SLOPE,
  type State,
  seasonLength,
  type Walk,
  type Weights,
  walked,
} from './states.ts'

/** Values that the first level and slope are drawn through (Hyndman et al. 2008, section 2.6.1). */
const FIRST_VALUES = 10

/**
 * First guess: the season from what a moving average over one season leaves, averaged by place; level and slope from a line
 * through the first values without their season. After Hyndman et al. (2008), section 2.6.1; a gap counts as the same place of the
 * season before or after.
 */
export function firstState(shape: Shape, values: Float64Array): State {
  const state = new Float64Array(SEASON + seasonLength(shape))
  const full = filled(values, shape.period)
  if (shape.season !== 'none') state.set(seasonOf(shape, full), SEASON)
  const plain = full.slice(0, Math.max(FIRST_VALUES, seasonLength(shape))).map((value, step) => {
    const season = state[SEASON + (step % seasonLength(shape))] ?? 0
    return shape.season === 'multiplicative' ? value / season : value - season
  })
  const line = lineThrough(plain)
  // The first forecast is of step 0, one after the state.
  state[LEVEL] = shape.trend === 'none' ? mean(plain) : line.at - line.slope
  state[SLOPE] = shape.trend === 'none' ? 0 : line.slope
  if (shape.season === 'multiplicative' && !((state[LEVEL] ?? 0) + Math.min(0, state[SLOPE] ?? 0) > 0)) {
    state[LEVEL] = mean(plain)
    state[SLOPE] = 0
  }
  return state
}

/** Every gap gets the value of the same place a season away, the nearest first; else the last value before it, or the first. */
function filled(values: Float64Array, period: number): Float64Array {
  const known = (at: number): number | undefined => {
    const value = values[at]
    return value === undefined || Number.isNaN(value) ? undefined : value
  }
  const first = values.find((value) => !Number.isNaN(value)) ?? 0
  let last = first
  return values.map((_, at) => {
    const there = known(at)
    if (there !== undefined) {
      last = there
      return there
    }
    for (let away = period; away < values.length; away += period) {
      const near = known(at + away) ?? known(at - away)
      if (near !== undefined) return near
    }
    return last
  })
}

function seasonOf({ season, period }: Shape, values: Float64Array): Float64Array {
  const relative = season === 'multiplicative'
  const sums = new Float64Array(period)
  const counts = new Float64Array(period)
  const half = Math.floor(period / 2)
  for (let at = half; at + half < values.length; at += 1) {
    // Over an even season the two ends, which are the same place, count half each.
    let sum = 0
    for (let near = at - half; near <= at + half; near += 1) sum += values[near] ?? 0
    if (period % 2 === 0) sum -= ((values[at - half] ?? 0) + (values[at + half] ?? 0)) / 2
    const middle = sum / period
    const place = at % period
    sums[place] = (sums[place] ?? 0) + (relative ? (values[at] ?? 0) / middle : (values[at] ?? 0) - middle)
    counts[place] = (counts[place] ?? 0) + 1
  }
  const raw = sums.map((sum, place) => ((counts[place] ?? 0) > 0 ? sum / (counts[place] ?? 1) : relative ? 1 : 0))
  const middle = mean(raw)
  return raw.map((each) => (relative ? each / middle : each - middle))
}

function lineThrough(values: Float64Array): { at: number; slope: number } {
  const middle = (values.length - 1) / 2
  const centre = mean(values)
  let [over, under] = [0, 0]
  values.forEach((value, step) => {
    over += (step - middle) * (value - centre)
    under += (step - middle) ** 2
  })
  const slope = under > 0 ? over / under : 0
  return { at: centre - slope * middle, slope }
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}

/**
 * Starting states of fewest squared surprises for these weights. Surprises of the additive models are linear in the states, so one
 * step is exact; for the multiplicative ones it is a step of Gauss & Newton.
 */
export function corrected(
  shape: Shape,
  weights: Weights,
  { start, values }: { readonly start: State; readonly values: Float64Array },
): State | undefined {
  const from = walked(shape, weights, start, values)
  if (from === undefined) return undefined
  const free = [LEVEL, ...(shape.trend === 'none' ? [] : [SLOPE])]
  if (shape.season !== 'none') for (let place = 0; place < shape.period; place += 1) free.push(SEASON + place)
  const columns: Float64Array[] = []
  for (const which of free) {
    const column = effectOf(which, { shape, weights, start, values, from })
    if (column === undefined) return undefined
    columns.push(column)
  }
  const steps = leastSquares(columns, missed(values, from))
  if (steps === undefined) return undefined
  const state = Float64Array.from(start)
  free.forEach((which, index) => {
    state[which] = (state[which] ?? 0) + (steps[index] ?? 0)
  })
  return normalised(shape, state)
}

/** How the forecasts of what is known change with one state. */
function effectOf(
  which: number,
  given: { shape: Shape; weights: Weights; start: State; values: Float64Array; from: Walk },
): Float64Array | undefined {
  const { shape, weights, start, values, from } = given
  const nudge = shape.season === 'multiplicative' ? 1e-5 * (which >= SEASON ? 1 : (start[LEVEL] ?? 1)) : 1
  const nudged = Float64Array.from(start)
  nudged[which] = (nudged[which] ?? 0) + nudge
  const walk = walked(shape, weights, nudged, values)
  return walk?.means.map((mean, step) => {
    if (Number.isNaN(values[step] ?? Number.NaN)) return 0
    return (mean - (from.means[step] ?? 0)) / nudge
  })
}

function missed(values: Float64Array, { means }: Walk): Float64Array {
  return values.map((value, step) => (Number.isNaN(value) ? 0 : value - (means[step] ?? 0)))
}

/** The mean of the season belongs to the level. Forecasts stay as they are. */
function normalised(shape: Shape, state: State): State {
  if (shape.season === 'none') return state
  const middle = mean(state.subarray(SEASON))
  if (shape.season === 'additive') {
    state[LEVEL] = (state[LEVEL] ?? 0) + middle
    for (let at = SEASON; at < state.length; at += 1) state[at] = (state[at] ?? 0) - middle
  } else {
    state[LEVEL] = (state[LEVEL] ?? 0) * middle
    state[SLOPE] = (state[SLOPE] ?? 0) * middle
    for (let at = SEASON; at < state.length; at += 1) state[at] = (state[at] ?? 0) / middle
  }
  return state
}
