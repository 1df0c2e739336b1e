import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { asInstant } from '../../base/time.ts'
import { row, rows } from '../../platform/postgres/database.ts'
import { type Answer, ask, cookieHeader, office, origin, password, signIn, someone, textIn } from '../office.fixture.ts'
import { sealedByStaff } from '../sealed.ts'
import type { StaffId } from '../staff.ts'
import { codeAt } from './totp.ts'

const { app, db, clock, keyring, facts, staff, wait } = await office()

type Person = { email: string; staffId: StaffId; cookie: string }

let addresses = 0
function anAddress(): string {
  addresses += 1
  return `198.51.100.${addresses}`
}

async function newcomer(role = 'cashier'): Promise<Person> {
  const email = someone()
  const { member } = await staff.add('operator', { name: 'Zoë', email, role, password })
  return { email, staffId: member.staffId, cookie: cookieHeader((await passwordStep(email)).cookies) }
}

const passwordStep = (email: string) => signIn(app, email, { from: anAddress() })
const post = (cookie: string, url: string, body?: object) =>
  ask(app, 'POST', url, { ...(body === undefined ? {} : { body }), headers: { cookie, origin }, from: anAddress() })
const secondStep = (cookie: string, body: object) => post(cookie, '/api/auth/sign-in/second-step', body)
const me = (cookie: string) => ask(app, 'GET', '/v1/me', { headers: { cookie } })
const security = async (cookie: string) => (await ask(app, 'GET', '/v1/me/security', { headers: { cookie } })).body

async function withApp(role = 'cashier'): Promise<Person & { secret: string }> {
  const person = await newcomer(role)
  const begun = await post(person.cookie, '/v1/me/totp')
  expect(begun.status).toBe(201)
  const secret = textIn(begun, 'secret')
  expect((await post(person.cookie, '/v1/me/totp/confirm', { code: codeAt(secret, clock.now()) })).status).toBe(204)
  // The code that confirmed it is used.
  wait(30)
  return { ...person, secret }
}

function listIn(answer: Answer, field: string): string[] {
  const value = answer.body[field]
  if (!Array.isArray(value)) throw new TypeError(`${field} is no list`)
  return value.map(String)
}

beforeAll(async () => {
  await staff.createOwner({ name: 'Lin Wei', email: someone(), password })
})

