/** 29 February: earned on, expired on, celebrated on. */
import { expect, test } from 'vitest'
import { programmeOf, refusalOf, rule, story, wallet } from '../support/story.ts'

const shop = await story(
  programmeOf('Asia/Shanghai', {
    wallets: [
      wallet('points', { expiry: { kind: 'rolling', months: 12, roundUpTo: 'day' } }),
      // Gone with each 29 February; in other years with the 28th.
      wallet('treats', { expiry: { kind: 'dates', dates: ['02-29'], leastMonths: 0 } }),
      wallet('keepsakes', { expiry: { kind: 'dates', dates: ['02-29'], leastMonths: 12 } }),
    ],
    earningRules: [
      rule('base-points', 'points'),
      rule('twenty-ninth', 'points', {
        when: { field: 'order.dayOfMonth', is: 'equals', value: 29 },
        earn: { by: 'multiply', rule: 'base-points', percent: 200 },
      }),
      rule('treat', 'treats', { earn: { by: 'order', points: 10 } }),
      rule('keepsake', 'keepsakes', { earn: { by: 'order', points: 1 } }),
    ],
    ladders: [],
  }),
  '2027-02-27T09:00',
)

test('a leap day', async () => {
  await shop.on('2027-02-28T12:00')
  const member = await shop.member()
  const held = async () => [await shop.balance(member), await shop.balance(member, 'treats')]

  // In a year without a 29th there is no member day in February, and the treats of the 28th are for that day only.
  await shop.buy(member, 'F-1', 10_000)
  expect(await held()).toEqual([100, 10])
  await shop.on('2027-03-01T00:00')
  await shop.buy(member, 'F-2', 10_000)
  expect(await held()).toEqual([100 + 100, 10])
  expect(await shop.expired(member, 'treats')).toEqual([[10, shop.local('2027-03-01T00:00')]])

  // 28 February 2028 is the last day of what was earned on 28 February 2027.
  await shop.on('2028-02-28T23:59:59.999')
  expect(await held()).toEqual([200, 10])
  await shop.on('2028-02-29T00:00')
  expect(await held()).toEqual([100, 10])

  // The 29th: 29.00 give 29 twice. Treats of a year ago and of today go with the same midnight.
  await shop.buy(member, 'F-3', 2_900)
  expect(await held()).toEqual([100 + 58, 20])
  await shop.on('2028-02-29T23:59:59.999')
  expect(await held()).toEqual([158, 20])
  await shop.on('2028-03-01T00:00')
  expect(await held()).toEqual([158, 0])
  // What was earned on 1 March 2027 has 1 March 2028 as its last day.
  await shop.on('2028-03-02T00:00')
  expect(await held()).toEqual([58, 0])

  // Twelve months after 29 February is 28 February.
  await shop.on('2029-02-28T23:59:59.999')
  await shop.spend(member, 8)
  shop.clock.set(shop.local('2029-03-01T00:00'))
  expect(await refusalOf(shop.spend(member, 1))).toBe('points.insufficient')
  await shop.on('2029-03-01T00:00')
  expect(await held()).toEqual([0, 0])
  expect(await shop.expired(member)).toEqual([
    [100, shop.local('2028-02-29T00:00')],
    [100, shop.local('2028-03-02T00:00')],
    [50, shop.local('2029-03-01T00:00')],
  ])

  // At least twelve months: from 28 February 2027 to 29 February 2028; from 1 March 2027 and 29 February 2028 to 28 February 2029.
  expect(await shop.expired(member, 'keepsakes')).toEqual([
    [1, shop.local('2028-03-01T00:00')],
    [2, shop.local('2029-03-01T00:00')],
  ])
  await shop.lawsHold()
})

test('an order of the leap day that comes a year late still has its double points, and they are gone', async () => {
  shop.clock.set(shop.local('2029-03-01T08:00'))
  const member = await shop.member()
  const answer = await shop.buy(member, 'F-9', 10_000, { placedAt: shop.local('2028-02-29T23:59:59.999') })
  expect(answer.rules.map(({ points }) => points)).toEqual([100, 100, 10, 1])
  expect(answer.wallets[0]?.available).toBe(200)
  expect(await refusalOf(shop.spend(member, 1))).toBe('points.insufficient')
  await shop.on('2029-03-02T00:00')
  expect(await shop.balance(member)).toBe(0)
  expect(await shop.expired(member)).toEqual([[200, shop.local('2029-03-01T00:00')]])
  await shop.lawsHold()
})
