import { describe, expect, test } from 'vitest'
import { chance } from '../maths/chance.ts'
import { blobs } from './blobs.fixture.ts'
import { type Choice, chosen, verdict } from './choosing.ts'
import { irises } from './irises.fixture.ts'
import { type Points, pointsOf } from './points.ts'

function choice(points: Points, seed = 1): Choice {
  const found = chosen(points, { from: 2, to: 6, seed, starts: 4 })
  if (found.kind === 'too-few-points') throw new Error('too few points')
  return found
}

describe('how many clusters', () => {
  test('heaps that are apart are counted', () => {
    for (const heaps of [2, 3, 5]) {
      const centres = Array.from({ length: heaps }, (_, heap) => [8 * Math.cos(heap), 8 * Math.sin(heap) + heap])
      const found = choice(blobs(centres, { each: 120, spread: 0.7, seed: heaps }))
      expect(found.best.clustering.clusters).toBe(heaps)
      expect(found.kind).toBe('convincing')
    }
  })

  test('irises fall into two by silhouette, as is known: two of their kinds overlap', () => {
    const found = choice(irises)
    expect(found.kind).toBe('convincing')
    expect(found.best.clustering.clusters).toBe(2)
    expect(found.candidates.map(({ clustering }) => clustering.clusters)).toEqual([2, 3, 4, 5, 6])
  })

  test('no number is convincing in a cloud without clusters, however long or flat it is', () => {
    for (const seed of [1, 2]) {
      const draw = chance(seed)
      const round = blobs([[0, 0, 0, 0, 0, 0]], { each: 400, spread: 1, seed })
      const long = pointsOf(
        Array.from({ length: 300 }, () => {
          const along = draw.normal()
          return [along + 0.2 * draw.normal(), along + 0.2 * draw.normal()]
        }),
      )
      const even = pointsOf(Array.from({ length: 300 }, () => [draw.fraction(), draw.fraction()]))
      expect(choice(round, seed).kind).toBe('weak')
      expect(choice(long, seed).kind).toBe('as-in-one-cloud')
      expect(choice(even, seed).kind).not.toBe('convincing')
    }
  })

  test('above five thousand points the silhouette is estimated and the answer stays', () => {
    const found = choice(
      blobs(
        [
          [0, 0],
          [6, 0],
          [0, 6],
        ],
        { each: 3_000, spread: 1, seed: 3 },
      ),
    )
    expect(found.best.clustering.clusters).toBe(3)
    expect(found.best.silhouette.standardError).toBeGreaterThan(0)
    expect(found.kind).toBe('convincing')
  })

  test('what is sampled must convince two standard errors below what it looks', () => {
    const figure = (value: number, standardError: number) => ({ value, standardError, looked: 2_000 })
    expect(verdict(figure(0.5, 0), 0.4)).toBe('convincing')
    expect(verdict(figure(0.5, 0.03), 0.4)).toBe('convincing')
    expect(verdict(figure(0.5, 0.05), 0.4)).toBe('as-in-one-cloud')
    expect(verdict(figure(0.41, 0), 0.4)).toBe('as-in-one-cloud')
    expect(verdict(figure(0.3, 0.02), 0.1)).toBe('convincing')
    expect(verdict(figure(0.3, 0.03), 0.1)).toBe('weak')
  })

  test('numbers that the points do not make are not tried, and too few points are said', () => {
    const points = pointsOf([[0], [0], [5], [5], [9], [9]])
    expect(choice(points).candidates.map(({ clustering }) => clustering.clusters)).toEqual([2, 3])
    expect(chosen(pointsOf([[1], [1]]), { from: 2, to: 3, seed: 1 })).toEqual({
      ...{ kind: 'too-few-points', distinct: 1, clusters: 2 },
    })
    expect(() => chosen(points, { from: 1, to: 3, seed: 1 })).toThrow('two clusters')
  })
})
