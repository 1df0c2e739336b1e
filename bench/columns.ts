/** The copy that insights read: how fast it takes in a shop's history, and what recency, frequency and value and the cohorts of a million cost. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { asInstant, isTimeZone, type TimeZone } from '../src/base/time.ts'
import { cohortCells } from '../src/insights/cohorts/cells.ts'
import { contributors } from '../src/insights/contributors.ts'
import { type Copy, openCopy } from '../src/insights/copy/service.ts'
import { tableOf } from '../src/insights/figures/contributor.ts'
import { purchases } from '../src/insights/purchases.ts'
import { rfmCells } from '../src/insights/rfm/rfm.ts'
import { silentLog } from '../src/platform/log.ts'
import { type Database, openDatabase, row } from '../src/platform/postgres/database.ts'
import { startEmbedded } from '../src/platform/postgres/embedded.ts'
import { copyPool } from '../src/platform/postgres/oneclient.ts'
import { type Figure, median } from './support/figures.ts'
import { runProgram } from './support/program.ts'

/** A sample shop: large enough that starting costs nothing beside it. */
const [SHOP_MEMBERS, SHOP_MONTHS] = [4_000, 18]
const LEAST_LINES = 100_000
/** So many are taken in at once at least, and so many facts are read by themselves. */
const [LINES, FACTS] = [2_000_000, 15_000]
const [MEMBERS, ORDERS] = [1_000_000, 10_000_000]
const MOST_SECONDS = 3
const [COHORT_MONTHS, MOST_COHORT_SECONDS] = [36, 2]
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
  const copying = copyPool(postgres.url)
  const origin = { db, copying, mainLadder: () => ({ ladder: 'status', lowest: 'regular' }) }
  const copy = await openCopy({ path: join(folder, 'columns.duckdb'), origin, megabytes: MEGABYTES, threads: THREADS })
  try {
    const taken = [await takingIn({ db, copy, say }), await following({ db, copy, say })]
    await made(copy.db, say)
    return [...taken, await scoring(copy.db), await cohorting(copy.db), ...(await figuring({ db, copy, say }))]
  } finally {
    await copy.close()
    await copying.end()
    await database.close()
    await postgres.stop()
  }
}

type Taking = { readonly db: Database; readonly copy: Copy; say(sentence: string): void }

/** All at once, of the sample shop with its orders many times over. */
async function takingIn({ db, copy, say }: Taking): Promise<Figure> {
  const counted = sql<{ lines: number }>`select sum(jsonb_array_length(lines))::bigint as lines from orders`
  const times = Math.ceil(LINES / ((await row(db, counted))?.lines ?? 1))
  say(`the orders of the sample shop are written ${times} times more`)
  await sql`
    insert into orders (member_id, order_id, number, status, currency, channel, store, placed_at, recorded_at, net_minor, returned_minor, lines, fingerprint)
    select member_id, gen_random_uuid(), number, status, currency, channel, store, placed_at, recorded_at, net_minor, returned_minor, lines, fingerprint
    from orders cross join generate_series(1, ${times}::int)`.execute(db)
  say('the copy takes in all of it')
  const began = performance.now()
  await copy.refresh()
  const seconds = (performance.now() - began) / 1_000
  const lines = await linesIn(copy.db)
  const note = `${lines} lines with people, returns, tiers and points in ${seconds.toFixed(1)} s; ${THREADS} threads, ${MEGABYTES} MB`
  return { name: 'columns.lines', value: lines / seconds, unit: '/s', bar: { least: LEAST_LINES }, note }
}

async function linesIn(copy: Database): Promise<number> {
  const counted = sql<{ lines: number }>`select count(*)::bigint as lines from order_lines`
  return (await row(copy, counted))?.lines ?? 0
}

/** By facts, of the last that there are: as when the copy follows what happens. */
async function following({ db, copy, say }: Taking): Promise<Figure> {
  say('the copy reads facts')
  await sql`update copy set position = (select position - ${FACTS}::bigint from copy)`.execute(copy.db)
  const began = performance.now()
  const facts = await copy.refresh()
  const seconds = (performance.now() - began) / 1_000
  const after = (await row(copy.db, sql<{ position: number }>`select position from copy`))?.position ?? 0
  const touched = await row(
    db,
    sql<{ lines: number }>`
      select sum(jsonb_array_length(o.lines))::bigint as lines from orders o join (
        select distinct member_id, (data ->> 'orderId')::uuid as order_id from facts
        where kind like 'order.%' and position between ${after - facts + 1}::bigint and ${after}::bigint
      ) as told using (member_id, order_id)`,
  )
  const lines = touched?.lines ?? 0
  const note = `${lines} lines of ${facts} facts in ${seconds.toFixed(1)} s`
  return { name: 'columns.facts', value: lines / seconds, unit: '/s', bar: null, note }
}

