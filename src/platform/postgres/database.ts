/**
 * The one way to Postgres: Kysely's `sql` templates over a pool whose connections prepare each statement once.
 * Types in: text, numbers, booleans, ids, `stamp(instant)`, and arrays of these for `unnest`.
 * Types out: `int8` as a safe number, `timestamptz` as an Instant, `date` as text, `jsonb` parsed.
 */
import { type ConnectionProvider, Kysely, PostgresDialect, type RawBuilder, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { type Instant, instantText } from '../../base/time.ts'
import { GroupingClient } from './grouped.ts'
import { statementName } from './statements.ts'

/** Tables are described by the SQL of each room's store, not here. */
// biome-ignore lint/complexity/noBannedTypes: no table is reachable through the query builder
type NoTables = {}

export type Database = Kysely<NoTables>
export type Tx = Transaction<NoTables>

export type OpenDatabase = { readonly db: Database; readonly pool: pg.Pool; close(): Promise<void> }

/** A client that gives every parameterised statement a name, so that Postgres parses and plans it once per connection. */
class PreparingClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: pg's overloads cannot be restated; the call is passed on unchanged
  override query(...given: any[]): any {
    const [text, values] = given
    const parameterised = typeof text === 'string' && Array.isArray(values) && values.length > 0
    const named = parameterised ? statementName(text) : undefined
    // biome-ignore lint/suspicious/noExplicitAny: as above
    const pass = super.query.bind(this) as (...args: any[]) => any
    return named === undefined ? pass(...given) : pass({ name: named, text, values }, ...given.slice(2))
  }
}

