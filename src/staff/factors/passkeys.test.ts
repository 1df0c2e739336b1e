import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { row } from '../../platform/postgres/database.ts'
import { type Answer, ask, cookieHeader, office, origin, password, signIn, someone, textIn } from '../office.fixture.ts'
import type { StaffId } from '../staff.ts'
import { device } from './device.fixture.ts'

const { app, db, facts, staff, wait } = await office()

let addresses = 0
function anAddress(): string {
  addresses += 1
  return `198.51.100.${addresses}`
}

type Device = ReturnType<typeof device>

const post = (cookie: string, url: string, body?: object) =>
  ask(app, 'POST', url, { ...(body === undefined ? {} : { body }), headers: { cookie, origin }, from: anAddress() })
const me = (cookie: string) => ask(app, 'GET', '/v1/me', { headers: { cookie } })

async function newcomer(role = 'cashier'): Promise<{ email: string; staffId: StaffId; cookie: string }> {
  const email = someone()
  const { member } = await staff.add('operator', { name: 'Zoë', email, role, password })
  return {
    email,
    staffId: member.staffId,
    cookie: cookieHeader((await signIn(app, email, { from: anAddress() })).cookies),
  }
}

function challengeIn(answer: Answer): string {
  const options: unknown = answer.body.options
  if (typeof options !== 'object' || options === null || !('challenge' in options)) throw new TypeError('no challenge')
  return String(options.challenge)
}

type Odd = { origin?: string; rpId?: string; verified?: boolean; challenge?: string }

async function register(cookie: string, key: Device, odd: Odd = {}): Promise<Answer> {
  const begun = await post(cookie, '/v1/me/passkeys/options')
  expect(begun.status).toBe(200)
  const response = key.register({ challenge: challengeIn(begun), origin, ...odd })
  return post(cookie, '/v1/me/passkeys', { token: textIn(begun, 'token'), name: 'Phone', response })
}

async function assertion(key: Device, odd: Odd = {}): Promise<{ token: string; response: object }> {
  const begun = await post('', '/api/auth/passkey-options')
  return { token: textIn(begun, 'token'), response: key.assert({ challenge: challengeIn(begun), origin, ...odd }) }
}

const enter = async (key: Device, odd: Odd = {}) => post('', '/api/auth/sign-in/passkey', await assertion(key, odd))

async function withPasskey(role = 'cashier') {
  const person = await newcomer(role)
  const key = device()
  const made = await register(person.cookie, key)
  expect(made.status).toBe(201)
  return { ...person, key, passkeyId: textIn(made, 'passkeyId') }
}

