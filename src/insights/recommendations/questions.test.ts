import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { at } from '../../../tests/support/shop.ts'
import { orderOf, personOf, twoEngines } from '../engines.fixture.ts'
import { histories } from './questions.ts'

const engines = await twoEngines()
const purchases = sql`(select distinct order_id, person_id, placed_ms from bought)`

type Line = {
  readonly person: number
  readonly day: number
  readonly sku: string
  readonly quantity: number
  readonly fee: boolean
}

const DAY = 86_400_000
const first = at('2026-01-01T00:00:00Z')
const visit = ({ person, day }: Line) => orderOf(person * 100 + day)

async function hold(lines: readonly Line[]): Promise<void> {
  await engines.hold(
    'bought',
    { order_id: 'uuid', person_id: 'uuid', placed_ms: 'bigint' },
    lines.map((one) => ({
      ...{ order_id: visit(one), person_id: personOf(one.person), placed_ms: first + one.day * DAY },
    })),
  )
  await engines.hold(
    'order_lines',
    { order_id: 'uuid', sku: 'text', quantity: 'bigint', fee: 'boolean' },
    lines.map((one) => ({ order_id: visit(one), sku: one.sku, quantity: one.quantity, fee: String(one.fee) })),
  )
}

const both = (question: Omit<Parameters<typeof histories>[1], 'purchases'>) =>
  engines.both((on) => histories(on, { purchases, ...question }))

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
