/** What a signed-in member does for himself and nobody else: every route is about the member of the session. */
import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { seenInClear } from '../audit/door.ts'
import { Refused } from '../base/refusals.ts'
import { instantText } from '../base/time.ts'
import { maskedMember } from '../members/masking.ts'
import type { Member } from '../members/member.ts'
import { orderUnknown } from '../orders/errors.ts'
import { tongueOf } from '../orders/requests.ts'
import * as orderSchemas from '../orders/schemas.ts'
import type { OrdersService } from '../orders/service.ts'
import { memberOrderShown } from '../orders/shown.ts'
import type { Clock } from '../platform/clock.ts'
import { type App, memberOf } from '../platform/http/app.ts'
import { idempotencyHeaders, refusals } from '../platform/http/schemas.ts'
import { keyOf } from '../points/routes.ts'
import type { TransfersService } from '../points/transfers/service.ts'
import { STEP_SECONDS } from '../presence/rules.ts'
import type { ProgrammeService } from '../programme/service.ts'
import { couponRoutes } from './couponroutes.ts'
import { askingOf, contactOf, forgetCookie, receiverOf, sentShown } from './requests.ts'
import * as schemas from './schemas.ts'
import type { PortalService } from './service.ts'
import { type DataParts, ownData } from './takeout.ts'

export type MemberRouteParts = DataParts & {
  readonly portal: PortalService
  readonly programme: ProgrammeService
  readonly orders: OrdersService
  readonly transfers: TransfersService
  readonly clock: Clock
}

const tags = ['portal']
const config = { right: 'member' } as const
const done = { done: true } as const

export function memberOwnRoutes(app: App, parts: MemberRouteParts): void {
  profile(app, parts)
  identity(app, parts)
  devices(app, parts)
  couponRoutes(app, parts)
  giving(app, parts)
  orders(app, parts)
  leaving(app, parts)
}

function profileShown({ memberId, number, status, joinedAt, revision, identities, ...rest }: Member) {
  const { name, givenName, familyName, birthday, gender, locale, phone, email } = rest
  return {
    ...{ memberId, number, status, revision, name, givenName, familyName, birthday, gender, locale, phone, email },
    joinedAt: instantText(joinedAt),
    wechat: identities.some(({ kind }) => kind === 'wechat-openid' || kind === 'wechat-unionid'),
  }
}

function profile(app: App, { portal }: MemberRouteParts): void {
  app.get(
    '/v1/my',
    {
      config,
      schema: {
        operationId: 'getMyProfile',
        tags,
        summary: 'Who I am here',
        response: { 200: schemas.profileView, ...refusals(401) },
      },
    },
    async (request, reply) => {
      const { memberId, viewing } = memberOf(request)
      const member = await portal.profile(memberId)
      reply.header('cache-control', 'no-store')
      if (viewing === undefined) return profileShown(member)
      if (viewing.unmasked) seenInClear(request, [memberId])
      return profileShown(viewing.unmasked ? member : maskedMember(member))
    },
  )
  app.patch(
    '/v1/my',
    {
      config,
      schema: {
        operationId: 'updateMyProfile',
        tags,
        summary: 'Change my profile; what is absent stays, null clears',
        body: schemas.profileBody,
        response: { 200: schemas.profileView, ...refusals(401, 403, 412, 422) },
      },
    },
    async (request) => {
      const { memberId } = memberOf(request)
      await portal.update(memberId, request.body)
      return profileShown(await portal.profile(memberId))
    },
  )
}

