import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { asId } from '../../base/ids.ts'
import { isRefusal, Refused } from '../../base/refusals.ts'
import { asInstant } from '../../base/time.ts'
import type { Principal } from '../../platform/http/rights.ts'
import { row, rows } from '../../platform/postgres/database.ts'
import { ask, cookieHeader, office, origin, password, signIn, someone, textIn } from '../office.fixture.ts'
import { everyRight } from '../roles.ts'
import { keyAround } from '../rules.ts'
import { digestOf } from '../secrets.ts'
import type { StaffId } from '../staff.ts'

const { app, auth, clock, db, elsewhere, facts, staff, wait } = await office()
let owner: StaffId
let cookie = ''

beforeAll(async () => {
  const email = someone()
  owner = await staff.createOwner({ name: 'Lin Wei', email, password })
  cookie = cookieHeader((await signIn(app, email)).cookies)
})

function withKey(key: string, on = app, url = '/v1/members') {
  return ask(on, 'GET', url, { headers: { authorization: `Bearer ${key}` } })
}

function newKey(rights: readonly string[] = ['members.read'], seconds?: number) {
  const expiresAt = seconds === undefined ? null : asInstant(clock.now() + seconds * 1000)
  return staff.createKey('operator', { name: someone(), rights, expiresAt })
}

describe('an API key', () => {
  test('is shown once, kept as a digest, and listed masked', async () => {
    const body = { name: '收银台 1', rights: ['members.read'], expiresAt: '2999-01-01T00:00:00Z' }
    const made = await ask(app, 'POST', '/v1/keys', { body, headers: { cookie, origin } })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ name: '收银台 1', madeBy: owner, expiresAt: '2999-01-01T00:00:00.000Z' })
    const key = textIn(made, 'key')
    expect(key).toMatch(/^rk_live_[0-9A-Za-z]{36}$/)
    expect((await withKey(key)).status).toBe(200)
    const listed = await ask(app, 'GET', '/v1/keys', { headers: { cookie } })
    expect(JSON.stringify(listed.body)).not.toContain(key)
    expect(JSON.stringify(listed.body)).toContain(key.slice(0, 12))
    const kept = JSON.stringify(await rows(db, sql`select *, encode(hash, 'base64') as digest from api_keys`))
    expect(kept).not.toContain(key)
    expect(kept).toContain(digestOf(key).toString('base64'))
    expect(await facts()).toContain('key.created')
  })

  test('does what its rights say and no more', async () => {
    const { key } = await newKey(['members.read'])
    expect((await withKey(key)).status).toBe(200)
    expect((await withKey(key, app, '/v1/keys')).body.code).toBe('auth.forbidden')
    expect((await withKey(key, app, '/v1/me')).body).toMatchObject({
      kind: 'key',
      rights: ['members.read'],
      email: null,
    })
    expect((await withKey(key, app, '/v1/me/sessions')).body.code).toBe('staff.only')
  })

  test('never exceeds its maker', async () => {
    const some = fc.uniqueArray(fc.constantFrom(...everyRight), { minLength: 1 })
    await fc.assert(
      fc.asyncProperty(some, some, async (own, wanted) => {
        const maker: Principal = { kind: 'staff', id: owner, name: 'x', rights: new Set(own), stores: 'all' }
        const made = staff.createKey(maker, { name: someone(), rights: wanted, expiresAt: null })
        const refused = await made.then(
          () => false,
          (error: unknown) => error instanceof Refused && isRefusal(error.refusal),
        )
        expect(refused).toBe(!new Set(wanted).isSubsetOf(new Set(own)))
      }),
      { numRuns: 25 },
    )
  })

  test('cannot make a key with more rights than itself', async () => {
    const { key } = await newKey(['keys.manage', 'members.read'])
    const make = (rights: string[]) =>
      ask(app, 'POST', '/v1/keys', { body: { name: someone(), rights }, headers: { authorization: `Bearer ${key}` } })
    expect((await make(['members.read'])).status).toBe(201)
    expect((await make(['members.write'])).body).toMatchObject({
      code: 'staff.beyond-own-rights',
      facts: { missing: ['members.write'] },
    })
  })

  test('needs known rights, a name of its own and an end in the future', async () => {
    const { name } = await newKey()
    const make = (given: object) =>
      ask(app, 'POST', '/v1/keys', { body: { name, rights: ['members.read'], ...given }, headers: { cookie, origin } })
    expect((await make({})).body.code).toBe('key.name-taken')
    expect((await make({ name: 'a', expiresAt: '2020-01-01T00:00:00Z' })).body.code).toBe('key.expiry-invalid')
    expect((await make({ name: 'a', rights: [] })).status).toBe(422)
    expect((await make({ name: 'a', rights: ['members.eat'] })).status).toBe(422)
    await expect(staff.createKey('operator', { name: 'a', rights: ['x'], expiresAt: null })).rejects.toThrow(
      'key.rights',
    )
    await expect(staff.createKey('operator', { name: 'a', rights: [], expiresAt: null })).rejects.toThrow('key.rights')
  })
})

