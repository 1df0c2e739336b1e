/** Expired points that come back by hand: a decision of people, with a reason, into the lots that had expired. Pure. */
import { type Account, type Change, type Lot, type Trace, wasCancelled } from '../../accounts/account.ts'
import { announcing, reinstate, repay, unchanged } from '../../accounts/movements.ts'
import { settle } from '../../accounts/settle.ts'
import type { LotId } from '../../base/ids.ts'
import type { Refusal } from '../../base/refusals.ts'
import { type Instant, midnight, type TimeZone } from '../../base/time.ts'
import type { Inactivity } from '../../programme/terms.ts'
import { reviewOf, tiersAt } from '../../tiers/rules.ts'
import { lotUnknown } from '../activation/errors.ts'
import type { Given } from '../asking.ts'
import { amountInvalid, memberNotActive, walletUnknown } from '../errors.ts'
import { tooMuch } from '../rules.ts'
import { expiresInPast, notExpired, tooLittleExpired } from './errors.ts'

export type Reinstatement = {
  readonly wallet: string
  /** In this order; null for all that expired, newest first. */
  readonly lots: readonly LotId[] | null
  /** At most so much; null for all of the named lots. */
  readonly amount: number | null
  /** The last day on which they are valid, `2026-12-31`; null for the wallet's terms from now on. */
  readonly expiresOn: string | null
  readonly reason: string
  readonly code: string | null
  readonly reference: string | null
  readonly by: string
  readonly approvedBy?: string
  readonly approval?: string
}

type Terms = { readonly expiresAt: Instant | null; readonly inactivity: Inactivity | null }

/** The account must have been loaded whole: expired lots are closed. What the wallet owes is repaid first. */
export function reinstateExpired(account: Account, ask: Reinstatement, given: Given): Change | Refusal {
  const { work, programme } = given
  const amountIsGiven = ask.amount !== null
  if (amountIsGiven ? !Number.isSafeInteger(ask.amount) || ask.amount <= 0 : ask.lots === null)
    return amountInvalid({ amount: ask.amount ?? 0 })
  if (!programme.wallets.has(ask.wallet)) return walletUnknown({ wallet: ask.wallet })
  if (account.status !== 'active') return memberNotActive({ status: account.status })
  const start = settle(unchanged(account), work, reviewOf(programme))
  const chosen = choose(start.account, ask)
  if ('refusal' in chosen) return chosen
  const amount = chosen.reduce((total, { part }) => total + part, 0)
  const terms = termsFor(start.account, ask, given)
  if ('refusal' in terms) return terms
  const full = tooMuch(start.account, { wallet: ask.wallet, amount }, programme)
  if (full !== undefined) return full
  let change = start
  for (const { lot, part } of chosen) change = back(change, { lot, part, terms, ask }, given)
  const { wallet, reason, code } = ask
  return announcing(reviewOf(programme)(change, work.at), 'points.reinstated', work.at, {
    wallet,
    amount,
    reason,
    code,
  })
}

type Chosen = { readonly lot: Lot; readonly part: number }

function choose(account: Account, { wallet, lots: named, amount }: Reinstatement): readonly Chosen[] | Refusal {
  const expired = account.lots.filter((lot) => lot.wallet === wallet && lot.expired > 0 && !wasCancelled(lot))
  let candidates = expired.toSorted(newestFirst)
  if (named !== null) {
    candidates = []
    for (const lotId of new Set(named)) {
      const lot = expired.find((each) => each.lotId === lotId)
      if (lot === undefined)
        return account.lots.some((each) => each.lotId === lotId) ? notExpired({ lotId }) : lotUnknown({ lotId })
      candidates.push(lot)
    }
  }
  const chosen: Chosen[] = []
  let left = amount ?? Number.POSITIVE_INFINITY
  for (const lot of candidates) {
    const part = Math.min(lot.expired, left)
    if (part > 0) chosen.push({ lot, part })
    left -= part
  }
  if (amount !== null && left > 0) return tooLittleExpired({ wallet, expired: amount - left, asked: amount })
  return chosen
}

/** The latest to expire first; of equals the one earned last. */
function newestFirst(a: Lot, b: Lot): number {
  return (b.expiresAt ?? 0) - (a.expiresAt ?? 0) || b.earnedAt - a.earnedAt || (a.lotId < b.lotId ? 1 : -1)
}

/** A given day is fixed: activity does not move it. */
function termsFor(account: Account, ask: Reinstatement, { work, programme }: Given): Terms | Refusal {
  if (ask.expiresOn === null) {
    const terms = programme.terms({ wallet: ask.wallet, tiers: tiersAt(programme, account, work.at) })
    return terms === undefined ? walletUnknown({ wallet: ask.wallet }) : terms(work.at)
  }
  const expiresAt = endOf(ask.expiresOn, programme.timeZone)
  if (expiresAt === undefined || expiresAt <= work.at) return expiresInPast({ expiresOn: ask.expiresOn })
  return { expiresAt, inactivity: null }
}

/** The first instant after a day; undefined when there is no such day. */
function endOf(day: string, timeZone: TimeZone): Instant | undefined {
  try {
    return midnight(Temporal.PlainDate.from(day).add({ days: 1 }), timeZone)
  } catch {
    return undefined
  }
}

function back(change: Change, what: Chosen & { terms: Terms; ask: Reinstatement }, { work, programme }: Given): Change {
  const { lot, part, terms, ask } = what
  const trace: Trace = {
    because: 'reinstated',
    version: programme.version,
    reason: ask.reason,
    code: ask.code,
    reference: ask.reference,
    by: ask.by,
    ...(ask.approvedBy === undefined ? {} : { approvedBy: ask.approvedBy, approval: ask.approval }),
    expiries: { [lot.lotId]: terms.expiresAt },
  }
  const { account, ...rest } = reinstate(change, work, lot, part, trace)
  const lots = account.lots.map((each) => {
    if (each.lotId !== lot.lotId) return each
    const pending = each.availableAt > work.at
    return {
      ...each,
      expiresAt: terms.expiresAt,
      inactivity: terms.inactivity,
      ...(pending ? { availableAt: work.at } : {}),
      awaits: null,
      released: true,
    }
  })
  return repay({ ...rest, account: { ...account, lots } }, work, lot.lotId, trace)
}
