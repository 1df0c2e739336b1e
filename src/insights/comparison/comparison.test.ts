import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { at } from '../../../tests/support/shop.ts'
import { asInstant } from '../../base/time.ts'
import { personOf, twoEngines } from '../engines.fixture.ts'
import { type Chance, chance } from '../maths/chance.ts'
import { compared } from './effect.ts'
import { cutsFor, features, type GroupsQuestion, groups, type Side } from './groups.ts'

const { hold, both } = await twoEngines()
const DAY = 86_400_000
const begins = at('2026-01-01T00:00:00Z')
const days = (count: number) => asInstant(begins + count * DAY)
const spans = {
  earlier: { from: days(-180), to: days(-90) },
  before: { from: days(-90), to: days(0) },
  window: { from: days(0), to: days(30) },
  after: { from: days(30), to: days(120) },
}

type Person = {
  readonly joined: number
  readonly did: boolean
  readonly bought: readonly { day: number; minor: number }[]
}

async function shop(people: readonly Person[]): Promise<GroupsQuestion> {
  const ids = people.map((person, place) => ({ ...person, id: personOf(place) }))
  return {
    ...{ ...spans, currency: 'CNY' },
    people: await hold(
      'persons',
      { member_id: 'uuid', person_id: 'uuid', status: 'text', joined_ms: 'bigint', left_ms: 'bigint' },
      ids.map(({ id, joined }) => ({
        ...{ member_id: id, person_id: id, status: 'active', joined_ms: days(joined), left_ms: null },
      })),
    ),
    purchases: await hold(
      'purchased',
      { person_id: 'uuid', placed_ms: 'bigint', currency: 'text', net_minor: 'bigint' },
      ids.flatMap(({ id, bought }) =>
        bought.map(({ day, minor }) => ({ person_id: id, placed_ms: days(day), currency: 'CNY', net_minor: minor })),
      ),
    ),
    did: await hold(
      'doing',
      { person_id: 'uuid' },
      ids.filter(({ did }) => did).map(({ id }) => ({ person_id: id })),
    ),
  }
}

test('both engines put the same people into the same groups, and everybody who was a member into one', async () => {
  const person = fc.record({
    joined: fc.integer({ min: -900, max: 10 }),
    did: fc.boolean(),
    bought: fc.array(
      fc.record({ day: fc.integer({ min: -260, max: 130 }), minor: fc.integer({ min: 0, max: 90_000 }) }),
      { maxLength: 8 },
    ),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(person, { maxLength: 25 }), async (people) => {
      const question = await shop(people)
      const cuts = await both((on) => cutsFor(on, question))
      const sides = await both((on) => groups(on, { ...question, cuts }))
      const members = people.filter(({ joined }) => joined < -90)
      const within = (bought: Person['bought'], from: number, to: number) =>
        bought.filter(({ day }) => day >= from && day < to)
      for (const did of [true, false]) {
        const own = members.filter((each) => each.did === did)
        const mine = sides.filter((side) => side.did === did)
        const sum = (of: (side: Side) => number) => mine.reduce((total, side) => total + of(side), 0)
        const change = (of: (bought: Person['bought']) => number) =>
          own.reduce((total, { bought }) => total + of(within(bought, 30, 120)) - of(within(bought, -90, 0)), 0)
        expect(sum(({ people: n }) => n)).toBe(own.length)
        expect(sum(({ orders }) => orders)).toBe(change((bought) => bought.length))
        expect(sum(({ money }) => money)).toBe(
          change((bought) => bought.reduce((total, { minor }) => total + minor, 0)),
        )
        const earlier = own.reduce((total, { bought }) => total + within(bought, -180, -90).length, 0)
        expect(sum(({ frequency }) => frequency)).toBe(earlier)
        expect(sum(({ tenure }) => tenure)).toBe(own.reduce((total, { joined }) => total - joined - 90, 0))
      }
    }),
    { numRuns: 40 },
  )
})

/** Orders of a stretch of 90 days for somebody who buys so often. */
function orders(draw: Chance, rate: number, from: number, length = 90): { day: number; minor: number }[] {
  const found: { day: number; minor: number }[] = []
  for (let day = from; day < from + length; day += 1)
    if (draw.fraction() < rate / 90) found.push({ day, minor: 5_000 + draw.below(5_000) })
  return found
}

/**
 * Each buys at a rate of his own, which falls to `trend` of it. Who does it depends on what he was seen to buy (`seen`) or on his rate,
 * which nobody sees (`hidden`); it brings `extra` more orders.
 */
function shopWith(
  seed: number,
  { why, trend, extra }: { why: 'seen' | 'hidden'; trend: number; extra: number },
): Person[] {
  const draw = chance(seed)
  return Array.from({ length: 1_500 }, () => {
    const rate = 1 + 9 * draw.fraction() ** 2
    const earlier = orders(draw, rate, -180)
    const did = draw.fraction() < (why === 'seen' ? earlier.length + 1 : rate) / 16
    const after = orders(draw, rate * trend + (did ? extra : 0), 30)
    const bought = [...earlier, ...orders(draw, rate, -90), ...orders(draw, 3, 0, 30), ...after]
    return { did, joined: -200 - draw.below(500), bought }
  })
}