describe('a credential that is no good', () => {
  test('absent, mistyped, made up, expired and revoked keys get the same answer', async () => {
    const expired = await newKey(['members.read'], 60)
    const revoked = await newKey()
    await staff.revokeKey('operator', revoked.keyId)
    expect((await withKey(expired.key)).status).toBe(200)
    wait(60)
    const made = keyAround('0'.repeat(30)).key
    const absent = await ask(app, 'GET', '/v1/members')
    expect(absent.status).toBe(401)
    for (const key of [expired.key, revoked.key, made, `${made.slice(0, -1)}!`, '', 'x', made.slice(1)]) {
      const answer = await withKey(key)
      expect({ key, status: answer.status }).toEqual({ key, status: 401 })
      expect(answer.body).toEqual(absent.body)
    }
    const { key } = await newKey()
    for (const authorization of [`Basic ${key}`, key, `bearer  ${key}`])
      expect((await ask(app, 'GET', '/v1/members', { headers: { authorization } })).status).toBe(401)
    expect((await ask(app, 'GET', '/v1/members', { headers: { authorization: `bearer ${key}` } })).status).toBe(200)
  })

  test('a key in the address is not a credential, and a wrong key does not fall back to a cookie', async () => {
    const { key } = await newKey()
    expect((await ask(app, 'GET', `/v1/members?key=${key}&access_token=${key}`)).status).toBe(401)
    expect((await ask(app, 'GET', '/v1/members', { headers: { cookie, authorization: 'Bearer x' } })).status).toBe(401)
  })
})

describe('a revoked key', () => {
  test('is dead at once here and within ten seconds elsewhere', async () => {
    const { key, keyId } = await newKey()
    expect((await withKey(key)).status).toBe(200)
    expect((await withKey(key, elsewhere.app)).status).toBe(200)
    const gone = await ask(app, 'DELETE', `/v1/keys/${keyId}`, { headers: { cookie, origin } })
    expect(gone.status).toBe(204)
    expect((await withKey(key)).status).toBe(401)
    wait(10)
    expect((await withKey(key, elsewhere.app)).status).toBe(401)
  })

  test('is dead for requests that begin after the revocation was answered, whatever is under way', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { key, keyId } = await newKey()
      const before = Array.from({ length: 8 }, () => withKey(key))
      await staff.revokeKey('operator', keyId)
      expect((await withKey(key)).status).toBe(401)
      await Promise.all(before)
      expect((await withKey(key)).status).toBe(401)
    }
  })

  test('is revoked once, and its name is free again', async () => {
    const { keyId, name } = await newKey()
    const before = (await facts()).length
    await Promise.all([staff.revokeKey('operator', keyId), elsewhere.staff.revokeKey('operator', keyId)])
    expect((await facts()).length).toBe(before + 1)
    await staff.createKey('operator', { name, rights: ['members.read'], expiresAt: null })
    await expect(staff.revokeKey('operator', asId(owner))).rejects.toThrow('key.unknown')
  })
})

