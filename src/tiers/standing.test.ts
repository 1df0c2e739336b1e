import fc from 'fast-check'
import { expect, test } from 'vitest'
import { at, testShop } from '../../tests/support/shop.ts'
import type { MemberId } from '../base/ids.ts'
import { Refused } from '../base/refusals.ts'
import type { Instant } from '../base/time.ts'
import type { LadderDefinition } from '../programme/ladders.ts'
import { standardProgramme } from '../programme/standard.ts'
import { verify } from '../verification.ts'
import { everyLadder } from './ladders.fixture.ts'

const shop = await testShop(at('2024-02-20T03:00:00Z'))
const DAY = 86_400_000
let serial = 0

const standard = standardProgramme(shop.programme.at(shop.clock.now()).timeZone)
const publish = (ladders: readonly LadderDefinition[]) =>
  shop.programme.publish({
    definition: { ...standard, ladders: [...standard.ladders, ...ladders], expiryGuardPercent: 100 },
    effectiveAt: null,
    note: 'ladders',
    by: 'test',
  })
await publish(everyLadder)
await shop.catalogue.putCategories([{ code: 'tea', name: 'Tea' }])
await shop.catalogue.putProducts([{ sku: 'tea', name: 'Tea', category: 'tea' }])

type Step =
  | { do: 'buy'; who: number; amount: number; sku: string; ago: number }
  | { do: 'return'; which: number; quantity: number; ago: number }
  | { do: 'cancel'; which: number }
  | { do: 'adjust'; who: number; amount: number }
  | { do: 'place'; who: number; ladder: string; tier: string | null; days: number; locked: boolean }
  | { do: 'wait'; days: number }
  | { do: 'night' }
  | { do: 'publish'; without: number }

const who = fc.integer({ min: 0, max: 1 })
const which = fc.integer({ min: 0, max: 20 })
const ago = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 400 }))
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('buy' as const),
      who,
      amount: fc.integer({ min: 100, max: 30_000 }),
      sku: fc.constantFrom('tea', 'cup'),
      ago,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('return' as const), which, quantity: fc.integer({ min: 1, max: 2 }), ago }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), which }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('adjust' as const), who, amount: fc.integer({ min: -300, max: 400 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('place' as const),
      who,
      ladder: fc.constantFrom(...everyLadder.map(({ code }) => code)),
      tier: fc.constantFrom('start', 'one', 'two', null),
      days: fc.integer({ min: 0, max: 300 }),
      locked: fc.boolean(),
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 0, max: 200 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('night' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('publish' as const), without: fc.integer({ min: 0, max: 6 }) }) },
)

async function perform(each: Step, members: readonly MemberId[], orders: string[]): Promise<void> {
  const now = shop.clock.now()
  const member = members['who' in each ? each.who : 0]
  if (member === undefined) return
  switch (each.do) {
    case 'buy': {
      serial += 1
      const number = `T-${serial}`
      const lines = [{ sku: each.sku, quantity: 3, unitPriceMinor: each.amount }]
      await shop.buy(member, number, lines, { placedAt: (now - each.ago * DAY) as Instant })
      orders.push(number)
      return
    }
    case 'return':
    case 'cancel': {
      const number = orders[each.which % Math.max(1, orders.length)]
      if (number === undefined) return
      if (each.do === 'cancel') await shop.orders.cancel(number)
      else {
        const lines = [{ line: 1, quantity: each.quantity }]
        await shop.orders.giveBack({ number, lines, reason: 'test', at: (now - each.ago * DAY) as Instant })
      }
      return
    }
    case 'adjust': {
      const ask = { memberId: member, wallet: 'growth', reason: 'test', reference: null, by: 'test' }
      await shop.points.adjust({ ...ask, amount: each.amount })
      return
    }
    case 'place': {
      const { ladder, tier, days } = each
      const until = tier === null || days === 0 ? null : ((now + days * DAY) as Instant)
      const locked = tier !== null && each.locked
      await shop.tiers.place({ memberId: member, ladder, tier, until, locked, reason: 'test', by: 'test' })
      return
    }
    case 'wait':
      shop.clock.set((now + each.days * DAY) as Instant)
      return
    case 'night':
      await shop.nightly.run()
      return
    case 'publish':
      // What was decided at this very instant was decided by the version before.
      shop.clock.set((now + 1) as Instant)
      await publish(everyLadder.filter((_, index) => index !== each.without))
  }
}

test('standing is a function of history: in any history, what is stored is what a walk from scratch finds', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const members = [await shop.member(), await shop.member()]
      const orders: string[] = []
      for (const each of steps) {
        try {
          await perform(each, members, orders)
        } catch (error) {
          if (!(error instanceof Refused)) throw error
        }
      }
      const { checks } = await verify(shop.db, shop.programme)
      const broken = checks.filter((check) => check.violations > 0)
      expect(broken.map((check) => `${check.law}: ${check.examples.join('; ')}`)).toEqual([])
      expect(shop.errors).toEqual([])
    }),
    { numRuns: Number(process.env.LAW_RUNS ?? 15), endOnFailure: true },
  )
}, 240_000)
