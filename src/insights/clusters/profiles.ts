/** What each cluster is known by: the features in which it differs from everybody, in standard deviations and in their own units. */
import type { Points } from './points.ts'
import type { Scale } from './scaling.ts'

export type Trait = {
  readonly feature: string
  /** How far the cluster's mean is from everybody's, in standard deviations of everybody (after the logarithm where there is one). */
  readonly apart: number
  /** Standard error of that; NaN for a cluster of one. */
  readonly standardError: number
  /** Whether it is far enough to be worth a word. */
  readonly standsOut: boolean
  /** In the feature's own units; the known values only, NaN where there are none. */
  readonly mean: number
  readonly median: number
  readonly medianOfAll: number
  readonly missing: number
}

export type Profile = {
  readonly cluster: number
  readonly size: number
  /** Of all, 0 … 1. */
  readonly share: number
  /** The farthest from everybody first. */
  readonly traits: readonly Trait[]
}

/** Half a standard deviation, a "medium effect" in the words of Cohen (1988). */
export const STANDS_OUT = 0.5

function medianOf(sorted: Float64Array): number {
  const middle = sorted.length >>> 1
  if (sorted.length === 0) return Number.NaN
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

/** The known values of one column in these rows, in rising order. */
function known({ values, columns }: Points, rows: Uint32Array, column: number): Float64Array {
  return Float64Array.from(rows, (row) => values[row * columns + column] ?? Number.NaN)
    .filter(Number.isFinite)
    .sort()
}

/** Mean of a column in these rows, and the standard error of that mean. */
function meanOf(
  { values, columns }: Points,
  rows: Uint32Array,
  column: number,
): { mean: number; standardError: number } {
  let sum = 0
  for (const row of rows) sum += values[row * columns + column] ?? 0
  const mean = sum / rows.length
  let squares = 0
  for (const row of rows) squares += ((values[row * columns + column] ?? 0) - mean) ** 2
  return { mean, standardError: Math.sqrt(squares / (rows.length - 1) / rows.length) }
}

/**
 * @param table as it was given to `scaled`; @param on what came out of it
 * @param clusterOf for each row its cluster, 0 … clusters − 1
 */
export function profiles(
  table: Points,
  on: { readonly points: Points; readonly scales: readonly Scale[] },
  { clusterOf, clusters }: { clusterOf: Uint16Array; clusters: number },
): Profile[] {
  const everybody = Uint32Array.from(clusterOf.keys())
  const mediansOfAll = on.scales.map(({ column }) => medianOf(known(table, everybody, column)))
  return Array.from({ length: clusters }, (_, cluster) => {
    const rows = everybody.filter((row) => clusterOf[row] === cluster)
    const traits = on.scales.map(({ name, column }, at): Trait => {
      const { mean: apart, standardError } = meanOf(on.points, rows, at)
      const values = known(table, rows, column)
      return {
        ...{ feature: name, apart, standardError, standsOut: Math.abs(apart) >= STANDS_OUT },
        mean: values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length,
        ...{ median: medianOf(values), medianOfAll: mediansOfAll[at] ?? Number.NaN },
        missing: rows.length - values.length,
      }
    })
    traits.sort((a, b) => Math.abs(b.apart) - Math.abs(a.apart))
    return { cluster, size: rows.length, share: rows.length / table.rows, traits }
  })
}
