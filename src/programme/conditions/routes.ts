import { Type } from 'typebox'
import { type Meanings, parseCondition } from '../../base/conditions/index.ts'
import { ConditionRef } from '../../base/conditions/schema.ts'
import { accepted } from '../../base/refusals.ts'
import type { App } from '../../platform/http/app.ts'
import { refusals } from '../../platform/http/schemas.ts'
import { fieldsOf, fieldsSchema, sentenceOf, sentenceSchema } from './cards.ts'
import { about, type SpokenParts, spokenIn } from './spoken.ts'

const strict = { additionalProperties: false } as const
const tags = ['conditions']
const read = { right: 'programme.read' } as const

/** What conditions can say, and what a condition says. */
export function conditionRoutes(app: App, parts: SpokenParts): void {
  app.get(
    '/v1/conditions/fields',
    {
      config: read,
      schema: {
        operationId: 'listConditionFields',
        tags,
        summary: 'What conditions of the programme may speak about, in words, with the operators of each field',
        querystring: Type.Object(about, strict),
        response: { 200: fieldsSchema, ...refusals(401, 403, 404, 422) },
      },
    },
    async (request) => {
      const spoken = await spokenIn(request.query.draftId, parts)
      return fieldsOf(spoken[request.query.for])
    },
  )
  app.post(
    '/v1/conditions/words',
    {
      config: { ...read, audit: 'nothing' },
      schema: {
        operationId: 'sayCondition',
        tags,
        summary: 'A condition in words; refused with the place of its first mistake',
        body: Type.Object({ ...about, condition: ConditionRef }, strict),
        response: { 200: sentenceSchema, ...refusals(401, 403, 404, 422) },
      },
    },
    async (request) => {
      const { for: of, draftId, condition } = request.body
      const spoken = await spokenIn(draftId, parts)
      const meanings: Meanings = spoken[of]
      const parsed = accepted(parseCondition(condition, meanings))
      return sentenceOf(parsed, meanings, spoken.timeZone)
    },
  )
}
