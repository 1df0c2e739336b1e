/** The laws of orders, checked on what is stored. */
import { sql } from 'kysely'
import type { MemberId, OrderId } from '../base/ids.ts'
import { type Check, checkOf, EXAMPLES_AT_MOST } from '../platform/postgres/checks.ts'
import { rows, type Tx } from '../platform/postgres/database.ts'
import { earnedAgain } from '../points/earning.ts'
import type { ProgrammeService } from '../programme/service.ts'
import type { Order } from './order.ts'
import { earningLines } from './paying.ts'
import { purchaseOf } from './priced.ts'
import { loadOrders } from './store.ts'

/** What each order of a member holds of offers and coupons: by its decision, or by what it reserved. */
const usesHeld = sql`
  select o.member_id, count ->> 'where' as place, count ->> 'counter' as counter, (count ->> 'kept')::bigint as kept
  from orders o cross join lateral jsonb_array_elements(coalesce(o.decision, o.reserved) -> 'offers') as offer
    cross join lateral jsonb_array_elements(offer -> 'counts') as count
  where o.decision is not null or o.reserved is not null`

const orderCount = sql<{ rows: number }>`select count(*) as rows from orders`

export async function verifyOrders(tx: Tx): Promise<Check[]> {
  return [
    await checkOf(tx, 'L5', 'one order number, one order; one operation, one effect', {
      counted: orderCount,
      violations: sql<{ place: string }>`
        select format('order %s', coalesce(o.number, n.number)) as place
        from orders o full join (select * from order_numbers where member_id is not null) n using (member_id, order_id)
        where o.number is distinct from n.number
        union all
        select format('order %s of member %s', order_id, member_id) from entries
        where kind = 'earn' and trace ->> 'because' = 'earning-rule' and order_id is not null
        group by member_id, order_id, wallet, trace ->> 'rule', operation_id having count(*) > 1`,
    }),
    await checkOf(tx, 'L6', 'every confirmation and every return is announced once, and nothing else is', {
      counted: orderCount,
      violations: sql<{ place: string }>`
        with confirmed as (
          select member_id, (data ->> 'orderId')::uuid as order_id,
            sum(case kind when 'order.confirmed' then 1 else -1 end) as facts
          from facts where kind in ('order.confirmed', 'order.reopened') group by 1, 2
        ), decided as (
          select member_id, order_id, number from orders where decision is not null
        ), given as (
          select member_id, (data ->> 'returnId')::uuid as return_id, count(*) as facts
          from facts where kind = 'order.returned' group by 1, 2
        )
        select format('order %s', coalesce(d.number, c.order_id::text)) as place
        from decided d full join confirmed c using (member_id, order_id) where coalesce(c.facts, 0) <> (d.number is not null)::int
        union all
        select format('return %s', return_id)
        from returns r full join given g using (member_id, return_id) where g.facts is distinct from 1 or r.key is null`,
    }),
    await checkOf(tx, 'L7', 'what is counted against a cap is what orders still hold of it', {
      counted: sql<{ rows: number }>`select count(*) as rows from counters`,
      violations: sql<{ place: string }>`
        with counted as (
          select o.member_id, counter, (rule ->> 'kept')::bigint as kept
          from orders o cross join lateral jsonb_array_elements(o.decision -> 'rules') as rule
            cross join lateral jsonb_array_elements_text(rule -> 'counters') as counter
          where o.decision is not null
          union all
          select member_id, counter, kept from (${usesHeld}) as held where place = 'member'
        ), kept as (select member_id, counter, sum(kept) as used from counted group by 1, 2)
        select format('counter %s of member %s', c.counter, c.member_id) as place
        from (select member_id, counter, used - carried as used from counters) c full join kept k using (member_id, counter)
        where coalesce(c.counter, k.counter) !~ '^[<>]' and coalesce(c.used, 0) <> coalesce(k.used, 0)`,
    }),
    await checkOf(
      tx,
      'L7',
      'what is used of an offer or a coupon is what orders hold of it, and never more than there is',
      {
        counted: sql<{
          rows: number
        }>`select (select count(*) from offer_uses) + (select count(*) from coupons) as rows`,
        violations: sql<{ place: string }>`
        with held as (
          select place, counter, sum(kept) as used from (
            select place, counter, kept from (${usesHeld}) as members
            union all
            select count ->> 'where', count ->> 'counter', (count ->> 'kept')::bigint
            from guest_orders o cross join lateral jsonb_array_elements(o.decision -> 'offers') as offer
              cross join lateral jsonb_array_elements(offer -> 'counts') as count
          ) as everybody group by 1, 2
        )
        select format('use of %s', coalesce(u.counter, h.counter)) as place
        from offer_uses u full join (select * from held where place = 'all') h using (counter)
        where coalesce(u.used, 0) <> coalesce(h.used, 0) or u.used > u.most
        union all
        select format('coupon %s', coalesce(c.code, h.counter))
        from coupons c full join (select * from held where place = 'coupon') h on h.counter = c.code
        where coalesce(c.used, 0) <> coalesce(h.used, 0) or c.used > c.most`,
      },
    ),
    await checkOf(tx, 'L9', 'an order holds what its lines still earn: earned minus taken back', {
      counted: orderCount,
      violations: sql<{ place: string }>`
        with moved as (
          select member_id, order_id, wallet,
            sum(case when kind = 'earn' then amount when kind = 'return' then -amount else 0 end) as kept
          from entries where order_id is not null group by 1, 2, 3
        ), decided as (
          select o.member_id, o.order_id, o.number, rule ->> 'wallet' as wallet, sum((rule ->> 'kept')::bigint) as kept
          from orders o cross join lateral jsonb_array_elements(o.decision -> 'rules') as rule
          where o.decision is not null group by 1, 2, 3, 4
        ), refunded as (
          select o.number, o.returned_minor, coalesce(sum(r.refund_minor + points.minor), 0) as refunds
          from orders o left join returns r using (member_id, order_id) left join lateral (
            select coalesce(sum((line ->> 'pointsMinor')::bigint), 0) as minor from jsonb_array_elements(r.lines) as line
          ) as points on true group by o.member_id, o.order_id, o.number, o.returned_minor
        )
        select format('points that paid for order %s', o.number) as place
        from orders o cross join lateral jsonb_array_elements(o.decision -> 'paid') as paid
          left join lateral (
            select sum(case kind when 'redeem' then amount else -amount end) as points from entries e
            where e.member_id = o.member_id and e.order_id = o.order_id and e.wallet = paid ->> 'wallet'
              and e.kind in ('redeem', 'refund')
          ) as moved on true
        where o.decision is not null and (paid ->> 'kept')::bigint <> coalesce(moved.points, 0)
        union all
        select format('order %s, wallet %s', d.number, d.wallet) as place
        from decided d left join moved m using (member_id, order_id, wallet) where d.kept <> coalesce(m.kept, 0)
        union all
        select format('order %s', number) from refunded where returned_minor <> refunds
        union all
        select format('order %s', number) from orders cross join lateral (
          select coalesce(sum(gross - discount), 0) as net, coalesce(sum(given), 0) as returned, bool_and(quantity > 0
            and discount between 0 and gross and back between 0 and quantity and given between 0 and gross - discount) as sound
          from (
            select quantity, "grossMinor" as gross, coalesce("discountMinor", 0) as discount,
              coalesce("returnedQuantity", 0) as back, coalesce("returnedMinor", 0) as given
            from jsonb_to_recordset(lines) as l (
              quantity bigint, "grossMinor" bigint, "discountMinor" bigint, "returnedQuantity" bigint, "returnedMinor" bigint
            )
          ) as l
        ) as sums
        where net_minor <> net or returned_minor <> returned or sound is not true`,
    }),
  ]
}

