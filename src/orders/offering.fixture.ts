/** A shop whose programme has offers of every kind, with coupons for them, for the tests of this room. */
import { expect } from 'vitest'
import { at, testShop } from '../../tests/support/shop.ts'
import type { MemberId } from '../base/ids.ts'
import { Refused } from '../base/refusals.ts'
import { group, offer } from '../offers/offers.fixture.ts'
import { standardProgramme } from '../programme/standard.ts'
import { verify } from '../verification.ts'
import type { LineInput } from './draft.ts'

type Shop = Awaited<ReturnType<typeof testShop>>
const of = 'goods' as const
const remaining = 'remaining' as const

async function publishOffers(shop: Shop): Promise<void> {
  await shop.programme.publish({
    definition: {
      ...standardProgramme(shop.programme.at(shop.clock.now()).timeZone),
      offerGroups: [group('prices', { mode: 'best' }), group('main'), group('coupons')],
      offers: [
        offer(
          'silver-price',
          { kind: 'prices', prices: [{ sku: 'cup', minor: 4_000 }] },
          {
            group: 'prices',
            when: { field: 'member.tier', is: 'not-equals', value: 'regular' },
          },
        ),
        offer('hundred', {
          kind: 'steps',
          by: 'amount',
          base: remaining,
          steps: [{ from: 10_000, off: { minor: 1_000 } }],
        }),
        offer(
          'flash',
          { kind: 'prices', prices: [{ sku: 'flash', minor: 100 }] },
          {
            limits: [
              { of: 'pieces', most: 6, per: 'lifetime', by: 'all' },
              { of: 'pieces', most: 4, per: 'day', by: 'member' },
            ],
          },
        ),
        offer(
          'budget',
          {
            kind: 'percent',
            basisPoints: 5_000,
            of,
            base: remaining,
            lines: { field: 'line.sku', is: 'equals', value: 'cake' },
          },
          {
            limits: [
              { of: 'discount', most: 3_000, per: 'month', by: 'all' },
              { of: 'uses', most: 2, per: 'lifetime', by: 'member' },
            ],
          },
        ),
        offer('welcome', { kind: 'amount', minor: 700, of }, { group: 'coupons', needs: 'coupon' }),
        offer(
          'bonus',
          { kind: 'points', wallet: 'points', earn: { by: 'order', points: 50 }, rounding: 'floor' },
          {
            group: 'coupons',
            needs: 'coupon',
            limits: [{ of: 'points', most: 120, per: 'lifetime', by: 'all' }],
          },
        ),
        offer(
          'double',
          {
            kind: 'points',
            wallet: 'points',
            earn: { by: 'multiply', rule: 'base-points', percent: 200 },
            rounding: 'floor',
          },
          {
            group: 'coupons',
            needs: 'coupon',
            onReturn: 'keep',
          },
        ),
        offer(
          'device',
          { kind: 'amount', minor: 300, of },
          {
            group: 'coupons',
            needs: 'coupon',
            limits: [
              { of: 'uses', most: 2, per: 'month', by: 'identifier', identifier: 'device' },
              { of: 'discount', most: 900, per: 'year', by: 'identifier', identifier: 'address' },
            ],
          },
        ),
      ],
    },
    effectiveAt: null,
    note: 'offers',
    by: 'test',
  })
}

export const batch = {
  ...{ name: 'test', startsAt: null, endsAt: null, validDays: null, most: null, mostPerMember: null },
  ...{ mustClaim: false, giftable: true, by: 'test' },
}
export const generic = (shop: Shop, code: string, offerCode: string, more: object = {}) =>
  shop.offers.addBatch({ ...batch, offer: offerCode, codes: { kind: 'generic', code }, ...more })
export async function offeringShop() {
  const shop = await testShop(at('2026-03-06T04:00:00Z'))
  await publishOffers(shop)
  await generic(shop, 'HELLO', 'welcome')
  await generic(shop, 'ONCE', 'welcome', { mostPerMember: 1 })
  await generic(shop, 'LAST', 'welcome', { most: 1 })
  await generic(shop, 'FIFTY', 'bonus')
  await generic(shop, 'DEVICE', 'device')
  await generic(shop, 'DOUBLE', 'double', { mostPerMember: 1 })
  let serial = 0
  const next = (): string => {
    serial += 1
    return `O-${serial}`
  }
  return {
    ...shop,
    next,
    give: (member: MemberId, what: readonly LineInput[], coupons: readonly string[] = [], number = next()) =>
      shop.buy(member, number, what, { coupons }),
    async holds(): Promise<void> {
      const { checks } = await verify(shop.db, shop.programme)
      expect(checks.filter((check) => check.violations > 0)).toEqual([])
      expect(shop.errors).toEqual([])
    },
  }
}

export const lines = (amountMinor: number, sku = 'tea', quantity = 1): LineInput[] => [{ sku, quantity, amountMinor }]

/** The code of the refusal that a wish meets. */
export async function whyOf(wish: Promise<unknown>): Promise<string> {
  try {
    await wish
    return 'accepted'
  } catch (error) {
    if (error instanceof Refused) return error.refusal.refusal
    throw error
  }
}
