/** Counting the members who satisfy a condition: all of them, or a sample. */
import { type RawBuilder, sql } from 'kysely'
import { row, type Tx } from '../../platform/postgres/database.ts'

/** Without a condition all match. */
export async function countMatching(
  tx: Tx,
  condition: RawBuilder<boolean> | undefined,
): Promise<{ members: number; matching: number }> {
  const all = await row(tx, sql<{ members: number }>`select count(*) as members from members`)
  const members = all?.members ?? 0
  if (condition === undefined) return { members, matching: members }
  const found = await row(tx, sql<{ matching: number }>`select count(*) as matching from members m where ${condition}`)
  return { members, matching: found?.matching ?? 0 }
}

/**
 * The last two bytes of a member's id are random: about `below` of 65,536 members are looked at. They are chosen first, so that the
 * condition is asked of them alone.
 */
export async function countSampled(
  tx: Tx,
  condition: RawBuilder<boolean>,
  below: number,
): Promise<{ looked: number; found: number }> {
  const counted = await row(
    tx,
    sql<{ looked: number; found: number }>`
      with m as materialized (
        select * from members
        where get_byte(uuid_send(member_id), 14) * 256 + get_byte(uuid_send(member_id), 15) < ${below}::int
      )
      select count(*) as looked, count(*) filter (where ${condition}) as found from m`,
  )
  return counted ?? { looked: 0, found: 0 }
}
