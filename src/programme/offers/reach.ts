/** Offers that nobody gets, and offers of which only their order in the programme decides which one holds. */
import { cannotHold, lineVocabulary } from '../../base/conditions/index.ts'
import { tiersInVain } from '../askedtiers.ts'
import { type Finding, type Linted, warning } from '../findings.ts'
import type { Give, OfferGroup } from './definition.ts'
import { asksNothing, COMPARED, canMeet, inOffers, type LookedOffer } from './looked.ts'

export function endedOffers({ at }: Linted, offers: readonly LookedOffer[]): Finding[] {
  return offers.flatMap(({ offer, endsAt }) => {
    if (endsAt > at) return []
    return warning('offer.ended', inOffers(offer.code, 'endsAt'), {
      en: `“${offer.name.en}” ends before the version takes effect: it can be removed.`,
      'zh-CN': `“${offer.name['zh-CN']}”在版本生效前已结束，可以删除。`,
    })
  })
}

export function hopelessOffers({ vocabulary }: Linted, offers: readonly LookedOffer[]): Finding[] {
  const ofLines = lineVocabulary(vocabulary)
  return offers.flatMap(({ offer, when, gives }) => {
    const parts = [
      ...(cannotHold(when, vocabulary) ? ['when'] : []),
      ...gives.flatMap(({ scopes }, place) =>
        scopes.some((scope) => cannotHold(scope, ofLines)) ? [`gives.${place}`] : [],
      ),
    ]
    return parts.map((part) =>
      warning('offer.never-applies', inOffers(offer.code, part), {
        en: `A condition of “${offer.name.en}” contradicts itself: nothing comes of it.`,
        'zh-CN': `“${offer.name['zh-CN']}”的条件自相矛盾：不会产生任何优惠。`,
      }),
    )
  })
}

/** Their currency, tiers or limits leave nobody who could use them. */
export function offersForNobody(linted: Linted, offers: readonly LookedOffer[]): Finding[] {
  const { currencies } = linted.definition
  return offers.flatMap(({ offer, when }) => {
    const en =
      offer.needs === 'coupon' ? `Nobody can use a coupon of “${offer.name.en}”` : `Nobody gets “${offer.name.en}”`
    const zh =
      offer.needs === 'coupon' ? `没有人能使用“${offer.name['zh-CN']}”的优惠券` : `没有人能享受“${offer.name['zh-CN']}”`
    const found = (part: string, why: readonly [string, string]) =>
      warning('offer.for-nobody', inOffers(offer.code, part), {
        en: `${en}: ${why[0]}.`,
        'zh-CN': `${zh}：${why[1]}。`,
      })
    const { currency } = offer
    const [vain] = tiersInVain(when, linted)
    const pieces = Math.max(...offer.gives.map(piecesAtLeast))
    const limit = (offer.limits ?? []).find(({ of, most }) => of === 'pieces' && most < pieces)
    return [
      ...(currency === undefined || currencies === 'any' || currencies.includes(currency)
        ? []
        : [found('currency', [`orders in ${currency} are not accepted`, `不接受 ${currency} 订单`])]),
      ...(vain === undefined
        ? []
        : [found('when', [`the tier ${vain.join(', ')} is not on the ladder`, `等级 ${vain.join('、')} 不存在`])]),
      ...(limit === undefined
        ? []
        : [
            found('limits', [`it needs ${pieces} pieces at once, beyond its limit`, `一次需要 ${pieces} 件，超出限量`]),
          ]),
    ]
  })
}

/** Pieces that are sold under it whenever something comes of it. */
function piecesAtLeast(give: Give): number {
  if (give.kind === 'gift') return give.quantity
  return give.kind === 'bundle' ? give.parts.reduce((sum, { quantity }) => sum + quantity, 0) : 0
}

export function offersNeverReached(linted: Linted, offers: readonly LookedOffer[]): Finding[] {
  return [...neverReached(linted, offers)].map(([{ offer }, inWay]) =>
    warning('offer.never-reached', inOffers(offer.code), {
      en: `“${offer.name.en}” is never reached: “${inWay.offer.name.en}” comes before it, always applies and leaves no room for it.`,
      'zh-CN': `“${offer.name['zh-CN']}”永远不会生效：排在前面的“${inWay.offer.name['zh-CN']}”总是生效且不可同享。`,
    }),
  )
}

/**
 * Offers behind one that always applies, in a group of which only the first applies or where one of two groups applies alone; each
 * with the one that is in its way.
 */
