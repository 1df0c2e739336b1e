/** Dry runs: what confirming would do, under the version of the order's time or under a draft of the programme. Nothing is written. */
import { type Account, emptyAccount } from '../accounts/account.ts'
import { memberUnknown } from '../accounts/errors.ts'
import type { MemberId } from '../base/ids.ts'
import { accepted, Refused } from '../base/refusals.ts'
import { normalCode } from '../offers/coupon.ts'
import type { Programme } from '../programme/rules.ts'
import type { OrderAnswer } from './answer.ts'
import { type Docs, orderIn, orderKey } from './docs.ts'
import { COUPONS_AT_MOST, type OrderInput } from './draft.ts'
import { anyone } from './guests.ts'
import type { Order } from './order.ts'
import { preparing } from './preparing.ts'
import { over, usesKept } from './priced.ts'
import { bestCoupons, type Confirmation, confirm, unreserved } from './rules.ts'
import type { OrdersParts, PutOrder } from './service.ts'

export type Evaluation = Pick<PutOrder, 'memberId' | 'input'> & {
  /** Chooses among the member's own coupons and those given the ones that cost him least. */
  readonly bestCoupons?: boolean
  /** Another programme than the one of the order's time: a draft. */
  readonly programme?: Programme
}

export async function evaluated(parts: OrdersParts, evaluation: Evaluation): Promise<OrderAnswer> {
  const { memberId, input, bestCoupons: best, programme } = evaluation
  const { draftOf, confirmation, docsFor, docsOf } = preparing(parts)
  const open = memberId === null ? undefined : await openOrder(memberId, input.number, docsOf)
  const asked = best === true && memberId !== null ? await withOwnCoupons(parts, memberId, { input, open }) : input
  const given: Confirmation = {
    ...confirmation(await draftOf(asked)),
    ...(programme === undefined ? {} : { programme }),
    explain: true,
  }
  const keys = (await docsFor(given)).filter((key) => key !== orderKey(input.number))
  const found = await docsOf(memberId ?? anyone, keys)
  if (memberId === null) {
    const guest = emptyAccount(anyone, 'prospect', given.draft.placedAt)
    return { ...accepted<{ answer: OrderAnswer }>(confirm(guest, found, given)).answer, memberId: null }
  }
  const loaded = await parts.accounts.load(memberId, given.draft.placedAt, [])
  if (loaded === undefined) throw new Refused(memberUnknown({}))
  const { account, docs } = await withoutReservation(loaded, found, open, docsOf)
  if (best !== true) return accepted<{ answer: OrderAnswer }>(confirm(account, docs, given)).answer
  const { coupons, proven } = bestCoupons(account, docs, given)
  const chosen = { ...given, draft: { ...given.draft, coupons } }
  return { ...accepted<{ answer: OrderAnswer }>(confirm(account, docs, chosen)).answer, best: { coupons, proven } }
}

type DocsOf = ReturnType<typeof preparing>['docsOf']

/** The member's own order of this number, while it keeps something for itself. */
async function openOrder(memberId: MemberId, number: string, docsOf: DocsOf): Promise<Order | undefined> {
  const order = orderIn(await docsOf(memberId, [orderKey(number)]), number, memberId)
  return order === undefined || 'elsewhere' in order || order.reserved === null ? undefined : order
}

/** A dry run of an order that is open finds what it reserved free, as confirming it will. */
async function withoutReservation(account: Account, docs: Docs, order: Order | undefined, docsOf: DocsOf) {
  if (order === undefined) return { account, docs }
  const all = over(await docsOf(account.memberId, usesKept(order.reserved?.offers ?? [])), docs)
  const freed = unreserved(account, all, order)
  return freed === undefined ? { account, docs } : { account: freed.account, docs: over(all, freed.docs) }
}

/**
 * The coupons that were given and the member's own, as many as can be weighed against each other. Those that the order keeps for
 * itself look used up to others; to itself they are free.
 */
async function withOwnCoupons(
  { offers }: OrdersParts,
  memberId: MemberId,
  { input, open }: { input: OrderInput; open: Order | undefined },
): Promise<OrderInput> {
  const kept = (open?.reserved?.offers ?? []).flatMap(({ coupon }) => coupon ?? [])
  const [reserved, usable] = await Promise.all([
    kept.length === 0 ? [] : offers.byCode(kept),
    offers.usableBy(memberId, input.placedAt),
  ])
  const own = [...reserved.filter((coupon) => coupon.memberId === memberId), ...usable]
  const codes = [...(input.coupons ?? []).map(normalCode), ...own.map(({ code }) => code)]
  return { ...input, coupons: [...new Set(codes)].slice(0, COUPONS_AT_MOST) }
}
