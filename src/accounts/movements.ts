/**
 * The movements that a wallet knows. Pure: each takes the change so far and returns it with one more movement.
 * A movement always names its lots, so that open lots sum to the balance after every one of them.
 */
import type { EntryId, HoldId, LotId, OperationId, OrderId } from '../base/ids.ts'
import { whole } from '../base/quantities.ts'
import type { Instant } from '../base/time.ts'
import {
  type Account,
  type Change,
  type Counter,
  type Entry,
  type EntryKind,
  type Hold,
  type Lot,
  type LotPart,
  soonestExpiringFirst,
  spendable,
  type Trace,
  type Wallet,
  walletOf,
  wasCancelled,
} from './account.ts'

/** What every movement of one operation shares. Ids are drawn from the caller's generator, so that rules stay pure. */
export type Work = {
  readonly operationId: OperationId
  readonly at: Instant
  readonly recordedAt: Instant
  readonly orderId: OrderId | null
  readonly newEntryId: () => EntryId
  readonly newLotId: () => LotId
}

type Movement = {
  readonly wallet: string
  readonly kind: EntryKind
  readonly counter: Counter
  readonly direction: 'in' | 'out'
  readonly parts: readonly LotPart[]
  readonly trace: Trace
}

export function unchanged(account: Account): Change {
  return { account, entries: [], facts: [] }
}

export function announcing(change: Change, kind: string, at: Instant, data: Readonly<Record<string, unknown>>): Change {
  return { ...change, facts: [...change.facts, { kind, at, data }] }
}

/** Appends the entry and moves the wallet's balance; the lots were changed by the caller. */
export function record(change: Change, work: Work, movement: Movement, wallet: Partial<Wallet> = {}): Change {
  const before = walletOf(change.account, movement.wallet)
  const amount = movement.parts.reduce((total, [, part]) => whole(total + part), 0)
  if (amount <= 0) throw new RangeError(`a movement must be positive: ${amount}`)
  const balance = whole(movement.direction === 'in' ? before.balance + amount : before.balance - amount)
  const after: Wallet = { ...before, ...wallet, balance, sequence: before.sequence + 1 }
  if (balance < 0 || after.held > balance || after.owed < 0) throw new RangeError('a wallet would fall below its floor')
  const entry: Entry = {
    entryId: work.newEntryId(),
    operationId: work.operationId,
    wallet: movement.wallet,
    sequence: after.sequence,
    kind: movement.kind,
    direction: movement.direction,
    amount,
    counter: movement.counter,
    balance,
    at: work.at,
    recordedAt: work.recordedAt,
    orderId: work.orderId,
    lots: movement.parts,
    trace: movement.trace,
  }
  const wallets = new Map(change.account.wallets).set(movement.wallet, after)
  return { ...change, account: { ...change.account, wallets }, entries: [...change.entries, entry] }
}

export function withLots(change: Change, parts: readonly LotPart[], alter: (lot: Lot, part: number) => Lot): Change {
  const amounts = new Map(parts)
  const lots = change.account.lots.map((lot) => {
    const part = amounts.get(lot.lotId)
    return part === undefined ? lot : alter(lot, part)
  })
  return { ...change, account: { ...change.account, lots } }
}

export type NewLot = Pick<Lot, 'availableAt' | 'awaits' | 'expiresAt' | 'inactivity' | 'version'>

/** Earns into a lot of its own; what the wallet owes is repaid from it at once. */
export function credit(
  change: Change,
  work: Work,
  what: { wallet: string; amount: number; kind: EntryKind; counter: Counter; lot: NewLot; trace: Trace },
): Change {
  const lot: Lot = {
    lotId: work.newLotId(),
    wallet: what.wallet,
    amount: whole(what.amount),
    remaining: what.amount,
    held: 0,
    expired: 0,
    earnedAt: work.at,
    availableAt: what.lot.availableAt,
    awaits: what.lot.awaits,
    expiresAt: what.lot.expiresAt,
    inactivity: what.lot.inactivity,
    released: what.lot.awaits === null && what.lot.availableAt <= work.at,
    orderId: work.orderId,
    version: what.lot.version,
  }
  const opened = { ...change, account: { ...change.account, lots: [...change.account.lots, lot] } }
  const earned = record(opened, work, { ...what, direction: 'in', parts: [[lot.lotId, what.amount]] })
  return repay(earned, work, lot.lotId, what.trace)
}

