/** A server with this room alone, on a database of its own, for tests. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { type TestDatabase, testDatabase } from '../../tests/support/database.ts'
import { asInstant } from '../base/time.ts'
import { manualClock } from '../platform/clock.ts'
import type { SsoConfig } from '../platform/config.ts'
import { type App, httpApp } from '../platform/http/app.ts'
import { systemIds } from '../platform/ids.ts'
import { openKeyring } from '../platform/keyring.ts'
import { silentLog } from '../platform/log.ts'
import { rows } from '../platform/postgres/database.ts'
import { authenticator } from './authenticate.ts'
import { staffRoutes } from './routes.ts'
import { staffService } from './service.ts'

export const password = 'correct horse battery staple'
export const origin = 'http://localhost:80'

/** Two servers over one database, whose clock stands still at the present until it is moved. */
export async function office({ sso }: { sso?: SsoConfig } = {}) {
  const database: TestDatabase = await testDatabase()
  const clock = manualClock(asInstant(Date.now()))
  const secret = 'a secret of tests that is long enough to sign with'
  const keyring = openKeyring({ folder: mkdtempSync(join(tmpdir(), 'regulars-keys-')), clock })
  const open = () => {
    const parts = { db: database.db, clock, ids: systemIds, log: silentLog(), secret, keyring }
    const auth = authenticator({ ...parts, publicUrl: 'https://loyalty.example' })
    const staff = staffService({ ...parts, forget: auth.forget })
    const app = httpApp({ authenticate: auth.authenticate, trustProxy: '10.0.0.1' })
    staffRoutes(app, { ...parts, sso, staff, authenticator: auth })
    app.get('/v1/members', { config: { right: 'members.read' } }, async () => ({ items: [] }))
    app.post('/v1/members', { config: { right: 'members.write' } }, async () => ({ made: true }))
    return { app, staff, auth }
  }
  const [here, elsewhere] = [open(), open()]
  const wait = (seconds: number): void => clock.set(asInstant(clock.now() + seconds * 1000))
  const facts = async (): Promise<string[]> =>
    (await rows(database.db, sql<{ kind: string }>`select kind from facts order by position`)).map((one) => one.kind)
  return { ...database, ...here, elsewhere, clock, keyring, wait, facts }
}

export function someone(): string {
  return `${randomUUID()}@example.com`
}

export type Answer = {
  status: number
  body: Record<string, unknown>
  cookies: string[]
  headers: Record<string, unknown>
}

export async function ask(
  app: App,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  url: string,
  given: { body?: object; headers?: Record<string, string>; from?: string } = {},
): Promise<Answer> {
  const answer = await app.inject({
    method,
    url,
    ...(given.body === undefined ? {} : { payload: given.body }),
    headers: given.headers ?? {},
    remoteAddress: given.from ?? '127.0.0.1',
  })
  const set = answer.headers['set-cookie'] ?? []
  return {
    status: answer.statusCode,
    body: answer.body === '' ? {} : answer.json<Record<string, unknown>>(),
    cookies: typeof set === 'string' ? [set] : set,
    headers: answer.headers,
  }
}

/** What a browser would send back. */
export function cookieHeader(cookies: readonly string[]): string {
  return cookies.map((cookie) => cookie.slice(0, cookie.indexOf(';'))).join('; ')
}

export async function signIn(
  app: App,
  email: string,
  given: { password?: string; cookie?: string; from?: string; origin?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  return ask(app, 'POST', '/api/auth/sign-in/email', {
    body: { email, password: given.password ?? password },
    headers: {
      ...(given.cookie === undefined ? {} : { cookie: given.cookie }),
      ...(given.origin === undefined ? {} : { origin: given.origin }),
      ...given.headers,
    },
    ...(given.from === undefined ? {} : { from: given.from }),
  })
}

/** A field of an answer that must be text. */
export function textIn(answer: Answer, field: string): string {
  const value = answer.body[field]
  if (typeof value !== 'string') throw new TypeError(`${field} is no text`)
  return value
}
