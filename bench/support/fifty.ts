/** Fifty offers as a shop would have them: prices and percentages on products, thresholds, offers for tiers, limits and budgets. */
import type { Definition } from '../../src/programme/definition.ts'
import type { Give, Offer } from '../../src/programme/offers/definition.ts'
import { PRODUCTS } from './basket.ts'

/** Generic codes that every order may give. */
export const COUPONS = ['EVERYBODY'] as const

const words = (text: string) => ({ en: text, 'zh-CN': text })
const goods = 'goods' as const
const remaining = 'remaining' as const

function offer(code: string, give: Give, more: Partial<Offer> = {}): Offer {
  const common = { name: words(code), group: 'promotions', priority: 0, needs: 'nothing' as const, currency: 'CNY' }
  return { code, ...common, gives: [give], ...more }
}

/** Five products in five hundred: a basket of five meets two of the forty. */
function onProducts(index: number): Offer {
  const skus = Array.from({ length: 5 }, (_, place) => `sku-${(index * 12 + place) % PRODUCTS}`)
  const lines = { field: 'line.sku', is: 'in', value: skus }
  return offer(`products-${index}`, { kind: 'percent', basisPoints: 1_000, of: goods, base: remaining, lines })
}

export function fiftyOffers(): Pick<Definition, 'offers' | 'offerGroups'> {
  const steps = (from: number, minor: number): Give => ({
    ...{ kind: 'steps', by: 'amount', base: remaining },
    steps: [{ from, off: { minor } }],
  })
  return {
    offerGroups: [
      { code: 'promotions', name: words('Promotions'), mode: 'all', oncePerLine: true },
      { code: 'thresholds', name: words('Thresholds'), mode: 'best' },
      { code: 'coupons', name: words('Coupons'), mode: 'all' },
    ],
    offers: [
      ...Array.from({ length: 40 }, (_, index) => onProducts(index)),
      ...[1, 2, 3, 4, 5].map((step) =>
        offer(`threshold-${step}`, steps(step * 10_000, step * 800), { group: 'thresholds' }),
      ),
      offer(
        'silver',
        { kind: 'percent', basisPoints: 200, of: goods, base: remaining },
        {
          when: { field: 'member.tier', is: 'equals', value: 'silver' },
        },
      ),
      offer(
        'daily',
        { kind: 'amount', minor: 50, of: goods },
        {
          limits: [{ of: 'uses', most: 1, per: 'day', by: 'member' }],
        },
      ),
      offer(
        'budget',
        { kind: 'amount', minor: 30, of: goods },
        {
          limits: [{ of: 'discount', most: 1_000_000_000_000, per: 'month', by: 'all' }],
        },
      ),
      offer(
        'app-only',
        { kind: 'percent', basisPoints: 500, of: goods, base: remaining },
        {
          when: { field: 'order.channel', is: 'equals', value: 'app' },
        },
      ),
      offer('coupon', { kind: 'amount', minor: 100, of: goods }, { group: 'coupons', needs: 'coupon' }),
    ],
  }
}
