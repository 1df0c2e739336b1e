import { expect, test } from 'vitest'
import type { MemberId } from '../base/ids.ts'
import type { Instant } from '../base/time.ts'
import { lines, offeringShop, whyOf } from './offering.fixture.ts'

const shop = await offeringShop()
const { next, give: buy, holds } = shop
const DAY = 86_400_000

test('an order that is opened again and changed leaves what the changed one would have left', async () => {
  const [changed, straight] = [await shop.member(), await shop.member()]
  const number = next()
  await buy(changed, lines(12_000), ['ONCE'], number)
  const open = await shop.orders.reopen(number)
  expect([open.status, open.wallets[0]?.balance]).toEqual(['open', 0])
  expect(await shop.orders.reopen(number)).toMatchObject({ status: 'open', entries: [] })
  const other = lines(15_000, 'cup')
  const again = await buy(changed, other, ['ONCE'], number)
  const once = await buy(straight, other, ['ONCE'])
  expect([again.netMinor, again.offers, again.wallets]).toEqual([once.netMinor, once.offers, once.wallets])
  await shop.orders.giveBack({ number, lines: [{ line: 1, quantity: 1 }], reason: 'x' })
  expect(await whyOf(shop.orders.reopen(number))).toBe('order.has-returns')
  await shop.orders.cancel(number)
  expect(await whyOf(shop.orders.reopen(number))).toBe('order.cancelled')
  await holds()
})

test('lines are exchanged for others in one go, with the difference, and once', async () => {
  const member = await shop.member()
  const [old, anew] = [next(), next()]
  await buy(member, [...lines(4_000, 'tea', 2), ...lines(3_000, 'cup')], [], old)
  const wish = {
    ...{ number: old, lines: [{ line: 1, quantity: 1 }], reason: 'too small', key: 'X-1' },
    order: shop.order(anew, lines(2_500, 'tea')),
  }
  const preview = await shop.orders.exchange(wish, true)
  expect((await shop.wallet(member))?.balance).toBe(70)
  const done = await shop.orders.exchange(wish)
  expect(done).toMatchObject({ differenceMinor: 500, returned: { refundMinor: 2_000 }, order: { netMinor: 2_500 } })
  expect(preview.differenceMinor).toBe(500)
  expect((await shop.wallet(member))?.balance).toBe(75)
  const repeated = await shop.orders.exchange(wish)
  expect([repeated.returned, repeated.order.orderId]).toEqual([done.returned, done.order.orderId])
  expect((await shop.wallet(member))?.balance).toBe(75)
  const taken = { ...wish, key: 'X-2', order: shop.order(old, lines(1)) }
  expect(await whyOf(shop.orders.exchange(taken))).toBe('order.number-taken')
  expect((await shop.wallet(member))?.balance).toBe(75)
  await holds()
})

test('a late exchange is decided on the past as it was', async () => {
  const member = await shop.member()
  const [old, anew] = [next(), next()]
  const early = (shop.clock.now() - 20 * DAY) as Instant
  await shop.buy(member, old, lines(4_000, 'tea', 2), { placedAt: early })
  await buy(member, lines(1_000))
  await shop.orders.exchange({
    ...{ number: old, lines: 'all', reason: 'late', at: (early + DAY) as Instant },
    order: { ...shop.order(anew, lines(6_000)), placedAt: (early + DAY) as Instant },
  })
  expect((await shop.wallet(member))?.balance).toBe(70)
  await holds()
})

