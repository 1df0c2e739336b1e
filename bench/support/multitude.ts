/**
 * A company of a million members and ten million entries: the sample shop, which really happened, copied fifty times. Each copy
 * is a member of his own, sealed under his own key; the books of most are copies of what an original did.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import type { MemberId } from '../../src/base/ids.ts'
import type { Settings } from '../../src/demo/store.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { openKeyring } from '../../src/platform/keyring.ts'
import { silentLog } from '../../src/platform/log.ts'
import { type Database, openDatabase, row } from '../../src/platform/postgres/database.ts'
import { type EmbeddedPostgres, startEmbedded } from '../../src/platform/postgres/embedded.ts'
import { migrate } from '../../src/platform/postgres/migrate.ts'
import type { Settings as PostgresSettings } from '../../src/platform/postgres/settings.ts'
import { everyRight } from '../../src/staff/roles.ts'
import { ending, readCut, withoutIndexes, write } from './copies.ts'
import { bringCrowd, crowdTables } from './crowd.ts'
import { withRooms } from './ground.ts'
import { bringGoods, bringPaperwork } from './paperwork.ts'

/** Of the sample shop. */
const ORIGINALS = 20_000
const MONTHS = 18
/** With the originals a million members; 37 of 50 have ever bought. */
const COPIES = 49
const COPIES_WITH_BOOKS = 36
/** The documents in which an order keeps why it cost what it did are two thirds of it; only one copy in so many has them. */
const COPIES_PER_DOCUMENT = 6
/** Raised whenever it is filled in another way. */
const FILLING = 2

const booksTables = [
  ...['accounts', 'wallets', 'lots', 'entries', 'holds', 'hold_keys', 'standings'],
  ...['order_numbers', 'orders', 'returns', 'guest_orders', 'facts'],
] as const

/** Nothing is lost that could not be made again. */
const quick: PostgresSettings = {
  ...{ fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', wal_level: 'minimal', max_wal_senders: '0' },
  ...{ max_wal_size: '1GB', maintenance_work_mem: '1GB' },
}

type Say = (sentence: string) => void

/** Makes the company in a data folder unless it is there. @returns an API key with every right */
export async function multitude({ folder, say }: { folder: string; say: Say }): Promise<string> {
  const stamp = join(folder, 'filled')
  const filling = createHash('sha256')
    .update([FILLING, ORIGINALS, MONTHS, COPIES, COPIES_WITH_BOOKS].join())
    .digest('hex')
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== filling) {
    if (existsSync(join(folder, 'begun'))) rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true, mode: 0o711 })
    await made(folder, say)
    writeFileSync(stamp, filling)
  }
  return readFileSync(join(folder, 'key'), 'utf8')
}

async function made(folder: string, say: Say): Promise<void> {
  const postgres = await startEmbedded({ dataDir: folder, log: silentLog(), settings: quick })
  try {
    await sampleShop(postgres.url, folder, say)
    writeFileSync(join(folder, 'begun'), '')
    await multiplied(postgres, folder, say)
    await withDatabase(postgres.adminUrl.replace('/postgres?', '/regulars?'), async (db) => {
      say('what belongs to a large company besides')
      const heavy = await heaviest(db)
      await bringPaperwork(db, heavy)
      say('vacuum')
      await sql`vacuum analyze`.execute(db)
      await sql`checkpoint`.execute(db)
    })
  } finally {
    await postgres.stop()
  }
}

async function withDatabase<T>(url: string, work: (db: Database) => Promise<T>): Promise<T> {
  const { db, close } = openDatabase(url)
  return work(db).finally(close)
}

