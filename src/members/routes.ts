import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { seenInClear } from '../audit/door.ts'
import { asId, type Id, isId } from '../base/ids.ts'
import { Refused } from '../base/refusals.ts'
import { instantText } from '../base/time.ts'
import { type App, callerOf } from '../platform/http/app.ts'
import { idempotencyHeaders, refusals } from '../platform/http/schemas.ts'
import { memberConditionRoutes } from './conditions/routes.ts'
import { consentRoutes } from './consents/routes.ts'
import { identityUnknown, memberUnknown, valueInvalid } from './errors.ts'
import { type FilterRouteParts, filterRoutes } from './filters/routes.ts'
import { instantOf, queryOf } from './listing.ts'
import { maskedLine, maskedMember } from './masking.ts'
import type { Member, MemberIdentity, MemberLine } from './member.ts'
import { byOf, memberIdOf } from './requests.ts'
import {
  definitionBody,
  definitionList,
  definitionPath,
  definitionView,
  enrolBody,
  givenIdentity,
  identityPath,
  identityView,
  listQuery,
  memberPage,
  memberPath,
  memberView,
  reasonBody,
  timelinePage,
  timelineQuery,
  updateBody,
} from './schemas.ts'
import type { MembersService } from './service.ts'

type Parts = FilterRouteParts & { readonly members: MembersService }

const read = { right: 'members.read' } as const
const write = { right: 'members.write' } as const
const tags = ['members']

export function memberRoutes(app: App, parts: Parts): void {
  const { members } = parts
  enrolment(app, members)
  list(app, members)
  one(app, members)
  timeline(app, members)
  changing(app, members)
  identities(app, members)
  status(app, members)
  attributes(app, members)
  consentRoutes(app, members)
  memberConditionRoutes(app, parts)
  filterRoutes(app, parts)
}

function enrolment(app: App, members: MembersService): void {
  app.post(
    '/v1/members',
    {
      config: write,
      schema: {
        operationId: 'enrolMember',
        tags,
        summary: 'Enrol a member, or make the prospect known by one of the identities a member',
        headers: idempotencyHeaders,
        body: enrolBody,
        response: {
          200: Type.Object(memberView.properties, { description: 'A prospect became a member.' }),
          201: Type.Object(memberView.properties, { description: 'Enrolled.' }),
          ...refusals(401, 403, 409, 422),
        },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request)
      const { joinedAt, consents, consentSource, ...given } = request.body
      const source = consentSource ?? (caller.kind === 'staff' ? 'console' : 'api')
      const header = request.headers['idempotency-key']
      const done = await members.enrol(
        { ...given, joinedAt: instantOf('joinedAt', joinedAt) },
        {
          by: byOf(request),
          key: header === undefined ? undefined : `${caller.id}:${header}`,
          consents: consents === undefined ? undefined : { said: consents, source },
        },
      )
      if (done.replayed) reply.header('idempotency-replayed', 'true')
      reply.header('location', `/v1/members/${done.memberId}`)
      const member = await members.get(done.memberId)
      return reply.status(done.outcome === 'enrolled' ? 201 : 200).send(shown(request, member))
    },
  )
}

function list(app: App, members: MembersService): void {
  app.get(
    '/v1/members',
    {
      config: read,
      schema: {
        operationId: 'listMembers',
        tags,
        summary: 'Members, newest first',
        querystring: listQuery,
        response: { 200: memberPage, ...refusals(401, 403, 422) },
      },
    },
    async (request) => {
      const page = await members.list(await queryOf(request, request.query, members))
      const unmasked = mayUnmask(request)
      const ids = page.items.map(({ memberId }) => memberId)
      if (unmasked) seenInClear(request, ids)
      const line = unmasked ? (clear: MemberLine) => clear : maskedLine
      return {
        items: page.items.map((member) => ({
          ...line(member),
          tags: [...member.tags],
          joinedAt: instantText(member.joinedAt),
        })),
        nextCursor: page.nextCursor,
      }
    },
  )
}