test('a receipt is claimed once and in its time, and earns what a member would have earned', async () => {
  const [member, other] = [await shop.member(), await shop.member()]
  const number = next()
  const input = shop.order(number, lines(12_000), { coupons: ['HELLO'] })
  const sold = await shop.orders.put({ memberId: null, status: 'confirmed', input })
  expect(sold.netMinor).toBe(10_300)
  const claims = await Promise.allSettled([
    ...Array.from({ length: 10 }, () => shop.orders.claim(number, member)),
    ...Array.from({ length: 10 }, () => shop.orders.claim(number, other)),
  ])
  const owners = new Set(claims.flatMap((each) => (each.status === 'fulfilled' ? [each.value.memberId] : [])))
  expect(owners.size).toBe(1)
  const [owner] = owners
  const points = await Promise.all([shop.wallet(member), shop.wallet(other)])
  expect(points.map((wallet) => wallet?.balance ?? 0).sort((a, b) => a - b)).toEqual([0, 103])
  expect(await whyOf(shop.orders.claim(number, owner === String(member) ? other : member))).toBe(
    'order.claim-not-guest',
  )
  expect(await whyOf(shop.orders.claim('NOPE', member))).toBe('order.unknown')
  const back = await shop.orders.giveBack({ number, lines: 'all', reason: 'x' })
  expect(back.refundMinor).toBe(10_300)
  const late = next()
  await shop.orders.put({ memberId: null, status: 'confirmed', input: shop.order(late, lines(500)) })
  shop.clock.set((shop.clock.now() + 31 * DAY) as Instant)
  expect(await whyOf(shop.orders.claim(late, member))).toBe('order.claim-too-late')
  await holds()
})

const open = (memberId: MemberId, number: string, coupons: string[]) =>
  shop.orders.put({ memberId, status: 'open', input: shop.order(number, lines(5_000), { coupons }) })

const exchange = (number: string, order: string, more: { key?: string; line?: number; currency?: string } = {}) =>
  shop.orders.exchange({
    ...{ number, reason: 'size', lines: [{ line: more.line ?? 1, quantity: 1 }] },
    order: shop.order(order, lines(5_000), { currency: more.currency ?? 'CNY', placedAt: shop.clock.now() }),
    ...(more.key === undefined ? {} : { key: more.key }),
  })

test('an exchange needs a new order: the returned one and one that is confirmed already are none', async () => {
  const member = await shop.member()
  const [sold, taken] = [next(), next()]
  await shop.buy(member, sold, [...lines(5_000), ...lines(5_000)])
  await buy(member, lines(5_000), [], taken)
  const same = next()
  await shop.buy(member, same, lines(5_000))
  expect(await whyOf(exchange(same, same))).toBe('order.number-taken')
  expect(await whyOf(exchange(sold, taken))).toBe('order.number-taken')
  const fresh = next()
  await exchange(sold, fresh, { key: 'X' })
  await exchange(sold, fresh, { key: 'X' })
  expect(await whyOf(exchange(sold, fresh, { key: 'Y', line: 2 }))).toBe('order.number-taken')
  expect(await whyOf(exchange(sold, next(), { key: 'X' }))).toBe('return.key-reused')
  expect(await whyOf(exchange(sold, next(), { line: 2, currency: 'USD' }))).toBe('exchange.other-currency')
  await holds()
})

test('an exchange may confirm an order that was opened with a coupon', async () => {
  const member = await shop.member()
  const [sold, opened] = [next(), next()]
  await shop.buy(member, sold, lines(5_000))
  await open(member, opened, ['LAST'])
  await exchange(sold, opened)
  expect((await shop.offers.coupon('LAST')).used).toBe(0)
  await holds()
})

test('a reopened order holds nothing, also of coupons that returns do not give back', async () => {
  const member = await shop.member()
  const number = next()
  await buy(member, lines(5_000), ['DOUBLE'], number)
  await shop.orders.reopen(number)
  await holds()
  expect((await buy(member, lines(5_000), ['DOUBLE'], number)).passed).toEqual([])
  await holds()
})

test('a claimed receipt earns what the limit of its offer still gives', async () => {
  const input = (number: string) => shop.order(number, lines(100), { coupons: ['FIFTY'] })
  const numbers = [next(), next(), next(), next()]
  for (const number of numbers) await shop.orders.put({ memberId: null, status: 'confirmed', input: input(number) })
  const given: number[] = []
  for (const number of numbers) {
    const { rules } = await shop.orders.claim(number, await shop.member())
    given.push(rules.find(({ rule }) => rule.startsWith('offer:bonus'))?.points ?? 0)
  }
  expect(given).toEqual([50, 50, 20, 0])
  await holds()
})
