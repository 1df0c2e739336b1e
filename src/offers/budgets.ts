/** What everybody shares of offers in force, and how much of it is used in the period that runs now. */
import type { Instant } from '../base/time.ts'
import type { Database } from '../platform/postgres/database.ts'
import type { OfferLimit } from '../programme/offers/definition.ts'
import type { Programme } from '../programme/rules.ts'
import { counterOf } from './readying.ts'
import { usesOf } from './store.ts'

export type Budget = {
  readonly offer: string
  readonly of: OfferLimit['of']
  readonly per: OfferLimit['per']
  /** Null where all stores share it. */
  readonly store: string | null
  readonly most: number
  readonly used: number
}

type Counted = Omit<Budget, 'used'> & { readonly counter: string }

/**
 * Fullest first. Limits by member, by identifier and by order are nobody's budget; offers that ended or did not begin are left out.
 * @param stores whose own budgets are looked at; nothing was used of one that no order came to yet
 */
export async function budgetsAt(
  db: Database,
  programme: Programme,
  { at, stores }: { at: Instant; stores: readonly string[] },
): Promise<Budget[]> {
  const counted = budgetsIn(programme, { at, stores })
  const rows = await usesOf(
    db,
    counted.map(({ counter }) => counter),
  )
  const used = new Map(rows.map((row) => [row.counter, row.used]))
  return counted
    .map(({ counter, ...budget }) => ({ ...budget, used: used.get(counter) ?? 0 }))
    .toSorted((a, b) => b.used / b.most - a.used / a.most || (a.offer < b.offer ? -1 : 1))
}

function budgetsIn(programme: Programme, { at, stores }: { at: Instant; stores: readonly string[] }): Counted[] {
  return programme.offering.offers.flatMap(({ offer, startsAt, endsAt }) => {
    if (at < startsAt || at >= endsAt) return []
    return (offer.limits ?? []).flatMap((limit) => {
      const places = limit.by === 'store' ? stores : limit.by === 'all' ? [null] : []
      return places.flatMap((store): Counted[] => {
        const counter = counterOf(offer.code, limit, { placedAt: at, store }, programme)
        const { of, per, most } = limit
        return counter === null ? [] : [{ offer: offer.code, of, per, store, most, counter }]
      })
    })
  })
}
