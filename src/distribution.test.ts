/** Reads the database's catalogue: every table must be ready for a distributed Postgres from its first migration on. */
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../tests/support/database.ts'
import { rows } from './platform/postgres/database.ts'

const { db } = await testDatabase()

type Table = { name: string; comment: string | null; primary: string[] | null }
type Unique = { table: string; name: string; columns: string[] }
type Foreign = { table: string; name: string; columns: string[]; target: string; targets: string[] }

const tables = await rows(
  db,
  sql<Table>`
    select c.relname as name, obj_description(c.oid, 'pg_class') as comment,
      (select array_agg(a.attname::text order by k.place)
       from pg_index i cross join lateral unnest(i.indkey) with ordinality as k (attribute, place)
       join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attribute
       where i.indrelid = c.oid and i.indisprimary) as primary
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname <> 'migrations' order by c.relname`,
)
const uniques = await rows(
  db,
  sql<Unique>`
    select c.relname as table, ic.relname as name,
      (select array_agg(a.attname::text) from unnest(i.indkey) as k (attribute)
       join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attribute) as columns
    from pg_index i join pg_class c on c.oid = i.indrelid join pg_class ic on ic.oid = i.indexrelid
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and i.indisunique and c.relname <> 'migrations'`,
)
const foreigns = await rows(
  db,
  sql<Foreign>`
    select c.relname as table, o.conname as name, t.relname as target,
      (select array_agg(a.attname::text order by k.place) from unnest(o.conkey) with ordinality as k (attribute, place)
       join pg_attribute a on a.attrelid = o.conrelid and a.attnum = k.attribute) as columns,
      (select array_agg(a.attname::text order by k.place) from unnest(o.confkey) with ordinality as k (attribute, place)
       join pg_attribute a on a.attrelid = o.confrelid and a.attnum = k.attribute) as targets
    from pg_constraint o join pg_class c on c.oid = o.conrelid join pg_class t on t.oid = o.confrelid
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and o.contype = 'f'`,
)

/** The column a table is distributed by; null for a reference table. */
function distribution(name: string): string | null {
  const comment = tables.find((table) => table.name === name)?.comment ?? ''
  return /^distributed by (\w+)$/.exec(comment)?.[1] ?? null
}

describe('the tables', () => {
  test('there are some', () => expect(tables.length).toBeGreaterThan(20))

  test.each(tables)(
    '$name says how it is distributed, and its primary key begins with that column',
    ({ name, comment, primary }) => {
      expect(comment, `comment on table ${name}`).toMatch(/^(reference|distributed by \w+)$/)
      expect(primary, `${name} has a primary key`).not.toBeNull()
      if (distribution(name) !== null) expect(primary?.[0]).toBe(distribution(name))
    },
  )

  test('a table that has a member belongs to the member, or is a claim on a global key', () => {
    const claims = ['identities', 'order_numbers', 'hold_keys', 'rotating_cards']
    const owned = uniques.filter(({ columns }) => columns.includes('member_id')).map(({ table }) => table)
    for (const table of new Set(owned)) {
      if (!claims.includes(table)) expect(distribution(table), table).toBe('member_id')
    }
  })

  test('every unique constraint contains the distribution column', () => {
    const wrong = uniques.filter(
      ({ table, columns }) => distribution(table) !== null && !columns.includes(distribution(table) ?? ''),
    )
    expect(wrong).toEqual([])
  })

  test('foreign keys stay inside one member or point at reference tables', () => {
    const wrong = foreigns.filter(({ table, target, columns, targets }) => {
      const by = distribution(table)
      if (distribution(target) === null) return false
      return by === null || columns[0] !== by || targets[0] !== distribution(target)
    })
    expect(wrong).toEqual([])
  })

  test('no trigger and no stored procedure', async () => {
    const triggers = await rows(
      db,
      sql<{ name: string }>`
        select t.tgname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and not t.tgisinternal`,
    )
    const procedures = await rows(
      db,
      sql<{
        name: string
      }>`select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public'`,
    )
    expect({ triggers, procedures }).toEqual({ triggers: [], procedures: [] })
  })

  test('no primary key comes from a sequence', async () => {
    const drawn = await rows(
      db,
      sql<{ key: string }>`
        select c.relname || '.' || a.attname as key
        from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)
        left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
        where n.nspname = 'public' and i.indisprimary
          and (a.attidentity <> '' or pg_get_expr(d.adbin, d.adrelid) like 'nextval(%')`,
    )
    expect(drawn).toEqual([])
  })
})
