import fc from 'fast-check'
import { expect, test } from 'vitest'
import { at } from '../../../tests/support/shop.ts'
import { asInstant, type Instant, type TimeZone } from '../../base/time.ts'
import { personOf, twoEngines } from '../engines.fixture.ts'
import { monthOf } from '../localtime.ts'
import { monthsOf } from '../months.ts'
import { activity, growth, memberships } from './memberships.ts'
import { pointsByMonth } from './redemption.ts'
import { orderValue, salesByMonth, salesByPlace } from './sales.ts'
import { tierMatrix } from './tiers.ts'

const { hold, both } = await twoEngines()
const zone = 'Asia/Shanghai' as TimeZone
const asOf = at('2026-03-10T16:00:00Z')
const HOUR = 3_600_000
const DAYS = 24 * HOUR

const instant = fc.integer({ min: -60, max: 24 * 300 }).map((hours) => asInstant(asOf - hours * HOUR))
const person = fc.integer({ min: 1, max: 9 })
const month = (ms: number) => monthOf(asInstant(ms), zone)

/** Each record of its own person, unless it was merged into the first one's. */
const record = fc.record({
  member: person,
  status: fc.constantFrom('active', 'active', 'suspended', 'prospect', 'closed'),
  joined: instant,
  stayed: fc.integer({ min: 0, max: 200 }),
  merged: fc.boolean(),
})
type Member = { id: number; person: number; status: string; joined: Instant; left: Instant | null }
const membersOf = (all: readonly (typeof record extends fc.Arbitrary<infer T> ? T : never)[]): Member[] =>
  all.map(({ member, status, joined, stayed, merged }) => ({
    ...{
      id: member,
      person: merged && all.some((one) => one.member === 1 && !one.merged) ? 1 : member,
      status,
      joined,
    },
    left: status === 'closed' ? asInstant(joined + stayed * DAYS) : null,
  }))
const members = fc.uniqueArray(record, { maxLength: 9, selector: ({ member }) => member }).map(membersOf)

const sale = fc.record({
  person: fc.option(person, { freq: 3 }),
  placed: instant,
  minor: fc.integer({ min: -500, max: 90_000 }),
  currency: fc.constantFrom('CNY', 'CNY', 'CNY', 'USD'),
  channel: fc.constantFrom('pos', 'app'),
  store: fc.constantFrom('S1', 'S2', null),
})
type Sale = typeof sale extends fc.Arbitrary<infer T> ? T : never

const holdPeople = (all: readonly Member[]) =>
  hold(
    'persons',
    { member_id: 'uuid', person_id: 'uuid', status: 'text', joined_ms: 'bigint', left_ms: 'bigint', tier: 'text' },
    all.map(({ id, person, status, joined, left }) => ({
      ...{
        member_id: personOf(id),
        person_id: personOf(person),
        status,
        joined_ms: joined,
        left_ms: left,
        tier: 'gold',
      },
    })),
  )
const holdSales = (all: readonly Sale[]) =>
  hold(
    'sales',
    {
      ...{ person_id: 'uuid', placed_ms: 'bigint', net_minor: 'bigint' },
      ...{ currency: 'text', channel: 'text', store: 'text' },
    } as const,
    all.map(({ person, placed, minor, ...rest }) => ({
      ...{ ...rest, person_id: person === null ? null : personOf(person), placed_ms: placed, net_minor: minor },
    })),
  )

/** One of each person: joined with the first record, left with the one that stands for him. */
function personsOf(all: readonly Member[]) {
  return [...Map.groupBy(all, ({ person }) => person)].flatMap(([person, own]) => {
    const stands = own.find(({ id }) => id === person)
    if (stands === undefined || stands.status === 'prospect') return []
    const left = stands.left !== null && stands.left < asOf ? stands.left : null
    return [{ person, joined: Math.min(...own.map(({ joined }) => joined)), left }]
  })
}

