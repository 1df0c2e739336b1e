/**
 * Bringing an account up to an instant: holds lapse, pending lots become available or are cancelled, lots expire and standings
 * are reviewed, each at its own time and in that order. Every command settles first and the nightly job does nothing else,
 * so that it does not matter when, how often or how late either runs.
 */
import { type Instant, later } from '../base/time.ts'
import type { Account, Change, Lot } from './account.ts'
import { announcing, cancel, expire, unhold, type Work } from './movements.ts'
import { nextReview } from './qualifying.ts'

/**
 * Reviews standings at an instant and announces what changed; before that, each at its own instant, those that fell due since.
 * With `due` only these. Rooms to the right supply it (tiers).
 */
export type Review = (change: Change, at: Instant, only?: 'due') => Change

type Due =
  | { readonly at: Instant; readonly what: 'hold'; readonly index: number }
  | { readonly at: Instant; readonly what: 'release' | 'expiry'; readonly lot: Lot }

/** Holds lapse before lots expire, so that what they set aside expires with its lot. */
const order = { hold: 0, release: 1, expiry: 2 } as const

function dueUntil(account: Account, at: Instant): Due[] {
  const due: Due[] = []
  account.holds.forEach((hold, index) => {
    if (hold.status === 'held' && hold.expiresAt <= at) due.push({ at: hold.expiresAt, what: 'hold', index })
  })
  for (const lot of account.lots) {
    if (lot.remaining === 0) continue
    if (!lot.released && lot.availableAt <= at) due.push({ at: lot.availableAt, what: 'release', lot })
    if (lot.expiresAt !== null && lot.expiresAt <= at) due.push({ at: lot.expiresAt, what: 'expiry', lot })
  }
  return due.sort((a, b) => a.at - b.at || order[a.what] - order[b.what])
}

/** The instant at which the next hold lapses, lot is released or expires, or standing is reviewed; null when nothing ever will. */
export function dueAt(account: Pick<Account, 'holds' | 'lots' | 'standings'>): Instant | null {
  let next: Instant | null = nextReview(account.standings.values())
  const soonest = (at: Instant | null) => {
    if (at !== null && (next === null || at < next)) next = at
  }
  for (const hold of account.holds) if (hold.status === 'held') soonest(hold.expiresAt)
  for (const lot of account.lots) {
    if (lot.remaining === 0) continue
    if (!lot.released) soonest(lot.availableAt)
    // What is held of a lot outlives it; when the hold ends, the rest falls due.
    if (lot.remaining > lot.held) soonest(lot.expiresAt)
  }
  return next
}

/**
 * Applies what fell due until `at`. Movements carry the instant at which they fell due as theirs.
 * Settling to an instant before the account's frontier changes nothing: the past was settled then.
 */
export function settle(change: Change, work: Work, review: Review): Change {
  let current = change
  const next = dueAt(current.account)
  if (next !== null && next <= work.at) {
    for (const due of dueUntil(current.account, work.at)) {
      // What a hold protected from expiring falls due when the hold ends.
      const at = later(due.at, current.account.frontier)
      current = settleOne(reviewed(current, at, review), { ...work, at, orderId: null }, { ...due, at }, review)
    }
    // A hold that lapsed frees amounts of lots that had expired while it stood: they expire now, at the hold's end.
    for (const due of dueUntil(current.account, work.at))
      current = settleOne(current, { ...work, orderId: null }, { ...due, at: work.at }, review)
  }
  return work.at < current.account.frontier ? current : reviewed(current, work.at, review)
}

/** Reviews what is due until `at`, which is the account's frontier then. */
function reviewed(change: Change, at: Instant, review: Review): Change {
  const { account, ...rest } = review(change, at, 'due')
  return account.frontier === at ? { account, ...rest } : { ...rest, account: { ...account, frontier: at } }
}

function settleOne(change: Change, work: Work, due: Due, review: Review): Change {
  if (due.what === 'hold') {
    const hold = change.account.holds[due.index]
    if (hold === undefined || hold.status !== 'held') return change
    const lapsed = unhold(change, hold.holdId, { status: 'lapsed', captured: 0, at: due.at })
    return announcing(lapsed, 'points.hold-lapsed', due.at, {
      holdId: hold.holdId,
      wallet: hold.wallet,
      amount: hold.amount,
    })
  }
  const lot = change.account.lots.find((each) => each.lotId === due.lot.lotId)
  if (lot === undefined) return change
  if (due.what === 'release') {
    if (lot.released || lot.remaining === 0) return change
    if (lot.awaits !== null) {
      const data = { wallet: lot.wallet, amount: lot.remaining, lotId: lot.lotId, event: lot.awaits }
      return review(announcing(cancel(change, work, lot), 'points.cancelled', due.at, data), due.at)
    }
    const lots = change.account.lots.map((each) => (each.lotId === lot.lotId ? { ...each, released: true } : each))
    const released = { ...change, account: { ...change.account, lots } }
    return announcing(released, 'points.released', due.at, {
      wallet: lot.wallet,
      amount: lot.remaining,
      lotId: lot.lotId,
    })
  }
  const amount = lot.remaining - lot.held
  if (amount === 0) return change
  const expired = expire(change, work, lot)
  return review(announcing(expired, 'points.expired', due.at, { wallet: lot.wallet, amount, lotId: lot.lotId }), due.at)
}
