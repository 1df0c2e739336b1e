import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { asId } from '../../base/ids.ts'
import { LARGEST } from '../../base/quantities.ts'
import { Refused } from '../../base/refusals.ts'
import { instantText } from '../../base/time.ts'
import type { Clock } from '../../platform/clock.ts'
import { type App, callerOf } from '../../platform/http/app.ts'
import { idempotencyHeaders, idSchema, instantSchema, refusals, textOrNull } from '../../platform/http/schemas.ts'
import { CodeSchema } from '../../programme/basics.ts'
import type { KeyService } from '../../staff/keys/service.ts'
import { keyOf, shown } from '../routes.ts'
import { memberPath, pointsAnswer, spend } from '../schemas.ts'
import { personNeeded } from './errors.ts'
import type { Approval } from './rules.ts'
import type { ApprovalsService, Outcome, Person } from './service.ts'

const strict = { additionalProperties: false } as const
const Id = idSchema('UUID, lower case')
const LOTS_AT_MOST = 200
const reasonCode = Type.Optional(CodeSchema)

const adjustBody = Type.Object(
  {
    ...spend,
    reasonCode,
    amount: Type.Integer({ minimum: -LARGEST, maximum: LARGEST, description: 'Negative takes' }),
  },
  strict,
)
const reinstateBody = Type.Object(
  {
    ...spend,
    reasonCode,
    lots: Type.Optional(
      Type.Array(Id, {
        minItems: 1,
        maxItems: LOTS_AT_MOST,
        uniqueItems: true,
        description: 'In this order; the newest that expired when absent',
      }),
    ),
    amount: Type.Optional(
      Type.Integer({ minimum: 1, maximum: LARGEST, description: 'All that expired of the named lots when absent' }),
    ),
    expiresOn: Type.Optional(
      Type.String({ format: 'date', description: 'The last day they are valid; the wallet’s terms when absent' }),
    ),
  },
  strict,
)
const decisionBody = Type.Object({ note: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })) }, strict)

const approvalView = Type.Object({
  approvalId: Id,
  memberId: Id,
  kind: Type.Enum(['adjust', 'reinstate']),
  wallet: Type.String(),
  amount: Type.Union([Type.Integer(), Type.Null()], { description: 'Negative takes; null is all of the named lots' }),
  lots: Type.Union([Type.Array(Id), Type.Null()]),
  expiresOn: textOrNull(),
  reason: Type.String(),
  reasonCode: textOrNull(),
  reference: textOrNull(),
  askedBy: Type.String(),
  askedByName: Type.String(),
  askedAt: instantSchema(),
  lapsesAt: instantSchema('From then on nobody can approve it'),
  state: Type.Enum(['waiting', 'lapsed', 'approved', 'refused']),
  decidedBy: textOrNull(),
  decidedByName: textOrNull(),
  decidedAt: textOrNull(),
  note: textOrNull(),
})

const listQuery = Type.Object(
  {
    state: Type.Enum(['waiting', 'all'], { default: 'waiting' }),
    cursor: Type.Optional(Id),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  },
  strict,
)

type Parts = {
  readonly approvals: ApprovalsService
  readonly clock: Clock
  readonly staff: Pick<KeyService, 'personBehind'>
}

export function approvalRoutes(app: App, parts: Parts): void {
  asking(app, parts)
  deciding(app, parts)
}

function viewed({ code, lots, askedFor: _person, ...approval }: Approval, clock: Clock) {
  const lapsed = approval.state === 'waiting' && approval.lapsesAt <= clock.now()
  return {
    ...approval,
    lots: lots === null ? null : [...lots],
    reasonCode: code,
    state: lapsed ? ('lapsed' as const) : approval.state,
    askedAt: instantText(approval.askedAt),
    lapsesAt: instantText(approval.lapsesAt),
    decidedAt: approval.decidedAt === null ? null : instantText(approval.decidedAt),
  }
}

async function askerOf(request: FastifyRequest, { staff }: Parts): Promise<Person> {
  const { id, name, kind } = callerOf(request)
  return { id, name, behind: kind === 'key' ? await staff.personBehind(asId(id)) : null }
}

/** Nobody decides by an API key: it does not say which person is there. */
function deciderOf(request: FastifyRequest): Person {
  if (callerOf(request).kind !== 'staff') throw new Refused(personNeeded({}))
  const { id, name } = callerOf(request)
  return { id, name }
}

