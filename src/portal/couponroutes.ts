/** A member's coupons: claiming one by its code, and giving one to a friend. */
import { codePath } from '../offers/schemas.ts'
import { type App, memberOf } from '../platform/http/app.ts'
import { refusals } from '../platform/http/schemas.ts'
import { receiverOf } from './requests.ts'
import * as schemas from './schemas.ts'
import type { PortalService } from './service.ts'

type Parts = { readonly portal: PortalService }

const tags = ['portal']
const config = { right: 'member' } as const
const done = { done: true } as const

export function couponRoutes(app: App, { portal }: Parts): void {
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
