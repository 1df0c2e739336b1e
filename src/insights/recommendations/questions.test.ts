import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../../tests/support/database.ts'
import { at } from '../../../tests/support/shop.ts'
import { openColumns } from '../../platform/duckdb.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { histories } from './questions.ts'

const postgres = await testDatabase()
const columns = await openColumns(':memory:', { megabytes: 256, threads: 1 })
afterAll(columns.close)
const engines: readonly Database[] = [postgres.db, columns.db]
const purchases = sql`(select * from bought)`

type Line = {
  readonly person: number
  readonly day: number
  readonly sku: string
  readonly quantity: number
  readonly fee: boolean
}

const DAY = 86_400_000
const first = at('2026-01-01T00:00:00Z')
const uuid = (kind: number, number: number) => `01920000-0000-7000-800${kind}-${String(number).padStart(12, '0')}`
const orderOf = ({ person, day }: Line) => uuid(1, person * 100 + day)

/** The same rows in both; DuckDB reads no arrays as Postgres writes them, so both get text. */
async function hold(lines: readonly Line[]): Promise<void> {
  const text = lines.map((line) =>
    [orderOf(line), uuid(0, line.person), first + line.day * DAY, line.sku, line.quantity, line.fee].join(','),
  )
  for (const on of engines) {
    for (const table of ['bought', 'order_lines']) await sql`drop table if exists ${sql.id(table)}`.execute(on)
    await sql`create temp table given as
      select split_part(line, ',', 1)::uuid as order_id, split_part(line, ',', 2)::uuid as person_id,
        split_part(line, ',', 3)::bigint as placed_ms, split_part(line, ',', 4) as sku, split_part(line, ',', 5)::bigint as quantity,
        split_part(line, ',', 6)::boolean as fee
      from (select unnest(string_to_array(${text.join(';')}::text, ';')) as line) as lines where line <> ''`.execute(on)
    await sql`create table bought as select distinct order_id, person_id, placed_ms from given`.execute(on)
    await sql`create table order_lines as select order_id, sku, quantity, fee from given`.execute(on)
    await sql`drop table given`.execute(on)
  }
}

async function both(question: Omit<Parameters<typeof histories>[1], 'purchases'>) {
  const [one, other] = [
    await histories(postgres.db, { purchases, ...question }),
    await histories(columns.db, { purchases, ...question }),
  ]
  expect(other).toEqual(one)
  return one
}

const line = fc.record({
  person: fc.integer({ min: 1, max: 20 }),
  day: fc.integer({ min: 0, max: 9 }),
  sku: fc.constantFrom('tea', 'Tea', 'cup', '茶'),
  quantity: fc.integer({ min: 0, max: 2 }),
  fee: fc.boolean(),
})

describe('histories', () => {
  test('are the same in both engines: goods that were kept, visit by visit, within the days that were asked', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 40 }), async (lines) => {
        await hold(lines)
        const found = await both({
          from: at('2026-01-03T00:00:00Z'),
          until: at('2026-01-09T00:00:00Z'),
          linesAtMost: 99,
        })
        const wanted = lines.filter(({ day, quantity, fee }) => day >= 2 && day < 8 && quantity > 0 && !fee)
        const people = Map.groupBy(
          wanted.toSorted((a, b) => a.day - b.day),
          ({ person }) => person,
        )
        const expected = [...people.entries()]
          .toSorted(([a], [b]) => a - b)
          .map(([, own]) =>
            [...Map.groupBy(own, ({ day }) => day)].map(([day, bought]) => ({
              ...{ at: first + day * DAY, items: [...new Set(bought.map(({ sku }) => sku))].sort() },
            })),
          )
        expect(found).toEqual({ people: people.size, histories: expected })
      }),
      { numRuns: 40 },
    )
  })

  test('of more lines than can be held, a part of the people is taken, each with everything', async () => {
    const people = Array.from({ length: 400 }, (_, person) => person)
    await hold(people.flatMap((person) => [1, 2].map((day) => ({ person, day, sku: 'tea', quantity: 1, fee: false }))))
    const days = { from: first, until: at('2026-02-01T00:00:00Z') }
    const found = await both({ ...days, linesAtMost: 20 })
    // The test's people are counted in decimal digits: their last four are below the bound of 1/40 for 0 … 665.
    expect(found.people).toBe(400)
    expect((await both({ ...days, linesAtMost: 800 })).histories).toHaveLength(400)
    for (const history of found.histories) expect(history).toHaveLength(2)
  })
})
