/** Orders and answers in the form that the API gives, with names and sentences in the caller's language. */
import type { Locale } from '../base/refusals.ts'
import { instantText } from '../base/time.ts'
import type { Passed } from '../offers/readying.ts'
import { whyNotInWords } from '../offers/words.ts'
import { servedBy } from '../programme/benefits.ts'
import type { Programme } from '../programme/rules.ts'
import { type OfferView, type OrderAnswer, offerViews } from './answer.ts'
import type { ReturnAnswer } from './giveback.ts'
import { netOf, type Order, type Return, returnedOf } from './order.ts'
import type { GuestRow, OrderRow } from './store.ts'

type Tongue = { readonly programme: Programme; readonly locale: Locale }

function offerShown({ lines, gifts, ...offer }: OfferView, { programme, locale }: Tongue) {
  const name = programme.offering.byCode.get(offer.offer)?.offer.name[locale] ?? offer.offer
  return { ...offer, name, lines: [...lines], gifts: [...gifts] }
}

function passedShown(passed: readonly Passed[], { programme, locale }: Tongue) {
  return passed.map((each) => ({ ...each, sentence: whyNotInWords(each, programme, locale) }))
}

export function answered(answer: OrderAnswer, tongue: Tongue) {
  const { rules, wallets, tiers, entries, offers, passed, best, paid, payable, ...rest } = answer
  return {
    ...rest,
    offers: offers.map((offer) => offerShown(offer, tongue)),
    passed: passedShown(passed, tongue),
    ...(best === undefined ? {} : { best: { ...best, coupons: [...best.coupons] } }),
    paid: [...paid],
    ...(payable === undefined ? {} : { payable: [...payable] }),
    rules: [...rules],
    wallets: [...wallets],
    tiers: [...tiers],
    benefits: benefitsShown(answer, tongue),
    entries: [...entries],
  }
}

/** As the version and the tiers that decided the order gave them. */
function benefitsShown({ tiers, benefits }: OrderAnswer, { programme, locale }: Tongue) {
  if (benefits.length === 0) return []
  const before = new Map(tiers.map(({ ladder, before: tier }) => [ladder, tier]))
  return servedBy(before, programme.definition)
    .filter(({ code }) => benefits.includes(code))
    .map(({ code, name, quota }) => ({ benefit: code, name: name[locale], quota }))
}

export function returnShown({
  lines,
  takenBack,
  pointsBack,
  refunds,
  wallets,
  tiers,
  entries,
  ...answer
}: ReturnAnswer) {
  return {
    ...answer,
    lines: [...lines],
    takenBack: [...takenBack],
    pointsBack: [...pointsBack],
    refunds: [...refunds],
    wallets: [...wallets],
    tiers: [...tiers],
    entries: [...entries],
  }
}

type Head = Pick<
  OrderRow,
  'orderId' | 'number' | 'status' | 'channel' | 'store' | 'placedAt' | 'netMinor' | 'returnedMinor'
> & { readonly memberId: string | null; readonly currency: string }

export function headOf(order: Head) {
  const { orderId, number, status, memberId, currency, channel, store, placedAt, netMinor, returnedMinor } = order
  return {
    ...{ orderId, number, status, memberId, currency, channel, store },
    placedAt: instantText(placedAt),
    netMinor,
    returnedMinor,
  }
}

const linesShown = (lines: Order['lines']) => lines.map((line) => ({ ...line, category: [...line.category] }))

export function memberOrderShown(order: Order, returns: readonly Return[], tongue: Tongue) {
  const offers = offerViews(order.decision?.offers ?? order.reserved?.offers ?? [])
  return {
    ...headOf({ ...order, netMinor: netOf(order.lines), returnedMinor: returnedOf(order.lines) }),
    programmeVersion: order.decision?.version ?? null,
    lines: linesShown(order.lines),
    offers: offers.map((offer) => offerShown(offer, tongue)),
    passed: passedShown(order.decision?.passed ?? order.reserved?.passed ?? [], tongue),
    paid: (order.decision?.paid ?? []).map(({ wallet, points, minor, kept }) => ({ wallet, points, minor, kept })),
    payments: [...(order.decision?.payments ?? [])],
    rules: (order.decision?.rules ?? []).map(({ room: _room, counters: _counters, lots: _lots, ...rule }) => rule),
    returns: returns.map(({ returnId, at, reason, refundMinor, lines }) => ({
      ...{ returnId, at: instantText(at), reason, refundMinor },
      lines: [...lines],
    })),
  }
}

export function guestOrderShown(
  { fingerprint: _print, decision, placedAt, lines, ...order }: GuestRow,
  tongue: Tongue,
) {
  return {
    ...order,
    ...{ returnedMinor: 0, rules: [], returns: [], paid: [], status: 'confirmed' as const, memberId: null },
    payments: [...(decision?.payments ?? [])],
    programmeVersion: decision?.version ?? null,
    offers: offerViews(decision?.offers ?? []).map((offer) => offerShown(offer, tongue)),
    passed: passedShown(decision?.passed ?? [], tongue),
    placedAt: instantText(placedAt),
    lines: linesShown(lines),
  }
}
