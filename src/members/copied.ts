/** Members as copies hold them: ids, times and codes, nothing that identifies a person. Read only. */
import { type RawBuilder, sql } from 'kysely'
import type { MemberId } from '../base/ids.ts'
import { uuids } from '../platform/postgres/arrays.ts'
import { milliseconds } from '../platform/postgres/copyout.ts'

/** A ladder and where everybody begins on it. */
export type MainLadder = { readonly ladder: string; readonly lowest: string }

/**
 * @param main whose tier is told; null when the programme has no ladder
 * @param memberIds those who are wanted, with all whose record was merged into theirs
 */
export function personRows(main: MainLadder | null, memberIds?: readonly MemberId[]): RawBuilder<object> {
  const tier =
    main === null
      ? sql`null::text`
      : sql`coalesce((select s.tier from standings s where s.member_id = m.member_id and s.ladder = ${sql.lit(main.ladder)}),
          ${sql.lit(main.lowest)})`
  const ids = memberIds === undefined ? undefined : uuids(memberIds)
  const which =
    ids === undefined ? sql`` : sql`where m.member_id = any(${ids}::uuid[]) or m.merged_into = any(${ids}::uuid[])`
  return sql`
    select m.member_id, coalesce(m.merged_into, m.member_id) as person_id, m.status, ${milliseconds('m.joined_at')} as joined_ms,
      case when m.status = 'closed' then ${milliseconds('m.status_at')} end as left_ms, m.channel, m.store, ${tier} as tier
    from members m ${which}`
}
