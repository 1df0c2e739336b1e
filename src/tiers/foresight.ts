/** When a tier that is reviewed at every change stops being kept, if nothing more happens. */
import type { Instant } from '../base/time.ts'
import { countsFrom, leavesAt } from './calendar.ts'
import { type Amounts, amountsIn, met, type Step, walletsOf } from './measures.ts'
import type { Moment } from './standing.ts'

/**
 * The first instant at which neither keeping nor reaching is met, with what is left then; null when that never comes.
 * What counts only becomes less by itself, so the instants at which something goes are searched by halves.
 */
export function firstFailure(
  { reach, keep }: Step,
  moment: Moment,
): { readonly failsAt: Instant; readonly amounts: Amounts } | null {
  const { ladder, view, timeZone, at } = moment
  const { window } = ladder.definition
  const criteria = [keep, reach].filter((each) => each !== null)
  const wallets = new Set(criteria.flatMap(walletsOf))
  const going = new Map([...wallets].map((wallet) => [wallet, view.expiring(wallet).filter((each) => each.at > at)]))
  const days = { timeZone, member: at, tier: at }
  const instants = new Set([...going.values()].flat().map((each) => each.at))
  if (window?.kind === 'rolling' && ladder.countsOrders) {
    const from = countsFrom(window, days, at)
    for (const order of view.orders) {
      const leaves = order.at >= from && order.at <= at ? leavesAt(window, order.at, timeZone) : null
      if (leaves !== null && leaves > at) instants.add(leaves)
    }
  }
  const sorted = [...instants].sort((a, b) => a - b)
  const left = (then: Instant) => {
    const gone = (wallet: string) =>
      (going.get(wallet) ?? []).reduce((sum, each) => (each.at <= then ? sum + each.amount : sum), 0)
    return amountsIn(view, { from: countsFrom(window, days, then), upTo: at, asOf: at }, timeZone, gone)
  }
  const fails = (then: Instant) => !criteria.some((each) => met(each, left(then)))
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const then = sorted[middle]
    if (then !== undefined && fails(then)) high = middle
    else low = middle + 1
  }
  const failsAt = sorted[low]
  return failsAt === undefined ? null : { failsAt, amounts: left(failsAt) }
}
