/**
 * When something is bought again. How likely it is at the next visit follows from the member's own visits and, where these are few, from
 * everybody's (a beta prior, whose mean is the item's own rate); the clock raises or lowers it by how much of the usual gap has passed.
 */
import { type Habit, type History, habitsOf } from './histories.ts'

export type Rhythm = {
  /** Share of the visits after a first purchase that brought the item again, shrunk towards that of all items. */
  readonly rate: number
  /** Mean time from one purchase to the next, shrunk towards that of all items. */
  readonly gap: number
  /** On how many such visits the rate stands. */
  readonly chances: number
}

export type Clock = {
  readonly items: ReadonlyMap<string, Rhythm>
  /** Of all items together. */
  readonly all: Rhythm
  /** For each stretch of the usual gap, how many times as often as the rate says something was bought again. */
  readonly factors: readonly number[]
}

export type Again = {
  /** That the next visit brings it, if it comes now: 0 to 1. */
  readonly chance: number
  /** The usual time between two purchases: the member's own, with everybody's as what is expected before. */
  readonly gap: number
  readonly elapsed: number
  readonly times: number
}

/** Ends of the stretches, in usual gaps since the last purchase. */
export const STRETCHES = [0.4, 0.8, 1.3, 2, 4] as const
/** So many visits everybody's rate weighs beside the member's own, and so many gaps everybody's gap. Chosen on known baskets. */
const [RATE_WEIGHT, GAP_WEIGHT] = [5, 2]
/** So many visits or gaps the mean of all items weighs beside those of one. */
const ITEM_WEIGHT = 10
/** So many purchases "as the rate says" are added to each stretch. */
const FACTOR_WEIGHT = 50

type Sum = { again: number; chances: number; span: number; gaps: number }

/** Learns rates, gaps, and from the last visit of each history how much the time since a purchase says. */
export function clockOf(histories: readonly History[]): Clock {
  const sums = new Map<string, Sum>()
  const total: Sum = { again: 0, chances: 0, span: 0, gaps: 0 }
  for (const history of histories) {
    for (const [item, habit] of habitsOf(history)) {
      const sum = sums.get(item) ?? { again: 0, chances: 0, span: 0, gaps: 0 }
      if (sum.chances === 0 && sum.gaps === 0) sums.set(item, sum)
      add(sum, habit)
      add(total, habit)
    }
  }
  const mean = (sum: number, count: number) => (count === 0 ? 0 : sum / count)
  const all = { rate: mean(total.again, total.chances), gap: mean(total.span, total.gaps), chances: total.chances }
  const items = new Map(
    [...sums].map(([item, { again, chances, span, gaps }]): [string, Rhythm] => [
      item,
      {
        rate: (again + ITEM_WEIGHT * all.rate) / (chances + ITEM_WEIGHT),
        gap: (span + ITEM_WEIGHT * all.gap) / (gaps + ITEM_WEIGHT),
        chances,
      },
    ]),
  )
  const flat = { items, all, factors: STRETCHES.map(() => 1).concat(1) }
  return { ...flat, factors: factorsOf(flat, histories) }
}

function add(sum: Sum, { times, chances, span }: Habit): void {
  sum.again += times - 1
  sum.chances += chances
  sum.span += span
  sum.gaps += times - 1
}

/** What the last visits brought, beside what the rates say of them. */
function factorsOf(clock: Clock, histories: readonly History[]): number[] {
  const found = clock.factors.map(() => ({ bought: FACTOR_WEIGHT, expected: FACTOR_WEIGHT }))
  for (const history of histories) {
    const last = history.at(-1)
    if (last === undefined || history.length < 2) continue
    const bought = new Set(last.items)
    for (const [item, habit] of habitsOf(history.slice(0, -1))) {
      const again = againOf(clock, item, habit, last.at)
      const stretch = found[stretchOf(again)]
      if (stretch === undefined) continue
      stretch.expected += again.chance
      stretch.bought += bought.has(item) ? 1 : 0
    }
  }
  return found.map(({ bought, expected }) => bought / expected)
}

function stretchOf({ elapsed, gap }: Pick<Again, 'elapsed' | 'gap'>): number {
  const at = STRETCHES.findIndex((end) => elapsed <= end * gap)
  return at < 0 ? STRETCHES.length : at
}

/** @param at in the unit of the histories */
export function againOf({ items, all, factors }: Clock, item: string, habit: Habit, at: number): Again {
  const usual = items.get(item) ?? all
  const gap = (habit.span + GAP_WEIGHT * usual.gap) / (habit.times - 1 + GAP_WEIGHT)
  const elapsed = Math.max(0, at - habit.lastAt)
  const rate = (habit.times - 1 + RATE_WEIGHT * usual.rate) / (habit.chances + RATE_WEIGHT)
  const factor = factors[stretchOf({ elapsed, gap })] ?? 1
  return { chance: Math.min(1, rate * factor), gap, elapsed, times: habit.times }
}

/** So many visits must stand behind it that an item is bought once only. */
const ONCE_CHANCES = 50
const ONCE_SHARE = 0.25

/** What hardly anybody buys a second time: less than a quarter as often as other items. */
export function boughtOnce({ items, all }: Clock, item: string): boolean {
  const usual = items.get(item)
  return usual !== undefined && usual.chances >= ONCE_CHANCES && usual.rate < ONCE_SHARE * all.rate
}
