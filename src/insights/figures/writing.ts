/** Brings `insight_members` to what the models say now. */
import { sql } from 'kysely'
import { asInstant, type Instant } from '../../base/time.ts'
import { announce, type Fact } from '../../platform/facts.ts'
import type { Ids } from '../../platform/ids.ts'
import type { Database, Tx } from '../../platform/postgres/database.ts'
import { bring, type Changed } from './bringing.ts'
import { type Contributor, tableOf } from './contributor.ts'
import { figureColumns, figureNames } from './figures.ts'
import { deleteFigures, deleteOlderFigures, stagesOf, upsertFigures } from './store.ts'

export type WritingParts = {
  readonly copy: Database
  readonly db: Database
  readonly ids: Ids
  readonly at: Instant
  readonly contributors: readonly Contributor[]
  /** Said as it goes on. */ readonly progress?: (done: number, total: number) => void
}

/** @returns how many members' figures changed, appeared or went */
export async function writeFigures(parts: WritingParts): Promise<number> {
  const { db, at } = parts
  await gathered(parts)
  return bring({
    ...parts,
    name: 'figures',
    put: (tx, page, first) => put(tx, page, { ...parts, first }),
    remove: deleteFigures,
    removeOlder: () => deleteOlderFigures(db, at),
  })
}

/** The tables of the models beside each other. */
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
}

/** A move between stages is told of in the transaction that makes it; nobody is told where everybody starts. */
async function put(
  tx: Tx,
  page: readonly Changed[],
  how: Pick<WritingParts, 'ids' | 'at'> & { first: boolean },
): Promise<void> {
  const memberIds = page.map(({ memberId }) => memberId)
  const before = await stagesOf(tx, memberIds)
  await upsertFigures(tx, `[${page.map(({ record }) => record).join(',')}]`, how.at)
  if (how.first && before.size === 0) return
  const after = await stagesOf(tx, memberIds)
  const stages = memberIds.map((memberId) => ({
    ...{ memberId, from: before.get(memberId) ?? null, to: after.get(memberId) ?? null },
  }))
  await announce(
    tx,
    stages
      .filter(({ from, to }) => from !== to)
      .map(
        ({ memberId, from, to }): Fact => ({
          ...{ factId: how.ids.next<'fact'>(), memberId, kind: 'insight.stage-changed' },
          ...{ at: how.at, recordedAt: asInstant(how.at), data: { from, to } },
        }),
      ),
  )
}