function identity(app: App, { portal }: MemberRouteParts): void {
  app.post(
    '/v1/my/identity/codes',
    {
      config,
      schema: {
        operationId: 'askIdentityCode',
        tags,
        summary: 'Send a code to the phone or mailbox that shall be mine',
        body: schemas.contactBody,
        response: { 202: schemas.sentView, ...refusals(401, 403, 409, 422, 429) },
      },
    },
    async (request, reply) => {
      const sent = await portal.askIdentityCode(memberOf(request).memberId, contactOf(request.body), askingOf(request))
      return reply.status(202).send(sentShown(sent))
    },
  )
  app.put(
    '/v1/my/identity',
    {
      config,
      schema: {
        operationId: 'changeMyIdentity',
        tags,
        summary: 'With the code: this phone or mailbox in place of the one I had',
        body: schemas.identityBody,
        response: { 200: schemas.profileView, ...refusals(401, 403, 409, 422) },
      },
    },
    async (request) => {
      const { memberId } = memberOf(request)
      const { code, ...contact } = request.body
      await portal.changeIdentity(memberId, { contact: contactOf(contact), code })
      return profileShown(await portal.profile(memberId))
    },
  )
}

function devices(app: App, { portal, clock }: MemberRouteParts): void {
  const { sessions } = portal
  app.get(
    '/v1/my/card',
    {
      config: { ...config, viewing: 'never' },
      schema: {
        operationId: 'getMyCard',
        tags,
        summary: 'The card of this device, whose code changes every 30 seconds',
        description:
          'The code is 7, the handle, and eight digits: HOTP (RFC 4226) with SHA-256 over the number of steps since 1970. Each is read once.',
        response: { 200: schemas.cardView, ...refusals(401) },
      },
    },
    async (request, reply) => {
      const caller = memberOf(request)
      const [{ number }, card] = await Promise.all([portal.profile(caller.memberId), sessions.card(caller)])
      reply.header('cache-control', 'no-store')
      const { handle, secret } = card
      return { number, handle, secret: secret.toString('base64'), stepSeconds: STEP_SECONDS, serverTime: clock.now() }
    },
  )
  app.get(
    '/v1/my/sessions',
    {
      config,
      schema: {
        operationId: 'listMyDevices',
        tags,
        summary: 'Where I am signed in',
        response: { 200: schemas.sessionsView, ...refusals(401) },
      },
    },
    async (request) => {
      const { memberId, sessionId: here } = memberOf(request)
      const items = (await sessions.of(memberId)).map(({ sessionId, device, madeAt, seenAt, lapsesAt }) => ({
        ...{ sessionId, device, current: sessionId === here },
        ...{ signedInAt: instantText(madeAt), seenAt: instantText(seenAt), lapsesAt: instantText(lapsesAt) },
      }))
      return { items }
    },
  )
  app.delete(
    '/v1/my/sessions/:sessionId',
    {
      config,
      schema: {
        operationId: 'signMyDeviceOut',
        tags,
        summary: 'Sign a device out; its card is void, too',
        params: schemas.sessionPath,
        response: { 200: schemas.done, ...refusals(401, 403) },
      },
    },
    async (request, reply) => {
      const caller = memberOf(request)
      await sessions.end(caller.memberId, request.params.sessionId)
      if (request.params.sessionId === caller.sessionId) forgetCookie(request, reply)
      return done
    },
  )
  app.delete(
    '/v1/my/sessions',
    {
      config,
      schema: {
        operationId: 'signOutEverywhere',
        tags,
        summary: 'Sign out everywhere',
        response: { 200: schemas.done, ...refusals(401, 403) },
      },
    },
    async (request, reply) => {
      await sessions.end(memberOf(request).memberId, null)
      forgetCookie(request, reply)
      return done
    },
  )
}

function giving(app: App, { portal, transfers }: MemberRouteParts): void {
  app.post(
    '/v1/my/transfers',
    {
      config,
      schema: {
        operationId: 'giveMyPoints',
        tags,
        summary: 'Give points of mine to a friend who is a member, as the programme allows',
        headers: idempotencyHeaders,
        body: schemas.transferBody,
        response: {
          201: Type.Object({
            transferId: Type.String(),
            amount: Type.Integer(),
            fee: Type.Integer(),
            state: Type.String(),
          }),
          ...refusals(401, 403, 404, 409, 422, 429),
        },
      },
    },
    async (request, reply) => {
      const { memberId } = memberOf(request)
      const { to, wallet, amount, message = null } = request.body
      const toMemberId = await portal.receiver(memberId, receiverOf(to))
      const wish = { memberId, toMemberId, wallet, amount, message, by: memberId, ...keyOf(request, memberId) }
      const { transferId, fee, state } = await transfers.transfer(wish)
      return reply.status(201).send({ transferId, amount, fee, state })
    },
  )
}

