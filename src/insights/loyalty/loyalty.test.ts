import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { at } from '../../../tests/support/shop.ts'
import { asInstant } from '../../base/time.ts'
import { personOf, twoEngines } from '../engines.fixture.ts'
import { distribution, loyalty, movers, ranked, tellingParts } from './loyalty.ts'
import { explained, shares } from './rules.ts'
import { measuredParts, weightsSetting } from './weights.ts'

const engines = await twoEngines()
const DAY = 86_400_000
const asOf = at('2026-04-01T00:00:00Z')
const weights = weightsSetting.initial

type Person = {
  readonly joinedDays: number
  readonly status: string
  readonly merged: boolean
  readonly bought: readonly { readonly days: number; readonly minor: number; readonly currency: string }[]
  readonly redeemed: readonly number[]
}

async function hold(people: readonly Person[]) {
  const idOf = (person: number) => personOf(people[person]?.merged === true ? 0 : person)
  return {
    people: await engines.hold(
      'who',
      { member_id: 'uuid', person_id: 'uuid', status: 'text', joined_ms: 'bigint' },
      people.map(({ joinedDays, status }, person) => ({
        ...{ member_id: personOf(person), person_id: idOf(person), status, joined_ms: asOf - joinedDays * DAY },
      })),
    ),
    purchases: await engines.hold(
      'bought',
      { person_id: 'uuid', placed_ms: 'bigint', currency: 'text', net_minor: 'bigint' },
      people.flatMap(({ bought }, person) =>
        bought.map(({ days, minor, currency }) => ({
          ...{ person_id: idOf(person), placed_ms: asOf - days * DAY, currency, net_minor: minor },
        })),
      ),
    ),
    redemptions: await engines.hold(
      'redeemed',
      { person_id: 'uuid', at_ms: 'bigint' },
      people.flatMap(({ redeemed }, person) =>
        redeemed.map((days) => ({ person_id: idOf(person), at_ms: asOf - days * DAY })),
      ),
    ),
    ...{ asOf, currency: 'CNY', weights },
  }
}

const person: fc.Arbitrary<Person> = fc.record({
  joinedDays: fc.integer({ min: -5, max: 700 }),
  status: fc.constantFrom('active', 'active', 'active', 'suspended', 'closed', 'prospect'),
  merged: fc.constantFrom(false, false, false, true),
  bought: fc.array(
    fc.record({
      days: fc.integer({ min: -10, max: 600 }),
      minor: fc.integer({ min: -500, max: 50_000 }),
      currency: fc.constantFrom('CNY', 'CNY', 'EUR'),
    }),
    { maxLength: 6 },
  ),
  redeemed: fc.array(fc.integer({ min: -10, max: 600 }), { maxLength: 3 }),
})
const member = (bought: Person['bought'], redeemed: readonly number[] = []): Person => ({
  ...{ joinedDays: 700, status: 'active', merged: false, bought, redeemed },
})
const order = (days: number, minor: number) => ({ days, minor, currency: 'CNY' })