describe('an authenticator app', () => {
  test('codes are those of RFC 6238 appendix B', () => {
    // '12345678901234567890' in base 32; the appendix shows eight digits, of which six are the last.
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
    const codes = [59, 1111111109, 1111111111, 1234567890, 2000000000, 20000000000]
    expect(codes.map((seconds) => codeAt(secret, asInstant(seconds * 1000)))).toEqual([
      '287082',
      '081804',
      '050471',
      '005924',
      '279037',
      '353130',
    ])
  })

  test('once set up, a password alone signs nobody in, and the code does', async () => {
    const { email, secret } = await withApp()
    const first = await passwordStep(email)
    expect(first.body).toMatchObject({ secondStep: { totp: true, passkey: false, recoveryCode: false } })
    expect(first.cookies.join()).not.toContain('regulars.session_token=')
    expect((await me(cookieHeader(first.cookies))).status).toBe(401)
    const second = await secondStep(cookieHeader(first.cookies), { code: codeAt(secret, clock.now()) })
    expect(second.status).toBe(200)
    expect((await me(cookieHeader(second.cookies))).body).toMatchObject({ email })
  })

  test('a code works once, and none before it afterwards', async () => {
    const { email, secret } = await withApp()
    const now = codeAt(secret, clock.now())
    const before = codeAt(secret, asInstant(clock.now() - 30_000))
    const one = cookieHeader((await passwordStep(email)).cookies)
    expect((await secondStep(one, { code: now })).status).toBe(200)
    const two = cookieHeader((await passwordStep(email)).cookies)
    for (const code of [now, before]) {
      const answer = await secondStep(two, { code })
      expect(answer.status).toBe(401)
      expect(answer.body.code).toBe('auth.wrong-code')
    }
    wait(30)
    expect((await secondStep(two, { code: codeAt(secret, clock.now()) })).status).toBe(200)
  })

  test('of the same code at the same moment one opens a session', async () => {
    const { email, secret } = await withApp()
    const steps = await Promise.all(
      Array.from({ length: 4 }, async () => cookieHeader((await passwordStep(email)).cookies)),
    )
    const code = codeAt(secret, clock.now())
    const answers = await Promise.all(steps.map((cookie) => secondStep(cookie, { code })))
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
  })

  test('a code of two minutes ago is too old, one of the neighbouring half minute is not', async () => {
    const { email, secret } = await withApp()
    wait(300)
    const cookie = cookieHeader((await passwordStep(email)).cookies)
    const old = codeAt(secret, asInstant(clock.now() - 120_000))
    const next = codeAt(secret, asInstant(clock.now() + 30_000))
    expect((await secondStep(cookie, { code: old })).status).toBe(401)
    expect((await secondStep(cookie, { code: `${next.slice(0, 3)} ${next.slice(3)}` })).status).toBe(200)
  })

  test('codes are guessed as slowly as passwords', async () => {
    const { email } = await withApp()
    const cookie = cookieHeader((await passwordStep(email)).cookies)
    const answers: number[] = []
    for (let round = 0; round < 6; round += 1) answers.push((await secondStep(cookie, { code: '000000' })).status)
    expect(answers).toEqual([401, 401, 401, 401, 401, 429])
  })

  test('the second step belongs to the right password, for ten minutes, once', async () => {
    const { email, secret } = await withApp()
    const mine = cookieHeader((await passwordStep(email)).cookies)
    expect((await secondStep('', { code: codeAt(secret, clock.now()) })).body.code).toBe('auth.sign-in-expired')
    const forged = mine.replace(/second_step=[^.]+/, 'second_step=e30')
    expect((await secondStep(forged, { code: codeAt(secret, clock.now()) })).body.code).toBe('auth.sign-in-expired')
    expect((await secondStep(mine, { code: codeAt(secret, clock.now()) })).status).toBe(200)
    wait(60)
    expect((await secondStep(mine, { code: codeAt(secret, clock.now()) })).body.code).toBe('auth.sign-in-expired')
    const late = cookieHeader((await passwordStep(email)).cookies)
    wait(601)
    expect((await secondStep(late, { code: codeAt(secret, clock.now()) })).body.code).toBe('auth.sign-in-expired')
  })

  test('a secret that was not confirmed changes nothing, and a wrong first code confirms nothing', async () => {
    const { email, cookie } = await newcomer()
    expect((await post(cookie, '/v1/me/totp/confirm', { code: '123456' })).body.code).toBe('factor.totp-not-begun')
    await post(cookie, '/v1/me/totp')
    expect((await post(cookie, '/v1/me/totp/confirm', { code: '000000' })).body.code).toBe('factor.code-wrong')
    expect((await passwordStep(email)).body.secondStep).toBeNull()
  })

  test('the secret is kept encrypted, under whichever key is newest, and opens for its holder alone', async () => {
    const { staffId, secret, email } = await withApp()
    const other = await withApp()
    const kept = () =>
      row(
        db,
        sql<{ sealed: Buffer; version: number }>`
        select sealed, key_version as version from staff_totp where staff_id = ${staffId}::uuid`,
      )
    const before = await kept()
    expect(before?.sealed.toString('latin1')).not.toContain(secret)
    const version = keyring.add()
    const rotation = sealedByStaff({ db, keyring })
    expect(await rotation.left()).toBe(true)
    await rotation.reseal()
    expect(await rotation.left()).toBe(false)
    expect((await kept())?.version).toBe(version)
    expect(await rotation.closed()).toEqual([])
    const cookie = cookieHeader((await passwordStep(email)).cookies)
    expect((await secondStep(cookie, { code: codeAt(secret, clock.now()) })).status).toBe(200)
    await sql`
      update staff_totp set sealed = (select sealed from staff_totp where staff_id = ${other.staffId}::uuid)
      where staff_id = ${staffId}::uuid`.execute(db)
    wait(30)
    const swapped = cookieHeader((await passwordStep(email)).cookies)
    expect((await secondStep(swapped, { code: codeAt(other.secret, clock.now()) })).status).toBe(500)
  })

  test('removed, it is asked for no more', async () => {
    const { email, cookie } = await withApp()
    const remove = () => ask(app, 'DELETE', '/v1/me/totp', { headers: { cookie, origin } })
    expect((await remove()).status).toBe(204)
    expect((await remove()).body.code).toBe('factor.unknown')
    expect((await passwordStep(email)).body.secondStep).toBeNull()
  })
})