function orders(app: App, { portal, orders: known, programme, clock }: MemberRouteParts): void {
  app.get(
    '/v1/my/orders/:number',
    {
      config,
      schema: {
        operationId: 'getMyOrder',
        tags,
        summary: 'One of my orders',
        params: orderSchemas.numberPath,
        response: { 200: orderSchemas.orderView, ...refusals(401, 404) },
      },
    },
    async (request) => {
      const { number } = request.params
      const found = await known.get(number)
      // Another's order is answered as one that does not exist.
      if (!('order' in found) || found.order.memberId !== memberOf(request).memberId)
        throw new Refused(orderUnknown({ number }))
      const tongue = tongueOf(programme, found.order.decision?.version ?? null, request, clock)
      return memberOrderShown(found.order, found.returns, tongue)
    },
  )
  app.post(
    '/v1/my/receipts',
    {
      config,
      schema: {
        operationId: 'claimMyReceipt',
        tags,
        summary: 'What I bought without saying who I am becomes mine: by the number and the total of the receipt',
        body: schemas.receiptBody,
        response: {
          200: Type.Object({
            number: Type.String(),
            points: Type.Array(Type.Object({ wallet: Type.String(), points: Type.Integer() })),
          }),
          ...refusals(401, 403, 404, 409, 422, 429, 503),
        },
      },
    },
    async (request) => {
      const { number, rules } = await portal.claimReceipt(memberOf(request).memberId, request.body)
      const wallets = [...new Set(rules.map(({ wallet }) => wallet))]
      const sum = (wallet: string) =>
        rules.filter((rule) => rule.wallet === wallet).reduce((all, { points }) => all + points, 0)
      return { number, points: wallets.map((wallet) => ({ wallet, points: sum(wallet) })) }
    },
  )
}

function leaving(app: App, parts: MemberRouteParts): void {
  const { portal } = parts
  app.get(
    '/v1/my/data',
    {
      config: { ...config, viewing: 'never' },
      schema: {
        operationId: 'downloadMyData',
        tags,
        summary: 'Everything that is kept about me, as JSON',
        produces: ['application/json'],
      },
    },
    async (request: FastifyRequest, reply) =>
      reply
        .header('cache-control', 'no-store')
        .header('content-disposition', 'attachment; filename="my-data.json"')
        .type('application/json; charset=utf-8')
        .send(Readable.from(ownData(parts, memberOf(request).memberId))),
  )
  app.post(
    '/v1/my/erasure/codes',
    {
      config,
      schema: {
        operationId: 'askErasureCode',
        tags,
        summary: 'Send the code without which my account is not deleted',
        response: { 202: schemas.sentView, ...refusals(401, 403, 409, 429) },
      },
    },
    async (request, reply) =>
      reply.status(202).send(sentShown(await portal.askErasureCode(memberOf(request).memberId, askingOf(request)))),
  )
  app.post(
    '/v1/my/erasure',
    {
      config,
      schema: {
        operationId: 'eraseMe',
        tags,
        summary:
          'Delete my account for ever: what I am called and how I am reached is gone, and what I had is forfeited',
        body: schemas.codeBody,
        response: { 200: schemas.done, ...refusals(401, 403, 409, 422) },
      },
    },
    async (request, reply) => {
      await portal.erase(memberOf(request).memberId, request.body.code)
      forgetCookie(request, reply)
      return done
    },
  )
}
