import type { FastifyRequest } from 'fastify'
import { memberUnknown } from '../accounts/errors.ts'
import { asId, isId } from '../base/ids.ts'
import { type Locale, Refused } from '../base/refusals.ts'
import { type Instant, parseInstant } from '../base/time.ts'
import { type App, callerOf } from '../platform/http/app.ts'
import { invalidBody, localeOf, problem } from '../platform/http/problems.ts'
import { idempotencyHeaders, refusals } from '../platform/http/schemas.ts'
import { keyOf } from '../points/routes.ts'
import { placedTwice } from './errors.ts'
import * as schemas from './schemas.ts'
import type { TiersAnswer, TiersService } from './service.ts'
import type { TierStanding } from './view.ts'

type Parts = { readonly tiers: TiersService }
type Body = { tier: string | null; until?: string | null; locked?: boolean; reason: string }

/** Rows of a file at a time; each becomes one command. */
const BATCH_BYTES = 1024 * 1024

export function tierRoutes(app: App, parts: Parts): void {
  reading(app, parts)
  placing(app, parts)
  batches(app, parts)
}

function ladderShown({ next, keep, ...standing }: TierStanding) {
  const mutable = (way: TierStanding['next']) =>
    way && { ...way, measures: [...way.measures], cheapest: [...way.cheapest] }
  return { ...standing, next: mutable(next), keep: mutable(keep) }
}

function shown({ ladders, ...answer }: TiersAnswer) {
  return { ...answer, ladders: ladders.map(ladderShown) }
}

function reading(app: App, { tiers }: Parts): void {
  app.get(
    '/v1/members/:memberId/tiers',
    {
      config: { right: 'members.read', own: true },
      schema: {
        operationId: 'getTiers',
        tags: ['tiers'],
        summary: 'Where a member stands on each ladder, what is missing to rise and to keep, and by when',
        params: schemas.memberPath,
        response: { 200: schemas.tiersView, ...refusals(401, 403, 404) },
      },
    },
    async (request) => shown(await tiers.standings(asId(request.params.memberId))),
  )
  app.get(
    '/v1/members/:memberId/tiers/history',
    {
      config: { right: 'members.read', own: true },
      schema: {
        operationId: 'listStandings',
        tags: ['tiers'],
        summary: 'Where a member stood from when to when, and why',
        params: schemas.memberPath,
        response: { 200: schemas.historyView, ...refusals(401, 403, 404) },
      },
    },
    async (request) => ({ items: await tiers.history(asId(request.params.memberId)) }),
  )
}

/** @throws Refused invalidBody when `until` is no instant */
function asked({ tier, until, locked, reason }: Body, ladder: string, request: FastifyRequest) {
  const at = until === undefined || until === null ? null : untilOf(until)
  return { ladder, tier, until: at, locked: locked ?? false, reason, by: callerOf(request).id }
}

function untilOf(text: string): Instant {
  const at = parseInstant(text)
  if (at === undefined) throw new Refused(invalidBody({ where: 'until', problem: 'not an RFC 3339 instant' }))
  return at
}

function placing(app: App, { tiers }: Parts): void {
  app.put(
    '/v1/members/:memberId/tiers/:ladder',
    {
      config: { right: 'tiers.place' },
      schema: {
        operationId: 'placeOnTier',
        tags: ['tiers'],
        summary: 'Put a member on a tier by hand, until a day or until it is ended, or lock him there',
        headers: idempotencyHeaders,
        params: schemas.ladderPath,
        body: schemas.placementBody,
        response: { 200: schemas.tiersView, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async (request) => {
      const { memberId, ladder } = request.params
      const ask = asked(request.body, ladder, request)
      return shown(await tiers.place({ ...ask, memberId: asId(memberId), ...keyOf(request) }))
    },
  )
}

function batches(app: App, { tiers }: Parts): void {
  app.post(
    '/v1/placements/batch',
    {
      bodyLimit: BATCH_BYTES,
      config: { right: 'tiers.place' },
      schema: {
        operationId: 'placeMany',
        tags: ['tiers'],
        summary: 'Up to 1,000 placements at once; each row is answered by itself, in order',
        headers: idempotencyHeaders,
        body: schemas.placementsBody,
        response: { 200: schemas.placementsAnswer, ...refusals(401, 403, 422) },
      },
    },
    async (request) => {
      const locale = localeOf(request)
      const { key } = keyOf(request)
      // Rows are decided at one instant: which of two came first could not be told afterwards.
      const first = new Map<string, number>()
      for (const [index, { memberId, ladder }] of request.body.placements.entries())
        if (!first.has(`${memberId} ${ladder}`)) first.set(`${memberId} ${ladder}`, index + 1)
      const results = await Promise.all(
        request.body.placements.map(async ({ memberId, ladder, ...body }, index) => {
          const row = index + 1
          try {
            const earlier = first.get(`${memberId} ${ladder}`) ?? row
            if (earlier < row) throw new Refused(placedTwice({ row: earlier }))
            if (!isId(memberId)) throw new Refused(memberUnknown({}))
            const own = key === undefined ? {} : { key: { ...key, key: `${key.key}:${row}` } }
            const ask = asked(body, ladder, request)
            const { ladders } = shown(await tiers.place({ ...ask, memberId: asId(memberId), ...own }))
            return { row, status: 200, ladders }
          } catch (error) {
            return { row, ...problemOf(error, request, locale) }
          }
        }),
      )
      return { results }
    },
  )
}

function problemOf(error: unknown, request: FastifyRequest, locale: Locale) {
  if (error instanceof Refused) {
    const { refusal: code, status, facts } = error.refusal
    const { type, title } = problem(error.refusal, locale)
    return { status, problem: { type: String(type), title: String(title), status, code, facts } }
  }
  request.log.error({ err: error, requestId: request.id }, 'a placement of a batch failed')
  const failed = { type: 'urn:regulars:problem:service.failed', title: request.id, status: 500, code: 'service.failed' }
  return { status: 500, problem: { ...failed, facts: {} } }
}