test('members at the end of each month are those who had joined and not left; active ones had bought lately', async () => {
  await fc.assert(
    fc.asyncProperty(members, fc.array(sale, { maxLength: 30 }), async (all, sales) => {
      const question = { people: await holdPeople(all), asOf, zone, months: 7 }
      const asked = monthsOf(question)
      const grown = growth(await both((on) => memberships(on, question)), asked)
      const purchases = await holdSales(sales)
      const active = await both((on) => activity(on, { ...question, purchases, within: 3 }))
      expect(active.map((each) => each.month)).toEqual(grown.map((each) => each.month))
      const persons = personsOf(all).filter(({ joined }) => joined < asOf)
      grown.forEach((each, place) => {
        const there = persons.filter(
          ({ joined, left }) => month(joined) <= each.month && (left === null || month(left) > each.month),
        )
        expect(each).toEqual({
          month: asked.oldest + place,
          members: there.length,
          joined: persons.filter(({ joined }) => month(joined) === each.month).length,
          left: persons.filter(({ left }) => left !== null && month(left) === each.month).length,
        })
        const buying = there.filter((member) =>
          sales.some(
            ({ person, placed }) =>
              person === member.person &&
              placed < asOf &&
              month(placed) <= each.month &&
              month(placed) > each.month - 3,
          ),
        )
        expect(active[place]).toEqual({ month: each.month, members: there.length, active: buying.length })
      })
    }),
    { numRuns: 60 },
  )
})

const counted = (all: readonly Sale[]) => {
  const ofMembers = all.filter((each) => each.person !== null)
  const sum = (of: readonly Sale[]) => of.reduce((total, { minor }) => total + minor, 0)
  return {
    ...{ orders: all.length, netMinor: sum(all), squares: all.reduce((total, { minor }) => total + minor * minor, 0) },
    ...{ memberOrders: ofMembers.length, memberNetMinor: sum(ofMembers) },
    buyers: new Set(ofMembers.map((each) => each.person)).size,
  }
}

test('sales by month and by place are what a plain count gives', async () => {
  const now = { from: at('2025-12-31T16:00:00Z'), to: asOf }
  const before = { from: at('2025-10-23T16:00:00Z'), to: now.from }
  await fc.assert(
    fc.asyncProperty(fc.array(sale, { maxLength: 40 }), fc.constantFrom('channel', 'store'), async (all, by) => {
      const sales = await holdSales(all)
      const question = { sales, currency: 'CNY', asOf, zone, months: 7 }
      const { oldest } = monthsOf(question)
      const mine = all.filter(({ placed, currency }) => placed < asOf && currency === 'CNY')
      const byMonth = Map.groupBy(
        mine.filter(({ placed }) => month(placed) >= oldest),
        ({ placed }) => month(placed),
      )
      const told = await both((on) => salesByMonth(on, question))
      expect(told).toEqual(
        [...byMonth].toSorted(([a], [b]) => a - b).map(([each, own]) => ({ month: each, ...counted(own) })),
      )
      const places = await both((on) => salesByPlace(on, { sales, currency: 'CNY', by, now, before }))
      const periodOf = (ms: number) => (ms < before.from ? undefined : ms < now.from ? 'before' : 'now')
      const expected = Map.groupBy(
        mine.filter(({ placed }) => periodOf(placed) !== undefined),
        (each) => `${each[by]} ${periodOf(each.placed)}`,
      )
      const found = places.map(({ place, period, ...rest }) => [`${place} ${period}`, rest] as const)
      expect(new Map(found)).toEqual(new Map([...expected].map(([key, own]) => [key, counted(own)])))
    }),
    { numRuns: 50 },
  )
})

/** Student (1908), "The probable error of a mean": extra hours of sleep of ten patients by the second drug, mean 2.33, s 2.0022. */
test('an order value comes with the interval of its mean, and one order has none', () => {
  const hours = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
  const squares = hours.reduce((sum, each) => sum + each * each, 0)
  const found = orderValue({ orders: 10, netMinor: hours.reduce((sum, each) => sum + each, 0), squares })
  expect(found?.mean).toBeCloseTo(2.33, 10)
  expect((found?.interval.high ?? 0) - 2.33).toBeCloseTo((1.959964 * 2.002249) / Math.sqrt(10), 5)
  expect(orderValue({ orders: 1, netMinor: 5, squares: 25 })).toBeUndefined()
})

