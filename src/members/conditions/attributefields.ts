/** The company's own attributes as fields of conditions: in JSON of the member's row, read only where they are of their type. */
import { type RawBuilder, sql } from 'kysely'
import { unreachable, type Words } from '../../base/refusals.ts'
import type { AttributeDefinition } from '../member.ts'
import type { Entry, MemberSubject } from './vocabulary.ts'

type Sql = RawBuilder<unknown>

export function attributeField(definition: AttributeDefinition): Entry {
  const { code, type, words, choices } = definition
  const name = `member.attribute.${code}`
  const json = sql`(m.attributes -> ${code}::text)`
  const text = sql`(m.attributes ->> ${code}::text)`
  const here = (is: string, value: Sql) =>
    ({ in: 'here', value: sql`(case when jsonb_typeof(${json}) = ${is}::text then ${value} end)` }) as const
  const raw = ({ attributes }: MemberSubject) => attributes[code]
  const string = (one: MemberSubject) => {
    const value = raw(one)
    return typeof value === 'string' ? value : undefined
  }
  switch (type) {
    case 'text':
      return [name, { type: 'text', words, read: string }, here('string', text)]
    case 'choice': {
      const known: ReadonlyMap<string, Words> = new Map(choices.map((choice) => [choice.code, choice.words]))
      return [name, { type: 'text', words, choices: known, read: string }, here('string', text)]
    }
    case 'date':
      // Each of them was a day of the calendar when it was written.
      return [name, { type: 'date', words, read: string }, here('string', text)]
    case 'boolean': {
      const read = (one: MemberSubject) => {
        const value = raw(one)
        return typeof value === 'boolean' ? value : undefined
      }
      return [name, { type: 'boolean', words, read }, here('boolean', sql`${text}::bool`)]
    }
    case 'number': {
      const read = (one: MemberSubject) => {
        const value = raw(one)
        return typeof value === 'number' ? value : undefined
      }
      return [name, { type: 'number', words, read }, here('number', whole(text))]
    }
    default:
      return unreachable(type)
  }
}

/** Conditions know whole numbers only: one with a fraction is not set. */
function whole(text: Sql): Sql {
  const number = sql`(${text}::numeric)`
  return sql`(case when ${number} = trunc(${number}) then ${number} end)`
}
