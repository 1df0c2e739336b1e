/** A real server with people in it who must not see each other, and a caller who notes everything that must never happen. */
import { sql } from 'kysely'
import { expect } from 'vitest'
import type { TimeZone } from '../../src/base/time.ts'
import { systemClock } from '../../src/platform/clock.ts'
import type { Right } from '../../src/platform/http/rights.ts'
import { systemIds } from '../../src/platform/ids.ts'
import { createLog } from '../../src/platform/log.ts'
import { programmeService } from '../../src/programme/service.ts'
import { everyRight, type Role, rightsOf } from '../../src/staff/roles.ts'
import { verify } from '../../src/verification.ts'
import { openServer } from '../support/open.ts'

export type Wish = {
  /** API key or a member's token; nobody when absent. */ readonly as?: string
  readonly body?: unknown
  /** Sent as it is, instead of `body`. */ readonly raw?: string | Uint8Array<ArrayBuffer>
  readonly headers?: Readonly<Record<string, string>>
}
export type Answer = {
  readonly status: number
  readonly text: string
  readonly json: Readonly<Record<string, unknown>>
  readonly headers: Headers
}

/** A person whose data others may not see: every one of these texts is his alone. */
export type Person = {
  readonly memberId: string
  readonly token: string
  readonly phone: string
  readonly name: string
  readonly email: string
  /** What may be in no answer to anybody else. */ readonly secrets: readonly string[]
}

const inside = /node_modules|\bat \w+ \(|select "|syntax error|relation "|invalid input syntax|ECONNREFUSED|\/src\//

export async function hostileWorld() {
  const lines: string[] = []
  const opened = await openServer(createLog('debug', { write: (line) => void lines.push(line) }))
  const { db, port, key, staff } = opened
  const address = `http://127.0.0.1:${port}`

  /** Fails the test when the server fails, tells of its inside, or lets the request write its headers. */
  async function ask(method: string, path: string, { as, body, raw, headers }: Wish = {}): Promise<Answer> {
    const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body))
    const reply = await fetch(address + path, {
      ...{ method, redirect: 'manual' },
      headers: {
        ...(as === undefined ? {} : { authorization: `Bearer ${as}` }),
        ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(sent === undefined ? {} : { body: sent }),
    })
    const text = await reply.text()
    const said = `${method} ${path.slice(0, 300)} ${String(sent).slice(0, 600)}: ${reply.status} ${text.slice(0, 300)}`
    if (reply.status >= 500 || inside.test(reply.status >= 400 ? text : '')) expect.fail(said)
    if (reply.headers.has('hostile') || reply.headers.getSetCookie().some((one) => one.startsWith('hostile')))
      expect.fail(`${said}: the request wrote a header`)
    const type = reply.headers.get('content-type') ?? ''
    if (reply.status >= 400 && !type.startsWith('application/problem+json')) expect.fail(`${said}: ${type}`)
    return {
      status: reply.status,
      text,
      json: /[/+]json;?/.test(type) && text !== '' ? jsonOf(text) : {},
      headers: reply.headers,
    }
  }

  /** As the owner of every right; fails when it is refused. */
  async function done(method: string, path: string, body?: unknown): Promise<Readonly<Record<string, unknown>>> {
    const answer = await ask(method, path, { as: key, ...(body === undefined ? {} : { body }) })
    if (answer.status >= 300) expect.fail(`${method} ${path}: ${answer.text}`)
    return answer.json
  }

  let last = ''
  /** The code of a message that was not read before. */
  async function newestCode(): Promise<string> {
    for (;;) {
      const { json } = await ask('GET', '/v1/messages?limit=1', { as: key })
      const said = JSON.stringify(json['items'])
      const code = /\b\d{6}\b/.exec(said.replaceAll(/"\w*(?:At|Id)":"[^"]*"/g, ''))?.[0]
      if (code !== undefined && said !== last) {
        last = said
        return code
      }
    }
  }

  let people = 0
  let keys = 0
  /** Somebody who joined in the portal and is signed in there. */
  async function joined(name: string): Promise<Person> {
    people += 1
    const [phone, email] = [`+8613766${String(554_000 + people)}`, `${name.toLowerCase()}@private.example`]
    await sql`delete from one_time_codes`.execute(db)
    await ask('POST', '/v1/portal/codes', { body: { phone } })
    const proof = { phone, code: await newestCode(), as: 'token' }
    const { json } = await ask('POST', '/v1/portal/sign-in', { body: proof })
    const join = { joining: json['joining'], consents: [], as: 'token', name: `${name} Verysecret` }
    const opened = await ask('POST', '/v1/portal/join', { body: join })
    const { memberId, token } = opened.json
    if (typeof memberId !== 'string' || typeof token !== 'string') return expect.fail(opened.text)
    await done('POST', `/v1/members/${memberId}/identities`, { kind: 'email', value: email })
    const secrets = [memberId, phone, phone.slice(3), email, name]
    return { memberId, token, phone, name: `${name} Verysecret`, email, secrets }
  }

  async function keyFor(rights: Iterable<Right>, stores: readonly string[] | null = null): Promise<string> {
    keys += 1
    const given = { name: `test ${keys}`, rights: [...rights], expiresAt: null }
    return (await staff.createKey('operator', { ...given, ...(stores === null ? {} : { stores }) })).key
  }
  /** Every law of `npx regulars verify`, over what the attack left. */
  async function lawsHold(): Promise<void> {
    const programme = programmeService({
      db,
      clock: systemClock,
      ids: systemIds,
      timeZone: 'Asia/Shanghai' as TimeZone,
    })
    await programme.refresh()
    const { checks } = await verify(db, programme)
    expect(checks.filter(({ violations }) => violations > 0)).toEqual([])
    expect(checks.length).toBeGreaterThan(10)
  }
  return {
    lawsHold,
    ...{ ...opened, address, lines, ask, done, joined, keyFor, newestCode },
    keyOf: (role: Role) => keyFor(rightsOf(role)),
    /** Every right, in some stores. */
    keyIn: (...stores: readonly string[]) => keyFor(everyRight, stores),
  }
}

export type World = Awaited<ReturnType<typeof hostileWorld>>

function jsonOf(text: string): Readonly<Record<string, unknown>> {
  return JSON.parse(text)
}

/** So many failures tell enough. */
const SHOWN = 40

/** Runs what is to be done a few at a time: a server meets its enemies together. */
export async function together<T>(all: readonly T[], each: (one: T) => Promise<void>, width = 8): Promise<void> {
  const rest = all.values()
  const failures: string[] = []
  const worker = async () => {
    for (const one of rest)
      await each(one).catch((error: unknown) => failures.push(error instanceof Error ? error.message : String(error)))
  }
  await Promise.all(Array.from({ length: width }, worker))
  expect(failures.slice(0, SHOWN), `${failures.length} of ${all.length}`).toEqual([])
}
