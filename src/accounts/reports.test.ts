import { expect, test } from 'vitest'
import { programmeOf, rule, story, wallet } from '../../tests/support/story.ts'
import type { BookMove } from './service.ts'

const programme = programmeOf('Asia/Shanghai', {
  wallets: [
    wallet('points', {
      pending: { kind: 'days', days: 3 },
      expiry: { kind: 'rolling', months: 1, roundUpTo: 'month' },
      checkout: { points: 100, minor: 100, currency: 'CNY' },
    }),
    wallet('growth', { purpose: 'status' }),
  ],
  earningRules: [rule('base', 'points')],
  ladders: [],
})
const shop = await story(programme, '2026-01-05T10:00')
const member = await shop.member()
const DAY = 86_400_000
const starts = ['2026-01', '2026-02', '2026-03', '2026-04'].map((month) => shop.local(`${month}-01T00:00`))

async function moves(closedAfter: number | null = null): Promise<BookMove[]> {
  return (await shop.accounts.bookMoves({ starts, closedAfter })).filter((each) => each.wallet === 'points')
}

function move(
  what: BookMove['what'],
  months: readonly [earned: number, moved: number, booked: number],
  points: number,
) {
  const [earned, moved, booked] = months
  return { wallet: 'points', what, earned, moved, booked, points }
}

test('what is outstanding is told by status and by the month in which it can last be spent', async () => {
  expect(await shop.accounts.firstMovement()).toBeNull()
  await shop.buy(member, 'A-1', 50_000)
  await shop.on('2026-01-20T10:00')
  await shop.buy(member, 'A-2', 30_000)
  const ask = { memberId: member, wallet: 'points', reason: 'gift', reference: null, by: 'test' }
  await shop.points.hold({ ...ask, amount: 120, minutes: 60 * 24 * 5 })
  const january = { wallet: 'points', expires: '2026-02' }
  expect(await shop.accounts.outstanding(shop.clock.now(), shop.programme.at(shop.clock.now()).timeZone)).toEqual([
    { ...january, status: 'available', lots: 1, points: 380 },
    { ...january, status: 'held', lots: 1, points: 120 },
    { ...january, status: 'pending', lots: 1, points: 300 },
  ])
  await shop.on('2026-02-02T10:00')
  await shop.buy(member, 'A-3', 7_000)
  const rows = await shop.accounts.outstanding(shop.clock.now(), shop.programme.at(shop.clock.now()).timeZone)
  expect(rows).toEqual([
    { wallet: 'points', status: 'available', expires: '2026-02', lots: 2, points: 800 },
    { wallet: 'points', status: 'pending', expires: '2026-03', lots: 1, points: 70 },
  ])
})

test('movements are told by the months of earning, of moving and of booking', async () => {
  await shop.on('2026-02-10T10:00')
  await shop.buy(member, 'A-4', 20_000, { pay: [{ wallet: 'points', points: 100 }] })
  await shop.on('2026-03-02T10:00')
  // What paid comes back into a lot whose time is over: it is gone as soon as it is there.
  await shop.orders.giveBack({ number: 'A-4', lines: [{ line: 1, quantity: 1 }], reason: 'test', at: shop.clock.now() })
  const still = [
    move('earned', [0, 0, 0], 800),
    move('expired', [0, 1, 1], 700),
    move('redeemed', [0, 1, 1], 100),
    move('expired', [0, 2, 2], 100),
    move('redeemed', [0, 2, 2], -100),
    move('earned', [1, 1, 1], 269),
    move('returned', [1, 2, 2], 199),
  ]
  expect(await moves()).toEqual(still)
  expect(await moves(10 * DAY)).toEqual(still)
})

test('what is recorded after its month was closed is in the books of the first month that was still open', async () => {
  await shop.on('2026-03-02T10:00')
  const earnedIn = async (closedAfter: number | null, booked: number) =>
    (await moves(closedAfter))
      .filter((each) => each.what === 'earned' && each.earned === 0 && each.booked === booked)
      .reduce((sum, { points }) => sum + points, 0)
  const before = await earnedIn(null, 0)
  await shop.buy(member, 'A-5', 4_000, { placedAt: shop.local('2026-01-31T20:00') })
  expect([await earnedIn(10 * DAY, 0), await earnedIn(10 * DAY, 1)]).toEqual([before, 40])
  expect([await earnedIn(null, 0), await earnedIn(null, 1)]).toEqual([before + 40, 0])
})
