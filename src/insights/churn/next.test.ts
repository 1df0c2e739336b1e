import { expect, test } from 'vitest'
import { asId } from '../../base/ids.ts'
import type { Habits } from './habits.ts'
import { heldOf, nextOf, overdue } from './next.ts'

const someone: Habits = {
  ...{
    personId: asId<'member'>('01920000-0000-7000-8000-000000000001'),
    orders: 6,
    days: 6,
    tenureDays: 60,
    recencyDays: 4,
    gap: 10,
    gapLow: 8,
    gapHigh: 14,
    gapSpread: 2,
  },
  ...{ netMinor: 6_000, yearMinor: 6_000, recentOrders: 2, earlierOrders: 2, stores: 1, channels: 1, products: 3 },
  ...{ categories: 1, discount: 0, returned: 0, channel: 'till', laterOrders: 1, nextDays: 6 },
}

test('the next purchase is due one own gap after the last one', () => {
  expect(nextOf(someone)).toEqual({ dueDays: 6, earliestDays: 4, latestDays: 10 })
})

test('nobody’s rhythm is told from fewer than three gaps', () => {
  expect(nextOf({ ...someone, days: 3 })).toBeUndefined()
  expect(nextOf({ ...someone, days: 4 })).toBeDefined()
  expect(nextOf({ ...someone, days: 1, gap: null, gapLow: null, gapHigh: null })).toBeUndefined()
})

test('overdue is who is past three quarters of the own gaps, not a day before', () => {
  const late = (recencyDays: number) => {
    const next = nextOf({ ...someone, recencyDays })
    return next !== undefined && overdue(next)
  }
  expect([10, 14, 15].map(late)).toEqual([false, false, true])
})

test('a time held when the purchase came in it; whose time is not over yet is not counted', () => {
  const people = [
    someone,
    { ...someone, nextDays: 3 },
    { ...someone, nextDays: 10 },
    { ...someone, nextDays: null, laterOrders: 0 },
    { ...someone, gapHigh: 90 },
    { ...someone, recencyDays: 20 },
    { ...someone, days: 2 },
  ]
  expect(heldOf(people, 30)).toMatchObject({ people: 4, held: 2, share: 0.5 })
  expect(heldOf([], 30)).toBeUndefined()
})
