/**
 * Lloyd's rounds with Hamerly's bounds ("Making k-means even faster", 2010): for each point an upper bound of the distance to its
 * centre and a lower bound of the distance to every other; while the first is below the second the point cannot move and its
 * distances are not worked out.
 */
import { type Points, squaredDistance } from './points.ts'

/** How the rounds ended: no point moved; centres moved less than asked for; there were no more rounds. */
export type Ending = 'settled' | 'within-tolerance' | 'out-of-rounds'

export type Partition = {
  /** clusters × columns */
  readonly centres: Float64Array
  /** For each row its cluster from 0 on, whose centre is the nearest one. */
  readonly clusterOf: Uint16Array
  /** None is 0 unless the rounds ran out. */
  readonly sizes: Uint32Array
  /** Sum of the squares of all distances to the nearest centre. */
  readonly inertia: number
  /** The same after each round with every point; it never rises. */
  readonly inertias: readonly number[]
  readonly ending: Ending
}

type Working = {
  readonly points: Points
  readonly clusters: number
  readonly centres: Float64Array
  readonly sums: Float64Array
  readonly sizes: Uint32Array
  readonly clusterOf: Uint16Array
  readonly upper: Float64Array
  readonly lower: Float64Array
}

/** Half the distance from each centre to the next one: who is nearer to a centre than that is in its cluster. */
function halfWayToNext({ centres, clusters, points: { columns } }: Working): Float64Array {
  return Float64Array.from({ length: clusters }, (_, cluster) => {
    let nearest = Number.POSITIVE_INFINITY
    for (let other = 0; other < clusters; other += 1) {
      if (other !== cluster) nearest = Math.min(nearest, squaredDistance(centres, cluster, centres, other, columns))
    }
    return Math.sqrt(nearest) / 2
  })
}

function add({ points: { values, columns }, sums, sizes }: Working, row: number, cluster: number, sign: 1 | -1): void {
  sizes[cluster] = (sizes[cluster] ?? 0) + sign
  for (let column = 0; column < columns; column += 1) {
    const at = cluster * columns + column
    sums[at] = (sums[at] ?? 0) + sign * (values[row * columns + column] ?? 0)
  }
}

/** Puts the row into the cluster whose centre is nearest, and takes both bounds from the true distances. @returns the cluster */
function settle({ points: { values, columns }, centres, clusters, upper, lower }: Working, row: number): number {
  let nearest = 0
  let best = Number.POSITIVE_INFINITY
  let second = Number.POSITIVE_INFINITY
  const from = row * columns
  for (let cluster = 0, at = 0; cluster < clusters; cluster += 1) {
    let sum = 0
    for (let column = 0; column < columns; column += 1, at += 1) {
      const apart = (values[from + column] ?? 0) - (centres[at] ?? 0)
      sum += apart * apart
    }
    if (sum < best) {
      second = best
      best = sum
      nearest = cluster
    } else if (sum < second) second = sum
  }
  upper[row] = Math.sqrt(best)
  lower[row] = Math.sqrt(second)
  return nearest
}

/** Gives each cluster without points the point that is farthest from its centre; none when all stand at their centres. */
function fillEmpty(working: Working): void {
  const { points, clusters, centres, sizes, clusterOf, upper, lower } = working
  for (let empty = 0; empty < clusters; empty += 1) {
    if (sizes[empty] !== 0) continue
    let [farthest, most] = [0, 0]
    for (let row = 0; row < points.rows; row += 1) {
      const own = clusterOf[row] ?? 0
      if ((sizes[own] ?? 0) < 2) continue
      const distance = squaredDistance(points.values, row, centres, own, points.columns)
      if (distance > most) [farthest, most] = [row, distance]
    }
    if (most === 0) return
    add(working, farthest, clusterOf[farthest] ?? 0, -1)
    add(working, farthest, empty, 1)
    clusterOf[farthest] = empty
    centres.set(
      points.values.subarray(farthest * points.columns, (farthest + 1) * points.columns),
      empty * points.columns,
    )
    // Its bounds are not known; the others' are kept right by how far this centre has come.
    upper[farthest] = Number.POSITIVE_INFINITY
    lower[farthest] = 0
  }
}

