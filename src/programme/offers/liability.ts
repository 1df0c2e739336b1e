/** Offers that cost more than anybody may have meant: without limit and end, for ever, or down to nothing when they stack. */
import { type Condition, cannotHold, lineVocabulary } from '../../base/conditions/index.ts'
import { mulDiv } from '../../base/quantities.ts'
import { type Finding, type KnownFields, type Linted, warning } from '../findings.ts'
import type { Give } from './definition.ts'
import { COMPARED, canMeet, inOffers, type LookedOffer } from './looked.ts'
import { neverReached } from './reach.ts'

/** Prices and bundles are left out: they are what something costs, and the floor of the margin looks after them. */
const endless: ReadonlySet<Give['kind']> = new Set(['percent', 'amount', 'steps', 'every', 'buy-get', 'gift', 'points'])

export function offersWithoutEnd({ at }: Linted, offers: readonly LookedOffer[]): Finding[] {
  return offers.flatMap(({ offer, endsAt }) => {
    const limited = (offer.limits ?? []).length > 0 || offer.endsAt !== undefined || endsAt <= at
    // Coupons are limited by their number and by their own validity.
    if (limited || offer.needs === 'coupon' || !offer.gives.some(({ kind }) => endless.has(kind))) return []
    return warning('offer.unlimited', inOffers(offer.code), {
      en: `“${offer.name.en}” gives without any limit and without an end: nothing stops what it costs.`,
      'zh-CN': `“${offer.name['zh-CN']}”没有任何限量，也没有结束时间：成本没有上限。`,
    })
  })
}

export function pointsForEver({ definition, at }: Linted, offers: readonly LookedOffer[]): Finding[] {
  return offers.flatMap(({ offer, endsAt }) => {
    const limited = (offer.limits ?? []).some(({ of }) => of === 'points' || of === 'uses')
    if (limited || endsAt <= at) return []
    return offer.gives.flatMap((give, place) => {
      if (give.kind !== 'points') return []
      const wallet = definition.wallets.find(({ code }) => code === give.wallet)
      if (wallet === undefined || wallet.purpose !== 'spend') return []
      if (wallet.maximum !== undefined || (wallet.caps ?? []).length > 0) return []
      if ((give.expiry ?? wallet.expiry).kind !== 'never') return []
      return warning('offer.points-for-ever', inOffers(offer.code, `gives.${place}`), {
        en: `“${offer.name.en}” gives without a cap what never expires: what is owed to members can only grow.`,
        'zh-CN': `“${offer.name['zh-CN']}”赠送的${wallet.name['zh-CN']}无上限且永不过期：对会员的负债只会增加。`,
      })
    })
  })
}

/** Percentages that may fall on one line of one order, so many that nothing is left to pay. */
export function ordersForNothing(linted: Linted, offers: readonly LookedOffer[]): Finding[] {
  const { vocabulary, at } = linted
  const unreached = neverReached(linted, offers)
  const live = offers.filter((each) => each.endsAt > at && percentsOf(each).length > 0 && !unreached.has(each))
  const alone = [...Map.groupBy(live, ({ group }) => group).values()].filter(([first]) => first?.group.alone === true)
  const beside = live.filter(({ group }) => group.alone !== true)
  return [...repeatedCoupons(live), ...[beside, ...alone].flatMap((those) => stackedToNothing(those, vocabulary))]
}

function stackedToNothing(offers: readonly LookedOffer[], vocabulary: KnownFields): Finding[] {
  const taken: Stacked[] = []
  let left = WHOLE
  for (const [group, those] of Map.groupBy(offers.slice(0, COMPARED), (offer) => offer.group)) {
    const everyOne = group.mode === 'all' && group.oncePerLine !== true
    const choices = everyOne ? those.map((one) => [one]) : [those]
    for (const choice of choices) {
      const [best] = choice
        .flatMap((offer) => stackedOn(left, offer, taken, vocabulary) ?? [])
        .toSorted((a, b) => a.left - b.left)
      if (best === undefined) continue
      taken.push(best)
      left = best.left
    }
  }
  const last = taken.at(-1)
  if (left > 0 || taken.length < 2 || last === undefined) return []
  const names = (locale: 'en' | 'zh-CN') => taken.map(({ looked }) => `“${looked.offer.name[locale]}”`)
  return [
    warning('offer.order-for-nothing', inOffers(last.looked.offer.code, 'gives'), {
      en: `${names('en').join(', ')} can hold together and then take off all there is: an order can come to nothing.`,
      'zh-CN': `${names('zh-CN').join('、')}可同时生效，合计减免达到 100%：订单可能降为 0 元。`,
    }),
  ]
}

/** Basis points of a price. */
const WHOLE = 10_000

type Percent = { readonly basisPoints: number; readonly base: 'initial' | 'remaining'; readonly scope: Condition }
/** An offer with the scopes that its percentages fall on, and what they leave of a price. */
type Stacked = { readonly looked: LookedOffer; readonly scopes: readonly Condition[]; readonly left: number }

function stackedOn(
  left: number,
  looked: LookedOffer,
  taken: readonly Stacked[],
  vocabulary: KnownFields,
): Stacked | undefined {
  if (!canMeet([...taken.map((each) => each.looked), looked], vocabulary)) return undefined
  const scopes = taken.flatMap((each) => each.scopes)
  const own: Condition[] = []
  let rest = left
  for (const { basisPoints, base, scope } of percentsOf(looked)) {
    if (cannotHold({ all: [...scopes, ...own, scope] }, lineVocabulary(vocabulary))) continue
    own.push(scope)
    rest = base === 'initial' ? rest - basisPoints : mulDiv(rest, WHOLE - basisPoints, WHOLE, 'floor')
  }
  return own.length === 0 ? undefined : { looked, scopes: own, left: rest }
}

/** Shares of the price of goods; one that takes everything by itself is meant. */
function percentsOf({ gives }: LookedOffer): Percent[] {
  return gives.flatMap(({ give, scopes: [scope] }) => {
    const basisPoints = shareOf(give)
    if (basisPoints === 0 || basisPoints >= WHOLE || scope === undefined) return []
    return [{ basisPoints, base: 'base' in give ? give.base : 'remaining', scope }]
  })
}

/** The largest share of a price that it takes off, in basis points; 0 when it is no share. */
function shareOf(give: Give): number {
  if (give.kind === 'percent') return give.of === 'goods' ? give.basisPoints : 0
  if (give.kind !== 'steps') return 0
  return Math.max(...give.steps.map(({ off }) => ('basisPoints' in off ? off.basisPoints : 0)))
}

/** Each coupon of one offer takes its share again. */
function repeatedCoupons(offers: readonly LookedOffer[]): Finding[] {
  return offers.flatMap((looked) => {
    const { offer, group } = looked
    const once = (offer.limits ?? []).some(({ of, per, most }) => of === 'uses' && per === 'order' && most === 1)
    const again = offer.needs === 'coupon' && group.mode === 'all' && group.oncePerLine !== true && !once
    if (!again || percentsOf(looked).every(({ base }) => base === 'remaining')) return []
    return warning('offer.order-for-nothing', inOffers(offer.code, 'limits'), {
      en: `Several coupons of “${offer.name.en}” take their share of one order: it can come to nothing. A limit of 1 use an order prevents it.`,
      'zh-CN': `一个订单可使用多张“${offer.name['zh-CN']}”优惠券，每张都再次减免：订单可能降为 0 元。可限制每单使用 1 次。`,
    })
  })
}
