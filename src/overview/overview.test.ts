import { expect, test } from 'vitest'
import { at, testShop } from '../../tests/support/shop.ts'

const shop = await testShop(at('2026-03-01T02:00:00Z'))

test('everyone is counted once on each ladder, and the books say what became of the points', async () => {
  const [rich, poor] = [await shop.member(), await shop.member()]
  await shop.member()
  await shop.buy(rich, 'O-1', 600_000)
  await shop.buy(poor, 'O-2', 10_000, { placedAt: at('2026-01-20T00:00:00Z') })
  await shop.orders.giveBack({ number: 'O-2', lines: 'all', reason: 'x' })
  await shop.points.redeem({ memberId: rich, wallet: 'points', amount: 500, reason: 'x', reference: null, by: 't' })
  const overview = await shop.overview.read()
  expect(overview.tiers).toEqual([
    { ladder: 'status', tier: 'regular', members: 2 },
    { ladder: 'status', tier: 'silver', members: 0 },
    { ladder: 'status', tier: 'gold', members: 1 },
    { ladder: 'status', tier: 'diamond', members: 0 },
  ])
  expect(overview.wallets[0]).toEqual({
    wallet: 'points',
    issued: 6_100,
    returned: 100,
    redeemed: 500,
    expired: 0,
    adjusted: 0,
    exchanged: 0,
    fees: 0,
    underWay: 0,
    outstanding: 5_500,
  })
  expect(overview.sales).toEqual({
    current: [{ currency: 'CNY', orders: 1, buyers: 1, netMinor: 600_000 }],
    before: [{ currency: 'CNY', orders: 1, buyers: 1, netMinor: 0 }],
  })
  expect((await shop.members.list({ tier: 'regular' })).items).toHaveLength(2)
  expect((await shop.members.list({ tier: 'gold' })).items).toHaveLength(1)
})
