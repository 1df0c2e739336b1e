import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { rows } from '../platform/postgres/database.ts'
import { ask, cookieHeader, office, origin, password, signIn, someone } from './office.fixture.ts'
import { accountPatience } from './rules.ts'
import type { StaffId } from './staff.ts'

const { app, db, elsewhere, facts, staff, wait } = await office()
const owner = someone()

beforeAll(async () => {
  await staff.createOwner({ name: 'Lin Wei', email: owner, password })
})

let addresses = 0
/** Tests must not slow each other down. */
function anAddress(): string {
  addresses += 1
  return `198.51.100.${addresses}`
}

async function cashier(): Promise<{ email: string; staffId: StaffId }> {
  const email = someone()
  const { member } = await staff.add('operator', { name: 'Zoë', email, role: 'cashier', password })
  return { email, staffId: member.staffId }
}

async function session(email: string): Promise<string> {
  const answer = await signIn(app, email, { from: anAddress() })
  expect(answer.status).toBe(200)
  return cookieHeader(answer.cookies)
}

describe('signing in', () => {
  test('gives a cookie that scripts and other sites cannot use, and says no secret in the body', async () => {
    const answer = await signIn(app, ` ${owner.toUpperCase()}`, { from: anAddress() })
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual({ staffId: expect.any(String), secondStep: null })
    const cookie = answer.cookies.find((one) => one.startsWith('regulars.session_token='))
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Strict/i)
    expect(cookie).not.toMatch(/Secure/)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(await facts()).toContain('staff.signed-in')
    const me = await ask(app, 'GET', '/v1/me', { headers: { cookie: cookieHeader(answer.cookies) } })
    expect(me.body).toMatchObject({ kind: 'staff', email: owner, role: 'owner', name: 'Lin Wei', locale: 'en' })
  })

  test('behind https the cookie is for https only', async () => {
    const proxied = { from: '10.0.0.1', headers: { 'x-forwarded-proto': 'https', 'x-forwarded-for': anAddress() } }
    for (const given of [proxied, { from: anAddress(), origin: 'https://loyalty.example' }]) {
      const answer = await signIn(app, owner, given)
      expect(answer.status).toBe(200)
      for (const cookie of answer.cookies) expect(cookie).toMatch(/; Secure$/)
    }
  })

  test('forged forwarded headers of an unknown proxy are not believed', async () => {
    const answer = await signIn(app, owner, { from: anAddress(), headers: { 'x-forwarded-proto': 'https' } })
    expect(answer.cookies.join()).not.toMatch(/Secure/)
  })

  test('a wrong password, an unknown address, an invited and a deactivated person get the same answer', async () => {
    const invited = someone()
    await staff.add('operator', { name: 'New', email: invited, role: 'cashier', password: undefined })
    const gone = await cashier()
    await staff.deactivate('operator', gone.staffId, { revokeKeys: false })
    const known = await cashier()
    const answers = await Promise.all([
      signIn(app, known.email, { password: 'not the right password', from: anAddress() }),
      signIn(app, someone(), { from: anAddress() }),
      signIn(app, invited, { from: anAddress() }),
      signIn(app, gone.email, { from: anAddress() }),
    ])
    const [first] = answers
    for (const answer of answers) {
      expect(answer.status).toBe(401)
      expect(answer.body).toEqual(first?.body)
      expect(Object.keys(answer.headers).sort()).toEqual(Object.keys(first?.headers ?? {}).sort())
    }
  })

  test('an unknown address takes as long as a wrong password', async () => {
    const known = (await cashier()).email
    const time = async (email: string): Promise<number> => {
      const started = performance.now()
      await signIn(app, email, { password: 'not the right password', from: anAddress() })
      return performance.now() - started
    }
    const median = (times: number[]): number => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
    const wrong: number[] = []
    const unknown: number[] = []
    for (let round = 0; round < 4; round += 1) {
      wrong.push(await time(known))
      unknown.push(await time(someone()))
    }
    // Both hash once with Argon2id; skipping it would take a tenth of the time.
    expect(median(unknown)).toBeGreaterThan(median(wrong) / 3)
  })

  test('nobody signs up by themselves', async () => {
    const body = { name: 'x', email: someone(), password }
    for (const path of [
      'sign-up/email',
      'get-session',
      'list-sessions',
      'forget-password',
      'update-user',
      'ok',
      'error',
    ])
      expect((await ask(app, 'POST', `/api/auth/${path}`, { body })).status).toBe(404)
  })

  test('a session is not kept in the database in a form that opens anything', async () => {
    const cookie = decodeURIComponent((await session(owner)).split('=')[1]?.split(';')[0] ?? '')
    const [token = ''] = cookie.split('.')
    const forged = `regulars.session_token=${token}.${'A'.repeat(43)}%3D`
    expect((await ask(app, 'GET', '/v1/me', { headers: { cookie: forged } })).status).toBe(401)
    expect((await ask(app, 'GET', '/v1/me', { headers: { cookie: `regulars.session_token=${token}` } })).status).toBe(
      401,
    )
  })

  test('a cashier gets the rights of a cashier', async () => {
    const cookie = await session((await cashier()).email)
    expect((await ask(app, 'GET', '/v1/members', { headers: { cookie } })).status).toBe(200)
    const refused = await ask(app, 'GET', '/v1/keys', { headers: { cookie, 'accept-language': 'zh-CN' } })
    expect(refused.status).toBe(403)
    expect(refused.body.title).toBe('需要权限 keys.manage。')
  })
})

