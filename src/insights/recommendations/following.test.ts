import fc from 'fast-check'
import { expect, test } from 'vitest'
import { followingOf } from './following.ts'

const someMembers = fc.array(fc.uniqueArray(fc.constantFrom(...'abcdef'), { maxLength: 6 }), { maxLength: 20 })

/** The inverse by Gauss and Jordan, for a matrix of a handful. */
function inverse(matrix: readonly (readonly number[])[]): number[][] {
  const rows = matrix.map((row, at) => [...row, ...row.map((_, column) => (column === at ? 1 : 0))])
  rows.forEach((pivot, at) => {
    const by = pivot[at] ?? 1
    pivot.forEach((each, column) => {
      pivot[column] = each / by
    })
    rows.forEach((row, other) => {
      if (other === at) return
      const times = row[at] ?? 0
      row.forEach((each, column) => {
        row[column] = each - times * (pivot[column] ?? 0)
      })
    })
  })
  return rows.map((row) => row.slice(matrix.length))
}

test('explained by all other items it is EASE: B = I − P / diag P with P the inverse of XᵀX + λI (Steck 2019)', () => {
  fc.assert(
    fc.property(someMembers, fc.constantFrom(0.5, 3, 20), (members, ridge) => {
      const items = [...new Set(members.flat())].sort()
      const both = (a: string, b: string) => members.filter((own) => own.includes(a) && own.includes(b)).length
      const inverted = inverse(items.map((a) => items.map((b) => both(a, b) + (a === b ? ridge : 0))))
      const found = followingOf(members, { nearest: 10, ridge })
      items.forEach((source, row) => {
        items.forEach((target, column) => {
          const expected = -(inverted[row]?.[column] ?? 0) / (inverted[column]?.[column] ?? 1)
          const weight = found.get(source)?.find(({ item }) => item === target)?.weight
          // Those who share no member are not among the nearest; where all others are, the two are the same.
          const near = items.filter((other) => other !== target && both(other, target) > 0)
          if (source === target || near.length < items.length - 1) return
          if (weight === undefined) expect(expected).toBeLessThan(0.002 + 1e-9)
          else expect(weight).toBeCloseTo(expected, 9)
        })
      })
    }),
    { numRuns: 300 },
  )
})

test('the strongest come first, an item speaks never for itself, and few buyers say little', () => {
  const many = Array.from({ length: 500 }, () => ['printer', 'ink', 'paper'])
  const some = Array.from({ length: 200 }, () => ['printer', 'ink'])
  const found = followingOf([...many, ...some, ['pen', 'ink']], { nearest: 5, ridge: 200 })
  expect(found.get('printer')?.map(({ item }) => item)).toEqual(['ink', 'paper'])
  expect(found.get('pen')?.[0]?.weight ?? 0).toBeLessThan(0.005)
  for (const [item, followers] of found)
    followers.forEach(({ item: other, weight }, place) => {
      expect(other).not.toBe(item)
      expect(weight).toBeLessThanOrEqual(followers[place - 1]?.weight ?? 1)
    })
})

test('only the most bought take part where there are more than can be held', () => {
  const members = [...Array.from({ length: 50 }, () => ['a', 'b']), ...Array.from({ length: 9 }, () => ['c', 'd'])]
  expect(followingOf(members, { nearest: 5, ridge: 1 }).has('c')).toBe(true)
  expect([...followingOf(members, { nearest: 5, ridge: 1, items: 2 }).keys()].sort()).toEqual(['a', 'b'])
})
