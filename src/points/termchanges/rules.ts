/**
 * Open lots on a wallet's own terms, moved to the terms of a later version. Pure. A lot is on the wallet's own terms when it expires
 * as the wallet of its version says of the instant at which it was earned: what a rule, a tier, a person or activity gave other terms
 * keeps them. Entries are left alone: the books say what moved, and a fact says which lots expire when.
 */
import type { Account, Change, Lot } from '../../accounts/account.ts'
import { announcing } from '../../accounts/movements.ts'
import { dateOf, type Instant, instantText, later, midnight, type TimeZone } from '../../base/time.ts'
import type { Expiry } from '../../programme/definition.ts'
import type { LotsPolicy } from '../../programme/lots.ts'
import { expiresFrom } from '../../programme/terms.ts'

export type WalletTerms = { readonly expiry: Expiry; readonly timeZone: TimeZone }

export type TermChange = {
  readonly wallet: string
  readonly version: number
  readonly policy: Exclude<LotsPolicy, 'keep'>
  readonly terms: WalletTerms
  /** Of the wallet in an earlier version; undefined when it was not there. */
  readonly termsIn: (version: number) => WalletTerms | undefined
}

/** Moves what the policy moves. Settle to `at` before: what has fallen due by then stays as it is. */
export function onNewTerms(change: Change, asked: TermChange, at: Instant): Change {
  const { account } = change
  const from = later(at, account.frontier)
  const lots = account.lots.map((lot) => moved(lot, asked, from))
  const others = account.lots.flatMap((lot, index) => {
    const now = lots[index]
    return now === undefined || now === lot ? [] : [{ before: lot, after: now }]
  })
  if (others.length === 0) return change
  const after: Account = { ...account, lots }
  return announcing({ ...change, account: after }, 'points.terms-changed', from, {
    wallet: asked.wallet,
    version: asked.version,
    policy: asked.policy,
    lots: others.map((each) => ({
      lotId: each.before.lotId,
      amount: each.before.remaining,
      before: textOf(each.before.expiresAt),
      after: textOf(each.after.expiresAt),
    })),
  })
}

function textOf(at: Instant | null): string | null {
  return at === null ? null : instantText(at)
}

/** The very same lot when nothing of it changes. */
function moved(lot: Lot, asked: TermChange, from: Instant): Lot {
  const { wallet, version, policy, terms } = asked
  if (lot.wallet !== wallet || lot.version >= version || lot.remaining === 0) return lot
  if (!onOwnTerms(lot, asked.termsIn(lot.version)) || isBy(lot.expiresAt, from)) return lot
  const expiresAt = newExpiry(lot, terms, from)
  if (expiresAt === lot.expiresAt) return lot
  if (policy === 'better' && !isLater(expiresAt, lot.expiresAt)) return lot
  return { ...lot, expiresAt, version }
}

function onOwnTerms(lot: Lot, terms: WalletTerms | undefined): boolean {
  if (terms === undefined || terms.expiry.kind === 'inactivity' || lot.inactivity !== null) return false
  return expiresFrom(terms.expiry, lot.earnedAt, terms.timeZone) === lot.expiresAt
}

/** By the new terms since it was earned, but not before the day ends on which it moves or on which it becomes available. */
function newExpiry(lot: Lot, { expiry, timeZone }: WalletTerms, from: Instant): Instant | null {
  const expiresAt = expiresFrom(expiry, lot.earnedAt, timeZone)
  if (expiresAt === null) return null
  const usable = later(from, lot.availableAt)
  return later(expiresAt, midnight(dateOf(usable, timeZone).add({ days: 1 }), timeZone))
}

function isBy(expiresAt: Instant | null, at: Instant): boolean {
  return expiresAt !== null && expiresAt <= at
}

/** Null is never. */
function isLater(one: Instant | null, other: Instant | null): boolean {
  return other !== null && (one === null || one > other)
}
