import fc from 'fast-check'
import { expect, test } from 'vitest'
import { at } from '../../../tests/support/shop.ts'
import { asInstant, type Instant, type TimeZone, zoned } from '../../base/time.ts'
import { personOf, twoEngines } from '../engines.fixture.ts'
import { calendar, daysAfter } from './calendar.ts'
import { ordersByHour, type UnitsQuestion, unitsByStep } from './questions.ts'

const { hold, both } = await twoEngines()
const berlin = 'Europe/Berlin' as TimeZone
const shanghai = 'Asia/Shanghai' as TimeZone
const now = at('2026-04-08T10:00:00Z')
const HOUR = 3_600_000

type Order = {
  readonly placed: Instant
  readonly store: string | null
  readonly lines: readonly {
    readonly sku: string
    readonly category: string | null
    readonly quantity: number
    readonly returned: number
    readonly fee: boolean
  }[]
}

async function held(orders: readonly Order[]): Promise<void> {
  await hold(
    'orders',
    { order_id: 'uuid', store: 'text', placed_ms: 'bigint' },
    orders.map(({ placed, store }, number) => ({ order_id: personOf(number), store, placed_ms: placed })),
  )
  await hold(
    'order_lines',
    {
      ...{ order_id: 'uuid', sku: 'text', category: 'text', quantity: 'bigint', returned_quantity: 'bigint' },
      fee: 'boolean',
    },
    orders.flatMap(({ lines }, number) =>
      lines.map(({ sku, category, quantity, returned, fee }) => ({
        ...{ order_id: personOf(number), sku, category, quantity, returned_quantity: returned, fee: String(fee) },
      })),
    ),
  )
}

const order: fc.Arbitrary<Order> = fc.record({
  // Over the night in which clocks go forward, and to the hour.
  placed: fc.integer({ min: -60, max: 24 * 120 }).map((hours) => asInstant(now - hours * HOUR)),
  store: fc.constantFrom('S1', 'S2', null),
  lines: fc.array(
    fc.record({
      sku: fc.constantFrom('tea', 'cup', 'pot', '茶'),
      category: fc.constantFrom('drinks', 'kitchen', null),
      quantity: fc.integer({ min: 0, max: 9 }),
      returned: fc.integer({ min: 0, max: 2 }),
      fee: fc.boolean(),
    }),
    { minLength: 1, maxLength: 4 },
  ),
})

test('both engines count units week by week and month by month as a plain count does', async () => {
  const question = fc.record({
    level: fc.constantFrom('product', 'category'),
    step: fc.constantFrom('week', 'month'),
    zone: fc.constantFrom(berlin, shanghai),
    store: fc.constantFrom('S1', undefined),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(order, { maxLength: 40 }), question, async (orders, asked) => {
      await held(orders)
      const time = calendar(asked.step, asked.zone)
      const until = time.of(now)
      const whole: UnitsQuestion = { ...asked, from: until - 3, until, recent: until - 2, most: 3 }
      const told = await both((on) => unitsByStep(on, whole))
      const expected = new Map<string, Map<number, number>>()
      for (const { placed, store, lines } of orders) {
        const step = time.of(placed)
        if (step < until - 3 || step >= until || (asked.store !== undefined && store !== asked.store)) continue
        for (const { sku, category, quantity, returned, fee } of lines) {
          const item = asked.level === 'product' ? sku : category
          if (fee || item === null) continue
          const own = expected.get(item) ?? new Map<number, number>()
          expected.set(item, own.set(step, (own.get(step) ?? 0) + quantity + returned))
        }
      }
      const recent = (own: ReadonlyMap<number, number>) =>
        [...own].reduce((sum, [step, units]) => sum + (step >= until - 2 ? units : 0), 0)
      const sizes = [...expected.values()].map(recent).filter((size) => size > 0)
      const items = [...new Set(told.map(({ item }) => item))]
      expect(items.map((item) => recent(expected.get(item) ?? new Map()))).toEqual(
        sizes.toSorted((one, other) => other - one).slice(0, 3),
      )
      for (const item of items) {
        const own = [...(expected.get(item) ?? [])].filter(([, units]) => units > 0)
        expect(told.filter((one) => one.item === item).map(({ step, units }) => [step, units])).toEqual(
          own.toSorted(([one], [other]) => one - other),
        )
      }
    }),
    { numRuns: 60 },
  )
})

test('both engines count the orders of each hour of the week, by the clock of the zone', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(order, { maxLength: 40 }),
      fc.constantFrom(berlin, shanghai),
      fc.constantFrom('S1', undefined),
      async (orders, zone, store) => {
        await held(orders)
        const weeks = calendar('week', zone)
        const until = weeks.of(now)
        const told = await both((on) => ordersByHour(on, { zone, store, from: until - 4, until }))
        const expected = new Map<string, number>()
        for (const one of orders) {
          const week = weeks.of(one.placed)
          if (week < until - 4 || week >= until || one.store === null) continue
          if (store !== undefined && one.store !== store) continue
          const { dayOfWeek, hour } = zoned(one.placed, zone)
          const key = `${one.store} ${week} ${(dayOfWeek - 1) * 24 + hour}`
          expected.set(key, (expected.get(key) ?? 0) + 1)
        }
        expect(
          Object.fromEntries(told.map((each) => [`${each.store} ${each.week} ${each.hour}`, each.orders])),
        ).toEqual(Object.fromEntries(expected))
      },
    ),
    { numRuns: 60 },
  )
})

test('weeks begin on Monday at the midnight of the zone, also where one is an hour short', () => {
  const weeks = calendar('week', berlin)
  const monday = at('2026-03-22T23:00:00Z')
  const week = weeks.of(monday)
  expect(weeks.of(asInstant(monday - 1))).toBe(week - 1)
  expect(weeks.firstDay(week).toString()).toBe('2026-03-23')
  expect(weeks.start(week)).toBe(monday)
  expect(weeks.start(week + 1) - monday).toBe((7 * 24 - 1) * HOUR)
  expect(weeks.over(monday)).toBe(0)
  expect(weeks.between(monday, daysAfter(monday, 7, berlin))).toBe(1)
  const months = calendar('month', shanghai)
  expect(months.firstDay(months.of(now)).toString()).toBe('2026-04-01')
  // Three of February's 28 days and 4 of March's 31.
  const february = at('2026-02-25T16:00:00Z')
  expect(months.between(february, daysAfter(february, 7, shanghai))).toBeCloseTo(3 / 28 + 4 / 31, 12)
})
