import { expect, test } from 'vitest'
import { laneOf } from '../accounts/desk.ts'
import { lockLane } from '../accounts/store.ts'
import type { MemberId } from '../base/ids.ts'
import { transaction } from '../platform/postgres/database.ts'
import { generic, lines, offeringShop, whyOf } from './offering.fixture.ts'

const shop = await offeringShop()
const { next, holds } = shop

/** Two members of one lane. */
async function neighbours(): Promise<[MemberId, MemberId]> {
  const first = await shop.member()
  for (;;) {
    const second = await shop.member()
    if (laneOf(second) === laneOf(first)) return [first, second]
  }
}

/** Keeps the member's lane waiting until all wishes are in its queue, so that one batch decides them. */
async function inOneBatch(
  member: MemberId,
  wishes: readonly (() => Promise<unknown>)[],
  meanwhile = async (): Promise<unknown> => undefined,
): Promise<string[]> {
  const before = next()
  let first: Promise<unknown> | undefined
  const answers = await transaction(shop.db, async (tx) => {
    await lockLane(tx, laneOf(member))
    first = put(member, 'confirmed', before)
    while (shop.desk.waiting() < 1) await turn()
    const asked: Promise<string>[] = []
    for (const wish of wishes) {
      asked.push(whyOf(wish()))
      while (shop.desk.waiting() < asked.length + 1) await turn()
    }
    await meanwhile()
    return asked
  })
  await first
  return Promise.all(answers)
}
const turn = () => new Promise((resolve) => setTimeout(resolve, 2))

const put = (memberId: MemberId, status: 'open' | 'confirmed', number: string, coupons: string[] = []) =>
  shop.orders.put({ memberId, status, input: shop.order(number, lines(5_000), { coupons }) })
const balance = async (member: MemberId) => (await shop.wallet(member))?.balance ?? 0

test('two members who confirm one number at the same moment: one has it', async () => {
  const [one, other] = await neighbours()
  const number = next()
  const wishes = [one, other].map((member) => () => put(member, 'confirmed', number))
  expect(await inOneBatch(one, wishes)).toEqual(['accepted', 'order.number-taken'])
  await holds()
})

test('an open order stays its member’s when another confirms its number at the same moment', async () => {
  const [one, other] = await neighbours()
  const number = next()
  await put(one, 'open', number, ['LAST'])
  const answers = await inOneBatch(one, [
    () => put(one, 'open', number, ['HELLO', 'LAST']),
    () => put(other, 'confirmed', number, ['LAST']),
    () => put(one, 'open', number, ['LAST']),
  ])
  expect(answers).toEqual(['accepted', 'order.number-taken', 'accepted'])
  expect(await balance(other)).toBe(0)
  await put(one, 'confirmed', number)
  await holds()
})

test('a guest’s order that two members claim at the same moment is one’s', async () => {
  const [one, other] = await neighbours()
  const number = next()
  await shop.orders.put({ memberId: null, status: 'confirmed', input: shop.order(number, lines(5_000)) })
  const answers = await inOneBatch(
    one,
    [one, other].map((member) => () => shop.orders.claim(number, member)),
  )
  expect(answers).toEqual(['accepted', 'order.claim-not-guest'])
  await holds()
})

test('a coupon that was made while an order was under way is unknown to it, and no fault', async () => {
  const member = await shop.member()
  const number = next()
  // Its limit is not loaded, because nobody knew the coupon yet when the order was sent.
  const putting = () => put(member, 'confirmed', number, ['NEW'])
  expect(await inOneBatch(member, [putting], () => generic(shop, 'NEW', 'bonus'))).toEqual(['accepted'])
  const { passed, netMinor } = await putting()
  expect([passed, netMinor]).toEqual([[{ offer: null, coupon: 'NEW', whyNot: 'coupon-unknown' }], 5_000])
  expect(shop.leftOut).toEqual([])
  expect((await put(member, 'confirmed', next(), ['NEW'])).passed).toEqual([])
  await holds()
})

test('an offer that cannot be worked out is left out, breaks no checkout, and is reported by its code', async () => {
  const { offering, version } = shop.programme.at(shop.clock.now())
  const broken = offering.byCode.get('bonus')
  if (broken === undefined) throw new Error('the fixture has a bonus')
  const { applies } = broken
  Object.assign(broken, {
    applies() {
      throw new RangeError('a bug')
    },
  })
  const { passed, netMinor } = await put(await shop.member(), 'confirmed', next(), ['FIFTY'])
  Object.assign(broken, { applies })
  expect([passed, netMinor]).toEqual([[{ offer: 'bonus', coupon: 'FIFTY', whyNot: 'failed' }], 5_000])
  expect(shop.leftOut).toEqual([{ kind: 'offer', code: 'bonus', version }])
  await holds()
})