/** Repays what is owed from one lot. */
export function repay(change: Change, work: Work, lotId: LotId, trace: Trace): Change {
  const lot = change.account.lots.find((candidate) => candidate.lotId === lotId)
  if (lot === undefined) return change
  const wallet = walletOf(change.account, lot.wallet)
  const amount = Math.min(wallet.owed, lot.remaining - lot.held)
  if (amount === 0) return change
  const parts: LotPart[] = [[lotId, amount]]
  const taken = withLots(change, parts, (each, part) => ({ ...each, remaining: each.remaining - part }))
  const movement: Movement = {
    wallet: lot.wallet,
    kind: 'repay',
    counter: 'debt',
    direction: 'out',
    parts,
    trace: { because: 'debt-repaid', version: trace.version },
  }
  return record(taken, work, movement, { owed: wallet.owed - amount })
}

/** The lots that cover `amount` at `at`, soonest-expiring first; undefined when they do not. */
export function cover(account: Account, wallet: string, amount: number, at: Instant): LotPart[] | undefined {
  const parts: LotPart[] = []
  let left = amount
  const lots = account.lots.filter((lot) => lot.wallet === wallet && spendable(lot, at) > 0).sort(soonestExpiringFirst)
  for (const lot of lots) {
    if (left === 0) break
    const part = Math.min(spendable(lot, at), left)
    parts.push([lot.lotId, part])
    left -= part
  }
  return left === 0 ? parts : undefined
}

/** Takes unheld amounts out of lots. */
export function debit(
  change: Change,
  work: Work,
  what: { wallet: string; parts: readonly LotPart[]; kind: EntryKind; counter: Counter; trace: Trace },
): Change {
  const taken = withLots(change, what.parts, (lot, part) => ({ ...lot, remaining: lot.remaining - part }))
  return record(taken, work, { ...what, direction: 'out' })
}

/** What is left of a lot, except what is held, expires. Nothing happens when all of it is held. */
export function expire(change: Change, work: Work, lot: Lot): Change {
  const amount = lot.remaining - lot.held
  if (amount === 0) return change
  const parts: LotPart[] = [[lot.lotId, amount]]
  const taken = withLots(change, parts, (each, part) => ({
    ...each,
    remaining: each.remaining - part,
    expired: each.expired + part,
  }))
  const trace: Trace = { because: 'expired', version: lot.version, earnedAt: lot.earnedAt, expiresAt: lot.expiresAt }
  return record(taken, work, { wallet: lot.wallet, kind: 'expire', counter: 'expired', direction: 'out', parts, trace })
}

/** The event that a lot waits for did not come in time: all of it goes back to where it was issued. */
export function cancel(change: Change, work: Work, lot: Lot): Change {
  const parts: LotPart[] = [[lot.lotId, lot.remaining]]
  const taken = withLots(change, parts, (each, part) => ({
    ...each,
    remaining: 0,
    expired: each.expired + part,
    released: true,
  }))
  const trace: Trace = { because: 'event-missed', version: lot.version, event: lot.awaits, earnedAt: lot.earnedAt }
  return record(taken, work, { wallet: lot.wallet, kind: 'cancel', counter: 'issued', direction: 'out', parts, trace })
}

/** What time took of one lot comes back into it. */
export function reinstate(change: Change, work: Work, lot: Lot, amount: number, trace: Trace): Change {
  const parts: LotPart[] = [[lot.lotId, amount]]
  const given = withLots(change, parts, (each, part) => ({
    ...each,
    remaining: each.remaining + part,
    expired: each.expired - part,
  }))
  return record(given, work, {
    wallet: lot.wallet,
    kind: 'reinstate',
    counter: wasCancelled(lot) ? 'issued' : 'expired',
    direction: 'in',
    parts,
    trace,
  })
}

/**
 * What happens to earnings that are taken back after they were spent: owed, or forgiven when nothing is left to take;
 * `pending-only` takes what is not yet available and forgives the rest.
 */
export type DebtPolicy = 'owe' | 'forgive' | 'pending-only'

type TakenAs = Pick<Movement, 'kind' | 'counter'>
const returned: TakenAs = { kind: 'return', counter: 'issued' }

/**
 * Takes back earnings: from their own lot first, then what of it had expired or was cancelled (it is reinstated and taken in
 * one go), then soonest-expiring from the other lots; the rest is owed or forgiven as the wallet's policy says.
 * @param what.lots the lots the earnings went to, in order
 * @param what.as another movement that is met in the same way
 */
