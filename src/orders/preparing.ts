/** From what was sent to what a decision takes: a draft, the version of its time, and the documents that it needs. */
import type { Work } from '../accounts/movements.ts'
import type { MemberId, OrderId } from '../base/ids.ts'
import { accepted, Refused } from '../base/refusals.ts'
import { type Instant, instantText } from '../base/time.ts'
import { normalCode } from '../offers/coupon.ts'
import { sharedCounters } from '../offers/rules.ts'
import { couponKey, usageKey } from '../offers/uses.ts'
import { transaction } from '../platform/postgres/database.ts'
import { ordersAnnex } from './annex.ts'
import { type Docs, orderKey } from './docs.ts'
import { type OrderDraft, type OrderInput, orderDraft } from './draft.ts'
import { inTheFuture, invalidOrder } from './errors.ts'
import {
  type GivenIdentifiers,
  hashedIdentifiers,
  type Identifiers,
  mistakeInIdentifiers,
  noIdentifiers,
} from './identifiers.ts'
import { basketOf } from './priced.ts'
import type { Confirmation } from './rules.ts'
import type { OrdersParts } from './service.ts'

/** Clocks of tills run ahead by minutes, not by hours. */
export const AHEAD_AT_MOST = 5 * 60_000

export function preparing(parts: OrdersParts) {
  const { db, clock, ids, programme } = parts

  function workAt(at: Instant, orderId: OrderId | null): Work {
    return {
      operationId: ids.next(),
      at,
      recordedAt: clock.now(),
      orderId,
      newEntryId: () => ids.next(),
      newLotId: () => ids.next(),
    }
  }

  async function draftOf(input: OrderInput): Promise<OrderDraft> {
    if (input.placedAt > clock.now() + AHEAD_AT_MOST)
      throw new Refused(inTheFuture({ placedAt: instantText(input.placedAt) }))
    const [identifiers, classify] = await Promise.all([
      hashed(input.identifiers),
      parts.classify(input.lines.map((line) => line.sku)),
    ])
    return accepted(orderDraft({ ...input, identifiers }, classify))
  }

  async function hashed(given: GivenIdentifiers = {}): Promise<Identifiers> {
    const mistake = mistakeInIdentifiers(given)
    if (mistake !== undefined) throw new Refused(invalidOrder(mistake))
    return Object.keys(given).length === 0 ? noIdentifiers : hashedIdentifiers(given, await parts.identifierKey())
  }

  /** @param by who asks for it, as an id */
  function confirmation(draft: OrderDraft, by?: string) {
    const orderId = ids.next<'order'>()
    const asked = by === undefined ? {} : { by }
    return { ...asked, draft, orderId, programme: programme.at(draft.placedAt), work: workAt(draft.placedAt, orderId) }
  }

  /** The keys of what deciding about a draft needs beside the account. */
  async function docsFor({ draft, programme: version }: Confirmation): Promise<string[]> {
    const { offering } = version
    const codes = [...new Set((draft.coupons ?? []).map(normalCode))]
    if (draft.priced === true || (offering.offers.length === 0 && codes.length === 0)) return [orderKey(draft.number)]
    const coupons = codes.length === 0 ? [] : await parts.offers.byCode(codes)
    const { purchase } = basketOf(draft, new Map(), version)
    return [
      orderKey(draft.number),
      ...codes.map(couponKey),
      ...sharedCounters(version, purchase, coupons).map(usageKey),
    ]
  }

  async function docsOf(memberId: MemberId, keys: readonly string[]): Promise<Docs> {
    return transaction(db, (tx) =>
      ordersAnnex.load(
        tx,
        keys.map((key) => ({ memberId, key })),
      ),
    )
  }

  return { workAt, draftOf, hashed, confirmation, docsFor, docsOf }
}
