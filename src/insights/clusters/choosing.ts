/**
 * How many clusters there are: the number with the largest silhouette, if that is convincing. It is not when it is small, or when
 * k-means finds as much in clouds that have no clusters: some normal, some even, with the spreads and correlations of the points.
 */
import { chance } from '../maths/chance.ts'
import { cloudsLike } from './cloud.ts'
import { type Asked, type Clustering, kmeans, type TooFewPoints } from './kmeans.ts'
import type { Points } from './points.ts'
import { type Silhouette, silhouette } from './silhouette.ts'

export type Candidate = { readonly clustering: Clustering; readonly silhouette: Silhouette }

export type Choice = {
  /**
   * `weak`: no silhouette is above 0.25, "no substantial structure" (Kaufman and Rousseeuw, Finding Groups in Data, 1990).
   * `as-in-one-cloud`: a cloud without clusters can be cut as well as this.
   */
  readonly kind: 'convincing' | 'weak' | 'as-in-one-cloud'
  /** The one with the largest silhouette; of equal ones the one with fewer clusters. */
  readonly best: Candidate
  /** All that were tried, by their number of clusters. */
  readonly candidates: readonly Candidate[]
  /** The largest silhouette of so many clusters in any cloud. */
  readonly inClouds: number
}

const SUBSTANTIAL = 0.25
/** Of each shape: a figure above all of twenty clouds is one that chance gives in one of twenty-one. */
const CLOUDS = 20
/** By so much a figure is above those of clouds before it counts: clouds of other shapes differ by as much. */
const CLEARLY = 0.02
const CLOUD_ROWS = 1_000
const CLOUD_STARTS = 3
/** What is sampled may be so many standard errors lower than it looks. */
const STANDARD_ERRORS = 2

/** What a silhouette is worth where clouds without clusters reach `inClouds`. */
export function verdict({ value, standardError }: Silhouette, inClouds: number): Choice['kind'] {
  const sure = value - STANDARD_ERRORS * standardError
  if (sure <= SUBSTANTIAL) return 'weak'
  return sure <= inClouds + CLEARLY ? 'as-in-one-cloud' : 'convincing'
}

function largestInClouds(points: Points, { clusters, seed }: { clusters: number; seed: number }): number {
  const draw = chance(seed)
  const cloud = cloudsLike(points)
  let largest = -1
  for (let number = 0; number < CLOUDS; number += 1) {
    for (const shape of ['normal', 'even'] as const) {
      const drawn = cloud(shape, Math.min(points.rows, CLOUD_ROWS), draw)
      const found = kmeans(drawn, { clusters, seed: draw.bits(), starts: CLOUD_STARTS })
      if (found.kind === 'clustered') largest = Math.max(largest, silhouette(drawn, found, seed).value)
    }
  }
  return largest
}

/**
 * @param options `from` and `to` clusters, both inclusive; at least two
 * @returns why there are too few points when they do not even make `from` clusters; larger numbers than they make are not tried
 */
export function chosen(
  points: Points,
  { from, to, ...asked }: { from: number; to: number } & Omit<Asked, 'clusters'>,
): Choice | TooFewPoints {
  if (from < 2 || to < from) throw new RangeError('from two clusters on, and not to fewer than from')
  const candidates: Candidate[] = []
  for (let clusters = from; clusters <= to; clusters += 1) {
    const clustering = kmeans(points, { ...asked, clusters })
    if (clustering.kind === 'too-few-points') {
      if (candidates.length === 0) return clustering
      break
    }
    candidates.push({ clustering, silhouette: silhouette(points, clustering, asked.seed) })
  }
  const best = candidates.reduce((most, each) => (each.silhouette.value > most.silhouette.value ? each : most))
  const inClouds = largestInClouds(points, { clusters: best.clustering.clusters, seed: asked.seed })
  return { kind: verdict(best.silhouette, inClouds), best, candidates, inClouds }
}
