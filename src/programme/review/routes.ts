import { Type } from 'typebox'
import { accepted } from '../../base/refusals.ts'
import type { Clock } from '../../platform/clock.ts'
import type { App } from '../../platform/http/app.ts'
import { instantSchema, refusals, textOrNull } from '../../platform/http/schemas.ts'
import { DEFINITION_BYTES, DefinitionRef } from '../definition.ts'
import type { DraftsService } from '../drafts/service.ts'
import type { ProgrammeService } from '../service.ts'
import { shapedDefinition } from '../shape.ts'
import { shareDefinition } from '../sharing.ts'
import { instantIn } from './instants.ts'
import { sayingRoute } from './saying.ts'
import { changeSchema, changesOf, findingSchema, findingsOf } from './schemas.ts'
import { type Side, sideOf } from './sides.ts'

type Parts = {
  readonly clock: Clock
  readonly programme: ProgrammeService
  readonly drafts: DraftsService
}

const tags = ['programme']
const read = { right: 'programme.read' } as const

const lintBody = Type.Object(
  { definition: DefinitionRef, effectiveAt: Type.Optional(instantSchema('Now when absent')) },
  { additionalProperties: false },
)
const lintSchema = Type.Object({
  publishable: Type.Boolean({ description: 'Without errors; warnings are for people' }),
  findings: Type.Array(findingSchema),
})

const sideSchema = Type.String({
  minLength: 1,
  maxLength: 40,
  description: 'The number of a version, or the id of a draft',
})
const sideShown = Type.Object({
  version: Type.Unsafe<number | null>({ type: ['integer', 'null'] }),
  draftId: textOrNull(),
})
const diffQuery = Type.Object(
  { from: Type.Optional(sideSchema), to: sideSchema },
  { additionalProperties: false, description: 'Without `from`: the version before, or the base of the draft' },
)
const diffSchema = Type.Object({ from: sideShown, to: sideShown, changes: Type.Array(changeSchema) })

/** What a change of the programme means, before and after it is made. */
export function reviewRoutes(app: App, parts: Parts): void {
  shareDefinition(app)
  linting(app, parts)
  sayingRoute(app)
  comparing(app, parts)
}

function linting(app: App, { clock }: Parts): void {
  app.post(
    '/v1/programme/lint',
    {
      bodyLimit: DEFINITION_BYTES,
      config: { ...read, audit: 'nothing' },
      schema: {
        operationId: 'lintProgramme',
        tags,
        summary: 'All that is wrong with a definition, and what is probably not meant; nothing is kept',
        body: lintBody,
        response: { 200: lintSchema, ...refusals(401, 403, 422) },
      },
    },
    async (request) => {
      const { definition, effectiveAt } = request.body
      const findings = findingsOf(accepted(shapedDefinition(definition)), instantIn(effectiveAt) ?? clock.now())
      return { publishable: findings.every(({ level }) => level !== 'error'), findings }
    },
  )
}

function comparing(app: App, parts: Parts): void {
  app.get(
    '/v1/programme/diff',
    {
      config: read,
      schema: {
        operationId: 'compareProgramme',
        tags,
        summary: 'What differs between two versions or drafts, as data and in words',
        querystring: diffQuery,
        response: { 200: diffSchema, ...refusals(401, 403, 404, 422) },
      },
    },
    async (request) => {
      const to = await sideOf(request.query.to, parts)
      const from = await sideOf(request.query.from ?? String(to.before), parts)
      const shown = ({ version, draftId }: Side) => ({ version, draftId })
      return { from: shown(from), to: shown(to), changes: changesOf(from.definition, to.definition) }
    },
  )
}
