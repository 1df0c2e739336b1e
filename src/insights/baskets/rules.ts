/**
 * Who buys these also buys that: rules with one item on the right, made of frequent sets. Measures as in arules
 * (Hahsler, Grün & Hornik 2005): support and confidence of Agrawal, Imieliński & Swami (1993), lift and conviction of
 * Brin, Motwani, Ullman & Tsur (1997), leverage of Piatetsky-Shapiro (1991).
 */
import type { FrequentSets } from './frequent.ts'
import { byCodeUnits } from './order.ts'

export type Rule = {
  /** Ascending by code units; empty in a rule of one item. */
  readonly left: readonly string[]
  readonly right: string
  /** Baskets with both sides. */
  readonly count: number
  /** Share of the baskets with both sides, 0 to 1. */
  readonly support: number
  /** Share of the baskets with the left side that also have the right one, 0 to 1. */
  readonly confidence: number
  /** How many times as often as by chance; above 1 the sides attract each other. The same for both directions. */
  readonly lift: number
  /**
   * How many times as often the rule would fail by chance; Infinity when it never fails, 1 when the right side is in
   * every basket.
   */
  readonly conviction: number
  /** Support above that by chance, −0.25 to 0.25. */
  readonly leverage: number
}

export type Rules =
  | {
      readonly kind: 'found'
      /** Highest lift first, then confidence, support, the shorter left side, and the items. */
      readonly rules: readonly Rule[]
    }
  /** @param fits a minimum confidence with which there are few enough; null when too many rules never fail */
  | { readonly kind: 'too-many'; readonly rules: number; readonly fits: number | null }

export type RulesAsked = {
  /** 0 to 1, itself included. */
  readonly minimumConfidence: number
  /**
   * Items of both sides together. From 2 on, as a rule of one item says only how frequent it is; arules begins with 1.
   */
  readonly minimumLength?: number
  /**
   * Leaves a rule out when another rule of at least the minimum length says the same of fewer items with at least its
   * confidence (Bayardo, Agrawal & Gunopulos 2000: no improvement).
   */
  readonly withoutRedundant?: boolean
  readonly atMost?: number
}

/** Some 300 bytes each. */
const RULES = 200_000

/** Every rule that the sets hold and that was asked for. Deterministic: the order of the sets makes no difference. */
export function rulesOf(sets: FrequentSets, asked: RulesAsked): Rules {
  const { atMost = RULES } = asked
  const confidences: number[] = []
  for (const { count, ofLeft } of found(sets, asked)) confidences.push(count / ofLeft)
  if (confidences.length > atMost)
    return { kind: 'too-many', rules: confidences.length, fits: fitting(confidences, atMost) }
  const rules: Rule[] = []
  for (const each of found(sets, asked)) rules.push(measured(each, sets.baskets))
  return { kind: 'found', rules: rules.sort(byInterest) }
}

type Found = {
  readonly items: readonly string[]
  /** Where in `items` the right side stands. */
  readonly at: number
  readonly count: number
  readonly ofLeft: number
  readonly ofRight: number
}

/** Smaller rules before larger ones, so that what a rule adds to those of fewer items is known when it is met. */
function* found(
  { baskets, sets }: FrequentSets,
  { minimumConfidence, minimumLength = 2, withoutRedundant = false }: RulesAsked,
): Generator<Found> {
  const tree = treeOf(baskets, sets)
  const highest = new Map<number, number>()
  for (const { items, count } of [...sets].sort((a, b) => a.items.length - b.items.length)) {
    if (items.length < minimumLength) continue
    const path = items.map((item) => tree.numbers.get(item) ?? 0)
    for (const [at, right] of path.entries()) {
      const ofLeft = countAt(tree, without(path, at))
      const confidence = count / ofLeft
      if (withoutRedundant) {
        const rule = (of: readonly number[]) => nodeAt(tree, of) * tree.numbers.size + right
        const ofFewer = path.map((_, gone) => (gone === at ? 0 : (highest.get(rule(without(path, gone))) ?? 0)))
        const best = Math.max(0, ...ofFewer)
        highest.set(rule(path), Math.max(best, confidence))
        if (best >= confidence) continue
      }
      if (confidence < minimumConfidence) continue
      yield { items, at, count, ofLeft, ofRight: countAt(tree, [right]) }
    }
  }
}

/**
 * Sets as paths from the empty set on; every part of a frequent set is frequent, so each node on a path is a set
 * itself.
 */
type Tree = {
  readonly numbers: ReadonlyMap<string, number>
  readonly children: Map<number, number>
  readonly counts: number[]
}

function treeOf(baskets: number, sets: FrequentSets['sets']): Tree {
  const names = [...new Set(sets.flatMap(({ items }) => items))].sort(byCodeUnits)
  const tree: Tree = {
    numbers: new Map(names.map((name, number) => [name, number])),
    children: new Map(),
    counts: [baskets],
  }
  for (const { items, count } of sets) {
    let node = 0
    for (const item of items) {
      const key = node * names.length + (tree.numbers.get(item) ?? 0)
      const next = tree.children.get(key) ?? tree.counts.push(0) - 1
      tree.children.set(key, next)
      node = next
    }
    tree.counts[node] = count
  }
  return tree
}

function nodeAt({ children, numbers }: Tree, path: readonly number[]): number {
  let node = 0
  for (const item of path) {
    const next = children.get(node * numbers.size + item)
    if (next === undefined) throw new Error('a part of a frequent set is missing')
    node = next
  }
  return node
}

function countAt(tree: Tree, path: readonly number[]): number {
  return tree.counts[nodeAt(tree, path)] ?? 0
}

function without<T>(all: readonly T[], at: number): T[] {
  return all.filter((_, index) => index !== at)
}

function measured({ items, at, count, ofLeft, ofRight }: Found, baskets: number): Rule {
  const failing = ofLeft - count
  return {
    left: without(items, at),
    right: items[at] ?? '',
    count,
    support: count / baskets,
    confidence: count / ofLeft,
    lift: (count * baskets) / (ofLeft * ofRight),
    conviction: ofRight === baskets ? 1 : (ofLeft * (baskets - ofRight)) / (baskets * failing),
    leverage: (count * baskets - ofLeft * ofRight) / (baskets * baskets),
  }
}

/** The smallest confidence that at most so many reach. */
function fitting(confidences: readonly number[], atMost: number): number | null {
  const falling = [...confidences].sort((a, b) => b - a)
  const tooMany = falling[atMost] ?? 0
  return falling.findLast((each) => each > tooMany) ?? null
}

function byInterest(a: Rule, b: Rule): number {
  return (
    b.lift - a.lift ||
    b.confidence - a.confidence ||
    b.support - a.support ||
    a.left.length - b.left.length ||
    byItems(a.left, b.left) ||
    byCodeUnits(a.right, b.right)
  )
}

function byItems(left: readonly string[], right: readonly string[]): number {
  const at = left.findIndex((item, index) => item !== right[index])
  return at < 0 ? 0 : byCodeUnits(left[at] ?? '', right[at] ?? '')
}
