/** Where Postgres spent its time, statement by statement: its own pg_stat_statements, loaded only when asked for. */
import { sql } from 'kysely'
import { openDatabase } from '../../src/platform/postgres/database.ts'
import type { Settings } from '../../src/platform/postgres/settings.ts'

export const countingStatements: Settings = {
  shared_preload_libraries: 'pg_stat_statements',
  'pg_stat_statements.track_planning': 'on',
}

const STATEMENTS_SHOWN = 30

type Row = {
  readonly calls: number
  readonly mean: number
  readonly plan: number
  readonly share: number
  readonly text: string
}

/** Forgets what was counted so far. @param url as superuser */
export function resetStatements(url: string): Promise<void> {
  return onServer(url, async (db) => {
    await sql`create extension if not exists pg_stat_statements`.execute(db)
    await sql`select pg_stat_statements_reset()`.execute(db)
  })
}

/** Without those of pgbench. */
export function statements(url: string): Promise<string> {
  return onServer(url, async (db) => {
    const { rows } = await sql<Row>`
      select calls, mean_exec_time as mean, total_plan_time / calls as plan,
        100 * (total_exec_time + total_plan_time) / sum(total_exec_time + total_plan_time) over () as share,
        left(regexp_replace(query, '[[:space:]]+', ' ', 'g'), 110) as text
      from pg_stat_statements join pg_database on pg_database.oid = dbid
      where datname = 'bench_run'
      order by share desc limit ${STATEMENTS_SHOWN}::int`.execute(db)
    const shown = rows.map(({ calls, mean, plan, share, text }) => {
      const times = `${mean.toFixed(3).padStart(8)} ms + plan ${plan.toFixed(3)}`
      return `${share.toFixed(1).padStart(5)} %  ${String(calls).padStart(8)} ×${times}  ${text}`
    })
    return ['time of statements in Postgres:', ...shown].join('\n')
  })
}

async function onServer<T>(url: string, work: (db: ReturnType<typeof openDatabase>['db']) => Promise<T>): Promise<T> {
  const { db, close } = openDatabase(url, { connections: 1 })
  return work(db).finally(close)
}
