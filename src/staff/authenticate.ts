/** Who calls: the holder of an API key or of a session. Costs a hash and a map look-up while it is remembered. */
import { hash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { Refused } from '../base/refusals.ts'
import { asInstant, type Instant } from '../base/time.ts'
import type { Authenticate } from '../platform/http/app.ts'
import { cookieOf } from '../platform/http/cookies.ts'
import { type Origins, originsOf } from '../platform/http/origins.ts'
import { isRight, type Principal, type Right } from '../platform/http/rights.ts'
import { storesOf } from '../platform/http/stores.ts'
import { crossOrigin } from './errors.ts'
import { keyByHash, noteUse } from './keys/store.ts'
import { memory } from './memory.ts'
import type { AuthenticatorParts } from './parts.ts'
import { rightsHeld } from './roles.ts'
import { couldBeKey, KEY_LENGTH } from './rules.ts'
import { unsigned } from './secrets.ts'
import type { SessionId } from './staff.ts'
import { type Holder, holderOfSession, noteSessionUse } from './store.ts'

export const SESSION_COOKIE = 'regulars.session_token'
export const DEVICE_COOKIE = 'regulars.device'

/** What another process revokes is honoured here at most this long; what this process revokes, not at all. */
const REMEMBERED_MILLISECONDS = 5_000
const REMEMBERED_AT_MOST = 10_000
/** The last use of a key or a session is written down this often. */
const USE_NOTED_MILLISECONDS = 60_000
/** NIST SP 800-63B-4 §2.1.3: signing in anew at least every 30 days, however long a session is prolonged. */
const SESSION_AT_MOST_MILLISECONDS = 30 * 24 * 3_600_000

const SECRET_BYTES_AT_LEAST = 32

/** A caller, and the session when it is a person. */
export type Caller = {
  readonly principal: Principal & { readonly kind: 'staff' | 'key' }
  readonly sessionId: SessionId | undefined
  readonly endsAt: Instant | null
  /** The role must have a second factor and this person has none: until there is one, the session has no rights. */
  readonly factorDue: boolean
}

export type Authenticator = {
  /** For `httpApp`. @throws Refused crossOrigin for a write with a cookie that does not come from our own pages */
  readonly authenticate: Authenticate
  /** As `authenticate`, with the session. */
  caller(request: FastifyRequest): Promise<Caller | undefined>
  readonly stated: Origins['stated']
  readonly originOf: Origins['of']
  /** Every credential is looked up again. */
  forget(): void
  /** Resolves when nothing is being written down any more. */
  settled(): Promise<void>
}

/** @throws Error when the secret is too short to sign with: better not to start than to be forgeable */
export function authenticator(parts: AuthenticatorParts): Authenticator {
  const { clock, secret, publicUrl } = parts
  if (Buffer.byteLength(secret) < SECRET_BYTES_AT_LEAST) throw new Error('the secret of sessions is too short')
  const origins = originsOf(publicUrl)
  const options = { clock, milliseconds: REMEMBERED_MILLISECONDS, atMost: REMEMBERED_AT_MOST }
  const remembered = { ...options, endsAt: (known: Caller) => known.endsAt }
  const keys = memory<Caller>(remembered)
  const sessions = memory<Caller>(remembered)
  const uses = useNotes(parts)

  function byKey(header: string): Promise<Caller | undefined> | Caller | undefined {
    const key = bearer(header)
    if (key === undefined || key.length !== KEY_LENGTH) return undefined
    const digest = hash('sha256', key, 'base64')
    return keys.get(digest) ?? (couldBeKey(key) ? keys.find(digest, () => keyHolder(parts, digest, uses)) : undefined)
  }

  async function bySession(request: FastifyRequest): Promise<Caller | undefined> {
    const signed = cookieOf(request, SESSION_COOKIE)
    if (signed === undefined) return undefined
    const known = sessions.get(signed) ?? (await sessions.find(signed, () => sessionHolder(parts, signed, uses)))
    if (known !== undefined && !reads(request.method) && origins.stated(request) !== 'same')
      throw new Refused(crossOrigin({}))
    return known
  }

  /** A request with an `Authorization` header stands by it: a wrong key never falls back to a cookie. */
  async function caller(request: FastifyRequest): Promise<Caller | undefined> {
    const header = request.headers.authorization
    return header === undefined ? bySession(request) : byKey(header)
  }

  return {
    caller,
    authenticate: async (request) => (await caller(request))?.principal,
    stated: origins.stated,
    originOf: origins.of,
    forget() {
      keys.forget()
      sessions.forget()
    },
    settled: uses.settled,
  }
}

type Use = { readonly at: Instant; readonly unlessAfter: Instant }
type UseNotes = {
  note(last: Instant | null, at: Instant, write: (use: Use) => Promise<void>): void
  settled(): Promise<void>
}

/** Beside the request: a till is not kept waiting for bookkeeping, nor refused when that fails. */
function useNotes({ log }: AuthenticatorParts): UseNotes {
  const writing = new Set<Promise<void>>()
  return {
    note(last, at, write) {
      const unlessAfter = asInstant(Math.max(0, at - USE_NOTED_MILLISECONDS))
      if (last !== null && last > unlessAfter) return
      const written: Promise<void> = write({ at, unlessAfter })
        .catch((error: unknown) => log.warn({ err: error }, 'the last use of a credential was not written down'))
        .finally(() => writing.delete(written))
      writing.add(written)
    },
    settled: async () => void (await Promise.all(writing)),
  }
}

async function keyHolder(
  { db, clock }: AuthenticatorParts,
  digest: string,
  uses: UseNotes,
): Promise<Caller | undefined> {
  const at = clock.now()
  const key = await keyByHash(db, Buffer.from(digest, 'base64'), at)
  if (key === undefined) return undefined
  const { keyId: id, name, until } = key
  uses.note(key.lastUsedAt, at, (use) => noteUse(db, id, use))
  const [rights, stores] = [new Set(key.rights.filter(isRight)), storesOf(key.stores)]
  const principal = { kind: 'key' as const, id, name, rights, stores }
  return { principal, sessionId: undefined, endsAt: until, factorDue: false }
}

const none: ReadonlySet<Right> = new Set()

async function sessionHolder(
  { db, clock, secret }: AuthenticatorParts,
  signed: string,
  uses: UseNotes,
): Promise<Caller | undefined> {
  const token = unsigned(signed, secret)
  if (token === undefined) return undefined
  const at = clock.now()
  const notBefore = asInstant(Math.max(0, at - SESSION_AT_MOST_MILLISECONDS))
  const found = await holderOfSession(db, { token, at, notBefore })
  if (found === undefined) return undefined
  const { sessionId, expiresAt, factorDue } = found
  uses.note(found.lastUsedAt, at, (use) => noteSessionUse(db, sessionId, use))
  return { principal: personOf(found), sessionId, endsAt: expiresAt, factorDue }
}

/** Whoever holds a session now, read anew each time; undefined when it has ended or the person is deactivated. */
export async function holderNow(
  { db, clock }: Pick<AuthenticatorParts, 'db' | 'clock'>,
  sessionId: SessionId,
): Promise<Principal | undefined> {
  const at = clock.now()
  const notBefore = asInstant(Math.max(0, at - SESSION_AT_MOST_MILLISECONDS))
  const found = await holderOfSession(db, { sessionId, at, notBefore })
  return found === undefined ? undefined : personOf(found)
}

function personOf(holder: Holder): Principal & { readonly kind: 'staff' } {
  const rights = holder.factorDue ? none : rightsHeld(holder)
  return { kind: 'staff', id: holder.staffId, name: holder.name, rights, stores: storesOf(holder.stores) }
}

function reads(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS'
}

const SCHEME = 'Bearer '

function bearer(header: string): string | undefined {
  if (header.startsWith(SCHEME)) return header.slice(SCHEME.length)
  return header.slice(0, SCHEME.length).toLowerCase() === SCHEME.toLowerCase() ? header.slice(SCHEME.length) : undefined
}
