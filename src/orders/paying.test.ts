import fc from 'fast-check'
import { expect, test } from 'vitest'
import { at, testShop } from '../../tests/support/shop.ts'
import type { MemberId } from '../base/ids.ts'
import type { Instant } from '../base/time.ts'
import { standardProgramme } from '../programme/standard.ts'
import { verify } from '../verification.ts'
import type { LineInput } from './draft.ts'
import { whyOf } from './offering.fixture.ts'
import { refundsOf } from './paying.ts'

const shop = await testShop(at('2026-03-06T04:00:00Z'))
const DAY = 86_400_000
const standard = standardProgramme(shop.programme.at(shop.clock.now()).timeZone)
const checkout = {
  ...{ points: 10, minor: 100, currency: 'CNY', least: 50, step: 10, mostBasisPoints: 5_000 },
  lines: { field: 'line.sku', is: 'not-equals', value: 'gift-card' },
} as const

async function publish(more: object): Promise<void> {
  const wallets = standard.wallets.map((wallet) =>
    wallet.code === 'points' ? { ...wallet, checkout: { ...checkout, ...more } } : wallet,
  )
  await shop.programme.publish({
    definition: { ...standard, wallets },
    effectiveAt: null,
    note: 'checkout',
    by: 'test',
  })
}
await publish({})

let serial = 0
const next = (): string => {
  serial += 1
  return `P-${serial}`
}
const lines = (amountMinor: number, sku = 'tea', quantity = 1): LineInput[] => [{ sku, quantity, amountMinor }]
const give = (memberId: MemberId, amount: number) =>
  shop.points.adjust({ memberId, wallet: 'points', amount, reason: 'test', reference: null, by: 'test' })
const pay = (points: number) => ({ pay: [{ wallet: 'points', points }] })

async function holds(): Promise<void> {
  const { checks } = await verify(shop.db, shop.programme)
  expect(checks.filter((check) => check.violations > 0)).toEqual([])
  expect(shop.errors).toEqual([])
}

test('points pay for goods, earn nothing themselves, and the rest is due in money', async () => {
  const member = await shop.member()
  await give(member, 1_000)
  const answer = await shop.buy(member, next(), lines(10_000), {
    ...pay(300),
    payments: [
      { means: 'card', minor: 5_000 },
      { means: 'cash', minor: 2_000 },
    ],
  })
  expect(answer).toMatchObject({
    netMinor: 10_000,
    dueMinor: 7_000,
    paid: [{ wallet: 'points', points: 300, minor: 3_000 }],
  })
  expect((await shop.wallet(member))?.balance).toBe(1_000 - 300 + 70)
  await holds()
})

test('a dry run says how many can pay; what cannot be is refused and changes nothing', async () => {
  const member = await shop.member()
  await give(member, 1_000)
  const what = [
    ...lines(6_000),
    ...lines(4_000, 'gift-card'),
    { sku: 'post', quantity: 1, amountMinor: 500, fee: true },
  ]
  const dry = await shop.orders.evaluate({ memberId: member, input: shop.order('dry', what) })
  expect(dry.payable).toEqual([{ wallet: 'points', least: 50, step: 10, most: 500, mostMinor: 5_000 }])
  const asked = (points: number, more: object = {}) =>
    whyOf(shop.buy(member, next(), what, { ...pay(points), ...more }))
  expect(await asked(510)).toBe('order.pay-amount')
  expect(await asked(40)).toBe('order.pay-amount')
  expect(await asked(55)).toBe('order.pay-amount')
  expect(await asked(2_000)).toBe('points.insufficient')
  expect(await asked(100, { currency: 'EUR' })).toBe('order.cannot-pay')
  expect(await asked(100, { pay: [...pay(100).pay, ...pay(100).pay] })).toBe('order.cannot-pay')
  expect(await asked(100, { payments: [{ means: 'cash', minor: 1 }] })).toBe('order.payments-differ')
  expect(
    await whyOf(shop.orders.put({ memberId: null, status: 'confirmed', input: shop.order(next(), what, pay(100)) })),
  ).toBe('points.member-not-active')
  expect((await shop.wallet(member))?.balance).toBe(1_000)
  await holds()
})

