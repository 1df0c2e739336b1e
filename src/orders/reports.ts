/** The orders' SQL for the books: what orders that earned came to, and what rules and offers gave. It reads every order of its months. */
import { sql } from 'kysely'
import type { Instant } from '../base/time.ts'
import { stamps } from '../platform/postgres/arrays.ts'
import { type Database, rows, stamp, type Tx } from '../platform/postgres/database.ts'

/** What orders came to that earned in the same wallets, with what they earned in one of these. */
export type EarningSales = {
  readonly currency: string
  /** Codes of all wallets that these orders earned in, in order. */
  readonly wallets: readonly string[]
  readonly wallet: string
  /** Months count from 0 on: that of the orders, and that in whose books they are. */
  readonly placed: number
  readonly booked: number
  readonly orders: number
  /** In money: without what points paid, before returns. */
  readonly netMinor: number
  readonly points: number
}

type BookMonths = { readonly starts: readonly Instant[]; readonly closedAfter: number | null }

type Group = Omit<EarningSales, 'wallets' | 'wallet' | 'points'> & { readonly earned: readonly string[] }
type Points = Pick<Group, 'currency' | 'placed' | 'booked' | 'earned'> & {
  readonly wallet: string
  readonly points: number
}

/** Members' orders that were confirmed and earned, also those that were cancelled since. See `bookMoves` of accounts for months. */
export async function earningSales(on: Database | Tx, { starts, closedAfter }: BookMonths): Promise<EarningSales[]> {
  const months = sql`${stamps(starts)}::timestamptz[]`
  const placed = sql`width_bucket(placed_at, ${months})`
  const recorded = sql`width_bucket(recorded_at - ${closedAfter ?? 0} * interval '1 millisecond', ${months})`
  const booked = closedAfter === null ? placed : sql`greatest(${placed}, ${recorded})`
  // Orders whose rules gave to the same wallets in the same order: told apart without looking into each rule twice.
  const known = sql`
    currency, ${placed} - 1 as placed, ${booked} - 1 as booked,
    jsonb_path_query_array(decision, '$.rules[*] ? (@.points > 0).wallet') as earned`
  const confirmed = sql`status in ('confirmed', 'cancelled') and decision is not null`
  const [groups, points] = await Promise.all([
    rows(
      on,
      sql<Group>`
        select currency, placed, booked, earned, count(*) as orders, sum(net_minor) as "netMinor"
        from (
          select ${known}, net_minor - case when decision ? 'paid' then (
            select coalesce(sum((paid ->> 'minor')::bigint), 0) from jsonb_array_elements(decision -> 'paid') as paid
          ) else 0 end as net_minor
          from orders where ${confirmed}
        ) as touched where earned <> '[]' group by 1, 2, 3, 4`,
    ),
    rows(
      on,
      sql<Points>`
        select currency, placed, booked, earned, wallet, sum(points) as points
        from (
          select ${known}, rule ->> 'wallet' as wallet, (rule ->> 'points')::bigint as points
          from orders cross join lateral jsonb_array_elements(decision -> 'rules') as rule where ${confirmed}
        ) as touched where points > 0 group by 1, 2, 3, 4, 5`,
    ),
  ])
  return joined(groups, points)
}

function joined(groups: readonly Group[], points: readonly Points[]): EarningSales[] {
  const keyOf = ({ currency, placed, booked, earned }: Omit<Points, 'wallet' | 'points'>) =>
    [currency, placed, booked, ...new Set(earned.toSorted())].join(' ')
  const found = new Map<string, EarningSales>()
  const add = (key: string, sale: EarningSales) => {
    const { orders = 0, netMinor = 0, points: before = 0 } = found.get(key) ?? {}
    found.set(key, {
      ...sale,
      ...{ orders: orders + sale.orders, netMinor: netMinor + sale.netMinor, points: before + sale.points },
    })
  }
  for (const { earned, ...group } of groups) {
    const wallets = [...new Set(earned.toSorted())]
    for (const wallet of wallets)
      add(`${keyOf({ earned, ...group })}:${wallet}`, { ...group, wallets, wallet, points: 0 })
  }
  for (const { earned, wallet, points: more, ...of } of points) {
    const wallets = [...new Set(earned.toSorted())]
    add(`${keyOf({ earned, ...of })}:${wallet}`, { ...of, wallets, wallet, orders: 0, netMinor: 0, points: more })
  }
  return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, sale]) => sale)
}

