/**
 * How each person buys, as it was known at an instant, and whether they bought again within a time after it; in the SQL that Postgres
 * and DuckDB share. Days are those of the shop, and several orders of one day are one purchase in all that speaks of rhythm.
 */
import { type RawBuilder, sql } from 'kysely'
import type { MemberId } from '../../base/ids.ts'
import { asInstant, type Instant, type TimeZone } from '../../base/time.ts'
import { type Database, row, rows } from '../../platform/postgres/database.ts'
import { dayOf, localTime } from '../localtime.ts'

export type Habits = {
  readonly personId: MemberId
  /** Orders, and different days with an order. */
  readonly orders: number
  readonly days: number
  /** From the first order to then, and from the last one. */
  readonly tenureDays: number
  readonly recencyDays: number
  /** Days from one purchase to the next: the middle, the quarters, and the root mean square around the mean. Null below two purchases. */
  readonly gap: number | null
  readonly gapLow: number | null
  readonly gapHigh: number | null
  readonly gapSpread: number | null
  /** Of all orders in the currency asked for, and of those in the last year. */
  readonly netMinor: number
  readonly yearMinor: number
  /** Orders in the last span of the horizon's length, and in the one before it. */
  readonly recentOrders: number
  readonly earlierOrders: number
  readonly stores: number
  readonly channels: number
  readonly products: number
  readonly categories: number
  /** Of what their goods would have cost, the share that discounts took off; null where they cost nothing. */
  readonly discount: number | null
  /** Orders of which something had come back. */
  readonly returned: number
  /** Of the last order. */ readonly channel: string
  /** Orders within the horizon after then. */
  readonly laterOrders: number
  /** From then to the first of these; null without one. */
  readonly nextDays: number | null
}

export type HabitsQuestion = {
  /** A table expression with `person_id`, `order_id`, `placed_ms`, `currency`, `channel`, `store` and `net_minor` of each purchase. */
  readonly purchases: RawBuilder<unknown>
  /**
   * A table expression with `order_id`, `sku`, `category`, `fee` and what it came to of each line: `net_minor` that is left,
   * `returned_minor` that came back and `discount_minor` that was taken off.
   */
  readonly lines: RawBuilder<unknown>
  /** A table expression with `order_id`, `at_ms` and `net_minor` of each return. */
  readonly returns: RawBuilder<unknown>
  /** What came before it is known. */
  readonly asOf: Instant
  readonly zone: TimeZone
  readonly horizonDays: number
  /** Who has not bought for longer is left out. */
  readonly activeDays: number
  readonly currency: string
  /** A table expression with the `person_id` of whom alone it is asked; everybody when absent. */
  readonly among?: RawBuilder<unknown>
  /** Of 256 equal parts of all people, from (inclusive) and to (exclusive); all when absent. */
  readonly part?: { readonly from: number; readonly to: number }
}

export const PARTS = 256
const DAY_MS = 86_400_000
const YEAR_DAYS = 365

/** The end of an id is chance, so its last two signs cut people into equal parts. */
function within(part: HabitsQuestion['part']): RawBuilder<unknown> {
  if (part === undefined) return sql`1 = 1`
  const sign = (at: number) => at.toString(16).padStart(2, '0')
  const from = sql`right(person_id::text, 2) >= ${sign(part.from)}::text`
  return part.to >= PARTS ? from : sql`${from} and right(person_id::text, 2) < ${sign(part.to)}::text`
}

/** Everybody who bought within the active days before then, by id. */
export function habits(on: Database, question: HabitsQuestion): Promise<Habits[]> {
  return rows(on, habitsOf(question))
}

