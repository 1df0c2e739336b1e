import { sql } from 'kysely'
import type { MemberId } from '../../base/ids.ts'
import type { Instant } from '../../base/time.ts'
import { changed, type Database, row, rows, stamp, type Tx } from '../../platform/postgres/database.ts'
import type { SessionId, StaffId } from '../../staff/staff.ts'

export type ViewingRow = {
  readonly memberId: MemberId
  readonly viewingId: string
  readonly digest: Buffer
  readonly staffId: StaffId
  readonly sessionId: SessionId
  readonly reason: string
  readonly startedAt: Instant
  readonly lapsesAt: Instant
  readonly endedAt: Instant | null
}

const columns = sql.raw(`
  member_id as "memberId", viewing_id as "viewingId", digest, staff_id as "staffId", session_id as "sessionId", reason,
  started_at as "startedAt", lapses_at as "lapsesAt", ended_at as "endedAt"`)

export async function addViewing(tx: Tx, one: ViewingRow): Promise<void> {
  await sql`
    insert into member_viewings (member_id, viewing_id, digest, staff_id, session_id, reason, started_at, lapses_at)
    values (${one.memberId}::uuid, ${one.viewingId}::uuid, ${one.digest}, ${one.staffId}::uuid, ${one.sessionId}::uuid, ${one.reason},
      ${stamp(one.startedAt)}, ${stamp(one.lapsesAt)})`.execute(tx)
}

/** One that goes on at `at`. */
export function viewingByDigest(
  on: Database,
  { memberId, digest, at }: { memberId: MemberId; digest: Buffer; at: Instant },
): Promise<ViewingRow | undefined> {
  return row(
    on,
    sql<ViewingRow>`
      select ${columns} from member_viewings
      where member_id = ${memberId}::uuid and digest = ${digest} and ended_at is null
        and lapses_at > ${stamp(at)}::timestamptz`,
  )
}

const SHOWN_AT_MOST = 500

/** Newest first. */
export function viewingsOf(on: Database, memberId: MemberId): Promise<ViewingRow[]> {
  return rows(
    on,
    sql<ViewingRow>`
      select ${columns} from member_viewings where member_id = ${memberId}::uuid
      order by viewing_id desc limit ${SHOWN_AT_MOST}::int`,
  )
}

/** @returns whether it was there; one that is over stays as it ended */
export async function endViewing(
  tx: Tx,
  { memberId, viewingId, at }: { memberId: MemberId; viewingId: string; at: Instant },
): Promise<boolean> {
  const ended = sql`
    update member_viewings set ended_at = coalesce(ended_at, least(lapses_at, ${stamp(at)}::timestamptz))
    where member_id = ${memberId}::uuid and viewing_id = ${viewingId}::uuid`
  return (await changed(tx, ended)) > 0
}
