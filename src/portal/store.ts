import { sql } from 'kysely'
import type { MemberId } from '../base/ids.ts'
import type { Instant } from '../base/time.ts'
import { type Database, row, rows, stamp, type Tx } from '../platform/postgres/database.ts'

export type SessionRow = {
  readonly memberId: MemberId
  readonly sessionId: string
  readonly digest: Buffer
  /** As the browser or app calls itself. */ readonly device: string
  /** Of the device's rotating code. */ readonly handle: string | null
  readonly madeAt: Instant
  readonly seenAt: Instant
  readonly lapsesAt: Instant
}

const columns = sql.raw(`
  member_id as "memberId", session_id as "sessionId", digest, device, handle, made_at as "madeAt", seen_at as "seenAt",
  lapses_at as "lapsesAt"`)

export async function addSession(on: Database | Tx, one: SessionRow): Promise<void> {
  await sql`
    insert into member_sessions (member_id, session_id, digest, device, handle, made_at, seen_at, lapses_at)
    values (${one.memberId}::uuid, ${one.sessionId}::uuid, ${one.digest}, ${one.device}, ${one.handle}, ${stamp(one.madeAt)},
      ${stamp(one.seenAt)}, ${stamp(one.lapsesAt)})`.execute(on)
}

export function sessionByDigest(
  on: Database,
  { memberId, digest, at }: { memberId: MemberId; digest: Buffer; at: Instant },
): Promise<SessionRow | undefined> {
  return row(
    on,
    sql<SessionRow>`
      select ${columns} from member_sessions
      where member_id = ${memberId}::uuid and digest = ${digest} and lapses_at > ${stamp(at)}::timestamptz`,
  )
}

/** Newest first. */
export function sessionsOf(on: Database, memberId: MemberId, at: Instant): Promise<SessionRow[]> {
  return rows(
    on,
    sql<SessionRow>`
      select ${columns} from member_sessions
      where member_id = ${memberId}::uuid and lapses_at > ${stamp(at)}::timestamptz order by session_id desc`,
  )
}

export async function noteSeen(
  on: Database,
  { memberId, sessionId, at, lapsesAt }: { memberId: MemberId; sessionId: string; at: Instant; lapsesAt: Instant },
): Promise<void> {
  await sql`
    update member_sessions set seen_at = ${stamp(at)}::timestamptz, lapses_at = ${stamp(lapsesAt)}::timestamptz
    where member_id = ${memberId}::uuid and session_id = ${sessionId}::uuid`.execute(on)
}

export async function setHandle(
  on: Database,
  { memberId, sessionId, handle }: { memberId: MemberId; sessionId: string; handle: string },
): Promise<void> {
  await sql`
    update member_sessions set handle = ${handle}
    where member_id = ${memberId}::uuid and session_id = ${sessionId}::uuid`.execute(on)
}

/** @param sessionId null for all of the member's @returns the handles of their cards */
export async function removeSessions(
  on: Database | Tx,
  memberId: MemberId,
  sessionId: string | null,
): Promise<string[]> {
  const removed = await rows(
    on,
    sql<{ handle: string | null }>`
      delete from member_sessions
      where member_id = ${memberId}::uuid and (${sessionId}::uuid is null or session_id = ${sessionId}::uuid)
      returning handle`,
  )
  return removed.flatMap(({ handle }) => handle ?? [])
}

export async function missesSince(on: Database, memberId: MemberId, since: Instant): Promise<number> {
  const found = await row(
    on,
    sql<{ misses: number }>`
      select misses from member_misses where member_id = ${memberId}::uuid and since > ${stamp(since)}::timestamptz`,
  )
  return found?.misses ?? 0
}

/** Misses before `since` are forgotten. */
export async function addMiss(
  on: Database,
  memberId: MemberId,
  { at, since }: { at: Instant; since: Instant },
): Promise<void> {
  await sql`
    insert into member_misses (member_id, misses, since) values (${memberId}::uuid, 1, ${stamp(at)})
    on conflict (member_id) do update set
      misses = case when member_misses.since > ${stamp(since)}::timestamptz then member_misses.misses + 1 else 1 end,
      since = case when member_misses.since > ${stamp(since)}::timestamptz then member_misses.since else excluded.since end`.execute(
    on,
  )
}
