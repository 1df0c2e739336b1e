/** Writes the whole database, as it is at one instant, to one file. */
import { createWriteStream, renameSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { finished, pipeline } from 'node:stream/promises'
import { constants, createZstdCompress } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { type Foot, type Manifest, measured } from './format.ts'
import { copyOutOf, STEADY_OUTPUT, sequencesOf, type Table, tablesOf } from './tables.ts'

export type BackupRequest = {
  readonly url: string
  readonly file: string
  /** Version of this program. */ readonly program: string
  /** RFC 3339. */ readonly at: string
  /** The text of the key file, when it shall be inside. */ readonly keys: string | undefined
  /** Hears of each table when it is written. */ readonly onTable?: (table: string, rows: number) => void
}

export type BackupSummary = { readonly tables: number; readonly rows: number; readonly bytes: number }

type Out = { write(text: string): Promise<void>; rows(table: Table, client: pg.Client): Promise<Foot> }

/** The file appears under its name only when it is complete and on disk; only its owner may read it. */
export async function writeBackup(request: BackupRequest): Promise<BackupSummary> {
  const unfinished = `${request.file}.unfinished`
  const client = new pg.Client({ connectionString: request.url, application_name: 'regulars-backup' })
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    await client.query(STEADY_OUTPUT)
    const packing = createZstdCompress({ params: { [constants.ZSTD_c_checksumFlag]: 1 } })
    const written = pipeline(packing, createWriteStream(unfinished, { mode: 0o600, flush: true }))
    const [summary] = await Promise.all([
      fill(request, client, outTo(packing)).then((totals) => {
        packing.end()
        return totals
      }),
      written,
    ])
    await client.query('commit')
    renameSync(unfinished, request.file)
    await syncFolder(dirname(request.file))
    return summary
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw error
  } finally {
    await client.end()
  }
}

async function fill(request: BackupRequest, client: pg.Client, out: Out): Promise<BackupSummary> {
  await out.write(lineOf(await manifest(request, client)))
  const tables = await tablesOf(client)
  let rows = 0
  let bytes = 0
  for (const table of tables) {
    await out.write(lineOf({ table: table.name, columns: table.columns }))
    const foot = await out.rows(table, client)
    await out.write(`\\.\n${lineOf(foot)}`)
    rows += foot.rows
    bytes += foot.bytes
    request.onTable?.(table.name, foot.rows)
  }
  // Sequences do not follow the snapshot: read last, they are at or past every number that was copied.
  await out.write(lineOf({ end: true, tables: tables.length, rows, sequences: await sequencesOf(client) }))
  return { tables: tables.length, rows, bytes }
}

async function manifest(request: BackupRequest, client: pg.Client): Promise<Manifest> {
  const present = await client.query(
    `select to_regclass('public.migrations') is not null as migrated,
            to_regclass('graphile_worker.migrations') is not null as jobs,
            current_setting('server_version') as postgres`,
  )
  const [found] = present.rows
  if (found.migrated !== true) throw new Error('The database is empty: there is nothing to back up.')
  const applied = await client.query('select number, name, hash from public.migrations order by number')
  return {
    format: 'regulars-backup',
    version: 1,
    at: request.at,
    program: request.program,
    postgres: found.postgres,
    migrations: applied.rows,
    jobs: found.jobs,
    keys: request.keys ?? null,
  }
}

function lineOf(value: object): string {
  return `${JSON.stringify(value)}\n`
}

function outTo(packing: NodeJS.WritableStream): Out {
  return {
    write: (text) =>
      new Promise((resolve, reject) => {
        packing.write(text, 'utf8', (error) => (error ? reject(error) : resolve()))
      }),
    rows: async (table, client) => {
      const rows = client.query(copyTo(copyOutOf(table)))
      const meter = measured()
      meter.pipe(packing, { end: false })
      await Promise.all([pipeline(rows, meter, { end: true }), finished(meter)])
      meter.unpipe(packing)
      return { rows: rows.rowCount ?? 0, ...meter.measure() }
    },
  }
}

async function syncFolder(folder: string): Promise<void> {
  const opened = await open(folder, 'r')
  await opened.sync()
  await opened.close()
}
