/** Postgres and DuckDB beside each other, with the same rows: what is asked of both has one answer. */
import { type RawBuilder, sql } from 'kysely'
import { afterAll, expect } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { openColumns } from '../platform/duckdb.ts'
import type { Database } from '../platform/postgres/database.ts'

type Cell = string | number | null
type Type = 'uuid' | 'text' | 'bigint' | 'boolean'

/** Ids of made people. */
export const personOf = (person: number) => `01920000-0000-7000-8000-${String(person).padStart(12, '0')}`

/** Ids of their orders: no person has so high a number. */
export const orderOf = (order: number) => personOf(1_000_000 + order)

export async function twoEngines() {
  const postgres = await testDatabase()
  const columns = await openColumns(':memory:', { megabytes: 512, threads: 2 })
  afterAll(columns.close)
  const engines: readonly Database[] = [postgres.db, columns.db]

  return {
    /** Of DuckDB alone: for what the other has said already. */
    columns: columns.db,
    /**
     * A table of these rows in both, in place of what was there under that name: the database is the test's own. DuckDB reads no
     * arrays as Postgres writes them, so both get text, in which `-` is null.
     */
    async hold<Row extends Readonly<Record<string, Cell>>>(
      name: string,
      types: { readonly [column in keyof Row & string]: Type },
      all: readonly Row[],
    ): Promise<RawBuilder<unknown>> {
      const names = Object.keys(types)
      const defined = Object.entries<Type>(types).map(([column, type]) => sql`${sql.ref(column)} ${sql.raw(type)}`)
      const read = Object.values<Type>(types).map(
        (type, place) => sql`nullif(split_part(line, ',', ${sql.lit(place + 1)}), '-')::${sql.raw(type)}`,
      )
      const text = all.map((row) => names.map((column) => row[column] ?? '-').join(',')).join(';')
      for (const on of engines) {
        await sql`drop table if exists ${sql.table(name)} cascade`.execute(on)
        await sql`create table ${sql.table(name)} (${sql.join(defined)})`.execute(on)
        if (all.length > 0)
          await sql`
            insert into ${sql.table(name)} select ${sql.join(read)}
            from (select unnest(string_to_array(${text}::text, ';')) as line) as lines`.execute(on)
      }
      return sql`(select * from ${sql.table(name)})`
    },
    /** The answer of both: the same, sums of fractions to nine digits, which depend on the order of adding. */
    async both<T>(asking: (on: Database) => Promise<T>): Promise<T> {
      const [one, other] = [await asking(postgres.db), await asking(columns.db)]
      expect(rounded(other)).toEqual(rounded(one))
      return one
    },
  }
}

/** Whole numbers stay what they are. */
function rounded(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, each: unknown) =>
    typeof each === 'number' && !Number.isSafeInteger(each) ? Number(each.toPrecision(9)) : each,
  )
}
