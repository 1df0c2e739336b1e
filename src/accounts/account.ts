/**
 * A member's account as the rules see it: plain values, never changed in place.
 * It is loaded whole (open lots and holds; everything when the past is asked for) and written back by the desk.
 */
import type { EntryId, HoldId, LotId, MemberId, OperationId, OrderId, PlacementId } from '../base/ids.ts'
import type { Instant } from '../base/time.ts'
import type { Inactivity } from '../programme/terms.ts'

/**
 * An amount earned together: becomes available and expires together. `amount ≥ remaining + expired`, `remaining ≥ held`;
 * `expired` is what time took: it expired, or was cancelled with the lot.
 */
export type Lot = {
  readonly lotId: LotId
  readonly wallet: string
  readonly amount: number
  readonly remaining: number
  readonly held: number
  readonly expired: number
  readonly earnedAt: Instant
  readonly availableAt: Instant
  /** The event that makes it available. Until it comes, `availableAt` is when the lot is cancelled; a released lot was. */
  readonly awaits: string | null
  /** First instant at which it is gone; null never. */
  readonly expiresAt: Instant | null
  /** Terms under which activity moves `expiresAt`; null when nothing does. */
  readonly inactivity: Inactivity | null
  readonly released: boolean
  readonly orderId: OrderId | null
  /** The programme version whose terms it keeps. */
  readonly version: number
}

export type LotPart = readonly [lot: LotId, amount: number]

export type Wallet = {
  readonly wallet: string
  /** Σ remaining of its lots: pending, available and held together. Never below zero. */
  readonly balance: number
  readonly held: number
  /** Taken back but already spent: repaid from what is earned next. */
  readonly owed: number
  readonly sequence: number
  readonly hash: Buffer
}

export type HoldStatus = 'held' | 'captured' | 'released' | 'lapsed'

export type Hold = {
  readonly holdId: HoldId
  readonly wallet: string
  readonly amount: number
  readonly captured: number
  readonly status: HoldStatus
  readonly placedAt: Instant
  readonly expiresAt: Instant
  readonly closedAt: Instant | null
  readonly lots: readonly LotPart[]
  readonly reason: string
}

/** Why somebody stands where he stands. */
export type StandingReason = 'start' | 'reached' | 'not-kept' | 'placed' | 'placement-ended' | 'programme-changed'

/** The tier that follows from what a member does, whatever he was placed on by hand. */
export type Merit = {
  readonly tier: string
  readonly since: Instant
  /** False until he leaves the tier that he began on: until then `since` says nothing. */
  readonly moved: boolean
  readonly because: StandingReason
  /** The tier was not kept and is lost at `at`; until `graceEndsAt` what is missing can be made up, counted from `from` on. */
  readonly falling: { readonly at: Instant; readonly from: Instant; readonly graceEndsAt: Instant } | null
  /** The loss that was last warned of. */
  readonly warned: Instant | null
}

/** A member put on a tier by hand: he stands no lower until `until`; a locked one no higher either. A null tier ends it. */
export type Placement = {
  readonly placementId: PlacementId
  readonly ladder: string
  readonly tier: string | null
  readonly at: Instant
  readonly recordedAt: Instant
  /** First instant at which it no longer holds; null until it is ended. */
  readonly until: Instant | null
  readonly locked: boolean
  readonly reason: string
  readonly by: string
}

type Stood = {
  readonly tier: string
  readonly since: Instant
  readonly because: StandingReason
  readonly merit: Merit
  /** The one in force. */
  readonly placement: Placement | null
}

/** When a tier will be lost if nothing more happens, and what comes then. */
export type Loss = { readonly at: Instant; readonly to: string }

export type Standing = Stood & {
  readonly ladder: string
  /** When it must be looked at again though nothing happens; null never. */
  readonly reviewAt: Instant | null
  /** When the tier that shows is lost if nothing more happens, and to which; null when it is kept, or nobody foresees it. */
  readonly loss: Loss | null
  /**
   * When it changed at the instant `at`: what it was just before. More may happen at the same instant, and all of it is one
   * event, so it is decided again from there.
   */
  readonly before: { readonly at: Instant; readonly was: Stood } | null
}

/** What an order counts for tiers, by what changed it: its confirmation, then each return. Sums never fall below zero. */
export type CountedOrder = {
  readonly orderId: OrderId
  readonly at: Instant
  readonly currency: string
  readonly changes: readonly (Counts & {
    readonly at: Instant
    /** It was another record's order, and counts here since then. */
    readonly carried?: true
  })[]
}

/** `orders` is 1 while anything but fees is left of it. Money without fees, in minor units; categories with all above them. */
export type Counts = {
  readonly orders: number
  readonly spendMinor: number
  readonly categories: Readonly<Record<string, number>>
  /** By wallet. */
  readonly earned: Readonly<Record<string, number>>
}

export type MemberStatus = 'prospect' | 'active' | 'suspended' | 'closed'

/** What the members' room tells of a member. */
export type Membership = {
  readonly status: MemberStatus
  readonly joinedAt: Instant
  /** Of whom he is a part, who was found twice. */
  readonly mergedInto: MemberId | null
}

