/** What tells people who bought apart: how recently, how often, for how much, since when, and how many pieces at a time. */
import { type RawBuilder, sql } from 'kysely'
import type { Instant } from '../../base/time.ts'
import { type Database, rows } from '../../platform/postgres/database.ts'
import type { Points } from './points.ts'
import type { Feature } from './scaling.ts'

export const featureNames = ['recency', 'frequency', 'monetary', 'tenure', 'basket'] as const

/** All are skewed: a few are far above the others. */
export const features: readonly Feature[] = featureNames.map((name) => ({ name, skewed: true }))

export type FeaturesQuestion = {
  /** A table expression with `person_id`, `order_id`, `placed_ms`, `currency` and `net_minor`. */
  readonly purchases: RawBuilder<unknown>
  /** A table expression with `order_id`, `quantity` and `fee`. */ readonly lines: RawBuilder<unknown>
  /** Purchases before it count. */ readonly asOf: Instant
  readonly currency: string
}

export type Featured = { readonly ids: readonly string[]; readonly table: Points }

const DAY = 86_400_000

/** Everybody who bought, in no order: days since the last purchase, purchases, minor units, days since the first one, pieces a purchase. */
export async function featured(on: Database, question: FeaturesQuestion): Promise<Featured> {
  const { purchases, lines, asOf, currency } = question
  const found = await rows(
    on,
    sql<{ text: string }>`
      select string_agg(person_id::text || ',' || recency::text || ',' || frequency::text || ',' || net_minor::text || ',' ||
        tenure::text || ',' || pieces::text, ';') as text
      from (
        select person_id, count(*)::bigint as frequency, sum(net_minor)::bigint as net_minor,
          coalesce(sum(pieces), 0)::bigint as pieces,
          floor((${asOf}::bigint - max(placed_ms))::double precision / ${sql.lit(DAY)})::bigint as recency,
          floor((${asOf}::bigint - min(placed_ms))::double precision / ${sql.lit(DAY)})::bigint as tenure
        from ${purchases} as purchases left join (
          select order_id, sum(quantity)::bigint as pieces from ${lines} as lines where not fee group by order_id
        ) as counted on counted.order_id = purchases.order_id
        where placed_ms < ${asOf}::bigint and currency = ${currency}::text
        group by person_id
      ) as known
      group by substr(person_id::text, 34)`,
  )
  const people = found.flatMap(({ text }) => text.split(';'))
  const columns = features.length
  const values = new Float64Array(people.length * columns)
  const ids = people.map((person, row) => {
    const [id = '', recency, frequency, minor, tenure, pieces] = person.split(',')
    const bought = Number(frequency)
    values.set([Number(recency), bought, Number(minor), Number(tenure), Number(pieces) / bought], row * columns)
    return id
  })
  return { ids, table: { values, rows: people.length, columns } }
}
