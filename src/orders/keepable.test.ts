import { expect, test } from 'vitest'
import { testShop } from '../../tests/support/shop.ts'
import { whyOf } from './offering.fixture.ts'

const shop = await testShop()
let serial = 0
const next = () => {
  serial += 1
  return `K-${serial}`
}

test.each([
  ['sku', { sku: '\ud800' }],
  ['name', { sku: 'tea', name: '\ud800' }],
  ['name', { sku: 'tea', name: 'a\u0000' }],
])('what Postgres cannot keep is refused in a line: %s', async (_, what) => {
  const member = await shop.member()
  const input = shop.order(next(), [{ quantity: 1, amountMinor: 1, ...what }])
  expect(await whyOf(shop.orders.put({ memberId: member, status: 'confirmed', input }))).toBe('order.invalid')
})
test('what Postgres cannot keep is refused as a code, a store, a channel, a number and a reason', async () => {
  const member = await shop.member()
  const bad = '\ud800'
  for (const more of [{ coupons: [bad] }, { store: bad }, { channel: bad }, { number: bad }])
    expect(
      await whyOf(
        shop.orders.put({ memberId: member, status: 'confirmed', input: { ...shop.order(next(), 1), ...more } }),
      ),
    ).toBe('order.invalid')
  const number = next()
  await shop.buy(member, number, 1)
  for (const reason of [bad, 'a\u0000'])
    expect(await whyOf(shop.orders.giveBack({ number, lines: 'all', reason }))).toBe('order.invalid')
  expect(await whyOf(shop.orders.giveBack({ number, lines: 'all', reason: 'x', key: bad }))).toBe('order.invalid')
})
