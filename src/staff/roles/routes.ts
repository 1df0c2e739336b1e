/** Roles over HTTP. */
import { Type } from 'typebox'
import { type App, callerOf } from '../../platform/http/app.ts'
import { rights } from '../../platform/http/rights.ts'
import { refusals } from '../../platform/http/schemas.ts'
import { reachOf } from '../../platform/http/stores.ts'
import { everyRight } from '../roles.ts'
import { rightSchema } from '../schemas.ts'
import { type ListedRole, ROLE_NAME_AT_MOST, type RoleService } from './service.ts'

const read = { right: 'staff.manage' } as const
/** Its holders may act for any store. */
const write = { right: 'staff.manage', stores: 'all', proof: 'fresh' } as const
const tags = ['staff']

const words = Type.Object({ en: Type.String(), 'zh-CN': Type.String() })
const roleOut = Type.Object({
  role: Type.String({ description: 'What a staff member is given: the name of a built-in role, the id of an own one' }),
  words,
  rights: Type.Array(Type.String()),
  own: Type.Boolean({ description: 'Made by the company, so that it can be changed' }),
  staff: Type.Integer({ description: 'How many people hold it who are not deactivated' }),
})
const rolesOut = Type.Object({
  roles: Type.Array(roleOut),
  rights: Type.Array(
    Type.Object({
      right: Type.String(),
      words,
      reach: Type.Enum(['any', 'own', 'all'], {
        description:
          'For whoever acts for certain stores: `any` store’s business alike, `own` stores only, or `all`: of no use to them',
      }),
    }),
  ),
})
const name = Type.String({ minLength: 1, maxLength: ROLE_NAME_AT_MOST, examples: ['Store manager'] })
const rightsIn = Type.Array(rightSchema, { minItems: 1, maxItems: everyRight.length, uniqueItems: true })
const params = Type.Object({ role: Type.String({ maxLength: 64 }) })

export function roleRoutes(app: App, staff: RoleService): void {
  app.get(
    '/v1/roles',
    {
      config: read,
      schema: {
        operationId: 'listRoles',
        tags,
        summary: 'Roles with their rights, and all rights in words',
        response: { 200: rolesOut, ...refusals(401, 403) },
      },
    },
    async () => ({
      roles: (await staff.roles()).map(shown),
      rights: everyRight.map((right) => ({ right, words: rights[right], reach: reachOf(right) })),
    }),
  )
  app.post(
    '/v1/roles',
    {
      config: write,
      schema: {
        operationId: 'createRole',
        tags,
        summary: 'Make a role of the company’s own',
        description: 'Nobody gives rights that they lack. A name is used once, so a repeated call is refused.',
        body: Type.Object({ name, rights: rightsIn }, { additionalProperties: false }),
        response: { 201: roleOut, ...refusals(401, 403, 409, 422) },
      },
    },
    async (request, reply) => reply.status(201).send(shown(await staff.createRole(callerOf(request), request.body))),
  )
  app.patch(
    '/v1/roles/:role',
    {
      config: write,
      schema: {
        operationId: 'changeRole',
        tags,
        summary: 'Change the name or the rights of an own role; what its holders may do changes at once',
        params,
        body: Type.Object(
          { name: Type.Optional(name), rights: Type.Optional(rightsIn) },
          { additionalProperties: false },
        ),
        response: { 200: roleOut, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async (request) => shown(await staff.changeRole(callerOf(request), request.params.role, request.body)),
  )
  app.delete(
    '/v1/roles/:role',
    {
      config: write,
      schema: {
        operationId: 'removeRole',
        tags,
        summary: 'Remove an own role that nobody has',
        params,
        response: { 204: Type.Null(), ...refusals(401, 403, 404, 409) },
      },
    },
    async (request, reply) => {
      await staff.removeRole(callerOf(request), request.params.role)
      return reply.status(204).send(null)
    },
  )
}

function shown(role: ListedRole) {
  return { ...role, rights: [...role.rights] }
}
