/** The operations of the API document, and requests that fit their schemas, so that a new route is attacked without anybody remembering it. */
import { readFileSync } from 'node:fs'

export type Schema = {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly propertyNames?: Schema
  readonly additionalProperties?: boolean | Schema
  readonly items?: Schema
  readonly minItems?: number
  readonly anyOf?: readonly Schema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly pattern?: string
  readonly format?: string
  readonly minLength?: number
  readonly minimum?: number
}
type Parameter = { readonly in: string; readonly name: string; readonly required?: boolean; readonly schema?: Schema }
type Described = {
  readonly operationId: string
  readonly description: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
}
type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

export type Operation = {
  readonly name: string
  readonly method: string
  readonly path: string
  readonly params: readonly string[]
  readonly query: readonly Parameter[]
  readonly body: Schema | undefined
  /** Undefined when it needs none. */ readonly right: string | undefined
  /** Only for a member who signed in. */ readonly forMembers: boolean
  /** A member may ask it for himself, with `me`. */ readonly own: boolean
}

const document: Document = JSON.parse(readFileSync(new URL('../../docs/api/openapi.json', import.meta.url), 'utf8'))

export const operations: readonly Operation[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, said]) => {
    const parameters = said.parameters ?? []
    return {
      ...{ name: said.operationId, method: method.toUpperCase(), path },
      params: parameters.filter((one) => one.in === 'path').map((one) => one.name),
      query: parameters.filter((one) => one.in === 'query'),
      body: said.requestBody?.content['application/json']?.schema,
      right: /Needs the right `([^`]+)`/.exec(said.description)?.[1],
      forMembers: said.description.includes('but a signed-in member.'),
      own: said.description.includes('with `me` as memberId'),
    }
  }),
)

export function named(name: string): Operation {
  const found = operations.find((one) => one.name === name)
  if (found === undefined) throw new Error(`the API has no operation ${name}`)
  return found
}

/** The path with its parameters filled in; what is given raw is not encoded once more. */
export function addressOf(path: string, params: Readonly<Record<string, string>>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '')
}

export type Place = readonly (string | number)[]
/** Said of a property that a request makes more sense without. */
export const absent = Symbol('absent')
/** What a property of this name holds in a request that makes sense. */
export type Sense = (name: string) => unknown

/** A value that fits the schema; every property is there, optional ones too. */
export function sample(schema: Schema, sense: Sense, name = ''): unknown {
  if (schema.$ref !== undefined) return referred(schema.$ref, sense, name)
  if (schema.const !== undefined) return schema.const
  const sensible = sense(name)
  if (sensible !== undefined) return sensible
  if (schema.enum !== undefined) return schema.enum[0]
  const [first] = schema.anyOf ?? []
  if (first !== undefined) return sample(first, sense, name)
  switch (typeof schema.type === 'string' ? schema.type : schema.type?.[0]) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .map(([key, inner]) => [key, sample(inner, sense, key)])
          .filter(([, value]) => value !== absent),
      )
    case 'array':
      return schema.items === undefined ? [] : [sample(schema.items, sense, name)]
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1)
    case 'boolean':
      return false
    case 'string':
      return text(schema)
    default:
      return {}
  }
}

function referred(reference: string, sense: Sense, name: string): unknown {
  const id = reference.split('/').at(-1) ?? ''
  const known = sense(id)
  if (known !== undefined) return known
  const schema = document.components.schemas[id]
  if (schema === undefined) throw new Error(`${reference} is not there`)
  return sample(schema, sense, name)
}

function text({ pattern, format, minLength = 1 }: Schema): string {
  const known = ['ab', 'AB', 'CNY', '019a0000-0000-7000-8000-000000000000', 'x'.repeat(86)]
  if (format === 'date-time') return '2026-03-01T08:00:00Z'
  if (format === 'date') return '2026-03-01'
  const fits = pattern === undefined ? 'ab' : (known.find((one) => new RegExp(pattern, 'u').test(one)) ?? 'ab')
  return fits.padEnd(minLength, 'a')
}

/** Every text, number and choice that a value holds, with its place. */
export function leavesIn(value: unknown, at: Place = []): { at: Place; value: unknown }[] {
  if (Array.isArray(value)) return value.flatMap((one: unknown, index) => leavesIn(one, [...at, index]))
  if (typeof value !== 'object' || value === null) return [{ at, value }]
  return Object.entries(value).flatMap(([key, one]) => leavesIn(one, [...at, key]))
}

/** A copy with something else at one place. */
export function replaced(value: unknown, at: Place, by: unknown): unknown {
  const [key, ...rest] = at
  if (key === undefined) return by
  if (Array.isArray(value)) return value.map((one: unknown, index) => (index === key ? replaced(one, rest, by) : one))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, name === key ? replaced(one, rest, by) : one]),
  )
}
