import { Type } from 'typebox'
import { accepted, Refused } from '../../base/refusals.ts'
import { type Instant, parseInstant } from '../../base/time.ts'
import type { Clock } from '../../platform/clock.ts'
import type { App } from '../../platform/http/app.ts'
import { instantSchema, refusals } from '../../platform/http/schemas.ts'
import { DefinitionSchema } from '../definition.ts'
import { invalidProgramme } from '../errors.ts'
import { notAnInstant } from '../problems.ts'
import { shapedDefinition } from '../shape.ts'
import { findingSchema, findingsOf } from './schemas.ts'

type Parts = { readonly clock: Clock }

const tags = ['programme']
const read = { right: 'programme.read' } as const

const lintBody = Type.Object(
  { definition: DefinitionSchema, effectiveAt: Type.Optional(instantSchema('Now when absent')) },
  { additionalProperties: false },
)
const lintSchema = Type.Object({
  publishable: Type.Boolean({ description: 'Without errors; warnings are for people' }),
  findings: Type.Array(findingSchema),
})

/** What a change of the programme means, before and after it is made. */
export function reviewRoutes(app: App, parts: Parts): void {
  linting(app, parts)
}

function linting(app: App, { clock }: Parts): void {
  app.post(
    '/v1/programme/lint',
    {
      config: read,
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

/** @throws Refused invalidProgramme when it is no instant */
export function instantIn(text: string | undefined): Instant | undefined {
  if (text === undefined) return undefined
  const at = parseInstant(text)
  if (at === undefined) throw new Refused(invalidProgramme({ where: 'effectiveAt', problem: notAnInstant }))
  return at
}
