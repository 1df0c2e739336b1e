/**
 * How well each point lies in its cluster: with a the mean distance to its own cluster's other points and b the mean distance to the
 * next cluster's, (b − a) ÷ max(a, b), from −1 to 1; 0 for a cluster of one (Rousseeuw 1987). The mean over all points is the figure.
 */
import { type Chance, chance, sampleOf } from '../maths/chance.ts'
import { type Points, squaredDistance } from './points.ts'

export type Silhouette = {
  /** Mean over all points, or its estimate. */
  readonly value: number
  /** Of the estimate, by a jackknife over groups of points; rather too large just above 5,000 points. 0 when every pair of points was looked at. */
  readonly standardError: number
  /** So many points were looked at. */
  readonly looked: number
}

/** Up to so many points every pair is looked at: 12.5 million distances, a fraction of a second. */
const EXACT = 5_000
/** Above, so many points are looked at, each against at most so many of each cluster. */
const SUBJECTS = 2_000
const AGAINST = 1_000
/** Groups that the jackknife leaves out one by one. */
const GROUPS = 20

function members(clusterOf: Uint16Array, clusters: number): Uint32Array[] {
  const counts = new Uint32Array(clusters)
  for (const cluster of clusterOf) counts[cluster] = (counts[cluster] ?? 0) + 1
  const lists = Array.from(counts, (count) => new Uint32Array(count))
  counts.fill(0)
  clusterOf.forEach((cluster, row) => {
    const at = counts[cluster] ?? 0
    const list = lists[cluster]
    if (list !== undefined) list[at] = row
    counts[cluster] = at + 1
  })
  return lists
}

function drawn(rows: Uint32Array, most: number, draw: Chance): Uint32Array {
  if (rows.length <= most) return rows
  return Uint32Array.from(sampleOf(draw, { count: most, limit: rows.length }), (at) => rows[at] ?? 0)
}

/** Sum of distances and count of points, by cluster and by group. */
type Seen = { readonly sums: Float64Array; readonly counts: Uint32Array }

/** What one point sees of each cluster's points, by the group that those fall into; not itself. */
function seenFrom(points: Points, row: number, others: readonly Uint32Array[], groups: number): Seen {
  const sums = new Float64Array(others.length * groups)
  const counts = new Uint32Array(others.length * groups)
  others.forEach((rows, cluster) => {
    for (let at = 0; at < rows.length; at += 1) {
      const other = rows[at] ?? 0
      if (other === row) continue
      const cell = cluster * groups + (at % groups)
      const distance = Math.sqrt(squaredDistance(points.values, row, points.values, other, points.columns))
      sums[cell] = (sums[cell] ?? 0) + distance
      counts[cell] = (counts[cell] ?? 0) + 1
    }
  })
  return { sums, counts }
}

/** One point's figure from what it sees without one group (none when `without` is −1). */
function figureOf({ sums, counts }: Seen, own: number, groups: number, without: number): number {
  let [inside, outside] = [Number.NaN, Number.POSITIVE_INFINITY]
  for (let cluster = 0; cluster * groups < sums.length; cluster += 1) {
    let [sum, count] = [0, 0]
    for (let group = 0; group < groups; group += 1) {
      if (group === without) continue
      sum += sums[cluster * groups + group] ?? 0
      count += counts[cluster * groups + group] ?? 0
    }
    if (count === 0) continue
    if (cluster === own) inside = sum / count
    else outside = Math.min(outside, sum / count)
  }
  if (Number.isNaN(inside) || outside === Number.POSITIVE_INFINITY) return 0
  const larger = Math.max(inside, outside)
  return larger === 0 ? 0 : (outside - inside) / larger
}

function exact(points: Points, clusterOf: Uint16Array, others: readonly Uint32Array[]): Silhouette {
  let sum = 0
  clusterOf.forEach((own, row) => {
    sum += figureOf(seenFrom(points, row, others, 1), own, 1, -1)
  })
  return { value: sum / points.rows, standardError: 0, looked: points.rows }
}

/**
 * The mean over sampled points, each against sampled points of every cluster. The standard error counts both draws: it comes from
 * leaving out each group of points, on both sides, in turn.
 */
function estimated(points: Points, clusterOf: Uint16Array, others: readonly Uint32Array[], draw: Chance): Silhouette {
  const subjects = sampleOf(draw, { count: SUBJECTS, limit: points.rows })
  let whole = 0
  const without = new Float64Array(GROUPS)
  const counted = new Uint32Array(GROUPS)
  subjects.forEach((row, at) => {
    const seen = seenFrom(points, row, others, GROUPS)
    const own = clusterOf[row] ?? 0
    whole += figureOf(seen, own, GROUPS, -1)
    for (let group = 0; group < GROUPS; group += 1) {
      if (at % GROUPS === group) continue
      without[group] = (without[group] ?? 0) + figureOf(seen, own, GROUPS, group)
      counted[group] = (counted[group] ?? 0) + 1
    }
  })
  const each = without.map((sum, group) => sum / (counted[group] ?? 1))
  const middle = each.reduce((sum, value) => sum + value, 0) / GROUPS
  const squares = each.reduce((sum, value) => sum + (value - middle) ** 2, 0)
  const standardError = Math.sqrt(((GROUPS - 1) / GROUPS) * squares)
  return { value: whole / subjects.length, standardError, looked: subjects.length }
}

/**
 * @param clusterOf for each row its cluster, 0 … clusters − 1; at least two clusters
 * @param seed of the sample above 5,000 points
 */
export function silhouette(
  points: Points,
  { clusterOf, clusters }: { clusterOf: Uint16Array; clusters: number },
  seed: number,
): Silhouette {
  if (clusters < 2) throw new RangeError('one cluster has no other to be compared with')
  const all = members(clusterOf, clusters)
  if (points.rows <= EXACT) return exact(points, clusterOf, all)
  const draw = chance(seed)
  const others = all.map((rows) => drawn(rows, AGAINST, draw))
  return estimated(points, clusterOf, others, draw)
}
