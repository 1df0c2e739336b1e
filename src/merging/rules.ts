/**
 * What goes over when one record of a person is taken into the other, how it lands there, and what comes back when that is undone.
 * Pure. What waits for its day or for an event stays where it is until then, so that a return soon after finds it.
 */
import {
  type Account,
  availableAt,
  type Change,
  type Counts,
  type Lot,
  type LotPart,
  spendable,
  type Trace,
  walletOf,
} from '../accounts/account.ts'
import { announcing, credit, debit, owe, takeBack, unchanged } from '../accounts/movements.ts'
import { settle } from '../accounts/settle.ts'
import { deposit, restore, type Travelling } from '../accounts/travelling.ts'
import type { LotId, MemberId, OrderId } from '../base/ids.ts'
import type { Instant } from '../base/time.ts'
import type { Given } from '../points/asking.ts'
import { isNothing, negative, summed } from '../tiers/counting.ts'
import { reviewOf } from '../tiers/rules.ts'

export type WalletLoad = {
  readonly wallet: string
  readonly lots: readonly Travelling[]
  /** Σ of the lots. */
  readonly amount: number
  readonly owed: number
}

/** What an order counts for tiers, or what was added to that since the last time. */
export type CountedLoad = Counts & { readonly orderId: OrderId; readonly at: Instant; readonly currency: string }

export type Load = {
  readonly wallets: readonly WalletLoad[]
  readonly counters: readonly (readonly [counter: string, used: number])[]
  readonly counted: readonly CountedLoad[]
}

export type WalletLanded = {
  readonly wallet: string
  /** Which lot each became. */
  readonly lots: readonly (readonly [left: LotId, became: LotId])[]
  /** How a debt was met: from these lots, the rest owed or forgiven. */
  readonly met: readonly LotPart[]
  readonly owed: number
  readonly forgiven: number
}
export type Landed = readonly WalletLanded[]

export type WalletBack = {
  readonly wallet: string
  readonly parts: readonly LotPart[]
  /** Σ of the parts. */
  readonly amount: number
  readonly owed: number
}
export type Back = readonly WalletBack[]

export type CarryState = 'sent' | 'arrived' | 'returning' | 'returned'

export type Carry = {
  readonly memberId: MemberId
  readonly carryId: string
  readonly mergeId: string
  readonly intoMemberId: MemberId
  readonly state: CarryState
  readonly load: Load
  readonly landed: Landed | null
  readonly back: Back | null
  readonly sentAt: Instant
}

const as = { kind: 'merge', counter: 'merged' } as const

type Of = Pick<Carry, 'mergeId' | 'carryId'>

function traceOf(because: string, { mergeId, carryId }: Of, { programme }: Given): Trace {
  return { because, version: programme.version, merge: mergeId, carry: carryId }
}

function isEmpty({ wallets, counters, counted }: Load): boolean {
  return wallets.length + counters.length + counted.length === 0
}

/** Who follows balances hears by how much each wallet changed. */
function telling(change: Change, { mergeId }: Pick<Of, 'mergeId'>, at: Instant): Change {
  const wallets = new Map<string, number>()
  for (const { kind, wallet, direction, amount } of change.entries)
    if (kind === as.kind) wallets.set(wallet, (wallets.get(wallet) ?? 0) + (direction === 'in' ? amount : -amount))
  let told = change
  for (const [wallet, amount] of wallets) told = announcing(told, 'points.carried', at, { mergeId, wallet, amount })
  return told
}

/** Everything that is free goes, debts too. @returns undefined when there is nothing to carry */
export function leave(
  account: Account,
  of: Of & { readonly before: readonly Load[] },
  given: Given,
): { change: Change; load: Load } | undefined {
  const { work, programme } = given
  let change = settle(unchanged(account), work, reviewOf(programme))
  const wallets: WalletLoad[] = []
  for (const wallet of [...change.account.wallets.keys()].sort()) {
    const lots = change.account.lots.flatMap((lot) => (lot.wallet === wallet ? travelling(lot, work.at) : []))
    const amount = lots.reduce((sum, lot) => sum + lot.amount, 0)
    const { owed } = walletOf(change.account, wallet)
    if (amount + owed === 0) continue
    const parts: LotPart[] = lots.map((lot) => [lot.lotId, lot.amount])
    if (amount > 0) change = debit(change, work, { ...as, wallet, parts, trace: traceOf('merge-left', of, given) })
    if (owed > 0) change = cleared(change, { wallet, owed }, { of, given })
    wallets.push({ wallet, lots, amount, owed })
  }
  const load = { wallets, ...countedSince(account, of.before) }
  return isEmpty(load) ? undefined : { change: telling(reviewOf(programme)(change, work.at), of, work.at), load }
}

