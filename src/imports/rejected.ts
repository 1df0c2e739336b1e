/** The rejected lines as a CSV file that can be mended and given again: line, reason, then the cells as they were. */
import { createWriteStream } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { safeCell } from '../base/cells.ts'
import type { ImportId } from '../base/ids.ts'
import { type Locale, say } from '../base/refusals.ts'
import type { Database } from '../platform/postgres/database.ts'
import type { Mapping } from './mapping.ts'
import type { Survey } from './reading.ts'
import { openRows } from './rows.ts'
import { type RejectionRow, rejectionsAfter } from './store.ts'

const PAGE = 5_000

async function* reasonsOf(db: Database, importId: ImportId): AsyncGenerator<RejectionRow, void> {
  let after = 0
  for (;;) {
    const page = await rejectionsAfter(db, importId, { after, limit: PAGE })
    yield* page
    const last = page.at(-1)
    if (last === undefined) return
    after = last.line
  }
}

async function following(wanted: AsyncGenerator<RejectionRow, void>): Promise<RejectionRow | undefined> {
  const { value } = await wanted.next()
  return value === undefined ? undefined : value
}

/** Reads the file once more and writes its rejected lines. @returns how many; no file is written for none */
export async function writeRejected(given: {
  db: Database
  importId: ImportId
  file: Survey
  mapping: Mapping
  target: string
  locale: Locale
}): Promise<number> {
  const wanted = reasonsOf(given.db, given.importId)
  let next = await following(wanted)
  if (next === undefined) return 0
  const { heading, batches } = await openRows(given.file, given.mapping.file)
  let count = 0
  async function* text(): AsyncGenerator<string> {
    // The mark tells Excel that it is UTF-8.
    yield `\ufeff${['Line', 'Reason', ...heading].map(safeCell).join(',')}\r\n`
    for await (const rows of batches) {
      let piece = ''
      for (const row of rows) {
        if (next === undefined) break
        if (row.line !== next.line) continue
        const reason = say(next.words, next.facts, given.locale)
        piece += `${[String(row.line), reason, ...row.cells].map(safeCell).join(',')}\r\n`
        count += 1
        next = await following(wanted)
      }
      if (piece !== '') yield piece
      if (next === undefined) return
    }
  }
  await mkdir(dirname(given.target), { recursive: true, mode: 0o700 })
  await pipeline(Readable.from(text()), createWriteStream(`${given.target}.new`, { mode: 0o600 }))
  await rename(`${given.target}.new`, given.target)
  return count
}
