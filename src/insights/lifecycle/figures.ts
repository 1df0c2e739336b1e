/** The stage of each person, since when and why, for the books. */
import { sql } from 'kysely'
import { isRefusal } from '../../base/refusals.ts'
import { type Database, row } from '../../platform/postgres/database.ts'
import { type Contributor, tableOf } from '../figures/contributor.ts'
import { dayOf } from '../localtime.ts'
import { purchases } from '../purchases.ts'
import { dateText } from './days.ts'
import { peopleBefore } from './people.ts'
import { measured, standings } from './population.ts'
import type { Reason } from './stages.ts'
import { type Thresholds, thresholdsSetting } from './thresholds.ts'

/** Texts of so many people at once: each is parsed by DuckDB in one piece. */
const AT_ONCE = 20_000

export const lifecycleFigures: Contributor = {
  name: 'lifecycle',
  columns: ['stage', 'stage_since', 'stage_because'],
  async make({ copy, now, zone, setting }) {
    const thresholds = await setting(thresholdsSetting)
    const today = dayOf(now, zone)
    await sql`
      create or replace temp table ${tableOf(lifecycleFigures)} (
        person_id uuid, stage varchar, stage_since varchar, stage_because varchar)`.execute(copy)
    const seen = await seenBefore(copy, thresholds)
    const people = await peopleBefore(copy, {
      ...{ people: sql`people`, purchases, asOf: now, zone },
      ...(seen !== undefined && { before: toldBefore }),
    })
    const found = measured(people, thresholds, today)
    if (isRefusal(found)) return
    let lines: string[] = []
    for (const { id, standing } of standings(people, found.yardsticks, { today, seen })) {
      lines.push(`${id}\t${standing.stage}\t${dateText(standing.since)}\t${written(standing.because)}`)
      if (lines.length < AT_ONCE) continue
      await put(copy, lines)
      lines = []
    }
    await put(copy, lines)
    await remember(copy, thresholds, today)
  },
}

async function put(copy: Database, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return
  await sql`
    insert into ${tableOf(lifecycleFigures)}
    select split_part(line, chr(9), 1)::uuid, split_part(line, chr(9), 2), split_part(line, chr(9), 3), split_part(line, chr(9), 4)
    from (select unnest(string_split(${lines.join('\n')}::varchar, chr(10))) as line) as lines`.execute(copy)
}

/** As JSON, with days as dates for whoever reads them. */
function written(because: readonly Reason[]): string {
  return JSON.stringify(because, (name, value: unknown) =>
    (name === 'last' || name === 'joined' || name === 'returned') && typeof value === 'number'
      ? dateText(value)
      : value,
  )
}

/** What was written last. */
const toldBefore = sql`(
  select person_id, stage, (stage_since::date - date '1970-01-01')::int as since from figures_written where stage is not null
)`

/** The day of the answers before; undefined when there are none, or other thresholds made them. */
async function seenBefore(copy: Database, thresholds: Thresholds): Promise<number | undefined> {
  await sql`create table if not exists lifecycle_told (thresholds varchar not null, today integer not null)`.execute(
    copy,
  )
  const written = await row(
    copy,
    sql<{ n: number }>`select count(*) as n from information_schema.tables where table_name = 'figures_written'`,
  )
  if ((written?.n ?? 0) === 0) return undefined
  const told = await row(
    copy,
    sql<{ today: number }>`select today from lifecycle_told where thresholds = ${JSON.stringify(thresholds)}::varchar`,
  )
  return told?.today
}

async function remember(copy: Database, thresholds: Thresholds, today: number): Promise<void> {
  await sql`delete from lifecycle_told`.execute(copy)
  await sql`insert into lifecycle_told values (${JSON.stringify(thresholds)}::varchar, ${today}::integer)`.execute(copy)
}
