/** Who bought what: one answer of both engines, and after a run the members whom a condition finds. */
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { at, testShop } from '../../../tests/support/shop.ts'
import type { MemberId } from '../../base/ids.ts'
import { asInstant } from '../../base/time.ts'
import { type Database, rows } from '../../platform/postgres/database.ts'
import { orderOf, personOf, twoEngines } from '../engines.fixture.ts'
import { openedKeeping, untilIdle } from '../keeping.fixture.ts'
import { bought } from './questions.ts'

type Told = { person: string; products: readonly string[]; categories: readonly string[] | null }

const asked = {
  ...{ purchases: sql`bought`, lines: sql`sold`, among: sql`asked`, tree: sql`tree` },
  ...{ from: asInstant(1_000), most: 3 },
}

/** Sets: in which order names stand is the engine's. */
async function ask(on: Database): Promise<Told[]> {
  const found = await rows(
    on,
    sql<{ person: string; products: string; categories: string | null }>`
      select person_id::text as person, array_to_string(products, ',') as products, array_to_string(categories, ',') as categories
      from (${bought(asked)}) as told order by person_id`,
  )
  return found.map(({ person, products, categories }) => ({
    ...{ person, products: products.split(',').sort(), categories: categories?.split(',').sort() ?? null },
  }))
}

const sale = fc.record({
  ...{ person: fc.integer({ min: 1, max: 4 }), ms: fc.integer({ min: 990, max: 1_060 }) },
  ...{ sku: fc.constantFrom('a', 'b', 'c', 'd', 'e'), category: fc.constantFrom('green', 'tea', 'cups', 'old', null) },
  ...{ quantity: fc.integer({ min: 0, max: 2 }), fee: fc.boolean() },
})
const tree = [
  ['green', 'green'],
  ['green', 'tea'],
  ['tea', 'tea'],
  ['cups', 'cups'],
].map(([category = '', above = '']) => ({ category, above }))

describe('who bought what', async () => {
  const { hold, both } = await twoEngines()

  test('is the same in both engines, and what counting by hand gives', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(sale, { maxLength: 30, selector: ({ ms }) => ms }), async (sales) => {
        await hold(
          'bought',
          { person_id: 'uuid', order_id: 'uuid', placed_ms: 'bigint' } as const,
          sales.map(({ person, ms }) => ({ person_id: personOf(person), order_id: orderOf(ms), placed_ms: ms })),
        )
        await hold(
          'sold',
          { order_id: 'uuid', sku: 'text', category: 'text', quantity: 'bigint', fee: 'boolean' } as const,
          sales.map(({ ms, sku, category, quantity, fee }) => ({
            ...{ order_id: orderOf(ms), sku, category, quantity, fee: String(fee) },
          })),
        )
        await hold(
          'asked',
          { person_id: 'uuid' } as const,
          [1, 2, 3].map((one) => ({ person_id: personOf(one) })),
        )
        await hold('tree', { category: 'text', above: 'text' } as const, tree)
        expect(await both(ask)).toEqual(counted(sales))
      }),
      { numRuns: 25 },
    )
  }, 120_000)
})

type Sale = { person: number; ms: number; sku: string; category: string | null; quantity: number; fee: boolean }

function counted(sales: readonly Sale[]): Told[] {
  return [1, 2, 3].flatMap((person) => {
    const kept = sales
      .filter((one) => one.person === person && one.quantity > 0 && !one.fee && one.ms >= asked.from)
      .toSorted((one, other) => other.ms - one.ms)
    if (kept.length === 0) return []
    const shelves = tree.filter((place) => kept.some(({ category }) => category === place.category))
    return [
      {
        person: personOf(person),
        products: [...new Set(kept.map(({ sku }) => sku))].slice(0, asked.most).sort(),
        categories: shelves.length === 0 ? null : [...new Set(shelves.map(({ above }) => above))].sort(),
      },
    ]
  })
}

describe('after a run', async () => {
  const shop = await testShop(at('2026-03-01T02:00:00Z'))
  const { keeping, errors } = await openedKeeping(shop)
  afterAll(() => keeping.close())

  async function ran(kind: 'refresh' | 'rebuild' = 'refresh'): Promise<void> {
    await sql`insert into insight_runs (run_id, kind, asked_at) values (gen_random_uuid(), ${kind}, now())`.execute(
      shop.db,
    )
    await untilIdle(shop, keeping)
    expect(errors).toEqual([])
  }

  async function who(...all: readonly object[]): Promise<MemberId[]> {
    const { items } = await shop.members.list({ condition: { all }, limit: 200 })
    return items.map(({ memberId }) => memberId)
  }

  const has = (...value: string[]) => ({ field: 'insight.products', is: 'has-any', value })
  const hasNone = (...value: string[]) => ({ field: 'insight.products', is: 'has-none', value })
  const within = (value: string) => ({ field: 'insight.categories', is: 'within', value })

  test('who bought one thing but not another is a list; a moved category moves people; merged records are one person', async () => {
    await shop.catalogue.putCategories([
      { code: 'drinks', name: 'Drinks' },
      { code: 'tea', name: 'Tea', parent: 'drinks' },
      { code: 'gifts', name: 'Gifts' },
    ])
    await shop.catalogue.putProducts([
      { sku: 'sencha', name: 'Sencha', category: 'tea' },
      { sku: 'pot', name: 'Pot' },
    ])
    const [both, one, none] = [await shop.member(), await shop.member(), await shop.member()]
    const line = (sku: string) => ({ sku, quantity: 1, amountMinor: 1_000 })
    await shop.buy(both, 'B-1', [line('sencha'), line('pot')])
    await shop.buy(one, 'B-2', [line('sencha')])
    await shop.buy(none, 'B-3', [line('pot')], { placedAt: at('2023-12-01T00:00:00Z') })
    await ran()
    expect(await who(has('sencha'), hasNone('pot'))).toEqual([one])
    expect(await who(has('pot'))).toEqual([both])
    expect((await who(within('drinks'))).toSorted()).toEqual([both, one].toSorted())
    expect(await who(within('gifts'))).toEqual([])
    await shop.catalogue.putCategories([{ code: 'tea', name: 'Tea', parent: 'gifts' }])
    await ran()
    expect(await who(within('drinks'))).toEqual([])
    expect((await who(within('gifts'))).toSorted()).toEqual([both, one].toSorted())
    await shop.merging.merge({ from: one, into: none, reason: 'same', by: { kind: 'staff', id: 'anna' } })
    await ran()
    expect(await who(has('sencha'), hasNone('pot'))).toEqual([none])
  })

  test('a copy made anew leaves nothing of who is gone meanwhile', async () => {
    const left = await shop.member()
    await shop.buy(left, 'B-9', [{ sku: 'kettle', quantity: 1, amountMinor: 1_000 }])
    await ran()
    expect(await who(has('kettle'))).toEqual([left])
    await shop.members.changeStatus(left, { wish: 'close', reason: 'asked' })
    await ran('rebuild')
    const of = async (table: string) =>
      rows(shop.db, sql`select 1 from ${sql.table(table)} where member_id = ${left}::uuid`)
    expect(await of('insight_bought')).toEqual([])
    expect(await of('insight_members')).toEqual([])
  })
})
