/** The two compilers of the condition language say the same of the same subject. */
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDatabase } from '../../../tests/support/database.ts'
import { compile, parseCondition } from '../../base/conditions/index.ts'
import { conditionsOver, orders, type ShopOrder, shop } from '../../base/conditions/shop.fixture.ts'
import { accepted } from '../../base/refusals.ts'
import { instantText } from '../../base/time.ts'
import { type Columns, conditionSql } from './conditions.ts'
import { rows } from './database.ts'

const { db } = await testDatabase()

const here = (name: string) => ({ in: 'here', value: sql`s.${sql.ref(name)}` }) as const
const columns: Columns = new Map([
  ['order.channel', here('channel')],
  ['order.coupon', here('coupon')],
  ['order.amountMinor', here('amount')],
  ['order.gift', here('gift')],
  ['order.placedAt', here('placed_at')],
  ['order.date', here('date')],
  ['order.time', here('time')],
  ['order.weekday', here('weekday')],
  ['member.tags', here('tags')],
])

const subjects: readonly ShopOrder[] = fc.sample(orders, { numRuns: 150, seed: 7 })
await sql`
  create table shop_orders (
    place int primary key, channel text, coupon text, amount int8, gift bool, placed_at timestamptz, date text, time int, weekday int,
    tags text[])`.execute(db)
for (const [place, one] of subjects.entries())
  await sql`
    insert into shop_orders values (${place}::int, ${one.channel ?? null}, ${one.coupon ?? null}, ${one.amountMinor ?? null}::int8,
      ${one.gift ?? null}::bool, ${typeof one.placedAt === 'number' ? instantText(one.placedAt) : null}::timestamptz,
      ${one.date ?? null}, ${one.time ?? null}::int, ${one.weekday ?? null}::int, ${one.tags ?? null}::text[])`.execute(
    db,
  )

async function found(json: unknown): Promise<number[]> {
  const condition = conditionSql(accepted(parseCondition(json, shop)), shop.fields, columns)
  const places = await rows(
    db,
    sql<{ place: number }>`select place from shop_orders s where ${condition} order by place`,
  )
  return places.map(({ place }) => place)
}

function expected(json: unknown): number[] {
  const holds = compile(accepted(parseCondition(json, shop)), shop)
  return [...subjects.keys()].filter((place) => subjects[place] !== undefined && holds(subjects[place]))
}

test('random conditions over every type of field find the same subjects, and so do their opposites', async () => {
  let some = 0
  await fc.assert(
    fc.asyncProperty(conditionsOver(shop.fields), async (json) => {
      const matching = expected(json)
      if (matching.length > 0 && matching.length < subjects.length) some += 1
      expect(await found(json)).toEqual(matching)
      expect(await found({ not: json })).toEqual(expected({ not: json }))
    }),
    { numRuns: 300 },
  )
  expect(some).toBeGreaterThan(100)
})

test('signs that mean something elsewhere are taken as themselves', async () => {
  for (const value of ["'; drop table shop_orders; --", '%', '_', '\\', '$1', '{}'])
    for (const is of ['equals', 'contains', 'starts-with'])
      expect(await found({ field: 'order.coupon', is, value })).toEqual([])
})
