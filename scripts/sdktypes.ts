/** TypeScript types of an OpenAPI document, in the shape that openapi-fetch reads: one `paths` interface. */
type Json = Record<string, unknown>

export function typesOf(document: Json): string {
  const schemas = Object.entries(record(record(document.components).schemas))
  const named = schemas.map(([name, schema]) => `export type ${name} = ${typeOf(schema, '')}`)
  const paths = Object.entries(record(document.paths)).map(
    ([path, item]) => `  ${JSON.stringify(path)}: {\n${methodsOf(record(item))}\n  }`,
  )
  return [
    '/** Generated from docs/api/openapi.json by scripts/openapi.ts. */',
    ...named,
    `export interface paths {\n${paths.join('\n')}\n}`,
    '',
  ].join('\n')
}

const methods = ['get', 'put', 'post', 'delete', 'patch'] as const

function methodsOf(item: Json): string {
  return methods
    .map((method) =>
      item[method] === undefined ? `    ${method}?: never` : `    ${method}: ${operationOf(record(item[method]))}`,
    )
    .join('\n')
}

function operationOf(operation: Json): string {
  const parameters = list(operation.parameters).map(record)
  const body = record(record(operation.requestBody).content)
  const responses = Object.entries(record(operation.responses)).map(
    ([status, response]) => `${status}: ${contentOf(record(record(response).content))}`,
  )
  const parts = [
    `parameters: { ${['query', 'header', 'path'].map((place) => placeOf(place, parameters)).join('; ')}; cookie?: never }`,
    operation.requestBody === undefined ? 'requestBody?: never' : `requestBody: ${contentOf(body)}`,
    `responses: { ${responses.join('; ')} }`,
  ]
  return `{ ${parts.join('; ')} }`
}

function placeOf(place: string, parameters: readonly Json[]): string {
  const here = parameters.filter((parameter) => parameter.in === place)
  if (here.length === 0) return `${place}?: never`
  const required = here.some((parameter) => parameter.required === true)
  const fields = here.map(
    (parameter) =>
      `${key(String(parameter.name))}${parameter.required === true ? '' : '?'}: ${typeOf(parameter.schema, '')}`,
  )
  return `${place}${required ? '' : '?'}: { ${fields.join('; ')} }`
}

function contentOf(content: Json): string {
  const kinds = Object.entries(content)
  if (kinds.length === 0) return '{ content?: never }'
  return `{ content: { ${kinds.map(([kind, media]) => `${JSON.stringify(kind)}: ${typeOf(record(media).schema, '')}`).join('; ')} } }`
}

function typeOf(given: unknown, indent: string): string {
  const schema = record(given)
  if (typeof schema.$ref === 'string') return schema.$ref.split('/').at(-1) ?? 'unknown'
  if ('const' in schema) return JSON.stringify(schema.const)
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  const union = list(schema.anyOf ?? schema.oneOf)
  if (union.length > 0) return union.map((each) => typeOf(each, indent)).join(' | ')
  if (Array.isArray(schema.type)) return schema.type.map((type) => typeOf({ ...schema, type }, indent)).join(' | ')
  switch (schema.type) {
    case 'string':
      return 'string'
    case 'integer':
    case 'number':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'null':
      return 'null'
    case 'array':
      return `(${typeOf(schema.items, indent)})[]`
    case 'object':
      return objectOf(schema, indent)
    default:
      return 'unknown'
  }
}

function objectOf(schema: Json, indent: string): string {
  const required = new Set(list(schema.required).map(String))
  const fields = Object.entries(record(schema.properties)).map(
    ([name, field]) => `${indent}  ${key(name)}${required.has(name) ? '' : '?'}: ${typeOf(field, `${indent}  `)}`,
  )
  const others = schema.additionalProperties
  const typed = typeof others === 'object' && others !== null && fields.length === 0
  const more = others === true || fields.length === 0 ? [typed ? typeOf(others, `${indent}  `) : 'unknown'] : []
  const rest = more.map((type) => `${indent}  [name: string]: ${type}`)
  return `{\n${[...fields, ...rest].join('\n')}\n${indent}}`
}

function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name)
}

function record(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {}
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
