import { asId } from '../base/ids.ts'
import { Refused } from '../base/refusals.ts'
import { instantText } from '../base/time.ts'
import { type App, callerOf } from '../platform/http/app.ts'
import { idempotencyHeaders, refusals } from '../platform/http/schemas.ts'
import { otherStore, type Stores } from '../platform/http/stores.ts'
import { keyOf } from '../points/routes.ts'
import { mindPresence, type PresenceGuardParts } from '../presence/guard.ts'
import { giftShown } from '../programme/gifts.ts'
import type { GiftRow } from './gifts/service.ts'
import { left } from './rules.ts'
import * as schemas from './schemas.ts'
import type { BenefitsService, HeldNow, Use } from './service.ts'

type Parts = { readonly benefits: BenefitsService } & PresenceGuardParts

const tags = ['benefits']

export function benefitRoutes(app: App, parts: Parts): void {
  reading(app, parts)
  using(app, parts)
}

/** @param himself whether it is the member who asks: on which day his birthday gift comes is told to nobody else */
function heldShown({ benefit, because, until, quota, used, gift, comesAt }: HeldNow, himself: boolean) {
  const { code, name, description, gives } = benefit
  const { kind } = gives
  const told = himself || gift?.gift.at !== 'birthday'
  const period = quota === null ? null : { per: quota.per, uses: quota.uses, used, left: left(quota, used) }
  return {
    ...{ benefit: code, name, description: description ?? null, kind },
    because: [...because],
    until: until === null ? null : instantText(until),
    quota:
      period === null || quota === null
        ? null
        : { ...period, startsAt: instantText(quota.startsAt), nextStartsAt: instantText(quota.endsAt) },
    gift:
      gift === null
        ? null
        : {
            ...giftShown(gift),
            dayKnown: comesAt !== null || gift.gift.at === 'tier-reached',
            comesAt: told && comesAt !== null ? instantText(comesAt) : null,
          },
  }
}

function givenShown({ giftId, benefit, at, givenAt, wallet, points, offer, coupon }: GiftRow) {
  return { giftId, benefit, at, givenAt: instantText(givenAt), wallet, points, offer, coupon }
}

function useShown({ useId, benefit, uses, usedAt, store, order, device, undone }: Use) {
  return {
    ...{ useId, benefit, uses, store, order, device },
    usedAt: instantText(usedAt),
    undone: undone === null ? null : { at: instantText(undone.at), reason: undone.reason },
  }
}

/** @throws Refused otherStore for a store that is not the caller's, and for none */
function mindStore(stores: Stores, store: string | null): void {
  if (stores !== 'all' && (store === null || !stores.has(store))) throw new Refused(otherStore({ store }))
}

function reading(app: App, { benefits }: Parts): void {
  const config = { right: 'members.read', own: true } as const
  app.get(
    '/v1/members/:memberId/benefits',
    {
      config,
      schema: {
        operationId: 'getBenefits',
        tags,
        summary: 'What a member’s tiers give him now, why and until when, and what is left of it in this period',
        params: schemas.memberPath,
        response: { 200: schemas.benefitsView, ...refusals(401, 403, 404) },
      },
    },
    async (request) => {
      const { memberId, at, items } = await benefits.of(asId(request.params.memberId))
      const himself = request.member !== undefined && request.member.viewing === undefined
      return { memberId, at: instantText(at), items: items.map((each) => heldShown(each, himself)) }
    },
  )
  app.get(
    '/v1/members/:memberId/benefits/gifts',
    {
      config,
      schema: {
        operationId: 'listBenefitGifts',
        tags,
        summary: 'What a member was given at occasions, newest first',
        params: schemas.memberPath,
        response: { 200: schemas.giftsList, ...refusals(401, 403) },
      },
    },
    async (request) => ({ items: (await benefits.gifts.of(asId(request.params.memberId))).map(givenShown) }),
  )
  app.get(
    '/v1/members/:memberId/benefits/uses',
    {
      config,
      schema: {
        operationId: 'listBenefitUses',
        tags,
        summary: 'When a member used his benefits, newest first',
        params: schemas.memberPath,
        querystring: schemas.usesQuery,
        response: { 200: schemas.usesPage, ...refusals(401, 403, 422) },
      },
    },
    async (request) => {
      const { cursor, limit } = request.query
      const found = await benefits.uses(asId(request.params.memberId), { before: cursor ?? null, limit: limit + 1 })
      const items = found.slice(0, limit)
      return { items: items.map(useShown), nextCursor: found.length > limit ? (items.at(-1)?.useId ?? null) : null }
    },
  )
}

function using(app: App, parts: Parts): void {
  const { benefits } = parts
  const config = { right: 'benefits.use', audit: 'persons' } as const
  app.post(
    '/v1/members/:memberId/benefits/:benefit/uses',
    {
      config,
      schema: {
        operationId: 'useBenefit',
        tags,
        summary: 'Use a benefit that is counted, as long as something is left of it',
        headers: idempotencyHeaders,
        params: schemas.benefitPath,
        body: schemas.useBody,
        response: { 201: schemas.useAnswer, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async (request, reply) => {
      const { benefit } = request.params
      const { uses, store = null, order = null, device = null, presenceId } = request.body
      const memberId = asId<'member'>(request.params.memberId)
      const { id, stores } = callerOf(request)
      mindStore(stores, store)
      const usedFor = `benefit ${keyOf(request).key?.key ?? request.id}`
      await mindPresence(parts, request, { memberId, presenceId, what: 'benefits', usedFor })
      const wish = { memberId, benefit, uses, store, order, device, by: id, ...keyOf(request) }
      const { use, left: rest } = await benefits.use(wish)
      return reply.status(201).send({ ...useShown(use), left: rest })
    },
  )
  app.post(
    '/v1/members/:memberId/benefits/:benefit/uses/:useId/undo',
    {
      config,
      schema: {
        operationId: 'undoBenefitUse',
        tags,
        summary: 'Take a use back, with a reason: it can be used again in its period',
        headers: idempotencyHeaders,
        params: schemas.usePath,
        body: schemas.undoBody,
        response: { 200: schemas.useView, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async (request) => {
      const { benefit } = request.params
      const [memberId, useId] = [asId<'member'>(request.params.memberId), asId<'use'>(request.params.useId)]
      const { id, stores } = callerOf(request)
      if (stores !== 'all') mindStore(stores, (await benefits.found(memberId, benefit, useId)).store)
      const { reason } = request.body
      return useShown(await benefits.undo({ memberId, benefit, useId, reason, by: id, ...keyOf(request) }))
    },
  )
}
