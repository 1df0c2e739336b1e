/** Points are spent, then everything is brought back: who owes what, under each of the three policies. */
import { expect, test } from 'vitest'
import { programmeOf, refusalOf, rule, story, wallet } from '../support/story.ts'

const shop = await story(
  programmeOf('Asia/Shanghai', {
    wallets: [
      wallet('points', { debt: 'owe' }),
      wallet('stars', { debt: 'forgive' }),
      wallet('beans', { debt: 'pending-only', pending: { kind: 'days', days: 7 } }),
    ],
    earningRules: [rule('point', 'points'), rule('star', 'stars'), rule('bean', 'beans')],
    ladders: [],
  }),
  '2026-03-01T09:00',
)

const bring = (number: string) => shop.orders.giveBack({ number, lines: 'all', reason: 'brought back' })

test('a refund after the points were spent, and earning again', async () => {
  const member = await shop.member()
  /** Balances of points, stars and beans, and the points that are owed. */
  const held = async () => [
    await shop.balance(member, 'points'),
    await shop.balance(member, 'stars'),
    await shop.balance(member, 'beans'),
    await shop.owed(member),
  ]

  await shop.buy(member, 'D-1', 10_000)
  expect(await refusalOf(shop.spend(member, 1, 'beans'))).toBe('points.insufficient')
  await shop.on('2026-03-09T09:00')
  await shop.buy(member, 'D-2', 4_000)
  expect(await held()).toEqual([140, 140, 140, 0])

  // Of the beans only D-1’s 100 can be spent: D-2’s 40 wait until 16 March.
  await shop.on('2026-03-10T09:00')
  await shop.spend(member, 120, 'points')
  await shop.spend(member, 120, 'stars')
  expect(await refusalOf(shop.spend(member, 120, 'beans'))).toBe('points.insufficient')
  await shop.spend(member, 90, 'beans')
  expect(await held()).toEqual([20, 20, 50, 0])

  // D-1 comes back, 100 of each. Points: 20 are there, 80 are owed. Stars: 80 are forgiven. Beans: D-1’s are no longer pending.
  await shop.on('2026-03-11T09:00')
  const first = await bring('D-1')
  expect(first.refundMinor).toBe(10_000)
  expect(await held()).toEqual([0, 0, 50, 80])

  // D-2 comes back, 40 of each: owed, forgiven, and taken from what is pending.
  await shop.on('2026-03-12T09:00')
  await bring('D-2')
  expect(await held()).toEqual([0, 0, 10, 120])
  expect(await refusalOf(shop.spend(member, 1))).toBe('points.insufficient')

  // Earning again repays first: 50 of 120, then the other 70 of 100.
  await shop.on('2026-03-13T09:00')
  await shop.buy(member, 'D-3', 5_000)
  expect(await held()).toEqual([0, 50, 60, 70])
  await shop.on('2026-03-14T09:00')
  await shop.buy(member, 'D-4', 10_000)
  expect(await held()).toEqual([30, 150, 160, 0])

  // D-3 comes back: its 50 points had repaid a debt; 30 of D-4 are there, 20 are owed again.
  await shop.on('2026-03-15T09:00')
  await bring('D-3')
  expect(await held()).toEqual([0, 100, 110, 20])
  await shop.on('2026-03-16T09:00')
  await shop.buy(member, 'D-5', 2_000)
  expect(await held()).toEqual([0, 120, 130, 0])

  // Nothing is left of any order: he owes the 120 points that he spent, and keeps the 10 beans that he had not.
  await shop.on('2026-03-17T09:00')
  await bring('D-4')
  await bring('D-5')
  expect(await held()).toEqual([0, 0, 10, 120])
  await shop.lawsHold()
})

test('a refund in parts leaves the debt that a refund at once leaves', async () => {
  const [parts, whole] = [await shop.member(), await shop.member()]
  const owed: number[][] = []
  for (const [member, number] of [
    [parts, 'P-1'],
    [whole, 'P-2'],
  ] as const) {
    await shop.buy(member, number, [{ sku: 'tea', quantity: 3, amountMinor: 10_000 }])
    await shop.spend(member, 95, 'points')
    await shop.spend(member, 95, 'stars')
    if (member === whole) await bring(number)
    // 100.00 in three: 33.33, 33.33 and 33.34; what is kept is 66, 33 and 0 points.
    else
      for (const refund of [3_333, 3_333, 3_334]) {
        const back = await shop.orders.giveBack({ number, lines: [{ line: 1, quantity: 1 }], reason: 'one' })
        expect(back.refundMinor).toBe(refund)
      }
    owed.push([await shop.balance(member), await shop.owed(member), await shop.balance(member, 'stars')])
  }
  expect(owed).toEqual([
    [0, 95, 0],
    [0, 95, 0],
  ])
  await shop.lawsHold()
})