const outcomes = { 201: pointsAnswer, 202: approvalView, ...refusals(401, 403, 404, 409, 422) }

function asking(app: App, parts: Parts): void {
  const { approvals, clock } = parts
  /** 202 says that a second person has to decide. */
  const status = (outcome: Outcome) => ('done' in outcome ? 201 : 202)
  const body = (outcome: Outcome) => ('done' in outcome ? shown(outcome.done) : viewed(outcome.waits, clock))
  app.post(
    '/v1/members/:memberId/adjustments',
    {
      config: { right: 'points.adjust' },
      schema: {
        operationId: 'adjustPoints',
        tags: ['points'],
        summary: 'Give or take by hand, with a reason; above the wallet’s threshold it waits for a second person',
        headers: idempotencyHeaders,
        params: memberPath,
        body: adjustBody,
        response: outcomes,
      },
    },
    async (request, reply) => {
      const { wallet, amount, reason, reasonCode, reference } = request.body
      const outcome = await approvals.adjust({
        memberId: asId(request.params.memberId),
        ...{ wallet, amount, reason },
        code: reasonCode ?? null,
        reference: reference ?? null,
        by: await askerOf(request, parts),
        ...keyOf(request),
      })
      return reply.status(status(outcome)).send(body(outcome))
    },
  )
  app.post(
    '/v1/members/:memberId/points/reinstate',
    {
      config: { right: 'points.adjust' },
      schema: {
        operationId: 'reinstatePoints',
        tags: ['points'],
        summary: 'Give expired points back by hand: chosen lots, or the newest up to an amount',
        headers: idempotencyHeaders,
        params: memberPath,
        body: reinstateBody,
        response: outcomes,
      },
    },
    async (request, reply) => {
      const { wallet, amount, lots, expiresOn, reason, reasonCode, reference } = request.body
      const outcome = await approvals.reinstate({
        memberId: asId(request.params.memberId),
        ...{ wallet, reason },
        amount: amount ?? null,
        lots: lots?.map((lot) => asId<'lot'>(lot)) ?? null,
        expiresOn: expiresOn ?? null,
        code: reasonCode ?? null,
        reference: reference ?? null,
        by: await askerOf(request, parts),
        ...keyOf(request),
      })
      return reply.status(status(outcome)).send(body(outcome))
    },
  )
}

function deciding(app: App, { approvals, clock }: Parts): void {
  const params = Type.Object({ approvalId: Id })
  app.get(
    '/v1/points/approvals',
    {
      config: { right: 'points.approve' },
      schema: {
        operationId: 'listApprovals',
        tags: ['points'],
        summary: 'Adjustments that wait for a second person, newest first',
        querystring: listQuery,
        response: {
          200: Type.Object({ items: Type.Array(approvalView), nextCursor: textOrNull() }),
          ...refusals(401, 403, 422),
        },
      },
    },
    async (request) => {
      const { state, cursor, limit } = request.query
      const found = await approvals.list({ waiting: state === 'waiting', before: cursor ?? null, limit: limit + 1 })
      const items = found.slice(0, limit)
      return {
        items: items.map((approval) => viewed(approval, clock)),
        nextCursor: found.length > limit ? (items.at(-1)?.approvalId ?? null) : null,
      }
    },
  )
  app.post(
    '/v1/points/approvals/:approvalId/approve',
    {
      config: { right: 'points.approve' },
      schema: {
        operationId: 'approveAdjustment',
        tags: ['points'],
        summary: 'Do what was asked; never by who asked it, and once',
        headers: idempotencyHeaders,
        params,
        body: decisionBody,
        response: { 200: pointsAnswer, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async (request) => {
      const decision = { by: deciderOf(request), note: request.body.note ?? null, ...keyOf(request) }
      return shown(await approvals.approve(request.params.approvalId, decision))
    },
  )
  app.post(
    '/v1/points/approvals/:approvalId/refuse',
    {
      config: { right: 'points.approve' },
      schema: {
        operationId: 'refuseAdjustment',
        tags: ['points'],
        summary: 'Refuse what was asked',
        params,
        body: decisionBody,
        response: { 200: approvalView, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async (request) => {
      const decision = { by: deciderOf(request), note: request.body.note ?? null }
      return viewed(await approvals.refuse(request.params.approvalId, decision), clock)
    },
  )
}
