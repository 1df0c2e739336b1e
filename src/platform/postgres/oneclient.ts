/** Connections for what Kysely does not know: COPY, and locks that last as long as a session. */
import { Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely'
import pg from 'pg'
import type { Database } from './database.ts'

/** Enough for two at once: each takes one connection for its lock and one to copy. */
const CONNECTIONS = 4

/** A small pool, apart from the others: whoever copies keeps his connection for long. */
export function copyPool(url: string, onError: (error: Error) => void = () => {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    application_name: 'regulars-copy',
    options: '-c timezone=UTC -c datestyle=ISO',
    idleTimeoutMillis: 10_000,
    keepAlive: true,
  })
  pool.on('error', onError)
  return pool
}

/** A database whose every query and transaction runs on this connection; whoever took it gives it back. */
export function databaseOn(client: pg.PoolClient): Database {
  const held = { query: client.query.bind(client), release: () => {} } as unknown as PostgresPoolClient
  const pool = { connect: async () => held, end: async () => {}, options: {} }
  return new Kysely({ dialect: new PostgresDialect({ pool }) })
}