function travelling(lot: Lot, at: Instant): Travelling[] {
  const amount = spendable(lot, at)
  if (amount === 0) return []
  const { lotId, earnedAt, availableAt: from, expiresAt, inactivity, version } = lot
  return [{ lotId, amount, fee: 0, earnedAt, availableAt: from, expiresAt, inactivity, version }]
}

/** The other record lends what is owed here, and owes it from then on. */
function cleared(
  change: Change,
  { wallet, owed }: { wallet: string; owed: number },
  { of, given }: { of: Of; given: Given },
): Change {
  const { work, programme } = given
  const lot = { availableAt: work.at, awaits: null, expiresAt: null, inactivity: null, version: programme.version }
  return credit(change, work, { ...as, wallet, amount: owed, lot, trace: traceOf('merge-owed', of, given) })
}

/** What counters and counted orders have now and had not at the times before. */
function countedSince(account: Account, before: readonly Load[]): Pick<Load, 'counters' | 'counted'> {
  const used = new Map(account.counters)
  for (const { counters } of before)
    for (const [counter, by] of counters) used.set(counter, (used.get(counter) ?? 0) - by)
  const known = Map.groupBy(
    before.flatMap(({ counted }) => counted),
    ({ orderId }) => orderId,
  )
  const counted = [...(account.counted?.values() ?? [])].flatMap(({ orderId, at, currency, changes }) => {
    const more = summed([...changes, ...(known.get(orderId) ?? []).map(negative)])
    return isNothing(more) ? [] : [{ orderId, at, currency, ...more }]
  })
  return { counters: [...used].filter(([, by]) => by !== 0), counted }
}

/** It lands with the age that it had; a debt is met from what is there, and the rest of it as the wallet's policy says. */
export function land(account: Account, carry: Pick<Carry, 'mergeId' | 'carryId' | 'load'>, given: Given) {
  const { work, programme } = given
  let change = settle(unchanged(account), work, reviewOf(programme))
  const landed: WalletLanded[] = []
  for (const { wallet, lots, owed } of carry.load.wallets) {
    const before = change.account.lots.length
    if (lots.length > 0)
      change = deposit(change, work, { ...as, wallet, lots, trace: traceOf('merge-came', carry, given) })
    const opened = change.account.lots.slice(before)
    const became = lots.flatMap(({ lotId }, index) => {
      const lot = opened[index]
      return lot === undefined ? [] : [[lotId, lot.lotId] as const]
    })
    const met = meeting(change, { wallet, owed }, { carry, given })
    change = met.change
    landed.push({ wallet, lots: became, ...met.how })
  }
  change = counting(change, carry.load, { at: work.at, sign: 1 })
  return { change: telling(reviewOf(programme)(change, work.at), carry, work.at), landed }
}

function meeting(
  change: Change,
  { wallet, owed }: { wallet: string; owed: number },
  { carry, given }: { carry: Of; given: Given },
) {
  if (owed === 0) return { change, how: { met: [], owed: 0, forgiven: 0 } }
  const { work, programme } = given
  const debt = (programme.wallets.get(wallet)?.debt ?? 'owe') === 'owe' ? 'owe' : 'forgive'
  const before = walletOf(change.account, wallet).owed
  const trace = traceOf('merge-owed', carry, given)
  const taken = takeBack(change, work, { wallet, amount: owed, lots: [], debt, trace, as })
  const lent = walletOf(taken.account, wallet).owed - before
  const [first] = taken.entries.slice(change.entries.length)
  const met = first?.direction === 'out' ? first.lots : []
  const paid = met.reduce((sum, [, part]) => sum + part, 0)
  return { change: taken, how: { met, owed: lent, forgiven: owed - paid - lent } }
}

