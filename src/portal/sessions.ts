/** Sessions of members: one for each device, as a cookie in browsers and as a bearer token in apps. */
import { createHash, randomBytes } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { asId, isId, type MemberId } from '../base/ids.ts'
import { Refused } from '../base/refusals.ts'
import { asInstant, type Instant } from '../base/time.ts'
import type { Clock } from '../platform/clock.ts'
import type { MemberCaller } from '../platform/http/app.ts'
import { cookieOf } from '../platform/http/cookies.ts'
import { originsOf } from '../platform/http/origins.ts'
import { onlyViewing } from '../platform/http/problems.ts'
import type { Ids } from '../platform/ids.ts'
import type { Database } from '../platform/postgres/database.ts'
import type { PresenceService } from '../presence/service.ts'
import { memory } from '../staff/memory.ts'
import { crossOrigin } from './errors.ts'
import * as store from './store.ts'
import type { ViewingsService } from './viewings/service.ts'

export const MEMBER_COOKIE = 'regulars.member'

/** A phone that is used now and then stays signed in; one in a drawer does not. */
export const SESSION_DAYS = 90
const DAY = 24 * 3_600_000
/** The last use is written down this often. */
const SEEN_NOTED = 6 * 3_600_000
const DEVICE_AT_MOST = 200
const SECRET_BYTES = 24
const REMEMBERED_MILLISECONDS = 5_000
const REMEMBERED_AT_MOST = 20_000

export type Session = Pick<store.SessionRow, 'sessionId' | 'device' | 'madeAt' | 'seenAt' | 'lapsesAt'>

export type Sessions = {
  /** A new session; the token is shown once. */
  open(memberId: MemberId, device: string): Promise<{ token: string; sessionId: string; lapsesAt: Instant }>
  /** @throws Refused crossOrigin for a request that another site's page makes */
  checkOrigin(request: FastifyRequest): Promise<void>
  /** @throws Refused crossOrigin for a write with a cookie that does not come from our own pages */
  caller(request: FastifyRequest): Promise<MemberCaller | undefined>
  of(memberId: MemberId): Promise<Session[]>
  /** Ends one of a member's sessions, or all. */
  end(memberId: MemberId, sessionId: string | null): Promise<void>
  /** The card of the session's device, issued when it has none that is open. */
  card(caller: MemberCaller): Promise<{ handle: string; secret: Buffer }>
}

type SessionsParts = {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly presence: PresenceService
  readonly publicUrl?: string | undefined
  readonly viewings: Pick<ViewingsService, 'tokenIn' | 'caller'>
}

type Known = MemberCaller & { readonly lapsesAt: Instant }

export function sessionsOf({ db, clock, ids, presence, publicUrl, viewings }: SessionsParts): Sessions {
  const { stated } = originsOf(publicUrl)
  const known = memory<Known>({
    clock,
    milliseconds: REMEMBERED_MILLISECONDS,
    atMost: REMEMBERED_AT_MOST,
    endsAt: ({ lapsesAt }) => lapsesAt,
  })

  async function look(token: string): Promise<Known | undefined> {
    const memberId = memberIn(token)
    if (memberId === undefined) return undefined
    const at = clock.now()
    const found = await store.sessionByDigest(db, { memberId, digest: digestOf(token), at })
    if (found === undefined) return undefined
    const { sessionId } = found
    if (found.seenAt > at - SEEN_NOTED) return { memberId, sessionId, lapsesAt: found.lapsesAt }
    const lapsesAt = asInstant(at + SESSION_DAYS * DAY)
    await store.noteSeen(db, { memberId, sessionId, at, lapsesAt })
    return { memberId, sessionId, lapsesAt }
  }

  async function end(memberId: MemberId, sessionId: string | null): Promise<void> {
    await presence.removeCards(await store.removeSessions(db, memberId, sessionId))
    known.forget()
  }

  return {
    async open(memberId, device) {
      const token = `rm_${memberId.replaceAll('-', '')}${randomBytes(SECRET_BYTES).toString('base64url')}`
      const at = clock.now()
      const sessionId = ids.next<'session'>()
      const lapsesAt = asInstant(at + SESSION_DAYS * DAY)
      await store.addSession(db, {
        ...{ memberId, sessionId, digest: digestOf(token), handle: null, lapsesAt, madeAt: at, seenAt: at },
        device:
          device
            .replace(/\p{Cc}/gu, ' ')
            .trim()
            .slice(0, DEVICE_AT_MOST) || '-',
      })
      return { token, sessionId, lapsesAt }
    },
    async checkOrigin(request) {
      // Nothing is sent to a member, nor signed in to, by staff who look at his pages; the trail is told who wanted it.
      const viewed = viewings.tokenIn(request)
      if (viewed !== undefined) {
        request.member = await viewings.caller(viewed)
        throw new Refused(onlyViewing({}))
      }
      if (stated(request) === 'other') throw new Refused(crossOrigin({}))
    },
    async caller(request) {
      const viewed = viewings.tokenIn(request)
      if (viewed !== undefined) return viewings.caller(viewed)
      const header = request.headers.authorization
      const token = header === undefined ? cookieOf(request, MEMBER_COOKIE) : /^bearer (rm_\S+)$/i.exec(header)?.[1]
      if (token === undefined || token.length > 100) return undefined
      const found = known.get(token) ?? (await known.find(token, () => look(token)))
      const writes = request.method !== 'GET' && request.method !== 'HEAD'
      if (found !== undefined && header === undefined && writes && stated(request) !== 'same')
        throw new Refused(crossOrigin({}))
      return found
    },
    of: (memberId) => store.sessionsOf(db, memberId, clock.now()),
    end,
    async card({ memberId, sessionId }) {
      const session = (await store.sessionsOf(db, memberId, clock.now())).find((one) => one.sessionId === sessionId)
      const old = session?.handle ?? null
      const card = old === null ? undefined : await presence.card(old)
      if (card !== undefined) return card
      const issued = await presence.issueCard(memberId)
      await store.setHandle(db, { memberId, sessionId, handle: issued.handle })
      if (old !== null) await presence.removeCards([old])
      return issued
    },
  }
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** Whose token it would be: a session is looked for among one member's. */
function memberIn(token: string): MemberId | undefined {
  const [, a, b, c, d, e] =
    /^rm_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})[\w-]{32}$/.exec(token) ?? []
  const id = [a, b, c, d, e].join('-')
  return isId(id) ? asId(id) : undefined
}
