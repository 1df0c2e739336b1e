/** The loyalty index of each member and what it is made of, for the books. */
import { sql } from 'kysely'
import { type Contributor, tableOf } from '../figures/contributor.ts'
import { purchases } from '../purchases.ts'
import { indexSql, ranked, tellingParts } from './loyalty.ts'
import { redemptions } from './redemptions.ts'
import { shares } from './rules.ts'
import { weightsSetting } from './weights.ts'

export const loyaltyFigures: Contributor = {
  name: 'loyalty',
  columns: ['loyalty', 'loyalty_parts'],
  async make({ copy, now, currency, setting }) {
    const weights = await setting(weightsSetting)
    const question = { people: sql`people`, purchases, redemptions, asOf: now, currency: currency ?? '', weights }
    await sql`create or replace temp table loyalty_ranked as ${ranked(question)}`.execute(copy)
    const { telling } = await tellingParts(copy, sql`loyalty_ranked`)
    const counted = shares(weights, telling)
    const used = counted.filter(({ share }) => share > 0)
    // Where all members are alike nobody has an index, rather than everybody nought.
    const told = used.length > 0
    const each = used.map(
      ({ part, share }) =>
        sql`'{"part":"' || ${sql.lit(part)} || '","percentile":' || round(100 * ${sql.id(part)})::int::text
          || ',"share":' || ${sql.lit(String(Math.round(100 * share)))} || '}'`,
    )
    const written = told ? sql`'[' || ${sql.join(each, sql` || ',' || `)} || ']'` : sql`null`
    await sql`
      create or replace temp table ${tableOf(loyaltyFigures)} as
      select person_id, round(${indexSql(counted)})::smallint as loyalty, ${written}::varchar as loyalty_parts
      from loyalty_ranked where ${sql.lit(told)}`.execute(copy)
  },
}
