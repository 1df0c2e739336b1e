import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../../tests/support/database.ts'
import { at } from '../../../tests/support/shop.ts'
import { openColumns } from '../../platform/duckdb.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { type BasketsQuestion, basketsOf, segmentsKnown } from './questions.ts'

const postgres = await testDatabase()
const columns = await openColumns(':memory:', { megabytes: 256, threads: 1 })
afterAll(columns.close)
const engines: readonly Database[] = [postgres.db, columns.db]

const DAY = 86_400_000
const first = at('2026-01-01T00:00:00Z')

type Line = { readonly sku: string; readonly category: string | null; readonly quantity: number; readonly fee: boolean }
type Order = {
  /** 0: a guest. */ readonly member: number
  readonly day: number
  readonly store: string
  readonly channel: string
  readonly lines: readonly Line[]
}

/** Of member n. */
const tierOf = (member: number) => (member % 2 === 0 ? 'gold' : 'silver')
const segmentOf = (member: number) => (member < 3 ? 'best' : 'lost')
const MEMBERS = 5

/** The database is this file's own: what it has of the same name gives way. */
async function hold(orders: readonly Order[]): Promise<void> {
  const lines = orders.flatMap((order, number) =>
    order.lines.map(({ sku, category, quantity, fee }) =>
      [
        number,
        order.member,
        first + order.day * DAY,
        order.store,
        order.channel,
        sku,
        category ?? '',
        quantity,
        fee,
      ].join(','),
    ),
  )
  const people = Array.from({ length: MEMBERS }, (_, index) =>
    [index + 1, tierOf(index + 1), segmentOf(index + 1)].join(','),
  )
  for (const on of engines) {
    for (const table of ['people', 'orders', 'order_lines', 'figures_written', 'given'])
      await sql`drop table if exists ${sql.id(table)} cascade`.execute(on)
    const split = (text: string, count: number) =>
      sql`(select ${sql.join(Array.from({ length: count }, (_, at) => sql`split_part(line, ',', ${sql.lit(at + 1)}) as ${sql.id(`c${at}`)}`))}
        from (select unnest(string_to_array(${text}::text, ';')) as line) as lines where line <> '') as given`
    const id = (kind: number, column: string) =>
      sql.raw(`('01920000-0000-7000-800${kind}-' || lpad(${column}, 12, '0'))::uuid`)
    await sql`create table people as select ${id(0, 'c0')} as member_id, ${id(0, 'c0')} as person_id, c1 as tier from ${split(people.join(';'), 3)}`.execute(
      on,
    )
    await sql`create table figures_written as select ${id(0, 'c0')} as person_id, c2 as segment from ${split(people.join(';'), 3)}`.execute(
      on,
    )
    await sql`create table orders as select distinct ${id(1, 'c0')} as order_id, case when c1 = '0' then null else ${id(0, 'c1')} end as member_id,
      c2::bigint as placed_ms, c3 as store, c4 as channel from ${split(lines.join(';'), 9)}`.execute(on)
    await sql`create table order_lines as select ${id(1, 'c0')} as order_id, c5 as sku, nullif(c6, '') as category, c7::bigint as quantity,
      c8::boolean as fee from ${split(lines.join(';'), 9)}`.execute(on)
  }
}

async function both(question: Partial<BasketsQuestion>) {
  const whole: BasketsQuestion = {
    ...{ level: 'product', from: first, until: at('2026-01-06T00:00:00Z'), longest: 3, basketsAtMost: 1_000 },
    ...question,
  }
  const [one, other] = [await basketsOf(postgres.db, whole), await basketsOf(columns.db, whole)]
  expect(other).toEqual(one)
  return one
}

const line = fc.record({
  sku: fc.constantFrom('tea', 'cup', 'pot', '茶', 'salt'),
  category: fc.constantFrom('drinks', 'kitchen', null),
  quantity: fc.integer({ min: 0, max: 2 }),
  fee: fc.boolean(),
})
const order = fc.record({
  member: fc.integer({ min: 0, max: MEMBERS }),
  day: fc.integer({ min: 0, max: 7 }),
  store: fc.constantFrom('S1', 'S2'),
  channel: fc.constantFrom('pos', 'web'),
  lines: fc.array(line, { minLength: 1, maxLength: 6 }),
})
const question = fc.record(
  {
    level: fc.constantFrom('product', 'category'),
    store: fc.constantFrom('S1', 'S2'),
    channel: fc.constantFrom('pos', 'web'),
    tier: fc.constantFrom('gold', 'silver'),
    segment: fc.constantFrom('best', 'lost'),
  },
  { requiredKeys: ['level'] },
)

test('baskets are the same in both engines, and those that were asked for', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(order, { maxLength: 20 }), question, async (orders, asked) => {
      await hold(orders)
      const found = await both(asked)
      const mine = orders.filter(
        ({ member, day, store, channel }) =>
          day < 5 &&
          (asked.store === undefined || store === asked.store) &&
          (asked.channel === undefined || channel === asked.channel) &&
          (asked.tier === undefined || (member > 0 && tierOf(member) === asked.tier)) &&
          (asked.segment === undefined || (member > 0 && segmentOf(member) === asked.segment)),
      )
      const items = mine
        .map(({ lines }) =>
          lines.flatMap(({ sku, category, quantity, fee }) => {
            const item = asked.level === 'product' ? sku : category
            return quantity > 0 && !fee && item !== null ? [item] : []
          }),
        )
        .map((each) => [...new Set(each)].sort())
        .filter(({ length }) => length > 0)
      expect(found).toEqual({
        orders: items.length,
        tooLong: items.filter(({ length }) => length > 3).length,
        baskets: items.filter(({ length }) => length <= 3),
      })
    }),
    { numRuns: 60 },
  )
})

test('of more than can be held a part is taken, and it is known whether segments are', async () => {
  const lines = [{ sku: 'tea', category: null, quantity: 1, fee: false }]
  await hold(Array.from({ length: 300 }, () => ({ member: 1, day: 1, store: 'S1', channel: 'pos', lines })))
  expect((await both({ basketsAtMost: 300 })).baskets).toHaveLength(300)
  const { orders, baskets } = await both({ basketsAtMost: 1 })
  expect(orders).toBe(300)
  expect(baskets.length).toBeLessThan(300)
  expect(await segmentsKnown(columns.db)).toBe(true)
  await sql`drop table figures_written`.execute(columns.db)
  expect(await segmentsKnown(columns.db)).toBe(false)
})
