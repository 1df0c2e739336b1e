import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { irises } from './irises.fixture.ts'
import { kmeans } from './kmeans.ts'
import { pointsOf } from './points.ts'
import { profiles } from './profiles.ts'
import { scaled } from './scaling.ts'

const plain = (name: string) => ({ name, skewed: false })
const parts = ['sepal length', 'sepal width', 'petal length', 'petal width'].map(plain)

describe('profiles', () => {
  test('setosa is known by its short petals: Fisher’s median of 1.5 cm against 4.35 of all', () => {
    const on = scaled(irises, parts)
    const found = kmeans(on.points, { clusters: 3, seed: 1 })
    if (found.kind !== 'clustered') throw new Error('too few irises')
    const setosa = profiles(irises, on, found).find(({ cluster }) => cluster === found.clusterOf[0])
    const [first, second] = setosa?.traits ?? []
    expect(setosa?.size).toBe(50)
    expect(setosa?.share).toBeCloseTo(1 / 3, 12)
    expect(first).toMatchObject({
      feature: 'petal length',
      standsOut: true,
      median: 1.5,
      medianOfAll: 4.35,
      missing: 0,
    })
    // (1.462 − 3.758) ÷ 1.7594, the standard deviation divided by the count.
    expect(first?.mean).toBeCloseTo(1.462, 9)
    expect(first?.apart).toBeCloseTo(-1.305, 3)
    expect(second?.feature).toBe('petal width')
  })

  test('missing values are counted and stay out of means and medians in units', () => {
    const table = pointsOf([
      [1, 5],
      [3, 5],
      [Number.NaN, 9],
      [20, 9],
    ])
    const on = scaled(table, [plain('visits'), plain('spent')])
    const [, late] = profiles(table, on, { clusterOf: Uint16Array.of(0, 0, 1, 1), clusters: 2 })
    expect(late?.traits.map(({ feature }) => feature)).toEqual(['spent', 'visits'])
    expect(late?.traits[1]).toMatchObject({ mean: 20, median: 20, medianOfAll: 3, missing: 1 })
    expect(late?.traits[0]).toMatchObject({ apart: 1, standardError: 0, standsOut: true })
  })

  test('a cluster of one has no standard error', () => {
    const table = pointsOf([[1], [2], [3]])
    const all = profiles(table, scaled(table, [plain('visits')]), { clusterOf: Uint16Array.of(0, 0, 1), clusters: 2 })
    expect(all[1]?.traits[0]?.standardError).toBeNaN()
    expect(all[1]?.traits[0]?.apart).toBeCloseTo(Math.sqrt(1.5), 12)
  })

  test('deviations weighted by size cancel out and shares add up to one', () => {
    const rows = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 2 })),
      { minLength: 6 },
    )
    fc.assert(
      fc.property(rows, (drawn) => {
        const table = pointsOf(drawn.map(([a, b]) => [a, b]))
        const clusterOf = Uint16Array.from(drawn, ([, , cluster]) => cluster)
        clusterOf.set([0, 1, 2])
        const on = scaled(table, [plain('a'), { name: 'b', skewed: true }])
        const all = profiles(table, on, { clusterOf, clusters: 3 })
        expect(all.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12)
        for (const { name } of on.scales) {
          const sum = all.reduce(
            (so, { size, traits }) => so + size * (traits.find(({ feature }) => feature === name)?.apart ?? 0),
            0,
          )
          expect(sum).toBeCloseTo(0, 6)
        }
      }),
    )
  })
})