export type Account = {
  readonly memberId: MemberId
  readonly status: MemberStatus
  readonly joinedAt: Instant
  readonly mergedInto: MemberId | null
  readonly version: number
  readonly frontier: Instant
  /** True when closed lots, closed holds and all entries were loaded too, so that the past can be asked. */
  readonly complete: boolean
  readonly wallets: ReadonlyMap<string, Wallet>
  readonly lots: readonly Lot[]
  readonly holds: readonly Hold[]
  readonly standings: ReadonlyMap<string, Standing>
  readonly counters: ReadonlyMap<string, number>
  /** By order; null while no ladder counts orders. */
  readonly counted: ReadonlyMap<OrderId, CountedOrder> | null
  /** Only when complete: all so far. Otherwise those that were made since it was loaded. */
  readonly placements: readonly Placement[]
  /** Only when complete: the movements so far, by sequence. */
  readonly past: readonly Entry[]
}

export type EntryKind =
  | 'earn'
  | 'redeem'
  | 'capture'
  | 'return'
  | 'refund'
  | 'expire'
  | 'cancel'
  | 'reinstate'
  | 'adjust'
  | 'gift'
  | 'exchange'
  | 'transfer'
  | 'merge'
  | 'fee'
  | 'owe'
  | 'repay'
  | 'forgive'

/** The programme-side account at the other end of a movement. */
export type Counter =
  | 'issued'
  | 'redeemed'
  | 'expired'
  | 'adjusted'
  | 'exchanged'
  | 'transferred'
  | 'merged'
  | 'fees'
  | 'debt'

/** Why a movement has its amount; rooms add their own facts. Kept for good, said in words by points/why.ts. */
export type Trace = { readonly because: string; readonly version: number; readonly [fact: string]: unknown }

/** One immutable movement between a wallet and its counter-account. `amount` is positive; `in` raises the wallet. */
export type Entry = {
  readonly entryId: EntryId
  readonly operationId: OperationId
  readonly wallet: string
  readonly sequence: number
  readonly kind: EntryKind
  readonly direction: 'in' | 'out'
  readonly amount: number
  readonly counter: Counter
  readonly balance: number
  readonly at: Instant
  readonly recordedAt: Instant
  readonly orderId: OrderId | null
  readonly lots: readonly LotPart[]
  readonly trace: Trace
}

/** What a rule announces; the desk gives it an id and writes it with the effect. */
export type Announcement = {
  readonly kind: string
  readonly at: Instant
  readonly data: Readonly<Record<string, unknown>>
}

/** The account after some movements, with the movements and what they announce, in order. */
export type Change = {
  readonly account: Account
  readonly entries: readonly Entry[]
  readonly facts: readonly Announcement[]
}

export const noHash: Buffer = Buffer.alloc(32)

export function emptyAccount(memberId: MemberId, status: MemberStatus, at: Instant): Account {
  return {
    memberId,
    status,
    joinedAt: at,
    mergedInto: null,
    version: 0,
    frontier: at,
    complete: true,
    wallets: new Map(),
    lots: [],
    holds: [],
    standings: new Map(),
    counters: new Map(),
    counted: null,
    placements: [],
    past: [],
  }
}

export function walletOf(account: Account, wallet: string): Wallet {
  return account.wallets.get(wallet) ?? { wallet, balance: 0, held: 0, owed: 0, sequence: 0, hash: noHash }
}

export function isOpen(lot: Lot): boolean {
  return lot.remaining > 0
}

/** Its event did not come in time: what was left of it is gone. */
export function wasCancelled(lot: Lot): boolean {
  return lot.awaits !== null && lot.released
}

/** What of a lot may be spent at `at`: nothing while pending or once expired, never what is held. */
export function spendable(lot: Lot, at: Instant): number {
  if (lot.awaits !== null || lot.availableAt > at || (lot.expiresAt !== null && lot.expiresAt <= at)) return 0
  return lot.remaining - lot.held
}

/** Spendable now: Σ of available, unexpired, unheld lots. */
export function availableAt(account: Account, wallet: string, at: Instant): number {
  let total = 0
  for (const lot of account.lots) if (lot.wallet === wallet) total += spendable(lot, at)
  return total
}

/** Earned and visible, not yet spendable. */
export function pendingAt(account: Account, wallet: string, at: Instant): number {
  let total = 0
  for (const lot of account.lots) if (lot.wallet === wallet && lot.availableAt > at) total += lot.remaining
  return total
}

/** Unexpired at `at`, pending or not, held or not. */
export function unexpiredAt(account: Account, wallet: string, at: Instant): number {
  let total = 0
  for (const lot of account.lots) {
    if (lot.wallet === wallet && lot.earnedAt <= at && (lot.expiresAt === null || lot.expiresAt > at))
      total += lot.remaining
  }
  return total
}

/** Soonest to expire first; of equals the one earned first; never-expiring last. */
export function soonestExpiringFirst(a: Lot, b: Lot): number {
  const expiry = (a.expiresAt ?? Number.POSITIVE_INFINITY) - (b.expiresAt ?? Number.POSITIVE_INFINITY)
  if (expiry !== 0 && !Number.isNaN(expiry)) return expiry
  return a.earnedAt - b.earnedAt || (a.lotId < b.lotId ? -1 : 1)
}
