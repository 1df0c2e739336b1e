/**
 * Brings a table of the books to what the copy says now, some thousand members at once. Only what changed is written, so a quiet night
 * costs little.
 */
import { sql } from 'kysely'
import { asId, type MemberId } from '../../base/ids.ts'
import { type Database, row, rows, type Tx, transaction } from '../../platform/postgres/database.ts'

export type Bringing = {
  readonly copy: Database
  readonly db: Database
  /**
   * Of the temporary table `<name>_now` with `person_id` and what is said of each, at most a row for each person; `<name>_written` is what
   * was brought last.
   */
  readonly name: Brought
  /** @param first nothing was brought before, or nobody knows any more what */
  put(tx: Tx, page: readonly Changed[], first: boolean): Promise<void>
  remove(tx: Tx, page: readonly MemberId[]): Promise<unknown>
  /** What was not put by this bringing goes: asked for after a first one. */
  removeOlder(): Promise<unknown>
  /** Said as it goes on. */ readonly progress?: (done: number, total: number) => void
}

/** `record`: all columns as JSON. */
export type Changed = { readonly memberId: MemberId; readonly record: string }

/** The tables of the copy that are kept from run to run. */
export const brought = ['figures', 'bought'] as const
type Brought = (typeof brought)[number]

export const writtenOf = (name: Brought) => sql.id(`${name}_written`)

/** Members at once: one statement and one transaction of Postgres. */
const AT_ONCE = 5_000
const NIL = asId<'member'>('00000000-0000-0000-0000-000000000000')

/** @returns how many members' rows changed, appeared or went */
export async function bring(given: Bringing): Promise<number> {
  const { copy, db, name } = given
  const [now, written, changed] = [sql.id(`${name}_now`), writtenOf(name), sql.id(`${name}_changed`)]
  await sql`create table if not exists ${written} as select * from ${now} limit 0`.execute(copy)
  await sql`create or replace temp table ${changed} as select * from ${now} except select * from ${written}`.execute(
    copy,
  )
  const gone = await rows(
    copy,
    sql<{ memberId: MemberId }>`
      select person_id::text as "memberId" from ${written} anti join ${now} using (person_id) order by person_id`,
  )
  const total = (await countOf(copy, changed)) + gone.length
  let done = 0
  for (let from = 0; from < gone.length; from += AT_ONCE) {
    const page = gone.slice(from, from + AT_ONCE).map(({ memberId }) => memberId)
    await transaction(db, (tx) => given.remove(tx, page))
    done += page.length
  }
  const first = (await countOf(copy, written)) === 0
  let after = NIL
  for (;;) {
    const page = await rows(
      copy,
      sql<Changed>`
        select person_id::text as "memberId", to_json(${changed})::varchar as record from ${changed}
        where person_id > ${after}::uuid order by person_id limit ${AT_ONCE}::integer`,
    )
    const last = page.at(-1)
    if (last === undefined) break
    await transaction(db, (tx) => given.put(tx, page, first))
    after = last.memberId
    done += page.length
    given.progress?.(done, total)
  }
  if (first) await given.removeOlder()
  await sql`create or replace table ${written} as select * from ${now}`.execute(copy)
  await sql`drop table ${now}`.execute(copy)
  await sql`drop table ${changed}`.execute(copy)
  return total
}

async function countOf(copy: Database, table: ReturnType<typeof sql.id>): Promise<number> {
  return (await row(copy, sql<{ n: number }>`select count(*) as n from ${table}`))?.n ?? 0
}
