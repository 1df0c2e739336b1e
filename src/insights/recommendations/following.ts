/**
 * What else somebody wants who bought an item: a linear model of members by items with a ridge, in closed form. This is EASE (Steck 2019,
 * “Embarrassingly shallow autoencoders for sparse data”) where each item is explained by its nearest items only, as in fsSLIM (Ning &
 * Karypis 2011): the answer is sparse by itself, and the work grows with the items, not with their cube (decision 0042).
 */
import { byCodeUnits } from '../baskets/order.ts'
import { firstOf } from '../maths/highest.ts'
import { decomposed, solved } from '../maths/squares.ts'

/** For each item, what it speaks for, and how much. */
export type Following = ReadonlyMap<string, readonly Follower[]>
export type Follower = { readonly item: string; readonly weight: number }

export type FollowingAsked = {
  /** By so many of its nearest an item is explained. */
  readonly nearest: number
  /** Added to each item's own count of members: what few bought weighs little. */
  readonly ridge: number
  /** So many of the most bought items take part: their counts of pairs are held at once, four bytes each. */
  readonly items?: number
}

/** 72 MB of pairs. */
const ITEMS = 6_000
/** Who bought more than this bought a bit of everything, and the work grows with the square of it. */
const LONGEST = 500
/** Nearness of two that few have in common is not trusted: so many shared members halve it. */
const SHRINKAGE = 10
/** So many of the strongest of one item are kept: the most bought speaks a little for thousands. */
const FOLLOWERS = 100
/** What weighs less is not kept: it moves nobody's list. */
const LEAST_WEIGHT = 0.002

/** @param owned the items of each member; one that stands there several times counts once */
export function followingOf(owned: readonly Iterable<string>[], asked: FollowingAsked): Following {
  const distinct = owned.map((items) => [...new Set(items)])
  const names = mostBought(distinct, asked.items ?? ITEMS)
  const numbers = new Map(names.map((name, number) => [name, number]))
  const pairs = countedPairs(
    distinct.filter(({ length }) => length <= LONGEST).map((items) => items.flatMap((item) => numbers.get(item) ?? [])),
    names.length,
  )
  const following = new Map<string, Follower[]>()
  names.forEach((item, target) => {
    const near = nearestOf(pairs, target, asked.nearest)
    const matrix = ridged(pairs, near, asked.ridge)
    if (!decomposed(matrix, near.length)) return
    const weights = solved(
      matrix,
      Float64Array.from(near, (each) => pairs.of(each, target)),
    )
    near.forEach((source, index) => {
      const weight = weights[index] ?? 0
      if (weight < LEAST_WEIGHT) return
      const name = names[source] ?? ''
      const known = following.get(name)
      if (known === undefined) following.set(name, [{ item, weight }])
      else known.push({ item, weight })
    })
  })
  const strongest = (a: Follower, b: Follower) => b.weight - a.weight || byCodeUnits(a.item, b.item)
  return new Map([...following].map(([item, followers]) => [item, firstOf(followers, FOLLOWERS, strongest)]))
}

function mostBought(owned: readonly (readonly string[])[], atMost: number): string[] {
  const counts = new Map<string, number>()
  for (const items of owned) for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1)
  return [...counts]
    .sort(([a, ofA], [b, ofB]) => ofB - ofA || byCodeUnits(a, b))
    .slice(0, atMost)
    .map(([item]) => item)
}

type Pairs = {
  readonly size: number
  /** Members who have both; of one item, who have it. */
  of(a: number, b: number): number
}

function countedPairs(owned: readonly (readonly number[])[], size: number): Pairs {
  const counts = new Int32Array((size * (size + 1)) / 2)
  for (const items of owned) {
    const ascending = items.toSorted((a, b) => a - b)
    ascending.forEach((high, index) => {
      const row = (high * (high + 1)) / 2
      for (let at = 0; at <= index; at += 1) {
        const place = row + (ascending[at] ?? 0)
        counts[place] = (counts[place] ?? 0) + 1
      }
    })
  }
  return {
    size,
    of: (a, b) => (a > b ? counts[(a * (a + 1)) / 2 + b] : counts[(b * (b + 1)) / 2 + a]) ?? 0,
  }
}

function ridged(pairs: Pairs, near: readonly number[], ridge: number): Float64Array {
  const matrix = new Float64Array(near.length ** 2)
  near.forEach((a, row) => {
    for (let column = 0; column <= row; column += 1)
      matrix[row * near.length + column] = pairs.of(a, near[column] ?? 0) + (column === row ? ridge : 0)
  })
  return matrix
}

/** By cosine, shrunk. */
function nearestOf(pairs: Pairs, target: number, atMost: number): number[] {
  const own = pairs.of(target, target)
  const near = new Float64Array(pairs.size)
  const met: number[] = []
  for (let other = 0; other < pairs.size; other += 1) {
    const both = pairs.of(target, other)
    if (both === 0 || other === target) continue
    met.push(other)
    near[other] = (both * both) / (Math.sqrt(own * pairs.of(other, other)) * (both + SHRINKAGE))
  }
  return firstOf(met, atMost, (a, b) => (near[b] ?? 0) - (near[a] ?? 0) || a - b)
}
