/**
 * The HTTP layer: schemas checked strictly, every route with the right it needs, refusals as problem details,
 * and nothing of an unexpected error in an answer.
 */

import { randomUUIDv7 } from 'node:crypto'
import type { Socket } from 'node:net'
import serializers from '@fastify/fast-json-stringify-compiler'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import { Ajv, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'
import fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyRequest,
  LogController,
  type RawReplyDefaultExpression,
  type RawRequestDefaultExpression,
  type RawServerDefault,
} from 'fastify'
import { ConditionDoor, ConditionSchema } from '../../base/conditions/schema.ts'
import type { MemberId } from '../../base/ids.ts'
import { Refused } from '../../base/refusals.ts'
import type { Instant } from '../../base/time.ts'
import {
  fail,
  invalidBody,
  malformed,
  noSuchRoute,
  notAllowed,
  notSignedIn,
  onlyViewing,
  refuse,
  tooLarge,
  unsupportedMediaType,
} from './problems.ts'
import type { Principal, Right } from './rights.ts'
import { everyStoreNeeded, needsEveryStore } from './stores.ts'

export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The right that a caller needs; `public` for none, `member` for a signed-in member. Every route states it. */
    right?: Right | 'public' | 'member'
    /** A signed-in member may do it, too, for himself: with `me` in place of his id. */
    own?: true
    /**
     * Where its right does not say it (`stores.ts`): `own` when the route looks itself at which store it concerns, `all` when it
     * concerns all of them.
     */
    stores?: 'own' | 'all'
    /**
     * Whether the audit trail tells of it. When absent: unless it is a GET. `persons`: only when a person does it, because what
     * programs do there is in the books; `nothing`: it changes nothing; `always`: a GET that takes data out.
     */
    audit?: 'always' | 'persons' | 'nothing'
    /** `never`: of a member's own routes, a reading one that staff who see what he sees are not shown. */
    viewing?: 'never'
  }
  interface FastifyRequest {
    principal: Principal | undefined
    member: MemberCaller | undefined
  }
}

/** A member who signed in himself. */
export type MemberCaller = {
  readonly memberId: MemberId
  readonly sessionId: string
  /** Not he himself, but a person of the staff who sees what he sees and may change nothing. */
  readonly viewing?: Viewing | undefined
}

export type Viewing = {
  readonly viewingId: string
  readonly staffId: string
  readonly name: string
  /** Whether this person may see personal fields in clear. */
  readonly unmasked: boolean
  readonly lapsesAt: Instant
}

/** Finds out which member calls; undefined when the request carries no session of one. */
export type AuthenticateMember = (request: FastifyRequest) => Promise<MemberCaller | undefined>

/** Finds out who calls; undefined when the request carries no valid credential. */
export type Authenticate = (request: FastifyRequest) => Promise<Principal | undefined>

export type AppOptions = {
  readonly log?: FastifyBaseLogger
  readonly authenticate: Authenticate
  /** Nobody is a member when absent. */
  readonly authenticateMember?: AuthenticateMember
  /** Address ranges of reverse proxies whose forwarded headers are believed; none by default. */
  readonly trustProxy?: string | false
}

/** A body larger than this is refused; routes that take files or batches say their own limit. */
const BODY_BYTES = 1024 * 1024

export function httpApp(options: AppOptions): App {
  const app = fastify({
    ...(options.log === undefined ? {} : { loggerInstance: options.log }),
    logController: new LogController({ disableRequestLogging: true }),
    // Lines name their request themselves; a logger per request would copy the redactions each time.
    childLoggerFactory: (logger) => logger,
    bodyLimit: BODY_BYTES,
    requestTimeout: 60_000,
    trustProxy: options.trustProxy ?? false,
    // Addresses that no route can have, before any route is looked for: refused like everything else.
    frameworkErrors: (_, request, reply) => void refuse(request, reply, malformed({})),
    genReqId: () => randomUUIDv7(),
    requestIdHeader: false,
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 300 },
  }).withTypeProvider<TypeBoxTypeProvider>()
  app.decorateRequest('principal', undefined)
  app.decorateRequest('member', undefined)
  strictSchemas(app)
  strictAnswers(app)
  strictJson(app)
  everyRouteStatesItsRight(app, options)
  problemsForErrors(app)
  logWhatMatters(app)
  letGoOfUnused(app)
  return app
}

/**
 * A stop waits for answers, not for connections. Browsers connect ahead of what they may ask for, which Node counts as
 * busy; and a connection whose last answer comes while the server closes would be kept for the next question.
 */