/** As `groups` counts, without a database. */
function sidesOf(people: readonly Person[]): Side[] {
  const byGroup = Map.groupBy(people, ({ did, bought }) => {
    const frequency = bought.filter(({ day }) => day < -90).length
    return `${Math.floor(Math.log2(frequency + 1) * 2)} ${did}`
  })
  return [...byGroup].map(([key, own]) => {
    const told = own.map(({ bought, joined }) => {
      const within = (from: number, to: number) => bought.filter(({ day }) => day >= from && day < to)
      const [earlier, before, after] = [within(-180, -90), within(-90, 0), within(30, 120)]
      const money = (all: Person['bought']) => all.reduce((sum, { minor }) => sum + minor, 0)
      return {
        ...{ frequency: earlier.length, spent: money(earlier), tenure: -joined, recency: 0 },
        ...{ ordersBefore: before.length, moneyBefore: money(before) },
        ...{ orders: after.length - before.length, money: money(after) - money(before) },
      }
    })
    const sum = (of: (one: (typeof told)[number]) => number) => told.reduce((total, one) => total + of(one), 0)
    const levels = { ordersBefore: sum((one) => one.ordersBefore), moneyBefore: sum((one) => one.moneyBefore) }
    const sums = [...features, 'orders' as const, 'money' as const].flatMap((name) => [
      [name, sum((one) => one[name])],
      [`${name}Squared`, sum((one) => one[name] ** 2)],
    ])
    const [alike = '', did] = key.split(' ')
    return { alike, did: did === 'true', people: own.length, ...levels, ...Object.fromEntries(sums) }
  })
}

function effectOf(people: readonly Person[]) {
  const found = compared(sidesOf(people))
  if (found.kind !== 'compared') throw new Error(found.kind)
  return found
}

/** How often intervals hold the truth, and how often the difference without matching is two errors away from it. */
function tried(extra: number, of: (seed: number) => Person[]) {
  const rounds = 60
  const all = Array.from({ length: rounds }, (_, seed) => effectOf(of(seed + 1)).orders)
  const count = (which: (one: (typeof all)[number]) => boolean) => all.filter(which).length / rounds
  return {
    held: count(({ interval }) => interval.low <= extra && extra <= interval.high),
    misled: count(({ unmatched, error }) => Math.abs(unmatched - extra) > 2 * error),
  }
}

describe('shops in which the truth is known', () => {
  test('intervals hold the truth about as often as they say, where the plain difference is far off', () => {
    const { held, misled } = tried(1.5, (seed) => shopWith(seed, { why: 'seen', trend: 0.5, extra: 1.5 }))
    expect(held).toBeGreaterThan(0.88)
    expect(misled).toBeGreaterThan(0.6)
  })

  test('what leads people to do it and cannot be seen does not pass for an effect', () => {
    const { held } = tried(0, (seed) => shopWith(seed, { why: 'hidden', trend: 1, extra: 0 }))
    expect(held).toBeGreaterThan(0.88)
  })

  test('matching brings both sides together, and says for how many', () => {
    const found = effectOf(shopWith(7, { why: 'seen', trend: 1, extra: 0 }))
    const frequency = found.balance.find(({ feature }) => feature === 'frequency')
    expect(Math.abs(frequency?.before ?? 0)).toBeGreaterThan(0.5)
    expect(Math.abs(frequency?.after ?? 1)).toBeLessThan(0.1)
    expect(found.did + found.others).toBe(1_500)
    expect(found.matched).toBeLessThanOrEqual(found.did)
    expect(found.matched).toBeGreaterThan(0.9 * found.did)
    const { did, others, mean } = found.orders
    expect(did.after - did.before - (others.after - others.before)).toBeCloseTo(mean, 10)
  })
})

/**
 * Card & Krueger (1994), table 3, balanced sample: employment rose by 0.47 (error 0.48) in New Jersey and fell by 2.28 (1.25) in
 * Pennsylvania, a difference of 2.75 (1.34).
 */
test('with one group it is the difference in differences of Card and Krueger', () => {
  const side = (did: boolean, people: number, { mean, error }: { mean: number; error: number }): Side => {
    const [sum, scatter] = [people * mean, error ** 2 * people * (people - 1)]
    const squares = scatter + sum ** 2 / people
    const none = Object.fromEntries(
      features.flatMap((name) => [
        [name, 0],
        [`${name}Squared`, 0],
      ]),
    )
    const sums = { orders: sum, ordersSquared: squares, money: sum, moneySquared: squares }
    return { alike: 'all', did, people, ordersBefore: 0, moneyBefore: 0, ...none, ...sums } as Side
  }
  const found = compared([side(true, 309, { mean: 0.47, error: 0.48 }), side(false, 75, { mean: -2.28, error: 1.25 })])
  if (found.kind !== 'compared') throw new Error(found.kind)
  expect(found.orders.mean).toBeCloseTo(2.75, 10)
  expect(found.orders.error).toBeCloseTo(1.34, 2)
  expect(found.orders.unmatched).toBeCloseTo(2.75, 10)
})

test('where too few are alike it says how many', () => {
  const people = [...Array.from({ length: 40 }, () => true), ...Array.from({ length: 20 }, () => false)]
  const sides = sidesOf(people.map((did) => ({ did, joined: -200, bought: [] })))
  expect(compared(sides)).toEqual({ kind: 'too-few-matched', has: 20, needs: 30 })
})
