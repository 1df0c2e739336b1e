import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { publishedIsHere } from '../../../tests/support/published.ts'
import { at } from '../../../tests/support/shop.ts'
import { asInstant, type Instant, type TimeZone } from '../../base/time.ts'
import { personOf, twoEngines } from '../engines.fixture.ts'
import { dayOf, monthOf, monthStart } from '../localtime.ts'
import { monthsOf } from '../months.ts'
import { onlineRetail } from '../onlineretail.fixture.ts'
import { followed } from './again.ts'
import { cohortCells } from './cells.ts'
import { curve, shareWithin } from './curve.ts'
import { cohortTable } from './table.ts'

const { hold: held, both } = await twoEngines()
const london = 'Europe/London' as TimeZone
const asOf = at('2011-12-10T00:00:00Z')
const HOUR = 3_600_000

type Bought = {
  readonly person: number | null
  readonly placed: Instant
  readonly minor: number
  readonly currency: string
}

const hold = (all: readonly Bought[]) =>
  held(
    'bought',
    { person_id: 'uuid', placed_ms: 'bigint', net_minor: 'bigint', currency: 'text' },
    all.map(({ person, placed, minor, currency }) => ({
      ...{ person_id: person === null ? null : personOf(person), placed_ms: placed, net_minor: minor, currency },
    })),
  )

