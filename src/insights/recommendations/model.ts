/** All that was learned of a shop, for scoring one member at once. */
import { byCodeUnits } from '../baskets/order.ts'
import { type Clock, clockOf } from './clock.ts'
import { type Following, followingOf } from './following.ts'
import type { History } from './histories.ts'
import { type Neighbour, similarItems } from './similar.ts'

export type Model = {
  /** When something is bought again. */
  readonly clock: Clock
  /** What else members want who bought an item. */
  readonly following: Following
  /** What stands in a basket with an item, the nearest first. */
  readonly beside: ReadonlyMap<string, readonly Neighbour[]>
  /** Visits that brought an item, the most bought first. */
  readonly counts: ReadonlyMap<string, number>
  readonly visits: number
  readonly members: number
}

/** Chosen by the next visits of Online Retail in October 2011, the month before those that the tests are about (decision 0042). */
const FOLLOWING = { nearest: 50, ridge: 200 } as const
const BESIDE = { measure: 'cosine', shrinkage: 10, neighbours: 12 } as const

export function learn(histories: readonly History[]): Model {
  const counts = new Map<string, number>()
  const baskets = histories.flatMap((history) => history.map(({ items }) => items))
  for (const items of baskets) for (const item of new Set(items)) counts.set(item, (counts.get(item) ?? 0) + 1)
  return {
    clock: clockOf(histories),
    following: followingOf(
      histories.map((history) => history.flatMap(({ items }) => items)),
      FOLLOWING,
    ),
    beside: similarItems(baskets, BESIDE).neighbours,
    counts: new Map([...counts].sort(([a, ofA], [b, ofB]) => ofB - ofA || byCodeUnits(a, b))),
    visits: baskets.length,
    members: histories.length,
  }
}