function one(app: App, members: MembersService): void {
  app.post(
    '/v1/members/lookup',
    {
      config: { ...read, audit: 'nothing' },
      schema: {
        operationId: 'lookUpMember',
        tags,
        summary: 'The member known by an identity',
        description: 'The identity travels in the body, so that it is in no address and no log.',
        body: givenIdentity,
        response: { 200: memberView, ...refusals(401, 403, 404, 422) },
      },
    },
    async (request) => {
      const member = await members.find(request.body)
      if (member === undefined) throw new Refused(memberUnknown({}))
      return shown(request, member)
    },
  )
  app.get(
    '/v1/members/:memberId',
    {
      config: read,
      schema: {
        operationId: 'getMember',
        tags,
        summary: 'One member',
        params: memberPath,
        response: { 200: memberView, ...refusals(401, 403, 404) },
      },
    },
    async (request, reply) => {
      const member = await members.get(memberIdOf(request.params.memberId))
      reply.header('etag', `"${member.revision}"`)
      return shown(request, member)
    },
  )
}

function timeline(app: App, members: MembersService): void {
  app.get(
    '/v1/members/:memberId/timeline',
    {
      config: read,
      schema: {
        operationId: 'memberTimeline',
        tags,
        summary: 'What happened to the member, newest first',
        params: memberPath,
        querystring: timelineQuery,
        response: { 200: timelinePage, ...refusals(401, 403, 404, 422) },
      },
    },
    async (request) => {
      const page = await members.timeline(memberIdOf(request.params.memberId), request.query)
      return {
        items: page.items.map(({ factId, kind, at, data }) => ({ factId, kind, at: instantText(at), data })),
        nextCursor: page.nextCursor,
      }
    },
  )
}

function changing(app: App, members: MembersService): void {
  app.patch(
    '/v1/members/:memberId',
    {
      config: write,
      schema: {
        operationId: 'updateMember',
        tags,
        summary: 'Change a member; what is absent stays, null clears',
        description:
          'Name the revision that you saw, in the body or in If-Match, to be refused when somebody was faster.',
        params: memberPath,
        headers: Type.Object({ 'if-match': Type.Optional(Type.String({ maxLength: 40 })) }),
        body: updateBody,
        response: { 200: memberView, ...refusals(401, 403, 404, 409, 412, 422) },
      },
    },
    async (request, reply) => {
      const memberId = memberIdOf(request.params.memberId)
      const revision = request.body.revision ?? revisionOf(request.headers['if-match'])
      await members.update(memberId, { ...request.body, revision }, { by: byOf(request) })
      const member = await members.get(memberId)
      reply.header('etag', `"${member.revision}"`)
      return shown(request, member)
    },
  )
}

