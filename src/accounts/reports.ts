/** The accounts' SQL for reading: pages of entries, sums and what is due. Nothing here decides. */
import { sql } from 'kysely'
import type { MemberId, OrderId } from '../base/ids.ts'
import type { Instant } from '../base/time.ts'
import { type Database, rows, stamp, type Tx } from '../platform/postgres/database.ts'
import { entryColumns, type SealedEntry } from './store.ts'

/** A page of one wallet's entries, newest first. @param before sequence to start below; null from the newest */
export function entriesOf(
  on: Database | Tx,
  memberId: MemberId,
  { wallet, before, limit }: { wallet: string; before: number | null; limit: number },
): Promise<SealedEntry[]> {
  return rows(
    on,
    sql<SealedEntry>`
      select ${entryColumns} from entries
      where member_id = ${memberId}::uuid and wallet = ${wallet} and (${before}::int is null or sequence < ${before}::int)
      order by sequence desc limit ${limit}::int`,
  )
}

export function entryById(on: Database | Tx, memberId: MemberId, entryId: string): Promise<SealedEntry[]> {
  return rows(
    on,
    sql<SealedEntry>`select ${entryColumns} from entries where member_id = ${memberId}::uuid and entry_id = ${entryId}::uuid`,
  )
}

export function entriesOfOrder(on: Database | Tx, memberId: MemberId, orderId: OrderId): Promise<SealedEntry[]> {
  return rows(
    on,
    sql<SealedEntry>`
      select ${entryColumns} from entries
      where member_id = ${memberId}::uuid and order_id = ${orderId}::uuid order by recorded_at, wallet, sequence`,
  )
}

/** Programme-side accounts are hot rows if kept: they are summed from entries when they are read. */
export function totals(
  on: Database | Tx,
): Promise<{ wallet: string; counter: string; direction: 'in' | 'out'; amount: number }[]> {
  return rows(
    on,
    sql<{ wallet: string; counter: string; direction: 'in' | 'out'; amount: number }>`
      select wallet, counter, direction, sum(amount) as amount from entries group by wallet, counter, direction order by 1, 2, 3`,
  )
}

export function tierCounts(on: Database | Tx): Promise<{ ladder: string; tier: string; members: number }[]> {
  return rows(
    on,
    sql<{ ladder: string; tier: string; members: number }>`
      select ladder, tier, count(*) as members from standings group by ladder, tier order by ladder, tier`,
  )
}

/** Members with something due by `at`, by id; with `turn` also those about whom nothing was decided since. */
export async function membersDue(
  on: Database | Tx,
  { at, after, limit, turn }: { at: Instant; after: MemberId | null; limit: number; turn: Instant | null },
): Promise<MemberId[]> {
  const silent = turn === null ? sql`` : sql`or frontier < ${stamp(turn)}::timestamptz`
  const due = await rows(
    on,
    sql<{ memberId: MemberId }>`
      select member_id as "memberId" from accounts
      where (due_at <= ${stamp(at)}::timestamptz ${silent}) and (${after}::uuid is null or member_id > ${after}::uuid)
      order by member_id limit ${limit}::int`,
  )
  return due.map(({ memberId }) => memberId)
}

/** Members with open lots of a wallet that keep the terms of a version before `version`, from `after` on, by id. */
export async function membersOnTermsBefore(
  on: Database | Tx,
  { wallet, version, after, limit }: { wallet: string; version: number; after: MemberId | null; limit: number },
): Promise<MemberId[]> {
  const found = await rows(
    on,
    sql<{ memberId: MemberId }>`
      select distinct member_id as "memberId" from lots
      where wallet = ${wallet} and version < ${version}::int and remaining > 0 and inactivity is null
        and (${after}::uuid is null or member_id > ${after}::uuid)
      order by member_id limit ${limit}::int`,
  )
  return found.map(({ memberId }) => memberId)
}

export function expiring(on: Database | Tx, at: Instant): Promise<{ wallet: string; due: number; all: number }[]> {
  return rows(
    on,
    sql<{ wallet: string; due: number; all: number }>`
      select wallet, coalesce(sum(remaining - held) filter (where expires_at <= ${stamp(at)}::timestamptz), 0) as due,
        sum(remaining) as all
      from lots where remaining > 0 group by wallet order by wallet`,
  )
}
