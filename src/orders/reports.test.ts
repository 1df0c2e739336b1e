import { expect, test } from 'vitest'
import { programmeOf, rule, story, wallet } from '../../tests/support/story.ts'
import { group, offer } from '../offers/offers.fixture.ts'

const shop = await story(
  programmeOf('Asia/Shanghai', {
    wallets: [
      wallet('points', { checkout: { points: 100, minor: 100, currency: 'CNY' } }),
      wallet('stars'),
      wallet('growth', { purpose: 'status' }),
    ],
    earningRules: [
      rule('base', 'points'),
      rule('star', 'stars', {
        when: { field: 'order.amountMinor', is: 'at-least', value: 50_000 },
        earn: { by: 'order', points: 1 },
      }),
    ],
    ladders: [],
    offerGroups: [group('main')],
    offers: [
      offer('ten-off', { kind: 'amount', minor: 1_000, of: 'goods' }),
      offer('extra', { kind: 'points', wallet: 'points', earn: { by: 'order', points: 7 }, rounding: 'floor' }),
    ],
  }),
  '2026-01-05T10:00',
)
const starts = ['2026-01', '2026-02', '2026-03'].map((month) => shop.local(`${month}-01T00:00`))
const member = await shop.member()
await shop.buy(member, 'O-1', 21_000)
await shop.on('2026-02-03T10:00')
await shop.buy(member, 'O-2', 61_000, { pay: [{ wallet: 'points', points: 100 }] })
await shop.orders.put({ memberId: null, status: 'confirmed', input: shop.order('O-3', 11_000) })

test('orders that earned are told by wallets and months, without what points paid, whatever came back', async () => {
  const months = { starts, closedAfter: null }
  const january = { currency: 'CNY', wallets: ['points'], wallet: 'points', placed: 0, booked: 0, orders: 1 }
  const february = { ...january, wallets: ['points', 'stars'], placed: 1, booked: 1, netMinor: 59_900 }
  const sales = [
    { ...january, netMinor: 20_000, points: 207 },
    { ...february, wallet: 'points', points: 606 },
    { ...february, wallet: 'stars', points: 1 },
  ]
  expect(await shop.orders.earningSales(months)).toEqual(sales)
  await shop.orders.giveBack({ number: 'O-1', lines: [{ line: 1, quantity: 1 }], reason: 'x', at: shop.clock.now() })
  expect(await shop.orders.earningSales(months)).toEqual(sales)
  await shop.buy(member, 'O-4', 11_000, { placedAt: shop.local('2026-01-31T20:00') })
  const late = await shop.orders.earningSales({ starts, closedAfter: 2 * 86_400_000 })
  expect(late).toContainEqual({ ...january, booked: 1, netMinor: 10_000, points: 107 })
})

test('rules and offers are told with the orders they touched, guests’ too, and what stands after returns', async () => {
  const [from, to] = [shop.local('2026-01-01T00:00'), shop.local('2026-02-01T00:00')]
  const { rules, offers } = await shop.orders.touches({ from, to })
  const touched = { currency: 'CNY', orders: 2, netMinor: 30_000, returnedMinor: 20_000 }
  expect(rules).toMatchObject([
    { ...touched, rule: 'base', wallet: 'points', members: 1, points: 300, kept: 100 },
    { ...touched, wallet: 'points', members: 1, points: 14, kept: 7 },
  ])
  const bonus = rules[1]?.rule
  expect(offers).toEqual([
    {
      ...{ ...touched, offer: 'extra', guests: 0, withCoupon: 0, offMinor: 0, gifts: 0 },
      bonuses: [{ rule: bonus, wallet: 'points', points: 14, kept: 7 }],
    },
    { ...{ ...touched, offer: 'ten-off', guests: 0, withCoupon: 0, offMinor: 2_000, gifts: 0 }, bonuses: [] },
  ])
  const february = await shop.orders.touches({ from: to, to: shop.local('2026-03-01T00:00') })
  expect(february.offers.find((each) => each.offer === 'ten-off')).toMatchObject({
    orders: 2,
    guests: 1,
    netMinor: 70_000,
  })
})