function identities(app: App, members: MembersService): void {
  app.post(
    '/v1/members/:memberId/identities',
    {
      config: write,
      schema: {
        operationId: 'addIdentity',
        tags,
        summary: 'Add an identity to a member',
        params: memberPath,
        body: givenIdentity,
        response: {
          200: Type.Object(identityView.properties, { description: 'The member had it already.' }),
          201: Type.Object(identityView.properties, { description: 'Added.' }),
          ...refusals(401, 403, 404, 409, 422),
        },
      },
    },
    async (request, reply) => {
      const memberId = memberIdOf(request.params.memberId)
      const { identity, added } = await members.addIdentity(memberId, request.body, { by: byOf(request) })
      // The caller has just said the value, so it is not masked.
      return reply.status(added ? 201 : 200).send(shownIdentity(identity))
    },
  )
  app.delete(
    '/v1/members/:memberId/identities/:identityId',
    {
      config: write,
      schema: {
        operationId: 'removeIdentity',
        tags,
        summary: 'Remove an identity from a member',
        params: identityPath,
        response: { 204: Type.Null({ description: 'Removed.' }), ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async (request, reply) => {
      const memberId = memberIdOf(request.params.memberId)
      await members.removeIdentity(memberId, identityIdOf(request.params.identityId), { by: byOf(request) })
      return reply.status(204).send(null)
    },
  )
}

function status(app: App, members: MembersService): void {
  for (const wish of ['suspend', 'close'] as const)
    app.post(
      `/v1/members/:memberId/${wish}`,
      {
        config: write,
        schema: {
          operationId: `${wish}Member`,
          tags,
          summary: wish === 'suspend' ? 'Suspend an active member' : 'Close a membership',
          params: memberPath,
          body: reasonBody,
          response: { 200: memberView, ...refusals(401, 403, 404, 409, 422) },
        },
      },
      async (request) => {
        const memberId = memberIdOf(request.params.memberId)
        await members.changeStatus(memberId, { wish, reason: request.body.reason }, { by: byOf(request) })
        return shown(request, await members.get(memberId))
      },
    )
  app.post(
    '/v1/members/:memberId/reactivate',
    {
      config: write,
      schema: {
        operationId: 'reactivateMember',
        tags,
        summary: 'Undo a suspension or a closure',
        params: memberPath,
        response: { 200: memberView, ...refusals(401, 403, 404, 409) },
      },
    },
    async (request) => {
      const memberId = memberIdOf(request.params.memberId)
      await members.changeStatus(memberId, { wish: 'reactivate' }, { by: byOf(request) })
      return shown(request, await members.get(memberId))
    },
  )
}

function attributes(app: App, members: MembersService): void {
  app.get(
    '/v1/member-attributes',
    {
      config: read,
      schema: {
        operationId: 'listMemberAttributes',
        tags,
        summary: 'The custom attributes that members can have',
        response: { 200: definitionList, ...refusals(401, 403) },
      },
    },
    async () => ({ items: (await members.attributes()).map((one) => ({ ...one, choices: [...one.choices] })) }),
  )
  app.put(
    '/v1/member-attributes/:code',
    {
      config: { ...write, stores: 'all' },
      schema: {
        operationId: 'putMemberAttribute',
        tags,
        summary: 'Define a custom attribute; its type never changes',
        params: definitionPath,
        body: definitionBody,
        response: { 200: definitionView, ...refusals(401, 403, 409, 422) },
      },
    },
    async (request) => {
      const { choices = [], active = true, ...given } = request.body
      const definition = { code: request.params.code, choices, active, ...given }
      await members.putAttribute(definition)
      return definition
    },
  )
}

function mayUnmask(request: FastifyRequest): boolean {
  return callerOf(request).rights.has('members.unmask')
}

/** A member as the caller may see him. */
function shown(request: FastifyRequest, member: Member) {
  const unmasked = mayUnmask(request)
  if (unmasked) seenInClear(request, [member.memberId])
  const seen = unmasked ? member : maskedMember(member)
  return {
    ...seen,
    address: seen.address === null ? null : { ...seen.address },
    tags: [...seen.tags],
    attributes: { ...seen.attributes },
    identities: seen.identities.map(shownIdentity),
    joinedAt: instantText(seen.joinedAt),
    statusAt: instantText(seen.statusAt),
    recordedAt: instantText(seen.recordedAt),
    changedAt: instantText(seen.changedAt),
    masked: !unmasked,
  }
}

function shownIdentity({ addedAt, ...identity }: MemberIdentity) {
  return { ...identity, addedAt: instantText(addedAt) }
}

function identityIdOf(text: string): Id<'identity'> {
  if (!isId(text)) throw new Refused(identityUnknown({}))
  return asId(text)
}

/** `"7"` of If-Match as 7; `*` asks for nothing. */
function revisionOf(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined
  const revision = /^(?:W\/)?"(\d{1,9})"$/.exec(header.trim())?.[1]
  if (revision === undefined) throw new Refused(valueInvalid({ field: 'if-match', expected: 'the ETag of the member' }))
  return Number(revision)
}
