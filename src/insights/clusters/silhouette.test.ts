import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blobs } from './blobs.fixture.ts'
import { irises } from './irises.fixture.ts'
import { kmeans } from './kmeans.ts'
import { type Points, pointsOf, squaredDistance } from './points.ts'
import { silhouette } from './silhouette.ts'

/** As the figure is defined, over every pair. */
function byDefinition({ values, rows, columns }: Points, clusterOf: Uint16Array): number {
  let figures = 0
  for (let row = 0; row < rows; row += 1) {
    const [sums, counts] = [new Float64Array(3), new Float64Array(3)]
    for (let other = 0; other < rows; other += 1) {
      if (other === row) continue
      const cluster = clusterOf[other] ?? 0
      sums[cluster] = (sums[cluster] ?? 0) + Math.sqrt(squaredDistance(values, row, values, other, columns))
      counts[cluster] = (counts[cluster] ?? 0) + 1
    }
    const means = sums.map((sum, cluster) => sum / (counts[cluster] ?? 0))
    const own = clusterOf[row] ?? 0
    const a = means[own] ?? 0
    const b = Math.min(...means.filter((mean, cluster) => cluster !== own && !Number.isNaN(mean)))
    figures += Number.isNaN(a) || Math.max(a, b) === 0 ? 0 : (b - a) / Math.max(a, b)
  }
  return figures / rows
}

describe('silhouette', () => {
  test('is 0.681 for irises in two clusters and 0.553 in three, as is published', () => {
    // R: silhouette(kmeans(iris[1:4], k)); the same figures stand in scikit-learn's and factoextra's examples.
    for (const [clusters, published] of [
      [2, 0.681],
      [3, 0.5528],
    ] as const) {
      const found = kmeans(irises, { clusters, seed: 1 })
      if (found.kind !== 'clustered') throw new Error('too few irises')
      const figure = silhouette(irises, found, 1)
      expect(figure.value).toBeCloseTo(published, 3)
      expect(figure).toMatchObject({ standardError: 0, looked: 150 })
    }
  })

  test('follows its definition, with equal points and clusters of one', () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 2 })), { minLength: 2 })
    fc.assert(
      fc.property(rows, (drawn) => {
        const points = pointsOf(drawn.map(([value]) => [value]))
        const clusterOf = Uint16Array.from(drawn, ([, cluster]) => cluster)
        // Two clusters at least are there.
        clusterOf.set([0, 1])
        const figure = silhouette(points, { clusterOf, clusters: 3 }, 1).value
        expect(figure).toBeCloseTo(byDefinition(points, clusterOf), 12)
      }),
    )
  })

  /** Heaps that touch each other, so that the figure varies from point to point. */
  const touching = (each: number) => {
    const points = blobs(
      [
        [0, 0],
        [2, 0],
        [0, 3],
      ],
      { each, spread: 1, seed: 6 },
    )
    return {
      points,
      clusterOf: Uint16Array.from({ length: points.rows }, (_, row) => Math.floor(row / each)),
      clusters: 3,
    }
  }

  test('a sample comes near to all pairs', () => {
    const { points, ...found } = touching(1_700)
    const truth = byDefinition(points, found.clusterOf)
    for (const seed of [1, 2]) {
      const { value, standardError, looked } = silhouette(points, found, seed)
      expect(looked).toBe(2_000)
      expect(Math.abs(value - truth)).toBeLessThan(4 * standardError)
    }
  })

  test('the standard error is how far samples differ from each other', () => {
    const { points, ...found } = touching(20_000)
    const samples = [...new Array(16).keys()].map((seed) => silhouette(points, found, seed))
    const mean = samples.reduce((sum, { value }) => sum + value, 0) / 16
    const spread = Math.sqrt(samples.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / 15)
    const said = samples.reduce((sum, { standardError }) => sum + standardError, 0) / 16
    // The spread of sixteen samples is known to a fifth.
    expect(said / spread).toBeGreaterThan(0.7)
    expect(said / spread).toBeLessThan(1.4)
  })

  test('one cluster alone has no silhouette', () => {
    expect(() => silhouette(pointsOf([[1]]), { clusterOf: new Uint16Array(1), clusters: 1 }, 1)).toThrow('one cluster')
  })
})
