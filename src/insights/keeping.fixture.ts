/** The insights process of a test: it does all there is to do when it is told to. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect } from 'vitest'
import type { testShop } from '../../tests/support/shop.ts'
import { asInstant } from '../base/time.ts'
import { type Database, row } from '../platform/postgres/database.ts'
import type { Keeping } from './keeping.ts'

type Shop = Awaited<ReturnType<typeof testShop>>

/** Longer than the process waits between two looks at the facts. */
const A_WHILE = 6_000

/** @param path the file of a copy that is gone on with; a new one when absent */
export async function openedKeeping(
  { insights }: Pick<Shop, 'insights'>,
  path = join(mkdtempSync(join(tmpdir(), 'regulars-insights-')), 'copy.duckdb'),
): Promise<{ readonly keeping: Keeping; readonly path: string; readonly errors: readonly unknown[] }> {
  const errors: unknown[] = []
  const how = { path, onError: (error: unknown) => errors.push(error), megabytes: 256, threads: 1 }
  return { keeping: await insights.keep(how), path, errors }
}

/** Turns until nothing is left to do, with a look at all facts that were written by now. */
export async function untilIdle({ db, clock }: Pick<Shop, 'db' | 'clock'>, keeping: Keeping): Promise<void> {
  await untilSettled(db)
  clock.set(asInstant(clock.now() + A_WHILE))
  await expect.poll(() => keeping.turn(), { timeout: 60_000 }).toBe(false)
}

/** Facts are read when no older transaction is under way; other tests of the same Postgres have some. */
export async function untilSettled(db: Database): Promise<void> {
  const unsettled = sql<{ facts: number }>`
    select count(*)::int as facts from facts where written_by >= pg_snapshot_xmin(pg_current_snapshot())`
  await expect.poll(async () => (await row(db, unsettled))?.facts, { timeout: 30_000 }).toBe(0)
}
