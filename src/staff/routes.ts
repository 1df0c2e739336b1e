/** The first run, oneself, staff and API keys over HTTP. Signing in is in signin.ts. */
import { Type } from 'typebox'
import { asId, isId } from '../base/ids.ts'
import { Refused } from '../base/refusals.ts'
import { instantText, parseInstant } from '../base/time.ts'
import { type App, callerOf } from '../platform/http/app.ts'
import { refusals } from '../platform/http/schemas.ts'
import { entrance } from './entering.ts'
import { keyExpiryInvalid, keyUnknown, staffUnknown } from './errors.ts'
import { passkeyRoutes } from './factors/passkeyroutes.ts'
import { factorRoutes } from './factors/routes.ts'
import { OVERLAP_HOURS_AT_MOST } from './keys/service.ts'
import { meRoutes } from './me.ts'
import { ownRoutes } from './own.ts'
import type { StaffRouteParts } from './parts.ts'
import { demandProofs } from './proof.ts'
import { roleRoutes } from './roles/routes.ts'
import {
  addedSchema,
  codeSchema,
  emailSchema,
  invitationSchema,
  keyBody,
  keyOut,
  keysSchema,
  listQuery,
  madeKeySchema,
  memberOut,
  memberSchema,
  membersSchema,
  nameSchema,
  newPassword,
  roleSchema,
  storesIn,
} from './schemas.ts'
import type { StaffService } from './service.ts'
import { signInRoutes } from './signin.ts'
import { ssoRoutes } from './sso/routes.ts'
import type { Invitation, KeyId, StaffId } from './staff.ts'

const manageStaff = { right: 'staff.manage' } as const
/** What gives power to others. */
const empower = { right: 'staff.manage', proof: 'fresh' } as const
const manageKeys = { right: 'keys.manage' } as const
const makeKeys = { right: 'keys.manage', proof: 'fresh' } as const
const tags = ['staff']
const keyTags = ['keys']
const PAGE = 50

export function staffRoutes(app: App, parts: StaffRouteParts): void {
  demandProofs(app, parts)
  const inside = entrance(parts)
  signInRoutes(app, inside)
  ownRoutes(app, inside)
  factorRoutes(app, inside)
  passkeyRoutes(app, inside)
  ssoRoutes(app, inside)
  setup(app, parts.staff)
  meRoutes(app, parts)
  roleRoutes(app, parts.staff)
  people(app, parts.staff)
  changes(app, parts.staff)
  leaving(app, parts.staff)
  keys(app, parts.staff)
}

function setup(app: App, staff: StaffService): void {
  app.get(
    '/v1/setup',
    {
      config: { right: 'public' },
      schema: {
        operationId: 'getSetup',
        tags,
        summary: 'Whether the first owner is still to be made',
        response: { 200: Type.Object({ needed: Type.Boolean() }) },
      },
    },
    async () => ({ needed: await staff.setupNeeded() }),
  )
  app.post(
    '/v1/setup',
    {
      config: { right: 'public' },
      schema: {
        operationId: 'setUp',
        tags,
        summary: 'Make the first owner, once, with the code that the server printed',
        body: Type.Object(
          { code: codeSchema, name: nameSchema, email: emailSchema, password: newPassword },
          { additionalProperties: false },
        ),
        response: { 201: Type.Object({ staffId: Type.String() }), ...refusals(403, 409, 422, 503) },
      },
    },
    async (request, reply) => reply.status(201).send({ staffId: await staff.setUp(request.body) }),
  )
}

function people(app: App, staff: StaffService): void {
  app.get(
    '/v1/staff',
    {
      config: manageStaff,
      schema: {
        operationId: 'listStaff',
        tags,
        summary: 'Staff, in the order in which they were added',
        querystring: listQuery,
        response: { 200: membersSchema, ...refusals(401, 403, 404, 422) },
      },
    },
    async (request) => {
      const { cursor, limit = PAGE } = request.query
      const found = await staff.list({ after: cursor === undefined ? null : staffIdOf(cursor), limit })
      return {
        items: found.map(memberOut),
        nextCursor: found.length < limit ? null : (found.at(-1)?.staffId ?? null),
      }
    },
  )
  app.post(
    '/v1/staff',
    {
      config: empower,
      schema: {
        operationId: 'addStaff',
        tags,
        summary: 'Add a staff member, with a password or a one-time invitation',
        description:
          'Nobody gives rights that they lack, nor stores that they do not act for. An e-mail address is used once, so a repeated call is refused.',
        body: Type.Object(
          {
            name: nameSchema,
            email: emailSchema,
            role: roleSchema,
            stores: Type.Optional(storesIn),
            password: Type.Optional(newPassword),
          },
          { additionalProperties: false },
        ),
        response: { 201: addedSchema, ...refusals(401, 403, 409, 422, 503) },
      },
    },
    async (request, reply) => {
      const { password, ...person } = request.body
      const { member, invitation } = await staff.add(callerOf(request), { ...person, password })
      reply.header('cache-control', 'no-store')
      const answer = memberOut(member)
      return reply
        .status(201)
        .send(invitation === undefined ? answer : { ...answer, invitation: invitationOut(invitation) })
    },
  )
}

const params = Type.Object({ staffId: Type.String({ maxLength: 64 }) })

