import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { seenInClear } from '../audit/door.ts'
import { asId } from '../base/ids.ts'
import { instantText } from '../base/time.ts'
import { maskedMember } from '../members/masking.ts'
import { byOf } from '../members/requests.ts'
import { type App, callerOf } from '../platform/http/app.ts'
import { refusals } from '../platform/http/schemas.ts'
import * as schemas from './schemas.ts'
import type { MergePreview, MergingService, Side } from './service.ts'
import type { Merge } from './store.ts'

type Parts = { readonly merging: MergingService }

const tags = ['members']
const right = { right: 'members.merge' } as const

export function mergingRoutes(app: App, { merging }: Parts): void {
  app.get(
    '/v1/members/:memberId/merges',
    {
      config: { right: 'members.read' },
      schema: {
        operationId: 'listMerges',
        tags,
        summary: 'Which records were merged into this one, and into which one it was',
        params: schemas.memberPath,
        response: { 200: schemas.mergeList, ...refusals(401, 403) },
      },
    },
    async (request) => ({ items: (await merging.ofMember(asId(request.params.memberId))).map(shown) }),
  )
  app.post(
    '/v1/members/:memberId/merges',
    {
      config: right,
      schema: {
        operationId: 'mergeMembers',
        tags,
        summary: 'Merge a second record of the same person into this one',
        description:
          'Identities, points, coupons and what counts for tiers go over; orders and history stay with the record they happened to and are shown with both.',
        params: schemas.memberPath,
        querystring: schemas.dryQuery,
        body: schemas.mergeBody,
        response: {
          200: Type.Object(schemas.previewView.properties, { description: 'What merging would do.' }),
          201: Type.Object(schemas.mergeView.properties, { description: 'Merged.' }),
          ...refusals(401, 403, 404, 409, 422),
        },
      },
    },
    async (request, reply) => {
      const { from, reason } = request.body
      const both = { from: asId<'member'>(from), into: asId<'member'>(request.params.memberId) }
      if (request.query.dry === true) return reply.status(200).send(previewed(request, await merging.preview(both)))
      return reply.status(201).send(shown(await merging.merge({ ...both, reason, by: byOf(request) })))
    },
  )
  app.post(
    '/v1/members/:memberId/merges/:mergeId/undo',
    {
      config: right,
      schema: {
        operationId: 'undoMerge',
        tags,
        summary: 'Undo a merge: the member of the path is a record of his own again',
        description:
          'What was carried over comes back, except what has expired; what was spent of it meanwhile is met by other points of the lasting record, or owed there. What happened since stays with the lasting record.',
        params: schemas.mergePath,
        querystring: schemas.dryQuery,
        response: {
          200: Type.Union([schemas.mergeView, schemas.undoPreview]),
          ...refusals(401, 403, 404, 409),
        },
      },
    },
    async (request) => {
      const which = { memberId: asId<'member'>(request.params.memberId), mergeId: request.params.mergeId }
      if (request.query.dry === true) {
        const { wallets, into } = await merging.previewUndo(which)
        return { wallets: [...wallets], into: has(into) }
      }
      return shown(await merging.undo(which, byOf(request)))
    },
  )
}

function shown({ memberId, mergeId, intoMemberId, mergedAt, undoneAt, ...merge }: Merge) {
  const { state, reason, mergedBy, undoneBy } = merge
  return {
    ...{ mergeId, from: memberId, into: intoMemberId, state, reason, mergedBy, undoneBy },
    mergedAt: instantText(mergedAt),
    undoneAt: undoneAt === null ? null : instantText(undoneAt),
  }
}

function has({ wallets, tiers }: Pick<Side, 'wallets' | 'tiers'>) {
  return { wallets: [...wallets], tiers: Object.fromEntries(tiers) }
}

function previewed(request: FastifyRequest, { from, into, after }: MergePreview) {
  const { coupons, orders } = from
  return { from: { ...sided(request, from), coupons, orders }, into: sided(request, into), after: has(after) }
}

function sided(request: FastifyRequest, side: Side) {
  const unmasked = callerOf(request).rights.has('members.unmask')
  if (unmasked) seenInClear(request, [side.member.memberId])
  const { memberId, number, status, joinedAt, name, birthday, phone, email, identities } = unmasked
    ? side.member
    : maskedMember(side.member)
  return {
    ...{ memberId, number, status, name, birthday, phone, email, masked: !unmasked },
    joinedAt: instantText(joinedAt),
    identities: identities.map(({ kind, value }) => ({ kind, value })),
    ...has(side),
  }
}
