/** Giving points to another member: what leaves the one, what reaches the other, and what comes back. Pure. */
import type { Account, Change, Lot, LotPart, Trace } from '../../accounts/account.ts'
import { keptAlive } from '../../accounts/inactivity.ts'
import { announcing, cover, debit, unchanged } from '../../accounts/movements.ts'
import { settle } from '../../accounts/settle.ts'
import { deposit, restore, type Travelling } from '../../accounts/travelling.ts'
import type { MemberId } from '../../base/ids.ts'
import { mulDiv } from '../../base/quantities.ts'
import type { Refusal } from '../../base/refusals.ts'
import type { Instant } from '../../base/time.ts'
import type { Transfer as TransferTerms } from '../../programme/definition.ts'
import type { Programme } from '../../programme/rules.ts'
import { transferOf } from '../../programme/transfers.ts'
import { reviewOf, tiersAt } from '../../tiers/rules.ts'
import type { Given } from '../asking.ts'
import { periodAt } from '../earning.ts'
import { amountInvalid, memberNotActive, walletUnknown } from '../errors.ts'
import { short, tooMuch } from '../rules.ts'
import { capReached, notOffered, tierNotAllowed, toOneself, tooLittle, tooMuchAtOnce } from './errors.ts'

export type Transfer = {
  readonly transferId: string
  /** Who sends. */
  readonly memberId: MemberId
  readonly toMemberId: MemberId
  readonly wallet: string
  /** What arrives. */
  readonly amount: number
  /** What the sender gives besides. */
  readonly fee: number
  readonly lots: readonly Travelling[]
  /** What the sender's limits counted. */
  readonly counters: readonly string[]
  /** Sealed under the sender's key. */
  readonly message: Buffer | null
  readonly state: 'sent' | 'arrived' | 'returned'
  /** The refusal that sent it back. */
  readonly because: string | null
  readonly sentBy: string
  readonly sentAt: Instant
  readonly settledAt: Instant | null
}

export type Sending = Pick<Transfer, 'transferId' | 'memberId' | 'toMemberId' | 'wallet' | 'message' | 'sentBy'> & {
  /** Of the sender, the fee included. */
  readonly amount: number
}

/** Takes from the sender, soonest to expire first; the fee is of what expires soonest. */
export function send(account: Account, ask: Sending, given: Given): { change: Change; transfer: Transfer } | Refusal {
  const { work, programme } = given
  const { wallet, amount } = ask
  if (!Number.isSafeInteger(amount) || amount <= 0) return amountInvalid({ amount })
  if (ask.toMemberId === ask.memberId) return toOneself({})
  if (!programme.wallets.has(wallet)) return walletUnknown({ wallet })
  const terms = transferOf(programme.definition, wallet)
  if (terms === undefined) return notOffered({ wallet })
  if (account.status !== 'active') return memberNotActive({ status: account.status })
  const start = settle(unchanged(account), work, reviewOf(programme))
  const counters = limitsOf(start.account, amount, terms, given)
  if ('refusal' in counters) return counters
  const parts = cover(start.account, wallet, amount, work.at)
  if (parts === undefined) return short(start.account, { wallet, amount }, work.at)
  const fee = terms.feePercent === undefined ? 0 : mulDiv(amount, terms.feePercent, 100, 'floor')
  const lots = travelling(start.account, parts, fee)
  const transfer: Transfer = {
    ...ask,
    ...{ amount: amount - fee, fee, lots, counters: [...counters.keys()], sentAt: work.at },
    ...{ state: 'sent', because: null, settledAt: null },
  }
  const moved = taken(
    { ...start, account: { ...start.account, counters: merged(start.account, counters) } },
    transfer,
    given,
  )
  return { change: reviewOf(programme)(keptAlive(moved, work), work.at), transfer }
}

function taken(start: Change, transfer: Transfer, { work, programme }: Given): Change {
  const { transferId, toMemberId, wallet, lots, fee, amount } = transfer
  const trace = (because: string): Trace => ({
    ...{ because, version: programme.version, transfer: transferId, to: toMemberId, by: transfer.sentBy },
  })
  const sent = debit(start, work, {
    ...{ wallet, parts: partsOf(lots, 'amount'), kind: 'transfer', counter: 'transferred' },
    trace: trace('transfer-sent'),
  })
  const data = { transferId, to: toMemberId, wallet, amount, fee }
  const told = announcing(sent, 'points.transfer-sent', work.at, data)
  if (fee === 0) return told
  const parts = partsOf(lots, 'fee')
  return debit(told, work, { wallet, parts, kind: 'fee', counter: 'fees', trace: trace('transfer-fee') })
}