export function neverReached(linted: Linted, all: readonly LookedOffer[]): ReadonlyMap<LookedOffer, LookedOffer> {
  const offers = all.filter(({ endsAt }) => endsAt > linted.at)
  const sure = offers.flatMap((offer, place) => (surelyApplies(offer) ? [{ offer, place }] : [])).slice(0, COMPARED)
  const foremost = offers[0]?.group
  return new Map(
    offers.flatMap((later, place) => {
      const inWay = sure.find(
        (earlier) =>
          earlier.place < place &&
          covers(earlier.offer, later, linted) &&
          keepsOut(earlier.offer.group, later.group, foremost),
      )
      return inWay === undefined ? [] : [[later, inWay.offer] as const]
    }),
  )
}

/** @param foremost the group of the very first offer */
function keepsOut(earlier: OfferGroup, later: OfferGroup, foremost: OfferGroup | undefined): boolean {
  if (earlier === later) return earlier.mode === 'first'
  // A group before the one that applies alone may have shut it out: then there is room again.
  return later.alone === true || (earlier.alone === true && earlier === foremost)
}

/** It asks for nothing, is not limited, and something comes of it in whatever order. */
function surelyApplies({ offer, when, gives }: LookedOffer): boolean {
  if (offer.needs !== 'nothing' || (offer.limits ?? []).length > 0 || !asksNothing(when)) return false
  return gives.some(({ give, scopes }) => {
    if (!scopes.every(asksNothing)) return false
    const ofGoods = (give.kind === 'percent' || give.kind === 'amount') && give.of === 'goods'
    return ofGoods || give.kind === 'gift' || give.kind === 'points'
  })
}

/** Whether the earlier one holds for every buyer, at every time and in every currency that the later one is for. */
function covers(earlier: LookedOffer, later: LookedOffer, { at, definition }: Linted): boolean {
  const { currencies } = definition
  const only = currencies === 'any' || currencies.length > 1 ? undefined : currencies[0]
  const { currency } = earlier.offer
  return (
    earlier.startsAt <= Math.max(at, later.startsAt) &&
    earlier.endsAt >= later.endsAt &&
    (earlier.offer.members !== true || later.offer.members === true) &&
    (currency === undefined || currency === (later.offer.currency ?? only))
  )
}

/** Two that exclude each other and can hold for one order, without anybody having said which comes first. */
export function ordersThatDecide(linted: Linted, all: readonly LookedOffer[]): Finding[] {
  const unreached = neverReached(linted, all)
  const offers = all.filter((each) => each.endsAt > linted.at && !unreached.has(each))
  return [...equalPriorities(linted, offers), ...groupsAlone(linted, offers)]
}

function equalPriorities({ vocabulary }: Linted, offers: readonly LookedOffer[]): Finding[] {
  const first = offers.filter(({ group }) => group.mode === 'first')
  const equals = Map.groupBy(first, ({ offer }) => JSON.stringify([offer.group, offer.priority]))
  return [...equals.values()].flatMap((those) => {
    const compared = those.slice(0, COMPARED)
    return compared.flatMap((later, place) => {
      const earlier = compared.slice(0, place).find((each) => canMeet([each, later], vocabulary))
      if (earlier === undefined) return []
      return warning('offer.order-decides', inOffers(later.offer.code, 'priority'), {
        en: `“${earlier.offer.name.en}” and “${later.offer.name.en}” can hold for one order, exclude each other and have one priority: their order in the programme decides.`,
        'zh-CN': `“${earlier.offer.name['zh-CN']}”与“${later.offer.name['zh-CN']}”可同时满足、互斥且优先级相同：由排列顺序决定。`,
      })
    })
  })
}

function groupsAlone({ vocabulary }: Linted, offers: readonly LookedOffer[]): Finding[] {
  const alone = [...Map.groupBy(offers, ({ group }) => group)].filter(([group]) => group.alone === true)
  return alone.flatMap(([group, those], place) => {
    const earlier = alone
      .slice(0, place)
      .find(([, others]) =>
        others
          .slice(0, COMPARED)
          .some((one) => those.slice(0, COMPARED).some((other) => canMeet([one, other], vocabulary))),
      )
    if (earlier === undefined) return []
    return warning('offer.order-decides', `offerGroups.${group.code}.alone`, {
      en: `“${earlier[0].name.en}” and “${group.name.en}” both apply alone and can hold for one order: the order of the groups decides.`,
      'zh-CN': `“${earlier[0].name['zh-CN']}”与“${group.name['zh-CN']}”均为独享且可同时满足：由组的排列顺序决定。`,
    })
  })
}