test('points given and spent are counted by month and wallet, what was before in one sum', async () => {
  const kinds = ['earn', 'gift', 'return', 'cancel', 'redeem', 'capture', 'refund', 'expire', 'reinstate', 'adjust']
  const move = fc.record({
    ...{ member: person, kind: fc.constantFrom(...kinds), at: instant },
    ...{ wallet: fc.constantFrom('points', 'coins'), amount: fc.integer({ min: -500, max: 500 }) },
  })
  await fc.assert(
    fc.asyncProperty(fc.array(move, { maxLength: 40 }), async (all) => {
      const moves = await hold(
        'moves',
        { member_id: 'uuid', wallet: 'text', kind: 'text', amount: 'bigint', at_ms: 'bigint' },
        all.map(({ member, wallet, kind, amount, at: ms }) => ({
          ...{ member_id: personOf(member), wallet, kind, amount, at_ms: ms },
        })),
      )
      const question = { moves, asOf, zone, months: 5 }
      const { oldest } = monthsOf(question)
      const told = await both((on) => pointsByMonth(on, question))
      const mine = all.filter((each) => each.at < asOf)
      const keyOf = (each: { wallet: string; at: number }) =>
        `${each.wallet} ${month(each.at) < oldest ? null : month(each.at)}`
      const expected = [...Map.groupBy(mine, keyOf)].map(([key, own]) => {
        const sum = (...of: string[]) =>
          own.filter(({ kind }) => of.includes(kind)).reduce((total, { amount }) => total + amount, 0)
        const redeemers = new Set(own.filter(({ kind }) => /^(redeem|capture)$/.test(kind)).map(({ member }) => member))
        const issued = sum('earn', 'gift', 'return', 'cancel')
        const spent = { redeemed: 0 - sum('redeem', 'capture', 'refund'), expired: 0 - sum('expire', 'reinstate') }
        return [key, { issued, ...spent, redeemers: redeemers.size }] as const
      })
      const found = told.map(({ wallet, month: of, ...rest }) => [`${wallet} ${of}`, rest] as const)
      expect(new Map(found)).toEqual(new Map(expected))
    }),
    { numRuns: 40 },
  )
})

test('where members stood at both ends follows from their moves', async () => {
  const tiers = ['silver', 'gold', 'black']
  const walks = fc.uniqueArray(
    fc.record({
      ...{ member: person, joined: instant, left: fc.option(instant) },
      steps: fc.array(fc.record({ at: instant, to: fc.constantFrom(...tiers) }), { maxLength: 4 }),
    }),
    { maxLength: 8, selector: ({ member }) => member },
  )
  const between = { from: at('2025-10-31T16:00:00Z'), to: at('2026-01-31T16:00:00Z') }
  await fc.assert(
    fc.asyncProperty(walks, async (all) => {
      const walked = all.map(({ steps, ...rest }) => {
        const ordered = steps.toSorted((a, b) => a.at - b.at)
        return { ...rest, steps: ordered.map((step, place) => ({ ...step, from: ordered[place - 1]?.to ?? 'none' })) }
      })
      const people = await hold(
        'persons',
        { member_id: 'uuid', person_id: 'uuid', status: 'text', joined_ms: 'bigint', left_ms: 'bigint', tier: 'text' },
        walked.map(({ member, joined, left, steps }) => ({
          ...{
            member_id: personOf(member),
            person_id: personOf(member),
            status: 'active',
            joined_ms: joined,
            left_ms: left,
          },
          tier: steps.at(-1)?.to ?? 'none',
        })),
      )
      const moves = await hold(
        'tiers_moved',
        { fact_id: 'uuid', member_id: 'uuid', ladder: 'text', from_tier: 'text', to_tier: 'text', at_ms: 'bigint' },
        walked.flatMap(({ member, steps }) =>
          steps.map(({ at: ms, from, to }, place) => ({
            ...{ fact_id: personOf(member * 10 + place), member_id: personOf(member), ladder: 'main' },
            ...{ from_tier: from, to_tier: to, at_ms: ms },
          })),
        ),
      )
      const told = await both((on) => tierMatrix(on, { people, moves, ladder: 'main', between }))
      const standing = ({ joined, left, steps }: (typeof walked)[number], ms: number) =>
        joined < ms && (left === null || left >= ms) ? (steps.findLast((step) => step.at < ms)?.to ?? 'none') : null
      const expected = Map.groupBy(walked, (one) => `${standing(one, between.from)} ${standing(one, between.to)}`)
      expected.delete('null null')
      expect(new Map(told.map(({ from, to, people: n }) => [`${from} ${to}`, n]))).toEqual(
        new Map([...expected].map(([key, own]) => [key, own.length])),
      )
    }),
    { numRuns: 50 },
  )
})
