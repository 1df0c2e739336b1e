/**
 * Migrations are numbered SQL files in `migrations/`, forward only, each applied once in a transaction of its own.
 * What was applied is remembered with a hash: a file that changed afterwards is refused, because two databases would differ.
 */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { type Database, row, rows, transaction } from './database.ts'

export type Migration = { readonly number: number; readonly name: string; readonly text: string; readonly hash: string }

const folder = new URL('../../../migrations/', import.meta.url)
/** Any fixed number: one process migrates, the others wait. */
const MIGRATION_LOCK = 7_301_114

/** The files of `migrations/`, by number. @throws when a number is missing or used twice */
export async function migrations(): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name)).sort()
  const found: Migration[] = []
  for (const name of names) {
    const number = Number(name.slice(0, 4))
    if (number !== found.length + 1) throw new Error(`migrations: expected number ${found.length + 1}, found ${name}`)
    const text = await readFile(new URL(name, folder), 'utf8')
    found.push({ number, name: name.slice(5, -4), text, hash: createHash('sha256').update(text).digest('hex') })
  }
  return found
}

async function applied(db: Database): Promise<{ number: number; name: string; hash: string }[]> {
  const exists = await row(
    db,
    sql<{ present: boolean }>`select to_regclass('public.migrations') is not null as present`,
  )
  if (exists?.present !== true) return []
  return rows(
    db,
    sql<{ number: number; name: string; hash: string }>`select number, name, hash from migrations order by number`,
  )
}

/** What `migrate` would apply. @throws when the database knows migrations that the files do not, or an applied file changed */
export async function pendingMigrations(db: Database): Promise<Migration[]> {
  const files = await migrations()
  const done = await applied(db)
  for (const past of done) {
    const file = files[past.number - 1]
    if (file === undefined)
      throw new Error(`the database is newer than this program: it has migration ${past.number} ${past.name}`)
    if (file.hash !== past.hash)
      throw new Error(`migration ${past.number} ${past.name} was changed after it was applied`)
  }
  return files.slice(done.length)
}

/**
 * Brings the database up to `until` (the newest by default) and returns what was applied.
 * Several processes may call it at once: one works, the others find nothing left to do.
 */
export async function migrate(db: Database, until = Number.POSITIVE_INFINITY): Promise<Migration[]> {
  return db.connection().execute(async (one) => {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK}::bigint)`.execute(one)
    try {
      await sql`
        create table if not exists migrations (
          number int primary key,
          name text not null,
          hash text not null,
          applied_at timestamptz not null default now()
        )`.execute(one)
      const pending = (await pendingMigrations(one)).filter((migration) => migration.number <= until)
      for (const migration of pending) {
        await transaction(one, async (tx) => {
          await sql.raw(migration.text).execute(tx)
          await sql`insert into migrations (number, name, hash) values (${migration.number}, ${migration.name}, ${migration.hash})`.execute(
            tx,
          )
        })
      }
      return pending
    } finally {
      await sql`select pg_advisory_unlock(${MIGRATION_LOCK}::bigint)`.execute(one)
    }
  })
}
