/** What products cost a member before he buys: list price and member price, for a catalogue, a shelf label or a shop's page. */
import { emptyAccount } from '../accounts/account.ts'
import { memberUnknown } from '../accounts/errors.ts'
import type { MemberId } from '../base/ids.ts'
import { isCurrency } from '../base/money.ts'
import { Refused } from '../base/refusals.ts'
import type { Instant } from '../base/time.ts'
import { loadOfferDocs } from '../offers/annex.ts'
import { price, sharedCounters } from '../offers/rules.ts'
import { usageIn } from '../offers/uses.ts'
import { tiersAt } from '../tiers/rules.ts'
import { type OfferView, offerViews } from './answer.ts'
import type { OrderDraft } from './draft.ts'
import { invalidOrder } from './errors.ts'
import { anyone } from './guests.ts'
import type { GivenIdentifiers, Identifiers } from './identifiers.ts'
import { preparing } from './preparing.ts'
import { basketOf } from './priced.ts'
import type { OrdersParts } from './service.ts'

export type PriceQuestion = {
  readonly memberId: MemberId | null
  readonly currency: string
  readonly channel: string
  readonly store: string | null
  readonly identifiers?: GivenIdentifiers
  readonly items: readonly { readonly sku: string; readonly unitPriceMinor: number }[]
}

export type PriceOf = {
  readonly sku: string
  readonly unitPriceMinor: number
  /** For one piece bought by itself, with the offers that need no coupon. */
  readonly priceMinor: number
  readonly offers: readonly Pick<OfferView, 'offer' | 'minor'>[]
}

export async function pricesFor(parts: OrdersParts, asked: PriceQuestion): Promise<PriceOf[]> {
  const { currency, memberId, items } = asked
  if (!isCurrency(currency))
    throw new Refused(invalidOrder({ where: 'currency', problem: 'there is no such currency' }))
  const now = parts.clock.now()
  const programme = parts.programme.at(now)
  const [account, classify, identifiers] = await Promise.all([
    memberId === null ? emptyAccount(anyone, 'prospect', now) : parts.accounts.load(memberId, now),
    parts.classify(items.map(({ sku }) => sku)),
    preparing(parts).hashed(asked.identifiers),
  ])
  if (account === undefined) throw new Refused(memberUnknown({}))
  const tiers = tiersAt(programme, account, now)
  const baskets = items.map(({ sku, unitPriceMinor }) => {
    const { category = [], brand = null } = classify(sku) ?? {}
    return basketOf(
      single({ sku, category, brand, unitPriceMinor }, { ...asked, currency, placedAt: now, identifiers }),
      tiers,
      programme,
    )
  })
  const counters = baskets.flatMap(({ purchase }) => sharedCounters(programme, purchase, []))
  const docs = await loadOfferDocs(parts.db, { codes: [], counters: [...new Set(counters)] })
  const known = account.status === 'active' ? account.memberId : null
  return baskets.map((basket, index) => {
    const { sku = '', unitPriceMinor = 0 } = items[index] ?? {}
    const { applied } = price({
      programme,
      basket,
      memberId: known,
      codes: [],
      usage: usageIn(account, docs),
      explain: false,
    })
    const reducing = applied.filter(({ minor }) => minor > 0)
    const off = reducing.reduce((sum, { minor }) => sum + minor, 0)
    const offers = offerViews(reducing).map(({ offer, minor }) => ({ offer, minor }))
    return { sku, unitPriceMinor, priceMinor: unitPriceMinor - off, offers }
  })
}

type Single = Pick<OrderDraft, 'channel' | 'store' | 'currency' | 'lines'> & {
  readonly placedAt: Instant
  readonly identifiers: Identifiers
}

/** An order of one piece. */
function single(
  {
    unitPriceMinor,
    ...product
  }: { sku: string; category: readonly string[]; brand: string | null; unitPriceMinor: number },
  { channel, store, currency, placedAt, identifiers }: Omit<Single, 'lines'>,
): Single {
  const amounts = { grossMinor: unitPriceMinor, discountMinor: 0, netMinor: unitPriceMinor }
  const line = { line: 1, name: null, quantity: 1, fee: false, returnedQuantity: 0, returnedMinor: 0 }
  return { channel, store, currency, placedAt, identifiers, lines: [{ ...product, ...amounts, ...line }] }
}
