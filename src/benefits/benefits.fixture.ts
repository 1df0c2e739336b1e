/** A programme whose tiers give benefits: the standard one, with something of each kind. */
import type { testShop } from '../../tests/support/shop.ts'
import type { TimeZone } from '../base/time.ts'
import type { Benefit, TierBenefit } from '../programme/benefits.ts'
import type { Definition } from '../programme/definition.ts'
import { standardProgramme } from '../programme/standard.ts'

export const benefits: Benefit[] = [
  {
    code: 'lounge',
    name: { en: 'Lounge', 'zh-CN': '贵宾室' },
    description: { en: 'Rest in any of our stores.', 'zh-CN': '全部门店可用。' },
    gives: { kind: 'service' },
  },
  { code: 'delivery', name: { en: 'Free delivery', 'zh-CN': '免费配送' }, gives: { kind: 'quota', per: 'month' } },
  { code: 'coffee', name: { en: 'Free coffee', 'zh-CN': '免费咖啡' }, gives: { kind: 'quota', per: 'quarter' } },
  { code: 'valet', name: { en: 'Valet parking', 'zh-CN': '代客泊车' }, gives: { kind: 'quota', per: 'year' } },
]

const given: Readonly<Record<string, TierBenefit[]>> = {
  silver: [{ code: 'delivery', uses: 1 }],
  gold: [{ code: 'lounge' }, { code: 'delivery', uses: 3 }, { code: 'coffee', uses: 2 }],
  diamond: [
    { code: 'lounge' },
    { code: 'delivery', uses: 10 },
    { code: 'coffee', uses: 6 },
    { code: 'valet', uses: 1 },
  ],
}

export function withBenefits(base: Definition, tiers: Readonly<Record<string, TierBenefit[]>> = given): Definition {
  return {
    ...base,
    benefits,
    ladders: base.ladders.map((ladder) => ({
      ...ladder,
      tiers: ladder.tiers.map((tier) => {
        const own = tiers[tier.code]
        return own === undefined ? tier : { ...tier, benefits: own }
      }),
    })),
  }
}

export const shanghai = 'Asia/Shanghai' as TimeZone

type Shop = Awaited<ReturnType<typeof testShop>>

/** Publishes a programme with benefits, in force at once. */
export async function openWithBenefits(shop: Shop, definition = withBenefits(standardProgramme(shanghai))) {
  await shop.programme.publish({ definition, effectiveAt: null, note: 'benefits', by: 'manager' })
}

/** What reaches a tier of the standard programme, in minor units. */
export const spending = { silver: 100_000, gold: 500_000, diamond: 2_000_000 } as const
