/** The OpenAPI 3.1 document, made from the routes' own schemas. Register it before the routes. */
import swagger from '@fastify/swagger'
import manifest from '../../../package.json' with { type: 'json' }
import type { App } from './app.ts'
import type { Right } from './rights.ts'
import { problemSchema } from './schemas.ts'

export async function describeApi(app: App): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Regulars',
        version: manifest.version,
        description:
          'Members, points, tiers and orders. Writes take an `Idempotency-Key`; refusals are RFC 9457 problem details whose `code` is stable; ' +
          'amounts of money are whole minor units, points are whole units, instants are RFC 3339 in UTC.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: {
        securitySchemes: {
          key: {
            type: 'http',
            scheme: 'bearer',
            description: 'An API key, made in the console or by `regulars key create`',
          },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: 'regulars.session_token',
            description: 'A signed-in member of staff',
          },
          member: {
            type: 'apiKey',
            in: 'cookie',
            name: 'regulars.member',
            description: 'A signed-in member; apps send the same token as bearer token',
          },
        },
      },
    },
    refResolver: {
      buildLocalReference: (json, _base, _fragment, index) =>
        typeof json.$id === 'string' ? json.$id : `schema-${index}`,
    },
    transform: ({ schema, url, route }) => {
      const { right, own } = route.config ?? {}
      const security =
        right === undefined || right === 'public'
          ? []
          : [...(right === 'member' ? [] : staffSecurity), ...(right === 'member' || own ? memberSecurity : [])]
      const needs = `${needed(right)}${own ? ' A signed-in member may ask for himself, with `me` as memberId.' : ''}`
      const said = typeof schema?.description === 'string' ? `${schema.description} ` : ''
      return { schema: { ...schema, security, description: `${said}${needs}` }, url }
    },
  })
}

const staffSecurity = [{ key: [] }, { session: [] }]
const memberSecurity = [{ member: [] }]

function needed(right: Right | 'public' | 'member' | undefined): string {
  if (right === undefined || right === 'public') return 'Needs no right.'
  return right === 'member' ? 'Needs no right, but a signed-in member.' : `Needs the right \`${right}\`.`
}

/** What a refusal is sent as. */
const problemType = 'application/problem+json'

type Operation = { responses?: Record<string, { content?: Record<string, unknown> }> }
type Document = { paths?: Record<string, Record<string, Operation>>; components: { schemas: Record<string, unknown> } }

/** The document as plain JSON; refusals carry the media type they are sent with, and share one schema. */
export function apiDocument(app: App): Record<string, unknown> {
  const document: Document = JSON.parse(JSON.stringify(app.swagger()))
  document.components.schemas.Problem = problemSchema
  for (const methods of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(methods)) {
      for (const [status, response] of Object.entries(operation.responses ?? {})) {
        if (Number(status) >= 400)
          response.content = { [problemType]: { schema: { $ref: '#/components/schemas/Problem' } } }
      }
    }
  }
  return document
}