function letGoOfUnused(app: App): void {
  const unused = new Set<Socket>()
  app.server.on('connection', (socket) => {
    unused.add(socket)
    socket.once('close', () => unused.delete(socket))
  })
  app.server.on('request', ({ socket }) => unused.delete(socket))
  app.addHook('preClose', async () => {
    for (const socket of unused) socket.destroy()
    app.server.keepAliveTimeout = 1
  })
}

/** The caller of a route that needs a right. */
export function callerOf(request: FastifyRequest): Principal {
  if (request.principal === undefined) throw new Error('a public route has no caller')
  return request.principal
}

/** The member who called a route for members. */
export function memberOf(request: FastifyRequest): MemberCaller {
  if (request.member === undefined) throw new Error('the route is not for members')
  return request.member
}

/** Bodies are taken as they are, without coercion; only query strings and paths, which are text, are coerced. */
function strictSchemas(app: App): void {
  const shared = { allErrors: false, removeAdditional: false, useDefaults: true, strict: false } as const
  const exact = formats.default(new Ajv({ ...shared, coerceTypes: false }))
  const coercing = formats.default(new Ajv({ ...shared, coerceTypes: 'array' }))
  // Bodies hold conditions of any depth; the schema checks their outside and `parseCondition` the rest, without a stack to overflow.
  exact.addSchema(ConditionDoor)
  const known = new Set<string>(['Condition'])
  app.addSchema(ConditionSchema)
  app.setValidatorCompiler(({ schema, httpPart }) => {
    if (httpPart !== 'body') return checkedAtFirstUse(() => coercing.compile(schema as object))
    return checkedAtFirstUse(() => {
      // Rooms share large schemas under an id; which there are is known when the first body comes.
      for (const [id, shared] of Object.entries(app.getSchemas())) if (!known.has(id)) exact.addSchema(shared as object)
      for (const id of Object.keys(app.getSchemas())) known.add(id)
      return exact.compile(schema as object)
    })
  })
}

/** Answers hold what their schema names and nothing else. A refusal is sent as text that is JSON already. */
function strictAnswers(app: App): void {
  const build = serializers()
  app.setSerializerCompiler((route) => {
    if (Number(route.httpStatus ?? 200) >= 400) return (payload) => JSON.stringify(payload)
    const compile = build(app.getSchemas(), {})
    return atFirstUse(() => compile({ ...route, httpStatus: route.httpStatus ?? '200' }))
  })
}

/** As `atFirstUse`; the framework reads the errors from the function that it called. */
function checkedAtFirstUse(make: () => ValidateFunction): ValidateFunction {
  let made: ValidateFunction | undefined
  const check = (data: unknown) => {
    made ??= make()
    const fits = made(data)
    check.errors = made.errors
    return fits
  }
  check.errors = null as ValidateFunction['errors']
  return check as ValidateFunction
}

/** Most routes are not called in most processes: what is compiled for them waits for the first call. */
function atFirstUse<A extends unknown[], R>(make: () => (...args: A) => R): (...args: A) => R {
  let made: ((...args: A) => R) | undefined
  return (...args) => {
    made ??= make()
    return made(...args)
  }
}

/** Postgres can keep neither U+0000 nor half a surrogate pair in text, so no request may carry them. */
const nul = '\\u0000'
const half = /\\ud[89ab][\da-f]{2}(?!\\ud[c-f][\da-f]{2})|(?<!\\ud[89ab][\da-f]{2})\\ud[c-f][\da-f]{2}/i

/** Deeper than any schema reaches: a condition of 20 levels inside a programme has 45. */
const NESTING_AT_MOST = 100

/** How deep arrays and objects are nested in JSON text; brackets inside strings do not count. */
function nesting(text: string): number {
  let depth = 0
  let deepest = 0
  let quoted = false
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (quoted) {
      if (code === 0x5c) index += 1
      else if (code === 0x22) quoted = false
    } else if (code === 0x22) quoted = true
    else if (code === 0x7b || code === 0x5b) {
      depth += 1
      if (depth > deepest) deepest = depth
    } else if (code === 0x7d || code === 0x5d) depth -= 1
  }
  return deepest
}

