/** What was sold week by week or month by month, and how many orders come at which hour, in the SQL that Postgres and DuckDB share. */
import { sql } from 'kysely'
import type { TimeZone } from '../../base/time.ts'
import { type Database, rows } from '../../platform/postgres/database.ts'
import { calendar, hourOfWeek, type Step } from './calendar.ts'

export type Level = 'product' | 'category'

export type UnitsQuestion = {
  readonly level: Level
  readonly step: Step
  readonly zone: TimeZone
  /** Undefined: orders of every store and of none. */
  readonly store: string | undefined
  /** The oldest step that is told, and the one before which it ends. */
  readonly from: number
  readonly until: number
  /** Those that sold most from this step on are told, so many at most. */
  readonly recent: number
  readonly most: number
}

/** Steps without a sale are left out. */
export type Units = { readonly item: string; readonly step: number; readonly units: number }

/**
 * Units as sold: what came back later counts, for it was wanted; fees do not. Orders of guests count. Where two sold alike, the lot
 * decides who is told, always the same.
 */
export function unitsByStep(on: Database, question: UnitsQuestion): Promise<Units[]> {
  const { level, step, zone, store, from, until, recent, most } = question
  const time = calendar(step, zone)
  const [begins, ends] = [time.start(from), time.start(until)]
  const item = sql.raw(level === 'product' ? 'l.sku' : 'l.category')
  const ofStore = store === undefined ? sql`` : sql`and o.store = ${store}::text`
  return rows(
    on,
    sql<Units>`
      with sold as (
        select item, step, sum(units)::bigint as units from (
          select ${item} as item, ${time.inSql(sql`o.placed_ms`, ends)} as step, l.quantity + l.returned_quantity as units
          from orders o join order_lines l on l.order_id = o.order_id
          where o.placed_ms >= ${begins}::bigint and o.placed_ms < ${ends}::bigint and not l.fee and ${item} is not null
            ${ofStore}
        ) as lines group by item, step
      ), told as (
        select item, sum(units) as units from sold where step >= ${recent}::int group by item having sum(units) > 0
        order by sum(units) desc, md5(item) limit ${most}::int
      )
      select sold.item, sold.step, sold.units from sold join told on told.item = sold.item
      where sold.units > 0 order by told.units desc, md5(sold.item), sold.step`,
  )
}

export type OrdersQuestion = {
  readonly zone: TimeZone
  readonly store: string | undefined
  /** Weeks as the calendar counts them; the last is the one before `until`. */
  readonly from: number
  readonly until: number
}

/** Hours without an order are left out. */
export type OrdersAt = {
  readonly store: string
  readonly week: number
  /** 0 is Monday from midnight to one. */
  readonly hour: number
  readonly orders: number
}

/** Orders that were placed at a store, of members and guests, by the hour of each week. */
export function ordersByHour(on: Database, { zone, store, from, until }: OrdersQuestion): Promise<OrdersAt[]> {
  const weeks = calendar('week', zone)
  const [begins, ends] = [weeks.start(from), weeks.start(until)]
  const place = hourOfWeek(sql`placed_ms`, zone, ends)
  return rows(
    on,
    sql<OrdersAt>`
      select store, week, hour, count(*)::bigint as orders from (
        select store, ${place.week} as week, ${place.hour} as hour from orders
        where placed_ms >= ${begins}::bigint and placed_ms < ${ends}::bigint and store is not null
          ${store === undefined ? sql`` : sql`and store = ${store}::text`}
      ) as placed group by store, week, hour order by md5(store), week, hour`,
  )
}