describe('a passkey', () => {
  test('signs in without a word, as both factors, and a password alone does not any more', async () => {
    const { key, email } = await withPasskey()
    const entered = await enter(key)
    expect(entered.status).toBe(200)
    const cookie = cookieHeader(entered.cookies)
    expect((await me(cookie)).body).toMatchObject({ email })
    const { items } = (await ask(app, 'GET', '/v1/me/sessions', { headers: { cookie } })).body
    expect(items).toContainEqual(expect.objectContaining({ way: 'passkey', current: true }))
    const byPassword = await signIn(app, email, { from: anAddress() })
    expect(byPassword.body).toMatchObject({ secondStep: { passkey: true, totp: false } })
    expect((await me(cookieHeader(byPassword.cookies))).status).toBe(401)
  })

  test('what a device signs opens one session, and not another one later', async () => {
    const { key } = await withPasskey()
    const body = await assertion(key)
    const twice = await Promise.all([
      post('', '/api/auth/sign-in/passkey', body),
      post('', '/api/auth/sign-in/passkey', body),
    ])
    expect(twice.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 401])
    expect((await post('', '/api/auth/sign-in/passkey', body)).body.code).toBe('auth.sign-in-expired')
    const late = await assertion(key)
    wait(601)
    expect((await post('', '/api/auth/sign-in/passkey', late)).body.code).toBe('auth.sign-in-expired')
  })

  const elsewhere = 'https://loyalty.evil.test'
  test.each<[string, Odd]>([
    ['for another site', { origin: elsewhere, rpId: 'localhost' }],
    ['by a device that takes us for another site', { rpId: 'loyalty.evil.test' }],
    ['without a look at its holder', { verified: false }],
    ['for a challenge that we did not give', { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
  ])('signed %s is refused, when it is made and when it is used', async (_what, odd) => {
    const { cookie } = await newcomer()
    const refused = await register(cookie, device(), odd)
    expect({ status: refused.status, code: refused.body.code }).toEqual({
      status: 422,
      code: 'factor.passkey-unusable',
    })
    const { key } = await withPasskey()
    const answer = await enter(key, odd)
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 401, code: 'auth.passkey-refused' })
    expect(answer.cookies).toEqual([])
    expect((await enter(key)).status).toBe(200)
  })

  test('of another device under the same name is refused, and so is a copy that counts anew', async () => {
    const { key } = await withPasskey()
    const other = device()
    const { token, response } = await assertion(other)
    expect((await post('', '/api/auth/sign-in/passkey', { token, response })).status).toBe(401)
    const begun = await assertion(other)
    expect(
      (
        await post('', '/api/auth/sign-in/passkey', {
          ...begun,
          response: { ...begun.response, id: key.id, rawId: key.id },
        })
      ).status,
    ).toBe(401)
    expect((await enter(key)).status).toBe(200)
    key.forgetUse()
    expect((await enter(key)).body.code).toBe('auth.passkey-refused')
  })

  test('belongs to one person, and to who began', async () => {
    const { key } = await withPasskey()
    const other = await newcomer()
    expect((await register(other.cookie, key)).body.code).toBe('factor.passkey-taken')
    const begun = await post(other.cookie, '/v1/me/passkeys/options')
    const third = await newcomer()
    const response = device().register({ challenge: challengeIn(begun), origin })
    const stolen = await post(third.cookie, '/v1/me/passkeys', { token: textIn(begun, 'token'), name: 'x', response })
    expect(stolen.body.code).toBe('auth.sign-in-expired')
  })

  test('removed, it opens nothing; that of somebody else cannot be removed', async () => {
    const { cookie, key, passkeyId } = await withPasskey()
    const other = await newcomer()
    const remove = (as: string) =>
      ask(app, 'DELETE', `/v1/me/passkeys/${passkeyId}`, { headers: { cookie: as, origin } })
    expect((await remove(other.cookie)).status).toBe(404)
    expect((await remove(cookie)).status).toBe(204)
    expect((await enter(key)).status).toBe(401)
    expect((await remove(cookie)).status).toBe(404)
    expect(await facts()).toContain('staff.factor-removed')
  })

  test('of somebody who left opens nothing, also after they came back', async () => {
    const { key, staffId } = await withPasskey()
    await staff.deactivate('operator', staffId, { revokeKeys: false })
    expect((await enter(key)).status).toBe(401)
    await staff.reactivate('operator', staffId)
    expect((await enter(key)).status).toBe(401)
  })

  test('proves that it is still its holder, and nobody else', async () => {
    const { cookie, key } = await withPasskey('owner')
    const other = await withPasskey()
    wait(601)
    const make = () => post(cookie, '/v1/keys', { name: someone(), rights: ['members.read'] })
    expect((await make()).body.code).toBe('auth.confirm-first')
    const wrong = await post(cookie, '/api/auth/confirm', { passkey: await assertion(other.key) })
    expect(wrong.body.code).toBe('auth.passkey-not-yours')
    expect((await make()).status).toBe(403)
    expect((await post(cookie, '/api/auth/confirm', { passkey: await assertion(key) })).status).toBe(200)
    expect((await make()).status).toBe(201)
  })

  test('is asked for and added under a fresh proof only, twenty times at most', async () => {
    const { cookie, staffId } = await withPasskey()
    await sql`
      insert into staff_passkeys (passkey_id, staff_id, credential_id, public_key, counter, transports, name, made_at)
      select gen_random_uuid(), ${staffId}::uuid, 'filler ' || n, '', 0, '{}', 'x', now() from generate_series(1, 19) as n`.execute(
      db,
    )
    expect((await register(cookie, device())).body.code).toBe('factor.passkeys-at-most')
    const count = await row(
      db,
      sql<{ n: number }>`
      select count(*)::int as n from staff_passkeys where staff_id = ${staffId}::uuid`,
    )
    expect(count?.n).toBe(20)
    wait(601)
    expect((await post(cookie, '/v1/me/passkeys/options')).body.code).toBe('auth.confirm-first')
  })

  test('another site cannot sign anybody in with one', async () => {
    const { key } = await withPasskey()
    const foreign = { origin: 'https://evil.test' }
    expect((await ask(app, 'POST', '/api/auth/passkey-options', { headers: foreign })).status).toBe(403)
    const body = await assertion(key)
    expect((await ask(app, 'POST', '/api/auth/sign-in/passkey', { body, headers: foreign })).status).toBe(403)
  })
})
