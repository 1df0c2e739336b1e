/** A member's statement: balances, lots with their expiry schedule, holds, standings with what is needed next. */
import {
  type Account,
  type Hold,
  isOpen,
  type Lot,
  type Standing,
  soonestExpiringFirst,
  unexpiredAt,
} from '../accounts/account.ts'
import { asInstant, dateOf, type Instant, instantText, later, type TimeZone } from '../base/time.ts'
import type { LadderDefinition, TierDefinition } from '../programme/definition.ts'
import type { Programme } from '../programme/rules.ts'
import { lowestTier, momentOf } from '../tiers/rules.ts'
import { foreseen, lossOf, type Moment } from '../tiers/standing.ts'
import { type WalletView, walletViews } from './views.ts'

export type LotView = {
  readonly lotId: string
  readonly wallet: string
  readonly amount: number
  readonly remaining: number
  readonly held: number
  readonly earnedAt: string
  /** Null while it waits for an event. */
  readonly availableAt: string | null
  readonly awaits: { readonly event: string; readonly until: string } | null
  readonly expiresAt: string | null
  /** Activities that move its expiry. */
  readonly keptAliveBy: string[]
  readonly status: 'pending' | 'available' | 'held'
}

export type ExpiryStep = {
  readonly wallet: string
  readonly at: string
  /** Of the programme's calendar, `2026-12-31`: they are valid to its end. */
  readonly lastDay: string
  readonly amount: number
}

/** What is cancelled at `at` unless its event comes before. */
export type CancellationStep = {
  readonly wallet: string
  readonly event: string
  readonly at: string
  readonly amount: number
}

export type HoldView = {
  readonly holdId: string
  readonly wallet: string
  readonly amount: number
  readonly placedAt: string
  readonly expiresAt: string
  readonly reason: string
}

export type LadderView = {
  readonly ladder: string
  readonly tier: string
  readonly since: string | null
  /** In the ladder's wallet, unexpired. */
  readonly amount: number
  /** The next tier and what is missing; null at the top. */
  readonly next: { readonly tier: string; readonly reach: number; readonly missing: number } | null
  /**
   * What happens when nothing more is earned: the instant at which the tier is lost, what one falls to, and how much more
   * keeps it. Null when it is never lost.
   */
  readonly keep: {
    readonly until: string
    readonly fallsTo: string
    readonly keep: number
    readonly missing: number
  } | null
}

export type Statement = {
  readonly memberId: string
  readonly at: string
  readonly programmeVersion: number
  readonly wallets: readonly WalletView[]
  readonly lots: readonly LotView[]
  readonly expiries: readonly ExpiryStep[]
  readonly cancellations: readonly CancellationStep[]
  readonly holds: readonly HoldView[]
  readonly ladders: readonly LadderView[]
}

/**
 * @param account as settled at `at`: what fell due before must not be shown as there
 */
export function statement(account: Account, programme: Programme, at: Instant): Statement {
  const asOf = later(at, account.frontier)
  const lots = account.lots.filter(isOpen).sort(soonestExpiringFirst)
  return {
    memberId: account.memberId,
    at: instantText(asOf),
    programmeVersion: programme.version,
    wallets: walletViews(account, programme, asOf),
    lots: lots.map((lot) => lotView(lot, asOf)),
    expiries: expiries(lots, programme.timeZone),
    cancellations: cancellations(lots),
    holds: account.holds.filter((hold) => hold.status === 'held').map(holdView),
    ladders: programme.ladders.map((ladder) =>
      ladderView(account, ladder, momentOf(programme, ladder.code, account, asOf)),
    ),
  }
}

