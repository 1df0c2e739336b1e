/**
 * The ground that benchmarks run on: a bundled Postgres with the settings of production, a database with 100,000 members
 * who have bought before, and one for pgbench beside it. It is made once and kept; every run works on a clone of it.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { deskDatabase } from '../../src/accounts/desk.ts'
import { house } from '../../src/app.ts'
import type { MemberId } from '../../src/base/ids.ts'
import type { Instant, TimeZone } from '../../src/base/time.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { systemIds } from '../../src/platform/ids.ts'
import { openKeyring } from '../../src/platform/keyring.ts'
import { silentLog } from '../../src/platform/log.ts'
import { openDatabase } from '../../src/platform/postgres/database.ts'
import { type EmbeddedPostgres, startEmbedded } from '../../src/platform/postgres/embedded.ts'
import { migrate, migrations } from '../../src/platform/postgres/migrate.ts'
import { copyPool } from '../../src/platform/postgres/oneclient.ts'
import { everyRight } from '../../src/staff/roles.ts'
import { staffService } from '../../src/staff/service.ts'
import { verify } from '../../src/verification.ts'
import { randomFrom } from '../../tests/support/random.ts'
import { lines, PRODUCTS } from './basket.ts'
import { NoFigure } from './figures.ts'
import { openPgbench, type Pgbench } from './pgbench.ts'
import { countingStatements } from './statements.ts'

export const MEMBERS = 100_000
const BASE = 'bench_base'
const PGBENCH = 'bench_pgbench'
/** Raised whenever the base is filled in another way. */
const FILLING = 2
const DAY_MILLISECONDS = 86_400_000
const TIME_ZONE = 'Asia/Shanghai'

export type Ground = {
  readonly postgres: EmbeddedPostgres
  /** Data folder for servers that run on a clone: it holds the keys that sealed the members. */
  readonly serverDir: string
  /** File with the members' ids, a JSON array. */ readonly membersFile: string
  /** API key with every right. */ readonly key: string
  /** Made when first asked for. */ pgbench(): Promise<Pgbench>
  /** Runs the work on a database of its own that starts as the base does. */
  onClone<T>(work: (url: string) => Promise<T>): Promise<T>
  leave(): Promise<void>
}

export type GroundOptions = {
  /** On the disk that is to be measured. */ readonly folder: string
  /** Make everything anew. */ readonly fresh: boolean
  /** Count the time of statements, which costs some of it. */ readonly profile: boolean
  readonly say: (sentence: string) => void
}

export async function openGround({ folder, fresh, profile, say }: GroundOptions): Promise<Ground> {
  if (fresh) rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  const [clusterDir, serverDir] = [join(folder, 'cluster'), join(folder, 'server')]
  const postgres = await startEmbedded({
    dataDir: clusterDir,
    log: silentLog(),
    settings: profile ? countingStatements : {},
  })
  const stamp = join(folder, 'filled')
  const filling = createHash('sha256')
    .update([FILLING, MEMBERS, ...(await migrations()).map((each) => each.hash)].join())
    .digest('hex')
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== filling) {
    rmSync(stamp, { force: true })
    rmSync(serverDir, { recursive: true, force: true })
    mkdirSync(serverDir, { recursive: true, mode: 0o700 })
    say(`making a database with ${MEMBERS} members who have bought before; it is kept for the next time`)
    await recreate(postgres, BASE)
    await fill(urlOf(postgres, BASE), serverDir)
    writeFileSync(stamp, filling)
  }
  return {
    postgres,
    serverDir,
    membersFile: join(serverDir, 'members.json'),
    key: readFileSync(join(serverDir, 'key'), 'utf8'),
    pgbench: () => yardstick(postgres, join(folder, 'pgbench'), say),
    onClone: (work) => onClone(postgres, work),
    leave: () => postgres.stop(),
  }
}

async function yardstick(postgres: EmbeddedPostgres, stamp: string, say: GroundOptions['say']): Promise<Pgbench> {
  const known = existsSync(stamp)
  if (!known) {
    say('making the tables of pgbench; they are kept for the next time')
    await recreate(postgres, PGBENCH)
  }
  const pgbench = await openPgbench(urlOf(postgres, PGBENCH), !known)
  writeFileSync(stamp, '')
  return pgbench
}

function urlOf(postgres: EmbeddedPostgres, name: string): string {
  const url = new URL(postgres.url)
  url.pathname = `/${name}`
  return url.href
}

/** As superuser, for an autovacuum may be at work in a database that goes. */
async function administer(postgres: EmbeddedPostgres, ...statements: ReturnType<typeof sql>[]): Promise<void> {
  const { db, close } = openDatabase(postgres.adminUrl, { connections: 1 })
  try {
    for (const statement of statements) await statement.execute(db)
  } finally {
    await close()
  }
}

async function recreate(postgres: EmbeddedPostgres, name: string): Promise<void> {
  await administer(
    postgres,
    sql`drop database if exists ${sql.id(name)} with (force)`,
    sql`create database ${sql.id(name)} owner regulars`,
  )
}

