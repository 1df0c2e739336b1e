/** What a member may want next: what they buy again, what others want who bought the same, and what everybody buys. */
import { byCodeUnits } from '../baskets/order.ts'
import { firstOf } from '../maths/highest.ts'
import { type Again, againOf, boughtOnce } from './clock.ts'
import { type Habit, type History, habitsOf } from './histories.ts'
import type { Model } from './model.ts'

export type Recommendation = {
  readonly item: string
  /** Higher is likelier; only the order means something. */
  readonly score: number
  /** Their own habit where they have one, else what weighed most. */
  readonly because:
    | ({ readonly kind: 'bought-before' } & Again)
    /** What they bought that speaks most for it, one or two items. */
    | { readonly kind: 'goes-with'; readonly items: readonly string[] }
    /** Share of all visits. */
    | { readonly kind: 'popular'; readonly share: number }
}

export type Weights = { readonly again: number; readonly following: number; readonly popular: number }

/**
 * How much each source counts, chosen by what members bought at their last known visit, never by what the tests are about: the figures are
 * flat around it (decision 0042).
 */
const WEIGHTS: Weights = { again: 1, following: 0.1, popular: 0.5 }
/** Where only what is new to a member is asked for. */
const NEW_WEIGHTS: Weights = { again: 0, following: 1, popular: 0.1 }

export type Asked = {
  /** In the unit of the histories. */
  readonly at: number
  readonly atMost: number
  /** Returned, out of stock, or not wanted for another reason. */
  readonly leftOut?: ReadonlySet<string>
  /** Only what they have not bought yet. */
  readonly onlyNew?: boolean
  readonly weights?: Weights
}

/** The best first. Somebody without history gets what is bought most; what hardly anybody buys twice is not offered again. */
export function recommend(model: Model, history: History, asked: Asked): Recommendation[] {
  const { leftOut = new Set(), onlyNew = false } = asked
  const weights = asked.weights ?? (onlyNew ? NEW_WEIGHTS : WEIGHTS)
  const habits = habitsOf(history)
  const owned = speakers(habits)
  const wanted = wantedBy(model, owned)
  const open = (item: string) => !leftOut.has(item) && !(habits.has(item) && (onlyNew || boughtOnce(model.clock, item)))
  const scored = (item: string): Scored => {
    const habit = habits.get(item)
    const again = habit === undefined ? undefined : againOf(model.clock, item, habit, asked.at)
    const following = weights.following * (wanted.get(item) ?? 0)
    const popular = weights.popular * shareOf(model, item)
    return { item, score: weights.again * (again?.chance ?? 0) + following + popular, again, following, popular }
  }
  const best = firstOf(
    candidates(model, new Set([...habits.keys(), ...wanted.keys()]), open, asked.atMost).map(scored),
    asked.atMost,
    (a, b) => b.score - a.score || byCodeUnits(a.item, b.item),
  )
  const reasons = reasonsFor(
    model,
    owned,
    best.flatMap(({ item, again }) => (again === undefined ? [item] : [])),
  )
  return best.map(({ item, score, again, following, popular }) => {
    // What they know themselves is the better reason where there is one.
    if (again !== undefined) return { item, score, because: { kind: 'bought-before', ...again } }
    if (following > 0 && following >= popular)
      return { item, score, because: { kind: 'goes-with', items: reasons.get(item) ?? [] } }
    return { item, score, because: { kind: 'popular', share: shareOf(model, item) } }
  })
}

type Scored = {
  readonly item: string
  readonly score: number
  readonly again: Again | undefined
  readonly following: number
  readonly popular: number
}

function shareOf(model: Model, item: string): number {
  return (model.counts.get(item) ?? 0) / Math.max(1, model.visits)
}

/** What they or their goods know, and of everything else the most bought: only these can come first. */
function candidates(
  model: Model,
  known: ReadonlySet<string>,
  open: (item: string) => boolean,
  others: number,
): string[] {
  const found = [...known].filter(open)
  let left = others
  for (const item of model.counts.keys()) {
    if (left === 0) break
    if (known.has(item) || !open(item)) continue
    found.push(item)
    left -= 1
  }
  return found
}

/** So many of the items bought last speak for others: more of them change the list hardly, and cost time. */
const SPEAKING = 150

/** The items bought last. */
function speakers(habits: ReadonlyMap<string, Habit>): string[] {
  const latest = firstOf(habits, SPEAKING, ([a, ofA], [b, ofB]) => ofB.lastAt - ofA.lastAt || byCodeUnits(a, b))
  return latest.map(([item]) => item)
}

/** What their items speak for. */
function wantedBy(model: Model, owned: readonly string[]): Map<string, number> {
  const wanted = new Map<string, number>()
  for (const own of owned) {
    for (const { item, weight } of model.following.get(own) ?? []) wanted.set(item, (wanted.get(item) ?? 0) + weight)
  }
  return wanted
}

type Strongest = { first: string; most: number; second: string; next: number }

/** Of each of these items the one or two that speak most for it. */
function reasonsFor(model: Model, owned: readonly string[], items: readonly string[]): Map<string, string[]> {
  const found = new Map<string, Strongest>(items.map((item) => [item, { first: '', most: 0, second: '', next: 0 }]))
  for (const own of owned) {
    for (const { item, weight } of model.following.get(own) ?? []) {
      const known = found.get(item)
      if (known === undefined || weight <= known.next) continue
      if (weight > known.most) {
        ;[known.second, known.next] = [known.first, known.most]
        ;[known.first, known.most] = [own, weight]
      } else [known.second, known.next] = [own, weight]
    }
  }
  return new Map([...found].map(([item, { first, second }]) => [item, second === '' ? [first] : [first, second]]))
}
