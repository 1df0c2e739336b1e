/** The copy that insights read: how fast it takes in a shop's history, and what recency, frequency and value of a million cost. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { asInstant } from '../src/base/time.ts'
import { openCopy } from '../src/insights/copy/service.ts'
import { purchases } from '../src/insights/purchases.ts'
import { rfmCells } from '../src/insights/rfm/rfm.ts'
import { membershipsIn } from '../src/members/service.ts'
import { soldOf } from '../src/orders/purchases.ts'
import { silentLog } from '../src/platform/log.ts'
import { type Database, openDatabase, row } from '../src/platform/postgres/database.ts'
import { startEmbedded } from '../src/platform/postgres/embedded.ts'
import { type Figure, median } from './support/figures.ts'
import { runProgram } from './support/program.ts'

/** A sample shop: large enough that starting costs nothing beside it. */
const [SHOP_MEMBERS, SHOP_MONTHS] = [4_000, 18]
const LEAST_LINES = 100_000
const [MEMBERS, ORDERS] = [1_000_000, 10_000_000]
const MOST_SECONDS = 3
const ROUNDS = 5
const [MEGABYTES, THREADS] = [1_024, 2]
/** The last of the made orders, and their stretch of three years. */
const [LAST, STRETCH] = [1_700_000_000_000, 3 * 365 * 86_400_000]

export async function columns({ folder, say }: { folder: string; say: (sentence: string) => void }): Promise<Figure[]> {
  rmSync(folder, { recursive: true, force: true })
  await runProgram('demo', '--members', String(SHOP_MEMBERS), '--months', String(SHOP_MONTHS), '--data', folder)
  const postgres = await startEmbedded({ dataDir: folder, log: silentLog() })
  const database = openDatabase(postgres.url, { connections: 4 })
  const { db } = database
  const origin = {
    db,
    orders: { soldOf: (wants: Parameters<typeof soldOf>[1]) => soldOf(db, wants) },
    memberships: (memberIds: Parameters<typeof membershipsIn>[1]) => membershipsIn(db, memberIds),
  }
  const copy = await openCopy({ path: join(folder, 'columns.duckdb'), origin, megabytes: MEGABYTES, threads: THREADS })
  try {
    say('the copy reads a sample shop')
    const began = performance.now()
    const facts = await copy.refresh()
    const seconds = (performance.now() - began) / 1_000
    const counted = sql<{ lines: number }>`select count(*)::bigint as lines from order_lines`
    const lines = (await row(copy.db, counted))?.lines ?? 0
    const note = `${lines} lines of ${facts} facts in ${seconds.toFixed(1)} s`
    return [
      { name: 'columns.lines', value: lines / seconds, unit: '/s', bar: { least: LEAST_LINES }, note },
      await scoring(copy.db, say),
    ]
  } finally {
    await copy.close()
    await database.close()
    await postgres.stop()
  }
}

/** Of made people, who buy ten times each on average, at times and for amounts without a pattern. */
async function scoring(copy: Database, say: (sentence: string) => void): Promise<Figure> {
  say(`${MEMBERS} people and ${ORDERS} orders are made`)
  const id = (kind: number, number: string) =>
    sql.raw(`('00000000-0000-0000-000${kind}-' || lpad((${number})::text, 12, '0'))::uuid`)
  for (const table of ['people', 'orders', 'order_lines']) await sql`delete from ${sql.table(table)}`.execute(copy)
  await sql`
    insert into people (member_id, person_id, status, joined_ms)
    select ${id(1, 'n')}, ${id(1, 'n')}, 'active', ${LAST - STRETCH}::bigint from range(${MEMBERS}::bigint) as made (n)`.execute(
    copy,
  )
  await sql`
    insert into orders (order_id, member_id, currency, channel, store, placed_ms, net_minor)
    select ${id(2, 'n')}, ${id(1, `hash(n) % ${MEMBERS}`)}, 'CNY', 'pos', null,
      ${LAST}::bigint - (hash(n + 1) % ${STRETCH}::ubigint)::bigint, (hash(n + 2) % 100000)::bigint
    from range(${ORDERS}::bigint) as made (n)`.execute(copy)
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now()
    await rfmCells(copy, { purchases, asOf: asInstant(LAST + 1), currency: 'CNY' })
    times.push((performance.now() - began) / 1_000)
  }
  const note = `${Math.min(...times).toFixed(1)} – ${Math.max(...times).toFixed(1)} of ${ROUNDS}; ${THREADS} threads, ${MEGABYTES} MB`
  return { name: 'columns.rfm', value: median(times), unit: 's', bar: { most: MOST_SECONDS }, note }
}