/** A checkpoint first and last, so that no run pays for the pages of the one before it. */
async function onClone<T>(postgres: EmbeddedPostgres, work: (url: string) => Promise<T>): Promise<T> {
  const name = 'bench_run'
  await administer(
    postgres,
    sql`drop database if exists ${sql.id(name)} with (force)`,
    sql`create database ${sql.id(name)} template ${sql.id(BASE)} strategy file_copy owner regulars`,
    sql`checkpoint`,
  )
  try {
    return await work(urlOf(postgres, name))
  } finally {
    await administer(postgres, sql`drop database if exists ${sql.id(name)} with (force)`)
  }
}

export type Rooms = Awaited<ReturnType<typeof house>>

/** Opens the rooms over a database without a server. */
export async function withRooms<T>(
  url: string,
  serverDir: string,
  work: (rooms: Rooms, staff: ReturnType<typeof staffService>) => Promise<T>,
): Promise<T> {
  const [clock, ids] = [systemClock, systemIds]
  const { db, close } = openDatabase(url)
  const desk = deskDatabase(url)
  try {
    const keyring = openKeyring({ folder: serverDir, clock })
    const onError = (error: unknown): void => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
    }
    const rooms = await house({
      db,
      deskDb: desk.db,
      copying: copyPool(url),
      importsFolder: serverDir,
      clock,
      ids,
      keyring,
      timeZone: TIME_ZONE as TimeZone,
      onError,
    })
    return await work(rooms, staffService({ db, clock, ids, forget: () => {} }))
  } finally {
    await desk.close()
    await close()
  }
}

async function fill(url: string, serverDir: string): Promise<void> {
  const { db, close } = openDatabase(url, { connections: 1 })
  await migrate(db).finally(close)
  await withRooms(url, serverDir, async (rooms, staff) => {
    const { key } = await staff.createKey('operator', { name: 'benchmark', rights: everyRight, expiresAt: null })
    writeFileSync(join(serverDir, 'key'), key, { mode: 0o600 })
    const products = Array.from({ length: PRODUCTS }, (_, index) => ({ sku: `sku-${index}`, name: `Product ${index}` }))
    await rooms.catalogue.putProducts(products)
    const members = await enrolled(rooms)
    await firstOrders(rooms, members)
    writeFileSync(join(serverDir, 'members.json'), JSON.stringify(members))
  })
  await vacuum(url)
}

/** What autovacuum would otherwise do in the middle of the first run. */
async function vacuum(url: string): Promise<void> {
  const { db, close } = openDatabase(url, { connections: 1 })
  await sql`vacuum analyze`.execute(db).finally(close)
}

const CHUNK = 5_000

async function enrolled({ members }: Rooms): Promise<MemberId[]> {
  const all: MemberId[] = []
  for (let from = 0; from < MEMBERS; from += CHUNK) {
    const given = Array.from({ length: CHUNK }, (_, index) => {
      const serial = from + index
      return { name: `Member ${serial}`, phone: `+86138${String(serial).padStart(8, '0')}`, region: 'CN' as const }
    })
    for (const outcome of await members.enrolMany(given)) {
      if (outcome.outcome === 'refused') throw new Error(`a member was refused: ${outcome.refusal.refusal}`)
      all.push(outcome.memberId)
    }
  }
  return all
}

/** One order for each member, some days ago. */
async function firstOrders({ orders }: Rooms, members: readonly MemberId[]): Promise<void> {
  const random = randomFrom(1)
  const now = systemClock.now()
  for (let from = 0; from < members.length; from += CHUNK) {
    const puts = members.slice(from, from + CHUNK).map((memberId, index) => {
      const placedAt = (now - DAY_MILLISECONDS * (1 + random.below(60))) as Instant
      const input = { number: `base-${from + index}`, currency: 'CNY', channel: 'pos', placedAt, lines: lines(random) }
      return orders.put({ memberId, status: 'confirmed', input })
    })
    await Promise.all(puts)
  }
}

/** Numbers from 0 that were acknowledged after a prefix: `prefix0 … prefix(count − 1)`. */
export type Acknowledged = { readonly prefix: string; readonly count: number }

/** A rate counts only when every law holds afterwards and every acknowledged order is there. @throws NoFigure */
export async function mustHold(url: string, serverDir: string, acknowledged: readonly Acknowledged[]): Promise<void> {
  const { db, close } = openDatabase(url, { connections: 1 })
  try {
    const found = await sql<{ missing: number }>`
      select count(*) as missing
      from unnest(${acknowledged.map(({ prefix }) => prefix)}::text[], ${acknowledged.map(({ count }) => count)}::int[])
          as said (prefix, acknowledged)
        cross join lateral generate_series(0, said.acknowledged - 1) as n
        left join order_numbers on order_numbers.number = said.prefix || n
        left join orders on orders.member_id = order_numbers.member_id and orders.order_id = order_numbers.order_id
          and orders.status = 'confirmed'
      where orders.order_id is null`.execute(db)
    const missing = found.rows[0]?.missing ?? Number.NaN
    if (missing !== 0) throw new NoFigure(`${missing} acknowledged orders are missing: no rate is shown.`)
  } finally {
    await close()
  }
  await withRooms(url, serverDir, async ({ programme }) => {
    const opened = openDatabase(url)
    const { checks } = await verify(opened.db, programme).finally(opened.close)
    const broken = checks.filter(({ violations }) => violations > 0)
    if (broken.length === 0) return
    const what = broken.map(({ law, violations }) => `${law} (${violations})`).join(', ')
    throw new NoFigure(`the database breaks ${what}: no rate is shown.`)
  })
}
