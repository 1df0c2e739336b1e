/** Spending, holding and adjusting: pure decisions on one account. */
import { type Account, availableAt, type Change, type Hold, type Trace, walletOf } from '../accounts/account.ts'
import { keptAlive } from '../accounts/inactivity.ts'
import { announcing, cover, credit, debit, hold, unchanged, unhold } from '../accounts/movements.ts'
import { settle } from '../accounts/settle.ts'
import type { HoldId } from '../base/ids.ts'
import { LARGEST, mulDiv } from '../base/quantities.ts'
import { isRefusal, type Refusal } from '../base/refusals.ts'
import type { Instant } from '../base/time.ts'
import type { WalletDefinition } from '../programme/definition.ts'
import type { Programme } from '../programme/rules.ts'
import { reviewOf, tiersAt } from '../tiers/rules.ts'
import type { Given } from './asking.ts'
import {
  amountInvalid,
  balanceFull,
  captureTooMuch,
  exchangeStep,
  holdClosed,
  holdTooLong,
  holdUnknown,
  insufficientPoints,
  memberNotActive,
  noExchange,
  notSpendable,
  overflow,
  walletUnknown,
} from './errors.ts'
import { capsInTrace, spendCounted, withinCaps } from './spending.ts'

type Ask = {
  readonly wallet: string
  readonly amount: number
  readonly reason: string
  readonly reference: string | null
  readonly by: string
  /** Of the programme's reasons for adjustments by hand. */
  readonly code?: string | null
  /** The second person, when one was needed. */
  readonly approvedBy?: string
  readonly approval?: string
}

/** The account as it stands at the work's instant, with the wallet that is asked about. */
function opened(
  account: Account,
  wallet: string,
  { programme, work }: Given,
): { start: Change; definition: WalletDefinition } | Refusal {
  const definition = programme.wallets.get(wallet)
  if (definition === undefined) return walletUnknown({ wallet })
  if (account.status !== 'active') return memberNotActive({ status: account.status })
  return { start: settle(unchanged(account), work, reviewOf(programme)), definition }
}

function spendableIn(account: Account, ask: Pick<Ask, 'wallet' | 'amount'>, given: Given): Change | Refusal {
  if (!Number.isSafeInteger(ask.amount) || ask.amount <= 0) return amountInvalid({ amount: ask.amount })
  const open = opened(account, ask.wallet, given)
  if ('refusal' in open) return open
  return open.definition.purpose === 'spend' ? open.start : notSpendable({ wallet: ask.wallet })
}

export function short(account: Account, { wallet, amount }: Pick<Ask, 'wallet' | 'amount'>, at: Instant): Refusal {
  return insufficientPoints({ wallet, available: availableAt(account, wallet, at), asked: amount })
}

/** Spends what is available, soonest-expiring lots first. */
export function redeem(account: Account, ask: Ask, given: Given): Change | Refusal {
  const start = spendableIn(account, ask, given)
  if ('refusal' in start) return start
  const { work, programme } = given
  const parts = cover(start.account, ask.wallet, ask.amount, work.at)
  if (parts === undefined) return short(start.account, ask, work.at)
  const capped = withinCaps(start.account, ask, given)
  if ('refusal' in capped) return capped
  const trace: Trace = {
    because: 'redeemed',
    version: programme.version,
    reason: ask.reason,
    reference: ask.reference,
    by: ask.by,
    ...capsInTrace(capped.counters),
  }
  const spent = keptAlive(
    debit(start, work, { wallet: ask.wallet, parts, kind: 'redeem', counter: 'redeemed', trace }),
    work,
  )
  return announcing(spendCounted(spent, capped), 'points.redeemed', work.at, {
    wallet: ask.wallet,
    amount: ask.amount,
    reference: ask.reference,
  })
}

/**
 * Gives (positive) or takes (negative) by hand, with a reason. Given points keep the wallet's terms; what is taken must be
 * available: a mistake never makes a debt.
 */