/** What a rule gave with orders, and what these came to: touched by it, not caused by it. */
export type RuleTouch = {
  readonly rule: string
  readonly wallet: string
  readonly currency: string
  readonly orders: number
  readonly members: number
  /** Before returns, and what of it came back. */
  readonly netMinor: number
  readonly returnedMinor: number
  /** As given, and what stands after returns. */
  readonly points: number
  readonly kept: number
}

/** Members' confirmed orders placed in `[from, to)`, by each rule that gave something. */
export function ruleTouches(on: Database | Tx, { from, to }: { from: Instant; to: Instant }): Promise<RuleTouch[]> {
  return rows(
    on,
    sql<RuleTouch>`
      select rule ->> 'rule' as rule, rule ->> 'wallet' as wallet, currency, count(*) as orders, count(distinct member_id) as members,
        sum(net_minor) as "netMinor", sum(returned_minor) as "returnedMinor", sum((rule ->> 'points')::bigint) as points,
        sum((rule ->> 'kept')::bigint) as kept
      from orders cross join lateral jsonb_array_elements(decision -> 'rules') as rule
      where status = 'confirmed' and placed_at >= ${stamp(from)}::timestamptz and placed_at < ${stamp(to)}::timestamptz
        and (rule ->> 'points')::bigint > 0
      group by 1, 2, 3 order by 1, 2, 3`,
  )
}

/** What an offer gave, by coupon or without. */
export type OfferTouch = {
  readonly offer: string
  readonly currency: string
  /** Guests' orders are among them, and among `guests`. */
  readonly orders: number
  readonly guests: number
  readonly withCoupon: number
  readonly netMinor: number
  readonly returnedMinor: number
  /** Taken off the price, as it was given. */
  readonly offMinor: number
  /** Pieces that were given free. */
  readonly gifts: number
  /** Points by the rules that it brings along. */
  readonly bonuses: readonly Omit<BonusRow, 'offer' | 'currency'>[]
}

type OfferRow = Omit<OfferTouch, 'bonuses'>
type BonusRow = {
  readonly offer: string
  readonly currency: string
  readonly rule: string
  readonly wallet: string
  readonly points: number
  readonly kept: number
}

/** Confirmed orders placed in `[from, to)`, of guests too, by each offer that was applied. */
export async function offerTouches(
  on: Database | Tx,
  { from, to }: { from: Instant; to: Instant },
): Promise<OfferTouch[]> {
  const placed = sql`placed_at >= ${stamp(from)}::timestamptz and placed_at < ${stamp(to)}::timestamptz`
  const confirmed = sql`
    (select currency, net_minor, returned_minor, decision, false as guest from orders where status = 'confirmed' and ${placed}
    union all
    select currency, net_minor, 0, decision, true from guest_orders where ${placed}) as confirmed
    cross join lateral jsonb_array_elements(decision -> 'offers') as offer`
  const [offers, bonuses] = await Promise.all([
    rows(
      on,
      sql<OfferRow>`
        select offer ->> 'offer' as offer, currency, count(*) as orders, count(*) filter (where guest) as guests,
          count(offer ->> 'coupon') as "withCoupon", sum(net_minor) as "netMinor", sum(returned_minor) as "returnedMinor",
          sum((offer ->> 'minor')::bigint) as "offMinor",
          sum(coalesce((select sum((gift ->> 'quantity')::bigint) from jsonb_array_elements(offer -> 'gifts') as gift), 0)) as gifts
        from ${confirmed} group by 1, 2 order by 1, 2`,
    ),
    rows(
      on,
      sql<BonusRow>`
        select offer ->> 'offer' as offer, currency, rule ->> 'rule' as rule, rule ->> 'wallet' as wallet,
          sum((rule ->> 'points')::bigint) as points, sum((rule ->> 'kept')::bigint) as kept
        from ${confirmed} cross join lateral jsonb_array_elements(decision -> 'rules') as rule
        where offer -> 'bonuses' ? (rule ->> 'rule') and (rule ->> 'points')::bigint > 0
        group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
    ),
  ])
  return offers.map((touch) => ({
    ...touch,
    bonuses: bonuses.flatMap(({ offer, currency, ...bonus }) =>
      offer === touch.offer && currency === touch.currency ? [bonus] : [],
    ),
  }))
}