describe('recovery codes', () => {
  test('each replaces the app once, however it is typed', async () => {
    const { email, cookie } = await withApp()
    const codes = listIn(await post(cookie, '/v1/me/recovery-codes'), 'codes')
    expect(new Set(codes).size).toBe(10)
    const [code = ''] = codes
    const one = await passwordStep(email)
    expect(one.body).toMatchObject({ secondStep: { recoveryCode: true } })
    const typed = code.toUpperCase().replaceAll('-', ' ')
    expect((await secondStep(cookieHeader(one.cookies), { recoveryCode: typed })).status).toBe(200)
    const two = cookieHeader((await passwordStep(email)).cookies)
    expect((await secondStep(two, { recoveryCode: code })).body.code).toBe('auth.wrong-recovery-code')
    expect(await security(cookie)).toMatchObject({ recoveryCodesLeft: 9 })
    const kept = await rows(db, sql<{ hash: string }>`select encode(hash, 'escape') as hash from staff_recovery_codes`)
    expect(kept.map((one) => one.hash).join()).not.toContain(codes[1]?.slice(0, 4))
  })

  test('new ones end the old ones', async () => {
    const { email, cookie } = await withApp()
    const [old = ''] = listIn(await post(cookie, '/v1/me/recovery-codes'), 'codes')
    const [fresh = ''] = listIn(await post(cookie, '/v1/me/recovery-codes'), 'codes')
    const step = cookieHeader((await passwordStep(email)).cookies)
    expect((await secondStep(step, { recoveryCode: old })).status).toBe(401)
    expect((await secondStep(step, { recoveryCode: fresh })).status).toBe(200)
  })

  test('without a factor that they could replace there are none, and the last factor takes them along', async () => {
    const { cookie } = await newcomer()
    expect((await post(cookie, '/v1/me/recovery-codes')).body.code).toBe('factor.none')
    const other = await withApp()
    await post(other.cookie, '/v1/me/recovery-codes')
    await ask(app, 'DELETE', '/v1/me/totp', { headers: { cookie: other.cookie, origin } })
    expect(await security(other.cookie)).toMatchObject({ recoveryCodesLeft: 0, totpSince: null })
  })
})

describe('what is demanded', () => {
  test('who has none of it can do nothing but set it up, and then everything', async () => {
    const { email, cookie } = await newcomer('support')
    const owner = await newcomer('owner')
    const put = (roles: string[]) =>
      ask(app, 'PUT', '/v1/sign-in-rules', {
        body: { secondFactorRoles: roles },
        headers: { cookie: owner.cookie, origin },
      })
    expect((await put(['support', 'nobody-knows'])).body.code).toBe('staff.role-unknown')
    expect((await put(['support'])).body).toEqual({ secondFactorRoles: ['support'] })
    const members = () => ask(app, 'GET', '/v1/members', { headers: { cookie } })
    expect((await members()).status).toBe(403)
    expect((await me(cookie)).body).toMatchObject({ factorDue: true, rights: [] })
    const secret = textIn(await post(cookie, '/v1/me/totp'), 'secret')
    await post(cookie, '/v1/me/totp/confirm', { code: codeAt(secret, clock.now()) })
    expect((await members()).status).toBe(200)
    expect((await me(cookie)).body).toMatchObject({ factorDue: false })
    const removed = await ask(app, 'DELETE', '/v1/me/totp', { headers: { cookie, origin } })
    expect(removed.body.code).toBe('factor.demanded')
    expect((await passwordStep(email)).body.secondStep).not.toBeNull()
    await put([])
  })

  test('a manager takes the factors of somebody who lost them, and nobody those of who may more', async () => {
    const lost = await withApp()
    const owner = await newcomer('owner')
    const url = (staffId: StaffId) => `/v1/staff/${staffId}/reset-second-factors`
    expect((await post(lost.cookie, url(owner.staffId))).status).toBe(403)
    expect((await post(owner.cookie, url(lost.staffId))).status).toBe(204)
    expect((await me(lost.cookie)).status).toBe(401)
    expect((await passwordStep(lost.email)).body.secondStep).toBeNull()
    expect(await facts()).toContain('staff.factors-reset')
  })

  test('a new password from a link does not replace the second factor, and leaving takes both', async () => {
    const { email, staffId } = await withApp()
    const { code } = await staff.invite('operator', staffId)
    await ask(app, 'POST', '/v1/invitations/accept', { body: { code, password } })
    expect((await passwordStep(email)).body.secondStep).not.toBeNull()
    await staff.deactivate('operator', staffId, { revokeKeys: false })
    const again = await staff.reactivate('operator', staffId)
    await ask(app, 'POST', '/v1/invitations/accept', { body: { code: again.code, password } })
    expect((await passwordStep(email)).body.secondStep).toBeNull()
  })
})

