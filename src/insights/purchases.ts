/** Purchases of people as insights see them: of the copy, where each record of a person counts as that person. */
import { sql } from 'kysely'

/** Few are merged: the others are not looked up. */
export const purchases = sql`(
  select coalesce(merged.person_id, orders.member_id) as person_id, orders.order_id, orders.placed_ms, orders.currency, orders.channel,
    orders.store, orders.net_minor
  from orders left join (select member_id, person_id from people where person_id <> member_id) as merged
    on merged.member_id = orders.member_id
)`
