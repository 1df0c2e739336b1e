/**
 * Limits that laws set, as data with their sources (limits.json), for the countries that a programme names. They are warnings: what a
 * law says of a case, a lawyer decides. Only what a programme can say is there; it knows neither draws nor cards that are paid for.
 */
import { type Static, Type } from 'typebox'
import type { Condition } from '../../base/conditions/index.ts'
import { mulDiv } from '../../base/quantities.ts'
import { shapeOf } from '../../base/shapes.ts'
import type { Expiry, WalletDefinition } from '../definition.ts'
import { type Finding, type Linted, warning } from '../findings.ts'
import { inOffers, type LookedOffer, lookedOffers } from '../offers/looked.ts'
import limits from './limits.json' with { type: 'json' }

const source = Type.Object({ en: Type.String(), 'zh-CN': Type.String() })
/** Most that a prize is worth which chance gives. */
const Prize = Type.Object({
  ...{ country: Type.String(), source, on: Type.Literal('prize') },
  ...{ currency: Type.String(), mostMinor: Type.Integer() },
})
/** Most that a gift with a purchase is worth: a share of the purchase, and this much in any case. */
const Gift = Type.Object({
  ...{ country: Type.String(), source, on: Type.Literal('gift') },
  ...{ currency: Type.String(), basisPoints: Type.Integer(), leastMinor: Type.Integer() },
})
/** Points do not expire by time alone: only after so many months without activity. */
const Lapse = Type.Object({
  ...{ country: Type.String(), source, on: Type.Literal('expiry') },
  ...{ inactiveMonths: Type.Integer() },
})
const Limit = Type.Union([Prize, Gift, Lapse])
type Limit = Static<typeof Limit>

let known: readonly Limit[] | undefined

/** @throws when the file is not what it should be */
export function lawsKnown(): readonly Limit[] {
  known ??= shapeOf(Type.Array(Limit)).Parse(limits)
  return known
}

export function lawfulness(linted: Linted): Finding[] {
  const { definition, at } = linted
  const countries = new Set<string>(definition.countries ?? [])
  if (countries.size === 0) return []
  const offers = lookedOffers(linted).filter(({ endsAt }) => endsAt > at)
  return lawsKnown()
    .filter(({ country }) => countries.has(country))
    .flatMap((limit) => (limit.on === 'expiry' ? lapsing(linted, limit) : giving(linted, offers, limit)))
}

function giving(
  { definition }: Linted,
  offers: readonly LookedOffer[],
  limit: Exclude<Limit, { on: 'expiry' }>,
): Finding[] {
  return offers.flatMap(({ offer, when, gives }) => {
    if (offer.currency !== undefined && offer.currency !== limit.currency) return []
    return gives.flatMap(({ give }, place) => {
      if (give.kind !== 'gift') return []
      const cost = definition.costs?.find(({ sku, currency }) => sku === give.sku && currency === limit.currency)
      if (cost?.priceMinor === undefined) return []
      const worth = cost.priceMinor * give.quantity
      const most = limit.on === 'prize' ? limit.mostMinor : mostOfGift(limit, leastOrder(when))
      if (worth <= most) return []
      const [law, where] = [limit.source, inOffers(offer.code, `gives.${place}`)]
      const name = offer.name
      return limit.on === 'prize'
        ? warning('law.prize', where, {
            en: `The gift of “${name.en}” is worth more than a prize that chance gives may be. Source: ${law.en}.`,
            'zh-CN': `“${name['zh-CN']}”的赠品价值超过抽奖式有奖销售的最高奖限额，不得以抽奖方式发放。依据：${law['zh-CN']}。`,
          })
        : warning('law.gift', where, {
            en: `The gift of “${name.en}” is worth more than the smallest purchase that it comes with allows. Source: ${law.en}.`,
            'zh-CN': `“${name['zh-CN']}”的赠品价值超过其最低消费金额所允许的限额。依据：${law['zh-CN']}。`,
          })
    })
  })
}

function mostOfGift({ basisPoints, leastMinor }: Static<typeof Gift>, orderMinor: number): number {
  return Math.max(leastMinor, mulDiv(orderMinor, basisPoints, 10_000, 'floor'))
}

/** What an order must come to at least, as far as the condition says so. */
function leastOrder(condition: Condition): number {
  if ('all' in condition) return Math.max(0, ...condition.all.map(leastOrder))
  if (!('field' in condition) || condition.field !== 'order.amountMinor' || !('value' in condition)) return 0
  const { is, value } = condition
  return (is === 'at-least' || is === 'greater-than') && typeof value === 'number' ? value : 0
}

function lapsing({ definition }: Linted, limit: Static<typeof Lapse>): Finding[] {
  const { source } = limit
  return definition.wallets.flatMap((wallet) => {
    if (wallet.purpose !== 'spend') return []
    return placesOfExpiry(wallet, definition).flatMap(({ place, expiry }) => {
      if (expiry.kind === 'never') return []
      if (expiry.kind === 'inactivity' && expiry.months >= limit.inactiveMonths) return []
      return warning('law.expiry', place, {
        en: `${wallet.name.en} may not expire by time alone in ${limit.country}, only after ${limit.inactiveMonths} months or more without activity. Source: ${source.en}.`,
        'zh-CN': `在 ${limit.country}，${wallet.name['zh-CN']}不得仅因时间经过而过期，须连续 ${limit.inactiveMonths} 个月以上无活动。依据：${source['zh-CN']}。`,
      })
    })
  })
}

/** Of the wallet, and of rules, tiers and offers that have terms of their own. */
function placesOfExpiry(
  { code, expiry }: WalletDefinition,
  { earningRules, ladders, offers = [] }: Linted['definition'],
): { place: string; expiry: Expiry }[] {
  return [
    { place: `wallets.${code}.expiry`, expiry },
    ...earningRules.flatMap((rule) =>
      rule.wallet === code && rule.expiry !== undefined
        ? [{ place: `earningRules.${rule.code}.expiry`, expiry: rule.expiry }]
        : [],
    ),
    ...ladders.flatMap((ladder) =>
      ladder.tiers.flatMap((tier) =>
        (tier.terms ?? []).flatMap((terms, index) =>
          terms.wallet === code && terms.expiry !== undefined
            ? [{ place: `ladders.${ladder.code}.tiers.${tier.code}.terms.${index}`, expiry: terms.expiry }]
            : [],
        ),
      ),
    ),
    ...offers.flatMap((offer) =>
      offer.gives.flatMap((give, place) =>
        give.kind === 'points' && give.wallet === code && give.expiry !== undefined
          ? [{ place: inOffers(offer.code, `gives.${place}`), expiry: give.expiry }]
          : [],
      ),
    ),
  ]
}
