import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { at } from '../../../tests/support/shop.ts'
import { orderOf, personOf, twoEngines } from '../engines.fixture.ts'
import { type BasketsQuestion, basketsOf, segmentsKnown } from './questions.ts'

const engines = await twoEngines()

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
const members = [1, 2, 3, 4, 5]

async function hold(orders: readonly Order[]): Promise<void> {
  await engines.hold(
    'people',
    { member_id: 'uuid', person_id: 'uuid', tier: 'text' },
    members.map((member) => ({ member_id: personOf(member), person_id: personOf(member), tier: tierOf(member) })),
  )
  await engines.hold(
    'figures_written',
    { person_id: 'uuid', segment: 'text' },
    members.map((member) => ({ person_id: personOf(member), segment: segmentOf(member) })),
  )
  await engines.hold(
    'orders',
    { order_id: 'uuid', member_id: 'uuid', placed_ms: 'bigint', store: 'text', channel: 'text' },
    orders.map(({ member, day, store, channel }, number) => ({
      ...{ order_id: orderOf(number), member_id: member === 0 ? null : personOf(member) },
      ...{ placed_ms: first + day * DAY, store, channel },
    })),
  )
  await engines.hold(
    'order_lines',
    { order_id: 'uuid', sku: 'text', category: 'text', quantity: 'bigint', fee: 'boolean' },
    orders.flatMap(({ lines }, number) =>
      lines.map((one) => ({ ...one, order_id: orderOf(number), fee: String(one.fee) })),
    ),
  )
}

const both = (question: Partial<BasketsQuestion>) =>
  engines.both((on) =>
    basketsOf(on, {
      ...{ level: 'product', from: first, until: at('2026-01-06T00:00:00Z'), longest: 3, basketsAtMost: 1_000 },
      ...question,
    }),
  )

const line = fc.record({
  sku: fc.constantFrom('tea', 'cup', 'pot', '茶', 'salt'),
  category: fc.constantFrom('drinks', 'kitchen', null),
  quantity: fc.integer({ min: 0, max: 2 }),
  fee: fc.boolean(),
})
const order = fc.record({
  member: fc.integer({ min: 0, max: members.length }),
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
  expect(await segmentsKnown(engines.columns)).toBe(true)
  await sql`drop table figures_written`.execute(engines.columns)
  expect(await segmentsKnown(engines.columns)).toBe(false)
})
