import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { publishedIsHere } from '../../../tests/support/published.ts'
import { type Instant, parseInstant, type TimeZone } from '../../base/time.ts'
import { customers, observed } from './cdnow.fixture.ts'
import { grouped, type History, historyOf, historyOfDays } from './histories.ts'

function instant(text: string): Instant {
  const at = parseInstant(text)
  if (at === undefined) throw new Error(text)
  return at
}
function zone(name: string): TimeZone {
  const isZone = (text: string): text is TimeZone => text === name
  if (!isZone(name)) throw new Error(name)
  return name
}

describe('a history', () => {
  const given = { until: instant('2026-03-30T00:00:00Z'), zone: zone('UTC'), unit: 'weeks' } as const

  test('is of repeat purchases; several orders of one day are one', () => {
    const orders = ['2026-03-16T23:00:00Z', '2026-03-02T08:00:00Z', '2026-03-02T20:00:00Z'].map(instant)
    expect(historyOf(orders, given)).toEqual({ purchases: 1, recency: 2, age: 4 })
    expect(historyOf(orders, { ...given, unit: 'days' })).toEqual({ purchases: 1, recency: 14, age: 28 })
  })

  test('takes the days of the shop’s time zone', () => {
    const orders = ['2026-03-02T15:00:00Z', '2026-03-02T17:00:00Z'].map(instant)
    expect(historyOf(orders, given)).toMatchObject({ purchases: 0 })
    expect(historyOf(orders, { ...given, zone: zone('Asia/Shanghai') })).toMatchObject({ purchases: 1 })
  })

  test('leaves out what came later, and there is none without an order', () => {
    const orders = ['2026-03-02T08:00:00Z', '2026-03-30T00:00:00Z'].map(instant)
    expect(historyOf(orders, given)).toEqual({ purchases: 0, recency: 0, age: 4 })
    expect(historyOf(orders.slice(1), given)).toBeUndefined()
    expect(historyOfDays([12], 11, 'days')).toBeUndefined()
  })

  test.skipIf(!publishedIsHere)('of each customer of CDNOW is the published one', () => {
    for (const [i, { history }] of observed().entries()) {
      const published = customers[i]
      expect(history.purchases).toBe(published?.purchases)
      // Published with two digits.
      expect(Math.abs(history.recency - (published?.recency ?? NaN))).toBeLessThan(0.006)
      expect(Math.abs(history.age - (published?.age ?? NaN))).toBeLessThan(0.006)
    }
  })
})

describe('histories', () => {
  const history: fc.Arbitrary<History> = fc
    .tuple(fc.nat(4), fc.nat(5), fc.nat(5))
    .map(([purchases, recency, rest]) => ({ purchases, recency: purchases === 0 ? 0 : recency, age: recency + rest }))

  test('are counted together when they are equal, and none is lost', () => {
    fc.assert(
      fc.property(fc.array(history, { maxLength: 200 }), (all) => {
        const { counts, recencyAt, ageAt, recencies, ages, customers, repeating } = grouped(all, 'days')
        const text = ({ purchases, recency, age }: History) => `${purchases} ${recency} ${age}`
        const told = new Map<string, number>()
        for (const [i, count] of counts.entries()) {
          const [r = NaN, a = NaN] = [recencyAt[i], ageAt[i]]
          expect(recencies.purchases[r]).toBe(ages.purchases[a])
          const [purchases = NaN, recency = NaN, age = NaN] = [ages.purchases[a], recencies.time[r], ages.time[a]]
          told.set(text({ purchases, recency, age }), count)
        }
        expect(told.size).toBe(counts.length)
        const truth = Map.groupBy(all, text)
        expect(told).toEqual(new Map([...truth].map(([key, same]) => [key, same.length])))
        expect([customers, repeating]).toEqual([all.length, all.filter(({ purchases }) => purchases > 0).length])
      }),
    )
  })

  test.each([
    { purchases: 1.5, recency: 1, age: 2 },
    { purchases: -1, recency: 1, age: 2 },
    { purchases: 1, recency: 3, age: 2 },
    { purchases: 1, recency: -1, age: 2 },
    { purchases: 1, recency: 1, age: Number.POSITIVE_INFINITY },
    { purchases: Number.NaN, recency: 1, age: 2 },
  ])('%o cannot be', (impossible) => {
    expect(() => grouped([impossible], 'days')).toThrow(RangeError)
  })
})
