/**
 * What insights ask of Online Retail has one answer, whichever engine is asked. Its published figures are held where each question
 * lives; here are the questions that no published figure is about.
 */
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { publishedIsHere } from '../../tests/support/published.ts'
import { at } from '../../tests/support/shop.ts'
import { asInstant, type TimeZone } from '../base/time.ts'
import { rows } from '../platform/postgres/database.ts'
import { candidates, kindOf } from './anomalies/series.ts'
import { basketsOf } from './baskets/questions.ts'
import { bought } from './bought/questions.ts'
import { featured } from './clusters/features.ts'
import { cutsFor, groups } from './comparison/groups.ts'
import { calendar } from './demand/calendar.ts'
import { ordersByHour, unitsByStep } from './demand/questions.ts'
import { orderOf, personOf, twoEngines } from './engines.fixture.ts'
import { activity, memberships } from './kpis/memberships.ts'
import { salesByMonth, salesByPlace } from './kpis/sales.ts'
import { peopleBefore } from './lifecycle/people.ts'
import { distribution, loyalty, movers, ranked } from './loyalty/loyalty.ts'
import { shares } from './loyalty/rules.ts'
import { measuredParts, weightsSetting } from './loyalty/weights.ts'
import { type Invoice, onlineRetail } from './onlineretail.fixture.ts'
import { histories } from './recommendations/questions.ts'
import { countedHistories, heldBack, spendings, tracked } from './value/question.ts'

const DAY = 86_400_000
const london = 'Europe/London' as TimeZone
const asOf = at('2011-12-10T00:00:00Z')
const currency = 'GBP'
const [purchases, lines, people] = [
  sql`(select * from bought)`,
  sql`(select * from order_lines)`,
  sql`(select * from people)`,
]
const daysBefore = (days: number) => asInstant(asOf - days * DAY)

/** Both tell it in no order. */
const byId = ([one]: readonly unknown[], [other]: readonly unknown[]) => (String(one) < String(other) ? -1 : 1)

