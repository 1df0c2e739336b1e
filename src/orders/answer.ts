/** What a write to an order answers: the order, what each rule and offer did, and the account afterwards. */
import type { Account, Change } from '../accounts/account.ts'
import type { Work } from '../accounts/movements.ts'
import type { OrderId } from '../base/ids.ts'
import { instantText } from '../base/time.ts'
import type { Combination } from '../offers/combination.ts'
import type { Passed } from '../offers/readying.ts'
import type { AppliedOffer } from '../offers/rules.ts'
import type { RuleOutcome } from '../points/earning.ts'
import { type WalletView, walletViews } from '../points/views.ts'
import { servedBy } from '../programme/benefits.ts'
import type { Programme } from '../programme/rules.ts'
import { netOf, type Order } from './order.ts'
import type { Paid, Payable } from './paying.ts'

export type OrderAnswer = {
  readonly orderId: OrderId
  readonly number: string
  readonly status: Order['status']
  readonly memberId: string | null
  readonly placedAt: string
  readonly currency: string
  readonly netMinor: number
  /** By offers, beyond what the sender had taken off. */
  readonly offersMinor: number
  /** What was paid in points, and what is due in money. */
  readonly paid: readonly Pick<Paid, 'wallet' | 'points' | 'minor'>[]
  readonly dueMinor: number
  /** In a dry run: what each wallet could pay. */
  readonly payable?: readonly Payable[]
  readonly programmeVersion: number
  readonly offers: readonly OfferView[]
  /** Coupons and offers that were not applied. */
  readonly passed: readonly Passed[]
  /** The coupons that were chosen, when the best were asked for. */
  readonly best?: Pick<Combination, 'coupons' | 'proven'>
  readonly rules: readonly RuleView[]
  readonly wallets: readonly WalletView[]
  readonly tiers: readonly TierView[]
  /** Services and quotas that the buyer had when it was decided, by code; none where he was not active. */
  readonly benefits: readonly string[]
  readonly entries: readonly string[]
}
export type RuleView = Omit<RuleOutcome, 'room' | 'counters'>
export type TierView = { readonly ladder: string; readonly before: string; readonly tier: string }
export type OfferView = {
  readonly offer: string
  readonly coupon: string | null
  readonly minor: number
  readonly lines: readonly { readonly line: number; readonly minor: number }[]
  readonly gifts: AppliedOffer['gifts']
}

/** An offer or an earning rule that could not be worked out, which is a bug of ours; nothing of whoever bought. */
export type LeftOut = { readonly kind: 'offer' | 'rule'; readonly code: string; readonly version: number }

export function leftOutIn({ passed, rules, programmeVersion }: OrderAnswer): LeftOut[] {
  const offers = passed.flatMap(({ offer, whyNot }) => (whyNot === 'failed' && offer !== null ? [offer] : []))
  const failed = rules.flatMap(({ rule, whyNot }) => (whyNot === 'failed' ? [rule] : []))
  return [
    ...offers.map((code) => ({ kind: 'offer' as const, code, version: programmeVersion })),
    ...failed.map((code) => ({ kind: 'rule' as const, code, version: programmeVersion })),
  ]
}

/** The part of an answer that cannot be worked out again from the stored order. */
export type Effects = Pick<OrderAnswer, 'wallets' | 'tiers' | 'entries'> & Partial<Pick<OrderAnswer, 'benefits'>>

export function tierViews(before: ReadonlyMap<string, string>, account: Account, programme: Programme): TierView[] {
  return programme.ladders.map(({ code }) => {
    const old = before.get(code) ?? ''
    return { ladder: code, before: old, tier: account.standings.get(code)?.tier ?? old }
  })
}

export function effectsOf(
  change: Change,
  before: ReadonlyMap<string, string>,
  work: Work,
  programme: Programme,
): Effects {
  return {
    wallets: walletViews(change.account, programme, work.at),
    tiers: tierViews(before, change.account, programme),
    entries: change.entries.map((entry) => entry.entryId),
  }
}

/** What the tiers that an order was decided on give to whoever is served; nothing is kept where there is none. */
export function served(
  before: ReadonlyMap<string, string>,
  { status }: Pick<Account, 'status'>,
  { definition }: Programme,
): Pick<Effects, 'benefits'> {
  const benefits = status === 'active' ? servedBy(before, definition).map(({ code }) => code) : []
  return benefits.length === 0 ? {} : { benefits }
}

export function offerViews(applied: readonly AppliedOffer[]): OfferView[] {
  return applied.map(({ offer, coupon, minor, off, gifts }) => ({
    offer,
    coupon,
    minor,
    lines: off.map(([line, part]) => ({ line, minor: part })),
    gifts,
  }))
}

export function answerOf(order: Order, effects: Effects): OrderAnswer {
  const offers = order.decision?.offers ?? order.reserved?.offers ?? []
  const paid = (order.decision?.paid ?? []).map(({ wallet, points, minor }) => ({ wallet, points, minor }))
  return {
    orderId: order.orderId,
    number: order.number,
    status: order.status,
    memberId: order.memberId,
    placedAt: instantText(order.placedAt),
    currency: order.currency,
    netMinor: netOf(order.lines),
    offersMinor: offers.reduce((sum, { minor }) => sum + minor, 0),
    paid,
    dueMinor: netOf(order.lines) - paid.reduce((sum, { minor }) => sum + minor, 0),
    programmeVersion: order.decision?.version ?? 0,
    offers: offerViews(offers),
    passed: order.decision?.passed ?? order.reserved?.passed ?? [],
    rules: (order.decision?.rules ?? []).map(
      ({ room: _room, counters: _counters, kept: _kept, lots: _lots, ...view }) => view,
    ),
    benefits: [],
    ...effects,
  }
}

/** The stored part of an answer; an order of an older release that lacks it answers with nothing moved. */
export function storedEffects(stored: unknown): Effects {
  const empty: Effects = { wallets: [], tiers: [], entries: [] }
  return typeof stored === 'object' && stored !== null ? { ...empty, ...stored } : empty
}
