/** Points that a till took while it was alone: within its budget, from whom was there, as far as there were any. */
import { expect, test } from 'vitest'
import { testShop } from '../../tests/support/shop.ts'
import type { MemberId } from '../base/ids.ts'
import { asInstant } from '../base/time.ts'
import { cardCode } from '../presence/rules.ts'
import { standardProgramme } from '../programme/standard.ts'
import { verify } from '../verification.ts'
import { devicesOf } from './device.fixture.ts'
import type { Received } from './service.ts'

const shop = await testShop()
const device = devicesOf(shop)
const standard = standardProgramme(shop.programme.at(shop.clock.now()).timeZone)
const checkout = { points: 100, minor: 100, currency: 'CNY' } as const

async function publish(presence: readonly ('points' | 'coupons')[]): Promise<void> {
  const wallets = standard.wallets.map((wallet) => (wallet.code === 'points' ? { ...wallet, checkout } : wallet))
  const definition = { ...standard, wallets, presence: [...presence] }
  await shop.programme.publish({ definition, effectiveAt: null, note: 'points pay', by: 'test' })
}

const DAY = 86_400_000
const later = (milliseconds: number) => shop.clock.set(asInstant(shop.clock.now() + milliseconds))
const balance = async (memberId: MemberId) => (await shop.wallet(memberId))?.balance ?? 0

async function withPoints(amount: number): Promise<MemberId> {
  const memberId = await shop.member()
  await shop.points.adjust({ memberId, wallet: 'points', amount, reason: 'test', reference: null, by: 'test' })
  return memberId
}

/** An order of 100.00, of which points pay a part. */
function paying(memberId: MemberId, points: number, code?: string) {
  return {
    member: { memberId },
    payments: [{ means: 'cash', minor: 10_000 - points }],
    paid: { wallet: 'points', points, minor: points, ...(code === undefined ? {} : { code }) },
  }
}

const notes = (answers: readonly Received[]) =>
  answers.map((one) =>
    one.state === 'accepted' ? one.note : one.state === 'refused' ? one.refusal.refusal : one.state,
  )

test('within the budget of the till points are taken, earn nothing, and come back with a return', async () => {
  await publish([])
  later(1_000)
  const member = await withPoints(1_000)
  const { till, seal } = await device('Alone', 1_000)
  const sealed = seal(paying(member, 600))
  expect(notes(await shop.tills.receive(till.tillId, [sealed]))).toEqual([null])
  // 1000 − 600 + 94 for the 94.00 paid in money.
  expect(await balance(member)).toBe(494)
  expect(notes(await shop.tills.receive(till.tillId, [sealed]))).toEqual([null])
  expect(await balance(member)).toBe(494)
  const back = { number: `T${till.place}-000001`, lines: 'all', reason: 'returned', at: shop.clock.now() } as const
  await shop.orders.giveBack(back)
  expect(await balance(member)).toBe(1_000)
})

test('what is beyond the budget of a day is not taken: the order stands and the company bears it', async () => {
  const member = await withPoints(5_000)
  const { till, seal } = await device('Budget', 1_000)
  const batch = [seal(paying(member, 700)), seal(paying(member, 400)), seal(paying(member, 300))]
  expect(notes(await shop.tills.receive(till.tillId, batch))).toEqual([null, 'points-not-taken', null])
  // 5000 − 700 − 300 and 93, 100 and 97 earned.
  expect(await balance(member)).toBe(4_290)
  later(DAY)
  expect(notes(await shop.tills.receive(till.tillId, [seal(paying(member, 1_000))]))).toEqual([null])
  const none = await device('None')
  expect(notes(await shop.tills.receive(none.till.tillId, [none.seal(paying(member, 1))]))).toEqual([
    'points-not-taken',
  ])
})

test('points that are not there are not taken, and nobody owes any', async () => {
  const member = await withPoints(100)
  const { till, seal } = await device('Short', 10_000)
  expect(notes(await shop.tills.receive(till.tillId, [seal(paying(member, 500))]))).toEqual(['points-not-taken'])
  expect(await balance(member)).toBe(200)
  const found = await shop.orders.get(`T${till.place}-000001`)
  if (!('order' in found)) throw new Error('it is no member’s')
  expect(found.order.decision?.payments).toEqual([
    { means: 'cash', minor: 9_500 },
    { means: 'points-not-taken', minor: 500 },
  ])
})

test('figures that do not agree with the points are refused', async () => {
  const member = await withPoints(1_000)
  const { till, seal } = await device('Figures', 10_000)
  const wrong = seal({ ...paying(member, 500), payments: [{ means: 'cash', minor: 10_000 }] })
  expect(notes(await shop.tills.receive(till.tillId, [wrong]))).toEqual(['till.amounts-wrong'])
})

test('where members must be there, the code of the very moment and member is needed', async () => {
  await publish(['points'])
  later(1_000)
  const [member, other] = [await withPoints(5_000), await withPoints(5_000)]
  const { till, seal } = await device('There', 10_000)
  const [mine, hers] = [await shop.presence.issueCard(member), await shop.presence.issueCard(other)]
  const soldAt = shop.clock.now()
  const codes = [
    cardCode(mine.handle, mine.secret, soldAt),
    undefined,
    cardCode(hers.handle, hers.secret, soldAt),
    cardCode(mine.handle, mine.secret, asInstant(soldAt - 600_000)),
  ]
  const batch = codes.map((code) => seal(paying(member, 100, code)))
  later(3_600_000)
  const no = 'points-not-taken'
  expect(notes(await shop.tills.receive(till.tillId, batch))).toEqual([null, no, no, no])
  const { checks } = await verify(shop.db, shop.programme)
  expect(checks.filter((check) => check.violations > 0)).toEqual([])
})
