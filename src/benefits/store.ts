import { sql } from 'kysely'
import type { Id, MemberId } from '../base/ids.ts'
import type { Instant } from '../base/time.ts'
import { stamps, texts, uuids } from '../platform/postgres/arrays.ts'
import { type Database, row, rows, stamp, type Tx } from '../platform/postgres/database.ts'

export type UseId = Id<'use'>

export type Use = {
  readonly memberId: MemberId
  readonly useId: UseId
  readonly benefit: string
  readonly uses: number
  readonly usedAt: Instant
  readonly store: string | null
  readonly order: string | null
  readonly device: string | null
  readonly by: string
  readonly undone: { readonly at: Instant; readonly by: string; readonly reason: string } | null
}

type UseRow = Omit<Use, 'undone'> & {
  readonly undoneAt: Instant | null
  readonly undoneBy: string | null
  readonly reason: string | null
}

const columns = sql.raw(`
  member_id as "memberId", use_id as "useId", benefit, uses, used_at as "usedAt", store, order_number as "order", device,
  used_by as "by", undone_at as "undoneAt", undone_by as "undoneBy", undone_because as "reason"`)

function useOf({ undoneAt, undoneBy, reason, ...use }: UseRow): Use {
  const undone = undoneAt === null || undoneBy === null ? null : { at: undoneAt, by: undoneBy, reason: reason ?? '' }
  return { ...use, undone }
}

/** Uses of one member's benefit are counted and written one after the other, until the transaction ends. */
export async function lockUses(tx: Tx, memberId: MemberId, benefit: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`benefit ${memberId} ${benefit}`}, 2))`.execute(tx)
}

/** How often each benefit was used from an instant on by any of these records, what was undone left out; none is not in the answer. */
export async function usedSince(
  on: Database | Tx,
  records: readonly MemberId[],
  since: readonly { readonly benefit: string; readonly from: Instant }[],
): Promise<Map<string, number>> {
  if (since.length === 0) return new Map()
  const found = await rows(
    on,
    sql<{ benefit: string; used: number }>`
      select asked.benefit, sum(uses) as used
      from unnest(${texts(since.map(({ benefit }) => benefit))}::text[], ${stamps(since.map(({ from }) => from))}::timestamptz[])
        as asked (benefit, since)
      join benefit_uses on benefit_uses.member_id = any(${uuids(records)}::uuid[]) and benefit_uses.benefit = asked.benefit
        and used_at >= asked.since and undone_at is null
      group by asked.benefit`,
  )
  return new Map(found.map(({ benefit, used }) => [benefit, Number(used)]))
}

export async function addUse(tx: Tx, use: Omit<Use, 'undone'>): Promise<void> {
  await sql`
    insert into benefit_uses (member_id, use_id, benefit, uses, used_at, store, order_number, device, used_by)
    values (${use.memberId}::uuid, ${use.useId}::uuid, ${use.benefit}, ${use.uses}::int, ${stamp(use.usedAt)}, ${use.store},
      ${use.order}, ${use.device}, ${use.by})`.execute(tx)
}

export async function useById(on: Database | Tx, memberId: MemberId, useId: UseId): Promise<Use | undefined> {
  const found = await row(
    on,
    sql<UseRow>`select ${columns} from benefit_uses where member_id = ${memberId}::uuid and use_id = ${useId}::uuid`,
  )
  return found && useOf(found)
}

/** @returns the use, or undefined when it was undone before */
export async function undoUse(
  tx: Tx,
  { memberId, useId }: Pick<Use, 'memberId' | 'useId'>,
  how: NonNullable<Use['undone']>,
): Promise<Use | undefined> {
  const found = await row(
    tx,
    sql<UseRow>`
      update benefit_uses set undone_at = ${stamp(how.at)}::timestamptz, undone_by = ${how.by}, undone_because = ${how.reason}
      where member_id = ${memberId}::uuid and use_id = ${useId}::uuid and undone_at is null
      returning ${columns}`,
  )
  return found && useOf(found)
}

/** Newest first. */
export async function usesOf(
  on: Database | Tx,
  memberId: MemberId,
  { before, limit }: { readonly before: string | null; readonly limit: number },
): Promise<Use[]> {
  const found = await rows(
    on,
    sql<UseRow>`
      select ${columns} from benefit_uses
      where member_id = ${memberId}::uuid and (${before}::uuid is null or use_id < ${before}::uuid)
      order by use_id desc limit ${limit}::int`,
  )
  return found.map(useOf)
}
