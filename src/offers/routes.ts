import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import { memberUnknown } from '../accounts/errors.ts'
import { safeCell } from '../base/cells.ts'
import { asId, type MemberId } from '../base/ids.ts'
import { Refused } from '../base/refusals.ts'
import { type Instant, parseInstant } from '../base/time.ts'
import type { Clock } from '../platform/clock.ts'
import { type App, callerOf } from '../platform/http/app.ts'
import { localeOf } from '../platform/http/problems.ts'
import { idempotencyHeaders, refusals } from '../platform/http/schemas.ts'
import { keyOf } from '../points/routes.ts'
import type { ProgrammeService } from '../programme/service.ts'
import type { CouponRow } from './batches.ts'
import { CHARACTERS } from './codes.ts'
import { couponInvalid } from './errors.ts'
import * as schemas from './schemas.ts'
import type { NewBatch, OffersService } from './service.ts'
import { batchShown, couponsShown } from './shown.ts'

type Parts = {
  readonly offers: OffersService
  readonly exists: (memberId: MemberId) => Promise<boolean>
  readonly programme: ProgrammeService
  readonly clock: Clock
}

const tags = ['coupons']
const BATCH_BYTES = 2 * 1024 * 1024

export function offerRoutes(app: App, parts: Parts): void {
  batches(app, parts)
  offering(app, parts)
  coupons(app, parts)
  ofMembers(app, parts)
}

function instantOrNull(where: string, text: string | undefined): Instant | null {
  if (text === undefined) return null
  const at = parseInstant(text)
  if (at === undefined) throw new Refused(couponInvalid({ where, problem: 'not an RFC 3339 instant' }))
  return at
}

/** Coupons as they are now, in the language of whoever asks. */
function shownFor(request: FastifyRequest, { programme, clock }: Parts) {
  const now = clock.now()
  return couponsShown(programme.at(now), now, localeOf(request))
}

async function knownMember({ exists }: Parts, memberId: string): Promise<MemberId> {
  const id = asId<'member'>(memberId)
  if (!(await exists(id))) throw new Refused(memberUnknown({}))
  return id
}

/** The framework fills in no defaults inside a choice. */
function codesOf(codes: Static<typeof schemas.batchBody>['codes']): NewBatch['codes'] {
  return codes.kind === 'unique' ? { prefix: '', characters: CHARACTERS.usual, ...codes } : codes
}

function batches(app: App, { offers }: Parts): void {
  app.post(
    '/v1/coupons/batches',
    {
      bodyLimit: BATCH_BYTES,
      config: { right: 'coupons.write' },
      schema: {
        operationId: 'makeCoupons',
        tags,
        summary: 'Make coupons for an offer: one code for many, unique random codes, or codes of your own',
        headers: idempotencyHeaders,
        body: schemas.batchBody,
        response: { 201: schemas.batchView, ...refusals(401, 403, 409, 422) },
      },
    },
    async (request, reply) => {
      const { startsAt, endsAt, validDays, most, mostPerMember, takesPerMember = null, ...body } = request.body
      const batch = await offers.addBatch(
        {
          ...body,
          codes: codesOf(body.codes),
          startsAt: instantOrNull('startsAt', startsAt),
          endsAt: instantOrNull('endsAt', endsAt),
          validDays: validDays ?? null,
          most: most ?? (body.codes.kind === 'unique' ? 1 : null),
          mostPerMember: mostPerMember ?? null,
          takesPerMember,
          by: callerOf(request).id,
        },
        keyOf(request).key,
      )
      return reply.status(201).send(batchShown(batch))
    },
  )
  app.get(
    '/v1/coupons/batches/:batchId/codes',
    {
      config: { right: 'coupons.write', audit: 'always' },
      schema: {
        operationId: 'exportCouponCodes',
        tags,
        summary: 'All codes of a batch as CSV, in their order, as a stream',
        params: schemas.batchPath,
        produces: ['text/csv'],
      },
    },
    async (request, reply) => {
      const pages = offers.codesOf(request.params.batchId)
      const first = await pages.next()
      return reply.type('text/csv; charset=utf-8').send(Readable.from(csv(first, pages)))
    },
  )
  app.post(
    '/v1/coupons/batches/:batchId/void',
    {
      config: { right: 'coupons.write' },
      schema: {
        operationId: 'voidCoupons',
        tags,
        summary: 'Declare all coupons of a batch void',
        params: schemas.batchPath,
        response: { 200: schemas.voidedView, ...refusals(401, 403, 404) },
      },
    },
    async (request) => offers.voidBatch(request.params.batchId),
  )
}

