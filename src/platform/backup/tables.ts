/** What a backup consists of: the tables and sequences of this program in a database, in an order that foreign keys allow. */
import type pg from 'pg'

export type Table = {
  /** Schema and name, quoted. */ readonly name: string
  /** Quoted. What Postgres computes itself is left out. */ readonly columns: readonly string[]
  /** SQL that puts equal contents in the same order in every database, whatever its collation. */ readonly order: string
}

export type Sequence = { readonly name: string; readonly last: string }

/** `graphile_worker` holds the jobs that wait. */
const SCHEMAS = ['public', 'graphile_worker']
/** What `migrate` of either schema keeps; a restore runs these migrations instead of copying their notes. */
const NOTES = ['public.migrations', 'graphile_worker.migrations']
export const UNFINISHED = 'public.restore_unfinished'

/**
 * Columns of type `xid8` number transactions of one cluster and mean nothing in another: they are left out, so that a
 * restored row gets the number of the transaction that restored it.
 */
const TABLES = `
  select format('%I.%I', n.nspname, c.relname) as name,
         array(select quote_ident(a.attname) from pg_attribute a
               where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                 and a.atttypid <> 'xid8'::regtype
               order by a.attname) as columns,
         array(select format(case when t.typcategory = 'S' then '%I collate "C"' else '%I' end, a.attname)
               from pg_index i
               cross join lateral unnest(i.indkey::int2[]) with ordinality as k(attnum, place)
               join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
               join pg_type t on t.oid = a.atttypid
               where i.indrelid = c.oid and i.indisprimary
               order by k.place) as key,
         array(select format('%I.%I', rn.nspname, r.relname) from pg_constraint f
               join pg_class r on r.oid = f.confrelid join pg_namespace rn on rn.oid = r.relnamespace
               where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as refers
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = any($1) and c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence = 'p'
  order by 1`

const SEQUENCES = `
  select format('%I.%I', schemaname, sequencename) as name, last_value::text as last
  from pg_sequences where schemaname = any($1) and last_value is not null order by 1`

type Found = { name: string; columns: string[]; key: string[]; refers: string[] }

/** All tables, those that others refer to first. @throws when foreign keys go round in a circle */
export async function tablesOf(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Found>(TABLES, [SCHEMAS])
  const left = new Map(rows.filter((table) => !NOTES.includes(table.name)).map((table) => [table.name, table]))
  left.delete(UNFINISHED)
  const ordered: Table[] = []
  while (left.size > 0) {
    const free = [...left.values()].filter((table) => table.refers.every((name) => !left.has(name)))
    if (free.length === 0) throw new Error(`foreign keys go round in a circle: ${[...left.keys()].join(', ')}`)
    for (const { name, columns, key } of free) {
      ordered.push({
        name,
        columns,
        order: key.length > 0 ? key.join(', ') : `(${columns.join(', ')})::text collate "C"`,
      })
      left.delete(name)
    }
  }
  return ordered
}

/** The sequences that were used, each with the last value it gave. */
export async function sequencesOf(client: pg.ClientBase): Promise<Sequence[]> {
  const { rows } = await client.query<Sequence>(SEQUENCES, [SCHEMAS])
  return rows
}

/** The same contents give the same bytes with these, on every server. */
export const STEADY_OUTPUT = `
  set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres';
  set local extra_float_digits = 1; set local bytea_output = 'hex'; set local client_encoding = 'UTF8';
  set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0; set local lock_timeout = 0`

export function copyOutOf({ name, columns, order }: Table): string {
  return `copy (select ${columns.join(', ')} from ${name} order by ${order}) to stdout`
}

export function copyInto({ name, columns }: Pick<Table, 'name' | 'columns'>): string {
  return `copy ${name} (${columns.join(', ')}) from stdin`
}
