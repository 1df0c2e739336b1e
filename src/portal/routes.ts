/** Signing in and joining, and what a member does for himself. What he reads are the members' own routes, with `me` as memberId. */
import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Refused } from '../base/refusals.ts'
import { instantText } from '../base/time.ts'
import { claimDaysOf } from '../orders/claiming.ts'
import type { Clock } from '../platform/clock.ts'
import type { App } from '../platform/http/app.ts'
import { cookieOf, setCookies } from '../platform/http/cookies.ts'
import { refusals } from '../platform/http/schemas.ts'
import { givenBy } from '../programme/benefits.ts'
import { giftShown } from '../programme/gifts.ts'
import type { ProgrammeService } from '../programme/service.ts'
import { wechatFailed, wechatOff } from './errors.ts'
import { type MemberRouteParts, memberOwnRoutes } from './ownroutes.ts'
import { askingOf, contactOf, cookie, keepCookie, sentShown } from './requests.ts'
import * as schemas from './schemas.ts'
import type { Opened, PortalService } from './service.ts'
import type { Wechat } from './wechat.ts'

export type PortalRouteParts = MemberRouteParts & {
  readonly portal: PortalService
  readonly programme: ProgrammeService
  readonly clock: Clock
  /** Undefined: nobody signs in with WeChat. */ readonly wechat: Wechat | undefined
  readonly publicUrl: string | undefined
}

const tags = ['portal']
/** Who is not signed in is nobody's deed; that he became a member is a fact. */
const open = { right: 'public', audit: 'nothing' } as const
/** Between leaving for WeChat and coming back. */
const STATE_COOKIE = 'regulars.wechat'
const STATE_SECONDS = 600
export const PORTAL_PATH = '/my/'

export function portalRoutes(app: App, parts: PortalRouteParts): void {
  about(app, parts)
  signingIn(app, parts)
  joining(app, parts)
  wechat(app, parts)
  memberOwnRoutes(app, parts)
}

function about(app: App, { programme, clock, wechat: known }: PortalRouteParts): void {
  app.get(
    '/v1/portal',
    {
      config: open,
      schema: {
        operationId: 'getPortal',
        tags,
        summary: 'What the member portal needs to know of the programme',
        response: { 200: schemas.portalView },
      },
    },
    async () => {
      const { definition } = programme.at(clock.now())
      const { name, timeZone, currencies, wallets, ladders, transfers = [] } = definition
      return {
        ...{ name, timeZone, claimDays: claimDaysOf(definition), wechat: known !== undefined },
        currency: currencies === 'any' || currencies.length > 1 ? null : (currencies[0] ?? null),
        wallets: wallets.map(({ code, name, unit, purpose }) => ({ code, name, unit, purpose })),
        ladders: ladders.map(({ code, name, wallet = null, tiers }) => ({
          ...{ code, name, wallet },
          tiers: tiers.map(({ reach, ...tier }) => ({
            ...{ code: tier.code, name: tier.name, pointsPercent: tier.pointsPercent },
            byInvitation: reach === 'invitation',
            benefits: givenBy(tier, definition).map(({ gift, ...given }) => ({
              ...given,
              gift: gift === null ? null : giftShown(gift),
            })),
          })),
        })),
        transfers: transfers.map(({ wallet, least = 1, feePercent = 0 }) => ({ wallet, least, feePercent })),
      }
    },
  )
}

function deviceOf(request: FastifyRequest, said: string | undefined): string {
  return said ?? request.headers['user-agent'] ?? ''
}