describe.skipIf(!publishedIsHere)('Online Retail', async () => {
  const { hold, both } = await twoEngines()
  let invoices: readonly Invoice[] = []

  beforeAll(async () => {
    invoices = await onlineRetail()
    const orders = invoices.map((invoice, number) => ({
      ...{ invoice, order_id: orderOf(number), placed_ms: at(`${invoice.placed}Z`) },
      member_id: personOf(invoice.customer),
    }))
    const money = orders.map(({ invoice, order_id, placed_ms, member_id }) => ({
      ...{ order_id, placed_ms, member_id, person_id: member_id, currency, net_minor: invoice.pence },
      ...{ channel: 'web', store: invoice.country },
    }))
    for (const name of ['bought', 'orders'])
      await hold(
        name,
        {
          ...{ order_id: 'uuid', placed_ms: 'bigint', member_id: 'uuid', person_id: 'uuid', currency: 'text' },
          ...{ net_minor: 'bigint', channel: 'text', store: 'text' },
        } as const,
        money,
      )
    await hold(
      'order_lines',
      {
        ...{ order_id: 'uuid', sku: 'text', category: 'text', quantity: 'bigint' },
        ...{ returned_quantity: 'bigint', fee: 'boolean' },
      } as const,
      orders.flatMap(({ invoice, order_id }) =>
        invoice.lines.map(({ sku, quantity }) => ({
          ...{ order_id, sku, category: sku.slice(0, 2), quantity, returned_quantity: 0, fee: 'false' },
        })),
      ),
    )
    const firsts = new Map<string, number>()
    for (const { member_id, placed_ms } of orders)
      firsts.set(member_id, Math.min(firsts.get(member_id) ?? placed_ms, placed_ms))
    await hold(
      'people',
      { member_id: 'uuid', person_id: 'uuid', status: 'text', joined_ms: 'bigint', left_ms: 'bigint' },
      [...firsts].map(([id, joined_ms]) => ({
        ...{ member_id: id, person_id: id, status: 'active', joined_ms, left_ms: null },
      })),
    )
  }, 240_000)

  test('value: histories, what was held back, how it came day by day, what was spent', async () => {
    const question = { purchases, asOf, zone: london, currency }
    const counted = await both((on) => countedHistories(on, question))
    expect(counted.reduce((sum, { people: many }) => sum + many, 0)).toBe(4_338)
    const cut = daysBefore(120)
    expect((await both((on) => heldBack(on, question, cut))).length).toBeGreaterThan(1_000)
    expect((await both((on) => tracked(on, question, cut))).again.length).toBeGreaterThan(100)
    expect((await both((on) => spendings(on, question))).length).toBeGreaterThan(2_000)
  })

  test('lifecycle: everybody with his days', async () => {
    const found = await both(async (on) => {
      const { ids, joined, starts, days } = await peopleBefore(on, { people, purchases, asOf, zone: london })
      const each = ids.map((id, place) => [id, joined[place], ...days.slice(starts[place], starts[place + 1])])
      return each.toSorted(byId)
    })
    expect(found).toHaveLength(4_338)
  })

  test('loyalty: the index of each, its steps, and who moved', async () => {
    const redemptions = sql`(select person_id, placed_ms as at_ms from bought where net_minor > 100000)`
    const question = { people, purchases, redemptions, asOf, currency, weights: weightsSetting.initial }
    const counted = shares(question.weights, new Set(measuredParts))
    const found = await both((on) => loyalty(on, ranked(question), counted))
    expect(found).toHaveLength(4_338)
    const steps = await both((on) => distribution(on, ranked(question), counted))
    expect(steps.reduce((sum, { members }) => sum + members, 0)).toBe(4_338)
    const before = ranked({ ...question, asOf: daysBefore(90) })
    for (const up of [true, false]) {
      const asked = { before, after: ranked(question), counted }
      expect(await both((on) => movers(on, asked, { up, limit: 10 }))).toHaveLength(10)
    }
  })

  test('groups: what they are told apart by', async () => {
    const found = await both(async (on) => {
      const { ids, table } = await featured(on, { purchases, lines, asOf, currency })
      const each = ids.map((id, place) => [
        id,
        ...table.values.slice(place * table.columns, (place + 1) * table.columns),
      ])
      return each.toSorted(byId)
    })
    expect(found).toHaveLength(4_338)
  })

  test('key figures: members, who was active, sales by month and by place', async () => {
    const asked = { asOf, zone: london, months: 13, currency }
    const joined = await both((on) => memberships(on, { ...asked, people }))
    expect(joined.reduce((sum, { people: many }) => sum + many, 0)).toBe(4_338)
    expect(await both((on) => activity(on, { ...asked, people, purchases, within: 3 }))).toHaveLength(13)
    const months = await both((on) => salesByMonth(on, { ...asked, sales: purchases }))
    expect(months.reduce((sum, { orders }) => sum + orders, 0)).toBe(invoices.length)
    const [now, before] = [
      { from: daysBefore(90), to: asOf },
      { from: daysBefore(180), to: daysBefore(90) },
    ]
    const places = await both((on) => salesByPlace(on, { sales: purchases, currency, by: 'store', now, before }))
    expect(places.length).toBeGreaterThan(40)
  })

  test('before and after: who is like whom', async () => {
    const did = sql`(
      select distinct person_id from bought
      where placed_ms >= ${daysBefore(120)}::bigint and placed_ms < ${daysBefore(90)}::bigint)`
    const question = {
      ...{ purchases, people, did, currency },
      earlier: { from: daysBefore(300), to: daysBefore(210) },
      before: { from: daysBefore(210), to: daysBefore(120) },
      window: { from: daysBefore(120), to: daysBefore(90) },
      after: { from: daysBefore(90), to: asOf },
    }
    const cuts = await both((on) => cutsFor(on, question))
    const sides = await both((on) => groups(on, { ...question, cuts }))
    expect(sides.some((side) => side.did) && sides.some((side) => !side.did)).toBe(true)
  })

  test('baskets and what each bought in which order', async () => {
    const asked = { level: 'product', from: daysBefore(400), until: asOf, longest: 100 } as const
    const { baskets, orders, tooLong } = await both((on) => basketsOf(on, { ...asked, basketsAtMost: 50_000 }))
    expect(orders).toBe(invoices.length)
    expect(baskets).toHaveLength(orders - tooLong)
    const found = await both((on) => histories(on, { purchases, ...asked, linesAtMost: 1_000_000 }))
    expect(found.people).toBe(4_338)
    expect(found.histories.flat()).toHaveLength(invoices.length)
  })

  test('who bought what', async () => {
    const tree = sql`(select distinct category, category as above from order_lines)`
    const question = { purchases, lines, among: people, tree, from: daysBefore(730), most: 500 }
    const found = await both(async (on) => {
      const asked = sql<{ products: number; categories: number }>`
        select sum(array_length(products, 1))::bigint as products, sum(array_length(categories, 1))::bigint as categories
        from (${bought(question)}) as told`
      return rows(on, asked)
    })
    expect(found[0]?.products).toBeGreaterThan(found[0]?.categories ?? Number.POSITIVE_INFINITY)
  })

  test('demand: units of goods by week and month, orders by the hour', async () => {
    for (const step of ['week', 'month'] as const) {
      const until = calendar(step, london).of(asOf) + 1
      const asked = { level: 'category', step, zone: london, store: undefined, from: until - 60, until } as const
      const units = await both((on) => unitsByStep(on, { ...asked, recent: until - 60, most: 10_000 }))
      expect(units.reduce((sum, one) => sum + one.units, 0)).toBe(
        invoices.flatMap((one) => one.lines).reduce((sum, { quantity }) => sum + quantity, 0),
      )
    }
    const weeks = calendar('week', london).of(asOf) + 1
    const hours = await both((on) =>
      ordersByHour(on, { zone: london, store: undefined, from: weeks - 60, until: weeks }),
    )
    expect(hours.reduce((sum, { orders }) => sum + orders, 0)).toBe(invoices.length)
  })

  test('what is unusual: visits of each customer', async () => {
    const tables = { moves: sql`(select null::uuid as member_id)`, orders: sql`(select * from orders)`, people }
    const question = { tables, subject: 'member', measure: 'visits', asOf, wallets: [] } as const
    const kind = await both((on) => kindOf(on, question))
    const found = await both((on) => candidates(on, question, kind))
    expect(found.length).toBeGreaterThan(0)
  })
})
