/** The SQL of records that are parts of another. */
import { sql } from 'kysely'
import type { MemberId } from '../../base/ids.ts'
import { uuids } from '../../platform/postgres/arrays.ts'
import { changed, type Database, rows, type Tx } from '../../platform/postgres/database.ts'

/** Claims that one member has become another's. */
export function passClaims(
  tx: Tx,
  fingerprints: readonly Buffer[],
  between: { from: MemberId; to: MemberId },
): Promise<number> {
  return changed(
    tx,
    sql`
      update identities set member_id = ${between.to}::uuid
      where fingerprint = any(${fingerprints}::bytea[]) and member_id = ${between.from}::uuid`,
  )
}

/** Whoever was taken in on the way to one member is a part of another from now on. */
export async function passMerged(tx: Tx, memberIds: readonly MemberId[], to: MemberId): Promise<void> {
  await sql`
    update members set merged_into = ${to}::uuid
    where member_id = any(${uuids(memberIds)}::uuid[]) and merged_into is not null`.execute(tx)
}

/** Those who were taken in by a member, by himself and on the way. */
export async function partsOf(on: Database | Tx, memberId: MemberId): Promise<MemberId[]> {
  const found = await rows(
    on,
    sql<{ memberId: MemberId }>`
      select member_id as "memberId" from members where merged_into = ${memberId}::uuid order by member_id limit 100`,
  )
  return found.map((one) => one.memberId)
}

/** A member and those who are parts of him: everything that happened to one person. */
export async function recordsOf(on: Database | Tx, memberId: MemberId): Promise<MemberId[]> {
  return [memberId, ...(await partsOf(on, memberId))]
}
