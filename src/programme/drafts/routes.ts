import { type Static, Type } from 'typebox'
import { type Instant, instantText } from '../../base/time.ts'
import type { Clock } from '../../platform/clock.ts'
import { type App, callerOf } from '../../platform/http/app.ts'
import {
  cursorSchema,
  idSchema,
  instantSchema,
  limitSchema,
  pageSchema,
  refusals,
} from '../../platform/http/schemas.ts'
import { DEFINITION_BYTES, DefinitionRef } from '../definition.ts'
import { findingSchema, findingsOf } from '../review/schemas.ts'
import { shareDefinition } from '../sharing.ts'
import { type Draft, type DraftHead, NAME_AT_MOST, NOTE_AT_MOST } from './draft.ts'
import { draftIdOf } from './ids.ts'
import { publishRoutes } from './publishroutes.ts'
import type { DraftsService } from './service.ts'

type Parts = { readonly drafts: DraftsService; readonly clock: Clock }

const strict = { additionalProperties: false } as const
const tags = ['programme']
const read = { right: 'programme.read' } as const
const write = { right: 'programme.publish' } as const
const PAGE = 50

const nameSchema = Type.String({ minLength: 1, maxLength: NAME_AT_MOST, examples: ['Double points in May'] })
const noteSchema = Type.String({ maxLength: NOTE_AT_MOST })
const baseSchema = Type.Integer({ minimum: 1, description: 'The version that it is written against' })
const revisionSchema = Type.Integer({ minimum: 1, description: 'The revision that you saw; another one is refused' })

const head = {
  draftId: idSchema('The draft'),
  name: Type.String(),
  base: baseSchema,
  note: Type.String(),
  author: Type.String({ description: 'Staff member or key that opened it' }),
  createdAt: instantSchema(),
  revision: Type.Integer(),
  changedBy: Type.String(),
  changedAt: instantSchema(),
  version: Type.Unsafe<number | null>({
    type: ['integer', 'null'],
    description: 'What it was published as; null while it is open',
  }),
}
const headSchema = Type.Object(head)
const draftSchema = Type.Object({ ...head, definition: DefinitionRef, findings: Type.Array(findingSchema) })

const openBody = Type.Object(
  {
    name: nameSchema,
    note: Type.Optional(noteSchema),
    base: Type.Optional(Type.Integer({ minimum: 1, description: 'The newest version when absent' })),
    definition: Type.Optional(DefinitionRef),
  },
  strict,
)
const changeBody = Type.Object(
  {
    revision: revisionSchema,
    name: Type.Optional(nameSchema),
    note: Type.Optional(noteSchema),
    base: Type.Optional(
      Type.Integer({ minimum: 1, description: 'States that the definition takes this version into account' }),
    ),
    definition: DefinitionRef,
  },
  strict,
)
const draftParams = Type.Object({ draftId: Type.String({ maxLength: 64 }) })
const listQuery = Type.Object(
  { state: Type.Optional(Type.Enum(['open', 'published'])), cursor: cursorSchema, limit: limitSchema },
  strict,
)

function headOut({ createdAt, changedAt, ...draft }: DraftHead): Static<typeof headSchema> {
  return { ...draft, createdAt: instantText(createdAt), changedAt: instantText(changedAt) }
}

function draftOut({ definition, ...draft }: Draft, at: Instant): Static<typeof draftSchema> {
  return { ...headOut(draft), definition, findings: findingsOf(definition, at) }
}

export function draftRoutes(app: App, parts: Parts): void {
  shareDefinition(app)
  listing(app, parts)
  writing(app, parts)
  publishRoutes(app, parts)
}

function listing(app: App, { drafts, clock }: Parts): void {
  app.get(
    '/v1/programme/drafts',
    {
      config: read,
      schema: {
        operationId: 'listProgrammeDrafts',
        tags,
        summary: 'Drafts of the programme, newest first, without their definitions',
        querystring: listQuery,
        response: { 200: pageSchema(headSchema), ...refusals(401, 403, 404, 422) },
      },
    },
    async (request) => {
      const { state = null, cursor, limit = PAGE } = request.query
      const found = await drafts.list({ state, before: cursor === undefined ? null : draftIdOf(cursor), limit })
      return { items: found.map(headOut), nextCursor: found.length < limit ? null : (found.at(-1)?.draftId ?? null) }
    },
  )
  app.get(
    '/v1/programme/drafts/:draftId',
    {
      config: read,
      schema: {
        operationId: 'getProgrammeDraft',
        tags,
        summary: 'A draft with its definition and what is wrong with it',
        params: draftParams,
        response: { 200: draftSchema, ...refusals(401, 403, 404) },
      },
    },
    async (request) => draftOut(await drafts.get(draftIdOf(request.params.draftId)), clock.now()),
  )
}

function writing(app: App, { drafts, clock }: Parts): void {
  app.post(
    '/v1/programme/drafts',
    {
      bodyLimit: DEFINITION_BYTES,
      config: write,
      schema: {
        operationId: 'openProgrammeDraft',
        tags,
        summary: 'Open a draft from the newest version, from another one, or with a definition; it may still be wrong',
        body: openBody,
        response: { 201: draftSchema, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async (request, reply) => {
      const { name, note = '', base = null, definition = null } = request.body
      const draft = await drafts.open({ name, note, base, definition, by: callerOf(request).id })
      return reply
        .status(201)
        .header('location', `/v1/programme/drafts/${draft.draftId}`)
        .send(draftOut(draft, clock.now()))
    },
  )
  app.put(
    '/v1/programme/drafts/:draftId',
    {
      bodyLimit: DEFINITION_BYTES,
      config: write,
      schema: {
        operationId: 'changeProgrammeDraft',
        tags,
        summary: 'Change a draft; refused when somebody changed it since the revision that you saw',
        params: draftParams,
        body: changeBody,
        response: { 200: draftSchema, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async (request) => {
      const { revision, name = null, note = null, base = null, definition } = request.body
      const change = { revision, name, note, base, definition, by: callerOf(request).id }
      return draftOut(await drafts.change(draftIdOf(request.params.draftId), change), clock.now())
    },
  )
  app.delete(
    '/v1/programme/drafts/:draftId',
    {
      config: write,
      schema: {
        operationId: 'discardProgrammeDraft',
        tags,
        summary: 'Throw an open draft away',
        params: draftParams,
        querystring: Type.Object({ revision: revisionSchema }, strict),
        response: { 204: Type.Null(), ...refusals(401, 403, 404, 409) },
      },
    },
    async (request, reply) => {
      await drafts.discard(draftIdOf(request.params.draftId), request.query.revision)
      return reply.status(204).send(null)
    },
  )
}
