/** What a member may want next: what they buy again, what goes with what they bought, and what everybody buys. */
import { byCodeUnits } from '../baskets/order.ts'
import { type Similar, similarItems } from './similar.ts'

/** The baskets of one member, the earliest first. */
export type History = readonly (readonly string[])[]

export type Model = {
  readonly similar: Similar
  /** Share of all baskets that hold an item, the most bought first. */
  readonly popular: ReadonlyMap<string, number>
}

export type Recommendation = {
  readonly item: string
  readonly score: number
  /** Their own habit where they have one, else what weighed most. */
  readonly because:
    | { readonly kind: 'bought-before'; readonly times: number }
    | { readonly kind: 'goes-with'; readonly item: string }
    | { readonly kind: 'popular' }
}

/**
 * How much each source counts; `fading` is what a basket weighs beside the one after it. Chosen on the last known
 * basket of some of the members of the next-basket set, never on the baskets that the test is about. Between 0 and 0.1
 * what goes with it makes no difference to the figures there: it orders what is new to a member.
 */
const WEIGHTS = { again: 1, goesWith: 0.03, popular: 4, fading: 0.98 } as const
const SIMILAR = { measure: 'cosine', shrinkage: 10, neighbours: 50 } as const

export function learn(histories: readonly History[]): Model {
  const baskets = histories.flat()
  const counts = new Map<string, number>()
  for (const basket of baskets) for (const item of new Set(basket)) counts.set(item, (counts.get(item) ?? 0) + 1)
  const popular = [...counts]
    .map(([item, count]): [string, number] => [item, count / baskets.length])
    .sort(([a, ofA], [b, ofB]) => ofB - ofA || byCodeUnits(a, b))
  return { similar: similarItems(baskets, SIMILAR), popular: new Map(popular) }
}

export type Weights = {
  readonly again: number
  readonly goesWith: number
  readonly popular: number
  readonly fading: number
}

export type RecommendAsked = {
  readonly count: number
  /** Owned, returned or out of stock. */
  readonly leftOut?: ReadonlySet<string>
  readonly weights?: Weights
}

/** At most so many items, the best first. Somebody without history gets what is bought most. */
export function recommend(
  model: Model,
  history: History,
  { count, leftOut = new Set(), weights = WEIGHTS }: RecommendAsked,
): Recommendation[] {
  const bought = faded(history, weights.fading)
  const company = companyOf(model.similar, bought)
  const baskets = fadedBaskets(history.length, weights.fading)
  const scored = (item: string): Recommendation => {
    const [own, beside] = [bought.get(item), company.get(item)]
    const again = own === undefined ? 0 : (weights.again * own.weight) / baskets
    const goesWith = weights.goesWith * (beside?.sum ?? 0)
    const popular = weights.popular * (model.popular.get(item) ?? 0)
    const score = again + goesWith + popular
    // What they know themselves is the better reason where there is one.
    if (own !== undefined) return { item, score, because: { kind: 'bought-before', times: own.times } }
    if (beside !== undefined && goesWith >= popular)
      return { item, score, because: { kind: 'goes-with', item: beside.item } }
    return { item, score, because: { kind: 'popular' } }
  }
  const known = new Set([...bought.keys(), ...company.keys()])
  const candidates = [...known].filter((item) => !leftOut.has(item))
  // Of what neither they nor their goods know, only the most bought can come first.
  let others = 0
  for (const item of model.popular.keys()) {
    if (others === count) break
    if (known.has(item) || leftOut.has(item)) continue
    candidates.push(item)
    others += 1
  }
  return candidates
    .map(scored)
    .sort((a, b) => b.score - a.score || byCodeUnits(a.item, b.item))
    .slice(0, count)
}

type Company = { sum: number; most: number; item: string }

/** What goes with what was bought: mean similarity, with the item that it goes with best. */
function companyOf(similar: Similar, bought: ReadonlyMap<string, { readonly weight: number }>): Map<string, Company> {
  const total = [...bought.values()].reduce((sum, { weight }) => sum + weight, 0)
  const company = new Map<string, Company>()
  for (const [item, { weight }] of bought) {
    for (const neighbour of similar.neighbours.get(item) ?? []) {
      const part = (weight / total) * neighbour.similarity
      const known = company.get(neighbour.item)
      if (known === undefined) {
        company.set(neighbour.item, { sum: part, most: part, item })
        continue
      }
      known.sum += part
      if (part <= known.most) continue
      known.most = part
      known.item = item
    }
  }
  return company
}

/** How often each item was bought, and the same with earlier baskets weighing less. */
function faded(history: History, fading: number): Map<string, { times: number; weight: number }> {
  const bought = new Map<string, { times: number; weight: number }>()
  history.forEach((basket, index) => {
    const weight = fading ** (history.length - 1 - index)
    for (const item of new Set(basket)) {
      const before = bought.get(item)
      bought.set(item, { times: (before?.times ?? 0) + 1, weight: (before?.weight ?? 0) + weight })
    }
  })
  return bought
}

/** What an item that was in every basket would weigh. */
function fadedBaskets(baskets: number, fading: number): number {
  return Array.from({ length: baskets }, (_, ago) => fading ** ago).reduce((sum, each) => sum + each, 0)
}