function changes(app: App, staff: StaffService): void {
  app.patch(
    '/v1/staff/:staffId',
    {
      config: empower,
      schema: {
        operationId: 'changeStaff',
        tags,
        summary: 'Change the name, the role or the stores of a staff member',
        params,
        body: Type.Object(
          { name: Type.Optional(nameSchema), role: Type.Optional(roleSchema), stores: Type.Optional(storesIn) },
          { additionalProperties: false },
        ),
        response: { 200: memberSchema, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async (request) =>
      memberOut(await staff.change(callerOf(request), staffIdOf(request.params.staffId), request.body)),
  )
  app.post(
    '/v1/staff/:staffId/invitation',
    {
      config: empower,
      schema: {
        operationId: 'inviteStaff',
        tags,
        summary: 'A new one-time link with which a staff member sets a password',
        params,
        response: { 201: invitationSchema, ...refusals(401, 403, 404, 409) },
      },
    },
    async (request, reply) => {
      const invitation = await staff.invite(callerOf(request), staffIdOf(request.params.staffId))
      reply.header('cache-control', 'no-store')
      return reply.status(201).send(invitationOut(invitation))
    },
  )
}

function leaving(app: App, staff: StaffService): void {
  app.post(
    '/v1/staff/:staffId/deactivate',
    {
      config: manageStaff,
      schema: {
        operationId: 'deactivateStaff',
        tags,
        summary: 'End all sessions of a staff member and forget the password',
        params,
        body: Type.Object(
          { revokeKeys: Type.Boolean({ default: false, description: 'Also revoke the API keys that they made' }) },
          { additionalProperties: false },
        ),
        response: { 200: Type.Object({ keysRevoked: Type.Integer() }), ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async (request) => staff.deactivate(callerOf(request), staffIdOf(request.params.staffId), request.body),
  )
  app.post(
    '/v1/staff/:staffId/reactivate',
    {
      config: empower,
      schema: {
        operationId: 'reactivateStaff',
        tags,
        summary: 'Let a staff member back in, with a one-time link to set a new password',
        params,
        response: { 201: invitationSchema, ...refusals(401, 403, 404) },
      },
    },
    async (request, reply) => {
      const invitation = await staff.reactivate(callerOf(request), staffIdOf(request.params.staffId))
      reply.header('cache-control', 'no-store')
      return reply.status(201).send(invitationOut(invitation))
    },
  )
}

const keyPath = Type.Object({ keyId: Type.String({ maxLength: 64 }) })

function keys(app: App, staff: StaffService): void {
  app.post(
    '/v1/keys',
    {
      config: makeKeys,
      schema: {
        operationId: 'createKey',
        tags: keyTags,
        summary: 'Make an API key; it is shown in this answer and never again',
        description:
          'A key holds no right that its maker lacks, and acts for no store that its maker does not. A name is used once, so a repeated call is refused.',
        body: keyBody,
        response: { 201: madeKeySchema, ...refusals(401, 403, 409, 422) },
      },
    },
    async (request, reply) => {
      const { expiresAt: text, ...asked } = request.body
      const expiresAt = text === undefined ? null : parseInstant(text)
      if (expiresAt === undefined) throw new Refused(keyExpiryInvalid({}))
      const made = await staff.createKey(callerOf(request), { ...asked, expiresAt })
      reply.header('cache-control', 'no-store')
      return reply.status(201).send({ ...keyOut(made), key: made.key })
    },
  )
  app.get(
    '/v1/keys',
    {
      config: manageKeys,
      schema: {
        operationId: 'listKeys',
        tags: keyTags,
        summary: 'API keys, newest first, without the keys themselves',
        querystring: listQuery,
        response: { 200: keysSchema, ...refusals(401, 403, 404, 422) },
      },
    },
    async (request) => {
      const { cursor, limit = PAGE } = request.query
      const found = await staff.keys({ before: cursor === undefined ? null : keyIdOf(cursor), limit })
      return { items: found.map(keyOut), nextCursor: found.length < limit ? null : (found.at(-1)?.keyId ?? null) }
    },
  )
  app.post(
    '/v1/keys/:keyId/rotate',
    {
      config: makeKeys,
      schema: {
        operationId: 'rotateKey',
        tags: keyTags,
        summary: 'A new secret for an API key; it is shown in this answer and never again',
        description:
          'The old secret opens for `overlapHours` more, so that whatever uses it can change over without a gap.',
        params: keyPath,
        body: Type.Object(
          { overlapHours: Type.Integer({ minimum: 0, maximum: OVERLAP_HOURS_AT_MOST, default: 24 }) },
          { additionalProperties: false },
        ),
        response: { 200: madeKeySchema, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async (request, reply) => {
      const made = await staff.rotateKey(callerOf(request), keyIdOf(request.params.keyId), request.body)
      reply.header('cache-control', 'no-store')
      return { ...keyOut(made), key: made.key }
    },
  )
  app.delete(
    '/v1/keys/:keyId',
    {
      config: manageKeys,
      schema: {
        operationId: 'revokeKey',
        tags: keyTags,
        summary: 'Revoke an API key; a second time changes nothing',
        params: keyPath,
        response: { 204: Type.Null(), ...refusals(401, 403, 404) },
      },
    },
    async (request, reply) => {
      await staff.revokeKey(callerOf(request), keyIdOf(request.params.keyId))
      return reply.status(204).send(null)
    },
  )
}

/** The code stands behind `#`, which no browser sends to a server or a log. */
function invitationOut({ code, expiresAt }: Invitation): { path: string; expiresAt: string } {
  return { path: `/invitation#code=${code}`, expiresAt: instantText(expiresAt) }
}

function staffIdOf(text: string): StaffId {
  if (!isId(text)) throw new Refused(staffUnknown({}))
  return asId(text)
}

function keyIdOf(text: string): KeyId {
  if (!isId(text)) throw new Refused(keyUnknown({}))
  return asId(text)
}
