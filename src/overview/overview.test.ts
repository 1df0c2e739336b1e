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

test('who loses a tier within thirty days is counted by tier and listed, as long as nothing more happens', async () => {
  const [idle, busy] = [await shop.member('Idle'), await shop.member('Busy')]
  await shop.buy(idle, 'L-1', 600_000)
  await shop.buy(busy, 'L-2', 600_000)
  const { ladders } = await shop.tiers.standings(idle)
  const [standing] = ladders
  const loss = at(standing?.loss?.at ?? '')
  const near = (loss - 29 * 86_400_000) as typeof loss
  const listed = async () =>
    (await shop.members.list({ losingUntil: loss, tier: 'gold' })).items.map((one) => one.memberId)
  shop.clock.set((loss - 32 * 86_400_000) as typeof loss)
  expect((await shop.overview.read()).losing.tiers).toEqual([])
  shop.clock.set(near)
  const gold = { ladder: 'status', tier: 'gold' }
  expect((await shop.overview.read()).losing.tiers).toMatchObject([{ ...gold, soonest: loss }])
  expect(await listed()).toEqual(expect.arrayContaining([idle, busy]))
  expect((await shop.members.list({ losingUntil: near })).items).toEqual([])
  expect((await shop.members.list({ losingUntil: loss, tier: 'silver' })).items).toEqual([])
  const before = (await shop.overview.read()).losing.tiers[0]?.members ?? 0
  await shop.buy(busy, 'L-3', 600_000)
  await shop.members.changeStatus(idle, { wish: 'suspend', reason: 'member-request' })
  expect(await listed()).not.toEqual(expect.arrayContaining([busy]))
  expect(await listed()).not.toEqual(expect.arrayContaining([idle]))
  shop.clock.set((near + 60_000) as typeof loss)
  expect((await shop.overview.read()).losing.tiers[0]?.members ?? 0).toBe(before - 2)
})
