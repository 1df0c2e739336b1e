/** The copy in its file: opened, brought up to date, made anew. */
import { rmSync } from 'node:fs'
import { type Columns, openColumns } from '../../platform/duckdb.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { filled, lagOf, type Origin } from './filling.ts'
import { prepared } from './tables.ts'

export type Copy = {
  readonly db: Database
  /** @returns how many facts were read */
  refresh(): Promise<number>
  /** In positions of facts. */
  lag(): Promise<number>
  close(): Promise<void>
}

export type CopySettings = {
  readonly path: string
  readonly origin: Origin
  /** Beyond which DuckDB works on disk. */ readonly megabytes?: number
  readonly threads?: number
}

const MEGABYTES = 1_024
const THREADS = 2

/** Opens the copy; one that is broken or of another form is thrown away, as it can be made anew from the facts. */
export async function openCopy({
  path,
  origin,
  megabytes = MEGABYTES,
  threads = THREADS,
}: CopySettings): Promise<Copy> {
  const open = () => openColumns(path, { megabytes, threads })
  const columns = (await sound(open)) ?? (await anew(path, open))
  return {
    db: columns.db,
    refresh: () => filled(columns.db, origin),
    lag: () => lagOf(columns.db, origin.db),
    close: columns.close,
  }
}

async function sound(open: () => Promise<Columns>): Promise<Columns | undefined> {
  let columns: Columns | undefined
  try {
    columns = await open()
    if (await prepared(columns.db)) return columns
  } catch {
    // What cannot be read is made anew below; what keeps it from being made is said there.
  }
  await columns?.close()
  return undefined
}

async function anew(path: string, open: () => Promise<Columns>): Promise<Columns> {
  for (const file of [path, `${path}.wal`]) rmSync(file, { force: true })
  const columns = await open()
  if (!(await prepared(columns.db))) throw new Error(`the copy cannot be made in ${path}`)
  return columns
}
