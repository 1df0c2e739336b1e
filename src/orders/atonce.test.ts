import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { randomFrom } from '../../tests/support/random.ts'
import { Refused } from '../base/refusals.ts'
import type { Instant } from '../base/time.ts'
import { row } from '../platform/postgres/database.ts'
import { generic, lines, offeringShop } from './offering.fixture.ts'

const shop = await offeringShop()
const { next, holds } = shop
const members = await Promise.all(Array.from({ length: 6 }, () => shop.member()))
await generic(shop, 'THREE', 'welcome', { most: 3 })
await generic(shop, 'TWICE', 'welcome', { mostPerMember: 2 })
const own = await Promise.all(
  members.map((memberId) =>
    shop.offers.issue({ memberId, offer: 'welcome', validDays: null, giftable: true, by: 'test' }),
  ),
)
const codes = ['HELLO', 'ONCE', 'LAST', 'THREE', 'TWICE', 'FIFTY', 'DOUBLE', ...own.map(({ code }) => code)]

const { below: draw, pick: one } = randomFrom(Number(process.env.SEED ?? 20_260_306))

function wish(numbers: readonly string[]): () => Promise<unknown> {
  const [number, memberId] = [one(numbers), one(members)]
  const what = [...lines(1_000 * (1 + draw(20)), 'tea', 3), ...lines(1_000, 'cake', 2), ...lines(500, 'flash', 1)]
  const input = shop.order(number, what, { coupons: [one(codes), one(codes)] })
  const line = { line: 1 + draw(3), quantity: 1 }
  switch (draw(12)) {
    case 0:
    case 1:
      return () => shop.orders.put({ memberId, status: 'open', input })
    case 2:
    case 3:
      return () => shop.orders.put({ memberId, status: 'confirmed', input })
    case 4:
      return () => shop.orders.put({ memberId: null, status: 'confirmed', input })
    case 5:
      return () => shop.orders.cancel(number)
    case 6:
      return () => shop.orders.reopen(number)
    case 7:
      return () => shop.orders.giveBack({ number, lines: [line], reason: 'x' })
    case 8: {
      const order = { ...input, number: draw(2) === 0 ? one(numbers) : next() }
      return () => shop.orders.exchange({ number, lines: [line], reason: 'x', order })
    }
    case 9:
      return () => shop.orders.lapseReservations()
    case 10:
      return () => shop.offers.claim(one(codes), memberId)
    default:
      return draw(2) === 0
        ? () => shop.orders.claim(number, memberId)
        : () => shop.offers.gift(one(own).code, { from: memberId, to: one(members) })
  }
}

async function perform(act: () => Promise<unknown>): Promise<void> {
  try {
    await act()
  } catch (error) {
    if (!(error instanceof Refused)) throw error
  }
}

test('whatever happens to a few orders at the same moment, the books agree, and lanes never block each other', async () => {
  const numbers: string[] = []
  for (let round = 0; round < Number(process.env.ROUNDS ?? 4); round += 1) {
    numbers.push(...Array.from({ length: 4 }, next))
    if (numbers.length > 16) numbers.splice(0, 4)
    // What was reserved in the rounds before may lapse while it is confirmed.
    shop.clock.set((shop.clock.now() + 20 * 60_000) as Instant)
    await Promise.all(Array.from({ length: 80 }, () => perform(wish(numbers))))
    await holds()
  }
  expect(shop.leftOut).toEqual([])
  const found = await row(
    shop.db,
    sql<{ deadlocks: number }>`select deadlocks from pg_stat_database where datname = current_database()`,
  )
  expect(found?.deadlocks).toBe(0)
}, 120_000)
