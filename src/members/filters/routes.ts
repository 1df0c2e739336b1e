import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { ConditionRef } from '../../base/conditions/schema.ts'
import { asId, isId } from '../../base/ids.ts'
import { Refused } from '../../base/refusals.ts'
import { instantText } from '../../base/time.ts'
import { type App, callerOf } from '../../platform/http/app.ts'
import { idSchema, instantSchema, refusals } from '../../platform/http/schemas.ts'
import type { MembersService } from '../service.ts'
import { filterUnknown } from './errors.ts'
import { columns, type Filter, type FilterId, NAME_AT_MOST } from './filter.ts'
import type { Asker } from './service.ts'

const closed = { additionalProperties: false } as const
const tags = ['members']
const read = { right: 'members.read' } as const

const fields = {
  name: Type.String({ minLength: 1, maxLength: NAME_AT_MOST, examples: ['Gold, quiet for 90 days'] }),
  condition: ConditionRef,
  columns: Type.Union(
    [Type.Array(Type.Enum([...columns]), { maxItems: columns.length, uniqueItems: true }), Type.Null()],
    {
      description: 'Of the list, in the order in which it has them; null: those that whoever looks has chosen',
    },
  ),
  shared: Type.Boolean({ description: 'Everybody who sees members sees it; its owner changes it' }),
}
const createBody = Type.Object(
  { ...fields, columns: Type.Optional(fields.columns), shared: Type.Optional(fields.shared) },
  closed,
)
const changeBody = Type.Object(
  {
    revision: Type.Integer({ minimum: 1, description: 'The revision that you saw; another one is refused' }),
    name: Type.Optional(fields.name),
    condition: Type.Optional(ConditionRef),
    columns: Type.Optional(fields.columns),
    shared: Type.Optional(fields.shared),
  },
  { ...closed, description: 'What is absent stays.' },
)
const filterPath = Type.Object({ filterId: idSchema('The saved filter.') })
const filterView = Type.Object({
  filterId: idSchema('The saved filter.'),
  revision: Type.Integer(),
  ...fields,
  owner: Type.String({ description: 'The staff member or the key' }),
  ownerName: Type.String(),
  changeable: Type.Boolean({ description: 'You may change and delete it' }),
  createdAt: instantSchema(),
  changedAt: instantSchema(),
})

export type FilterRouteParts = {
  readonly members: Pick<MembersService, 'filters'>
  readonly staff: { names(ids: readonly string[]): Promise<readonly { readonly id: string; readonly name: string }[]> }
}

/** Whoever manages staff keeps order among what is shared, also when its owner has left. */
export function askerOf(request: FastifyRequest): Asker {
  const { id, rights } = callerOf(request)
  return { id, keepsOrder: rights.has('staff.manage') }
}

export function filterIdOf(text: string): FilterId {
  if (!isId(text)) throw new Refused(filterUnknown({}))
  return asId(text)
}

export function filterRoutes(app: App, parts: FilterRouteParts): void {
  reading(app, parts)
  changing(app, parts)
}

async function shown(filters: readonly Filter[], by: Asker, { staff }: FilterRouteParts) {
  const names = new Map(
    (await staff.names([...new Set(filters.map(({ owner }) => owner))])).map((one) => [one.id, one.name]),
  )
  return filters.map(
    (filter): Static<typeof filterView> => ({
      ...filter,
      columns: filter.columns === null ? null : [...filter.columns],
      ownerName: names.get(filter.owner) ?? filter.owner,
      changeable: filter.owner === by.id || by.keepsOrder,
      createdAt: instantText(filter.createdAt),
      changedAt: instantText(filter.changedAt),
    }),
  )
}

async function oneShown(filter: Filter, by: Asker, parts: FilterRouteParts) {
  const [one] = await shown([filter], by, parts)
  if (one === undefined) throw new Error('a filter was not shown')
  return one
}

function reading(app: App, parts: FilterRouteParts): void {
  const { filters } = parts.members
  app.get(
    '/v1/member-filters',
    {
      config: read,
      schema: {
        operationId: 'listMemberFilters',
        tags,
        summary: 'Your saved filters of the list of members, and those that others share, by name',
        response: { 200: Type.Object({ items: Type.Array(filterView) }), ...refusals(401, 403) },
      },
    },
    async (request) => {
      const by = askerOf(request)
      return { items: await shown(await filters.list(by), by, parts) }
    },
  )
  app.get(
    '/v1/member-filters/:filterId',
    {
      config: read,
      schema: {
        operationId: 'getMemberFilter',
        tags,
        summary: 'One saved filter',
        params: filterPath,
        response: { 200: filterView, ...refusals(401, 403, 404) },
      },
    },
    async (request) => {
      const by = askerOf(request)
      return oneShown(await filters.get(filterIdOf(request.params.filterId), by), by, parts)
    },
  )
}

function changing(app: App, parts: FilterRouteParts): void {
  const { filters } = parts.members
  app.post(
    '/v1/member-filters',
    {
      config: read,
      schema: {
        operationId: 'createMemberFilter',
        tags,
        summary: 'Save a filter of the list of members under a name',
        body: createBody,
        response: { 201: filterView, ...refusals(401, 403, 409, 422) },
      },
    },
    async (request, reply) => {
      const by = askerOf(request)
      const { columns: chosen = null, shared = false, name, condition } = request.body
      const filter = await filters.create({ name, condition, columns: chosen, shared }, by)
      return reply.status(201).send(await oneShown(filter, by, parts))
    },
  )
  app.patch(
    '/v1/member-filters/:filterId',
    {
      config: read,
      schema: {
        operationId: 'changeMemberFilter',
        tags,
        summary: 'Rename, change, share or no longer share a saved filter',
        params: filterPath,
        body: changeBody,
        response: { 200: filterView, ...refusals(401, 403, 404, 409, 412, 422) },
      },
    },
    async (request) => {
      const by = askerOf(request)
      return oneShown(await filters.change(filterIdOf(request.params.filterId), request.body, by), by, parts)
    },
  )
  app.delete(
    '/v1/member-filters/:filterId',
    {
      config: read,
      schema: {
        operationId: 'deleteMemberFilter',
        tags,
        summary: 'Delete a saved filter',
        params: filterPath,
        response: { 204: Type.Null({ description: 'Deleted.' }), ...refusals(401, 403, 404) },
      },
    },
    async (request, reply) => {
      await filters.remove(filterIdOf(request.params.filterId), askerOf(request))
      return reply.status(204).send(null)
    },
  )
}