/** Made people, who buy ten times each on average, at times and for amounts without a pattern; their ids look like drawn ones. */
async function made(copy: Database, say: (sentence: string) => void): Promise<void> {
  say(`${MEMBERS} people and ${ORDERS} orders are made`)
  const id = (kind: string, number: string) => sql.raw(`md5('${kind}' || (${number})::text)::uuid`)
  for (const table of ['people', 'orders', 'order_lines']) await sql`delete from ${sql.table(table)}`.execute(copy)
  await sql`
    insert into people (member_id, person_id, status, joined_ms)
    select ${id('p', 'n')}, ${id('p', 'n')}, 'active', ${LAST - STRETCH}::bigint from range(${MEMBERS}::bigint) as made (n)`.execute(
    copy,
  )
  await sql`
    insert into orders (order_id, member_id, currency, channel, store, placed_ms, net_minor)
    select ${id('o', 'n')}, ${id('p', `hash(n) % ${MEMBERS}`)}, 'CNY', 'pos', null,
      ${LAST}::bigint - (hash(n + 1) % ${STRETCH}::ubigint)::bigint, (hash(n + 2) % 100000)::bigint
    from range(${ORDERS}::bigint) as made (n)`.execute(copy)
  await sql`
    insert into order_lines (order_id, line, sku, quantity, net_minor, fee, returned_quantity, returned_minor, discount_minor)
    select ${id('o', 'n')}, 1, 'sku-' || (hash(n + 3) % 500)::text, 1 + (hash(n + 4) % 3)::int, (hash(n + 2) % 100000)::bigint, false, 0, 0, 0
    from range(${ORDERS}::bigint) as made (n)`.execute(copy)
}

function scoring(copy: Database): Promise<Figure> {
  const question = { purchases, asOf: asInstant(LAST + 1), currency: 'CNY' }
  return timed('columns.rfm', MOST_SECONDS, () => rfmCells(copy, question))
}

/** Three years of cohorts: people, orders and sales of each in each month. */
function cohorting(copy: Database): Promise<Figure> {
  const question = { purchases, asOf: asInstant(LAST + 1), currency: 'CNY', zone: zone(), months: COHORT_MONTHS }
  return timed('columns.cohorts', MOST_COHORT_SECONDS, () => cohortCells(copy, question))
}

function zone(): TimeZone {
  const name: string = 'Asia/Shanghai'
  if (!isTimeZone(name)) throw new Error(`no time zone: ${name}`)
  return name
}

/** What each model takes for the figures of all of them, as a run does it. */
async function figuring({ db, copy: { db: copy }, say }: Taking): Promise<Figure[]> {
  const workshop = { copy, db, now: asInstant(LAST + 1), zone: zone(), currency: 'CNY' }
  const figures: Figure[] = []
  for (const contributor of contributors) {
    say(`the figures of ${contributor.name}`)
    const began = performance.now()
    await contributor.make({ ...workshop, setting: async ({ initial }) => initial })
    const seconds = (performance.now() - began) / 1_000
    const told = await row(copy, sql<{ n: number }>`select count(*)::bigint as n from ${tableOf(contributor)}`)
    const note = `of ${told?.n ?? 0} people; once`
    figures.push({ name: `columns.figures.${contributor.name}`, value: seconds, unit: 's', bar: null, note })
  }
  return figures
}

async function timed(name: string, most: number, ask: () => Promise<unknown>): Promise<Figure> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now()
    await ask()
    times.push((performance.now() - began) / 1_000)
  }
  const note = `${Math.min(...times).toFixed(1)} – ${Math.max(...times).toFixed(1)} of ${ROUNDS}; ${THREADS} threads, ${MEGABYTES} MB`
  return { name, value: median(times), unit: 's', bar: { most }, note }
}
