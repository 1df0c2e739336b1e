/** How many people each hour of the week needs, from the orders of the last weeks at one store or at each. */
import { Type } from 'typebox'
import type { Instant, TimeZone } from '../../base/time.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { missingOf, missingSchema } from '../reports/missing.ts'
import { calendar } from './calendar.ts'
import { noOrdersAtStores, weeksTooFew } from './errors.ts'
import { type OrdersAt, ordersByHour } from './questions.ts'
import { HOURS_OF_WEEK, type Hour, type Service, staffByHour } from './staffing.ts'

const WEEKS = 12
const PROMISED_SHARE = 0.8
const PROMISED_SECONDS = 300
/** Somebody opens the door, whoever comes. */
const AT_LEAST = 1

export const servingSchema = Type.Object({
  missing: missingSchema,
  from: Type.Union([Type.Null(), Type.String({ format: 'date', description: 'Monday of the oldest week counted' })]),
  weeks: Type.Integer({ description: 'Whole weeks looked at; a store that opened later has fewer' }),
  stores: Type.Integer({ description: 'With enough weeks: their figures are added up' }),
  storesTooNew: Type.Integer({ description: 'Left out: too few weeks' }),
  promise: Type.Object({ share: Type.Number(), withinSeconds: Type.Integer() }),
  hours: Type.Array(
    Type.Object({
      hour: Type.Integer({ minimum: 0, maximum: 167, description: '0 is Monday from midnight to one' }),
      orders: Type.Number({ description: 'Mean of the weeks' }),
      staff: Type.Integer({ description: '0: no store had an order at that hour in any week, it counts as closed' }),
      inTime: Type.Number({ description: 'Share of the orders that are served within the time promised' }),
      busy: Type.Number({ description: 'Share of the time of the staff' }),
    }),
  ),
})

type Asked = {
  readonly now: Instant
  readonly zone: TimeZone
  readonly store: string | undefined
  /** That one person serves. */ readonly ordersAnHour: number
}

export async function serving(copy: Database, { now, zone, store, ordersAnHour }: Asked) {
  const weeks = calendar('week', zone)
  const until = weeks.of(now)
  const from = until - WEEKS
  const orders = await ordersByHour(copy, { zone, store, from, until })
  const service: Service = {
    ...{ visitsEachHour: ordersAnHour, share: PROMISED_SHARE, withinSeconds: PROMISED_SECONDS, atLeast: AT_LEAST },
  }
  const found = [...Map.groupBy(orders, (each) => each.store).values()].map((own) =>
    staffByHour(weeksOf(own, { from, until }), service),
  )
  const told = found.flatMap((each) => ('kind' in each ? [] : [each]))
  const tooFew = found.flatMap((each) => ('kind' in each ? [each] : []))
  const has = Math.max(0, ...tooFew.map((each) => each.has))
  const missing = told.length > 0 ? null : noVisits(tooFew[0] && { has, needs: tooFew[0].needs })
  return {
    ...{ missing, weeks: WEEKS, stores: told.length, storesTooNew: tooFew.length },
    from: told.length === 0 ? null : weeks.firstDay(from).toString(),
    promise: { share: PROMISED_SHARE, withinSeconds: PROMISED_SECONDS },
    hours: told.length === 0 ? [] : addedUp(told),
  }
}

function noVisits(weeks: { readonly has: number; readonly needs: number } | undefined) {
  return missingOf(weeks === undefined ? noOrdersAtStores({}) : weeksTooFew(weeks))
}

/** From the first week with an order on. An hour of the week at which none ever came is one at which the store was closed. */
function weeksOf(orders: readonly OrdersAt[], { from, until }: { from: number; until: number }) {
  const first = orders.reduce((least, { week }) => Math.min(least, week), until)
  const open = new Set(orders.map(({ hour }) => hour))
  const counted = new Map(orders.map(({ week, hour, orders: count }) => [week * HOURS_OF_WEEK + hour, count]))
  return Array.from({ length: until - Math.max(from, first) }, (_, after) =>
    Array.from({ length: HOURS_OF_WEEK }, (__, hour) =>
      open.has(hour) ? (counted.get((first + after) * HOURS_OF_WEEK + hour) ?? 0) : null,
    ),
  )
}

/** Nobody serves at two stores at once: staff is added, shares are weighed by orders and by staff. */
function addedUp(stores: readonly (readonly Hour[])[]) {
  return Array.from({ length: HOURS_OF_WEEK }, (_, hour) => {
    const each = stores.flatMap((hours) => hours[hour] ?? [])
    const sum = (of: (one: Hour) => number) => each.reduce((total, one) => total + of(one), 0)
    const [orders, staff] = [sum((one) => one.visits), sum((one) => one.staff)]
    return {
      ...{ hour, orders, staff },
      inTime: orders === 0 ? 1 : sum((one) => one.inTime * one.visits) / orders,
      busy: staff === 0 ? 0 : sum((one) => one.busy * one.staff) / staff,
    }
  })
}
