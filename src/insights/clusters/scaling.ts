/**
 * Features on scales that can be compared: skewed ones by their logarithm, then each around its mean in standard deviations.
 * What cannot tell members apart is left out and named.
 */
import type { Points } from './points.ts'

export type Feature = {
  readonly name: string
  /** A few values are far above the others, as with amounts: the logarithm of 1 + value is taken, with its sign for negative ones. */
  readonly skewed: boolean
}

/** How a feature was brought to its scale. */
export type Scale = Feature & {
  /** Which column of the table as it was given. */
  readonly column: number
  /** Mean and standard deviation (divided by the count) of the known values, after the logarithm where there is one. */
  readonly mean: number
  readonly deviation: number
  /** How many values were missing; they stand at the mean and so pull to no side. */
  readonly missing: number
}

/** A feature that is not used: it has one value for all, or none. */
export type LeftOut = { readonly name: string; readonly why: 'constant' | 'unknown'; readonly missing: number }

export type Scaled = {
  /** rows × used features, in standard deviations. */
  readonly points: Points
  readonly scales: readonly Scale[]
  readonly leftOut: readonly LeftOut[]
}

/** A spread that is no more than what rounding leaves of equal values. */
const ROUNDING = 1e-12
/** Numbers with so small a spread lose digits, the smaller the more. */
const SMALLEST = 1e-290

function toScale({ skewed, mean, deviation }: Scale, value: number): number {
  return ((skewed ? logarithm(value) : value) - mean) / deviation
}

function logarithm(value: number): number {
  return Math.sign(value) * Math.log1p(Math.abs(value))
}

function fromScale({ skewed, mean, deviation }: Scale, scaled: number): number {
  const value = scaled * deviation + mean
  return skewed ? Math.sign(value) * Math.expm1(Math.abs(value)) : value
}

/** Mean and spread of one column, in two passes; NaN and infinite values are missing. */
function scaleOf({ values, rows, columns }: Points, column: number, feature: Feature): Scale {
  let [known, sum, largest] = [0, 0, 0]
  const each = (use: (value: number) => void): void => {
    for (let at = column; at < rows * columns; at += columns) {
      const value = values[at] ?? Number.NaN
      if (Number.isFinite(value)) use(feature.skewed ? logarithm(value) : value)
    }
  }
  each((value) => {
    known += 1
    sum += value
    largest = Math.max(largest, Math.abs(value))
  })
  const mean = known === 0 ? Number.NaN : sum / known
  // In shares of the largest: a square of something very small would be nothing.
  let squares = 0
  each((value) => {
    if (largest > 0) squares += ((value - mean) / largest) ** 2
  })
  const deviation = known === 0 ? Number.NaN : largest * Math.sqrt(squares / known)
  const constant = deviation <= Math.max(SMALLEST, ROUNDING * largest)
  return { ...feature, column, mean, deviation: constant ? 0 : deviation, missing: rows - known }
}

/**
 * @param table `values` rows × columns; what is not known is NaN
 * @param features one for each column
 */
export function scaled(table: Points, features: readonly Feature[]): Scaled {
  if (features.length !== table.columns) throw new RangeError(`${table.columns} columns, ${features.length} features`)
  const all = features.map((feature, column) => scaleOf(table, column, feature))
  const scales = all.filter(({ deviation }) => deviation > 0)
  const leftOut = all
    .filter(({ deviation }) => !(deviation > 0))
    .map(({ name, deviation, missing }): LeftOut => ({ name, why: deviation === 0 ? 'constant' : 'unknown', missing }))
  return { points: onto(scales, table), scales, leftOut }
}

/** A table of the same columns on scales that another one gave; what is not known stands at their mean. */
export function onto(scales: readonly Scale[], table: Points): Points {
  const values = new Float64Array(table.rows * scales.length)
  scales.forEach((scale, to) => {
    for (let row = 0; row < table.rows; row += 1) {
      const value = table.values[row * table.columns + scale.column] ?? Number.NaN
      values[row * scales.length + to] = Number.isFinite(value) ? toScale(scale, value) : 0
    }
  })
  return { values, rows: table.rows, columns: scales.length }
}

/** A row on these scales, e.g. a centre of an earlier run; `row` holds one known value for each scale. */
export function onScales(scales: readonly Scale[], row: readonly number[]): number[] {
  return scales.map((scale, at) => toScale(scale, row[at] ?? Number.NaN))
}

/** A row, e.g. a centre, in the units of the features; where a logarithm was taken it is a middle in the sense of ratios. */
export function inUnits(scales: readonly Scale[], row: ArrayLike<number>): number[] {
  return scales.map((scale, at) => fromScale(scale, row[at] ?? Number.NaN))
}