describe('the index', () => {
  test('is told part by part: percentiles, their shares, and what is left out and why', async () => {
    const question = await hold([
      member([order(1, 9_000), order(40, 9_000)], [5]),
      member([order(10, 500)]),
      member([order(500, 90_000)]),
      member([]),
      { ...member([order(1, 1)]), status: 'prospect' },
    ])
    const from = ranked(question)
    const { members, telling } = await engines.both(async (on) => {
      const found = await tellingParts(on, from)
      return { ...found, telling: [...found.telling] }
    })
    expect({ members, telling }).toEqual({ members: 4, telling: [...measuredParts] })
    const counted = shares(weights, new Set(telling))
    expect(counted.map(({ part, share, leftOut }) => [part, share, leftOut])).toEqual([
      ...[...measuredParts].map((part) => [part, 0.25, null]),
      ...[
        ['advocacy', 0, 'no-source'],
        ['satisfaction', 0, 'no-source'],
      ],
    ])
    const found = await engines.both((on) => loyalty(on, from, counted))
    const third = 100 / 3
    expect(found.map(({ recency, frequency, value, engagement }) => [recency, frequency, value, engagement])).toEqual([
      [100, 100, 100, 100],
      [2 * third, 2 * third, 2 * third, 0].map((each) => expect.closeTo(each, 9)),
      // What was bought more than a year ago is late, and is not often or much.
      [expect.closeTo(third, 9), 0, 0, 0],
      [0, 0, 0, 0],
    ])
    expect(found.map(({ index }) => index)).toEqual([100, 50, third / 4, 0].map((each) => expect.closeTo(each, 9)))
    expect(await engines.both((on) => distribution(on, from, counted))).toEqual([
      ...[
        { step: 0, members: 1 },
        { step: 1, members: 1 },
      ],
      ...[
        { step: 10, members: 1 },
        { step: 19, members: 1 },
      ],
    ])
  })

  test('leaves out in what all are alike, and spreads its weight in proportion', () => {
    const given = { ...weights, recency: 10, frequency: 30, value: 0, engagement: 60 }
    const counted = shares(given, new Set(['recency', 'frequency', 'value']))
    expect(counted.map(({ share, leftOut }) => [share, leftOut])).toEqual([
      ...[
        [0.25, null],
        [0.75, null],
        [0, 'no-weight'],
      ],
      ...[
        [0, 'all-alike'],
        [0, 'no-source'],
        [0, 'no-source'],
      ],
    ])
  })

  test('refuses weights that measure nothing', () => {
    const nought = { ...weights, recency: 0, frequency: 0, value: 0, engagement: 0 }
    expect(weightsSetting.checked(nought)).toMatchObject({ refusal: 'insights.weights-all-nought' })
    expect(weightsSetting.checked({ ...nought, value: 1 })).toMatchObject({ value: 1 })
    expect(weightsSetting.checked({ ...weights, value: 101 })).toMatchObject({ refusal: 'insights.setting-invalid' })
  })

  test('both engines say the same; percentiles keep the order of what they are of, and the parts add up', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(person, { maxLength: 14 }), async (all) => {
        const question = await hold(all)
        const from = ranked(question)
        const telling = await engines.both(async (on) => [...(await tellingParts(on, from)).telling])
        const counted = shares(weights, new Set(telling))
        const found = await engines.both((on) => loyalty(on, from, counted))
        const counts = (one: Person, number: number) =>
          !['closed', 'prospect'].includes(one.status) && one.joinedDays > 0 && (!one.merged || number === 0)
        expect(found.map(({ personId }) => personId)).toEqual(
          all.flatMap((one, number) => (counts(one, number) ? [personOf(number)] : [])),
        )
        const frequency = (id: string) =>
          all
            .flatMap((one, number) => (personOf(one.merged ? 0 : number) === id ? one.bought : []))
            .filter(({ days }) => days > 0 && days <= 365).length
        for (const one of found) {
          expect(one.index).toBeCloseTo(
            explained(one, counted).reduce((sum, { points }) => sum + points, 0),
            9,
          )
          expect(one.index).toBeGreaterThanOrEqual(0)
          expect(one.index).toBeLessThanOrEqual(100 + 1e-9)
          const less = found.filter(({ personId }) => frequency(personId) < frequency(one.personId)).length
          expect(one.frequency).toBeCloseTo(found.length < 2 ? 0 : (100 * less) / (found.length - 1), 9)
        }
        const steps = await engines.both((on) => distribution(on, from, counted))
        expect(steps.reduce((sum, { members }) => sum + members, 0)).toBe(found.length)
      }),
      { numRuns: 25 },
    )
  })
})

test('movers are those whose index rose or fell most between two instants', async () => {
  const question = await hold([
    member([order(1, 5_000)]),
    member([order(60, 5_000)]),
    member([order(50, 100), order(2, 90_000)]),
    member([]),
  ])
  const earlier = ranked({ ...question, asOf: asInstant(asOf - 30 * DAY) })
  const counted = shares(weights, new Set(['recency', 'frequency', 'value']))
  const asked = { before: earlier, after: ranked(question), counted }
  const up = await engines.both((on) => movers(on, asked, { up: true, limit: 5 }))
  expect(up.map(({ personId }) => personId)).toEqual([personOf(0), personOf(2)])
  expect(up[0]).toMatchObject({ was: { recency: 0, frequency: 0 }, recency: 100 })
  const down = await engines.both((on) => movers(on, asked, { up: false, limit: 5 }))
  expect(down.map(({ personId }) => personId)).toEqual([personOf(1)])
  for (const { before, after, was, ...now } of [...up, ...down]) {
    const sum = (of: Parameters<typeof explained>[0]) =>
      explained(of, counted).reduce((total, { points }) => total + points, 0)
    expect(after - before).toBeCloseTo(sum(now) - sum(was), 9)
  }
})
