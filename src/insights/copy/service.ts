/** The copy in its file: opened, brought up to date, made anew. */
import { rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { type Columns, openColumns } from '../../platform/duckdb.ts'
import { factsLeft, lastPosition } from '../../platform/facts.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { filled, ladderMark, type Origin } from './filling.ts'
import { type OnProgress, rebuilt } from './rebuilding.ts'
import { forgetWritten, markOf, prepared } from './tables.ts'

export type { Origin } from './filling.ts'

export type Copy = {
  readonly db: Database
  /**
   * Reads the facts that came since; all at once where that is quicker, or needed. @returns how far it came, in positions of facts
   */
  refresh(onProgress?: OnProgress): Promise<number>
  /**
   * Everything anew, beside what is asked meanwhile, and on from there. What models had noted of what they wrote is forgotten, so
   * that they write all of it again. @returns how far it came, in positions of facts
   */
  rebuild(onProgress?: OnProgress): Promise<number>
  /** In facts, which are estimated when there are many. Below zero: the books are older than the copy. */
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
/** Half of the machine: the other half is for who sells. */
const THREADS = Math.max(1, Math.floor(availableParallelism() / 2))

/** Opens the copy; one that is broken or of another form is thrown away, as it can be made anew. */
export async function openCopy({
  path,
  origin,
  megabytes = MEGABYTES,
  threads = THREADS,
}: CopySettings): Promise<Copy> {
  const open = () => openColumns(path, { megabytes, threads })
  const columns = (await sound(open)) ?? (await anew(path, open))
  const { db } = columns
  const inTurn = turns()

  async function read(all: boolean, onProgress: OnProgress = () => {}): Promise<number> {
    const before = await markOf(db)
    if (all) await rebuilt(db, origin, { folder: `${path}.coming`, onProgress })
    await filled(db, origin)
    return (await markOf(db)).position - before.position
  }

  return {
    db,
    refresh: (onProgress) => inTurn(async () => read(await wantsAll(db, origin), onProgress)),
    rebuild: (onProgress) =>
      inTurn(async () => {
        await forgetWritten(db)
        return read(true, onProgress)
      }),
    lag: async () => behind(origin.db, (await markOf(db)).position),
    close: columns.close,
  }
}

/** So many are counted; of more, positions tell, some of which may never have become facts. */
const COUNTED = 10_000

async function behind(db: Database, position: number): Promise<number> {
  const last = await lastPosition(db)
  if (last < position) return last - position
  const left = await factsLeft(db, position, COUNTED)
  return left < COUNTED ? left : Math.max(left, last - position)
}

/** Fewer are read one by one, whatever there is. */
const MANY = 20_000
/** So much longer one fact takes than what there is to read all at once for one. */
const LONGER = 8

/**
 * Before anything was read, when another ladder is the first, when the books are older than the copy, and when so much happened that
 * reading everything is quicker.
 */
async function wantsAll(copy: Database, origin: Origin): Promise<boolean> {
  const { position, ladder } = await markOf(copy)
  if (ladder !== ladderMark(origin.mainLadder())) return true
  const left = await behind(origin.db, position)
  return left < 0 || left > Math.max(MANY, (position + left) / LONGER)
}

/** One after the other, whoever asks. */
function turns() {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work)
    last = turn.catch(() => undefined)
    return turn
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
