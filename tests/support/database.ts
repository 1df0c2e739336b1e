/** A database of its own for each test file, cloned from a template that holds the migrated, empty schema. */
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, inject } from 'vitest'
import { lock } from '../../src/platform/filelock.ts'
import { silentLog } from '../../src/platform/log.ts'
import { type OpenDatabase, openDatabase } from '../../src/platform/postgres/database.ts'
import { startEmbedded } from '../../src/platform/postgres/embedded.ts'
import { migrate } from '../../src/platform/postgres/migrate.ts'
import { testSettings } from './settings.ts'

export type TestDatabase = OpenDatabase & { /** For code that opens its own connections. */ readonly url: string }

const TEMPLATE = 'regulars_template'
/** The first start makes a cluster, which takes about a second, more on a busy machine. */
const FIRST_START_SECONDS = 60

/**
 * Clones the template (some 50 ms) and opens the clone; it is closed and dropped when the test file ends.
 * Call it at the top of a test file: `const { db } = await testDatabase()`.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const server = await serverUrl()
  const database = await cloneOf(server, await once('template', () => makeTemplate(server)))
  afterAll(database.drop)
  return database
}

/** A database without any table, not even that of the migrations. */
export async function emptyDatabase(): Promise<TestDatabase> {
  const database = await cloneOf(await serverUrl(), 'template1')
  afterAll(database.drop)
  return database
}

async function cloneOf(server: string, template: string): Promise<TestDatabase & { drop(): Promise<void> }> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await onServer(server, (admin) => sql`create database ${sql.id(name)} template ${sql.id(template)}`.execute(admin.db))
  const url = withDatabase(server, name)
  const opened = openDatabase(url, { connections: 8, name: 'test' })
  const drop = async (): Promise<void> => {
    await opened.close()
    await onServer(server, (admin) => dropped(admin, name))
  }
  return { ...opened, url, drop }
}

/** An autovacuum may be at work in it for a moment, which only a superuser may end. */
async function dropped(admin: OpenDatabase, name: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await sql`drop database ${sql.id(name)} with (force)`.execute(admin.db)
      return
    } catch (error) {
      const busy = error instanceof Error && error.message.includes('permission denied to terminate process')
      if (!busy || attempt === DROPS_AT_MOST) throw error
      await sleep(200)
    }
  }
}

const DROPS_AT_MOST = 50

async function onServer(url: string, work: (admin: OpenDatabase) => Promise<unknown>): Promise<void> {
  const admin = openDatabase(url, { connections: 1, name: 'test-admin' })
  await work(admin)
  await admin.close()
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

/** What the first caller of all workers makes and the rest wait for: a line of text kept in the run's folder. */
async function once(name: string, make: () => Promise<string>): Promise<string> {
  const made = join(inject('testFolder'), name)
  if (existsSync(made)) return readFileSync(made, 'utf8')
  const turn = await lock(`${made}.lock`, 'exclusive', FIRST_START_SECONDS)
  try {
    if (!existsSync(made)) writeFileSync(made, await make())
    return readFileSync(made, 'utf8')
  } finally {
    turn.release()
  }
}

/** URL of the run's Postgres. */
function serverUrl(): Promise<string> {
  const dataDir = join(inject('testFolder'), 'data')
  return once('server', async () => (await startEmbedded({ dataDir, log: silentLog(), settings: testSettings })).url)
}

async function makeTemplate(server: string): Promise<string> {
  // An earlier caller may have failed half-way, on a migration that is being written.
  await onServer(server, (admin) => sql`drop database if exists ${sql.id(TEMPLATE)}`.execute(admin.db))
  await onServer(server, (admin) => sql`create database ${sql.id(TEMPLATE)}`.execute(admin.db))
  const template = openDatabase(withDatabase(server, TEMPLATE), { connections: 1 })
  try {
    await migrate(template.db)
  } finally {
    await template.close()
  }
  return TEMPLATE
}