export function adjust(account: Account, ask: Ask, given: Given): Change | Refusal {
  if (!Number.isSafeInteger(ask.amount) || ask.amount === 0) return amountInvalid({ amount: ask.amount })
  const open = opened(account, ask.wallet, given)
  if ('refusal' in open) return open
  const { work, programme } = given
  const { start } = open
  const trace: Trace = {
    because: 'adjusted',
    version: programme.version,
    reason: ask.reason,
    reference: ask.reference,
    by: ask.by,
    ...(ask.code === undefined || ask.code === null ? {} : { code: ask.code }),
    ...(ask.approvedBy === undefined ? {} : { approvedBy: ask.approvedBy, approval: ask.approval }),
  }
  const base = { wallet: ask.wallet, kind: 'adjust', counter: 'adjusted', trace } as const
  const data = { wallet: ask.wallet, amount: ask.amount, reason: ask.reason }
  if (ask.amount < 0) {
    const parts = cover(start.account, ask.wallet, -ask.amount, work.at)
    if (parts === undefined) return short(start.account, { wallet: ask.wallet, amount: -ask.amount }, work.at)
    const taken = reviewOf(programme)(debit(start, work, { ...base, parts }), work.at)
    return announcing(taken, 'points.adjusted', work.at, data)
  }
  const more = credited(start, { ...base, amount: ask.amount }, given)
  return isRefusal(more) ? more : announcing(more, 'points.adjusted', work.at, data)
}

/** More in a wallet, on the wallet's terms, with what follows from it for tiers. */
function credited(
  start: Change,
  what: Pick<Parameters<typeof credit>[2], 'wallet' | 'amount' | 'kind' | 'counter' | 'trace'>,
  { programme, work }: Given,
): Change | Refusal {
  const { wallet } = what
  const full = tooMuch(start.account, what, programme)
  if (full !== undefined) return full
  const terms = programme.terms({ wallet, tiers: tiersAt(programme, start.account, work.at) })
  if (terms === undefined) return walletUnknown({ wallet })
  const lot = { ...terms(work.at), version: programme.version }
  return reviewOf(programme)(credit(start, work, { ...what, lot }), work.at)
}

export type GiftAsk = Pick<Ask, 'wallet' | 'amount'> & {
  readonly giftId: string
  readonly benefit: string
  readonly occasion: string
}

/** Points that a benefit gives at an occasion. The member did nothing for them, so they keep no others alive. */
export function gift(account: Account, ask: GiftAsk, given: Given): Change | Refusal {
  const open = opened(account, ask.wallet, given)
  if ('refusal' in open) return open
  const { wallet, amount, giftId, benefit, occasion } = ask
  const trace: Trace = {
    because: 'gift',
    version: given.programme.version,
    benefit,
    occasion,
    gift: giftId,
  }
  return credited(open.start, { wallet, amount, kind: 'gift', counter: 'issued', trace }, given)
}

export type ExchangeAsk = Omit<Ask, 'wallet'> & { readonly from: string; readonly to: string }

/** Turns units of one wallet into units of another at the programme's rate; what is received has the terms of its wallet. */
export function exchange(account: Account, ask: ExchangeAsk, given: Given): Change | Refusal {
  const { work, programme } = given
  const { from, to, amount } = ask
  const rate = programme.definition.exchanges?.find((each) => each.from === from && each.to === to)
  if (rate === undefined) return noExchange({ from, to })
  const start = spendableIn(account, { wallet: from, amount }, given)
  if ('refusal' in start) return start
  if (amount % rate.give !== 0) return exchangeStep({ give: rate.give, asked: amount })
  const parts = cover(start.account, from, amount, work.at)
  if (parts === undefined) return short(start.account, { wallet: from, amount }, work.at)
  const receive = mulDiv(amount, rate.receive, rate.give, 'floor')
  const terms = programme.terms({ wallet: to, tiers: tiersAt(programme, start.account, work.at) })
  if (terms === undefined) return walletUnknown({ wallet: to })
  const full = tooMuch(start.account, { wallet: to, amount: receive }, programme)
  if (full !== undefined) return full
  const { reason, reference, by } = ask
  const trace: Trace = {
    because: 'exchanged',
    version: programme.version,
    gave: amount,
    from,
    to,
    reason,
    reference,
    by,
  }
  const movement = { kind: 'exchange', counter: 'exchanged', trace } as const
  const spent = debit(start, work, { ...movement, wallet: from, parts })
  const lot = { ...terms(work.at), version: programme.version }
  const received = credit(spent, work, { ...movement, wallet: to, amount: receive, lot })
  const reviewed = reviewOf(programme)(keptAlive(received, work), work.at)
  return announcing(reviewed, 'points.exchanged', work.at, { from, to, gave: amount, received: receive })
}

