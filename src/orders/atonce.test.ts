/** Tills, shops and agents do everything to the same few orders at the same moment: whatever comes of it, every law holds. */
import { expect, test } from 'vitest'
import { type Random, randomFrom } from '../../tests/support/random.ts'
import type { MemberId } from '../base/ids.ts'
import { Refused } from '../base/refusals.ts'
import type { Instant } from '../base/time.ts'
import type { OrderInput } from './draft.ts'
import { lines, offeringShop } from './offering.fixture.ts'

const shop = await offeringShop()
const DAY = 86_400_000
const MINUTE = 60_000
const WAVES = 10
const AT_ONCE = 12
const codes = ['HELLO', 'ONCE', 'LAST', 'FIFTY', 'DOUBLE'] as const
const seeds = Array.from({ length: Number(process.env.LAW_RUNS ?? 3) }, (_, index) => index + 1)

type Place = { readonly random: Random; readonly members: readonly MemberId[]; readonly numbers: readonly string[] }

function basket({ random }: Place, number: string): OrderInput {
  const what = [...lines(8_000, 'tea', 3), ...lines(3_000, 'cake', 2), ...lines(1_000, 'flash', 2)]
  const coupons = [...new Set([random.pick(codes), random.pick(codes)])]
  const placedAt = (shop.clock.now() - random.pick([0, 0, 0, 1, 40]) * DAY) as Instant
  return shop.order(number, what, { coupons, placedAt })
}

const kinds = ['sell', 'sell', 'open', 'cancel', 'keep-out', 'return', 'reopen', 'exchange', 'claim', 'lapse'] as const

function something(place: Place): Promise<unknown> {
  const { random, members, numbers } = place
  const number = random.pick(numbers)
  const memberId = random.pick(members)
  const { orders } = shop
  switch (random.pick(kinds)) {
    case 'sell':
      return orders.put({
        memberId: random.pick([memberId, memberId, null]),
        status: 'confirmed',
        input: basket(place, number),
      })
    case 'open': {
      const reserveMinutes = random.pick([1, 30])
      return orders.put({ memberId, status: 'open', input: basket(place, number), reserveMinutes })
    }
    case 'keep-out':
      return orders.put({ memberId, status: 'cancelled', input: basket(place, number) })
    case 'cancel':
      return orders.cancel(number)
    case 'return': {
      const line = random.pick([1, 2, 3])
      const what = random.pick(['all' as const, [{ line, quantity: 1 }]])
      return orders.giveBack({ number, lines: what, reason: 'test', key: `return-${random.below(3)}` })
    }
    case 'reopen':
      return orders.reopen(number)
    case 'exchange': {
      const order = basket(place, random.pick(numbers))
      const back = { number, lines: [{ line: 1, quantity: 1 }], reason: 'test', key: `exchange-${random.below(3)}` }
      return orders.exchange({ ...back, order })
    }
    case 'claim':
      return orders.claim(number, memberId)
    case 'lapse':
      return orders.lapseReservations()
  }
}

test.each(seeds)(
  'whatever is done to the same orders at once, every law holds: seed %i',
  async (seed) => {
    const members = [await shop.member(), await shop.member(), await shop.member()]
    const numbers = Array.from({ length: 8 }, (_, index) => `${seed}-${index}`)
    const place = { random: randomFrom(seed), members, numbers }
    for (let wave = 0; wave < WAVES; wave += 1) {
      const outcomes = await Promise.allSettled(Array.from({ length: AT_ONCE }, () => something(place)))
      const bugs = outcomes.flatMap((each) =>
        each.status === 'rejected' && !(each.reason instanceof Refused) ? [each.reason] : [],
      )
      expect(bugs).toEqual([])
      await shop.holds()
      shop.clock.set((shop.clock.now() + 2 * MINUTE) as Instant)
    }
  },
  120_000,
)
