import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { asId, isId } from '../../base/ids.ts'
import { Refused } from '../../base/refusals.ts'
import { type App, callerOf } from '../../platform/http/app.ts'
import { cursorSchema, limitSchema, pageSchema, refusals } from '../../platform/http/schemas.ts'
import { draftIdOf } from '../drafts/ids.ts'
import { publishBody, wishIn } from '../drafts/publishroutes.ts'
import type { DraftRouteParts } from '../drafts/routes.ts'
import type { People } from '../people.ts'
import { deciderNoPerson, proposalUnknown } from './errors.ts'
import { type Proposal, type ProposalId, REASON_AT_MOST } from './proposal.ts'
import type { Decider } from './service.ts'
import { deciderOf, proposalSchema, proposalsOut } from './views.ts'

const strict = { additionalProperties: false } as const
const tags = ['programme']
const PAGE = 50

const proposalParams = Type.Object({ proposalId: Type.String({ maxLength: 64 }) })
const listQuery = Type.Object(
  {
    state: Type.Optional(Type.Enum(['open', 'all'], { description: 'open (usual): neither published nor closed' })),
    draftId: Type.Optional(Type.String({ maxLength: 64 })),
    cursor: cursorSchema,
    limit: limitSchema,
  },
  strict,
)
const approveBody = Type.Object({ note: Type.Optional(Type.String({ maxLength: REASON_AT_MOST })) }, strict)
const declineBody = Type.Object({ reason: Type.String({ minLength: 1, maxLength: REASON_AT_MOST }) }, strict)

/** A draft is laid before others, who approve or decline it. */
export function proposalRoutes(app: App, parts: DraftRouteParts): void {
  proposing(app, parts)
  listing(app, parts)
  deciding(app, parts)
}

async function shown(request: FastifyRequest, proposal: Proposal, parts: DraftRouteParts) {
  const [view] = await proposalsOut([proposal], { caller: callerOf(request), at: parts.clock.now() }, parts)
  if (view === undefined) throw new Error('a proposal is shown as one')
  return view
}

/** @throws Refused proposalUnknown when it is none */
function proposalIdOf(text: string): ProposalId {
  if (!isId(text)) throw new Refused(proposalUnknown({}))
  return asId<'proposal'>(text)
}

/** @throws Refused deciderNoPerson: a key does not say which person is there */
async function personOf(request: FastifyRequest, staff: People): Promise<Decider> {
  const caller = callerOf(request)
  if (caller.kind !== 'staff') throw new Refused(deciderNoPerson({}))
  return deciderOf(caller, staff)
}

function proposing(app: App, parts: DraftRouteParts): void {
  app.post(
    '/v1/programme/drafts/:draftId/propose',
    {
      config: { right: 'programme.publish' },
      schema: {
        operationId: 'proposeProgrammeDraft',
        tags,
        summary: 'Lay a draft, as it is, before others; refused for all that would keep it from being published',
        params: Type.Object({ draftId: Type.String({ maxLength: 64 }) }),
        body: publishBody,
        response: { 201: proposalSchema, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async (request, reply) => {
      const wish = wishIn(request.body, callerOf(request).id)
      const proposal = await parts.drafts.propose(draftIdOf(request.params.draftId), wish)
      return reply.status(201).send(await shown(request, proposal, parts))
    },
  )
}

function listing(app: App, parts: DraftRouteParts): void {
  app.get(
    '/v1/programme/proposals',
    {
      config: { right: 'programme.read' },
      schema: {
        operationId: 'listProgrammeProposals',
        tags,
        summary: 'Drafts that were laid before others, newest first, with who decided and what the caller may do',
        querystring: listQuery,
        response: { 200: pageSchema(proposalSchema), ...refusals(401, 403, 404, 422) },
      },
    },
    async (request) => {
      const { state = 'open', draftId, cursor, limit = PAGE } = request.query
      const found = await parts.drafts.proposals({
        draftId: draftId === undefined ? null : draftIdOf(draftId),
        open: state === 'open',
        before: cursor === undefined ? null : proposalIdOf(cursor),
        limit,
      })
      const items = await proposalsOut(found, { caller: callerOf(request), at: parts.clock.now() }, parts)
      return { items, nextCursor: found.length < limit ? null : (found.at(-1)?.proposalId ?? null) }
    },
  )
}

function deciding(app: App, parts: DraftRouteParts): void {
  const { drafts, staff } = parts
  const answers = { 200: proposalSchema, ...refusals(401, 403, 404, 409, 422) }
  app.post(
    '/v1/programme/proposals/:proposalId/approve',
    {
      config: { right: 'programme.approve' },
      schema: {
        operationId: 'approveProgrammeProposal',
        tags,
        summary: 'Approve a draft as it was proposed; never who proposed it or changed it last, never by an API key',
        params: proposalParams,
        body: approveBody,
        response: answers,
      },
    },
    async (request) => {
      const { note = '' } = request.body
      const id = proposalIdOf(request.params.proposalId)
      return shown(request, await drafts.approve(id, await personOf(request, staff), note), parts)
    },
  )
  app.post(
    '/v1/programme/proposals/:proposalId/decline',
    {
      config: { right: 'programme.approve' },
      schema: {
        operationId: 'declineProgrammeProposal',
        tags,
        summary: 'Decline a draft, with the reason; also what is approved and not yet published',
        params: proposalParams,
        body: declineBody,
        response: answers,
      },
    },
    async (request) => {
      const id = proposalIdOf(request.params.proposalId)
      return shown(request, await drafts.decline(id, await personOf(request, staff), request.body.reason), parts)
    },
  )
  app.post(
    '/v1/programme/proposals/:proposalId/withdraw',
    {
      config: { right: 'programme.publish' },
      schema: {
        operationId: 'withdrawProgrammeProposal',
        tags,
        summary: 'Take a proposal back; only who made it',
        params: proposalParams,
        response: answers,
      },
    },
    async (request) => {
      const id = proposalIdOf(request.params.proposalId)
      return shown(request, await drafts.withdraw(id, await deciderOf(callerOf(request), staff)), parts)
    },
  )
}
