/** The day of each person's first purchase, by which cohorts are made, for the books. */
import { sql } from 'kysely'
import { type Contributor, tableOf } from '../figures/contributor.ts'
import { localTime } from '../localtime.ts'
import { purchases } from '../purchases.ts'

export const cohortFigures: Contributor = {
  name: 'cohorts',
  columns: ['first_on'],
  async make({ copy, now, zone, currency }) {
    const day = localTime(zone, now).day(sql`min(placed_ms)`)
    await sql`
      create or replace temp table ${tableOf(cohortFigures)} as
      select person_id, (date '1970-01-01' + ${day})::varchar as first_on
      from ${purchases} as purchases where placed_ms < ${now}::bigint and currency = ${currency ?? ''}::text
      group by person_id`.execute(copy)
  },
}
