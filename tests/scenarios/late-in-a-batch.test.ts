import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { laneOf } from '../../src/accounts/desk.ts'
import { lockLane } from '../../src/accounts/store.ts'
import type { Instant } from '../../src/base/time.ts'
import { transaction } from '../../src/platform/postgres/database.ts'
import { verify } from '../../src/verification.ts'
import { testShop } from '../support/shop.ts'

const shop = await testShop()

test('an order that is decided after something later of the same batch sees the whole past', async () => {
  const member = await shop.member()
  await shop.buy(member, 'B-1', 700_000)
  const spend = { memberId: member, wallet: 'points', amount: 1, reason: 'gift', reference: null, by: 'test' }
  // While the lane is held, the first waits in a batch of its own, and what comes after it gathers in the next one.
  const [late] = await transaction(shop.db, async (tx) => {
    await lockLane(tx, laneOf(member))
    const first = shop.points.redeem(spend)
    await sleep(50)
    shop.clock.set((shop.clock.now() + 60_000) as Instant)
    const second = shop.points.redeem(spend)
    const order = shop.buy(member, 'B-2', 10_000, { placedAt: (shop.clock.now() - 1) as Instant })
    await sleep(50)
    return [Promise.all([order, first, second])] as const
  }).then(([all]) => all)
  const { checks } = await verify(shop.db, shop.programme)
  expect(checks.filter(({ violations }) => violations > 0)).toEqual([])
  expect(late.rules[0]?.tier).toBe('gold')
  expect(late.tiers).toMatchObject([{ before: 'gold', tier: 'gold' }])
})
