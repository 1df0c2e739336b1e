/**
 * K-means: points fall into groups around centres so that the squares of the distances to the nearest centre add up to little.
 * Several starts from k-means++ are carried through by Lloyd's rounds on a sample; the best of them is carried on with every point
 * (Bradley and Fayyad, "Refining initial points for k-means clustering", 1998). Up to `SAMPLE` points the sample is all of them.
 * What comes out depends on points, options and seed, not on the order of the points.
 */
import { chance, sampleOf } from '../maths/chance.ts'
import { compareRows, distinctRows, onGrid, ownOrder, type Points, picked } from './points.ts'
import { type Partition, rounds } from './rounds.ts'
import { seeded } from './seeding.ts'

/** The largest cluster comes first, equal ones in the order of their centres; rows are in the order in which they were given. */
export type Clustering = Partition & {
  readonly kind: 'clustered'
  readonly clusters: number
  readonly starts: number
}

/** There are not as many different points as clusters were asked for; differences below 10⁻¹² of the widest column are none. */
export type TooFewPoints = { readonly kind: 'too-few-points'; readonly distinct: number; readonly clusters: number }

export type Asked = {
  /** A whole number, 1 … 65,535. */
  readonly clusters: number
  readonly seed: number
  /** How many starts are tried; 10 when absent. */
  readonly starts?: number
  /** The most rounds of each start; 300 when absent. */
  readonly most?: number
  /** Rounds end when the squares of how far the centres moved add up to this share of the middle variance; 0.0001 when absent. */
  readonly tolerance?: number
}

/** Starts are compared on so many points: between samples of this size inertia differs by less than a thousandth (decision 0036). */
const SAMPLE = 100_000
const MOST_CLUSTERS = 65_535

/** Variance of a column, in the middle over all columns. */
function middleVariance({ values, rows, columns }: Points): number {
  const sums = new Float64Array(columns)
  let squares = 0
  for (let row = 0, at = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1, at += 1) {
      const value = values[at] ?? 0
      sums[column] = (sums[column] ?? 0) + value
      squares += value * value
    }
  }
  return (squares - sums.reduce((sum, each) => sum + each ** 2, 0) / rows) / (rows * columns)
}

/** The best of several starts, each carried through on a sample. @returns centres, clusters × columns */
function bestStart(points: Points, asked: Required<Asked>): Float64Array {
  const { clusters, seed, starts, most } = asked
  const draw = chance(seed)
  const sample = picked(points, sampleOf(draw, { count: SAMPLE, limit: points.rows }))
  const tolerance = asked.tolerance * middleVariance(sample)
  let best: Partition | undefined
  for (let start = 0; start < starts; start += 1) {
    const found = rounds(sample, seeded(sample, clusters, draw), { most, tolerance })
    if (best === undefined || found.inertia < best.inertia) best = found
  }
  return best?.centres ?? new Float64Array(0)
}

/** The clusters, largest first, named by the numbers that they had. */
function largestFirst({ centres, sizes }: Partition, columns: number): number[] {
  const table: Points = { values: centres, rows: sizes.length, columns }
  return [...sizes.keys()].sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0) || compareRows(table, a, b))
}

/** @param points finite numbers (another one is thrown back), on scales that can be compared (`scaling.ts`) */
export function kmeans(points: Points, options: Asked): Clustering | TooFewPoints {
  const asked: Required<Asked> = { starts: 10, most: 300, tolerance: 0.0001, ...options }
  const { clusters } = asked
  for (const [name, value] of Object.entries({ clusters, starts: asked.starts, most: asked.most })) {
    if (!Number.isInteger(value) || value < 1) throw new RangeError(`${name} is a whole number from 1 on, not ${value}`)
  }
  if (clusters > MOST_CLUSTERS) throw new RangeError(`at most ${MOST_CLUSTERS} clusters`)
  const { points: even, middle, unit } = onGrid(points)
  const order = ownOrder(even)
  const ordered = picked(even, order)
  const distinct = distinctRows(ordered, clusters)
  if (distinct < clusters) return { kind: 'too-few-points', distinct, clusters }

  const tolerance = asked.tolerance * middleVariance(ordered)
  const found = rounds(ordered, bestStart(ordered, asked), { most: asked.most, tolerance })
  const { columns } = points
  const ranked = largestFirst(found, columns)
  const rankOf = new Uint16Array(clusters)
  ranked.forEach((cluster, rank) => {
    rankOf[cluster] = rank
  })
  const clusterOf = new Uint16Array(points.rows)
  order.forEach((row, place) => {
    clusterOf[row] = rankOf[found.clusterOf[place] ?? 0] ?? 0
  })
  return {
    ...{ kind: 'clustered', clusters, clusterOf },
    centres: picked({ values: found.centres, rows: clusters, columns }, Uint32Array.from(ranked)).values.map(
      (value, at) => value * unit + (middle[at % columns] ?? 0),
    ),
    sizes: Uint32Array.from(ranked, (cluster) => found.sizes[cluster] ?? 0),
    inertia: found.inertia * unit ** 2,
    inertias: found.inertias.map((inertia) => inertia * unit ** 2),
    ...{ ending: found.ending, starts: asked.starts },
  }
}
