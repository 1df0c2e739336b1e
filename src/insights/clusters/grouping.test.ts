import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { at } from '../../../tests/support/shop.ts'
import { accepted } from '../../base/refusals.ts'
import { personOf, twoEngines } from '../engines.fixture.ts'
import { chance } from '../maths/chance.ts'
import { type Featured, featured, features } from './features.ts'
import { grouped } from './grouping.ts'

const engines = await twoEngines()
const DAY = 86_400_000
const asOf = at('2026-04-01T00:00:00Z')

describe('what tells people apart', () => {
  const order = fc.record({
    person: fc.integer({ min: 1, max: 6 }),
    days: fc.integer({ min: -20, max: 400 }),
    minor: fc.integer({ min: 0, max: 90_000 }),
    currency: fc.constantFrom('CNY', 'CNY', 'EUR'),
    pieces: fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 3 }),
  })

  test('is the same in both engines and counted one by one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(order, { maxLength: 30 }), async (orders) => {
        const purchases = await engines.hold(
          'bought',
          { person_id: 'uuid', order_id: 'bigint', placed_ms: 'bigint', currency: 'text', net_minor: 'bigint' },
          orders.map(({ person, days, minor, currency }, number) => ({
            ...{
              person_id: personOf(person),
              order_id: number,
              placed_ms: asOf - days * DAY,
              currency,
              net_minor: minor,
            },
          })),
        )
        const lines = await engines.hold(
          'lined',
          { order_id: 'bigint', quantity: 'bigint', fee: 'boolean' },
          orders.flatMap(({ pieces }, number) =>
            pieces.map((quantity, line) => ({ order_id: number, quantity, fee: line === 2 ? 'true' : 'false' })),
          ),
        )
        const found = await engines.both(async (on) => {
          const { ids, table } = await featured(on, { purchases, lines, asOf, currency: 'CNY' })
          const rows = ids.map((id, row) => [id, ...table.values.subarray(row * 5, row * 5 + 5)])
          return rows.toSorted((one, other) => String(one[0]).localeCompare(String(other[0])))
        })
        const mine = orders.filter(({ days, currency }) => days > 0 && currency === 'CNY')
        const expected = [...Map.groupBy(mine, ({ person }) => person)]
          .toSorted(([one], [other]) => one - other)
          .map(([person, own]) => [
            ...[personOf(person), Math.min(...own.map(({ days }) => days)), own.length],
            ...[own.reduce((sum, { minor }) => sum + minor, 0), Math.max(...own.map(({ days }) => days))],
            own.reduce((sum, { pieces }) => sum + (pieces[0] ?? 0) + (pieces[1] ?? 0), 0) / own.length,
          ])
        expect(found).toEqual(expected)
      }),
      { numRuns: 25 },
    )
  })
})

/** Two kinds of people: who comes often for little, and who comes rarely for much. */
function people(count: number, { seed, apart }: { seed: number; apart: boolean }): Featured {
  const draw = chance(seed)
  const about = (middle: number) => Math.max(1, Math.round(middle * Math.exp(0.15 * draw.normal())))
  const values = Float64Array.from({ length: count }, (_, row) => row).reduce<number[]>((all, row) => {
    const rare = apart && row % 3 === 0
    all.push(
      about(rare ? 90 : 5),
      about(rare ? 3 : 60),
      about(rare ? 900_000 : 60_000),
      about(400),
      about(rare ? 12 : 2),
    )
    return all
  }, [])
  const ids = Array.from({ length: count }, (_, row) => personOf(row))
  return { ids, table: { values: Float64Array.from(values), rows: count, columns: features.length } }
}

describe('groups', () => {
  test('are found where there are some, and each is known by what sets it apart', () => {
    const { kind, groups, groupOf, candidates } = accepted(grouped(people(300, { seed: 1, apart: true }), []))
    expect(kind).toBe('convincing')
    expect(candidates.map(({ clusters }) => clusters)).toEqual([2, 3, 4, 5, 6, 7, 8])
    expect(groups.map(({ name, moved, profile }) => [name, moved, profile.size])).toEqual([
      ['A', null, 200],
      ['B', null, 100],
    ])
    const [often, rare] = groups.map(({ profile }) => new Map(profile.traits.map((one) => [one.feature, one])))
    expect(often?.get('frequency')).toMatchObject({ standsOut: true, median: expect.closeTo(60, -1) })
    expect(rare?.get('monetary')).toMatchObject({ standsOut: true, median: expect.closeTo(900_000, -5) })
    expect(rare?.get('tenure')).toMatchObject({ standsOut: false })
    expect(groupOf.filter((group, row) => group === (row % 3 === 0 ? 1 : 0))).toHaveLength(300)
  })

  test('keep their names in the next run, whichever is the larger one then', () => {
    const first = accepted(grouped(people(300, { seed: 1, apart: true }), []))
    const later = people(300, { seed: 2, apart: true })
    const renamed = first.groups.map(({ name, centre }) => ({ name: `${name}${name}`, centre }))
    const second = accepted(grouped(later, renamed))
    expect(second.groups.map(({ name }) => name)).toEqual(['AA', 'BB'])
    for (const { moved } of second.groups) expect(moved).toBeLessThan(0.1)
    // Who is far from every earlier group is somebody new.
    const far = renamed.map(({ name, centre }) => ({ name, centre: { ...centre, monetary: 1, frequency: 10_000 } }))
    expect(accepted(grouped(later, far)).groups.map(({ name }) => name)).toEqual(['A', 'B'])
  })

  test('are not claimed where people are alike or few', () => {
    expect(accepted(grouped(people(300, { seed: 3, apart: false }), [])).kind).not.toBe('convincing')
    expect(grouped(people(99, { seed: 4, apart: true }), [])).toMatchObject({
      ...{ refusal: 'insights.too-few-to-group', facts: { people: 99, needed: 100 } },
    })
    const table = { values: new Float64Array(500).fill(7), rows: 100, columns: 5 }
    expect(grouped({ ids: [], table }, [])).toMatchObject({ refusal: 'insights.hardly-different' })
  })
})
