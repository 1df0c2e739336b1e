import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blobs, shuffled } from './blobs.fixture.ts'
import { irises } from './irises.fixture.ts'
import { type Asked, type Clustering, kmeans } from './kmeans.ts'
import { type Points, pointsOf, squaredDistance } from './points.ts'
import { rounds } from './rounds.ts'

function clustered(points: Points, asked: Asked): Clustering {
  const found = kmeans(points, asked)
  if (found.kind !== 'clustered') throw new Error(`only ${found.distinct} different points`)
  return found
}

/** Few different values, so that there are ties, equal points and empty clusters. */
const tables = fc
  .record({ columns: fc.integer({ min: 1, max: 3 }), coarse: fc.boolean() })
  .chain(({ columns, coarse }) =>
    fc.array(
      fc.array(coarse ? fc.integer({ min: -2, max: 2 }) : fc.double({ min: -100, max: 100, noNaN: true }), {
        minLength: columns,
        maxLength: columns,
      }),
      { minLength: 1, maxLength: 60 },
    ),
  )
  .map(pointsOf)
const asked = fc.record({
  clusters: fc.integer({ min: 1, max: 6 }),
  seed: fc.integer(),
  starts: fc.integer({ min: 1, max: 3 }),
})

describe('k-means', () => {
  test('irises in three clusters cost 78.85, in two 152.35, as is published', () => {
    // R's kmeans(iris[1:4], 3): tot.withinss 78.85144, sizes 50, 62, 38; with 2 centres 152.348.
    const three = clustered(irises, { clusters: 3, seed: 1 })
    expect(three.inertia).toBeCloseTo(78.85144, 4)
    expect([...three.sizes]).toEqual([62, 50, 38])
    expect(clustered(irises, { clusters: 2, seed: 1 }).inertia).toBeCloseTo(152.348, 3)
    expect(new Set(three.clusterOf.subarray(0, 50)).size).toBe(1)
  })

  test('heaps far from each other are found one by one', () => {
    const centres = [...new Array(8).keys()].map((heap) => [10 * (heap & 1), 10 * ((heap >> 1) & 1), 5 * (heap >> 2)])
    const found = clustered(blobs(centres, { each: 200, spread: 0.5, seed: 2 }), { clusters: 8, seed: 3 })
    expect([...found.sizes]).toEqual(new Array(8).fill(200))
    for (let heap = 0; heap < 8; heap += 1) {
      expect(new Set(found.clusterOf.subarray(heap * 200, (heap + 1) * 200)).size).toBe(1)
    }
    const places = [...new Array(8).keys()].map((cluster) => [...found.centres.subarray(cluster * 3, cluster * 3 + 3)])
    expect(places).toEqual(places.toSorted(([a = 0, b = 0, c = 0], [x = 0, y = 0, z = 0]) => a - x || b - y || c - z))
    // 1,600 points, three columns of variance 0.25 each, less three for each centre that is estimated.
    expect(Math.abs(found.inertia / ((1_600 - 8) * 3 * 0.25) - 1)).toBeLessThan(0.1)
  })

  test('more points than are tried in a start end as if all had been', () => {
    const points = blobs([[0], [10], [30]], { each: 50_000, spread: 1, seed: 4 })
    const found = clustered(points, { clusters: 3, seed: 5, starts: 3 })
    expect([...found.sizes]).toEqual([50_000, 50_000, 50_000])
    expect(Math.abs(found.inertia / 150_000 - 1)).toBeLessThan(0.02)
  })

  test('rare points among very many equal ones still make clusters of their own', () => {
    const points = { values: new Float64Array(150_000), rows: 150_000, columns: 1 }
    points.values.set([7, 9], 70_000)
    const found = clustered(points, { clusters: 3, seed: 1, starts: 1 })
    expect([...found.sizes]).toEqual([149_998, 1, 1])
    expect(found.inertia).toBeCloseTo(0, 20)
  })

  test('fewer different points than clusters are refused with their number', () => {
    const points = pointsOf([
      [1, 2],
      [1, 2],
      [3, 4],
      [-0, 0],
      [0, -0],
    ])
    expect(kmeans(points, { clusters: 4, seed: 1 })).toEqual({ kind: 'too-few-points', distinct: 3, clusters: 4 })
    expect(kmeans(points, { clusters: 3, seed: 1 }).kind).toBe('clustered')
    expect(kmeans(pointsOf([]), { clusters: 1, seed: 1 })).toMatchObject({ kind: 'too-few-points', distinct: 0 })
  })

  test('points that differ by less than can be worked with count as equal', () => {
    expect(kmeans(pointsOf([[0], [1], [1e-13]]), { clusters: 3, seed: 0 })).toEqual({
      ...{ kind: 'too-few-points', distinct: 2, clusters: 3 },
    })
  })

  test('neither the size of the numbers nor where they lie changes what is found', () => {
    const found = clustered(irises, { clusters: 3, seed: 1 })
    for (const [size, place] of [
      [1e-150, 0],
      [1e150, 0],
      [1, 1e6],
    ] as const) {
      const other = { ...irises, values: irises.values.map((value) => value * size + place) }
      expect([...clustered(other, { clusters: 3, seed: 1 }).sizes]).toEqual([...found.sizes])
    }
  })

  test('what is not a number is a mistake of the caller', () => {
    expect(() => kmeans(pointsOf([[1], [Number.NaN]]), { clusters: 1, seed: 1 })).toThrow('row 1, column 0')
    expect(() => kmeans(pointsOf([[1]]), { clusters: 0, seed: 1 })).toThrow('clusters')
  })

  test('says that the rounds ran out when they did', () => {
    const points = blobs([[0, 0]], { each: 500, spread: 1, seed: 4 })
    expect(clustered(points, { clusters: 5, seed: 1, most: 1 }).ending).toBe('out-of-rounds')
    expect(clustered(points, { clusters: 5, seed: 1, tolerance: 0 }).ending).toBe('settled')
    expect(clustered(points, { clusters: 5, seed: 1, tolerance: 10 }).ending).toBe('within-tolerance')
  })

  test('inertia never rises, every point is at its nearest centre, no cluster is empty', () => {
    fc.assert(
      fc.property(tables, asked, (points, options) => {
        const found = kmeans(points, options)
        if (found.kind === 'too-few-points') {
          expect(found.distinct).toBeLessThan(options.clusters)
          return
        }
        const slack = 1e-9 * points.values.reduce((sum, value) => sum + value ** 2, 1)
        found.inertias.forEach((inertia, round) => {
          expect(inertia).toBeLessThanOrEqual((found.inertias[round - 1] ?? Number.POSITIVE_INFINITY) + slack)
        })
        expect(found.inertia).toBeLessThanOrEqual((found.inertias.at(-1) ?? 0) + slack)
        let sum = 0
        found.clusterOf.forEach((own, row) => {
          const distances = [...found.sizes.keys()].map((cluster) =>
            squaredDistance(points.values, row, found.centres, cluster, points.columns),
          )
          expect(distances[own]).toBeLessThanOrEqual(Math.min(...distances) + slack)
          sum += distances[own] ?? 0
        })
        expect(Math.abs(sum - found.inertia)).toBeLessThanOrEqual(slack)
        expect(Math.min(...found.sizes)).toBeGreaterThan(0)
        expect([...found.sizes]).toEqual([...found.sizes].sort((a, b) => b - a))
      }),
      { numRuns: 300 },
    )
  })

  test('the order of the points changes nothing but the order of the answer', () => {
    fc.assert(
      fc.property(tables, asked, fc.integer(), (points, options, seed) => {
        const other = shuffled(points, seed)
        const [one, two] = [kmeans(points, options), kmeans(other.points, options)]
        if (one.kind === 'too-few-points' || two.kind === 'too-few-points') {
          expect(two).toEqual(one)
          return
        }
        expect([...two.centres]).toEqual([...one.centres])
        expect(two.inertia).toBe(one.inertia)
        expect([...two.clusterOf]).toEqual(other.order.map((row) => one.clusterOf[row]))
      }),
    )
  })

  test('a centre to which nothing is near gets the point that is farthest from its own', () => {
    const found = rounds(pointsOf([[0], [1], [10], [14]]), Float64Array.of(0, 12, 1_000), { most: 50, tolerance: 0 })
    expect([...found.sizes]).toEqual([2, 1, 1])
    expect(found.inertia).toBe(0.5)
    expect(found.ending).toBe('settled')
  })

  test('bounds save work and change nothing: the rounds are those of Lloyd', () => {
    const points = blobs(
      [
        [0, 0],
        [2, 1],
        [1, 3],
      ],
      { each: 300, spread: 1, seed: 8 },
    )
    const start = points.values.slice(0, 10)
    const found = rounds(points, start, { most: 12, tolerance: 0 })
    const centres = start.slice()
    for (let round = 0; round < found.inertias.length; round += 1) {
      const [sums, counts] = [new Float64Array(10), new Float64Array(5)]
      for (let row = 0; row < points.rows; row += 1) {
        const distances = [0, 1, 2, 3, 4].map((cluster) => squaredDistance(points.values, row, centres, cluster, 2))
        const own = distances.indexOf(Math.min(...distances))
        counts[own] = (counts[own] ?? 0) + 1
        for (const column of [0, 1]) {
          sums[own * 2 + column] = (sums[own * 2 + column] ?? 0) + (points.values[row * 2 + column] ?? 0)
        }
      }
      centres.forEach((_, at) => {
        centres[at] = (sums[at] ?? 0) / (counts[at >> 1] ?? 1)
      })
    }
    expect(found.inertias.length).toBeGreaterThan(5)
    found.centres.forEach((value, at) => {
      expect(value).toBeCloseTo(centres[at] ?? Number.NaN, 9)
    })
  })
})