function partsOf(lots: readonly Travelling[], of: 'amount' | 'fee'): LotPart[] {
  return lots.flatMap((lot) => (lot[of] > 0 ? [[lot.lotId, lot[of]] as const] : []))
}

function travelling(account: Account, parts: readonly LotPart[], fee: number): Travelling[] {
  let left = fee
  return parts.map(([lotId, part]) => {
    const lot = lotIn(account, lotId)
    const kept = Math.min(part, left)
    left -= kept
    const { earnedAt, availableAt, expiresAt, inactivity, version } = lot
    return { lotId, amount: part - kept, fee: kept, earnedAt, availableAt, expiresAt, inactivity, version }
  })
}

function lotIn(account: Account, lotId: string): Lot {
  const lot = account.lots.find((each) => each.lotId === lotId)
  if (lot === undefined) throw new Error('a covering lot is not there')
  return lot
}

/** By how much which counters rise; a refusal when one would pass its limit. No rule and no wallet begins with this sign. */
function limitsOf(
  account: Account,
  asked: number,
  { wallet, least = 1, most, caps = [], tiers }: TransferTerms,
  { work, programme }: Given,
): ReadonlyMap<string, number> | Refusal {
  if (asked < least) return tooLittle({ least, asked })
  if (most !== undefined && asked > most) return tooMuchAtOnce({ most, asked })
  const tier = tiers === undefined ? undefined : tiersAt(programme, account, work.at).get(tiers.ladder)
  if (tiers !== undefined && !tiers.codes.includes(tier ?? ''))
    return tierNotAllowed({ tier: tier ?? '', allowed: tiers.codes })
  const counters = new Map<string, number>()
  for (const { points, per } of caps) {
    const counter = `>${wallet}/${per}/${periodAt(per, work.at, programme)}`
    const left = Math.max(0, points - (account.counters.get(counter) ?? 0))
    if (asked > left) return capReached({ per, points, left, asked })
    counters.set(counter, asked)
  }
  return counters
}

function merged(account: Account, more: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const counters = new Map(account.counters)
  for (const [counter, by] of more) counters.set(counter, (counters.get(counter) ?? 0) + by)
  return counters
}

/** Why this member cannot take so much; undefined when he can. */
export function cannotTake(
  account: Account,
  what: Pick<Transfer, 'wallet' | 'amount'>,
  programme: Programme,
): Refusal | undefined {
  if (account.status !== 'active') return memberNotActive({ status: account.status })
  if (!programme.wallets.has(what.wallet)) return walletUnknown({ wallet: what.wallet })
  return tooMuch(account, what, programme)
}

/** Gives what was sent to whom it was sent, as old as it is. */
export function arrive(account: Account, transfer: Transfer, { work, programme }: Given): Change | Refusal {
  const start = settle(unchanged(account), work, reviewOf(programme))
  const wrong = cannotTake(start.account, transfer, programme)
  if (wrong !== undefined) return wrong
  const { transferId, memberId, wallet, amount, lots } = transfer
  const came = deposit(start, work, {
    ...{ wallet, lots: lots.filter((lot) => lot.amount > 0), kind: 'transfer', counter: 'transferred' },
    trace: { because: 'transfer-received', version: programme.version, transfer: transferId, from: memberId },
  })
  const data = { transferId, from: memberId, wallet, amount }
  return announcing(reviewOf(programme)(came, work.at), 'points.transfer-arrived', work.at, data)
}

/** Gives the sender back what could not arrive, the fee too, into the lots that it left; his limits forget it. */
export function comeBack(account: Account, transfer: Transfer, why: string, { work, programme }: Given): Change {
  const { transferId, toMemberId, wallet, amount, fee, lots } = transfer
  const start = settle(unchanged(account), work, reviewOf(programme))
  const forgotten = new Map(transfer.counters.map((counter) => [counter, -(amount + fee)]))
  const trace = { because: 'transfer-returned', version: programme.version, transfer: transferId, to: toMemberId, why }
  const freed = { ...start, account: { ...start.account, counters: merged(start.account, forgotten) } }
  const coming = { wallet, trace } as const
  let change = restore(freed, work, {
    ...{ ...coming, parts: partsOf(lots, 'amount'), kind: 'transfer', counter: 'transferred' },
  })
  if (fee > 0) change = restore(change, work, { ...coming, parts: partsOf(lots, 'fee'), kind: 'fee', counter: 'fees' })
  const data = { transferId, to: toMemberId, wallet, amount: amount + fee, why }
  return announcing(reviewOf(programme)(change, work.at), 'points.transfer-returned', work.at, data)
}