function strictJson(app: App): void {
  app.removeAllContentTypeParsers()
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) return done(null, undefined)
    const text = body.toString()
    if (text.includes(nul))
      return done(new Refused(invalidBody({ where: 'body', problem: 'the character U+0000 is not allowed' })))
    if (half.test(text))
      return done(new Refused(invalidBody({ where: 'body', problem: 'half a surrogate pair is not a character' })))
    if (nesting(text) > NESTING_AT_MOST)
      return done(new Refused(invalidBody({ where: 'body', problem: 'it is nested too deeply' })))
    return parse(request, text, done)
  })
}

function everyRouteStatesItsRight(app: App, { authenticate, authenticateMember }: AppOptions): void {
  app.addHook('onRoute', (route) => {
    if (route.config?.right === undefined && route.method !== 'HEAD')
      throw new Error(`${String(route.method)} ${route.url} states no right`)
  })
  app.addHook('onRequest', async (request) => {
    if (request.url.includes('%00'))
      throw new Refused(invalidBody({ where: 'url', problem: 'the character U+0000 is not allowed' }))
    const { right, own, stores } = request.routeOptions.config
    if (right === undefined || right === 'public') return
    if (right === 'member') {
      onlyLooks(request, await signedIn(request, authenticateMember))
      return
    }
    if (own && asksForHimself(request.params)) {
      const member = onlyLooks(request, await signedIn(request, authenticateMember))
      const rights = ownRights(right, member)
      request.params.memberId = member.memberId
      request.principal = { kind: 'member', id: member.memberId, name: '', rights, stores: 'all' }
      return
    }
    const principal = await authenticate(request)
    if (principal === undefined) throw new Refused(notSignedIn({}))
    if (!principal.rights.has(right)) throw new Refused(notAllowed({ right }))
    if (principal.stores !== 'all' && needsEveryStore(right, stores)) throw new Refused(everyStoreNeeded({}))
    request.principal = principal
  })
}

/** A member sees himself in clear, and holds no right beyond the one route. */
function ownRights(right: Right, { viewing }: MemberCaller): ReadonlySet<Right> {
  return viewing?.unmasked === false ? new Set([right]) : new Set([right, 'members.unmask'])
}

/** Who is refused is known to the trail. @throws Refused onlyViewing for whatever is more than looking */
function onlyLooks(request: FastifyRequest, member: MemberCaller): MemberCaller {
  const { method } = request
  request.member = member
  const looks = (method === 'GET' || method === 'HEAD') && request.routeOptions.config.viewing !== 'never'
  if (member.viewing !== undefined && !looks) throw new Refused(onlyViewing({}))
  return member
}

function asksForHimself(params: unknown): params is { memberId: string } {
  return typeof params === 'object' && params !== null && 'memberId' in params && params.memberId === 'me'
}

async function signedIn(request: FastifyRequest, look: AuthenticateMember | undefined): Promise<MemberCaller> {
  const member = await look?.(request)
  if (member === undefined) throw new Refused(notSignedIn({}))
  return member
}

function problemsForErrors(app: App): void {
  app.setNotFoundHandler((request, reply) => refuse(request, reply, noSuchRoute({})))
  app.setErrorHandler((error: FastifyError | Refused, request, reply) => {
    if (error instanceof Refused) return refuse(request, reply, error.refusal)
    if (error.validation !== undefined) {
      const first = error.validation[0]
      const extra = first?.params.additionalProperty
      const where = `${error.validationContext ?? 'body'}${first?.instancePath ?? ''}`
      const what = `${first?.message ?? 'invalid'}${typeof extra === 'string' ? ` (${extra})` : ''}`
      return refuse(request, reply, invalidBody({ where, problem: what }))
    }
    if (error.statusCode === 413) return refuse(request, reply, tooLarge({}))
    if (error.statusCode === 415) return refuse(request, reply, unsupportedMediaType({}))
    if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
      return refuse(request, reply, malformed({}))
    request.log.error({ err: error, requestId: request.id, route: request.routeOptions.url }, 'request failed')
    return fail(request, reply)
  })
}

/** Slower than this is worth a line; ordinary requests are counted in the metrics instead. */
const SLOW_MILLISECONDS = 1_000

/** One line for a request that failed or was slow; the others at `debug`. The route's pattern is logged, never its ids. */
function logWhatMatters(app: App): void {
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
  app.addHook('onResponse', async (request, reply) => {
    const level = reply.statusCode >= 500 ? 'error' : reply.elapsedTime > SLOW_MILLISECONDS ? 'warn' : 'debug'
    const route = request.routeOptions.url ?? 'none'
    request.log[level](
      {
        requestId: request.id,
        method: request.method,
        route,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    )
  })
}
