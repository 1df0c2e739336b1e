/** Who moved between segments from one month's end to the next, in the SQL that Postgres and DuckDB share. */
import { type RawBuilder, sql } from 'kysely'
import type { Instant } from '../../base/time.ts'
import { type Database, rows } from '../../platform/postgres/database.ts'
import { type RfmQuestion, scored } from './rfm.ts'

export type Move = {
  /** Null: had not bought yet. */ readonly from: string | null
  readonly to: string | null
  readonly people: number
}

/** @param segment over the columns r, f and m; see segments.ts */
export function moves(
  on: Database,
  question: Omit<RfmQuestion, 'asOf'> & { readonly segment: RawBuilder<string> },
  between: { readonly before: Instant; readonly after: Instant },
): Promise<Move[]> {
  const at = (asOf: Instant) =>
    sql`select person_id, ${question.segment} as segment from (${scored({ ...question, asOf })}) as scored`
  return rows(
    on,
    sql<Move>`
      select before.segment as "from", after.segment as "to", count(*)::bigint as people
      from (${at(between.before)}) as before full join (${at(between.after)}) as after on after.person_id = before.person_id
      group by before.segment, after.segment order by people desc, 1, 2`,
  )
}
