/**
 * Lots whose expiry follows the member's activity: each activity that their terms name moves it. What stands is a function of
 * the wallet's entries: an activity that is recorded late brings back what had expired meanwhile, and the activities after it
 * count again. A return takes back what was earned, not that the member was there. Pure.
 */
import type { LotId } from '../base/ids.ts'
import { asInstant, type Instant, later } from '../base/time.ts'
import type { Activity } from '../programme/definition.ts'
import { expiresFrom, type Inactivity } from '../programme/terms.ts'
import { type Account, type Change, type Entry, type Lot, wasCancelled } from './account.ts'
import { reinstate, repay, type Work } from './movements.ts'

/** What a movement says the member has done; undefined when it is nothing that he did. */
function activityOf(entry: Entry): Activity | undefined {
  switch (entry.kind) {
    case 'earn':
      return 'earn'
    case 'redeem':
    case 'capture':
      return 'redeem'
    case 'exchange':
      return 'exchange'
    case 'transfer':
      return entry.direction === 'out' ? 'transfer' : undefined
    default:
      return undefined
  }
}

/** An order is known by what it earns, in whichever wallet; the other activities are those of the lot's own wallet. */
function resets({ resetBy }: Inactivity, wallet: string, entry: Entry): boolean {
  const activity = activityOf(entry)
  if (activity === undefined) return false
  if (activity === 'earn' && resetBy.includes('order')) return true
  return entry.wallet === wallet && resetBy.includes(activity)
}

function expiryAfter({ months, roundUpTo, timeZone }: Inactivity, at: Instant): Instant {
  return expiresFrom({ kind: 'rolling', months, roundUpTo }, at, timeZone) ?? at
}

/** Moves the expiry of the lots that the change's movements keep alive. Call it once, when all of a command has been moved. */
export function keptAlive(change: Change, work: Work): Change {
  const { account } = change
  const active = change.entries.filter((entry) => activityOf(entry) !== undefined)
  if (active.length === 0 || account.lots.every((lot) => lot.inactivity === null)) return change
  if (work.at < account.frontier) return keptAliveLate(change, work)
  const lots = account.lots.map((lot) => {
    const { inactivity, expiresAt } = lot
    if (inactivity === null || expiresAt === null || lot.remaining === 0 || expiresAt <= work.at) return lot
    if (!active.some((entry) => resets(inactivity, lot.wallet, entry))) return lot
    const moved = expiryAfter(inactivity, work.at)
    return moved > expiresAt ? { ...lot, expiresAt: moved } : lot
  })
  return { ...change, account: { ...account, lots } }
}

/** The whole history is walked again: what expired in between would not have, and may do so later. */
function keptAliveLate(change: Change, work: Work): Change {
  if (!change.account.complete) throw new Error('the past of this account was not loaded')
  const history = [...change.account.past, ...change.entries]
  let current = change
  for (const lot of change.account.lots) {
    if (lot.inactivity === null || lot.expiresAt === null || wasCancelled(lot)) continue
    const expiresAt = later(lot.expiresAt, expiryFromHistory(lot, history) ?? lot.expiresAt)
    if (expiresAt === lot.expiresAt) continue
    const amount = Math.min(lot.expired, expiredSince(lot, history))
    if (lot.remaining === 0 && amount === 0) continue
    if (amount > 0) {
      const trace = { because: 'kept-alive', version: lot.version, expiresAt }
      const undone = { ...work, at: lot.expiresAt, orderId: null }
      current = repay(reinstate(current, undone, lot, amount, trace), undone, lot.lotId, trace)
    }
    current = { ...current, account: withExpiry(current.account, lot.lotId, expiresAt) }
  }
  return current
}

function withExpiry(account: Account, lotId: LotId, expiresAt: Instant): Account {
  return { ...account, lots: account.lots.map((lot) => (lot.lotId === lotId ? { ...lot, expiresAt } : lot)) }
}

/**
 * When a lot expires by its terms and the member's entries, in any order. Null when it never does.
 * @param ties whether activities of the very instant at which the lot came count: what was first is not known then
 */
export function expiryFromHistory(lot: Lot, history: readonly Entry[], ties = true): Instant | null {
  const { inactivity } = lot
  if (inactivity === null) return lot.expiresAt
  const base = baseOf(lot, history)
  let { expiresAt } = base
  const moments = history
    .filter((entry) => (ties ? entry.at >= base.since : entry.at > base.since) && resets(inactivity, lot.wallet, entry))
    .map((entry) => entry.at)
    .toSorted((a, b) => a - b)
  for (const at of moments) {
    if (at >= expiresAt) break
    expiresAt = later(expiresAt, expiryAfter(inactivity, at))
  }
  return expiresAt
}

type Base = { readonly since: Instant; readonly expiresAt: Instant }

/** From when on a lot's expiry follows activity: since it was earned, or since an entry that says when it expires. */
function baseOf(lot: Lot, history: readonly Entry[]): Base {
  let base: Base | undefined
  for (const entry of history) {
    const expiresAt = givenExpiry(entry, lot.lotId)
    if (expiresAt !== undefined && (base === undefined || entry.at >= base.since)) base = { since: entry.at, expiresAt }
  }
  if (base !== undefined || lot.inactivity === null)
    return base ?? { since: lot.earnedAt, expiresAt: lot.expiresAt ?? lot.earnedAt }
  return { since: lot.earnedAt, expiresAt: expiryAfter(lot.inactivity, lot.earnedAt) }
}

/** The expiry that a movement itself gave a lot: one that was reinstated by hand, or came from somebody else. */
function givenExpiry({ trace }: Entry, lotId: LotId): Instant | undefined {
  const { expiries } = trace
  if (typeof expiries !== 'object' || expiries === null) return undefined
  const given: unknown = Reflect.get(expiries, lotId)
  return typeof given === 'number' ? asInstant(given) : undefined
}

/** What of a lot has expired since its expiry follows activity, and has not come back. */
function expiredSince(lot: Lot, history: readonly Entry[]): number {
  const { since } = baseOf(lot, history)
  let expired = 0
  for (const entry of history) {
    if (entry.wallet !== lot.wallet || entry.at <= since) continue
    if (entry.kind !== 'expire' && entry.kind !== 'reinstate') continue
    if (givenExpiry(entry, lot.lotId) !== undefined) continue
    for (const [lotId, part] of entry.lots) if (lotId === lot.lotId) expired += entry.kind === 'expire' ? part : -part
  }
  return Math.max(0, expired)
}