describe('sessions', () => {
  test('signing out ends the session at once here and within seconds elsewhere', async () => {
    const cookie = await session(owner)
    const seen = () => ask(elsewhere.app, 'GET', '/v1/me', { headers: { cookie } })
    expect((await seen()).status).toBe(200)
    const out = await ask(app, 'POST', '/api/auth/sign-out', { body: {}, headers: { cookie, origin } })
    expect(out.status).toBe(200)
    expect(out.cookies.join()).toMatch(/regulars\.session_token=; Max-Age=0/)
    expect((await ask(app, 'GET', '/v1/me', { headers: { cookie } })).status).toBe(401)
    wait(6)
    expect((await seen()).status).toBe(401)
  })

  test('signing out without a session is no mistake', async () => {
    expect((await ask(app, 'POST', '/api/auth/sign-out', { body: {} })).status).toBe(200)
  })

  test('people see where they are signed in, end a session of theirs, and none of others', async () => {
    const { email } = await cashier()
    const [one, two, other] = [await session(email), await session(email), await session(owner)]
    const listed = await ask(app, 'GET', '/v1/me/sessions', { headers: { cookie: one } })
    const items = listed.body.items as { sessionId: string; current: boolean; address: string }[]
    expect(items).toHaveLength(2)
    expect(items.filter((item) => item.current)).toHaveLength(1)
    expect(items[0]?.address).toMatch(/^198\.51\.100\./)
    expect(JSON.stringify(listed.body)).not.toContain('token')
    const that = items.find((item) => !item.current)?.sessionId ?? ''
    const end = (cookie: string) => ask(app, 'DELETE', `/v1/me/sessions/${that}`, { headers: { cookie, origin } })
    expect((await end(other)).status).toBe(404)
    expect((await ask(app, 'GET', '/v1/me', { headers: { cookie: two } })).status).toBe(200)
    expect((await end(one)).status).toBe(204)
    expect((await ask(app, 'GET', '/v1/me', { headers: { cookie: two } })).status).toBe(401)
    expect((await end(one)).status).toBe(404)
  })

  test('a session ends by itself after a week', async () => {
    const cookie = await session((await cashier()).email)
    wait(7 * 24 * 3600 - 60)
    expect((await ask(app, 'GET', '/v1/me', { headers: { cookie } })).status).toBe(200)
    wait(120)
    expect((await ask(app, 'GET', '/v1/me', { headers: { cookie } })).status).toBe(401)
    wait(-7 * 24 * 3600 - 60)
  })

  test('a changed password ends all other sessions, and the old one opens nothing', async () => {
    const { email } = await cashier()
    const [one, two] = [await session(email), await session(email)]
    const change = (currentPassword: string, newPassword = 'a new and longer password') =>
      ask(app, 'POST', '/api/auth/change-password', {
        body: { currentPassword, newPassword },
        headers: { cookie: one, origin },
      })
    expect((await change('not the right password')).body.code).toBe('auth.wrong-password')
    expect((await change(password, 'too short')).body.code).toBe('staff.password-too-short')
    const changed = await change(password)
    expect(changed.status).toBe(200)
    for (const cookie of [one, two]) expect((await ask(app, 'GET', '/v1/me', { headers: { cookie } })).status).toBe(401)
    const renewed = cookieHeader(changed.cookies)
    expect((await ask(app, 'GET', '/v1/me', { headers: { cookie: renewed } })).status).toBe(200)
    expect((await signIn(app, email, { from: anAddress() })).status).toBe(401)
    expect((await signIn(app, email, { password: 'a new and longer password', from: anAddress() })).status).toBe(200)
  })
})

