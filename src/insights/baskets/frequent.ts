/** Goods that are bought together: sets of items that stand in enough baskets (Agrawal, Imieliński & Swami 1993). */
import { byCodeUnits } from './order.ts'
import { type Search, search, workspace } from './search.ts'

export type FrequentSet = {
  /** Ascending by code units, each once. */
  readonly items: readonly string[]
  /** Baskets that hold all of them. */
  readonly count: number
}

export type FrequentSets = {
  readonly kind: 'found'
  readonly baskets: number
  /** What the asked share came to in baskets. */
  readonly leastCount: number
  /** Smaller sets first, then those of more baskets, then by their items. */
  readonly sets: readonly FrequentSet[]
}

/** The answer would not have fitted; nothing of it is given, since a part of all sets is no basis for rules. */
export type TooMany = {
  readonly kind: 'too-many'
  readonly baskets: number
  /** Which of the limits was met; the memory when it was both. */
  readonly limit: 'sets' | 'memory'
  /**
   * A support with which the same question is answered: the smallest one where sets were the limit, and one that is
   * enough where memory was. Null when not even the most frequent sets fit.
   */
  readonly fits: { readonly support: number; readonly count: number } | null
}

export type Limits = { readonly sets: number; readonly bytes: number }

/**
 * A set of five items takes some 200 bytes: 40 MB of answer and four times as much to work with, for a process of 1
 * GB.
 */
const LIMITS: Limits = { sets: 200_000, bytes: 160 * 2 ** 20 }
/** Sets of more than ten items say nothing that their parts do not; arules stops at ten as well. */
const SIZE = 10
/** Counters are kept for each size. */
const SIZE_AT_MOST = 30

/**
 * The smallest whole number of baskets that is at least `support` of all: count ≥ support × baskets, as in arules. The
 * shares are compared after division, so 7 of 100 baskets have a support of 0.07, whose product with 100 is a little
 * above 7.
 * @returns ≥ 1
 */
export function leastCount(support: number, baskets: number): number {
  let count = Math.max(1, Math.ceil(support * baskets))
  while (count > 1 && (count - 1) / baskets >= support) count -= 1
  while (baskets > 0 && count / baskets < support) count += 1
  return count
}

/**
 * Every set of at most `maximumSize` items (10) that stands in at least the share `minimumSupport` of the baskets. An
 * item that stands in a basket several times counts once; an empty basket counts as a basket.
 * @param minimumSupport above 0, at most 1
 * @param limits how many sets may be found, and how many bytes may be worked with beside the baskets and their
 * distinct items
 */
export function frequentSets(
  baskets: readonly (readonly string[])[],
  {
    minimumSupport,
    maximumSize = SIZE,
    limits = LIMITS,
  }: { readonly minimumSupport: number; readonly maximumSize?: number; readonly limits?: Limits },
): FrequentSets | TooMany {
  if (!(minimumSupport > 0 && minimumSupport <= 1))
    throw new RangeError('The minimum support is above 0 and at most 1.')
  if (!Number.isInteger(maximumSize) || maximumSize < 1 || maximumSize > SIZE_AT_MOST)
    throw new RangeError(`Sets have between 1 and ${SIZE_AT_MOST} items.`)
  const least = leastCount(minimumSupport, baskets.length)
  const space = workspace(baskets, { least, size: maximumSize, bytes: limits.bytes })
  const done = search(space, { least, size: maximumSize, sets: limits.sets })
  if (done.limit !== null) return tooMany(done, baskets.length, done.limit)
  return { kind: 'found', baskets: baskets.length, leastCount: least, sets: inOrder(done, space.names) }
}

function tooMany({ least, found }: Search, baskets: number, limit: TooMany['limit']): TooMany {
  const fits = found === 0 ? null : { support: least / baskets, count: least }
  return { kind: 'too-many', baskets, limit, fits }
}

/** @param names of the items by number */
function inOrder({ sets, counts }: Search, names: readonly string[]): FrequentSet[] {
  const alphabet = names.map((_, item) => item).sort((a, b) => byCodeUnits(names[a] ?? '', names[b] ?? ''))
  const place = new Int32Array(names.length)
  alphabet.forEach((item, index) => {
    place[item] = index
  })
  return sets
    .map((set, index) => ({ places: placesOf(set, place), count: counts[index] ?? 0 }))
    .sort((a, b) => a.places.length - b.places.length || b.count - a.count || firstDifference(a.places, b.places))
    .map(({ places, count }) => ({ items: places.map((each) => names[alphabet[each] ?? 0] ?? ''), count }))
}

/** Ascending. By insertion and without closures, here and below: for a few items that takes half as long. */
function placesOf(set: readonly number[], place: Int32Array): number[] {
  const places: number[] = []
  for (const item of set) {
    const mine = place[item] ?? 0
    let at = places.length
    for (; at > 0 && (places[at - 1] ?? 0) > mine; at -= 1) places[at] = places[at - 1] ?? 0
    places[at] = mine
  }
  return places
}

function firstDifference(left: readonly number[], right: readonly number[]): number {
  for (let at = 0; at < left.length; at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
