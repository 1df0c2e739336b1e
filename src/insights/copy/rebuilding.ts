/**
 * Makes the copy anew, all at once: everything is read as it was at one instant, and then the facts from there on. The tables are
 * filled beside those that are asked, and take their place in one transaction: whoever asks meanwhile gets the old answers, and a
 * crash leaves the old copy.
 */
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type RawBuilder, sql } from 'kysely'
import { personRows } from '../../members/copied.ts'
import { guestRows, movementRows, returnRows, soldRows } from '../../orders/copied.ts'
import { factRows, newestPosition } from '../../platform/facts.ts'
import { atOneInstant, type Snapshot } from '../../platform/postgres/copyout.ts'
import { type Database, row, type Tx, transaction } from '../../platform/postgres/database.ts'
import { ladderMark, type Origin, TIER_CHANGED } from './filling.ts'
import * as sources from './sources.ts'
import { dropComing, exchangeTables, prepareComing, setMark, type Which } from './tables.ts'

/** In rows of Postgres. */
export type OnProgress = (done: number, total: number) => void

type Part = {
  readonly rows: RawBuilder<object>
  readonly source: sources.Source
  put(tx: Tx, from: RawBuilder<unknown>, which: Which): Promise<unknown>
}

/**
 * @param folder for files that are there while it works, as large as what is copied; it is made and taken away
 * @param onProgress hears how far it is after each part
 */
export async function rebuilt(
  copy: Database,
  origin: Origin,
  { folder, onProgress }: { folder: string; onProgress: OnProgress },
): Promise<void> {
  const main = origin.mainLadder()
  const parts: readonly Part[] = [
    { rows: soldRows(), source: sources.sold, put: sources.putSold },
    { rows: guestRows(), source: sources.sold, put: sources.putSold },
    { rows: personRows(main), source: sources.persons, put: sources.putPersons },
    { rows: returnRows(), source: sources.returned, put: sources.putReturned },
    { rows: factRows(TIER_CHANGED), source: sources.facts, put: sources.putTierMoves },
    { rows: movementRows(), source: sources.movements, put: sources.putMovements },
  ]
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  try {
    await prepareComing(copy)
    const position = await atOneInstant(origin.copying, async (snapshot) => {
      await putParts(copy, snapshot, { parts, folder, onProgress })
      return newestPosition(snapshot.db)
    })
    await transaction(copy, async (tx) => {
      await exchangeTables(tx)
      await setMark(tx, { position, ladder: ladderMark(main) })
    })
    await sql`checkpoint`.execute(copy)
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await dropComing(copy)
  }
}

type Work = { readonly parts: readonly Part[]; readonly folder: string; readonly onProgress: OnProgress }

/** One part is written out while the one before is read in. */
async function putParts(copy: Database, snapshot: Snapshot, { parts, folder, onProgress }: Work): Promise<void> {
  const sizes: number[] = []
  for (const { rows } of parts) sizes.push(await counted(snapshot.db, rows))
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const file = (index: number) => join(folder, `${index}.csv`)
  const written = async (index: number) => {
    const part = parts[index]
    if (part !== undefined) await snapshot.write(part.rows, file(index))
  }
  let [done, ready] = [0, written(0)]
  onProgress(done, total)
  for (const [index, part] of parts.entries()) {
    await ready
    ready = written(index + 1)
    // What goes wrong with it is said when its turn comes.
    ready.catch(() => undefined)
    await put(copy, part, file(index))
    rmSync(file(index))
    done += sizes[index] ?? 0
    onProgress(done, total)
  }
}

async function counted(on: Database, rows: RawBuilder<object>): Promise<number> {
  const found = await row(on, sql<{ rows: number }>`select count(*)::int as rows from (${rows}) as counted`)
  return found?.rows ?? 0
}

/** Beyond what two thousand lines of one order can be; what is held of a file at once is twice that for each thread. */
const LINE_BYTES = 8_388_608

async function put(copy: Database, { source, put: into }: Part, file: string): Promise<void> {
  const from = sql`(
    select * from read_csv(${sql.lit(file)}, columns = ${sql.raw(JSON.stringify(source).replaceAll('"', "'"))}, header = false,
      auto_detect = false, delim = ',', quote = '"', escape = '"', nullstr = '', allow_quoted_nulls = false,
      max_line_size = ${sql.lit(LINE_BYTES)}, buffer_size = ${sql.lit(2 * LINE_BYTES)})
  )`
  await copy.connection().execute(async (on) => {
    // Rows need not stay in their order, which would have to be kept in memory.
    await sql`set preserve_insertion_order = false`.execute(on)
    try {
      await transaction(on, (tx) => into(tx, from, 'coming'))
    } finally {
      await sql`reset preserve_insertion_order`.execute(on)
    }
  })
}
