/** Purchases of people as insights see them: of the copy, where each record of a person counts as that person. Guests are nobody. */
import { sql } from 'kysely'

/** Few are merged: the others are not looked up. */
const everybodys = sql`
  select coalesce(merged.person_id, orders.member_id) as person_id, orders.order_id, orders.placed_ms, orders.currency, orders.channel,
    orders.store, orders.net_minor
  from orders left join (select member_id, person_id from people where person_id <> member_id) as merged
    on merged.member_id = orders.member_id`

export const purchases = sql`(${everybodys} where orders.member_id is not null)`

/** With those of guests, who have no `person_id`. */
export const sales = sql`(${everybodys})`