/** Moves each centre to the middle of its points; one without points stays. @returns how far each went */
function moveCentres(
  { points: { columns }, centres, sums, sizes, clusters }: Working,
  before: Float64Array,
): Float64Array {
  const moved = new Float64Array(clusters)
  for (let cluster = 0; cluster < clusters; cluster += 1) {
    const size = sizes[cluster] ?? 0
    if (size === 0) continue
    for (let at = cluster * columns; at < (cluster + 1) * columns; at += 1) centres[at] = (sums[at] ?? 0) / size
    moved[cluster] = Math.sqrt(squaredDistance(centres, cluster, before, cluster, columns))
  }
  return moved
}

/** Puts each row where it belongs as far as the bounds do not say that it stays. @returns how many moved */
function assign(working: Working, moved: Float64Array): number {
  const { points, centres, clusterOf, upper, lower } = working
  const half = halfWayToNext(working)
  const farthest = moved.reduce((most, distance, cluster) => (distance > (moved[most] ?? 0) ? cluster : most), 0)
  const most = moved[farthest] ?? 0
  const next = moved.reduce(
    (second, distance, cluster) => (cluster === farthest ? second : Math.max(second, distance)),
    0,
  )
  let count = 0
  for (let row = 0; row < points.rows; row += 1) {
    const own = clusterOf[row] ?? 0
    const above = (upper[row] ?? 0) + (moved[own] ?? 0)
    const below = (lower[row] ?? 0) - (own === farthest ? next : most)
    upper[row] = above
    lower[row] = below
    const enough = Math.max(half[own] ?? 0, below)
    if (above < enough) continue
    const exact = Math.sqrt(squaredDistance(points.values, row, centres, own, points.columns))
    upper[row] = exact
    if (exact < enough) continue
    const nearest = settle(working, row)
    if (nearest === own) continue
    add(working, row, own, -1)
    add(working, row, nearest, 1)
    clusterOf[row] = nearest
    count += 1
  }
  return count
}

function started(points: Points, centres: Float64Array): Working {
  const { rows, columns } = points
  const clusters = centres.length / columns
  const working: Working = {
    ...{ points, clusters, centres: centres.slice() },
    ...{ sums: new Float64Array(centres.length), sizes: new Uint32Array(clusters), clusterOf: new Uint16Array(rows) },
    ...{ upper: new Float64Array(rows), lower: new Float64Array(rows) },
  }
  for (let row = 0; row < rows; row += 1) {
    const nearest = settle(working, row)
    working.clusterOf[row] = nearest
    add(working, row, nearest, 1)
  }
  return working
}

/** What is left of the squares of all values when each cluster is drawn into its middle. */
function inertiaOf({ sums, sizes, clusters, points: { columns } }: Working, squares: number): number {
  let drawn = 0
  for (let cluster = 0; cluster < clusters; cluster += 1) {
    const size = sizes[cluster] ?? 0
    if (size === 0) continue
    for (let at = cluster * columns; at < (cluster + 1) * columns; at += 1) drawn += (sums[at] ?? 0) ** 2 / size
  }
  return Math.max(0, squares - drawn)
}

/** Each row at its nearest centre, with nothing taken from bounds. */
function finished(working: Working, inertias: readonly number[], ending: Ending): Partition {
  const { points, centres, clusterOf, clusters, upper } = working
  const sizes = new Uint32Array(clusters)
  let inertia = 0
  for (let row = 0; row < points.rows; row += 1) {
    const nearest = settle(working, row)
    clusterOf[row] = nearest
    sizes[nearest] = (sizes[nearest] ?? 0) + 1
    inertia += (upper[row] ?? 0) ** 2
  }
  return { centres, clusterOf, sizes, inertia, inertias, ending }
}

/**
 * @param points at least as many different ones as clusters, best around nought: the inertias of the rounds are differences of squares
 * @param centres clusters × columns, at least one
 * @param tolerance ends the rounds when the squares of how far the centres moved add up to no more
 */
export function rounds(
  points: Points,
  centres: Float64Array,
  { most, tolerance }: { most: number; tolerance: number },
): Partition {
  const squares = points.values.reduce((sum, value) => sum + value * value, 0)
  const working = started(points, centres)
  const inertias: number[] = []
  for (;;) {
    const before = working.centres.slice()
    fillEmpty(working)
    const moved = moveCentres(working, before)
    inertias.push(inertiaOf(working, squares))
    if (inertias.length >= most) return finished(working, inertias, 'out-of-rounds')
    if (assign(working, moved) === 0) return finished(working, inertias, 'settled')
    const little = moved.reduce((sum, distance) => sum + distance ** 2, 0) <= tolerance
    if (little && working.sizes.every((size) => size > 0)) return finished(working, inertias, 'within-tolerance')
  }
}