async function sampleShop(url: string, folder: string, say: Say): Promise<void> {
  await withDatabase(url, migrate)
  await withRooms(url, folder, async (rooms, staff) => {
    const { state } = await rooms.demo.status()
    say(`the sample shop: ${ORIGINALS} members and what they did in ${MONTHS} months`)
    if (state !== 'done') await rooms.demo.load({ members: ORIGINALS, months: MONTHS })
    const { key } = await staff.createKey('operator', { name: 'benchmark', rights: everyRight, expiresAt: null })
    writeFileSync(join(folder, 'key'), key, { mode: 0o600 })
    say('products, stores, offers and a million coupons')
    await bringGoods(rooms)
    const [first] = (await rooms.members.list({ limit: 1 })).items
    if (first === undefined) throw new Error('the sample shop has no members')
    const note = { text: 'Likes the seat at the window.', pinned: false, store: null }
    await rooms.members.notes.write(first.memberId, note, { by: { kind: 'system', id: 'bench' }, stores: 'all' })
  })
}

/** Who has the most entries: what is slow for him is slow for somebody. */
export async function heaviest(db: Database): Promise<MemberId> {
  const found = await row(
    db,
    sql<{ memberId: MemberId }>`
      select member_id as "memberId" from wallets group by member_id order by sum(sequence) desc, member_id limit 1`,
  )
  if (found === undefined) throw new Error('nobody has an account')
  return found.memberId
}

async function multiplied(postgres: EmbeddedPostgres, folder: string, say: Say): Promise<void> {
  const url = postgres.adminUrl.replace('/postgres?', '/regulars?')
  const pool = new pg.Pool({ connectionString: url, max: 8, options: '-c timezone=UTC -c datestyle=ISO' })
  const clients = await Promise.all(Array.from({ length: crowdTables.length + 1 }, () => pool.connect()))
  const [books, ...others] = clients
  try {
    if (books === undefined) throw new Error('no connection')
    const restore = await withoutIndexes(books, [...crowdTables, ...booksTables])
    await withDatabase(url, async (db) => {
      const settings = await rowOfShop(db)
      const keyring = openKeyring({ folder, clock: systemClock })
      say(`${COPIES} copies of everybody, and ${COPIES_WITH_BOOKS} of what they did`)
      const crowd = bringCrowd({ clients: others, db, keyring, settings, copies: COPIES })
      for (const table of booksTables) await multiply(books, table, say)
      await crowd
    })
    say('indexes')
    await restore()
  } finally {
    for (const client of clients) client.release()
    await pool.end()
  }
}

async function rowOfShop(db: Database) {
  const found = await row(
    db,
    sql<Settings>`
      select seed, members, months, until, time_zone as "timeZone" from demo`,
  )
  if (found === undefined) throw new Error('there is no sample shop')
  return found
}

async function multiply(client: pg.PoolClient, table: string, say: Say): Promise<void> {
  const whole = await columnsOf(client, table)
  const slim = whole.filter((name) => table !== 'orders' || (name !== 'decision' && name !== 'answer'))
  const everybody = table === 'facts' ? `where member_id <> '00000000-0000-0000-0000-000000000000'` : ''
  await client.query(`alter table ${table} set (fillfactor = 100)`)
  const all = Array.from({ length: COPIES_WITH_BOOKS }, (_, index) => index + 1)
  const documented = (copy: number): boolean => slim.length === whole.length || copy % COPIES_PER_DOCUMENT === 0
  const read = (names: readonly string[]) => readCut(client, `select ${names.join(', ')} from ${table} ${everybody}`)
  // What is copied is read first: afterwards the copies are in the table, too.
  const parts = [
    { names: whole, pieces: await read(whole), copies: all.filter(documented) },
    {
      names: slim,
      pieces: slim.length === whole.length ? [] : await read(slim),
      copies: all.filter((copy) => !documented(copy)),
    },
  ]
  for (const { names, pieces, copies } of parts)
    if (copies.length > 0) await write(client, `${table} (${names.join(', ')})`, written(pieces, copies))
  say(`  ${table}`)
}

function* written(pieces: readonly (readonly string[])[], copies: readonly number[]): Generator<string> {
  for (const copy of copies) for (const piece of pieces) yield piece.join(ending(copy))
}

/** Without those that Postgres fills in itself. */
async function columnsOf(client: pg.PoolClient, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped
       and attidentity = '' and attname <> 'written_by' order by attnum`,
    [table],
  )
  return rows.map(({ name }) => name)
}
