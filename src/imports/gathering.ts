/** Set-based steps between reading and applying: lines into orders, and what can never be part of one to the side. */
import { sql } from 'kysely'
import type { ImportId } from '../base/ids.ts'
import { type Database, row, type Tx } from '../platform/postgres/database.ts'
import type { Mapping } from './mapping.ts'
import { rejected } from './rejections.ts'

/** Rejects every line of an order number that names two customers or has two currencies. */
export async function rejectContradictions(tx: Tx, importId: ImportId): Promise<void> {
  const [customers, currencies] = [rejected.twoCustomers({}), rejected.twoCurrencies({})]
  await sql`
    insert into import_rejections (import_id, line_no, reason, facts, words, amount_minor)
    select l.import_id, l.line_no,
      case when bad.customers > 1 then ${customers.refusal} else ${currencies.refusal} end, '{}'::jsonb,
      case when bad.customers > 1 then ${JSON.stringify(customers.words)}::jsonb else ${JSON.stringify(currencies.words)}::jsonb end,
      l.amount_minor
    from (
      select import_id, number, count(distinct customer) as customers
      from import_lines
      where import_id = ${importId}::uuid
      group by import_id, number
      having count(distinct customer) > 1 or count(distinct currency) > 1
    ) bad
    join import_lines l on l.import_id = bad.import_id and l.number = bad.number
    on conflict (import_id, line_no) do nothing`.execute(tx)
}

/**
 * Gathers what is sold and what is given back under one number, and numbers it in order of time; at one moment what is sold comes
 * first. An order is placed at its earliest line. A free order of a guest is a correction of the stock where the mapping says so.
 */
export async function gatherOrders(tx: Tx, importId: ImportId, mapping: Mapping): Promise<void> {
  const freeIsStock = mapping.freeGuestOrders === 'stock'
  await sql`
    insert into import_orders (import_id, position, number, side, placed_at, customer, lines)
    select ${importId}::uuid, row_number() over (order by placed_at, side desc, number), number, side, placed_at, customer, lines
    from (
      select l.number, case l.kind when 'return' then 'return' else 'sale' end as side, min(l.at) as placed_at,
        min(l.customer) as customer, count(*) as lines, bool_and(l.amount_minor = 0) as free
      from import_lines l
      where l.import_id = ${importId}::uuid and l.kind <> 'adjustment'
        and not exists (select from import_rejections r where r.import_id = l.import_id and r.line_no = l.line_no)
      group by 1, 2
    ) gathered
    where not (${freeIsStock}::boolean and free and side = 'sale' and customer is null)
      and not (side = 'return' and customer is null)`.execute(tx)
}

/** What became part of no order: adjustments, free orders of guests, returns without a customer. */
export async function keepRemainders(tx: Tx, importId: ImportId): Promise<void> {
  await sql`
    insert into import_remainders (
      import_id, line_no, class, reason, member_id, number, sku, name, quantity, amount_minor, currency, at
    )
    select l.import_id, l.line_no, case l.kind when 'return' then 'return' else 'adjustment' end,
      case l.kind when 'adjustment' then l.reason when 'return' then 'no-customer' else 'stock' end,
      c.member_id, l.number, l.sku, l.name, case l.kind when 'return' then abs(l.quantity) else l.quantity end, l.amount_minor,
      l.currency, l.at
    from import_lines l
    left join import_customers c on c.import_id = l.import_id and c.customer = l.customer
    where l.import_id = ${importId}::uuid
      and not exists (select from import_rejections r where r.import_id = l.import_id and r.line_no = l.line_no)
      and (l.kind = 'adjustment' or not exists (
        select from import_orders o
        where o.import_id = l.import_id and o.number = l.number and o.side = case l.kind when 'return' then 'return' else 'sale' end
      ))
    on conflict (import_id, line_no) do nothing`.execute(tx)
}

export async function countOrders(on: Database | Tx, importId: ImportId): Promise<number> {
  const found = await row(
    on,
    sql<{ orders: number }>`select count(*) as orders from import_orders where import_id = ${importId}::uuid`,
  )
  return found?.orders ?? 0
}

/** Half a million rows have just come in; without figures about them the planner guesses. */
export async function analyse(db: Database): Promise<void> {
  await sql`analyze import_lines, import_customers, import_orders`.execute(db)
}
