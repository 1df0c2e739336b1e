/** How a definition is laid out in files: which of its lists are folders, and in which order fields are written. */
import { type TSchema, Type } from 'typebox'
import { DefinitionSchema } from '../definition.ts'
import { fieldOf, isJson } from '../places.ts'

export const MAIN = 'programme.yaml'
export const ENDING = '.yaml'

type Properties = Readonly<Record<string, TSchema>>

const properties: Properties = DefinitionSchema.properties

/** The shape of the items of each list whose items have codes, by the list's name. */
export const sections: ReadonlyMap<string, TSchema> = new Map(
  Object.entries(properties).flatMap(([name, schema]) => {
    const items: unknown = Reflect.get(schema, 'items')
    return isJson(items) && hasCode(items) ? [[name, items]] : []
  }),
)

function hasCode(schema: TSchema): boolean {
  return choicesOf(schema).some((choice) => propertiesOf(choice)['code'] !== undefined)
}

/** What stands in the main file besides the order of the sections. */
export const valuesSchema = Type.Object(
  Object.fromEntries(Object.entries(properties).filter(([name]) => !sections.has(name))),
  { additionalProperties: false },
)

/** Fields of a condition, as people say them. */
const spoken = ['all', 'any', 'not', 'line', 'where', 'field', 'is', 'value', 'from', 'to']

/** The same data with fields in the order of the schema, then as a condition is spoken, then by the alphabet. */
export function tidied(value: unknown, schema: unknown): unknown {
  if (Array.isArray(value)) {
    const items: unknown = isJson(schema) ? schema['items'] : undefined
    return value.map((item: unknown) => tidied(item, items))
  }
  if (!isJson(value)) return value
  const known = propertiesOf(choicesOf(schema).find((choice) => suits(value, choice)))
  const order = [...Object.keys(known), ...spoken]
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length)
  const names = Object.keys(value).toSorted((a, b) => place(a) - place(b) || (a < b ? -1 : 1))
  return Object.fromEntries(names.map((name) => [name, tidied(value[name], fieldOf(known, name))]))
}

function choicesOf(schema: unknown): readonly unknown[] {
  const choices: unknown = isJson(schema) ? schema['anyOf'] : undefined
  return Array.isArray(choices) ? choices : [schema]
}

function propertiesOf(schema: unknown): Properties {
  const found: unknown = isJson(schema) ? schema['properties'] : undefined
  return isProperties(found) ? found : {}
}

function isProperties(value: unknown): value is Properties {
  return isJson(value)
}

/** Whether the data are of this kind, by what the schema says is constant. */
function suits(value: object, schema: unknown): boolean {
  return Object.entries(propertiesOf(schema)).every(([name, property]) => {
    const constant: unknown = Reflect.get(property, 'const')
    return constant === undefined || fieldOf(value, name) === constant
  })
}
