/** What a ladder measures of a member, and whether it is enough. */
import type { CountedOrder, Counts } from '../accounts/account.ts'
import { dateOf, type Instant, type TimeZone } from '../base/time.ts'
import {
  type Criterion,
  type LadderDefinition,
  type Leaf,
  leavesOf,
  measuresOrders,
  type TierDefinition,
} from '../programme/ladders.ts'

/** What a member has and did, as known at some instant. */
export type View = {
  readonly joinedAt: Instant
  readonly orders: Iterable<CountedOrder>
  balance(wallet: string): number
  /** What of the wallet's balance will be gone when, if nothing else happens. */
  expiring(wallet: string): readonly { readonly at: Instant; readonly amount: number }[]
}

/** Orders placed in `[from, upTo]`, with what had changed them by `asOf`. */
export type Span = { readonly from: Instant; readonly upTo: Instant; readonly asOf: Instant }

export type Amounts = (leaf: Leaf) => number

/** A tier whose thresholds are criteria: null in `reach` only by invitation, in `keep` never lost. */
export type Step = {
  readonly code: string
  readonly reach: Criterion | null
  readonly keep: Criterion | null
}

export type Ladder = {
  readonly definition: LadderDefinition
  /** From the lowest up. */
  readonly steps: readonly Step[]
  readonly countsOrders: boolean
}

const known = new WeakMap<LadderDefinition, Ladder>()

/** A ladder with its numbers as criteria; worked out once for each definition. */
export function ladderOf(definition: LadderDefinition): Ladder {
  const before = known.get(definition)
  if (before !== undefined) return before
  const steps = definition.tiers.map((tier, index) => ({
    code: tier.code,
    reach: tier.reach === 'invitation' ? null : criterion(tier.reach, definition),
    keep: index === 0 || tier.keep === 0 || definition.fall?.how === 'never' ? null : criterion(tier.keep, definition),
  }))
  const ladder = { definition, steps, countsOrders: measuresOrders(definition) }
  known.set(definition, ladder)
  return ladder
}

function criterion(threshold: Exclude<TierDefinition['reach'], string>, { wallet }: LadderDefinition): Criterion {
  if (typeof threshold !== 'number') return threshold
  return { measure: 'balance', atLeast: threshold, ...(wallet === undefined ? {} : { wallet }) }
}

export function met(criterion: Criterion, amounts: Amounts): boolean {
  if ('all' in criterion) return criterion.all.every((each) => met(each, amounts))
  if ('any' in criterion) return criterion.any.some((each) => met(each, amounts))
  return amounts(criterion) >= criterion.atLeast
}

/** The highest tier that is reached; the lowest is everyone's. */
export function reached({ steps }: Ladder, amounts: Amounts): number {
  for (let index = steps.length - 1; index > 0; index -= 1) {
    const reach = steps[index]?.reach ?? null
    if (reach !== null && met(reach, amounts)) return index
  }
  return 0
}

/** @param gone what of a wallet's balance is no longer there */
export function amountsIn(
  view: View,
  span: Span,
  timeZone: TimeZone,
  gone: (wallet: string) => number = () => 0,
): Amounts {
  return (leaf) => {
    if (leaf.measure === 'balance') {
      const wallet = leaf.wallet ?? ''
      return wallet === '' ? 0 : view.balance(wallet) - gone(wallet)
    }
    return leaf.measure === 'visits' ? visits(view, span, timeZone) : summed(leaf, view, span)
  }
}

function inSpan(order: CountedOrder, { from, upTo }: Span): boolean {
  return order.at >= from && order.at <= upTo
}

function summed(leaf: Leaf, view: View, span: Span): number {
  let total = 0
  for (const order of view.orders) {
    if (!inSpan(order, span) || (leaf.currency !== undefined && leaf.currency !== order.currency)) continue
    for (const change of order.changes) if (change.at <= span.asOf) total += counted(leaf, change)
  }
  return total
}

function counted({ measure, wallet, category }: Leaf, counts: Counts): number {
  switch (measure) {
    case 'spend':
      return counts.spendMinor
    case 'category-spend':
      return counts.categories[category ?? ''] ?? 0
    case 'earned':
      return counts.earned[wallet ?? ''] ?? 0
    case 'orders':
      return counts.orders
    case 'balance':
    case 'visits':
      throw new Error(`${measure} is not a sum over orders`)
  }
}

/** Days with an order of which anything is left. */
function visits(view: View, span: Span, timeZone: TimeZone): number {
  const days = new Set<string>()
  for (const order of view.orders) {
    if (!inSpan(order, span)) continue
    let orders = 0
    for (const change of order.changes) if (change.at <= span.asOf) orders += change.orders
    if (orders > 0) days.add(dateOf(order.at, timeZone).toString())
  }
  return days.size
}

/** Wallets whose balance a criterion looks at. */
export function walletsOf(criterion: Criterion): string[] {
  return leavesOf(criterion).flatMap(({ measure, wallet }) =>
    measure === 'balance' && wallet !== undefined ? [wallet] : [],
  )
}
