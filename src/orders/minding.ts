/** Paying with a member's points or using his own coupons at a till needs the member, where the programme says so. */
import type { FastifyRequest } from 'fastify'
import { asId } from '../base/ids.ts'
import { normalCode } from '../offers/coupon.ts'
import type { OffersService } from '../offers/service.ts'
import { mindPresence, needsPresence, type PresenceGuardParts } from '../presence/guard.ts'

export type MindedOrderParts = PresenceGuardParts & { readonly offers: Pick<OffersService, 'byCode'> }

type MindedOrder = {
  readonly number: string
  readonly status: string
  readonly memberId?: string | null | undefined
  readonly presenceId?: string | undefined
  readonly pay?: readonly unknown[] | undefined
  readonly coupons?: readonly string[] | undefined
}

/** @throws Refused what the presence is refused for */
export async function mindedOrder(parts: MindedOrderParts, request: FastifyRequest, order: MindedOrder): Promise<void> {
  const { number, status, memberId, presenceId, pay = [] } = order
  if (status === 'cancelled' || memberId === undefined || memberId === null) return
  const usedFor = `order ${number}`
  const member = { memberId: asId<'member'>(memberId), presenceId, usedFor }
  if (presenceId !== undefined || pay.length > 0) return mindPresence(parts, request, { ...member, what: 'points' })
  if (await usesOwnCoupons(parts, request, order)) return mindPresence(parts, request, { ...member, what: 'coupons' })
}

async function usesOwnCoupons(
  parts: MindedOrderParts,
  request: FastifyRequest,
  { memberId, coupons = [] }: MindedOrder,
): Promise<boolean> {
  if (coupons.length === 0 || !needsPresence(parts, request, 'coupons')) return false
  const known = await parts.offers.byCode(coupons.map(normalCode))
  return known.some((coupon) => coupon.memberId === memberId)
}