describe('a rotated key', () => {
  /** By a program: a person would have to prove anew, an hour later, who he is. */
  const rotate = async (keyId: string, body: object = {}) => {
    const { key } = await newKey(everyRight)
    return ask(app, 'POST', `/v1/keys/${keyId}/rotate`, { body, headers: { authorization: `Bearer ${key}` } })
  }

  test('is another secret at once; the old one opens until the overlap ends, here and elsewhere', async () => {
    const { key: old, keyId } = await newKey()
    const answer = await rotate(keyId, { overlapHours: 1 })
    const key = textIn(answer, 'key')
    expect(answer.body).toMatchObject({ keyId, previousUntil: new Date(clock.now() + 3_600_000).toISOString() })
    expect(key).not.toBe(old)
    expect(answer.body.prefix).toBe(key.slice(0, 12))
    for (const secret of [key, old])
      for (const on of [app, elsewhere.app]) expect((await withKey(secret, on)).status).toBe(200)
    wait(3_599)
    expect([(await withKey(old)).status, (await withKey(old, elsewhere.app)).status]).toEqual([200, 200])
    wait(1)
    expect([(await withKey(old)).status, (await withKey(old, elsewhere.app)).status]).toEqual([401, 401])
    expect((await withKey(key)).status).toBe(200)
    expect(await facts()).toContain('key.rotated')
  })

  test('without an overlap kills the old secret at once, and rotating twice kills the oldest', async () => {
    const first = await newKey()
    const second = textIn(await rotate(first.keyId), 'key')
    const third = textIn(await rotate(first.keyId, { overlapHours: 24 }), 'key')
    expect([(await withKey(first.key)).status, (await withKey(second)).status, (await withKey(third)).status]).toEqual([
      ...[401, 200, 200],
    ])
    const fourth = textIn(await rotate(first.keyId, { overlapHours: 0 }), 'key')
    expect([(await withKey(third)).status, (await withKey(fourth)).status]).toEqual([401, 200])
    await staff.revokeKey('operator', first.keyId)
    expect((await withKey(fourth)).status).toBe(401)
    expect((await rotate(first.keyId)).body.code).toBe('key.ended')
  })

  test('ends when the key ends, is not lent to whoever has less, and its secrets are kept as digests', async () => {
    const short = await newKey(['members.read'], 600)
    const key = textIn(await rotate(short.keyId, { overlapHours: 24 }), 'key')
    wait(600)
    expect([(await withKey(key)).status, (await withKey(short.key)).status]).toEqual([401, 401])
    expect((await rotate(short.keyId)).body.code).toBe('key.ended')
    const great = await newKey(['members.read', 'points.adjust'])
    const clerk = await newKey(['keys.manage', 'members.read'])
    const lent = await ask(app, 'POST', `/v1/keys/${great.keyId}/rotate`, {
      ...{ body: {}, headers: { authorization: `Bearer ${clerk.key}` } },
    })
    expect(lent.body).toMatchObject({ code: 'staff.beyond-own-rights', facts: { missing: ['points.adjust'] } })
    expect((await rotate(great.keyId, { overlapHours: 721 })).status).toBe(422)
    expect((await rotate(owner)).body.code).toBe('key.unknown')
    const secret = textIn(await rotate(great.keyId), 'key')
    const kept = JSON.stringify(await rows(db, sql`select *, encode(previous_hash, 'base64') as digest from api_keys`))
    expect(kept).not.toContain(secret)
    expect(kept).toContain(digestOf(great.key).toString('base64'))
  })
})

test('a remembered key ends on time', async () => {
  const { key } = await newKey(['members.read'], 2)
  expect((await withKey(key)).status).toBe(200)
  wait(2)
  expect((await withKey(key)).status).toBe(401)
})

test('the last use is known to the minute, and not written more often', async () => {
  const { key, keyId } = await newKey()
  const lastUse = async () => {
    await auth.settled()
    return (await row(db, sql<{ at: number }>`select last_used_at as at from api_keys where key_id = ${keyId}`))?.at
  }
  expect(await lastUse()).toBeNull()
  await withKey(key)
  const first = await lastUse()
  expect(first).toBe(clock.now())
  wait(30)
  await withKey(key)
  expect(await lastUse()).toBe(first)
  wait(31)
  await withKey(key)
  expect(await lastUse()).toBe(clock.now())
})

test('64 tills with one key ask the database once', async () => {
  const { key } = await newKey()
  let queries = 0
  const counted = db.withPlugin({
    transformQuery: ({ node }) => {
      queries += 1
      return node
    },
    transformResult: async ({ result }) => result,
  })
  const { authenticator } = await import('../authenticate.ts')
  const { silentLog } = await import('../../platform/log.ts')
  const { httpApp } = await import('../../platform/http/app.ts')
  const own = authenticator({ db: counted, clock, log: silentLog(), secret: 'x'.repeat(32) })
  const till = httpApp({ authenticate: own.authenticate })
  till.get('/v1/members', { config: { right: 'members.read' } }, async () => ({}))
  const answers = await Promise.all(Array.from({ length: 64 }, () => withKey(key, till)))
  await own.settled()
  expect(answers.every((answer) => answer.status === 200)).toBe(true)
  // One look-up, one note of the last use.
  expect(queries).toBe(2)
  expect(() => authenticator({ db, clock, log: silentLog(), secret: 'secret' })).toThrow('too short')
})