test('a return gives points back into the lots that they came from, with their dates', async () => {
  const member = await shop.member()
  await give(member, 200)
  shop.clock.set((shop.clock.now() + 40 * DAY) as Instant)
  await give(member, 400)
  const lots = async () =>
    (await shop.accounts.load(member, shop.clock.now(), [], true))?.lots
      .filter(({ wallet, orderId }) => wallet === 'points' && orderId === null)
      .map(({ lotId, remaining, expiresAt }) => ({ lotId, remaining, expiresAt }))
  const before = await lots()
  const number = next()
  await shop.buy(member, number, lines(10_000, 'tea', 4), { ...pay(300), payments: [{ means: 'card', minor: 7_000 }] })
  expect((await lots())?.map(({ remaining }) => remaining)).toEqual([0, 300])
  const first = await shop.orders.giveBack({ number, lines: [{ line: 1, quantity: 1 }], reason: 'x' })
  expect(first).toMatchObject({
    refundMinor: 1_750,
    pointsBack: [{ wallet: 'points', points: 75 }],
    refunds: [{ means: 'card', minor: 1_750 }],
    lines: [{ refundMinor: 1_750, pointsMinor: 750 }],
  })
  expect((await lots())?.map(({ remaining }) => remaining)).toEqual([0, 375])
  await shop.orders.giveBack({ number, lines: 'all', reason: 'x' })
  expect(await lots()).toEqual(before)
  expect((await shop.wallet(member))?.balance).toBe(600)
  await holds()
})

test('points that have expired meanwhile come back and are gone at once, and no sooner', async () => {
  const member = await shop.member()
  await give(member, 300)
  const number = next()
  await shop.buy(member, number, lines(10_000), pay(300))
  shop.clock.set((shop.clock.now() + 420 * DAY) as Instant)
  const back = await shop.orders.giveBack({ number, lines: 'all', reason: 'x' })
  expect(back.pointsBack).toEqual([{ wallet: 'points', points: 300 }])
  expect((await shop.wallet(member))?.balance).toBe(0)
  await holds()
})

test('an order that is reopened or exchanged gives its points back too', async () => {
  const member = await shop.member()
  await give(member, 500)
  const [number, other] = [next(), next()]
  await shop.buy(member, number, lines(10_000), pay(500))
  await shop.orders.reopen(number)
  expect((await shop.wallet(member))?.balance).toBe(500)
  await shop.buy(member, number, lines(10_000), pay(400))
  const done = await shop.orders.exchange({
    ...{ number, lines: 'all', reason: 'x', key: 'E' },
    order: { ...shop.order(other, lines(12_000)), ...pay(100) },
  })
  expect(done).toMatchObject({ differenceMinor: 11_000 - 6_000, returned: { refundMinor: 6_000 } })
  expect((await shop.wallet(member))?.balance).toBe(500 - 100 + 110)
  await holds()
})

test('in parts or at once, what comes back is the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 2_000, max: 40_000 }),
      fc.integer({ min: 5, max: 60 }),
      fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 1 }),
      async (amount, tens, pieces) => {
        const points = Math.min(tens * 10, Math.floor(amount / 2 / 100) * 10)
        fc.pre(points >= 50)
        const results: unknown[] = []
        const what = [...lines(amount, 'tea', 3), ...lines(Math.floor(amount / 3), 'cup', 2)]
        const asked = pieces.map((piece) => ({ line: piece < 3 ? 1 : 2, quantity: 1 }))
        for (const returns of [asked.map((each) => [each]), [asked]]) {
          const member = await shop.member()
          await give(member, 700)
          const number = next()
          const bought = await shop.buy(member, number, what, pay(points))
          let [refund, back] = [0, 0]
          for (const each of returns) {
            const answer = await shop.orders.giveBack({ number, lines: each, reason: 'x' })
            refund += answer.refundMinor
            back += answer.pointsBack.reduce((sum, { points: some }) => sum + some, 0)
          }
          results.push({ refund, back, due: bought.dueMinor, balance: (await shop.wallet(member))?.balance })
        }
        expect(results[0]).toEqual(results[1])
      },
    ),
    { numRuns: 15 },
  )
  await holds()
}, 60_000)

test('refunds by means sum to the refund, in parts as at once', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(50_000), { minLength: 1, maxLength: 4 }),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 }),
      (amounts, cuts) => {
        const payments = amounts.map((minor, index) => ({ means: `m${index}`, minor }))
        const due = amounts.reduce((sum, minor) => sum + minor, 0)
        const steps = [0, ...cuts.map((cut) => Math.floor(cut * due)).sort((a, b) => a - b), due]
        const sums = new Map<string, number>()
        for (const [index, after] of steps.entries()) {
          const before = steps[index - 1] ?? 0
          const refunds = refundsOf(payments, { before, after })
          expect(refunds.reduce((sum, { minor }) => sum + minor, 0)).toBe(after - before)
          for (const { means, minor } of refunds) sums.set(means, (sums.get(means) ?? 0) + minor)
        }
        expect(payments.map(({ means }) => sums.get(means) ?? 0)).toEqual(amounts)
      },
    ),
  )
})

test('an empty wish to pay with points is none, for a guest as well', async () => {
  const shown = await shop.orders.put({
    memberId: null,
    status: 'confirmed',
    input: { ...shop.order(next(), lines(1_000)), pay: [] },
  })
  expect(shown.dueMinor).toBe(1_000)
})