function signingIn(app: App, { portal }: PortalRouteParts): void {
  app.post(
    '/v1/portal/codes',
    {
      config: open,
      schema: {
        operationId: 'askSignInCode',
        tags,
        summary: 'Send a one-time code to a phone or a mailbox, whether anybody is known by it or not',
        body: schemas.contactBody,
        response: { 202: schemas.sentView, ...refusals(403, 409, 422, 429) },
      },
    },
    async (request, reply) => {
      await portal.sessions.checkOrigin(request)
      return reply.status(202).send(sentShown(await portal.askCode(contactOf(request.body), askingOf(request))))
    },
  )
  app.post(
    '/v1/portal/sign-in',
    {
      config: open,
      schema: {
        operationId: 'signInMember',
        tags,
        summary: 'Sign in with the code; who is no member yet gets what he joins with',
        body: schemas.signInBody,
        response: { 200: schemas.signedInView, ...refusals(403, 422) },
      },
    },
    async (request, reply) => {
      await portal.sessions.checkOrigin(request)
      const { code, as = 'cookie', device, ...contact } = request.body
      const found = await portal.signIn({ contact: contactOf(contact), code, device: deviceOf(request, device) })
      const session = found.session === null ? null : handedOver(request, reply, found.session, as)
      return { session, joining: found.joining }
    },
  )
}

/** The session's token: in a cookie that scripts cannot read, or in the answer for an app to keep. */
function handedOver(request: FastifyRequest, reply: FastifyReply, opened: Opened, as: string) {
  const { memberId, token, lapsesAt } = opened
  if (as === 'cookie') keepCookie(request, reply, token)
  else reply.header('cache-control', 'no-store')
  return { memberId, token: as === 'cookie' ? null : token, lapsesAt: instantText(lapsesAt) }
}

function joining(app: App, { portal }: PortalRouteParts): void {
  app.post(
    '/v1/portal/join',
    {
      config: open,
      schema: {
        operationId: 'joinMembership',
        tags,
        summary: 'Become a member, with what was agreed to',
        body: schemas.joinBody,
        response: { 201: schemas.sessionView, ...refusals(403, 409, 422) },
      },
    },
    async (request, reply) => {
      await portal.sessions.checkOrigin(request)
      const { as = 'cookie', device, channel = 'portal', ...given } = request.body
      const opened = await portal.join({ ...given, channel, device: deviceOf(request, device) })
      return reply.status(201).send(handedOver(request, reply, opened, as))
    },
  )
}

function wechat(app: App, { portal, wechat: known, publicUrl }: PortalRouteParts): void {
  const back = (request: FastifyRequest) =>
    `${publicUrl ?? `${request.protocol}://${request.host}`}/v1/portal/wechat/return`
  app.get(
    '/v1/portal/wechat',
    {
      config: open,
      schema: {
        operationId: 'signInWithWechat',
        tags,
        summary: 'Leave for WeChat, to sign in',
        response: { 302: Type.Null(), ...refusals(404) },
      },
    },
    async (request, reply) => {
      if (known === undefined) throw new Refused(wechatOff({}))
      const state = randomBytes(18).toString('base64url')
      setCookies(request, reply, [cookie(STATE_COOKIE, state, STATE_SECONDS)])
      return reply.redirect(known.authorizeUrl(back(request), state), 302)
    },
  )
  app.get(
    '/v1/portal/wechat/return',
    {
      config: open,
      schema: {
        operationId: 'returnFromWechat',
        tags,
        summary: 'Come back from WeChat: signed in, or with what one joins with',
        querystring: Type.Object({
          code: Type.Optional(Type.String({ maxLength: 200 })),
          state: Type.Optional(Type.String({ maxLength: 200 })),
        }),
        response: { 302: Type.Null(), ...refusals(403, 404, 422) },
      },
    },
    async (request, reply) => {
      if (known === undefined) throw new Refused(wechatOff({}))
      const { code, state } = request.query
      if (code === undefined || state === undefined || state !== cookieOf(request, STATE_COOKIE))
        throw new Refused(wechatFailed({}))
      const found = await portal.signInAs(await known.identities(code), deviceOf(request, undefined))
      reply.header('cache-control', 'no-store')
      if (found.session === null) return reply.redirect(`${PORTAL_PATH}join#joining=${found.joining}`, 302)
      handedOver(request, reply, found.session, 'cookie')
      return reply.redirect(PORTAL_PATH, 302)
    },
  )
}
