import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blobs } from './blobs.fixture.ts'
import { kmeans } from './kmeans.ts'
import { assignment, named } from './labels.ts'
import { type Points, pointsOf } from './points.ts'

function cheapest(costs: readonly (readonly number[])[], row = 0, taken: readonly number[] = []): number {
  const own = costs[row]
  if (own === undefined) return 0
  return Math.min(
    ...own.flatMap((cost, column) =>
      taken.includes(column) ? [] : [cost + cheapest(costs, row + 1, [...taken, column])],
    ),
  )
}

function centresOf(points: Points, clusters: number, seed: number): Points {
  const found = kmeans(points, { clusters, seed })
  if (found.kind !== 'clustered') throw new Error('too few points')
  return { values: found.centres, rows: clusters, columns: points.columns }
}

function rowsOf({ values, rows, columns }: Points): number[][] {
  return Array.from({ length: rows }, (_, row) => [...values.subarray(row * columns, (row + 1) * columns)])
}

describe('assignment', () => {
  test('costs as little as the cheapest of all pairings, each column at most once', () => {
    const tables = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 2 })).chain(([rows, more]) =>
      fc.array(fc.array(fc.integer({ min: -5, max: 20 }), { minLength: rows + more, maxLength: rows + more }), {
        ...{ minLength: rows, maxLength: rows },
      }),
    )
    fc.assert(
      fc.property(tables, (costs) => {
        const found = assignment(costs)
        expect(new Set(found).size).toBe(costs.length)
        expect(found.reduce((sum, column, row) => sum + (costs[row]?.[column] ?? Number.NaN), 0)).toBe(cheapest(costs))
      }),
      { numRuns: 300 },
    )
    expect(assignment([])).toEqual([])
  })
})

describe('names of clusters', () => {
  test('the first run gives them in the order of the alphabet', () => {
    const names = named(pointsOf([...new Array(28).keys()].map((row) => [row])), { old: [], reach: 1 })
    expect(names.map(({ name }) => name).join()).toBe('A,B,C,D,E,F,G,H,I,J,K,L,M,N,O,P,Q,R,S,T,U,V,W,X,Y,Z,AA,AB')
  })

  test('all of them together go as little as they can, not each to the next by itself', () => {
    const old = [
      { name: 'A', centre: [0] },
      { name: 'B', centre: [2] },
    ]
    // 1.1 is nearer to B, but then 3 would have to be A.
    expect(named(pointsOf([[3], [1.1]]), { old, reach: 10 })).toEqual([
      { name: 'B', kept: true, moved: 1 },
      { name: 'A', kept: true, moved: 1.1 },
    ])
  })

  test('one that is far from all of them does not push the others to other names', () => {
    const old = [
      { name: 'A', centre: [0, 0] },
      { name: 'B', centre: [2, 0] },
    ]
    // Were 50 counted in full, it would be cheaper to call the first A and the second B.
    expect(
      named(
        pointsOf([
          [1.2, 0],
          [30, 40],
        ]),
        { old, reach: 3 },
      ).map(({ name }) => name),
    ).toEqual(['B', 'C'])
  })

  test('who is beyond reach gets a name that nobody has or had, and names that are gone stay free', () => {
    const old = [
      { name: 'A', centre: [0, 0] },
      { name: 'D', centre: [5, 5] },
    ]
    expect(
      named(
        pointsOf([
          [0.5, 0],
          [40, 40],
          [20, 0],
        ]),
        { old, reach: 3, spent: ['B'] },
      ),
    ).toEqual([
      { name: 'A', kept: true, moved: 0.5 },
      { name: 'C', kept: false },
      { name: 'E', kept: false },
    ])
    expect(named(pointsOf([[5, 5]]), { old, reach: 3 })).toEqual([{ name: 'D', kept: true, moved: 0 }])
  })

  test('stay under small noise and another seed, whatever the order of the clusters has become', () => {
    const heaps = [
      [0, 0],
      [8, 0],
      [0, 8],
      [8, 8],
      [4, 16],
    ]
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (seed, other) => {
        const first = centresOf(blobs(heaps, { each: 60, spread: 0.8, seed }), 5, seed)
        const old = named(first, { old: [], reach: 2 }).map(({ name }, row) => ({
          name,
          centre: rowsOf(first)[row] ?? [],
        }))
        const second = centresOf(blobs(heaps.toReversed(), { each: 70, spread: 0.9, seed: other }), 5, other)
        const names = named(second, { old, reach: 2 })
        const heapOf = (centre: readonly number[]) =>
          heaps.findIndex((heap) => Math.hypot(...heap.map((value, at) => value - (centre[at] ?? 0))) < 1.5)
        const [before, after] = [
          new Map(old.map(({ name, centre }) => [heapOf(centre), name])),
          new Map(rowsOf(second).map((centre, row) => [heapOf(centre), names[row]?.name])),
        ]
        expect(before.size).toBe(5)
        for (const [heap, name] of before) expect(after.get(heap)).toBe(name)
      }),
      { numRuns: 30 },
    )
  })
})
