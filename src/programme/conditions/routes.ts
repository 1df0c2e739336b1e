import { type Static, Type } from 'typebox'
import { describe, type FieldCard, fieldCards, type Meanings, parseCondition } from '../../base/conditions/index.ts'
import { ConditionRef } from '../../base/conditions/schema.ts'
import { operators } from '../../base/conditions/tree.ts'
import { accepted } from '../../base/refusals.ts'
import type { App } from '../../platform/http/app.ts'
import { refusals } from '../../platform/http/schemas.ts'
import { wordsSchema } from '../review/schemas.ts'
import { about, type SpokenParts, spokenIn } from './spoken.ts'

const strict = { additionalProperties: false } as const
const tags = ['conditions']
const read = { right: 'programme.read' } as const

const fieldSchema = Type.Object({
  name: Type.String({ description: 'As a condition names it: order.channel' }),
  type: Type.Enum(['text', 'number', 'boolean', 'instant', 'date', 'minutes', 'weekday', 'list', 'category']),
  words: wordsSchema,
  unit: Type.Union([wordsSchema, Type.Null()]),
  decimals: Type.Integer({ description: 'Of the shown number: with 2, the value 12345 is shown as 123.45' }),
  caseless: Type.Boolean(),
  choices: Type.Union([Type.Array(Type.Object({ value: Type.String(), words: wordsSchema })), Type.Null()], {
    description: 'The only values that there are; null when any text is one',
  }),
  operators: Type.Array(
    Type.Object({ is: Type.Enum([...operators]), takes: Type.Enum(['nothing', 'one', 'many', 'range']) }),
    {
      description: 'In the order in which an editor offers them',
    },
  ),
})
const fieldsSchema = Type.Object({
  fields: Type.Array(fieldSchema),
  lineFields: Type.Array(fieldSchema, { description: 'Known inside `where` of a condition about lines' }),
})

const sentenceSchema = Type.Object({ words: wordsSchema })

function cardOut({ choices, operators, words, unit, ...card }: FieldCard): Static<typeof fieldSchema> {
  return {
    ...card,
    words: { ...words },
    unit: unit === null ? null : { ...unit },
    choices: choices === null ? null : choices.map((each) => ({ value: each.value, words: { ...each.words } })),
    operators: [...operators],
  }
}

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
      const { fields, lineFields } = fieldCards(spoken[request.query.for])
      return { fields: fields.map(cardOut), lineFields: lineFields.map(cardOut) }
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
      const said = (locale: 'en' | 'zh-CN') => describe(parsed, meanings, locale, spoken.timeZone)
      return { words: { en: said('en'), 'zh-CN': said('zh-CN') } }
    },
  )
}
