/** The SQL of failed attempts. */
import { sql } from 'kysely'
import type { Instant } from '../../base/time.ts'
import { changed, type Database, row, stamp } from '../../platform/postgres/database.ts'

/**
 * Counts an attempt as failed before it is looked at, and closes the key for as long as that failure asks for; a
 * success takes it back. Counting first is what makes a thousand attempts at once count as a thousand.
 * @param waits seconds after the 1st, 2nd … failure; the last for all later ones
 * @returns false when the key is closed, which counts nothing
 */
export async function count(
  db: Database,
  attempt: { key: Buffer; at: Instant; forgetAt: Instant; waits: readonly number[] },
): Promise<boolean> {
  const at = stamp(attempt.at)
  const waits = [...attempt.waits]
  const counted = sql`
    insert into staff_attempts (key, failures, open_at, forget_at)
    values (${attempt.key}, 1, ${at}::timestamptz + make_interval(secs => (${waits}::int[])[1]),
      ${stamp(attempt.forgetAt)}::timestamptz)
    on conflict (key) do update set
      failures = case when staff_attempts.forget_at <= ${at}::timestamptz then 1 else staff_attempts.failures + 1 end,
      open_at = ${at}::timestamptz + make_interval(secs => (${waits}::int[])[
        case when staff_attempts.forget_at <= ${at}::timestamptz then 1
             else least(staff_attempts.failures + 1, cardinality(${waits}::int[])) end]),
      forget_at = excluded.forget_at
    where staff_attempts.open_at <= ${at}::timestamptz`
  return (await changed(db, counted)) > 0
}

export async function openAt(db: Database, key: Buffer): Promise<Instant | undefined> {
  const found = await row(
    db,
    sql<{ openAt: Instant }>`select open_at as "openAt" from staff_attempts where key = ${key}`,
  )
  return found?.openAt
}

/** Nothing counts against the key any more. */
export async function forgive(db: Database, key: Buffer): Promise<void> {
  await sql`delete from staff_attempts where key = ${key}`.execute(db)
}

/** Takes one attempt back, and what it closed. */
export async function takeBack(db: Database, key: Buffer, at: Instant): Promise<void> {
  await sql`
    update staff_attempts set failures = greatest(failures - 1, 0), open_at = least(open_at, ${stamp(at)}::timestamptz)
    where key = ${key}`.execute(db)
}

export async function removeForgotten(db: Database, at: Instant): Promise<void> {
  await sql`delete from staff_attempts where forget_at <= ${stamp(at)}::timestamptz`.execute(db)
}
