import type { FastifyRequest } from 'fastify'
import type { Lot } from '../../accounts/account.ts'
import { seenInClear } from '../../audit/door.ts'
import { asId } from '../../base/ids.ts'
import type { Locale } from '../../base/refusals.ts'
import { type Instant, instantText } from '../../base/time.ts'
import { shownName } from '../../members/masking.ts'
import type { Clock } from '../../platform/clock.ts'
import { type App, callerOf } from '../../platform/http/app.ts'
import { localeOf } from '../../platform/http/problems.ts'
import { refusals } from '../../platform/http/schemas.ts'
import { entryShown } from '../../points/routes.ts'
import { why } from '../../points/why.ts'
import type { ProgrammeService } from '../../programme/service.ts'
import { instantOf } from '../requests.ts'
import { numberPath } from '../schemas.ts'
import { ownOrder } from '../scope.ts'
import type { OrdersService } from '../service.ts'
import { headOf } from '../shown.ts'
import * as schemas from './schemas.ts'
import type { ListedOrder, OrderListsService } from './service.ts'

type Parts = {
  readonly orderLists: OrderListsService
  readonly orders: Pick<OrdersService, 'storeOf'>
  readonly programme: ProgrammeService
  readonly clock: Clock
}

const config = { right: 'orders.read', stores: 'own' } as const
const tags = ['orders']
const PAGE_ORDINARY = 50

export function orderListRoutes(app: App, parts: Parts): void {
  listing(app, parts)
  details(app, parts)
}

function listing(app: App, { orderLists, programme, clock }: Parts): void {
  app.get(
    '/v1/orders',
    {
      config,
      schema: {
        operationId: 'listOrders',
        tags,
        summary: 'Orders of members and guests, newest first',
        querystring: schemas.listQuery,
        response: { 200: schemas.listPage, ...refusals(401, 403, 422) },
      },
    },
    async (request) => {
      const { memberId, placedFrom, placedTo, limit, ...query } = request.query
      const instant = (where: string, text: string | undefined) =>
        text === undefined ? undefined : instantOf(where, text, clock)
      const page = await orderLists.list({
        ...query,
        memberId: memberId === undefined ? undefined : asId(memberId),
        placedFrom: instant('placedFrom', placedFrom),
        placedTo: instant('placedTo', placedTo),
        stores: callerOf(request).stores,
        limit: limit ?? PAGE_ORDINARY,
      })
      const shown = listed(request, programme, clock.now())
      if (callerOf(request).rights.has('members.unmask'))
        seenInClear(
          request,
          page.items.flatMap(({ member }) => (member === null ? [] : [member.memberId])),
        )
      return { items: page.items.map(shown), nextCursor: page.nextCursor }
    },
  )
}

/** An order as a line of the list: with what it earned and held of offers, in the caller's language and as far as he may see members. */
function listed(request: FastifyRequest, programme: ProgrammeService, now: Instant) {
  const { rights } = callerOf(request)
  const locale = localeOf(request)
  return ({ member, decision, reserved, ...order }: ListedOrder) => {
    const { offering } = decision === null ? programme.at(now) : programme.version(decision.version)
    const nameOf = (offer: string) => offering.byCode.get(offer)?.offer.name[locale] ?? offer
    const offers = decision?.offers ?? reserved?.offers ?? []
    return {
      ...headOf(order),
      member: member && { ...member, name: shownName(member.name, (right) => rights.has(right)) },
      points: earnedBy(decision?.rules ?? []),
      offers: offers.map(({ offer, coupon, minor }) => ({ offer, coupon, minor, name: nameOf(offer) })),
    }
  }
}

function earnedBy(rules: readonly { readonly wallet: string; readonly kept: number }[]) {
  const sums = new Map<string, number>()
  for (const { wallet, kept } of rules) sums.set(wallet, (sums.get(wallet) ?? 0) + kept)
  return [...sums].flatMap(([wallet, points]) => (points === 0 ? [] : [{ wallet, points }]))
}

function details(app: App, { orderLists, orders, programme }: Parts): void {
  app.get(
    '/v1/orders/:number/points',
    {
      config,
      schema: {
        operationId: 'getOrderPoints',
        tags,
        summary: 'The lots that an order earned, as of now, and its movements of points in words',
        params: numberPath,
        response: { 200: schemas.pointsView, ...refusals(401, 403, 404) },
      },
    },
    async (request) => {
      const { number } = request.params
      await ownOrder(orders, callerOf(request).stores, number)
      const { lots, entries, now } = await orderLists.pointsOf(number)
      const locale: Locale = localeOf(request)
      const sentence = (entry: (typeof entries)[number]) =>
        why(entry, programme.version(entry.trace.version), locale).sentence
      return {
        lots: lots.map((lot) => lotShown(lot, now)),
        entries: entries.map((entry) => entryShown(entry, sentence(entry))),
      }
    },
  )
  app.get(
    '/v1/orders/:number/timeline',
    {
      config,
      schema: {
        operationId: 'orderTimeline',
        tags,
        summary: 'What happened to an order, newest first',
        params: numberPath,
        response: { 200: schemas.timelineView, ...refusals(401, 403, 404) },
      },
    },
    async (request) => {
      const { number } = request.params
      await ownOrder(orders, callerOf(request).stores, number)
      const facts = await orderLists.timelineOf(number)
      return { items: facts.map(({ factId, kind, at, data }) => ({ factId, kind, at: instantText(at), data })) }
    },
  )
}

function lotShown(lot: Lot, now: Instant) {
  const { lotId, wallet, amount, remaining, held, expired, awaits } = lot
  return {
    ...{ lotId, wallet, amount, remaining, held, expired, awaits },
    earnedAt: instantText(lot.earnedAt),
    availableAt: awaits === null ? instantText(lot.availableAt) : null,
    expiresAt: lot.expiresAt === null ? null : instantText(lot.expiresAt),
    status: statusOf(lot, now),
  }
}

function statusOf({ remaining, held, availableAt }: Lot, now: Instant): 'pending' | 'available' | 'held' | 'gone' {
  if (remaining === 0) return 'gone'
  if (availableAt > now) return 'pending'
  return held === remaining ? 'held' : 'available'
}
