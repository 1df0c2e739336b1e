/** From which tier to which members moved between two instants, in the SQL that Postgres and DuckDB share. */
import { type RawBuilder, sql } from 'kysely'
import type { Instant } from '../../base/time.ts'
import { type Database, rows } from '../../platform/postgres/database.ts'

export type TierMove = {
  /** Null: had not joined yet. */
  readonly from: string | null
  /** Null: had left. */
  readonly to: string | null
  readonly people: number
}

export type TierQuestion = {
  /** `member_id`, `person_id`, `status`, `joined_ms`, `left_ms` and `tier` (now, on that ladder) of each record. */
  readonly people: RawBuilder<unknown>
  /** `fact_id`, `member_id`, `ladder`, `from_tier`, `to_tier` and `at_ms` of each move. */
  readonly moves: RawBuilder<unknown>
  readonly ladder: string
  readonly between: { readonly from: Instant; readonly to: Instant }
}

/**
 * Where each member stood at an instant is what the first later move led away from; without one it is where he stands now.
 * Those who stayed are told, too.
 */
export function tierMatrix(on: Database, { people, moves, ladder, between }: TierQuestion): Promise<TierMove[]> {
  const laterThan = (at: Instant) => sql`(
    select member_id, from_tier from (
      select member_id, from_tier, row_number() over (partition by member_id order by at_ms, fact_id) as place
      from ${moves} as moves where ladder = ${ladder}::text and at_ms >= ${at}::bigint
    ) as ordered where place = 1
  )`
  const there = (at: Instant) => sql`joined_ms < ${at}::bigint and (left_ms is null or left_ms >= ${at}::bigint)`
  return rows(
    on,
    sql<TierMove>`
      select "from", "to", count(*)::bigint as people
      from (
        select case when ${there(between.from)} then coalesce(before.from_tier, tier) end as "from",
          case when ${there(between.to)} then coalesce(after.from_tier, tier) end as "to"
        from ${people} as people
        left join ${laterThan(between.from)} as before on before.member_id = people.member_id
        left join ${laterThan(between.to)} as after on after.member_id = people.member_id
        where people.member_id = person_id and status <> 'prospect' and tier is not null
      ) as told
      where "from" is not null or "to" is not null group by 1, 2 order by 1, 2`,
  )
}
