/** All SQL on `insight_members`. */
import { sql } from 'kysely'
import type { MemberId } from '../../base/ids.ts'
import type { Instant } from '../../base/time.ts'
import { uuids } from '../../platform/postgres/arrays.ts'
import { type Database, row, rows, stamp, type Tx } from '../../platform/postgres/database.ts'
import { figureColumns, figureNames } from './figures.ts'

const listed = sql.join(figureNames.map((name) => sql.id(name)))
const read = sql.join(
  figureNames.map(
    (name) =>
      sql`${sql.id(name)} ${sql.raw(figureColumns[name].books === 'jsonb' ? 'text' : figureColumns[name].books)}`,
  ),
)
const values = sql.join(
  figureNames.map((name) => (figureColumns[name].books === 'jsonb' ? sql`${sql.id(name)}::jsonb` : sql.id(name))),
)
const set = sql.join(figureNames.map((name) => sql`${sql.id(name)} = excluded.${sql.id(name)}`))

/** @param records a JSON list of objects with `person_id` and the columns */
export async function upsertFigures(tx: Tx, records: string, at: Instant): Promise<void> {
  await sql`
    insert into insight_members (member_id, ${listed}, made_at)
    select person_id, ${values}, ${stamp(at)}::timestamptz from jsonb_to_recordset(${records}::jsonb) as r (person_id uuid, ${read})
    on conflict (member_id) do update set ${set}, made_at = excluded.made_at`.execute(tx)
}

export async function deleteFigures(tx: Tx, memberIds: readonly MemberId[]): Promise<void> {
  await sql`delete from insight_members where member_id = any(${uuids(memberIds)}::uuid[])`.execute(tx)
}

/** What was last written before it. */
export async function deleteOlderFigures(on: Database, before: Instant): Promise<void> {
  await sql`delete from insight_members where made_at < ${stamp(before)}::timestamptz`.execute(on)
}

/** Of those that are known; null where the stage is not. */
export async function stagesOf(tx: Tx, memberIds: readonly MemberId[]): Promise<Map<MemberId, string | null>> {
  const found = await rows(
    tx,
    sql<{ memberId: MemberId; stage: string | null }>`
      select member_id as "memberId", stage from insight_members where member_id = any(${uuids(memberIds)}::uuid[])`,
  )
  return new Map(found.map(({ memberId, stage }) => [memberId, stage]))
}

export type MemberFigures = {
  readonly recency: number | null
  readonly frequency: number | null
  readonly monetary: number | null
  readonly segment: string | null
  /** Percent. */ readonly alive: number | null
  readonly ordersExpected: number | null
  readonly valueMinor: number | null
  readonly valueCurrency: string | null
  readonly stage: string | null
  readonly stageSince: string | null
  readonly stageBecause: unknown
  readonly loyalty: number | null
  readonly loyaltyParts: unknown
  /** Percent. */ readonly churn: number | null
  readonly churnBecause: unknown
  readonly dueOn: string | null
  /** Of the first purchase. */ readonly firstOn: string | null
  readonly cluster: string | null
  readonly madeAt: Instant
}

export function figuresOf(on: Database, memberId: MemberId): Promise<MemberFigures | undefined> {
  return row(
    on,
    sql<MemberFigures>`
      select recency, frequency, monetary, segment, alive, orders_expected as "ordersExpected", value_minor as "valueMinor", value_currency as "valueCurrency",
        stage, stage_since as "stageSince", stage_because as "stageBecause", loyalty, loyalty_parts as "loyaltyParts",
        churn, churn_because as "churnBecause", due_on as "dueOn", first_on as "firstOn", cluster, made_at as "madeAt"
      from insight_members where member_id = ${memberId}::uuid`,
  )
}
