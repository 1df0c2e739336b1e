/** Reads a backup into an empty database: all of it, checked, or nothing. */
import { createReadStream } from 'node:fs'
import { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdDecompress } from 'node:zlib'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { openDatabase } from '../postgres/database.ts'
import { migrate, migrations } from '../postgres/migrate.ts'
import {
  BackupUnusable,
  backupReader,
  endOf,
  expect,
  footOf,
  headOf,
  type Manifest,
  manifestOf,
  measured,
} from './format.ts'
import { copyInto, copyOutOf, STEADY_OUTPUT, type Table, tablesOf, UNFINISHED } from './tables.ts'

export type RestoreRequest = {
  readonly url: string
  readonly file: string
  /** Called with the manifest before anything is changed; throws to refuse. */
  readonly accept?: (manifest: Manifest) => void
  /** Hears of each table when it is read. */ readonly onTable?: (table: string, rows: number) => void
}

export type RestoreSummary = { readonly tables: number; readonly rows: number; readonly manifest: Manifest }

type Reader = ReturnType<typeof backupReader>
type Loaded = { readonly table: Table; readonly rows: number; readonly sha256: string }

/** @throws BackupUnusable, or an error that says why the database cannot take it */
export async function readBackup(request: RestoreRequest): Promise<RestoreSummary> {
  const unpacking = createZstdDecompress()
  const file = createReadStream(request.file)
  file.on('error', (error) => unpacking.destroy(error))
  const reader = backupReader(file.pipe(unpacking))
  try {
    const manifest = await readManifest(reader, request)
    await prepareDatabase(request.url, manifest)
    const loaded = await inTransaction(request.url, async (client) => {
      const done = await loadAll(client, reader, request)
      await verify(client, done)
      await releaseJobs(client, manifest)
      await client.query(`drop table ${UNFINISHED}`)
      return done
    })
    await migrateTo(request.url, undefined)
    return { tables: loaded.length, rows: loaded.reduce((sum, one) => sum + one.rows, 0), manifest }
  } catch (error) {
    throw isZlibError(error) ? new BackupUnusable('The backup file is damaged or no backup of Regulars.') : error
  } finally {
    file.destroy()
    unpacking.destroy()
  }
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(ZSTD_|Z_|ERR_ZSTD)/.test(String(error.code))
}

/** A backup of a newer program, or of one whose migrations differ, would not fit the tables made here. */
async function readManifest(reader: Reader, request: RestoreRequest): Promise<Manifest> {
  const manifest = expect(manifestOf, await reader.line())
  const known = await migrations()
  for (const { number, name, hash } of manifest.migrations) {
    const own = known[number - 1]
    if (own === undefined)
      throw new BackupUnusable(
        `The backup is of Regulars ${manifest.program}, which is newer than this program. Restore it with that version.`,
      )
    if (own.hash !== hash)
      throw new BackupUnusable(`The backup was made with another migration ${number} ${name} than this program has.`)
  }
  request.accept?.(manifest)
  return manifest
}

/** Makes the tables as they were when the backup was written. A restore that did not finish may be tried again. */
async function prepareDatabase(url: string, manifest: Manifest): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query(
      `select count(*)::int as tables, bool_or(format('%I.%I', schemaname, tablename) = $1) as unfinished
       from pg_tables where schemaname in ('public', 'graphile_worker')`,
      [UNFINISHED],
    )
    const [found] = rows
    if (found.tables > 0 && found.unfinished !== true)
      throw new Error(
        'The database is not empty, and a restore never overwrites. Restore into another data folder (--data) or database.',
      )
    await client.query(`create table if not exists ${UNFINISHED} (only_row boolean primary key default true)`)
  } finally {
    await client.end()
  }
  if (manifest.jobs) await runMigrations({ connectionString: url })
  await migrateTo(url, manifest.migrations.length)
}

/** @param until undefined: to the newest */
async function migrateTo(url: string, until: number | undefined): Promise<void> {
  const database = openDatabase(url, { connections: 1 })
  try {
    await migrate(database.db, until)
  } finally {
    await database.close()
  }
}

async function inTransaction<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'regulars-restore' })
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read')
    await client.query(STEADY_OUTPUT)
    const result = await work(client)
    await client.query('commit')
    return result
  } finally {
    await client.end()
  }
}

async function loadAll(client: pg.Client, reader: Reader, request: RestoreRequest): Promise<Loaded[]> {
  const tables = new Map((await tablesOf(client)).map((table) => [table.name, table]))
  // Migrations may have put rows in; the backup has them as they are now.
  if (tables.size > 0) await client.query(`truncate ${[...tables.keys()].join(', ')}`)
  const loaded: Loaded[] = []
  for (;;) {
    const line = await reader.line()
    if (endOf.Check(line)) {
      const end = expect(endOf, line)
      if (end.tables !== loaded.length) throw new BackupUnusable('The backup file lacks some of its tables.')
      for (const { name, last } of end.sequences) await client.query('select setval($1::regclass, $2)', [name, last])
      return loaded
    }
    const head = expect(headOf, line)
    const table = tables.get(head.table)
    if (table === undefined)
      throw new BackupUnusable(`The backup has a table ${head.table} that this program does not know.`)
    loaded.push(await load(client, reader, { ...table, columns: columnsOf(head.columns, table) }))
    request.onTable?.(head.table, loaded.at(-1)?.rows ?? 0)
  }
}

/** Names from a file become SQL only when the database itself has them. */
function columnsOf(named: readonly string[], table: Table): readonly string[] {
  const unknown = named.find((column) => !table.columns.includes(column))
  if (unknown !== undefined)
    throw new BackupUnusable(`The backup has a column ${table.name}.${unknown} that this program does not know.`)
  return named
}

async function load(client: pg.Client, reader: Reader, table: Table): Promise<Loaded> {
  const meter = measured()
  const into = client.query(copyFrom(copyInto(table)))
  try {
    await pipeline(Readable.from(reader.rows()), meter, into)
  } catch (error) {
    // Postgres' own message would quote the row.
    if (error instanceof pg.DatabaseError) throw new BackupUnusable(damagedRows(table), { cause: error.code })
    throw error
  }
  const foot = expect(footOf, await reader.line())
  const { sha256 } = meter.measure()
  if (sha256 !== foot.sha256) throw new BackupUnusable(damagedRows(table))
  if (into.rowCount !== foot.rows)
    throw new BackupUnusable(`${table.name} should have ${foot.rows} rows, ${into.rowCount} came.`)
  return { table, rows: foot.rows, sha256 }
}

/** Jobs that were at work when the backup was written would else count as taken for hours. */
async function releaseJobs(client: pg.Client, manifest: Manifest): Promise<void> {
  if (!manifest.jobs) return
  for (const table of ['_private_jobs', '_private_job_queues'])
    await client.query(
      `update graphile_worker.${table} set locked_at = null, locked_by = null where locked_at is not null`,
    )
}

function damagedRows({ name }: Table): string {
  return `The rows of ${name} in the backup file are damaged.`
}

/** Reads everything back: what the database now holds must have the hash of what the backup says. */
async function verify(client: pg.Client, loaded: readonly Loaded[]): Promise<void> {
  for (const { table, sha256 } of loaded) {
    const meter = measured()
    const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
    await pipeline(client.query(copyTo(copyOutOf(table))), meter, nowhere)
    if (meter.measure().sha256 !== sha256) throw new Error(`${table.name} reads back differently than the backup says.`)
  }
}
