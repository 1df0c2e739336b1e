import { expect, test } from 'vitest'
import { lines, offeringShop } from './offering.fixture.ts'

const shop = await offeringShop()
const { next } = shop

test('an order that is opened again gives back the coupon that a return would not', async () => {
  const member = await shop.member()
  const number = next()
  await shop.give(member, lines(5_000), ['DOUBLE'], number)
  await shop.orders.reopen(number)
  expect((await shop.offers.coupon('DOUBLE')).used).toBe(0)
  await shop.holds()
  const again = await shop.give(member, lines(5_000), ['DOUBLE'], number)
  expect(again.offers.map(({ coupon }) => coupon)).toEqual(['DOUBLE'])
  await shop.holds()
})
