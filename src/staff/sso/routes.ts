/** Single sign-on: to the identity provider and back. What goes wrong is told on the sign-in page (`/sign-in?sso=…`). */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { asId } from '../../base/ids.ts'
import type { App } from '../../platform/http/app.ts'
import { cookieOf, setCookies } from '../../platform/http/cookies.ts'
import { endedSso, SSO_COOKIE, ssoCookie } from '../cookies.ts'
import type { Entrance } from '../entering.ts'
import type { StaffId } from '../staff.ts'
import { type Begun, type Provider, provider } from './provider.ts'
import { type NotMatched, type SsoService, ssoService } from './service.ts'

/** `denied`: the provider said no. `expired`: it took too long, or began in another browser. */
type Trouble = NotMatched | 'unreachable' | 'denied' | 'expired' | 'failed'

const PATH = '/api/auth/sso'
const CALLBACK = `${PATH}/callback`
/** Opened by browsers like a page, and called by nobody. */
const page = { hide: true, response: { 302: Type.Null() } } as const

/** Where people come from and want to go. */
type Journey = {
  readonly to: string
  /** False: the session ends with the browser. */
  readonly remember: boolean
  /** The session whose holder is asked again; undefined when somebody signs in. */
  readonly proving: { readonly staffId: string; readonly sessionId: string } | undefined
}

export function ssoRoutes(app: App, entrance: Entrance): void {
  const { sso } = entrance.parts
  options(app, sso?.name)
  if (sso === undefined) return
  const service = ssoService({ ...entrance.parts, forget: entrance.parts.authenticator.forget }, sso)
  const away = provider(sso)
  begin(app, entrance, away)
  comeBack(app, entrance, { away, service })
}

function options(app: App, name: string | undefined): void {
  app.get(
    '/v1/sign-in-options',
    {
      config: { right: 'public' },
      schema: {
        operationId: 'getSignInOptions',
        tags: ['staff'],
        summary: 'What the sign-in page offers beside password and passkey',
        response: {
          200: Type.Object({
            sso: Type.Unsafe<string | null>({
              type: ['string', 'null'],
              description: `Name of the identity provider, reached by opening \`${PATH}\`; null: there is none`,
            }),
          }),
        },
      },
    },
    async () => ({ sso: name ?? null }),
  )
}

function begin(app: App, { parts, tokens }: Entrance, away: Provider): void {
  const { authenticator, clock, log } = parts
  app.get(
    PATH,
    {
      config: { right: 'public' },
      schema: {
        ...page,
        querystring: Type.Object(
          {
            // The page of the console to come back to.
            to: Type.Optional(Type.String({ maxLength: 500 })),
            remember: Type.Optional(Type.Boolean()),
            // Asks whoever is signed in to sign in there again, as a proof.
            again: Type.Optional(Type.Boolean()),
          },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => {
      const caller = request.query.again === true ? await authenticator.caller(request) : undefined
      const { to = '/', remember = true } = request.query
      const proving =
        caller?.sessionId === undefined ? undefined : { staffId: caller.principal.id, sessionId: caller.sessionId }
      try {
        const { address, begun } = await away.begin({
          callback: callbackOf(request, parts),
          again: proving !== undefined,
        })
        const token = tokens.make('sso', said(begun, { to: ownPage(to), remember, proving }), clock.now())
        setCookies(request, reply, [ssoCookie(token)])
        return await reply.redirect(address)
      } catch (error) {
        log.warn(reason(error), 'the identity provider cannot be reached')
        return told(reply, 'unreachable')
      }
    },
  )
}

type Coming = { readonly away: Provider; readonly service: SsoService }

function comeBack(app: App, entrance: Entrance, { away, service }: Coming): void {
  const { parts, tokens } = entrance
  const { clock, db, log, staff } = parts
  app.get(
    CALLBACK,
    {
      config: { right: 'public', audit: 'always' },
      schema: {
        ...page,
        // As the audit trail calls it.
        operationId: 'signInWithSso',
        querystring: Type.Object({ error: Type.Optional(Type.String()) }),
      },
    },
    async (request, reply) => {
      const token = cookieOf(request, SSO_COOKIE) ?? ''
      const at = clock.now()
      const says = tokens.read('sso', token, at)
      if (says === undefined || !(await tokens.spend(db, token, at))) return told(reply, 'expired')
      const { begun, journey } = heardFrom(says)
      setCookies(request, reply, [endedSso])
      if (request.query.error === 'access_denied') return told(reply, 'denied')
      const answer = new URL(request.url, callbackOf(request, parts))
      const again = journey.proving !== undefined
      const identity = await away.finish(answer, { ...begun, again }).catch((error: unknown) => {
        log.warn(reason(error), 'an answer of the identity provider was refused')
        return undefined
      })
      if (identity === undefined) return told(reply, 'failed')
      const matched = await service.match(identity)
      if ('not' in matched) return told(reply, matched.not)
      const { staffId } = matched
      if (journey.proving?.staffId === staffId) await staff.prove(asId(journey.proving.sessionId))
      else await signIn(entrance, { request, reply }, { staffId, remember: journey.remember })
      return reply.redirect(journey.to)
    },
  )
}

async function signIn(
  entrance: Entrance,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  who: { staffId: StaffId; remember: boolean },
): Promise<void> {
  setCookies(request, reply, await entrance.enter(request, { ...who, way: 'sso' }))
}

function told(reply: FastifyReply, trouble: Trouble): FastifyReply {
  return reply.redirect(`/sign-in?sso=${trouble}`)
}

function callbackOf(request: FastifyRequest, { authenticator }: Entrance['parts']): string {
  return `${authenticator.originOf(request)}${CALLBACK}`
}

/** A page of this console and nothing else, whatever the address said: browsers read a backslash as a slash. */
function ownPage(to: string): string {
  return /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(to) ? to : '/'
}

function said({ state, nonce, verifier }: Begun, { to, remember, proving }: Journey): string[] {
  return [state, nonce, verifier, to, String(remember), proving?.staffId ?? '', proving?.sessionId ?? '']
}

function heardFrom(says: readonly string[]): { begun: Begun; journey: Journey } {
  const [state = '', nonce = '', verifier = '', to = '/', remember = '', staffId = '', sessionId = ''] = says
  const proving = sessionId === '' ? undefined : { staffId, sessionId }
  return { begun: { state, nonce, verifier }, journey: { to, remember: remember === 'true', proving } }
}

/** What may be written down: what the library's errors carry beside it can hold claims about a person. */
function reason(error: unknown): { why: string; code: string | undefined } {
  if (!(error instanceof Error)) return { why: 'unknown', code: undefined }
  return { why: error.message, code: 'code' in error && typeof error.code === 'string' ? error.code : undefined }
}