describe('writes with a cookie', () => {
  test('come from our own pages or are refused, in whatever form they are sent', async () => {
    const cookie = await session(owner)
    const write = (headers: Record<string, string>) =>
      ask(app, 'POST', '/v1/members', { body: {}, headers: { cookie, ...headers } })
    expect((await write({ origin })).status).toBe(200)
    expect((await write({ origin: 'https://loyalty.example' })).status).toBe(200)
    expect((await write({ 'sec-fetch-site': 'same-origin' })).status).toBe(200)
    for (const headers of [
      {},
      { origin: 'https://evil.test' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site', origin: 'https://evil.test' },
      { 'sec-fetch-site': 'same-site', origin },
      { referer: `${origin}/` },
    ]) {
      const answer = await write(headers)
      expect({ headers, status: answer.status }).toEqual({ headers, status: 403 })
      expect(answer.body.code).toBe('auth.cross-origin')
    }
    for (const type of ['text/plain', 'multipart/form-data', 'application/x-www-form-urlencoded']) {
      const answer = await app.inject({
        method: 'POST',
        url: '/v1/members',
        payload: '{}',
        headers: { cookie, 'content-type': type, origin: 'https://evil.test' },
      })
      expect(answer.statusCode).toBe(403)
    }
    expect((await ask(app, 'GET', '/v1/members', { headers: { cookie, origin: 'https://evil.test' } })).status).toBe(
      200,
    )
  })

  test('an API key needs no origin', async () => {
    const { key } = await staff.createKey('operator', { name: someone(), rights: ['members.write'], expiresAt: null })
    const headers = { authorization: `Bearer ${key}`, origin: 'https://shop.example' }
    expect((await ask(app, 'POST', '/v1/members', { body: {}, headers })).status).toBe(200)
  })

  test('nobody is signed in, out or given a new password from another site', async () => {
    const foreign = { origin: 'https://evil.test' }
    expect((await signIn(app, owner, { ...foreign, from: anAddress() })).status).toBe(403)
    const cookie = await session(owner)
    expect((await ask(app, 'POST', '/api/auth/sign-out', { body: {}, headers: { cookie, ...foreign } })).status).toBe(
      403,
    )
    const body = { currentPassword: password, newPassword: 'a new and longer password' }
    const headers = { cookie, ...foreign }
    expect((await ask(app, 'POST', '/api/auth/change-password', { body, headers })).status).toBe(403)
    expect((await ask(app, 'GET', '/v1/me', { headers: { cookie } })).status).toBe(200)
  })
})

describe('guessing', () => {
  const wrong = 'not the right password'

  test('a thousand tries at once are few tries, on two servers together', async () => {
    const { email } = await cashier()
    const tries = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        signIn(index % 2 === 0 ? app : elsewhere.app, email, { password: wrong, from: anAddress() }),
      ),
    )
    const looked = tries.filter((answer) => answer.status === 401)
    expect(looked).toHaveLength(accountPatience.waits.filter((seconds) => seconds === 0).length + 1)
    for (const answer of tries.filter((one) => one.status !== 401)) {
      expect(answer.status).toBe(429)
      expect(answer.headers['retry-after']).toBe('30')
      expect(answer.body).toMatchObject({ code: 'auth.too-many-attempts', facts: { seconds: 30 } })
    }
  })

  test('the right password is not looked at while an account waits, and then opens it', async () => {
    const { email } = await cashier()
    for (let round = 0; round < 5; round += 1) await signIn(app, email, { password: wrong, from: anAddress() })
    expect((await signIn(app, email, { from: anAddress() })).status).toBe(429)
    wait(31)
    expect((await signIn(app, email, { from: anAddress() })).status).toBe(200)
    expect((await signIn(app, email, { password: wrong, from: anAddress() })).status).toBe(401)
  })

  test('an account that does not exist waits like one that does', async () => {
    const email = someone()
    const answers: number[] = []
    for (let round = 0; round < 6; round += 1)
      answers.push((await signIn(app, email, { password: wrong, from: anAddress() })).status)
    expect(answers).toEqual([401, 401, 401, 401, 401, 429])
  })

  test('a stranger who fails on purpose keeps nobody out of a browser in which they signed in before', async () => {
    const { email } = await cashier()
    const known = cookieHeader((await signIn(app, email, { from: anAddress() })).cookies)
    for (let hour = 0; hour < 8; hour += 1) {
      await signIn(app, email, { password: wrong, from: anAddress() })
      wait(3601)
    }
    await signIn(app, email, { password: wrong, from: anAddress() })
    expect((await signIn(app, email, { from: anAddress() })).status).toBe(429)
    expect((await signIn(app, email, { cookie: known, from: anAddress() })).status).toBe(200)
    // The mark belongs to this account: with another one it is worth nothing.
    const other = await cashier()
    for (let round = 0; round < 5; round += 1) await signIn(app, other.email, { password: wrong, from: anAddress() })
    expect((await signIn(app, other.email, { cookie: known, from: anAddress() })).status).toBe(429)
    wait(-8 * 3601)
  })

  test('a stranger never makes the holder wait longer than an hour', async () => {
    const { email } = await cashier()
    let longest = 0
    for (let round = 0; round < 22; round += 1) {
      const answer = await signIn(app, email, { password: wrong, from: anAddress() })
      const seconds = Number(answer.headers['retry-after'] ?? 0)
      longest = Math.max(longest, seconds)
      if (seconds > 0) wait(seconds)
    }
    expect(longest).toBe(3600)
  })

  test('one address tries many accounts only slowly, locks none of them, and cannot pass for others', async () => {
    const from = '203.0.113.77'
    const { email } = await cashier()
    const spray = await Promise.all(Array.from({ length: 60 }, () => signIn(app, someone(), { from })))
    expect(spray.filter((answer) => answer.status === 401)).toHaveLength(40)
    for (const headers of [{}, { 'x-forwarded-for': anAddress() }, { 'x-regulars-address': anAddress() }])
      expect((await signIn(app, email, { from, headers })).status).toBe(429)
    expect((await signIn(app, email, { from: anAddress() })).status).toBe(200)
  })

  test('a stolen session cannot try passwords at will', async () => {
    const { email } = await cashier()
    const cookie = await session(email)
    const change = async () =>
      (
        await ask(app, 'POST', '/api/auth/change-password', {
          body: { currentPassword: wrong, newPassword: 'a new and longer password' },
          headers: { cookie, origin },
        })
      ).status
    const answers: number[] = []
    for (let round = 0; round < 6; round += 1) answers.push(await change())
    expect(answers).toEqual([403, 403, 403, 403, 403, 429])
  })

  test('the table of attempts holds no address of anybody and forgets', async () => {
    await signIn(app, 'somebody@example.com', { password: wrong, from: '203.0.113.200' })
    const kept = await rows(db, sql<{ key: string }>`select encode(key, 'escape') as key from staff_attempts`)
    expect(kept.map((one) => one.key).join()).not.toMatch(/somebody|203\.0/)
    wait(25 * 3600)
    await session(owner)
    const left = await rows(db, sql`select key from staff_attempts`)
    expect(left.length).toBeLessThan(kept.length)
    wait(-25 * 3600)
  })
})
