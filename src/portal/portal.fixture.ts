/** A whole server's routes over a test shop, with members who sign in by the codes in the outbox. */
import type { InjectOptions } from 'fastify'
import { sql } from 'kysely'
import { afterAll } from 'vitest'
import { testShop } from '../../tests/support/shop.ts'
import { memberRoutes } from '../members/routes.ts'
import { membershipsIn } from '../members/service.ts'
import { messageRoutes } from '../messages/routes.ts'
import { offerRoutes } from '../offers/routes.ts'
import { orderRoutes } from '../orders/routes.ts'
import { httpApp } from '../platform/http/app.ts'
import type { Principal } from '../platform/http/rights.ts'
import { systemIds } from '../platform/ids.ts'
import { pointsRoutes } from '../points/routes.ts'
import { transferRoutes } from '../points/transfers/routes.ts'
import { presenceRoutes } from '../presence/routes.ts'
import { everyRight, roles } from '../staff/roles.ts'
import { tierRoutes } from '../tiers/routes.ts'
import { portalRoutes } from './routes.ts'
import type { Wechat } from './wechat.ts'

const callers: Readonly<Record<string, Principal>> = {
  owner: { kind: 'staff', id: 'owner', name: 'owner', rights: new Set(everyRight), stores: 'all' },
  cashier: { kind: 'staff', id: 'cashier', name: 'cashier', rights: new Set(roles.cashier.rights), stores: 'all' },
  machine: { kind: 'key', id: 'machine', name: 'machine', rights: new Set(everyRight), stores: 'all' },
}

export type Answer = {
  status: number
  body: Record<string, unknown>
  cookies: string[]
  headers: Record<string, unknown>
  text: string
}

/** @param wechat as it answers, when members can sign in with it */
export async function openPortal(wechat?: Wechat) {
  const shop = await testShop()
  const app = httpApp({
    authenticate: async (request) => callers[request.headers.authorization ?? ''],
    authenticateMember: shop.portal.sessions.caller,
  })
  const given = { ...shop, ids: systemIds, wechat, publicUrl: undefined }
  memberRoutes(app, given)
  messageRoutes(app, given)
  presenceRoutes(app, given)
  pointsRoutes(app, given)
  transferRoutes(app, given)
  tierRoutes(app, given)
  offerRoutes(app, { ...given, exists: async (id) => (await membershipsIn(shop.db, [id])).has(id) })
  orderRoutes(app, given)
  portalRoutes(app, given)
  afterAll(() => app.close())

  async function ask(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    { as, body, headers, from }: { as?: string; body?: object; headers?: Record<string, string>; from?: string } = {},
  ): Promise<Answer> {
    const wish: InjectOptions = {
      method,
      url,
      headers: { ...(as === undefined ? {} : { authorization: as }), ...headers },
    }
    if (body !== undefined) wish.payload = body
    if (from !== undefined) wish.remoteAddress = from
    const answer = await app.inject(wish)
    const set = answer.headers['set-cookie'] ?? []
    const json = /json/.test(String(answer.headers['content-type'] ?? ''))
    return {
      status: answer.statusCode,
      body: json ? answer.json<Record<string, unknown>>() : {},
      cookies: typeof set === 'string' ? [set] : set,
      headers: answer.headers,
      text: answer.body,
    }
  }

  /** The newest code that was sent, as staff read it in the outbox. */
  async function newestCode(): Promise<string> {
    await shop.messages.settled()
    const [line] = await shop.messages.outbox({ before: null, limit: 1 })
    const code = /\d{6}/.exec(line?.text ?? '')?.[0]
    if (code === undefined) throw new Error(`no code in the outbox: ${JSON.stringify(line)}`)
    return code
  }

  async function proved(phone: string): Promise<Answer> {
    // Nobody is asked to wait for another code.
    await sql`delete from one_time_codes`.execute(shop.db)
    const asked = await ask('POST', '/v1/portal/codes', { body: { phone } })
    if (asked.status !== 202) throw new Error(JSON.stringify(asked.body))
    return ask('POST', '/v1/portal/sign-in', { body: { phone, code: await newestCode(), as: 'token' } })
  }

  /** Signs in, or joins with what is required. @returns what the app sends as `authorization` */
  async function member(phone: string, profile: object = {}): Promise<{ memberId: string; as: string }> {
    const { body } = await proved(phone)
    const { session, joining } = body
    const opened = isRecord(session)
      ? session
      : (await ask('POST', '/v1/portal/join', { body: { joining, consents: [], as: 'token', ...profile } })).body
    const { memberId, token } = opened
    if (typeof memberId !== 'string' || typeof token !== 'string') throw new Error(JSON.stringify(opened))
    return { memberId, as: `Bearer ${token}` }
  }
  return { ...shop, app, ask, newestCode, proved, member }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