function offering(app: App, { offers }: Parts): void {
  app.put(
    '/v1/coupons/batches/:batchId/offering',
    {
      config: { right: 'coupons.write' },
      schema: {
        operationId: 'offerCoupons',
        tags,
        summary: 'Offer a batch in the portal, where each member may take so many of its coupons, or no longer',
        params: schemas.batchPath,
        body: schemas.offeringBody,
        response: { 200: schemas.batchView, ...refusals(401, 403, 404, 422) },
      },
    },
    async (request) => batchShown(await offers.taking.offer(request.params.batchId, request.body.takesPerMember)),
  )
}

/** A code may be anything that was imported. */
async function* csv(
  first: IteratorResult<readonly CouponRow[], unknown>,
  pages: AsyncGenerator<readonly CouponRow[]>,
): AsyncGenerator<string> {
  yield 'code,status,used,member\n'
  for (let page = first; page.done !== true; page = await pages.next())
    yield page.value
      .map(({ code, status, used, memberId }) => `${safeCell(code)},${status},${used},${memberId ?? ''}\n`)
      .join('')
}

function coupons(app: App, parts: Parts): void {
  const { offers } = parts
  const shown = (request: FastifyRequest, coupon: CouponRow) => shownFor(request, parts)(coupon)
  app.get(
    '/v1/coupons/:code',
    {
      config: { right: 'coupons.read' },
      schema: {
        operationId: 'getCoupon',
        tags,
        summary: 'A coupon',
        params: schemas.codePath,
        response: { 200: schemas.couponView, ...refusals(401, 403, 404) },
      },
    },
    async (request) => shown(request, await offers.coupon(request.params.code)),
  )
  app.post(
    '/v1/coupons/:code/void',
    {
      config: { right: 'coupons.write' },
      schema: {
        operationId: 'voidCoupon',
        tags,
        summary: 'Declare a coupon void',
        params: schemas.codePath,
        response: { 200: schemas.couponView, ...refusals(401, 403, 404) },
      },
    },
    async (request) => shown(request, await offers.voidCoupon(request.params.code)),
  )
  app.post(
    '/v1/coupons/:code/claim',
    {
      config: { right: 'coupons.give', audit: 'persons' },
      schema: {
        operationId: 'claimCoupon',
        tags,
        summary: 'A member claims a coupon; claiming it again changes nothing',
        params: schemas.codePath,
        body: schemas.claimBody,
        response: { 200: schemas.couponView, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async (request) => {
      const memberId = await knownMember(parts, request.body.memberId)
      return shown(request, await offers.claim(request.params.code, memberId))
    },
  )
  app.post(
    '/v1/coupons/:code/gift',
    {
      config: { right: 'coupons.give', audit: 'persons' },
      schema: {
        operationId: 'giftCoupon',
        tags,
        summary: 'A member gives an unused coupon to another member',
        params: schemas.codePath,
        body: schemas.giftBody,
        response: { 200: schemas.couponView, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async (request) => {
      const [from, to] = [await knownMember(parts, request.body.from), await knownMember(parts, request.body.to)]
      return shown(request, await offers.gift(request.params.code, { from, to }))
    },
  )
}

function ofMembers(app: App, parts: Parts): void {
  const { offers } = parts
  app.get(
    '/v1/members/:memberId/coupons',
    {
      config: { right: 'coupons.read', own: true },
      schema: {
        operationId: 'listMemberCoupons',
        tags,
        summary: 'A member’s coupons, newest first',
        params: schemas.memberPath,
        response: { 200: schemas.couponList, ...refusals(401, 403, 404) },
      },
    },
    async (request) => {
      const memberId = await knownMember(parts, request.params.memberId)
      return { items: (await offers.ofMember(memberId)).map(shownFor(request, parts)) }
    },
  )
  app.post(
    '/v1/members/:memberId/coupons',
    {
      config: { right: 'coupons.give', audit: 'persons' },
      schema: {
        operationId: 'issueCoupon',
        tags,
        summary: 'Issue a coupon of an offer to a member',
        headers: idempotencyHeaders,
        params: schemas.memberPath,
        body: schemas.issueBody,
        response: { 201: schemas.couponView, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async (request, reply) => {
      const memberId = await knownMember(parts, request.params.memberId)
      const { offer, validDays, giftable } = request.body
      const issue = { memberId, offer, giftable, validDays: validDays ?? null, by: callerOf(request).id }
      return reply.status(201).send(shownFor(request, parts)(await offers.issue(issue, keyOf(request).key)))
    },
  )
}
