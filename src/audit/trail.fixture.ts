/** The whole API over a shop, with an owner who is signed in and a till with a key, and what the trail has been told meanwhile. */
import { sql } from 'kysely'
import { afterAll } from 'vitest'
import { at, testShop } from '../../tests/support/shop.ts'
import { routes } from '../app.ts'
import { httpApp } from '../platform/http/app.ts'
import { createMetrics } from '../platform/http/health.ts'
import type { Right } from '../platform/http/rights.ts'
import { systemIds } from '../platform/ids.ts'
import { silentLog } from '../platform/log.ts'
import { rows } from '../platform/postgres/database.ts'
import { authenticator } from '../staff/authenticate.ts'
import { cookieHeader, origin, password, signIn, someone } from '../staff/office.fixture.ts'
import { everyRight } from '../staff/roles.ts'
import { staffService } from '../staff/service.ts'

export type Told = {
  readonly actorKind: string
  readonly actorId: string | null
  readonly operation: string
  readonly subjectKind: string
  readonly subjectId: string | null
  readonly members: readonly string[]
  readonly details: { readonly before?: object; readonly after?: object; readonly fields?: readonly string[] }
  readonly address: string | null
}
type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

/** Call it at the top of a test file. */
export async function trail() {
  const shop = await testShop(at('2026-03-01T08:00:00Z'))
  const { audit, clock, db } = shop
  const secret = 'a secret of tests that is long enough to sign with'
  const given = { db, clock, ids: systemIds, log: silentLog(), secret }
  const auth = authenticator(given)
  const staff = staffService({ ...given, forget: auth.forget })
  const app = httpApp({ authenticate: auth.authenticate, authenticateMember: shop.portal.sessions.caller })
  /** Every route that is no GET, and what it says of the trail. */
  const writing: { name: string; audit: string }[] = []
  app.addHook('onRoute', ({ method, config, schema }) => {
    if (method !== 'GET' && method !== 'HEAD')
      writing.push({ name: schema?.operationId ?? '', audit: config?.audit ?? 'always' })
  })
  const readiness = { problem: () => undefined }
  const metrics = createMetrics({ waiting: () => 0 })
  routes(
    app,
    { ...shop, staff },
    {
      ...{ ...given, authenticator: auth, metrics, readiness },
      ...{ keyring: shop.keyring, publicUrl: undefined, wechat: undefined },
    },
  )
  const email = someone()
  const owner = await staff.createOwner({ name: 'Lin Wei', email, password })
  const cookie = cookieHeader((await signIn(app, email)).cookies)
  const till = await keyWith(everyRight)
  afterAll(async () => {
    await audit.settled()
    await app.close()
  })

  async function keyWith(rights: readonly Right[]): Promise<object> {
    const { key } = await staff.createKey('operator', { name: someone(), rights, expiresAt: null })
    return { authorization: `Bearer ${key}` }
  }

  /** As the owner in the console, unless other headers say who calls. */
  async function call(method: Method, url: string, body?: object, headers: object = { cookie, origin }) {
    const payload = body === undefined ? {} : { payload: body }
    const answer = await app.inject({ method, url, headers: { ...headers }, ...payload })
    const json = /\/(problem\+)?json;/.test(String(answer.headers['content-type']))
    return { status: answer.statusCode, text: answer.body, body: json ? answer.json() : {} }
  }

  return {
    ...{ shop, audit, db, app, staff, owner, writing, keyWith, call },
    byTill: (method: Method, url: string, body?: object) => call(method, url, body, till),
    async count(): Promise<number> {
      return (await rows(db, sql<{ n: number }>`select count(*)::int as n from audit`))[0]?.n ?? 0
    },
    /** What the trail has been told while something was done. */
    async toldOf(work: () => Promise<unknown>): Promise<Told[]> {
      const before = await this.count()
      await work()
      return rows(
        db,
        sql<Told>`
          select actor_kind as "actorKind", actor_id as "actorId", operation, subject_kind as "subjectKind",
            subject_id as "subjectId", members, details, address
          from audit order by audit_id offset ${before}::int`,
      )
    },
  }
}