describe('proof that it is still the same person', () => {
  test('is asked for ten minutes after sign-in, and given by password or code', async () => {
    const { cookie, secret, staffId } = await withApp('owner')
    const key = () => post(cookie, '/v1/keys', { name: someone(), rights: ['members.read'] })
    expect((await key()).status).toBe(201)
    wait(601)
    expect((await key()).body.code).toBe('auth.confirm-first')
    expect((await post(cookie, `/v1/staff/${staffId}/reset-second-factors`)).body.code).toBe('auth.confirm-first')
    expect((await ask(app, 'DELETE', '/v1/me/totp', { headers: { cookie, origin } })).body.code).toBe(
      'auth.confirm-first',
    )
    expect((await post(cookie, '/api/auth/confirm', { password: 'not the right password' })).status).toBe(403)
    expect((await key()).status).toBe(403)
    expect((await post(cookie, '/api/auth/confirm', { password })).status).toBe(200)
    expect((await key()).status).toBe(201)
    wait(601)
    expect((await key()).status).toBe(403)
    expect((await post(cookie, '/api/auth/confirm', { code: '000000' })).status).toBe(422)
    expect((await post(cookie, '/api/auth/confirm', { code: codeAt(secret, clock.now()) })).status).toBe(200)
    expect((await key()).status).toBe(201)
    // Looking needs no proof, at any age of the session.
    wait(601)
    expect((await ask(app, 'GET', '/v1/keys', { headers: { cookie } })).status).toBe(200)
  })

  test('is not asked of an API key', async () => {
    const { key } = await staff.createKey('operator', {
      name: someone(),
      rights: ['keys.manage', 'members.read'],
      expiresAt: null,
    })
    const body = { name: someone(), rights: ['members.read'] }
    expect((await ask(app, 'POST', '/v1/keys', { body, headers: { authorization: `Bearer ${key}` } })).status).toBe(201)
  })
})

describe('sessions', () => {
  test('signing out everywhere else ends all but this one', async () => {
    const { email, cookie } = await newcomer()
    const others = [
      cookieHeader((await passwordStep(email)).cookies),
      cookieHeader((await passwordStep(email)).cookies),
    ]
    const ended = await ask(app, 'DELETE', '/v1/me/sessions', { headers: { cookie, origin } })
    expect(ended.body).toEqual({ ended: 2 })
    for (const other of others) expect((await me(other)).status).toBe(401)
    expect((await me(cookie)).status).toBe(200)
  })

  test('the last use of a session is written down', async () => {
    const { cookie } = await newcomer()
    wait(3600)
    const used = clock.now()
    await me(cookie)
    await expect
      .poll(async () => {
        const { items } = (await ask(app, 'GET', '/v1/me/sessions', { headers: { cookie } })).body
        return Array.isArray(items) ? items.map((one: { lastUsedAt: string }) => Date.parse(one.lastUsedAt)) : []
      })
      .toEqual([used])
  })
})
