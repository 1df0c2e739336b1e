import { type Static, Type } from 'typebox'
import type { Clock } from '../../platform/clock.ts'
import { type App, callerOf } from '../../platform/http/app.ts'
import { instantSchema, refusals } from '../../platform/http/schemas.ts'
import { DefinitionRef } from '../definition.ts'
import { LotsPolicySchema } from '../lots.ts'
import { instantIn } from '../review/instants.ts'
import { changeSchema, changesOf, conflictSchema, conflictsOut, findingSchema, findingsOf } from '../review/schemas.ts'
import { programmeView, shown } from '../routes.ts'
import type { ProgrammeService } from '../service.ts'
import { shareDefinition } from '../sharing.ts'
import { NOTE_AT_MOST } from './draft.ts'
import { draftIdOf } from './ids.ts'
import type { Wish } from './publishing.ts'
import type { DraftsService } from './service.ts'

type Parts = { readonly drafts: DraftsService; readonly programme: ProgrammeService; readonly clock: Clock }

const strict = { additionalProperties: false } as const
const tags = ['programme']
const publish = { right: 'programme.publish' } as const

const when = {
  effectiveAt: Type.Optional(instantSchema('Now when absent')),
  note: Type.Optional(Type.String({ minLength: 1, maxLength: NOTE_AT_MOST })),
  lots: Type.Optional(LotsPolicySchema),
}
/** How a draft is published, or is to be once others have approved it. */
export const publishBody = Type.Object(
  {
    ...when,
    revision: Type.Integer({ minimum: 1, description: 'The revision that you saw; another one is refused' }),
    overtake: Type.Optional(
      Type.Boolean({
        description: 'Also when the newest version takes effect only later: its changes come with this one',
      }),
    ),
  },
  strict,
)
const draftParams = Type.Object({ draftId: Type.String({ maxLength: 64 }) })
const mergeSchema = Type.Object({
  base: Type.Integer({ description: 'The version that the draft was written against' }),
  newest: Type.Integer({ description: 'The version that it would be joined with' }),
  conflicts: Type.Array(conflictSchema),
  definition: DefinitionRef,
  changes: Type.Array(changeSchema, { description: 'What that changes of the newest version' }),
  findings: Type.Array(findingSchema),
  approvalsNeeded: Type.Integer({ description: 'So many others have to approve it before it is published' }),
})

/** What is not said is left to what was approved. @throws Refused invalidProgramme when the instant is none */
export function wishIn(
  { revision, effectiveAt, note, overtake = false, lots }: Static<typeof publishBody>,
  by: string,
): Wish & { readonly revision: number } {
  const how = lots === undefined ? {} : { lots }
  return { revision, note: note ?? null, overtake, effectiveAt: instantIn(effectiveAt) ?? null, by, ...how }
}

export function publishRoutes(app: App, parts: Parts): void {
  shareDefinition(app)
  publishing(app, parts)
  joining(app, parts)
  reverting(app, parts)
}

function publishing(app: App, { drafts }: Parts): void {
  app.post(
    '/v1/programme/drafts/:draftId/publish',
    {
      config: publish,
      schema: {
        operationId: 'publishProgrammeDraft',
        tags,
        summary:
          'Publish a draft, joined with what was published since its base; refused with the conflicts when there are some',
        params: draftParams,
        body: publishBody,
        response: { 201: programmeView, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async (request, reply) => {
      const wish = wishIn(request.body, callerOf(request).id)
      return reply.status(201).send(shown(await drafts.publish(draftIdOf(request.params.draftId), wish)))
    },
  )
}

function joining(app: App, { drafts, programme, clock }: Parts): void {
  app.get(
    '/v1/programme/drafts/:draftId/merge',
    {
      config: { right: 'programme.read' },
      schema: {
        operationId: 'mergeProgrammeDraft',
        tags,
        summary:
          'What a draft would be published as now: joined with the newest version, with conflicts, changes and findings',
        params: draftParams,
        response: { 200: mergeSchema, ...refusals(401, 403, 404, 409) },
      },
    },
    async (request): Promise<Static<typeof mergeSchema>> => {
      const { base, newest, definition, conflicts } = await drafts.joined(draftIdOf(request.params.draftId))
      const changes = changesOf(newest.definition, definition)
      const findings = findingsOf(definition, clock.now())
      const needed = programme.approvalsNeeded(clock.now())
      const outcome = { conflicts: conflictsOut(conflicts, definition), definition, changes, findings }
      return { base, newest: newest.version, ...outcome, approvalsNeeded: needed }
    },
  )
}

function reverting(app: App, { drafts }: Parts): void {
  app.post(
    '/v1/programme/versions/:version/revert',
    {
      config: publish,
      schema: {
        operationId: 'revertProgramme',
        tags,
        summary: 'Publish what an earlier version said, as a new version',
        params: Type.Object({ version: Type.Integer({ minimum: 1 }) }),
        body: Type.Object(when, strict),
        response: { 201: programmeView, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async (request, reply) => {
      const { effectiveAt, note = null, lots = 'keep' } = request.body
      const wish = { note, lots, effectiveAt: instantIn(effectiveAt) ?? null, by: callerOf(request).id }
      return reply.status(201).send(shown(await drafts.revert(request.params.version, wish)))
    },
  )
}
