/**
 * Logistic regression with a ridge: the log-odds of an event are a sum of weighted columns. Newton's steps, halved where they go too
 * far; with a ridge there is exactly one best set of weights.
 * Source: Hastie, Tibshirani & Friedman, The Elements of Statistical Learning (2009), section 4.4.1; Hoerl & Kennard (1970) for the ridge.
 */
import type { Points } from '../clusters/points.ts'
import { decomposed, solved } from '../maths/squares.ts'

export type Logistic = {
  /** Log-odds where every column is nought. */
  readonly intercept: number
  /** What one of a column adds to the log-odds. */
  readonly weights: Float64Array
  /** How unsure each weight is: the root of the inverse curvature's diagonal, the ridge included. */
  readonly errors: Float64Array
  /** Of the labels, without the ridge. */
  readonly logLikelihood: number
  readonly rounds: number
  readonly converged: boolean
}

export type Fitting = {
  /** Half of it times the weights' squares is taken off the log-likelihood; the intercept is free. Columns are on one scale. */
  readonly ridge?: number
  readonly rounds?: number
}

const RIDGE = 1
const ROUNDS = 30
const HALVINGS = 30
/** A gain of this share of the objective is rounding. */
const ROUNDING = 1e-12

/** @param happened 1 or 0 for each row; both must be there */
export function fitLogistic(
  points: Points,
  happened: Uint8Array,
  { ridge = RIDGE, rounds = ROUNDS }: Fitting = {},
): Logistic {
  const size = points.columns + 1
  const penalties = Float64Array.from({ length: size }, (_, at) => (at < points.columns ? ridge : 0))
  let weights = new Float64Array(size)
  const share = happened.reduce((sum, each) => sum + each, 0) / Math.max(1, happened.length)
  if (!(share > 0 && share < 1)) throw new RangeError('of one kind only: there is nothing to tell apart')
  weights[points.columns] = Math.log(share / (1 - share))
  let value = objective(points, happened, weights, penalties)
  for (let round = 0; round < rounds; round += 1) {
    const { slope, curvature } = bent(points, happened, weights, penalties)
    if (!decomposed(curvature, size))
      return told(points, weights, curvature, { value, penalties, round, converged: false })
    const step = solved(curvature, slope)
    const next = stepped(weights, step, value, (at) => objective(points, happened, at, penalties))
    const gained = next === undefined ? 0 : next.value - value
    if (next !== undefined) ({ at: weights, value } = next)
    if (gained <= ROUNDING * Math.max(1, Math.abs(value)))
      return told(points, weights, curvature, { value, penalties, round: round + 1, converged: true })
  }
  const { curvature } = bent(points, happened, weights, penalties)
  decomposed(curvature, size)
  return told(points, weights, curvature, { value, penalties, round: rounds, converged: false })
}

/** The first of the step, its half, its quarter … that is no worse. */
function stepped(from: Float64Array, step: Float64Array, value: number, ask: (at: Float64Array) => number) {
  for (let [halving, length] = [0, 1]; halving < HALVINGS; halving += 1, length /= 2) {
    const at = from.map((each, place) => each + length * (step[place] ?? 0))
    const there = ask(at)
    if (there >= value) return { at, value: there }
  }
  return undefined
}

type End = { value: number; penalties: Float64Array; round: number; converged: boolean }

function told({ columns }: Points, weights: Float64Array, lower: Float64Array, end: End): Logistic {
  const errors = Float64Array.from({ length: columns }, (_, column) => {
    const unit = new Float64Array(columns + 1)
    unit[column] = 1
    return Math.sqrt(solved(lower, unit)[column] ?? Number.NaN)
  })
  return {
    intercept: weights[columns] ?? 0,
    weights: weights.slice(0, columns),
    errors,
    logLikelihood: end.value + penalty(weights, end.penalties),
    rounds: end.round,
    converged: end.converged,
  }
}

function penalty(weights: Float64Array, penalties: Float64Array): number {
  return weights.reduce((sum, each, at) => sum + ((penalties[at] ?? 0) * each * each) / 2, 0)
}

/** Log-odds of one row. */
function oddsOf({ values, columns }: Points, weights: Float64Array, row: number, intercept: number): number {
  let sum = intercept
  const from = row * columns
  for (let column = 0; column < columns; column += 1) sum += (values[from + column] ?? 0) * (weights[column] ?? 0)
  return sum
}

function objective(points: Points, happened: Uint8Array, weights: Float64Array, penalties: Float64Array): number {
  const intercept = weights[points.columns] ?? 0
  let sum = 0
  for (let row = 0; row < points.rows; row += 1) {
    const odds = oddsOf(points, weights, row, intercept)
    // ln(1 + e^z) without overflow.
    sum += (happened[row] ?? 0) * odds - Math.max(odds, 0) - Math.log1p(Math.exp(-Math.abs(odds)))
  }
  return sum - penalty(weights, penalties)
}

/** Slope and (negative) curvature of the objective; of the curvature the lower half. */
function bent(points: Points, happened: Uint8Array, weights: Float64Array, penalties: Float64Array) {
  const { values, rows, columns } = points
  const size = columns + 1
  const slope = new Float64Array(size)
  const curvature = new Float64Array(size * size)
  const intercept = weights[columns] ?? 0
  for (let row = 0; row < rows; row += 1) {
    const probability = 1 / (1 + Math.exp(-oddsOf(points, weights, row, intercept)))
    const missed = (happened[row] ?? 0) - probability
    const weight = probability * (1 - probability)
    const from = row * columns
    for (let one = 0; one < columns; one += 1) {
      const value = values[from + one] ?? 0
      if (value === 0) continue
      const weighted = weight * value
      slope[one] = (slope[one] ?? 0) + missed * value
      const line = one * size
      for (let other = 0; other <= one; other += 1)
        curvature[line + other] = (curvature[line + other] ?? 0) + weighted * (values[from + other] ?? 0)
      curvature[columns * size + one] = (curvature[columns * size + one] ?? 0) + weighted
    }
    slope[columns] = (slope[columns] ?? 0) + missed
    curvature[size * size - 1] = (curvature[size * size - 1] ?? 0) + weight
  }
  for (let at = 0; at < size; at += 1) {
    slope[at] = (slope[at] ?? 0) - (penalties[at] ?? 0) * (weights[at] ?? 0)
    curvature[at * size + at] = (curvature[at * size + at] ?? 0) + (penalties[at] ?? 0)
  }
  return { slope, curvature }
}

/** How likely the event is for each row, 0 … 1. */
export function probabilities(
  { intercept, weights }: Pick<Logistic, 'intercept' | 'weights'>,
  points: Points,
): Float64Array {
  return Float64Array.from(
    { length: points.rows },
    (_, row) => 1 / (1 + Math.exp(-oddsOf(points, weights, row, intercept))),
  )
}
