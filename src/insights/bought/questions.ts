/** Which goods each person bought and kept, in the SQL that Postgres and DuckDB share. */
import { type RawBuilder, sql } from 'kysely'
import type { Instant } from '../../base/time.ts'

export type BoughtQuestion = {
  /** A table expression with `person_id`, `order_id` and `placed_ms` of each purchase. */
  readonly purchases: RawBuilder<unknown>
  /** A table expression with `order_id`, `sku`, `category`, `fee` and the `quantity` that is left of each line. */
  readonly lines: RawBuilder<unknown>
  /** A table expression with the `person_id` of whom it is asked. */
  readonly among: RawBuilder<unknown>
  /** A table expression with each `category` and, one row for each, itself and all that are `above` it. */
  readonly tree: RawBuilder<unknown>
  /** Purchases from it on count. */
  readonly from: Instant
  /** Of who bought more different goods only the latest are told. */
  readonly most: number
}

/** A question with `person_id`, `products` and `categories` (null where none is known), each once and by name. */
export function bought({ purchases, lines, among, tree, from, most }: BoughtQuestion): RawBuilder<unknown> {
  return sql`
    with kept as (
      select purchases.person_id, lines.sku, lines.category, max(purchases.placed_ms) as last_ms
      from ${purchases} as purchases
        join ${lines} as lines on lines.order_id = purchases.order_id
        join ${among} as among on among.person_id = purchases.person_id
      where lines.quantity > 0 and not lines.fee and purchases.placed_ms >= ${from}::bigint
      group by purchases.person_id, lines.sku, lines.category
    ),
    goods as (
      select person_id, sku, row_number() over (partition by person_id order by max(last_ms) desc, sku) as place
      from kept group by person_id, sku
    ),
    products as (
      select person_id, array_agg(sku order by sku) as products from goods where place <= ${most}::int group by person_id
    ),
    shelves as (
      select distinct kept.person_id, tree.above from kept join ${tree} as tree on tree.category = kept.category
    ),
    categories as (
      select person_id, array_agg(above order by above) as categories from shelves group by person_id
    )
    select products.person_id, products.products, categories.categories
    from products left join categories on categories.person_id = products.person_id`
}
