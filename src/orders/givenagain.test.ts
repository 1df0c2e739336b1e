/** A return may make a rule hold again for what is left. What an offer then gives again stays within what its limit still has. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MemberId } from '../base/ids.ts'
import { Refused } from '../base/refusals.ts'
import { group, offer } from '../offers/offers.fixture.ts'
import type { OfferLimit } from '../programme/offers/definition.ts'
import { generic, lines, offeringShop } from './offering.fixture.ts'

const shop = await offeringShop()
const { next, give: buy, holds } = shop
await generic(shop, 'TWICE', 'double')

/** Large orders and small ones earn, those between do not; TWICE gives the same again, at most so many points. */
async function publish(by: OfferLimit['by'], most: number, cap = 1_000_000): Promise<void> {
  const { definition } = shop.programme.at(shop.clock.now())
  const sized = (is: string, value: number) => ({ field: 'order.amountMinor', is, value })
  await shop.programme.publish({
    definition: {
      ...definition,
      offerGroups: [group('coupons')],
      offers: [
        offer(
          'double',
          {
            ...{ kind: 'points', wallet: 'points', rounding: 'floor' },
            earn: { by: 'multiply', rule: 'base-points', percent: 200 },
          },
          { group: 'coupons', needs: 'coupon', limits: [{ of: 'points', most, per: 'lifetime', by }] },
        ),
      ],
      earningRules: definition.earningRules.map((rule) =>
        rule.code === 'base-points'
          ? {
              ...rule,
              cap: { points: cap, per: 'lifetime' as const },
              when: { any: [sized('at-least', 10_000), sized('at-most', 3_000)] },
            }
          : rule,
      ),
    },
    effectiveAt: null,
    note: by,
    by: 'test',
  })
}

const back = (number: string, quantity: number) =>
  shop.orders.giveBack({ number, lines: [{ line: 1, quantity }], reason: 'test' })
const balance = async (member: MemberId) => (await shop.wallet(member))?.balance ?? 0

describe('points that a return gives again', () => {
  test('of a bonus whose shared limit others used up meanwhile are what is left of it', async () => {
    await publish('all', 130)
    const [one, other] = [await shop.member(), await shop.member()]
    const [number, second] = [next(), next()]
    await buy(one, lines(12_000, 'tea', 12), ['TWICE'], number)
    expect(await balance(one)).toBe(240)
    await back(number, 5)
    expect(await balance(one)).toBe(0)
    await buy(other, lines(12_000, 'tea', 12), ['TWICE'], second)
    expect(await balance(other)).toBe(240)
    await back(number, 5)
    expect(await balance(one)).toBe(20 + 10)
    await holds()
    await back(number, 2)
    expect(await balance(one)).toBe(0)
    await back(second, 12)
    expect(await balance(other)).toBe(0)
    await holds()
  })

  test('of a bonus whose limit the member himself used up meanwhile are what is left of it', async () => {
    await publish('member', 130)
    const member = await shop.member()
    const number = next()
    await buy(member, lines(12_000, 'tea', 12), ['TWICE'], number)
    await back(number, 5)
    await buy(member, lines(12_000, 'tea', 12), ['TWICE'])
    expect(await balance(member)).toBe(240)
    await back(number, 5)
    expect(await balance(member)).toBe(240 + 20 + 10)
    await holds()
  })

  test('of a rule whose cap was used up meanwhile are what is left of it', async () => {
    await publish('all', 1_000_000, 130)
    const member = await shop.member()
    const number = next()
    await buy(member, lines(12_000, 'tea', 12), [], number)
    await back(number, 5)
    await buy(member, lines(12_000, 'tea', 12))
    expect(await balance(member)).toBe(120)
    await back(number, 5)
    expect(await balance(member)).toBe(130)
    await holds()
  })

  test('whatever is bought and returned, also at the same moment, no limit is passed and no return is stuck', async () => {
    const deed = fc.record({
      who: fc.nat(3),
      which: fc.nat(20),
      quantity: fc.integer({ min: 1, max: 9 }),
      kind: fc.constantFrom('buy', 'buy', 'return', 'return', 'return'),
    })
    const by = fc.constantFrom<OfferLimit['by']>('all', 'member')
    await fc.assert(
      fc.asyncProperty(by, fc.integer({ min: 20, max: 300 }), fc.array(deed, { minLength: 10, maxLength: 40 }), run),
      { numRuns: 12 },
    )
    await holds()
  }, 120_000)
})

type Deed = { who: number; which: number; quantity: number; kind: string }

async function run(by: OfferLimit['by'], most: number, deeds: readonly Deed[]): Promise<void> {
  await publish(by, most, 2 * most)
  const members = await Promise.all([shop.member(), shop.member(), shop.member(), shop.member()])
  const bought: string[] = []
  const perform = async ({ who, which, quantity, kind }: Deed) => {
    const number = kind === 'buy' ? next() : (bought[which % Math.max(1, bought.length)] ?? '')
    try {
      if (kind !== 'buy') return await back(number, quantity)
      await buy(members[who] ?? members[0], lines(2_000 + quantity * 1_300, 'tea', 10), ['TWICE'], number)
      bought.push(number)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
    }
  }
  for (let index = 0; index < deeds.length; index += 4) await Promise.all(deeds.slice(index, index + 4).map(perform))
  // What is left of every order can be returned.
  for (const number of bought)
    await shop.orders.giveBack({ number, lines: 'all', reason: 'rest' }).catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error
    })
  for (const member of members) expect(await balance(member)).toBe(0)
}
