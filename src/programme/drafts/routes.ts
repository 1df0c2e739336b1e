import { Type } from 'typebox'
import type { Clock } from '../../platform/clock.ts'
import { type App, callerOf } from '../../platform/http/app.ts'
import { cursorSchema, limitSchema, pageSchema, refusals } from '../../platform/http/schemas.ts'
import { DEFINITION_BYTES, DefinitionRef } from '../definition.ts'
import { CHOICES_AT_MOST } from '../merge.ts'
import type { People } from '../people.ts'
import type { ProgrammeService } from '../service.ts'
import { shareDefinition } from '../sharing.ts'
import { NAME_AT_MOST, NOTE_AT_MOST } from './draft.ts'
import { draftIdOf } from './ids.ts'
import { publishRoutes } from './publishroutes.ts'
import type { DraftsService } from './service.ts'
import { draftOut, draftSchema, headSchema, headsOut } from './views.ts'

export type DraftRouteParts = {
  readonly drafts: DraftsService
  readonly programme: ProgrammeService
  readonly clock: Clock
  readonly staff: People
}

const strict = { additionalProperties: false } as const
const tags = ['programme']
const read = { right: 'programme.read' } as const
const write = { right: 'programme.publish' } as const
const PAGE = 50

const nameSchema = Type.String({ minLength: 1, maxLength: NAME_AT_MOST, examples: ['Double points in May'] })
const noteSchema = Type.String({ maxLength: NOTE_AT_MOST })
const revisionSchema = Type.Integer({ minimum: 1, description: 'The revision that you saw; another one is refused' })

const openBody = Type.Object(
  {
    name: nameSchema,
    note: Type.Optional(noteSchema),
    base: Type.Optional(Type.Integer({ minimum: 1, description: 'The newest version when absent' })),
    definition: Type.Optional(DefinitionRef),
    from: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: 'Begins as this version was, to come back to it; not with a definition',
      }),
    ),
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
const joinBody = Type.Object(
  {
    revision: revisionSchema,
    newest: Type.Integer({ minimum: 1, description: 'The version that the choices are about' }),
    choices: Type.Optional(
      Type.Array(Type.Object({ place: Type.String({ maxLength: 400 }), side: Type.Enum(['ours', 'theirs']) }, strict), {
        maxItems: CHOICES_AT_MOST,
        description: 'Of each conflict: ours is the draft, theirs what was published',
      }),
    ),
  },
  strict,
)
const draftParams = Type.Object({ draftId: Type.String({ maxLength: 64 }) })
const listQuery = Type.Object(
  { state: Type.Optional(Type.Enum(['open', 'published'])), cursor: cursorSchema, limit: limitSchema },
  strict,
)

export function draftRoutes(app: App, parts: DraftRouteParts): void {
  shareDefinition(app)
  listing(app, parts)
  writing(app, parts)
  joining(app, parts)
  publishRoutes(app, parts)
}

function listing(app: App, parts: DraftRouteParts): void {
  const { drafts, clock } = parts
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
      const items = await headsOut(found, clock.now(), parts)
      return { items, nextCursor: found.length < limit ? null : (found.at(-1)?.draftId ?? null) }
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
    async (request) => draftOut(await drafts.get(draftIdOf(request.params.draftId)), clock.now(), parts),
  )
}

function writing(app: App, parts: DraftRouteParts): void {
  const { drafts, clock } = parts
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
      const { name, note = '', base = null, definition = null, from = null } = request.body
      const draft = await drafts.open({ name, note, base, definition, from, by: callerOf(request).id })
      return reply
        .status(201)
        .header('location', `/v1/programme/drafts/${draft.draftId}`)
        .send(await draftOut(draft, clock.now(), parts))
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
      return draftOut(await drafts.change(draftIdOf(request.params.draftId), change), clock.now(), parts)
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
      const asked = { revision: request.query.revision, by: callerOf(request).id }
      await drafts.discard(draftIdOf(request.params.draftId), asked)
      return reply.status(204).send(null)
    },
  )
}

function joining(app: App, parts: DraftRouteParts): void {
  app.post(
    '/v1/programme/drafts/:draftId/join',
    {
      config: write,
      schema: {
        operationId: 'joinProgrammeDraft',
        tags,
        summary:
          'Join a draft with the newest version, with a choice for each conflict; it is based on that from then on',
        params: draftParams,
        body: joinBody,
        response: { 200: draftSchema, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async (request) => {
      const { revision, newest, choices = [] } = request.body
      const chosen = new Map(choices.map(({ place, side }) => [place, side]))
      const asked = { revision, newest, choices: chosen, by: callerOf(request).id }
      const joined = await parts.drafts.join(draftIdOf(request.params.draftId), asked)
      return draftOut(joined, parts.clock.now(), parts)
    },
  )
}
