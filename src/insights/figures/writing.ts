/** Brings `insight_members` to what the models say now. Only what changed is written, so a quiet night costs little. */
import { sql } from 'kysely'
import { asId, type MemberId } from '../../base/ids.ts'
import { asInstant, type Instant } from '../../base/time.ts'
import { announce, type Fact } from '../../platform/facts.ts'
import type { Ids } from '../../platform/ids.ts'
import { type Database, row, rows, type Tx, transaction } from '../../platform/postgres/database.ts'
import { type Contributor, tableOf } from './contributor.ts'
import { figureColumns, figureNames } from './figures.ts'
import { deleteFigures, stagesOf, upsertFigures } from './store.ts'

export type WritingParts = {
  readonly copy: Database
  readonly db: Database
  readonly ids: Ids
  readonly at: Instant
  readonly contributors: readonly Contributor[]
  /** Said as it goes on. */ readonly progress?: (done: number, total: number) => void
}

/** Members at once: one statement and one transaction of Postgres. */
const AT_ONCE = 5_000

/** @returns how many members' figures changed, appeared or went */
export async function writeFigures(parts: WritingParts): Promise<number> {
  const { copy } = parts
  await gathered(parts)
  const gone = await rows(
    copy,
    sql<{ memberId: MemberId }>`
      select person_id::text as "memberId" from figures_written anti join figures_now using (person_id) order by person_id`,
  )
  const counted = await row(copy, sql<{ total: number }>`select count(*) as total from figures_changed`)
  const total = (counted?.total ?? 0) + gone.length
  let done = 0
  for (let from = 0; from < gone.length; from += AT_ONCE) {
    const page = gone.slice(from, from + AT_ONCE).map(({ memberId }) => memberId)
    await transaction(parts.db, (tx) => deleteFigures(tx, page))
    done += page.length
  }
  const first = (await row(copy, sql<{ n: number }>`select count(*) as n from figures_written`))?.n === 0
  let after = NIL
  for (;;) {
    const page = await rows(
      copy,
      sql<Changed>`
        select person_id::text as "memberId", stage, to_json(figures_changed)::varchar as figures from figures_changed
        where person_id > ${after}::uuid order by person_id limit ${AT_ONCE}::integer`,
    )
    const last = page.at(-1)
    if (last === undefined) break
    await transaction(parts.db, (tx) => put(tx, page, { ...parts, first }))
    after = last.memberId
    done += page.length
    parts.progress?.(done, total)
  }
  await sql`create or replace table figures_written as select * from figures_now`.execute(copy)
  await sql`drop table figures_now`.execute(copy)
  await sql`drop table figures_changed`.execute(copy)
  return total
}

const NIL = asId<'member'>('00000000-0000-0000-0000-000000000000')

type Changed = { readonly memberId: MemberId; readonly stage: string | null; readonly figures: string }

/** The tables of the models beside each other, and of these what is not as it was written last. */
async function gathered({ copy, contributors }: WritingParts): Promise<void> {
  const given = new Map(contributors.flatMap((one) => one.columns.map((column) => [column, one] as const)))
  const columns = figureNames.map((name) => {
    const by = given.get(name)
    const type = sql.raw(figureColumns[name].copy)
    return by === undefined
      ? sql`null::${type} as ${sql.id(name)}`
      : sql`${tableOf(by)}.${sql.id(name)}::${type} as ${sql.id(name)}`
  })
  const joins = contributors.map(
    (one) => sql`left join ${tableOf(one)} on ${tableOf(one)}.person_id = everybody.person_id`,
  )
  await sql`
    create or replace temp table figures_now as
    select everybody.person_id, ${sql.join(columns)}
    from (select member_id as person_id from people where person_id = member_id and status <> 'closed') as everybody
      ${sql.join(joins, sql` `)}`.execute(copy)
  await sql`create table if not exists figures_written as select * from figures_now limit 0`.execute(copy)
  await sql`
    create or replace temp table figures_changed as select * from figures_now except select * from figures_written`.execute(
    copy,
  )
}

/** A move between stages is told of in the transaction that makes it; nobody is told where everybody starts. */
async function put(
  tx: Tx,
  page: readonly Changed[],
  how: Pick<WritingParts, 'ids' | 'at'> & { first: boolean },
): Promise<void> {
  const before = await stagesOf(
    tx,
    page.map(({ memberId }) => memberId),
  )
  await upsertFigures(tx, `[${page.map(({ figures }) => figures).join(',')}]`, how.at)
  const moved = page.filter(({ memberId, stage }) => (before.get(memberId) ?? null) !== stage)
  if (how.first && before.size === 0) return
  await announce(
    tx,
    moved.map(
      ({ memberId, stage }): Fact => ({
        ...{ factId: how.ids.next<'fact'>(), memberId, kind: 'insight.stage-changed' },
        ...{ at: how.at, recordedAt: asInstant(how.at), data: { from: before.get(memberId) ?? null, to: stage } },
      }),
    ),
  )
}
