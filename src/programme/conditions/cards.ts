/** What an editor of conditions shows: the fields with their operators, and a condition as a sentence. */
import { type Static, Type } from 'typebox'
import { type Condition, describe, type FieldCard, fieldCards, type Meanings } from '../../base/conditions/index.ts'
import { operators } from '../../base/conditions/tree.ts'
import type { TimeZone } from '../../base/time.ts'
import { wordsSchema } from '../review/schemas.ts'

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
export const fieldsSchema = Type.Object({
  fields: Type.Array(fieldSchema),
  lineFields: Type.Array(fieldSchema, { description: 'Known inside `where` of a condition about lines' }),
})

export const sentenceSchema = Type.Object({ words: wordsSchema })

export function fieldsOf(meanings: Meanings): Static<typeof fieldsSchema> {
  const { fields, lineFields } = fieldCards(meanings)
  return { fields: fields.map(cardOut), lineFields: lineFields.map(cardOut) }
}

export function sentenceOf(
  condition: Condition,
  meanings: Meanings,
  timeZone: TimeZone,
): Static<typeof sentenceSchema> {
  const said = (locale: 'en' | 'zh-CN') => describe(condition, meanings, locale, timeZone)
  return { words: { en: said('en'), 'zh-CN': said('zh-CN') } }
}

function cardOut({ choices, operators, words, unit, ...card }: FieldCard): Static<typeof fieldSchema> {
  return {
    ...card,
    words: { ...words },
    unit: unit === null ? null : { ...unit },
    choices: choices === null ? null : choices.map((each) => ({ value: each.value, words: { ...each.words } })),
    operators: [...operators],
  }
}
