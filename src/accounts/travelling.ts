/** Movements of lots that leave one member and come to another, or come back: their age goes with them. Pure. */
import type { LotId } from '../base/ids.ts'
import { whole } from '../base/quantities.ts'
import type { Change, Counter, EntryKind, Lot, LotPart, Trace } from './account.ts'
import { expiryFromHistory } from './inactivity.ts'
import { expire, record, repay, type Work, withLots } from './movements.ts'

/** A part of a lot as it left. */
export type Travelling = Pick<Lot, 'earnedAt' | 'availableAt' | 'expiresAt' | 'inactivity' | 'version'> & {
  readonly lotId: LotId
  /** What arrives. */
  readonly amount: number
  /** What was kept back on the way. */
  readonly fee: number
}

type Coming = {
  readonly wallet: string
  readonly kind: EntryKind
  readonly counter: Counter
  readonly trace: Trace
}

/** Opens a lot for each part that comes, as old as it was, and repays from them what is owed. */
export function deposit(change: Change, work: Work, what: Coming & { lots: readonly Travelling[] }): Change {
  const opened: Lot[] = what.lots.map(({ amount, earnedAt, availableAt, expiresAt, inactivity, version }) => ({
    ...{ lotId: work.newLotId(), wallet: what.wallet, amount: whole(amount), remaining: amount, held: 0, expired: 0 },
    ...{ earnedAt, availableAt, awaits: null, expiresAt, inactivity, released: true, orderId: null, version },
  }))
  const expiries = Object.fromEntries(opened.map(({ lotId, expiresAt }) => [lotId, expiresAt]))
  const { account } = change
  const parts: LotPart[] = opened.map(({ lotId, amount }) => [lotId, amount])
  const came = record({ ...change, account: { ...account, lots: [...account.lots, ...opened] } }, work, {
    ...{ wallet: what.wallet, kind: what.kind, counter: what.counter, direction: 'in', parts },
    trace: { ...what.trace, expiries },
  })
  return afterTravelling(came, work, parts, what.trace)
}

/** Puts parts back into the lots that they left. Needs the whole account: what was used up is closed. */
export function restore(change: Change, work: Work, what: Coming & { parts: readonly LotPart[] }): Change {
  const { wallet, kind, counter, parts, trace } = what
  const back = withLots(change, parts, (lot, part) => ({ ...lot, remaining: lot.remaining + part }))
  const entered = record(back, work, { wallet, kind, counter, direction: 'in', parts, trace })
  return afterTravelling(keptUp(entered, parts), work, parts, trace)
}

/** Activity while they were away counts for lots that come back, as if they had stayed. */
function keptUp(change: Change, parts: readonly LotPart[]): Change {
  const back = new Set(parts.map(([lotId]) => lotId))
  const history = [...change.account.past, ...change.entries]
  const lots = change.account.lots.map((lot) => {
    if (lot.inactivity === null || lot.expiresAt === null || !back.has(lot.lotId)) return lot
    const expiresAt = expiryFromHistory(lot, history) ?? lot.expiresAt
    return expiresAt > lot.expiresAt ? { ...lot, expiresAt } : lot
  })
  return { ...change, account: { ...change.account, lots } }
}

/** What is owed is repaid, and what has outlived its time under way is gone when it arrives, not before. */
function afterTravelling(change: Change, work: Work, parts: readonly LotPart[], trace: Trace): Change {
  let current = change
  for (const [lotId] of parts) {
    const overdue = current.account.lots.find(({ lotId: id, expiresAt }) => id === lotId && isOver(expiresAt, work))
    current = overdue === undefined ? repay(current, work, lotId, trace) : expire(current, work, overdue)
  }
  return current
}

function isOver(expiresAt: Lot['expiresAt'], { at }: Work): boolean {
  return expiresAt !== null && expiresAt <= at
}