function counting(
  change: Change,
  { counters, counted }: Pick<Load, 'counters' | 'counted'>,
  { at, sign }: { at: Instant; sign: 1 | -1 },
): Change {
  const used = new Map(change.account.counters)
  for (const [counter, by] of counters) used.set(counter, (used.get(counter) ?? 0) + sign * by)
  const orders = change.account.counted === null ? null : new Map(change.account.counted)
  for (const { orderId, at: placedAt, currency, ...counts } of orders === null ? [] : counted) {
    const known = orders?.get(orderId) ?? { orderId, at: placedAt, currency, changes: [] }
    const more = { at, ...(sign === 1 ? counts : negative(counts)), carried: true as const }
    orders?.set(orderId, { ...known, changes: [...known.changes, more] })
  }
  return { ...change, account: { ...change.account, counters: used, counted: orders } }
}

/**
 * Everything that was carried leaves again, except what has expired meanwhile: from its own lots, else from others, else it is owed.
 * @param account whole
 */
export function leaveAgain(account: Account, carries: readonly Carry[], given: Given) {
  const { work, programme } = given
  let change = settle(unchanged(account), work, reviewOf(programme))
  const back = new Map<string, Back>()
  for (const carry of carries) {
    const wallets: WalletBack[] = []
    for (const landed of carry.landed ?? []) {
      const load = carry.load.wallets.find(({ wallet }) => wallet === landed.wallet)
      if (load === undefined) continue
      const returning = returned(change, { load, landed }, { carry, given })
      change = returning.change
      wallets.push(returning.back)
    }
    change = counting(change, carry.load, { at: work.at, sign: -1 })
    back.set(carry.carryId, wallets)
  }
  const [first] = carries
  const reviewed = reviewOf(programme)(change, work.at)
  return { change: first === undefined ? reviewed : telling(reviewed, first, work.at), back }
}

function returned(
  start: Change,
  { load, landed }: { load: WalletLoad; landed: WalletLanded },
  { carry, given }: { carry: Carry; given: Given },
): { change: Change; back: WalletBack } {
  const { work } = given
  const { wallet } = load
  const trace = traceOf('merge-undone', carry, given)
  const became = new Map(landed.lots)
  const own: LotPart[] = []
  const parts: LotPart[] = []
  let [amount, missing] = [0, 0]
  for (const { lotId, amount: carried } of load.lots) {
    const lot = start.account.lots.find((each) => each.lotId === became.get(lotId))
    const due = carried - (lot?.expired ?? 0)
    if (due <= 0) continue
    const there = Math.min(due, lot === undefined ? 0 : lot.remaining - lot.held)
    if (lot !== undefined && there > 0) own.push([lot.lotId, there])
    parts.push([lotId, due])
    amount += due
    missing += due - there
  }
  let change = start
  if (own.length > 0) change = debit(change, work, { ...as, wallet, parts: own, trace })
  if (missing > 0) change = takeBack(change, work, { wallet, amount: missing, lots: [], debt: 'owe', trace, as })
  if (landed.met.length > 0) change = restore(change, work, { ...as, wallet, parts: landed.met, trace })
  if (landed.owed > 0) change = cleared(change, { wallet, owed: landed.owed }, { of: carry, given })
  return { change, back: { wallet, parts, amount, owed: load.owed - landed.forgiven } }
}

/** What left again is home, in the lots that it came from; who owed owes again. @param account whole */
export function comeHome(account: Account, carry: Carry, given: Given): Change {
  const { work, programme } = given
  const trace = traceOf('merge-undone', carry, given)
  let change = settle(unchanged(account), work, reviewOf(programme))
  for (const { wallet, parts, amount, owed } of carry.back ?? []) {
    if (amount > 0) change = restore(change, work, { ...as, wallet, parts, trace })
    if (owed > 0) change = owe(change, work, { wallet, amount: owed, debt: 'owe', trace, as })
  }
  return telling(reviewOf(programme)(change, work.at), carry, work.at)
}

/** What a record has to give at `at`, and what waits there. */
export function stock(
  account: Account,
  at: Instant,
): { wallet: string; amount: number; later: number; owed: number }[] {
  return [...account.wallets.values()].flatMap(({ wallet, balance, owed }) => {
    const amount = availableAt(account, wallet, at)
    return balance + owed === 0 ? [] : [{ wallet, amount, later: balance - amount, owed }]
  })
}