export function takeBack(
  change: Change,
  work: Work,
  what: { wallet: string; amount: number; lots: readonly LotId[]; debt: DebtPolicy; trace: Trace; as?: TakenAs },
): Change {
  const { kind, counter } = what.as ?? returned
  let current = change
  let left = what.amount
  const own = new Set(what.lots)
  const pendingOnly = what.debt === 'pending-only'
  for (const lotId of what.lots) {
    const lot = current.account.lots.find((each) => each.lotId === lotId)
    if (lot === undefined || left === 0) continue
    const cancelled = wasCancelled(lot)
    if (pendingOnly && !cancelled && lot.availableAt <= work.at) continue
    const lapsed = Math.min(lot.expired, Math.max(0, left - (lot.remaining - lot.held)))
    if (lapsed > 0)
      current = reinstate(current, work, lot, lapsed, {
        because: cancelled ? 'cancelling-undone' : 'expiry-undone',
        version: what.trace.version,
      })
    const part = Math.min(lot.remaining - lot.held + lapsed, left)
    if (part === 0) continue
    current = debit(current, work, { ...what, parts: [[lotId, part]], kind, counter })
    left -= part
  }
  const others = pendingOnly
    ? []
    : current.account.lots.filter((lot) => lot.wallet === what.wallet && !own.has(lot.lotId)).sort(soonestExpiringFirst)
  const parts: LotPart[] = []
  for (const lot of others) {
    const part = Math.min(unexpiredFree(lot, work.at), left)
    if (part === 0) continue
    parts.push([lot.lotId, part])
    left -= part
  }
  if (parts.length > 0) current = debit(current, work, { ...what, parts, kind, counter })
  return left === 0 ? current : owe(current, work, { ...what, amount: left })
}

/** A pending lot may be taken back too, unlike spent: `spendable` would leave it. */
function unexpiredFree(lot: Lot, at: Instant): number {
  return lot.expiresAt !== null && lot.expiresAt <= at ? 0 : lot.remaining - lot.held
}

/** Points that are gone are lent by the debt account (or forgiven) into a lot that is used up in the same operation. */
export function owe(
  change: Change,
  work: Work,
  what: { wallet: string; amount: number; debt: DebtPolicy; trace: Trace; as?: TakenAs },
): Change {
  const lot: Lot = {
    lotId: work.newLotId(),
    wallet: what.wallet,
    amount: what.amount,
    remaining: what.amount,
    held: 0,
    expired: 0,
    earnedAt: work.at,
    availableAt: work.at,
    awaits: null,
    expiresAt: null,
    inactivity: null,
    released: true,
    orderId: work.orderId,
    version: what.trace.version,
  }
  const opened = { ...change, account: { ...change.account, lots: [...change.account.lots, lot] } }
  const parts: LotPart[] = [[lot.lotId, what.amount]]
  const lent = what.debt === 'owe'
  const wallet = walletOf(opened.account, what.wallet)
  const given = record(
    opened,
    work,
    {
      wallet: what.wallet,
      kind: lent ? 'owe' : 'forgive',
      counter: lent ? 'debt' : 'adjusted',
      direction: 'in',
      parts,
      trace: {
        because: what.as !== undefined ? what.trace.because : lent ? 'spent-before-return' : 'forgiven',
        version: what.trace.version,
      },
    },
    lent ? { owed: wallet.owed + what.amount } : {},
  )
  return debit(given, work, { ...what, parts, ...(what.as ?? returned) })
}

/** Sets an amount aside: it stays in the balance and cannot be spent or expire until captured or released. */
export function hold(change: Change, what: Hold): Change {
  const aside = withLots(change, what.lots, (lot, part) => ({ ...lot, held: lot.held + part }))
  const wallet = walletOf(aside.account, what.wallet)
  const wallets = new Map(aside.account.wallets).set(what.wallet, { ...wallet, held: wallet.held + what.amount })
  return { ...aside, account: { ...aside.account, wallets, holds: [...aside.account.holds, what] } }
}

/** Gives back what a hold set aside and closes it. */
export function unhold(
  change: Change,
  holdId: HoldId,
  close: { status: 'released' | 'lapsed' | 'captured'; captured: number; at: Instant },
): Change {
  const held = change.account.holds.find((each) => each.holdId === holdId)
  if (held === undefined || held.status !== 'held') throw new Error('only an open hold can be closed')
  const free = withLots(change, held.lots, (lot, part) => ({ ...lot, held: lot.held - part }))
  const wallet = walletOf(free.account, held.wallet)
  const wallets = new Map(free.account.wallets).set(held.wallet, { ...wallet, held: wallet.held - held.amount })
  const closed: Hold = { ...held, status: close.status, captured: close.captured, closedAt: close.at }
  const holds = free.account.holds.map((each) => (each.holdId === holdId ? closed : each))
  return { ...free, account: { ...free.account, wallets, holds } }
}