/** @throws RangeError when a bigint column holds more than a safe integer: such a balance must never be rounded silently */
function parseInt8(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint outside the safe range: ${text}`)
  return value
}

const zero = 48
const point = 46

function digits(text: string, from: number, to: number): number {
  let value = 0
  for (let index = from; index < to; index += 1) value = value * 10 + text.charCodeAt(index) - zero
  return value
}

/**
 * `2026-03-01 08:00:00.123456+00` (the session's zone is UTC) to milliseconds; `infinity` is not used by any table.
 * By hand, because accounts are full of instants and this is called some hundred times for each batch of the desk.
 */
export function parseTimestamptz(text: string): Instant {
  const day = Date.UTC(digits(text, 0, 4), digits(text, 5, 7) - 1, digits(text, 8, 10))
  const seconds = digits(text, 11, 13) * 3600 + digits(text, 14, 16) * 60 + digits(text, 17, 19)
  let thousandths = 0
  if (text.charCodeAt(19) === point) {
    for (let index = 20, weight = 100; index < 23; index += 1, weight /= 10) {
      const digit = text.charCodeAt(index) - zero
      if (digit < 0 || digit > 9) break
      thousandths += digit * weight
    }
  }
  return (day + seconds * 1000 + thousandths) as Instant
}

const int8 = 20
const timestamptz = 1184
const date = 1082
const numeric = 1700

const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === int8 || oid === numeric) return parseInt8
    if (oid === timestamptz) return parseTimestamptz
    if (oid === date) return (text: string) => text
    return pg.types.getTypeParser(oid, format)
  },
}

export type DatabaseOptions = {
  /** Connections kept at most. */ readonly connections?: number
  /** Shown in `pg_stat_activity`. */ readonly name?: string
  /**
   * `short`: what is asked in one turn of the event loop succeeds or fails together (grouped.ts), and statements are planned
   * once, whatever their parameters. For the desk, whose statements always want the same indexes and are so short that
   * planning them anew, or being woken for each of them, would cost more than running them.
   */
  readonly transactions?: 'short'
  /** Milliseconds after which a statement is given up; 0 never. */ readonly statementTimeout?: number
  /** True: a long question takes one processor, and leaves the others to who sells. */ readonly modest?: boolean
}

/** Opens a pool; the first query connects. `onError` hears of idle connections that broke (the pool replaces them). */
export function openDatabase(
  url: string,
  options: DatabaseOptions = {},
  onError: (error: Error) => void = () => {},
): OpenDatabase {
  const short = options.transactions === 'short'
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connections ?? 8,
    application_name: options.name ?? 'regulars',
    options: `-c timezone=UTC -c datestyle=ISO${short ? ' -c plan_cache_mode=force_generic_plan -c enable_seqscan=off' : ''}${options.modest === true ? ' -c max_parallel_workers_per_gather=0' : ''}`,
    statement_timeout: options.statementTimeout ?? 0,
    idle_in_transaction_session_timeout: 60_000,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    Client: short ? GroupingClient : PreparingClient,
    types,
  } as pg.PoolConfig)
  pool.on('error', onError)
  // A connection that breaks between two statements of a transaction has nobody else who listens; unheard, it ends the process.
  pool.on('connect', (client) => void client.on('error', onError))
  const db: Database = new Kysely<NoTables>({ dialect: new PostgresDialect({ pool }) })
  return { db, pool, close: () => db.destroy() }
}

/**
 * One transaction at read committed: commits when `work` resolves, rolls back when it throws. What is asked at once goes out one
 * after the other; when one of them fails, those that wait behind it are refused: Kysely would send them after the rollback, and
 * each would be committed by itself.
 */
export function transaction<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (frame) => {
    let open = true
    const tx = over(frame, (consumer) =>
      frame.getExecutor().provideConnection(async (connection) => {
        if (!open) throw new Error('asked of a transaction that is over')
        try {
          return await consumer(connection)
        } catch (error) {
          open = false
          throw error
        }
      }),
    )
    try {
      return await work(tx)
    } finally {
      open = false
    }
  })
}

/**
 * A transaction in which Postgres plans each statement for its values: what is rare is looked up in an index, and what is common
 * is read off in order. A plan for any value, which a prepared statement gets after a while, is wrong for one of the two, by
 * seconds among a million rows.
 */
export function plannedForValues<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  return transaction(db, async (tx) => {
    await sql`set local plan_cache_mode = force_custom_plan`.execute(tx)
    return work(tx)
  })
}

/** What is to be written, asked for at once when it is called, and what the transaction gives when it is committed. */
export type Decision<T> = { readonly result: T; write(tx: Tx): Promise<unknown> }

/**
 * A transaction in two sendings, where waiting for Postgres would cost more than its work: `begin` travels with what `load`
 * asks first, and `commit` with what `write` asks. A statement that `write` asks for later would not be part of the transaction,
 * so it is refused.
 */
export function shortTransaction<L, T>(
  db: Database,
  load: (tx: Tx) => Promise<L>,
  decide: (loaded: L) => Decision<T>,
): Promise<T> {
  return onOneConnection(db, async (frame) => {
    let open = true
    const tx = over(frame, (consumer) => {
      return open
        ? frame.getExecutor().provideConnection(consumer)
        : Promise.reject(new Error('asked after the commit'))
    })
    try {
      const [, loaded] = await Promise.all([sql`begin`.execute(frame), load(tx)])
      const { result, write } = decide(loaded)
      const written = write(tx)
      open = false
      await Promise.all([written, sql`commit`.execute(frame)])
      return result
    } catch (error) {
      open = false
      await sql`rollback`.execute(frame).catch(() => undefined)
      throw error
    }
  })
}

/** Kysely's own way to hold on to a connection lets one statement through at a time; here they go out as they are asked. */
export function onOneConnection<T>(db: Database, work: (on: Tx) => Promise<T>): Promise<T> {
  return db.getExecutor().provideConnection((connection) => work(over(db, (consumer) => consumer(connection))))
}

function over(db: Database, provideConnection: ConnectionProvider['provideConnection']): Tx {
  const executor = db.getExecutor().withConnectionProvider({ provideConnection })
  return { getExecutor: () => executor } as Tx
}

/** The rows of one statement. */
export async function rows<Row>(on: Tx | Database, statement: RawBuilder<Row>): Promise<Row[]> {
  const result = await statement.execute(on)
  return result.rows
}

/** The only row, or undefined. */
export async function row<Row>(on: Tx | Database, statement: RawBuilder<Row>): Promise<Row | undefined> {
  return (await rows(on, statement))[0]
}

/** How many rows a statement changed. */
export async function changed(on: Tx | Database, statement: RawBuilder<unknown>): Promise<number> {
  const result = await statement.execute(on)
  return Number(result.numAffectedRows ?? 0)
}

/** An instant as a `timestamptz` parameter. */
export function stamp(at: Instant): string
export function stamp(at: Instant | null): string | null
export function stamp(at: Instant | null): string | null {
  return at === null ? null : instantText(at)
}

/** True for Postgres' unique_violation, optionally of one constraint. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  return (
    error instanceof pg.DatabaseError &&
    error.code === '23505' &&
    (constraint === undefined || error.constraint === constraint)
  )
}

/** Each statement that follows in this transaction is given up after so long. */
export async function givenUpAfter(tx: Tx, milliseconds: number): Promise<void> {
  await sql`select set_config('statement_timeout', ${String(milliseconds)}::text, true)`.execute(tx)
}

/** Whether a statement was given up because it took longer than it may. */
export function isTimeout(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '57014'
}