describe('random shops', () => {
  const bought: fc.Arbitrary<Bought> = fc.record({
    person: fc.option(fc.integer({ min: 1, max: 8 }), { freq: 6 }),
    placed: fc.integer({ min: -60, max: 24 * 500 }).map((hours) => asInstant(asOf - hours * HOUR)),
    minor: fc.integer({ min: -2_000, max: 100_000 }),
    currency: fc.constantFrom('GBP', 'GBP', 'GBP', 'EUR'),
  })

  test('both engines count who bought when as a plain count does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(bought, { maxLength: 50 }), fc.integer({ min: 1, max: 20 }), async (all, months) => {
        const purchases = await hold(all)
        const question = { purchases, asOf, zone: london, currency: 'GBP', months }
        const cells = await both((on) => cohortCells(on, question))
        const mine = all.filter((each) => each.person !== null && each.placed < asOf && each.currency === 'GBP')
        const byPerson = Map.groupBy(mine, ({ person }) => person)
        const last = monthOf(asInstant(asOf - 1), london)
        const expected = new Map<string, { buyers: Set<number | null>; orders: number; netMinor: number }>()
        for (const [person, own] of byPerson) {
          const cohort = Math.min(...own.map(({ placed }) => monthOf(placed, london)))
          if (cohort <= last - months) continue
          for (const { placed, minor } of own) {
            const key = `${cohort} ${monthOf(placed, london)}`
            const cell = expected.get(key) ?? { buyers: new Set(), orders: 0, netMinor: 0 }
            cell.buyers.add(person)
            expected.set(key, { buyers: cell.buyers, orders: cell.orders + 1, netMinor: cell.netMinor + minor })
          }
        }
        const told = cells.map(({ cohort, month, ...cell }) => [`${cohort} ${month}`, cell])
        const counted = [...expected].map(([key, cell]) => [key, { ...cell, buyers: cell.buyers.size }])
        expect(Object.fromEntries(told)).toEqual(Object.fromEntries(counted))
        for (const { people, months: row } of cohortTable(cells, monthsOf(question)).cohorts) {
          expect(row[0]).toMatchObject({ after: 0, buyers: people, share: 1 })
          expect(row.at(-1)?.over).toBe(false)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('both engines follow people to the day on which they bought again', async () => {
    const windows = [
      { from: at('2011-01-01T00:00:00Z'), to: at('2011-06-30T23:00:00Z') },
      { from: at('2011-06-30T23:00:00Z'), to: at('2011-12-10T00:00:00Z') },
    ]
    await fc.assert(
      fc.asyncProperty(fc.array(bought, { maxLength: 50 }), async (all) => {
        const purchases = await hold(all)
        const told = await both((on) => followed(on, { purchases, asOf, zone: london, windows }))
        const expected = new Map<string, number>()
        const mine = all.filter((each) => each.person !== null && each.placed < asOf)
        for (const own of Map.groupBy(mine, ({ person }) => person).values()) {
          const days = [...new Set(own.map(({ placed }) => dayOf(placed, london)))].toSorted((a, b) => a - b)
          const [first = 0, second] = days
          const window = windows.findIndex(({ from, to }) => first >= dayOf(from, london) && first < dayOf(to, london))
          if (window < 0) continue
          const key = `${window} ${(second ?? dayOf(asInstant(asOf - 1), london)) - first} ${second !== undefined}`
          expected.set(key, (expected.get(key) ?? 0) + 1)
        }
        expect(
          Object.fromEntries(told.map((each) => [`${each.window} ${each.days} ${each.again}`, each.people])),
        ).toEqual(Object.fromEntries(expected))
      }),
      { numRuns: 40 },
    )
  })
})

test('a month that is not over is marked, and counts in no mean', () => {
  const cell = (cohort: number, month: number, buyers: number) => ({
    cohort,
    month,
    buyers,
    orders: buyers,
    netMinor: buyers,
  })
  const january = 2026 * 12
  const cells = [cell(january, january, 10), cell(january, january + 2, 5), cell(january + 1, january + 1, 30)]
  const middle = monthsOf({ asOf: at('2026-03-15T00:00:00Z'), zone: london, months: 3 })
  const running = cohortTable(cells, middle)
  expect(running.cohorts.map(({ month, months }) => [month, months.map(({ buyers, over }) => [buyers, over])])).toEqual(
    [
      [
        '2026-01',
        [
          [10, true],
          [0, true],
          [5, false],
        ],
      ],
      [
        '2026-02',
        [
          [30, true],
          [0, false],
        ],
      ],
    ],
  )
  expect(running.mean).toEqual([
    { after: 0, cohorts: 2, people: 40, share: 1 },
    { after: 1, cohorts: 1, people: 10, share: 0 },
  ])
  const ended = cohortTable(cells, monthsOf({ asOf: monthStart(january + 3, london), zone: london, months: 3 }))
  expect(ended.mean).toEqual([
    { after: 0, cohorts: 2, people: 40, share: 1 },
    { after: 1, cohorts: 2, people: 40, share: 0 },
    { after: 2, cohorts: 1, people: 10, share: 0.5 },
  ])
})

/** Figures as in ../shared/data/README.md, by the shop's own calendar. */
describe.skipIf(!publishedIsHere)('Online Retail', () => {
  const purchases = sql`(select * from bought)`

  beforeAll(async () => {
    const invoices = await onlineRetail()
    await hold(
      invoices.map(({ customer, placed, pence }) => ({
        ...{ person: customer, minor: pence, currency: 'GBP' },
        placed: asInstant(Temporal.PlainDateTime.from(placed).toZonedDateTime(london).epochMilliseconds),
      })),
    )
  }, 120_000)

  test('the cohort of December 2010 comes back as published, and November 2011 sold what it sold', async () => {
    const question = { purchases, asOf, zone: london, currency: 'GBP', months: 13 }
    const cells = await both((on) => cohortCells(on, question))
    const table = cohortTable(cells, monthsOf(question))
    const [first] = table.cohorts
    expect(first).toMatchObject({ month: '2010-12', people: 885 })
    expect(first?.months.slice(1).map(({ buyers }) => buyers)).toEqual([
      ...[324, 286, 340, 321, 352, 321, 309, 313, 350, 331, 445, 235],
    ])
    const november = monthOf(at('2011-11-15T00:00:00Z'), london)
    const sold = cells.filter(({ month }) => month === november).reduce((sum, { netMinor }) => sum + netMinor, 0)
    expect(sold).toBe(116_181_738)
    expect(table.cohorts.reduce((sum, { people }) => sum + people, 0)).toBe(4_338)
  })

  /** Not published: worked out anew from the same lines by a few plain lines of Python. */
  test('the share that comes again is what a second calculation gives', async () => {
    const from = at('2010-12-01T00:00:00Z')
    const found = curve(
      await both((on) => followed(on, { purchases, asOf, zone: london, windows: [{ from, to: asOf }] })),
    )
    if ('kind' in found) throw new Error(found.kind)
    expect(found.people).toBe(4_338)
    const expected = [
      [30, 0.19160198295634423, 0.006053268413245802],
      [90, 0.4599117214460803, 0.008018158977754057],
      [180, 0.6575614868025885, 0.00810184190131656],
      [365, 0.8480632388903856, 0.009765151548911975],
    ] as const
    for (const [days, share, error] of expected) {
      expect(shareWithin(found, days)?.share).toBeCloseTo(share, 12)
      expect(shareWithin(found, days)?.error).toBeCloseTo(error, 12)
    }
  })
})
