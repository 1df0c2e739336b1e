import { hash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { AccountsService, SealedEntry } from '../accounts/service.ts'
import { asId, type HoldId, type MemberId } from '../base/ids.ts'
import { type Locale, Refused } from '../base/refusals.ts'
import { instantText } from '../base/time.ts'
import type { Clock } from '../platform/clock.ts'
import { type App, callerOf } from '../platform/http/app.ts'
import { localeOf } from '../platform/http/problems.ts'
import { idempotencyHeaders, refusals } from '../platform/http/schemas.ts'
import type { Ids } from '../platform/ids.ts'
import { mindPresence, type PresenceGuardParts } from '../presence/guard.ts'
import type { ProgrammeService } from '../programme/service.ts'
import type { Key, PointsAnswer } from './asking.ts'
import { entryUnknown } from './errors.ts'
import * as schemas from './schemas.ts'
import type { HoldAnswer, PointsService, Spend } from './service.ts'
import { settledAccount } from './settled.ts'
import { type Statement, statement } from './statement.ts'
import { why } from './why.ts'

type Parts = {
  readonly points: PointsService
  readonly accounts: AccountsService
  readonly programme: ProgrammeService
  readonly clock: Clock
  readonly ids: Ids
} & PresenceGuardParts

export function pointsRoutes(app: App, parts: Parts): void {
  reading(app, parts)
  spending(app, parts)
  holding(app, parts)
}

/** The key of a write, scoped to its caller, so that two tills may number their requests alike. */
/** @param by whose key it is: two callers may choose the same one */
export function keyOf(request: FastifyRequest, by?: string): { key?: Key } {
  const header = request.headers['idempotency-key']
  if (typeof header !== 'string') return {}
  const { method, url, body } = request
  return {
    key: {
      key: `${by ?? callerOf(request).id}:${header}`,
      fingerprint: hash('sha256', JSON.stringify([method, url, body]), 'buffer'),
    },
  }
}

async function statementOf(parts: Parts, memberId: MemberId): Promise<Statement> {
  const now = parts.clock.now()
  return statement(await settledAccount(parts, memberId), parts.programme.at(now), now)
}

export function entryShown(
  { lots: _lots, trace: _trace, hash: _hash, memberId: _member, ...entry }: SealedEntry,
  sentence: string,
) {
  return { ...entry, at: instantText(entry.at), recordedAt: instantText(entry.recordedAt), sentence }
}

function reading(app: App, parts: Parts): void {
  const { accounts, programme } = parts
  const sentence = (entry: SealedEntry, locale: Locale) =>
    why(entry, programme.version(entry.trace.version), locale).sentence
  app.get(
    '/v1/members/:memberId/statement',
    {
      config: { right: 'members.read', own: true },
      schema: {
        operationId: 'getStatement',
        tags: ['points'],
        summary: 'Balances, lots with their expiry schedule, holds, and tiers with what is needed next',
        params: schemas.memberPath,
        response: { 200: schemas.statementView, ...refusals(401, 403, 404) },
      },
    },
    async (request) => mutable(await statementOf(parts, asId(request.params.memberId))),
  )
  app.get(
    '/v1/members/:memberId/entries',
    {
      config: { right: 'members.read', own: true },
      schema: {
        operationId: 'listEntries',
        tags: ['points'],
        summary: 'Movements of one wallet, newest first, each with its reason in words',
        params: schemas.memberPath,
        querystring: schemas.entriesQuery,
        response: { 200: schemas.entriesPage, ...refusals(401, 403, 422) },
      },
    },
    async (request) => {
      const { wallet, cursor, limit } = request.query
      const found = await accounts.entries(asId(request.params.memberId), {
        wallet,
        before: cursor ?? null,
        limit: limit + 1,
      })
      const items = found.slice(0, limit)
      const locale = localeOf(request)
      return {
        items: items.map((entry) => entryShown(entry, sentence(entry, locale))),
        nextCursor: found.length > limit ? (items.at(-1)?.sequence ?? null) : null,
      }
    },
  )
  app.get(
    '/v1/members/:memberId/why/:entryId',
    {
      config: { right: 'members.read', own: true },
      schema: {
        operationId: 'explainEntry',
        tags: ['points'],
        summary: 'Why an entry has its amount, in English and Chinese, with the figures that decided it',
        params: schemas.entryPath,
        response: { 200: schemas.whyView, ...refusals(401, 403, 404) },
      },
    },
    async (request) => {
      const entry = await accounts.entry(asId(request.params.memberId), request.params.entryId)
      if (entry === undefined) throw new Refused(entryUnknown({}))
      const { trace, programmeVersion, entryId } = why(entry, programme.version(entry.trace.version), 'en')
      return {
        entryId,
        programmeVersion,
        trace,
        sentence: { en: sentence(entry, 'en'), 'zh-CN': sentence(entry, 'zh-CN') },
      }
    },
  )
}

/** Schemas have no readonly arrays; the values are fresh and nobody else's. */
function mutable(shown: Statement) {
  const { wallets, lots, expiries, cancellations, holds, ladders } = shown
  return {
    ...shown,
    wallets: [...wallets],
    lots: [...lots],
    expiries: [...expiries],
    cancellations: [...cancellations],
    holds: [...holds],
    ladders: [...ladders],
  }
}

/** Schemas have no readonly arrays. */
export function shown({ wallets, entries, ...answer }: PointsAnswer) {
  return { ...answer, wallets: [...wallets], entries: [...entries] }
}

function holdShown({ holdId, expiresAt, ...answer }: HoldAnswer) {
  return { ...shown(answer), holdId, expiresAt }
}

type SpendBody = { wallet: string; amount: number; reason: string; reference?: string }
function spendOf(request: FastifyRequest, memberId: string, body: SpendBody): Spend {
  const { wallet, amount, reason, reference } = body
  return {
    memberId: asId(memberId),
    wallet,
    amount,
    reason,
    reference: reference ?? null,
    by: callerOf(request).id,
    ...keyOf(request),
  }
}

/** @throws Refused what the presence is refused for */
export async function minded(
  parts: PresenceGuardParts,
  request: FastifyRequest,
  memberId: string,
  presenceId: string | undefined,
): Promise<void> {
  const usedFor = `points ${keyOf(request).key?.key ?? request.id}`
  await mindPresence(parts, request, { memberId: asId(memberId), presenceId, what: 'points', usedFor })
}

function spending(app: App, parts: Parts): void {
  const { points } = parts
  app.post(
    '/v1/members/:memberId/redemptions',
    {
      config: { right: 'points.redeem', audit: 'persons' },
      schema: {
        operationId: 'redeemPoints',
        tags: ['points'],
        summary: 'Spend points, soonest-expiring first',
        headers: idempotencyHeaders,
        params: schemas.memberPath,
        body: schemas.redeemBody,
        response: { 201: schemas.pointsAnswer, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async (request, reply) => {
      await minded(parts, request, request.params.memberId, request.body.presenceId)
      const answer = await points.redeem(spendOf(request, request.params.memberId, request.body))
      return reply.status(201).send(shown(answer))
    },
  )
  app.post(
    '/v1/members/:memberId/exchanges',
    {
      config: { right: 'points.redeem', audit: 'persons' },
      schema: {
        operationId: 'exchangePoints',
        tags: ['points'],
        summary: 'Turn units of one wallet into units of another, at the programme’s rate',
        headers: idempotencyHeaders,
        params: schemas.memberPath,
        body: schemas.exchangeBody,
        response: { 201: schemas.pointsAnswer, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async (request, reply) => {
      const { from, to, ...body } = request.body
      const { wallet: _from, ...ask } = spendOf(request, request.params.memberId, { ...body, wallet: from })
      const answer = await points.exchange({ ...ask, from, to })
      return reply.status(201).send(shown(answer))
    },
  )
}

function holding(app: App, parts: Parts): void {
  const { points } = parts
  app.post(
    '/v1/holds',
    {
      config: { right: 'points.redeem', audit: 'persons' },
      schema: {
        operationId: 'placeHold',
        tags: ['holds'],
        summary: 'Set points aside for a while, to be captured or released',
        headers: idempotencyHeaders,
        body: schemas.holdBody,
        response: { 201: schemas.holdAnswer, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async (request, reply) => {
      const { minutes, memberId, presenceId } = request.body
      await minded(parts, request, memberId, presenceId)
      const answer = await points.hold({ ...spendOf(request, memberId, request.body), minutes })
      return reply.status(201).send(holdShown(answer))
    },
  )
  app.post(
    '/v1/holds/:holdId/capture',
    {
      config: { right: 'points.redeem', audit: 'persons' },
      schema: {
        operationId: 'captureHold',
        tags: ['holds'],
        summary: 'Spend what a hold set aside, all or a part; the rest is free again',
        headers: idempotencyHeaders,
        params: schemas.holdPath,
        body: schemas.captureBody,
        response: { 200: schemas.holdAnswer, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async (request) => {
      const { amount, reference } = request.body
      const holdId = asId<'hold'>(request.params.holdId) satisfies HoldId
      const ask = { amount: amount ?? null, reference: reference ?? null, by: callerOf(request).id, ...keyOf(request) }
      return holdShown(await points.capture(holdId, ask))
    },
  )
  app.post(
    '/v1/holds/:holdId/release',
    {
      config: { right: 'points.redeem', audit: 'persons' },
      schema: {
        operationId: 'releaseHold',
        tags: ['holds'],
        summary: 'Free what a hold set aside',
        headers: idempotencyHeaders,
        params: schemas.holdPath,
        response: { 200: schemas.holdAnswer, ...refusals(401, 403, 404, 409) },
      },
    },
    async (request) => holdShown(await points.release(asId(request.params.holdId), keyOf(request))),
  )
}