export function habitsOf(question: HabitsQuestion): RawBuilder<Habits> {
  const { purchases, lines, returns, asOf, zone, horizonDays, activeDays, currency, part, among } = question
  const horizonMs = horizonDays * DAY_MS
  const before = (ms: number) => sql`${asOf - ms}::bigint`
  const today = sql`${dayOf(asOf, zone)}::int`
  const { day } = localTime(zone, asInstant(asOf + horizonMs))
  return sql<Habits>`
      with known as (
        select person_id, order_id, placed_ms, currency, channel, store, net_minor, ${day(sql`placed_ms`)} as day
        from ${purchases} as purchases 
        where person_id is not null and placed_ms < ${before(-horizonMs)} and ${within(part)}
          and ${among === undefined ? sql`1 = 1` : sql`person_id in (select person_id from ${among} as among)`}
      ),
      backs as (
        select order_id, sum(case when at_ms < ${before(0)} then 1 else 0 end) as earlier,
          sum(case when at_ms >= ${before(0)} then net_minor else 0 end)::bigint as later
        from ${returns} as returns group by order_id
      ),
      bought as (
        select known.person_id, known.order_id, placed_ms, currency, channel, store, day,
          net_minor + coalesce(backs.later, 0) as net_minor, coalesce(backs.earlier, 0) > 0 as returned
        from known left join backs on backs.order_id = known.order_id where placed_ms < ${before(0)}
      ),
      active as (
        select person_id from bought group by person_id having max(placed_ms) >= ${before(activeDays * DAY_MS)}
      ),
      gaps as (
        select person_id, day, day - lag(day) over (partition by person_id order by day) as gap
        from (select distinct person_id, day from bought) as days
      ),
      rhythms as (
        select person_id, count(*)::bigint as days, ${today} - min(day) as tenure, ${today} - max(day) as recency,
          sum(gap)::double precision as gap_sum, sum(gap * gap)::double precision as gap_squares,
          percentile_cont(0.5) within group (order by gap::double precision) as gap,
          percentile_cont(0.25) within group (order by gap::double precision) as gap_low,
          percentile_cont(0.75) within group (order by gap::double precision) as gap_high
        from gaps group by person_id
      ),
      totals as (
        select person_id, count(*)::bigint as orders,
          sum(case when currency = ${currency}::text then net_minor else 0 end)::bigint as net_minor,
          sum(case when currency = ${currency}::text and placed_ms >= ${before(YEAR_DAYS * DAY_MS)} then net_minor else 0 end)::bigint
            as year_minor,
          sum(case when placed_ms >= ${before(horizonMs)} then 1 else 0 end)::bigint as recent,
          sum(case when placed_ms < ${before(horizonMs)} and placed_ms >= ${before(2 * horizonMs)} then 1 else 0 end)::bigint as earlier,
          sum(case when returned then 1 else 0 end)::bigint as returned, count(distinct store)::bigint as stores, count(distinct channel)::bigint as channels
        from bought group by person_id
      ),
      goods as (
        select person_id, count(distinct sku)::bigint as products, count(distinct category)::bigint as categories,
          sum(lines.discount_minor)::double precision
            / nullif(sum(lines.net_minor + lines.returned_minor + lines.discount_minor), 0)::double precision as discount
        from ${lines} as lines join bought on bought.order_id = lines.order_id where not fee group by person_id
      ),
      latest as (
        select person_id, channel,
          row_number() over (partition by person_id order by placed_ms desc, order_id desc) as place
        from bought
      ),
      later as (
        select person_id, count(*)::bigint as orders, min(day) - ${today} as next
        from known where placed_ms >= ${before(0)} group by person_id
      )
      select active.person_id::text as "personId", totals.orders, rhythms.days, rhythms.tenure as "tenureDays",
        rhythms.recency as "recencyDays", rhythms.gap, rhythms.gap_low as "gapLow", rhythms.gap_high as "gapHigh",
        case when days > 1 then
          sqrt(greatest(0, gap_squares / (days - 1) - (gap_sum / (days - 1)) * (gap_sum / (days - 1)))) end as "gapSpread",
        totals.net_minor as "netMinor", totals.year_minor as "yearMinor", totals.recent as "recentOrders",
        totals.earlier as "earlierOrders", totals.stores, totals.channels, coalesce(goods.products, 0) as products,
        coalesce(goods.categories, 0) as categories, goods.discount, totals.returned, latest.channel,
        coalesce(later.orders, 0) as "laterOrders",
        later.next as "nextDays"
      from active
      join rhythms on rhythms.person_id = active.person_id
      join totals on totals.person_id = active.person_id
      join latest on latest.person_id = active.person_id and latest.place = 1
      left join goods on goods.person_id = active.person_id
      left join later on later.person_id = active.person_id
      order by active.person_id`
}

/** How many it would be, and when the first order of all was; of an empty shop neither is anything. */
export async function reach(
  on: Database,
  { purchases, asOf, activeDays }: Pick<HabitsQuestion, 'purchases' | 'asOf' | 'activeDays'>,
): Promise<{ readonly people: number; readonly firstMs: number | null }> {
  const found = await row(
    on,
    sql<{ people: number; firstMs: number | null }>`
      select count(distinct case when placed_ms >= ${asOf - activeDays * DAY_MS}::bigint then person_id end)::bigint as people,
        min(placed_ms) as "firstMs"
      from ${purchases} as purchases where person_id is not null and placed_ms < ${asOf}::bigint`,
  )
  return found ?? { people: 0, firstMs: null }
}
