/** Key figures month by month from what was counted; what has no denominator has no figure. */
import { type Interval, wilson } from '../maths/shares.ts'
import type { Months } from '../months.ts'
import type { Activity, Growth } from './memberships.ts'
import type { Moved } from './redemption.ts'
import { type Mean, orderValue, type Sold } from './sales.ts'
import type { FigureName } from './targets.ts'

export type Share = { readonly share: number; readonly interval: Interval }

export type KpiMonth = {
  /** As `monthOf` counts. */
  readonly month: number
  readonly over: boolean
  readonly joined: number
  readonly left: number
  readonly members: number
  readonly active: Share | undefined
  readonly orders: number
  readonly netMinor: number
  readonly buyers: number
  readonly orderValue: Mean | undefined
  readonly participation: Share | undefined
  /** Of the sales, not of the orders; without an interval, for amounts are not drawn one by one. */
  readonly salesParticipation: number | undefined
}

type Counted = {
  readonly grown: readonly Growth[]
  readonly active: readonly Activity[]
  readonly sold: readonly (Sold & { readonly month: number })[]
}

const nothing: Sold = { orders: 0, netMinor: 0, squares: 0, memberOrders: 0, memberNetMinor: 0, buyers: 0 }

export function monthly({ grown, active, sold }: Counted, { over }: Pick<Months, 'over'>): KpiMonth[] {
  const sales = new Map(sold.map((one) => [one.month, one]))
  const buying = new Map(active.map((one) => [one.month, one]))
  return grown.map(({ month, joined, left, members }) => {
    const { orders, netMinor, squares, memberOrders, memberNetMinor, buyers } = sales.get(month) ?? nothing
    return {
      ...{ month, over: month <= over, joined, left, members, orders, netMinor, buyers },
      active: shareOf(buying.get(month)?.active ?? 0, members),
      orderValue: orderValue({ orders, netMinor, squares }),
      participation: shareOf(memberOrders, orders),
      salesParticipation: netMinor > 0 ? memberNetMinor / netMinor : undefined,
    }
  })
}

/** Nothing of nothing is no share. */
export function shareOf(found: number, of: number): Share | undefined {
  return of === 0 ? undefined : { share: found / of, interval: wilson({ found, of }) }
}

/** Redeemed ÷ issued of a month; nothing where nothing was issued. */
export function redemptionRate({ issued, redeemed }: Pick<Moved, 'issued' | 'redeemed'>): number | undefined {
  return issued > 0 ? redeemed / issued : undefined
}

/** The wallet that members spend most of; nothing where nothing was spent. */
export function spentWallet(moved: readonly Moved[]): string | undefined {
  const spent = new Map<string, number>()
  for (const { wallet, redeemed } of moved) spent.set(wallet, (spent.get(wallet) ?? 0) + redeemed)
  return [...spent].filter(([, redeemed]) => redeemed > 0).toSorted((a, b) => b[1] - a[1])[0]?.[0]
}

export type Series = readonly { readonly month: number; readonly value: number | null }[]

/**
 * One figure in the months that are over, from the first on in which there was anything: before, the programme was not there.
 * @param points of the wallet that is spent most
 */
export function seriesOf(figure: FigureName, months: readonly KpiMonth[], points: readonly Moved[]): Series {
  const began = months.findIndex(({ members, orders }) => members > 0 || orders > 0)
  const known = began < 0 ? [] : months.slice(began).filter(({ over }) => over)
  const rates = new Map(points.map((one) => [one.month, redemptionRate(one)]))
  const value = (one: KpiMonth): number | undefined => {
    switch (figure) {
      case 'members':
      case 'joined':
      case 'orders':
        return one[figure]
      case 'sales':
        return one.netMinor
      case 'active':
      case 'participation':
        return one[figure]?.share
      case 'order-value':
        return one.orderValue?.mean
      case 'redemption':
        return rates.get(one.month)
    }
  }
  return known.map((one) => ({ month: one.month, value: value(one) ?? null }))
}
