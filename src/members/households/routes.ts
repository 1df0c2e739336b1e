/** A member's household over HTTP. Each answer is the household as it is then, with names for who may see them in clear. */
import type { FastifyRequest } from 'fastify'
import { seenInClear } from '../../audit/door.ts'
import type { MemberId } from '../../base/ids.ts'
import { instantText } from '../../base/time.ts'
import { type App, callerOf } from '../../platform/http/app.ts'
import { refusals } from '../../platform/http/schemas.ts'
import { shownName } from '../masking.ts'
import { byOf, memberIdOf } from '../requests.ts'
import * as schemas from './schemas.ts'
import type { HouseholdsService } from './service.ts'

type Parts = { readonly members: { readonly households: HouseholdsService } }

const tags = ['members']
const path = '/v1/members/:memberId/household'
const { memberPath: params } = schemas

export function householdRoutes(app: App, { members: { households } }: Parts): void {
  const shown = view(households)
  app.get(
    path,
    {
      config: { right: 'members.read' },
      schema: {
        operationId: 'getHousehold',
        tags,
        summary: 'Who lives with a member, with role and tiers',
        params,
        response: { 200: schemas.householdView, ...refusals(401, 403, 404) },
      },
    },
    (request) => shown(request, memberIdOf(request.params.memberId)),
  )
  app.put(
    path,
    {
      config: { right: 'members.write' },
      schema: {
        operationId: 'joinHousehold',
        tags,
        summary: 'Join the household of another member, or found one with him; again changes nothing',
        description: 'Without a household the other member becomes its head, unless the role given is `head`.',
        params,
        body: schemas.joinBody,
        response: { 200: schemas.householdView, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async (request) => {
      const memberId = memberIdOf(request.params.memberId)
      const { with: other, role } = request.body
      await households.join(memberId, { with: memberIdOf(other), role }, byOf(request))
      return shown(request, memberId)
    },
  )
  app.patch(
    path,
    {
      config: { right: 'members.write' },
      schema: {
        operationId: 'changeHouseholdRole',
        tags,
        summary: 'Give a member another role in his household; who becomes the head takes it over from the former one',
        params,
        body: schemas.roleBody,
        response: { 200: schemas.householdView, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async (request) => {
      const memberId = memberIdOf(request.params.memberId)
      await households.changeRole(memberId, request.body.role, byOf(request))
      return shown(request, memberId)
    },
  )
  app.delete(
    path,
    {
      config: { right: 'members.write' },
      schema: {
        operationId: 'leaveHousehold',
        tags,
        summary: 'Take a member out of his household; again changes nothing',
        description:
          'Another adult becomes the head when the head leaves; one alone, or children alone, are no household.',
        params,
        response: { 200: schemas.householdView, ...refusals(401, 403, 404) },
      },
    },
    async (request) => {
      const memberId = memberIdOf(request.params.memberId)
      await households.leave(memberId, byOf(request))
      return shown(request, memberId)
    },
  )
}

function view(households: HouseholdsService) {
  return async (request: FastifyRequest, memberId: MemberId) => {
    const { rights } = callerOf(request)
    const masked = !(rights.has('members.read') && rights.has('members.unmask'))
    const found = await households.of(memberId)
    const members = found?.members ?? []
    if (!masked)
      seenInClear(
        request,
        members.map((one) => one.memberId),
      )
    return {
      ...{ householdId: found?.householdId ?? null, masked },
      foundedAt: found === undefined ? null : instantText(found.foundedAt),
      members: members.map(({ name, since, tiers, ...one }) => ({
        ...{ ...one, tiers: { ...tiers }, since: instantText(since) },
        name: shownName(name, (right) => rights.has(right)),
      })),
    }
  }
}