/** Why a wallet cannot take so much more; undefined when it can. */
export function tooMuch(
  account: Account,
  { wallet, amount }: Pick<Ask, 'wallet' | 'amount'>,
  programme: Programme,
): Refusal | undefined {
  const { balance, owed } = walletOf(account, wallet)
  if (balance + amount > LARGEST) return overflow({ wallet })
  const maximum = programme.wallets.get(wallet)?.maximum ?? LARGEST
  return balance - owed + amount > maximum ? balanceFull({ wallet, maximum, balance }) : undefined
}

const MINUTE = 60_000
export const holdMinutes = { least: 1, most: 30 * 24 * 60, usual: 10 } as const

/** Sets points aside for a while: nobody else can spend them and they do not expire meanwhile. */
export function place(
  account: Account,
  ask: Ask & { holdId: HoldId; minutes: number },
  given: Given,
): Change | Refusal {
  if (!Number.isSafeInteger(ask.minutes) || ask.minutes < holdMinutes.least || ask.minutes > holdMinutes.most) {
    return holdTooLong({ minutes: ask.minutes })
  }
  const start = spendableIn(account, ask, given)
  if ('refusal' in start) return start
  const { at } = given.work
  const lots = cover(start.account, ask.wallet, ask.amount, at)
  if (lots === undefined) return short(start.account, ask, at)
  // It counts when it is captured; what could not be captured now is not set aside.
  const capped = withinCaps(start.account, ask, given)
  if ('refusal' in capped) return capped
  const what: Hold = {
    holdId: ask.holdId,
    wallet: ask.wallet,
    amount: ask.amount,
    captured: 0,
    status: 'held',
    placedAt: at,
    expiresAt: (at + ask.minutes * MINUTE) as Instant,
    closedAt: null,
    lots,
    reason: ask.reason,
  }
  return announcing(hold(start, what), 'points.held', at, {
    holdId: ask.holdId,
    wallet: ask.wallet,
    amount: ask.amount,
  })
}

function openHold(account: Account, holdId: HoldId): Hold | Refusal {
  const found = account.holds.find((each) => each.holdId === holdId)
  // Only open holds are loaded: one that is not there was closed before.
  if (found === undefined) return holdUnknown({})
  return found.status === 'held' ? found : holdClosed({ status: found.status })
}

/** Spends what a hold set aside, all of it or a part; the rest is free again. */
export function capture(
  account: Account,
  ask: { holdId: HoldId; amount: number | null; reference: string | null; by: string },
  given: Given,
): Change | Refusal {
  const { work, programme } = given
  const start = settle(unchanged(account), work, reviewOf(programme))
  const held = openHold(start.account, ask.holdId)
  if ('refusal' in held) return held
  const amount = ask.amount ?? held.amount
  if (!Number.isSafeInteger(amount) || amount <= 0) return amountInvalid({ amount })
  if (amount > held.amount) return captureTooMuch({ held: held.amount, asked: amount })
  const capped = withinCaps(start.account, { wallet: held.wallet, amount }, given)
  if ('refusal' in capped) return capped
  const free = unhold(start, ask.holdId, { status: 'captured', captured: amount, at: work.at })
  let left = amount
  const parts = held.lots.flatMap(([lotId, part]) => {
    const taken = Math.min(part, left)
    left -= taken
    return taken > 0 ? [[lotId, taken] as const] : []
  })
  const trace: Trace = {
    because: 'captured',
    version: programme.version,
    hold: ask.holdId,
    reason: held.reason,
    reference: ask.reference,
    by: ask.by,
    ...capsInTrace(capped.counters),
  }
  const spent = debit(free, work, { wallet: held.wallet, parts, kind: 'capture', counter: 'redeemed', trace })
  // What the hold protected from expiring while it stood and did not use expires now.
  const rest = settle(keptAlive(spendCounted(spent, capped), work), work, reviewOf(programme))
  return announcing(rest, 'points.redeemed', work.at, {
    wallet: held.wallet,
    amount,
    holdId: ask.holdId,
    reference: ask.reference,
  })
}

/** Frees what a hold set aside. */
export function release(account: Account, ask: { holdId: HoldId }, given: Given): Change | Refusal {
  const { work, programme } = given
  const start = settle(unchanged(account), work, reviewOf(programme))
  const held = openHold(start.account, ask.holdId)
  if ('refusal' in held) return held
  const free = unhold(start, ask.holdId, { status: 'released', captured: 0, at: work.at })
  const rest = settle(free, work, reviewOf(programme))
  return announcing(rest, 'points.hold-released', work.at, {
    holdId: ask.holdId,
    wallet: held.wallet,
    amount: held.amount,
  })
}
