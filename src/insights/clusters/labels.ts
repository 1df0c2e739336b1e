/**
 * Names of clusters that last from one run to the next. New clusters take the names of the old ones so that the distances add up to as
 * little as can be; a distance above `reach` counts as `reach`, and who is that far from every old cluster is somebody new.
 */
import { type Points, squaredDistance } from './points.ts'

export type Named = { readonly name: string; readonly centre: readonly number[] }

/** Where a name comes from: from an old cluster, with how far its centre has gone, or from nowhere. */
export type Naming =
  | { readonly name: string; readonly kept: true; readonly moved: number }
  | { readonly name: string; readonly kept: false }

/**
 * Pairs rows with columns so that the costs add up to as little as can be, by shortest augmenting paths with prices (Kuhn 1955 and
 * Munkres 1957 in the form of Jonker and Volgenant 1987).
 * @param costs as many columns as rows, or more; finite
 * @returns for each row its column
 */
export function assignment(costs: readonly (readonly number[])[]): number[] {
  const rows = costs.length
  const columns = costs[0]?.length ?? 0
  if (columns < rows) throw new RangeError('fewer columns than rows')
  const cost = (row: number, column: number): number => costs[row]?.[column] ?? 0
  const priceOfRow = new Float64Array(rows)
  const priceOfColumn = new Float64Array(columns)
  const rowOf = new Int32Array(columns).fill(-1)
  for (let begin = 0; begin < rows; begin += 1) {
    const distance = new Float64Array(columns).fill(Number.POSITIVE_INFINITY)
    const from = new Int32Array(columns).fill(-1)
    const done = new Uint8Array(columns)
    let [row, last, reached] = [begin, -1, 0]
    for (;;) {
      let [nearest, least] = [-1, Number.POSITIVE_INFINITY]
      for (let column = 0; column < columns; column += 1) {
        if (done[column] === 1) continue
        const through = reached + cost(row, column) - (priceOfRow[row] ?? 0) - (priceOfColumn[column] ?? 0)
        if (through < (distance[column] ?? 0)) {
          distance[column] = through
          from[column] = last
        }
        if ((distance[column] ?? 0) < least) [nearest, least] = [column, distance[column] ?? 0]
      }
      done[nearest] = 1
      reached = least
      last = nearest
      if ((rowOf[nearest] ?? -1) < 0) break
      row = rowOf[nearest] ?? -1
    }
    // Prices of all that was passed follow, so that no pair is cheaper than its prices.
    priceOfRow[begin] = (priceOfRow[begin] ?? 0) + reached
    for (let column = 0; column < columns; column += 1) {
      if (done[column] !== 1 || column === last) continue
      const spared = reached - (distance[column] ?? 0)
      const paired = rowOf[column] ?? -1
      priceOfColumn[column] = (priceOfColumn[column] ?? 0) - spared
      priceOfRow[paired] = (priceOfRow[paired] ?? 0) + spared
    }
    while (last >= 0) {
      const before = from[last] ?? -1
      rowOf[last] = before < 0 ? begin : (rowOf[before] ?? -1)
      last = before
    }
  }
  const found = new Array<number>(rows).fill(-1)
  rowOf.forEach((row, column) => {
    if (row >= 0) found[row] = column
  })
  return found
}

/** A, B … Z, AA, AB … */
function letters(number: number): string {
  const last = String.fromCharCode(65 + (number % 26))
  return number < 26 ? last : letters(Math.floor(number / 26) - 1) + last
}

/**
 * @param centres of the new clusters, one row each
 * @param old names and centres of the run before, on the same scales (`onScales` in `scaling.ts`)
 * @param reach farther than this a cluster is another one; in standard deviations where scales are
 * @param spent names that are not to be given again though no old cluster has them now
 * @returns for each new cluster its name
 */
export function named(
  centres: Points,
  { old, reach, spent = [] }: { old: readonly Named[]; reach: number; spent?: readonly string[] },
): Naming[] {
  const before = Float64Array.from(old.flatMap(({ centre }) => centre))
  const columns = Math.max(old.length, centres.rows)
  const costs = Array.from({ length: centres.rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => {
      if (column >= old.length) return reach
      return Math.min(reach, Math.sqrt(squaredDistance(centres.values, row, before, column, centres.columns)))
    }),
  )
  const taken = new Set([...spent, ...old.map(({ name }) => name)])
  let next = 0
  const fresh = (): string => {
    while (taken.has(letters(next))) next += 1
    taken.add(letters(next))
    return letters(next)
  }
  return assignment(costs).map((column, row): Naming => {
    const moved = costs[row]?.[column] ?? reach
    const match = old[column]
    return match === undefined || moved >= reach
      ? { name: fresh(), kept: false }
      : { name: match.name, kept: true, moved }
  })
}
