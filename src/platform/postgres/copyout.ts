/** Whole tables out of Postgres, as they are at one instant: what statements give is streamed, so that memory does not grow with it. */
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { type RawBuilder, sql } from 'kysely'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { Database } from './database.ts'
import { databaseOn } from './oneclient.ts'

export type Snapshot = {
  /** Sees the same instant as everything that is written. */
  readonly db: Database
  /** Writes what the statement gives as CSV: null is nothing, the empty text `""`. @param statement without parameters */
  write(statement: RawBuilder<unknown>, file: string): Promise<void>
}

/** What `work` reads is as it was when it began, whatever is written meanwhile. */
export async function atOneInstant<T>(pool: pg.Pool, work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  const db = databaseOn(client)
  let broken = true
  try {
    await sql`begin isolation level repeatable read read only`.execute(db)
    const result = await work({
      db,
      async write(statement, file) {
        const { sql: text, parameters } = statement.compile(db)
        if (parameters.length > 0) throw new Error('what is copied has no parameters')
        await pipeline(client.query(copyTo(`copy (${text}) to stdout (format csv)`)), createWriteStream(file))
      },
    })
    await sql`commit`.execute(db)
    broken = false
    return result
  } finally {
    // A connection that stopped in the middle of something is not given to anybody else.
    client.release(broken)
  }
}

/** An instant as whole milliseconds since 1970, for what knows no `timestamptz`. */
export function milliseconds(column: string): RawBuilder<number> {
  return sql.raw(`(extract(epoch from ${column}) * 1000)::bigint`)
}
