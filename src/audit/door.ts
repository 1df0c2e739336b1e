/**
 * The trail at the door: every call that may change something is a deed while it is worked on. Rooms tell of what they change in
 * their own transactions (record.ts); what nobody told of by then is told here, before the answer. So is who was seen in clear.
 */
import type { FastifyRequest } from 'fastify'
import type { MemberId } from '../base/ids.ts'
import { addressGroup } from '../platform/http/address.ts'
import type { App } from '../platform/http/app.ts'
import { type Deed, type DoneBy, doing } from './deed.ts'
import type { Change } from './row.ts'
import type { AuditService } from './service.ts'

const deeds = new WeakMap<FastifyRequest, Deed>()
const seen = new WeakMap<FastifyRequest, Set<MemberId>>()

/** An answer shows these members' personal fields as they are. */
export function seenInClear(request: FastifyRequest, members: readonly MemberId[]): void {
  const before = seen.get(request)
  if (before === undefined) seen.set(request, new Set(members))
  else for (const member of members) before.add(member)
}

/** Register it before the routes. */
export function auditDoor(app: App, audit: Pick<AuditService, 'tell' | 'sealSoon'>): void {
  app.addHook('preHandler', (request, _reply, done) => {
    if (!watched(request)) return done()
    const deed = deedOf(request)
    deeds.set(request, deed)
    doing(deed, done)
  })
  app.addHook('onSend', async (request, reply) => {
    const deed = deeds.get(request)
    const told: { deed: Deed; change: Change }[] = []
    if (deed !== undefined && !deed.told && deed.by !== undefined && did(request, reply)) {
      deed.told = true
      told.push({ deed, change: { on: subjectOf(request), ...fieldsOf(request) } })
    }
    const members = [...(seen.get(request) ?? [])]
    if (members.length > 0 && reply.statusCode < 400) {
      const look: Deed = { ...deedOf(request), operation: SEEN, told: true }
      const [only, ...others] = members
      const on = { kind: 'member', id: others.length === 0 ? (only ?? null) : null }
      told.push({ deed: look, change: { on, members, after: { by: operationOf(request) } } })
    }
    const look = viewed(request, reply)
    if (look !== undefined) told.push(look)
    if (deed !== undefined) deed.over = true
    if (told.length > 0) await audit.tell(told)
  })
  app.addHook('onResponse', async (request) => {
    if (deeds.get(request)?.told === true || seen.has(request) || request.member?.viewing !== undefined)
      audit.sealSoon()
  })
}

/** The operation under which the trail tells that somebody saw members in clear. */
export const SEEN = 'seenInClear'
/** And that staff saw one of a member's own pages as he sees it, or wanted to do in his place what only he may. */
export const VIEWED = 'viewedAsMember'
export const REFUSED = 'refusedAsMember'

function viewed(request: FastifyRequest, reply: { statusCode: number }): { deed: Deed; change: Change } | undefined {
  const { member } = request
  const refused = reply.statusCode === 403
  if (member?.viewing === undefined || (reply.statusCode >= 400 && !refused)) return undefined
  const after = { by: operationOf(request), viewing: member.viewing.viewingId }
  const deed = { ...deedOf(request), operation: refused ? REFUSED : VIEWED, told: true }
  return { deed, change: { on: { kind: 'member', id: member.memberId }, after } }
}

function watched(request: FastifyRequest): boolean {
  const { audit } = request.routeOptions.config
  if (audit === 'nothing' || request.is404) return false
  if (audit === 'persons') return request.principal?.kind === 'staff'
  return audit === 'always' || !(request.method === 'GET' || request.method === 'HEAD')
}

function deedOf(request: FastifyRequest): Deed {
  const { member } = request
  const by = doerOf(request)
  return {
    by: by === undefined ? undefined : { kind: by.kind, id: by.id },
    operation: operationOf(request),
    // Where a member was is his own affair.
    address: member === undefined || member.viewing !== undefined ? addressGroup(request.ip) : null,
    requestId: request.id,
    told: false,
    over: false,
  }
}

/** Who sees what a member sees is himself, not the member. */
function doerOf({ principal, member }: FastifyRequest): Pick<DoneBy, 'kind' | 'id'> | undefined {
  if (member === undefined) return principal
  return member.viewing === undefined
    ? { kind: 'member', id: member.memberId }
    : { kind: 'staff', id: member.viewing.staffId }
}

function operationOf(request: FastifyRequest): string {
  const { schema, method, url } = request.routeOptions
  return schema?.operationId ?? `${String(method)} ${url ?? ''}`
}

/** Refused calls, previews and answers given again changed nothing. */
function did(request: FastifyRequest, reply: { statusCode: number; hasHeader(name: string): boolean }): boolean {
  const { query } = request
  const dry = typeof query === 'object' && query !== null && 'dry' in query && query.dry === true
  return reply.statusCode < 400 && !dry && !reply.hasHeader('idempotency-replayed')
}

/** What was said, by name; the values may be about a person. */
function fieldsOf({ body }: FastifyRequest): Pick<Change, 'fields'> {
  const names = typeof body === 'object' && body !== null && !Array.isArray(body) ? Object.keys(body) : []
  return names.length === 0 ? {} : { fields: names.sort() }
}

/** What the first part of an address speaks of. */
const kinds: Readonly<Record<string, string>> = {
  brands: 'brand',
  categories: 'category',
  channels: 'channel',
  coupons: 'coupon',
  holds: 'hold',
  imports: 'import',
  keys: 'key',
  members: 'member',
  'member-attributes': 'attribute',
  orders: 'order',
  products: 'product',
  roles: 'role',
  runs: 'run',
  stores: 'store',
}

/** The thing that the address names: `/v1/orders/:number` is an order and its number. */
export function subjectOf(request: FastifyRequest): Change['on'] {
  const [, , room = 'server'] = (request.routeOptions.url ?? '').split('/')
  const { params } = request
  const first: unknown = typeof params === 'object' && params !== null ? Object.values(params)[0] : undefined
  return { kind: kinds[room] ?? room, id: typeof first === 'string' ? first : null }
}