function lotView(lot: Lot, at: Instant): LotView {
  return {
    lotId: lot.lotId,
    wallet: lot.wallet,
    amount: lot.amount,
    remaining: lot.remaining,
    held: lot.held,
    earnedAt: instantText(lot.earnedAt),
    availableAt: lot.awaits === null ? instantText(lot.availableAt) : null,
    awaits: lot.awaits === null ? null : { event: lot.awaits, until: instantText(lot.availableAt) },
    expiresAt: lot.expiresAt === null ? null : instantText(lot.expiresAt),
    keptAliveBy: [...(lot.inactivity?.resetBy ?? [])],
    status: lot.availableAt > at ? 'pending' : lot.held === lot.remaining ? 'held' : 'available',
  }
}

/** What expires when, by wallet, soonest first; lots of one instant are one step. */
function expiries(lots: readonly Lot[], timeZone: TimeZone): ExpiryStep[] {
  const steps = new Map<string, { wallet: string; at: Instant; amount: number }>()
  for (const lot of lots) {
    if (lot.expiresAt === null) continue
    const key = `${lot.wallet} ${lot.expiresAt}`
    const step = steps.get(key) ?? { wallet: lot.wallet, at: lot.expiresAt, amount: 0 }
    steps.set(key, { ...step, amount: step.amount + lot.remaining })
  }
  return [...steps.values()]
    .sort((a, b) => a.at - b.at)
    .map((step) => ({ ...step, at: instantText(step.at), lastDay: lastDayBefore(step.at, timeZone) }))
}

function lastDayBefore(at: Instant, timeZone: TimeZone): string {
  return dateOf(asInstant(at - 1), timeZone).toString()
}

/** What waits for which event until when, soonest first. */
function cancellations(lots: readonly Lot[]): CancellationStep[] {
  const steps = new Map<string, { wallet: string; event: string; at: Instant; amount: number }>()
  for (const { awaits: event, wallet, availableAt: at, remaining } of lots) {
    if (event === null) continue
    const key = `${wallet} ${event} ${at}`
    steps.set(key, { wallet, event, at, amount: (steps.get(key)?.amount ?? 0) + remaining })
  }
  return [...steps.values()].sort((a, b) => a.at - b.at).map((step) => ({ ...step, at: instantText(step.at) }))
}

function holdView(hold: Hold): HoldView {
  const { holdId, wallet, amount, reason } = hold
  return {
    holdId,
    wallet,
    amount,
    reason,
    placedAt: instantText(hold.placedAt),
    expiresAt: instantText(hold.expiresAt),
  }
}

/** Figures of the ladder's wallet; a ladder that is measured in another way tells them in `getTiers`. */
function ladderView(account: Account, ladder: LadderDefinition, moment: Moment | undefined): LadderView {
  const standing = account.standings.get(ladder.code)
  const index = Math.max(
    0,
    ladder.tiers.findIndex((each) => each.code === standing?.tier),
  )
  const tier = ladder.tiers[index] ?? lowestTier(ladder)
  const amount =
    ladder.wallet === undefined || moment === undefined ? 0 : unexpiredAt(account, ladder.wallet, moment.at)
  const next = ladder.tiers.slice(index + 1).find(({ reach }) => typeof reach === 'number' && reach > amount)
  const reach = typeof next?.reach === 'number' ? next.reach : 0
  return {
    ladder: ladder.code,
    tier: tier.code,
    since: standing === undefined ? null : instantText(standing.since),
    amount,
    next: next === undefined ? null : { tier: next.code, reach, missing: reach - amount },
    keep: standing === undefined || moment === undefined ? null : falling(standing, tier, amount, moment),
  }
}

function falling(standing: Standing, { keep }: TierDefinition, amount: number, moment: Moment): LadderView['keep'] {
  const ahead = foreseen(standing.merit, moment, true)
  const loss = typeof keep === 'number' ? lossOf(standing, moment, ahead) : null
  const { wallet } = moment.ladder.definition
  if (loss === null || typeof keep !== 'number' || wallet === undefined) return null
  const left = ahead?.amounts({ measure: 'balance', atLeast: keep, wallet }) ?? amount
  return { until: instantText(loss.at), fallsTo: loss.to, keep, missing: Math.max(0, keep - left) }
}
