/**
 * A file of DuckDB, asked as Postgres is: the same `sql` templates over the same type, so that a question in the SQL that both
 * share runs on either (decision 0038). It is for questions over everything; what decides anything stays in Postgres.
 * Types in: text, numbers, booleans, null. Types out: integers as safe numbers, `timestamptz` and `uuid` as text.
 */
import {
  type DuckDBConnection,
  DuckDBInstance,
  type DuckDBResult,
  type DuckDBType,
  type DuckDBValue,
  JSDuckDBValueConverter,
} from '@duckdb/node-api'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import type { Database } from './postgres/database.ts'

export type Columns = { readonly db: Database; close(): Promise<void> }

/** @param megabytes beyond which DuckDB writes to disk what it works on */
export async function openColumns(
  path: string,
  { megabytes, threads }: { megabytes: number; threads: number },
): Promise<Columns> {
  const instance = await DuckDBInstance.create(path, {
    ...{ memory_limit: `${megabytes}MB`, threads: String(threads) },
    // Nothing is fetched and no other file is read.
    ...{ autoinstall_known_extensions: 'false', autoload_known_extensions: 'false' },
  })
  const connection = await instance.connect()
  await connection.run(`set timezone = 'UTC'`)
  const db: Database = new Kysely({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => oneConnection(connection),
      createIntrospector: (of) => new PostgresIntrospector(of),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
  return {
    db,
    async close() {
      await db.destroy()
      connection.closeSync()
      instance.closeSync()
    },
  }
}

/** One connection: whoever asks meanwhile waits for his turn. */
function oneConnection(connection: DuckDBConnection): Driver {
  const run = async (statement: string) => void (await connection.run(statement))
  const asking = asked(connection)
  let turn: Promise<void> = Promise.resolve()
  let release = () => {}
  return {
    init: async () => {},
    async acquireConnection() {
      const before = turn
      const { promise, resolve } = Promise.withResolvers<void>()
      turn = promise
      await before
      release = resolve
      return asking
    },
    releaseConnection: async () => release(),
    beginTransaction: () => run('begin'),
    commitTransaction: () => run('commit'),
    rollbackTransaction: () => run('rollback'),
    destroy: async () => {},
  }
}

type Given = string | number | bigint | boolean | null

function asked(connection: DuckDBConnection): DatabaseConnection {
  return {
    async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      const result = await connection.run(sql, parameters.map(given))
      return { rows: (await rowsOf(result)) as Row[] }
    },
    streamQuery() {
      throw new Error('what is asked of columns is read whole')
    },
  }
}

/** A part of it at once, so that it does not stand in memory twice. */
async function rowsOf(result: DuckDBResult): Promise<Record<string, unknown>[]> {
  const names = result.deduplicatedColumnNames()
  const rows: Record<string, unknown>[] = []
  for (;;) {
    const chunk = await result.fetchChunk()
    if (chunk === null || chunk.rowCount === 0) return rows
    const columns = names.map((name, at) => ({ name, values: chunk.getColumnVector(at) }))
    for (let place = 0; place < chunk.rowCount; place += 1) {
      const row: Record<string, unknown> = {}
      for (const { name, values } of columns) row[name] = plain(values.getItem(place), values.type)
      rows.push(row)
    }
  }
}

function given(value: unknown): Given {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value !== 'number') throw new TypeError(`not for columns: ${typeof value}`)
  // Whole numbers stay whole: as a fraction a large one would lose its last digits.
  return Number.isInteger(value) ? BigInt(value) : value
}

/** @throws RangeError when there is more in it than a safe integer: it must never be rounded silently */
function plain(value: DuckDBValue, type: DuckDBType): unknown {
  if (typeof value === 'bigint') {
    const number = Number(value)
    if (!Number.isSafeInteger(number)) throw new RangeError(`beyond a safe integer: ${value}`)
    return number
  }
  if (typeof value !== 'object' || value === null) return value
  return JSDuckDBValueConverter(value, type, JSDuckDBValueConverter)
}
