import { describe, expect, test } from 'vitest'
import { at, testShop } from '../../tests/support/shop.ts'
import { statement } from './statement.ts'
import { why } from './why.ts'

const shop = await testShop(at('2026-03-01T02:00:00Z'))

describe('a statement', () => {
  test('shows lots soonest-expiring first, the schedule, the next tier and when this one is lost', async () => {
    const member = await shop.member()
    await shop.buy(member, 'S-1', 60_000, { placedAt: at('2025-11-03T02:00:00Z') })
    await shop.buy(member, 'S-2', 70_000)
    const account = await shop.accounts.load(member, shop.clock.now())
    if (account === undefined) throw new Error('no account')
    const shown = statement(account, shop.programme.at(shop.clock.now()), shop.clock.now())
    expect(shown.expiries.filter((step) => step.wallet === 'points')).toEqual([
      { wallet: 'points', at: '2026-11-30T16:00:00.000Z', lastDay: '2026-11-30', amount: 600 },
      { wallet: 'points', at: '2027-03-31T16:00:00.000Z', lastDay: '2027-03-31', amount: 700 },
    ])
    expect(shown.ladders).toEqual([
      {
        ladder: 'status',
        tier: 'silver',
        since: '2026-03-01T02:00:00.000Z',
        amount: 1_300,
        next: { tier: 'gold', reach: 5_000, missing: 3_700 },
        keep: { until: '2026-11-03T16:00:00.000Z', fallsTo: 'regular', keep: 1_000, missing: 300 },
      },
    ])
  })
})

describe('why', () => {
  test('says each kind of entry in both languages from the figures that decided it', async () => {
    const member = await shop.member()
    await shop.buy(member, 'W-0', 100_000)
    await shop.buy(member, 'W-1', 3_799)
    await shop.points.redeem({
      memberId: member,
      wallet: 'points',
      amount: 1_040,
      reason: 'tea for two',
      reference: null,
      by: 't',
    })
    await shop.orders.giveBack({ number: 'W-1', lines: 'all', reason: 'cold' })
    const entries = await shop.accounts.entries(member, { wallet: 'points', before: null, limit: 20 })
    const said = entries.map((entry) => why(entry, shop.programme.version(entry.trace.version), 'en').sentence)
    expect(said).toEqual([
      '40 points taken back for a return of order W-1: “Points on every purchase” had given 46 and gives 0 for what was kept.',
      '40 points were spent before the return: they are owed and repaid from what is earned next.',
      '6 points taken back for a return of order W-1: “Points on every purchase” had given 46 and gives 0 for what was kept.',
      '1,040 points spent: tea for two.',
      '46 points for order W-1: “Points on every purchase” counts ¥37.99, which gives 37 × 1.25 (Silver).',
      '1,000 points for order W-0: “Points on every purchase” counts ¥1,000.00, which gives 1,000.',
    ])
    const chinese = entries.map((entry) => why(entry, shop.programme.version(entry.trace.version), 'zh-CN').sentence)
    expect(chinese[4]).toBe('订单 W-1 获得 46 积分：规则“消费积分”计入 ¥37.99，基础 37 × 1.25（银卡会员）。')
  })
})
