import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MemberId } from '../base/ids.ts'
import { Refused } from '../base/refusals.ts'
import type { Instant } from '../base/time.ts'
import { lines, offeringShop } from './offering.fixture.ts'

const shop = await offeringShop()
const { next, give: buy, holds } = shop

const DAY = 86_400_000

type Step =
  | {
      do: 'buy' | 'open' | 'guest'
      who: number
      tea: number
      cake: number
      flash: number
      coupons: string[]
      ago: number
      device: number
    }
  | { do: 'return'; which: number; line: number; quantity: number }
  | { do: 'cancel'; which: number }
  | { do: 'wait'; days: number }

const coupons = fc.subarray(['HELLO', 'ONCE', 'LAST', 'FIFTY', 'DOUBLE', 'DEVICE'])
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('buy' as const, 'buy' as const, 'open' as const, 'guest' as const),
      who: fc.nat(2),
      tea: fc.nat(30_000),
      cake: fc.nat(4_000),
      flash: fc.integer({ min: 1, max: 3 }),
      coupons,
      ago: fc.constantFrom(0, 0, 0, 40),
      device: fc.nat(2),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('return' as const),
      which: fc.nat(20),
      line: fc.integer({ min: 1, max: 3 }),
      quantity: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), which: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 0, max: 20 }) }) },
)

async function perform(each: Step, members: readonly MemberId[], numbers: string[]): Promise<void> {
  const number = 'which' in each ? (numbers[each.which % Math.max(1, numbers.length)] ?? '') : next()
  switch (each.do) {
    case 'buy':
    case 'open':
    case 'guest': {
      const what = [
        ...lines(each.tea, 'tea', 3),
        ...lines(each.cake, 'cake', 2),
        ...lines(each.flash * 500, 'flash', each.flash),
      ]
      const placedAt = (shop.clock.now() - each.ago * DAY) as Instant
      const memberId = each.do === 'guest' ? null : (members[each.who] ?? null)
      const status = each.do === 'open' ? 'open' : 'confirmed'
      const identifiers = each.device === 0 ? {} : { device: `d${each.device}`, address: 'one' }
      const input = shop.order(number, what, { coupons: each.coupons, placedAt, identifiers })
      await shop.orders.put({ memberId, status, input })
      numbers.push(number)
      return
    }
    case 'return':
      await shop.orders.giveBack({ number, lines: [{ line: each.line, quantity: each.quantity }], reason: 'test' })
      return
    case 'cancel':
      await shop.orders.cancel(number)
      return
    case 'wait':
      shop.clock.set((shop.clock.now() + each.days * DAY) as Instant)
      await shop.orders.lapseReservations()
  }
}

test('uses, budgets and coupons are what orders hold of them, after any history', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      const members = [await shop.member(), await shop.member(), await shop.member()]
      const numbers: string[] = []
      for (const each of steps) {
        try {
          await perform(each, members, numbers)
        } catch (error) {
          if (!(error instanceof Refused)) throw error
        }
      }
      await holds()
    }),
    { numRuns: Number(process.env.LAW_RUNS ?? 10) },
  )
}, 120_000)

test('returning in parts leaves what returning at once leaves', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 40_000 }),
      fc.subarray(['HELLO', 'FIFTY']),
      fc.shuffledSubarray([1, 2, 3, 4, 5], { minLength: 5 }),
      async (amount, chosen, order) => {
        const [parts, whole] = [await shop.member(), await shop.member()]
        const what = [...lines(amount, 'tea', 3), ...lines(1_000, 'cake', 2)]
        const [first, second] = [next(), next()]
        const left: unknown[] = []
        const took = async (
          member: MemberId,
          number: string,
          returns: readonly { line: number; quantity: number }[][],
        ) => {
          const answer = await buy(member, what, chosen, number)
          let refund = 0
          for (const each of returns)
            refund += (await shop.orders.giveBack({ number, lines: each, reason: 'x' })).refundMinor
          const account = await shop.accounts.load(member, shop.clock.now())
          left.push({
            ...{ refund, paid: answer.netMinor, points: account?.wallets.get('points')?.balance },
            counters: [...(account?.counters ?? [])].filter(([, used]) => used > 0),
          })
          await shop.orders.cancel(number)
        }
        const pieces = order.slice(0, 4).map((piece) => ({ line: piece <= 3 ? 1 : 2, quantity: 1 }))
        await took(
          parts,
          first,
          pieces.map((piece) => [piece]),
        )
        await took(whole, second, [pieces])
        expect(left[0]).toEqual(left[1])
      },
    ),
    { numRuns: 15 },
  )
  await holds()
}, 120_000)
