/** All SQL on models that were learned. */
import { sql } from 'kysely'
import type { Instant } from '../../base/time.ts'
import { type Database, row, stamp } from '../../platform/postgres/database.ts'

const NAME = 'recommendations'

export async function putModel(on: Database, model: Buffer, at: Instant): Promise<void> {
  await sql`
    insert into insight_models (name, made_at, model) values (${NAME}, ${stamp(at)}::timestamptz, ${model}::bytea)
    on conflict (name) do update set made_at = excluded.made_at, model = excluded.model`.execute(on)
}

export async function modelMadeAt(on: Database): Promise<Instant | undefined> {
  const found = await row(on, sql<{ at: Instant }>`select made_at as at from insight_models where name = ${NAME}`)
  return found?.at
}

export async function keptModel(on: Database): Promise<{ madeAt: Instant; model: Buffer } | undefined> {
  return row(
    on,
    sql<{ madeAt: Instant; model: Buffer }>`
      select made_at as "madeAt", model from insight_models where name = ${NAME}`,
  )
}

export async function forgetModel(on: Database): Promise<void> {
  await sql`delete from insight_models where name = ${NAME}`.execute(on)
}
