/** Qualifying for tiers: standing is a function of the ladder's wallet over time, and of nothing else. */
import type { Account, Change, Entry, Standing } from '../accounts/account.ts'
import { unexpiredAt } from '../accounts/account.ts'
import { announcing } from '../accounts/movements.ts'
import type { Review } from '../accounts/settle.ts'
import type { Instant } from '../base/time.ts'
import type { LadderDefinition, TierDefinition } from '../programme/definition.ts'
import type { Programme } from '../programme/rules.ts'

export function lowestTier(ladder: LadderDefinition): TierDefinition {
  const [lowest] = ladder.tiers
  if (lowest === undefined) throw new Error(`the ladder ${ladder.code} has no tier`)
  return lowest
}

/**
 * The tier that follows from `amount` for someone who stands at `current`: he rises as far as he reaches, stays while he
 * keeps, and otherwise falls to what he reaches. A tier that the ladder no longer has counts as the lowest.
 */
export function nextTier(ladder: LadderDefinition, current: string | undefined, amount: number): TierDefinition {
  const reached = ladder.tiers.findLast((tier) => amount >= tier.reach) ?? lowestTier(ladder)
  const standing = ladder.tiers.find((tier) => tier.code === current)
  return standing !== undefined && standing.reach > reached.reach && amount >= standing.keep ? standing : reached
}

/** Reviews every ladder at an instant that is not before the account's frontier. */
export function reviewOf(programme: Programme): Review {
  return (change, at) => {
    let current = change
    for (const ladder of programme.ladders) {
      const tier = nextTier(
        ladder,
        current.account.standings.get(ladder.code)?.tier,
        unexpiredAt(current.account, ladder.wallet, at),
      )
      current = placed(current, ladder, tier, at)
    }
    return current
  }
}

/** Everyone starts at the lowest tier without ado; any other move is announced. */
function placed(change: Change, ladder: LadderDefinition, tier: TierDefinition, at: Instant): Change {
  const before = change.account.standings.get(ladder.code)
  if (before?.tier === tier.code) return change
  const standing: Standing = { ladder: ladder.code, tier: tier.code, since: at }
  const standings = new Map(change.account.standings).set(ladder.code, standing)
  const moved = { ...change, account: { ...change.account, standings } }
  const from = before?.tier ?? lowestTier(ladder).code
  if (from === tier.code) return moved
  return announcing(moved, 'tier.changed', at, { ladder: ladder.code, from, to: tier.code })
}

/** The standing that follows from a wallet's entries, as it was at `at`; entries in any order. */
export function standingFromHistory(
  ladder: LadderDefinition,
  entries: readonly Entry[],
  at: Instant,
): Standing | undefined {
  const past = entries.filter((entry) => entry.wallet === ladder.wallet && entry.at <= at)
  past.sort((a, b) => a.at - b.at || a.sequence - b.sequence)
  let standing: Standing | undefined
  let amount = 0
  for (const [index, entry] of past.entries()) {
    amount += entry.direction === 'in' ? entry.amount : -entry.amount
    // Movements of one instant are one event: standing is reviewed after the last of them.
    if (past[index + 1]?.at === entry.at) continue
    const tier = nextTier(ladder, standing?.tier, amount)
    if (tier.code !== standing?.tier) standing = { ladder: ladder.code, tier: tier.code, since: entry.at }
  }
  return standing
}

/** Tier by ladder at `at`; needs a complete account when `at` is before its frontier. */
export function tiersAt(programme: Programme, account: Account, at: Instant): Map<string, string> {
  const tiers = new Map<string, string>()
  for (const ladder of programme.ladders) {
    const standing =
      at < account.frontier ? standingFromHistory(ladder, account.past, at) : account.standings.get(ladder.code)
    tiers.set(ladder.code, standing?.tier ?? lowestTier(ladder).code)
  }
  return tiers
}

/** Walking a past that was not loaded would find a shorter one, and lower tiers. */
function wholePast(account: Account): void {
  if (!account.complete) throw new Error('the past of this account was not loaded')
}

/** After a late movement the whole history is walked again, because it may have changed what came later. */
export function reviewedFromHistory(programme: Programme, change: Change): Change {
  wholePast(change.account)
  const history = [...change.account.past, ...change.entries]
  let current = change
  for (const ladder of programme.ladders) {
    const standing = standingFromHistory(ladder, history, change.account.frontier)
    const tier = ladder.tiers.find((each) => each.code === standing?.tier) ?? lowestTier(ladder)
    current = placed(current, ladder, tier, standing?.since ?? change.account.frontier)
  }
  return current
}

/** Percent by which earning rules that follow the ladder multiply: 100 for the lowest tier of the standard programme. */
export function pointsPercent(programme: Programme, ladderCode: string, tier: string | undefined): number {
  const ladder = programme.ladders.find((each) => each.code === ladderCode)
  return ladder?.tiers.find((each) => each.code === tier)?.pointsPercent ?? 100
}
