import { sql } from 'kysely'
import type { MemberId } from '../../base/ids.ts'
import type { Instant } from '../../base/time.ts'
import { type Database, row, stamp, type Tx } from '../../platform/postgres/database.ts'

/** How far the points of one wallet have been moved to the terms of one version. */
export type Progress = { readonly reached: MemberId | null; readonly finishedAt: Instant | null }

export type Piece = { readonly version: number; readonly wallet: string }

/** Begun when it is not there yet; whoever comes second goes on where the first one is. */
export async function begin(on: Database | Tx, { version, wallet }: Piece, at: Instant): Promise<Progress> {
  await sql`
    insert into term_changes (version, wallet, started_at, members) values (${version}::int, ${wallet}, ${stamp(at)}, 0)
    on conflict (version, wallet) do nothing`.execute(on)
  const found = await row(
    on,
    sql<Progress>`
      select reached, finished_at as "finishedAt" from term_changes where version = ${version}::int and wallet = ${wallet}`,
  )
  if (found === undefined) throw new Error('a change of terms that was just begun is gone')
  return found
}

export async function advance(
  on: Database | Tx,
  { version, wallet }: Piece,
  { members, reached }: { members: number; reached: MemberId },
): Promise<void> {
  await sql`
    update term_changes set members = members + ${members}::int, reached = ${reached}::uuid
    where version = ${version}::int and wallet = ${wallet}`.execute(on)
}

export async function finish(on: Database | Tx, { version, wallet }: Piece, at: Instant): Promise<void> {
  await sql`
    update term_changes set finished_at = ${stamp(at)}
    where version = ${version}::int and wallet = ${wallet} and finished_at is null`.execute(on)
}
