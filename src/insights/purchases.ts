/** Purchases of people as insights see them: of the copy, where each record of a person counts as that person. */
import { sql } from 'kysely'

export const purchases = sql`(
  select people.person_id, orders.order_id, orders.placed_ms, orders.currency, orders.channel, orders.store, orders.net_minor
  from orders join people on people.member_id = orders.member_id
)`
