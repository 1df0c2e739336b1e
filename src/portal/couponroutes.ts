/** A member's coupons: taking one that is offered, claiming one by its code, and giving one to a friend. */
import { Type } from 'typebox'
import { instantText } from '../base/time.ts'
import { batchPath, codePath } from '../offers/schemas.ts'
import type { Clock } from '../platform/clock.ts'
import { type App, memberOf } from '../platform/http/app.ts'
import { localeOf } from '../platform/http/problems.ts'
import { idempotencyHeaders, refusals } from '../platform/http/schemas.ts'
import { keyOf } from '../points/routes.ts'
import { offerNamed } from '../programme/offers/words.ts'
import type { ProgrammeService } from '../programme/service.ts'
import { receiverOf } from './requests.ts'
import * as schemas from './schemas.ts'
import type { PortalService } from './service.ts'

type Parts = {
  readonly portal: PortalService
  readonly programme: ProgrammeService
  readonly clock: Clock
}

const tags = ['portal']
const config = { right: 'member' } as const
const done = { done: true } as const

export function couponRoutes(app: App, parts: Parts): void {
  taking(app, parts)
  own(app, parts)
}

function taking(app: App, { portal, programme, clock }: Parts): void {
  app.get(
    '/v1/my/takeable-coupons',
    {
      config,
      schema: {
        operationId: 'listTakeableCoupons',
        tags,
        summary: 'Coupons that I can take now: offered, some left, of use to me, and not yet taken often enough',
        response: { 200: schemas.takeableView, ...refusals(401) },
      },
    },
    async (request) => {
      const now = programme.at(clock.now())
      const found = await portal.takeableCoupons(memberOf(request).memberId)
      return {
        items: found.map(({ batchId, offer: code, startsAt, endsAt, validDays, giftable, taken, takesPerMember }) => {
          const offer = now.offering.byCode.get(code)?.offer
          const said =
            offer === undefined ? { name: code, sentence: null } : offerNamed(offer, now.definition, localeOf(request))
          const until = endsAt === null ? null : instantText(endsAt)
          const from = startsAt === null ? null : instantText(startsAt)
          return { batchId, ...said, startsAt: from, endsAt: until, validDays, giftable, taken, takesPerMember }
        }),
      }
    },
  )
  app.post(
    '/v1/my/takeable-coupons/:batchId',
    {
      config,
      schema: {
        operationId: 'takeCoupon',
        tags,
        summary: 'One of these coupons becomes mine',
        headers: idempotencyHeaders,
        params: batchPath,
        response: { 201: Type.Object({ code: Type.String() }), ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async (request, reply) => {
      const { memberId } = memberOf(request)
      const code = await portal.takeCoupon(memberId, request.params.batchId, keyOf(request, memberId).key)
      return reply.status(201).send({ code })
    },
  )
}

function own(app: App, { portal }: Parts): void {
  app.post(
    '/v1/my/coupons/:code/claim',
    {
      config,
      schema: {
        operationId: 'claimMyCoupon',
        tags,
        summary: 'A coupon whose code I have becomes mine',
        params: codePath,
        response: { 200: schemas.done, ...refusals(401, 403, 404, 409, 422, 429) },
      },
    },
    async (request) => {
      await portal.claimCoupon(memberOf(request).memberId, request.params.code)
      return done
    },
  )
  app.post(
    '/v1/my/coupons/:code/gift',
    {
      config,
      schema: {
        operationId: 'giftMyCoupon',
        tags,
        summary: 'Give a coupon of mine to a friend who is a member',
        params: codePath,
        body: schemas.receiverBody,
        response: { 200: schemas.done, ...refusals(401, 403, 404, 409, 422, 429) },
      },
    },
    async (request) => {
      await portal.giftCoupon(memberOf(request).memberId, request.params.code, receiverOf(request.body))
      return done
    },
  )
}
