import { describe, expect, test } from 'vitest'
import { at, testShop } from '../../tests/support/shop.ts'

const shop = await testShop()

describe('confirming an order', () => {
  test('one point and one growth for each whole currency unit after discounts', async () => {
    const member = await shop.member()
    const answer = await shop.buy(member, 'A-1', [
      { sku: 'tea', quantity: 2, unitPriceMinor: 1_999 },
      { sku: 'cup', quantity: 1, amountMinor: 5_000, discountMinor: 1_000 },
    ])
    expect(answer.netMinor).toBe(7_998)
    expect(answer.wallets).toMatchObject([
      { wallet: 'points', balance: 79, available: 79 },
      { wallet: 'growth', balance: 79 },
    ])
    expect(answer.rules).toMatchObject([
      { rule: 'base-points', points: 79, eligibleMinor: 7_998, percent: 100, whyNot: null },
      { rule: 'base-growth', points: 79 },
    ])
  })

  test('the same order again gives the same answer and no second effect', async () => {
    const member = await shop.member()
    const first = await shop.buy(member, 'A-2', 10_000)
    const again = await Promise.all([shop.buy(member, 'A-2', 10_000), shop.buy(member, 'A-2', 10_000)])
    expect(again).toEqual([first, first])
    expect((await shop.wallet(member))?.balance).toBe(100)
    await expect(shop.buy(member, 'A-2', 20_000)).rejects.toThrow('order.already-confirmed')
  })

  test('an order in a currency that does not exist is refused, whatever the programme accepts', async () => {
    const member = await shop.member()
    const wish = shop.buy(member, 'A-ABC', 10_000, { currency: 'ABC' })
    await expect(wish).rejects.toMatchObject({ refusal: { refusal: 'order.invalid', facts: { where: 'currency' } } })
    const prices = shop.orders.prices({ memberId: member, currency: 'ABC', channel: 'app', store: null, items: [] })
    await expect(prices).rejects.toThrow('order.invalid')
    expect((await shop.buy(member, 'A-MOP', 10_000, { currency: 'MOP' })).currency).toBe('MOP')
  })

  test('reaching a tier multiplies from the next order on', async () => {
    const member = await shop.member()
    const first = await shop.buy(member, 'A-3', 100_000)
    expect(first.tiers).toEqual([{ ladder: 'status', before: 'regular', tier: 'silver' }])
    const second = await shop.buy(member, 'A-4', 3_799)
    expect(second.rules[0]).toMatchObject({ base: 37, percent: 125, tier: 'silver', points: 46 })
  })

  test('two hundred parallel redemptions of one balance take exactly what it allows', async () => {
    const member = await shop.member()
    await shop.buy(member, 'A-5', 50_000)
    const spend = { memberId: member, wallet: 'points', amount: 30, reason: 'gift', reference: null, by: 'test' }
    const outcomes = await Promise.allSettled(Array.from({ length: 200 }, () => shop.points.redeem(spend)))
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(16)
    expect((await shop.wallet(member))?.balance).toBe(20)
  })

  test('a late order is decided at its own time and moves what follows', async () => {
    const member = await shop.member()
    await shop.buy(member, 'L-1', 60_000, { placedAt: at('2026-02-01T00:00:00Z') })
    await shop.buy(member, 'L-2', 50_000, { placedAt: at('2026-02-20T00:00:00Z') })
    const late = await shop.buy(member, 'L-3', 10_000, { placedAt: at('2026-02-10T00:00:00Z') })
    expect(late.rules[0]).toMatchObject({ tier: 'regular', points: 100 })
    const after = await shop.buy(member, 'L-4', 10_000, { placedAt: at('2026-02-21T00:00:00Z') })
    expect(after.rules[0]).toMatchObject({ tier: 'silver', points: 125 })
  })

  test('returning everything leaves nothing behind', async () => {
    const member = await shop.member()
    await shop.buy(member, 'R-1', [{ sku: 'tea', quantity: 3, unitPriceMinor: 3_333 }])
    await shop.orders.giveBack({ number: 'R-1', lines: [{ line: 1, quantity: 1 }], reason: 'broken' })
    const last = await shop.orders.giveBack({ number: 'R-1', lines: 'all', reason: 'broken' })
    expect(last.wallets).toMatchObject([
      { balance: 0, owed: 0 },
      { balance: 0, owed: 0 },
    ])
    await expect(
      shop.orders.giveBack({ number: 'R-1', lines: [{ line: 1, quantity: 1 }], reason: 'x' }),
    ).rejects.toThrow('return.too-much')
  })

  test('points spent before a return are owed and repaid by the next purchase', async () => {
    const member = await shop.member()
    await shop.buy(member, 'D-1', 10_000)
    await shop.points.redeem({
      memberId: member,
      wallet: 'points',
      amount: 80,
      reason: 'gift',
      reference: null,
      by: 'test',
    })
    const back = await shop.orders.giveBack({ number: 'D-1', lines: 'all', reason: 'changed mind' })
    expect(back.wallets[0]).toMatchObject({ balance: 0, owed: 80 })
    const next = await shop.buy(member, 'D-2', 10_000)
    expect(next.wallets[0]).toMatchObject({ balance: 20, owed: 0 })
    expect(shop.errors).toEqual([])
  })
})
