/**
 * Facts: something that happened, appended in the same transaction as its effect, never changed.
 * Rooms announce; readers (copies, journeys, webhooks) poll by position.
 */
import { type RawBuilder, sql } from 'kysely'
import { asId, type FactId, type MemberId } from '../base/ids.ts'
import type { Instant } from '../base/time.ts'
import { jsons, stamps, texts, uuids } from './postgres/arrays.ts'
import { milliseconds } from './postgres/copyout.ts'
import { type Database, row, rows, type Tx } from './postgres/database.ts'

/** Data holds ids, codes and quantities; never a field that identifies a person. */
export type Fact = {
  readonly factId: FactId
  readonly memberId: MemberId
  /** `room.what-happened`, for example `order.confirmed`. */
  readonly kind: string
  readonly at: Instant
  readonly recordedAt: Instant
  readonly data: Readonly<Record<string, unknown>>
}

/** Stands in `memberId` for what concerns no member. */
export const nobody: MemberId = asId('00000000-0000-0000-0000-000000000000')

/** Appends facts in one statement. */
export async function announce(tx: Tx, facts: readonly Fact[]): Promise<void> {
  if (facts.length === 0) return
  await sql`
    insert into facts (member_id, fact_id, kind, at, recorded_at, data)
    select * from unnest(
      ${uuids(facts.map((fact) => fact.memberId))}::uuid[],
      ${uuids(facts.map((fact) => fact.factId))}::uuid[],
      ${texts(facts.map((fact) => fact.kind))}::text[],
      ${stamps(facts.map((fact) => fact.at))}::timestamptz[],
      ${stamps(facts.map((fact) => fact.recordedAt))}::timestamptz[],
      ${jsons(facts.map((fact) => fact.data))}::jsonb[]
    )`.execute(tx)
}

export type PositionedFact = Fact & { readonly position: number }

/**
 * Where a reader stands who read up to the fact at this position. Facts are read in the order of the transactions that wrote them,
 * and within one by position: positions are handed out before commit, so of two transactions at once the later position may be
 * visible first.
 */
const placeOf = (position: RawBuilder<unknown>) => sql`
  coalesce((select at.written_by from facts as at where at.position <= ${position} order by at.position desc limit 1), '0'::xid8),
  ${position}`

/** Those that no transaction under way can still come before. */
const settled = sql`written_by < pg_snapshot_xmin(pg_current_snapshot())`

const after = (position: number) => sql`(written_by, position) > (${placeOf(sql`${position}::bigint`)}) and ${settled}`

/**
 * The next facts after the one at a position. Facts whose neighbours may still be uncommitted are left for the next call.
 * @param position of the last fact that was read, 0 for none @param limit 1 … 10,000
 */
export async function factsAfter(on: Database | Tx, position: number, limit: number): Promise<PositionedFact[]> {
  return rows(
    on,
    sql<PositionedFact>`
      select member_id as "memberId", fact_id as "factId", kind, at, recorded_at as "recordedAt", data, position
      from facts
      where ${after(position)}
      order by written_by, position
      limit ${limit}::int`,
  )
}

/** How many facts `factsAfter` has left, at most `limit`. */
export async function factsLeft(on: Database | Tx, position: number, limit: number): Promise<number> {
  const found = await row(
    on,
    sql<{ left: number }>`
      select count(*)::int as left from (select 1 from facts where ${after(position)} limit ${limit}::int) as counted`,
  )
  return found?.left ?? 0
}

/** All facts of a kind that `factsAfter` gives up to `newestPosition`, for copies. */
export function factRows(kind: string): RawBuilder<object> {
  return sql`
    select fact_id, member_id, ${milliseconds('at')} as at_ms, data::text as data from facts
    where kind = ${sql.lit(kind)} and ${settled}`
}

/**
 * Hands the facts since the last time to `work`, page after page, and remembers how far it came. A page that `work` was at when
 * the process died is handed out again.
 */
export async function readOn(
  db: Database,
  { reader, atOnce }: { readonly reader: string; readonly atOnce: number },
  work: (facts: readonly PositionedFact[]) => Promise<void>,
): Promise<void> {
  for (;;) {
    const facts = await factsAfter(db, await readSoFar(db, reader), atOnce)
    const last = facts.at(-1)
    if (last === undefined) return
    await work(facts)
    await noteRead(db, reader, last.position)
  }
}

/** What has happened so far is not for this reader: it goes where it will begin. */
export async function skipRead(db: Database, reader: string): Promise<void> {
  const newest = await newestPosition(db)
  if (newest !== (await readSoFar(db, reader))) await noteRead(db, reader, newest)
}

async function readSoFar(db: Database, reader: string): Promise<number> {
  const found = await row(db, sql<{ position: number }>`select position from fact_readers where reader = ${reader}`)
  return found?.position ?? 0
}

/** Of two processes at once the one that came further counts. */
async function noteRead(db: Database, reader: string, position: number): Promise<void> {
  await sql`
    insert into fact_readers (reader, position) values (${reader}, ${position}::bigint)
    on conflict (reader) do update set position = excluded.position
    where (${placeOf(sql`excluded.position`)}) > (${placeOf(sql`fact_readers.position`)})`.execute(db)
}

/** The position of the last fact that `factsAfter` would give; 0 when there is none. */
export async function newestPosition(on: Database | Tx): Promise<number> {
  const found = await row(
    on,
    sql<{ position: number }>`
      select position from facts where ${settled} order by written_by desc, position desc limit 1`,
  )
  return found?.position ?? 0
}

/** The highest position that is taken; facts before it may still come. */
export async function lastPosition(on: Database | Tx): Promise<number> {
  const found = await row(on, sql<{ position: number }>`select position from facts order by position desc limit 1`)
  return found?.position ?? 0
}

/** A member's facts, newest first, older than `before` when given. */
export async function factsOf(
  on: Database | Tx,
  memberId: MemberId,
  { before, limit }: { before: FactId | null; limit: number },
): Promise<Fact[]> {
  return rows(
    on,
    sql<Fact>`
      select member_id as "memberId", fact_id as "factId", kind, at, recorded_at as "recordedAt", data
      from facts
      where member_id = ${memberId}::uuid and (${before}::uuid is null or fact_id < ${before}::uuid)
      order by fact_id desc
      limit ${limit}::int`,
  )
}

/** What a member's facts say of one number, of an order for example, newest first. */
export async function factsAbout(
  on: Database | Tx,
  memberId: MemberId,
  { number, limit }: { number: string; limit: number },
): Promise<Fact[]> {
  return rows(
    on,
    sql<Fact>`
      select member_id as "memberId", fact_id as "factId", kind, at, recorded_at as "recordedAt", data
      from facts where member_id = ${memberId}::uuid and data ->> 'number' = ${number}
      order by fact_id desc limit ${limit}::int`,
  )
}
