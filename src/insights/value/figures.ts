/** How likely a person is still a customer, and what he is worth, for the books. */
import { sql } from 'kysely'
import { type Contributor, tableOf } from '../figures/contributor.ts'
import { surveyed } from './report.ts'

export const valueFigures: Contributor = {
  name: 'value',
  columns: ['alive', 'orders_expected', 'value_minor', 'value_currency'],
  async make(workshop) {
    const { copy } = workshop
    const { missing, currency } = await surveyed(workshop)
    if (missing !== null)
      return void (await sql`
        create or replace temp table ${tableOf(valueFigures)} (person_id uuid, alive smallint, orders_expected real, value_minor bigint, value_currency varchar)`.execute(
        copy,
      ))
    // Two digits are what the model is good for; with more of them everybody's figures would change with every day.
    await sql`
      create or replace temp table ${tableOf(valueFigures)} as
      select person_id, round(100 * alive)::smallint as alive, round(orders_expected, 2)::real as orders_expected,
        case when value_minor < 100 then value_minor
          else (round(value_minor / pow(10, floor(log10(value_minor)) - 1)) * pow(10, floor(log10(value_minor)) - 1))::bigint end as value_minor,
        ${currency}::varchar as value_currency
      from value_people`.execute(copy)
  },
}