const PAGE = 1_000

/** Decides every order again from its lines, under the version that decided it: the points that stand must come out again. */
export async function verifyDecisions(tx: Tx, programme: ProgrammeService): Promise<Check> {
  const wrong: string[] = []
  let seen = 0
  let after: { memberId: MemberId; orderId: OrderId } | null = null
  for (;;) {
    const page: { memberId: MemberId; orderId: OrderId }[] = await decidedAfter(tx, after)
    if (page.length === 0) break
    for (const order of await loadOrders(tx, page)) {
      seen += 1
      if (!comesOutAgain(order, programme)) wrong.push(`order ${order.number}`)
    }
    after = page.at(-1) ?? null
  }
  const says = 'deciding an order again gives what stands: nothing is left of what was returned'
  return { law: 'L8', says, rows: seen, violations: wrong.length, examples: wrong.slice(0, EXAMPLES_AT_MOST) }
}

function decidedAfter(
  tx: Tx,
  after: { memberId: MemberId; orderId: OrderId } | null,
): Promise<{ memberId: MemberId; orderId: OrderId }[]> {
  return rows(
    tx,
    sql<{ memberId: MemberId; orderId: OrderId }>`
      select member_id as "memberId", order_id as "orderId" from orders
      where decision is not null
        and (${after === null}::boolean or (member_id, order_id) > (${after?.memberId ?? null}::uuid, ${after?.orderId ?? null}::uuid))
      order by member_id, order_id limit ${PAGE}::int`,
  )
}

function comesOutAgain(order: Order, service: ProgrammeService): boolean {
  const { decision } = order
  if (decision === null) return true
  const programme = service.version(decision.version)
  const tiers = new Map(Object.entries(decision.tiers))
  const spent = decision.paid ?? []
  const whole = purchaseOf(
    {
      ...order,
      lines: earningLines(
        order.lines.map((line) => ({ ...line, returnedQuantity: 0, returnedMinor: 0 })),
        spent,
      ),
    },
    tiers,
    programme,
  )
  const left = purchaseOf({ ...order, lines: earningLines(order.lines, spent) }, tiers, programme)
  const isReturned = order.lines.some(({ returnedQuantity }) => returnedQuantity > 0)
  return decision.rules.every((rule) => {
    const first = earnedAgain(programme, whole, rule)?.points
    const kept = Math.min(rule.points, earnedAgain(programme, left, rule)?.points ?? 0)
    // What was freed by a return may have been used by others before another return would have given it again.
    return first === rule.points && (rule.room !== null && isReturned ? rule.kept <= kept : kept === rule.kept)
  })
}
