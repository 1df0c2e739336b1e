/** Two members name one order number at the same moment, in one batch of the desk. */
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { laneOf } from '../accounts/desk.ts'
import { lockLane } from '../accounts/store.ts'
import type { MemberId } from '../base/ids.ts'
import { transaction } from '../platform/postgres/database.ts'
import { lines, offeringShop, whyOf } from './offering.fixture.ts'

const shop = await offeringShop()
const { next } = shop

/** Members who share a lane. */
async function two(): Promise<[MemberId, MemberId]> {
  const one = await shop.member()
  for (;;) {
    const other = await shop.member()
    if (laneOf(other) === laneOf(one)) return [one, other]
  }
}

/** While the lane is held, the first waits in a batch of its own, and what comes after it gathers in the next one, in order. */
async function inOneBatch(member: MemberId, wishes: readonly (() => Promise<unknown>)[]): Promise<string[]> {
  const [answers] = await transaction(shop.db, async (tx) => {
    await lockLane(tx, laneOf(member))
    const first = shop.buy(member, next(), 100)
    await sleep(50)
    const whys: Promise<string>[] = []
    for (const wish of wishes) {
      whys.push(whyOf(wish()))
      await sleep(50)
    }
    return [Promise.all([first, ...whys])] as const
  })
  const [, ...whys] = await answers
  return whys.map(String)
}

test('one of two members has the order, and the other is told that its number is taken', async () => {
  const [one, other] = await two()
  const number = next()
  const whys = await inOneBatch(one, [
    () => shop.buy(one, number, lines(5_000)),
    () => shop.buy(other, number, lines(5_000)),
  ])
  expect(whys).toEqual(['accepted', 'order.number-taken'])
  expect((await shop.orders.whose(number))?.memberId).toBe(one)
  expect((await shop.wallet(other))?.balance ?? 0).toBe(0)
  await shop.holds()
})

test('an open order of one member is not confirmed by another', async () => {
  const [one, other] = await two()
  const number = next()
  const input = shop.order(number, lines(5_000), { coupons: ['ONCE'] })
  const whys = await inOneBatch(one, [
    () => shop.orders.put({ memberId: one, status: 'open', input }),
    () => shop.orders.put({ memberId: other, status: 'confirmed', input }),
    () => shop.orders.put({ memberId: other, status: 'cancelled', input }),
  ])
  expect(whys).toEqual(['accepted', 'order.number-taken', 'order.number-taken'])
  await shop.holds()
})

test('an order that another member asks for too is still found by its own', async () => {
  const [one, other] = await two()
  const number = next()
  await shop.buy(one, number, lines(5_000))
  const whys = await inOneBatch(one, [
    () => shop.orders.giveBack({ number, lines: 'all', reason: 'x' }),
    () => shop.buy(other, number, lines(5_000)),
  ])
  expect(whys).toEqual(['accepted', 'order.number-taken'])
  expect((await shop.wallet(one))?.balance).toBe(1)
  await shop.holds()
})

test('a receipt that two members claim becomes the first one’s, and the other is told', async () => {
  const [one, other] = await two()
  const number = next()
  await shop.orders.put({ memberId: null, status: 'confirmed', input: shop.order(number, lines(5_000)) })
  const whys = await inOneBatch(one, [() => shop.orders.claim(number, one), () => shop.orders.claim(number, other)])
  expect(whys).toEqual(['accepted', 'order.claim-not-guest'])
  await shop.holds()
})
