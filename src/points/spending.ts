/** Caps on spending: what is left of them, and under which names a spend counts until it comes back. Pure. */
import type { Account, Change } from '../accounts/account.ts'
import type { Refusal } from '../base/refusals.ts'
import type { Given } from './asking.ts'
import { periodAt } from './earning.ts'
import { spendCapReached } from './errors.ts'

export type Spent = {
  readonly wallet: string
  readonly amount: number
  /** Under which it counts. */
  readonly counters: readonly string[]
}

type Cap = {
  readonly per: keyof typeof spendCapReached
  readonly most: number
  readonly left: number
  /** Null for a cap by order: each spend is measured against it by itself. */
  readonly counter: string | null
}

/** No rule, no offer, no coupon and no gift is counted under a name that begins like this. */
const SIGN = '<'

function capsOf(account: Account, wallet: string, { programme, work }: Given): Cap[] {
  return (programme.wallets.get(wallet)?.spendCaps ?? []).map(({ points, per }) => {
    if (per === 'order') return { per, most: points, left: points, counter: null }
    const counter = `${SIGN}${wallet}/${per}/${periodAt(per, work.at, programme)}`
    return { per, most: points, left: Math.max(0, points - (account.counters.get(counter) ?? 0)), counter }
  })
}

/** How many points the caps still let a member spend at once. */
export function spendRoom(account: Account, wallet: string, given: Given): number {
  return Math.min(Number.MAX_SAFE_INTEGER, ...capsOf(account, wallet, given).map(({ left }) => left))
}

/** The refusal of the tightest cap that a spend would pass; otherwise the spend with what it counts under. */
export function withinCaps(
  account: Account,
  { wallet, amount }: { wallet: string; amount: number },
  given: Given,
): Spent | Refusal {
  const caps = capsOf(account, wallet, given)
  const passed = caps.filter(({ left }) => amount > left).toSorted((a, b) => a.left - b.left)[0]
  if (passed !== undefined) {
    const { per, most, left } = passed
    return spendCapReached[per]({ wallet, per, most, left, asked: amount })
  }
  return { wallet, amount, counters: caps.flatMap(({ counter }) => counter ?? []) }
}

/** Counts a spend, or with a negative amount what came back of it. */
export function spendCounted(change: Change, { counters: names, amount }: Pick<Spent, 'counters' | 'amount'>): Change {
  if (names.length === 0) return change
  const counters = new Map(change.account.counters)
  for (const name of names) counters.set(name, (counters.get(name) ?? 0) + amount)
  return { ...change, account: { ...change.account, counters } }
}

/** What an entry says of it, so that what is counted can be checked against the entries. */
export function capsInTrace(counters: readonly string[]): { readonly caps?: readonly string[] } {
  return counters.length === 0 ? {} : { caps: counters }
}
