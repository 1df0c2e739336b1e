import { beforeAll, describe, expect, test } from 'vitest'
import type { Principal } from '../platform/http/rights.ts'
import { ask, cookieHeader, office, origin, password, signIn, someone, textIn } from './office.fixture.ts'
import { type Role, rightsOf, roleNames } from './roles.ts'
import type { StaffId } from './staff.ts'

const { app, elsewhere, facts, staff, wait } = await office()
let owner: StaffId
let ownerCookie = ''

beforeAll(async () => {
  const email = someone()
  owner = await staff.createOwner({ name: 'Lin Wei', email, password })
  ownerCookie = cookieHeader((await signIn(app, email)).cookies)
})

function caller(role: Role): Principal {
  return { kind: 'staff', id: owner, name: 'x', rights: rightsOf(role), stores: 'all' }
}

async function add(role: Role): Promise<{ staffId: StaffId; email: string }> {
  const email = someone()
  const { member } = await staff.add('operator', { name: 'Zoë', email, role, password })
  return { staffId: member.staffId, email }
}

function manage(method: 'GET' | 'POST' | 'PATCH', url: string, body?: object) {
  return ask(app, method, url, { headers: { cookie: ownerCookie, origin }, ...(body === undefined ? {} : { body }) })
}

describe('adding staff', () => {
  test('an invitation sets a password, once, and lets nobody in before', async () => {
    const email = someone()
    const added = await manage('POST', '/v1/staff', { name: '王芳', email: email.toUpperCase(), role: 'support' })
    expect(added.status).toBe(201)
    expect(added.body).toMatchObject({ name: '王芳', email, role: 'support', status: 'invited' })
    const { path } = added.body.invitation as { path: string }
    const code = path.replace('/invitation#code=', '')
    expect((await signIn(app, email)).status).toBe(401)
    const accept = (secret = password) =>
      ask(app, 'POST', '/v1/invitations/accept', { body: { code, password: secret } })
    expect((await accept('too short')).body.code).toBe('staff.password-too-short')
    const accepted = await Promise.all([accept(), accept(), accept()])
    expect(accepted.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 403, 403])
    expect((await signIn(app, email)).status).toBe(200)
    expect((await accept()).body.code).toBe('staff.invitation-invalid')
  })

  test('a new invitation replaces the old one, ends all sessions once used, and runs out after a week', async () => {
    const { staffId, email } = await add('analyst')
    const cookie = cookieHeader((await signIn(app, email)).cookies)
    const older = await staff.invite('operator', staffId)
    const newer = await staff.invite('operator', staffId)
    await expect(staff.acceptInvitation({ code: older.code, password })).rejects.toThrow('staff.invitation-invalid')
    expect((await ask(app, 'GET', '/v1/me', { headers: { cookie } })).status).toBe(200)
    await staff.acceptInvitation({ code: newer.code, password: 'another long password' })
    expect((await ask(app, 'GET', '/v1/me', { headers: { cookie } })).status).toBe(401)
    expect((await signIn(app, email)).status).toBe(401)
    const last = await staff.invite('operator', staffId)
    wait(7 * 24 * 3600)
    await expect(staff.acceptInvitation({ code: last.code, password })).rejects.toThrow('staff.invitation-invalid')
    wait(-7 * 24 * 3600)
  })

  test('whoever holds an invitation gets in although a stranger keeps failing', async () => {
    const { staffId, email } = await add('cashier')
    for (let round = 0; round < 6; round += 1) await signIn(app, email, { password: 'not the right password' })
    expect((await signIn(app, email)).status).toBe(429)
    const { code } = await staff.invite('operator', staffId)
    const accepted = await ask(app, 'POST', '/v1/invitations/accept', { body: { code, password } })
    expect((await signIn(app, email, { cookie: cookieHeader(accepted.cookies) })).status).toBe(200)
  })

  test('an address is one staff member, however it is written', async () => {
    const { email } = await add('cashier')
    const again = await manage('POST', '/v1/staff', { name: 'x', email: ` ${email.toUpperCase()} `, role: 'cashier' })
    expect(again.body.code).toBe('staff.email-taken')
  })

  test('an unknown role or field is refused', async () => {
    const body = { name: 'x', email: someone(), role: 'captain' }
    await expect(staff.add('operator', { ...body, password })).rejects.toThrow('staff.role-unknown')
    expect((await manage('POST', '/v1/staff', body)).status).toBe(422)
    expect((await manage('POST', '/v1/staff', { ...body, role: 'cashier', rights: ['staff.manage'] })).status).toBe(422)
  })
})

describe('rights', () => {
  test('nobody gives, takes or resets rights that they lack', async () => {
    const rights = new Set([...rightsOf('cashier'), 'staff.manage'] as const)
    const clerk: Principal = { ...caller('cashier'), rights }
    const person = { name: 'x', password: undefined }
    const { staffId } = await add('manager')
    for (const role of roleNames.filter((one) => !rightsOf(one).isSubsetOf(rights)))
      await expect(staff.add(clerk, { ...person, email: someone(), role })).rejects.toThrow('staff.beyond-own-rights')
    await staff.add(clerk, { ...person, email: someone(), role: 'cashier' })
    await expect(staff.change(clerk, staffId, { role: 'cashier' })).rejects.toThrow('staff.beyond-own-rights')
    await expect(staff.invite(clerk, owner)).rejects.toThrow('staff.beyond-own-rights')
    await expect(staff.deactivate(clerk, staffId, { revokeKeys: true })).rejects.toThrow('staff.beyond-own-rights')
    const cashier = await add('cashier')
    await expect(staff.change(clerk, cashier.staffId, { role: 'owner' })).rejects.toThrow('staff.beyond-own-rights')
  })

  test('a new role counts at once here and within seconds elsewhere', async () => {
    const { staffId, email } = await add('cashier')
    const cookie = cookieHeader((await signIn(app, email)).cookies)
    const write = (on = app) => ask(on, 'POST', '/v1/members', { body: {}, headers: { cookie, origin } })
    expect([(await write()).status, (await write(elsewhere.app)).status]).toEqual([200, 200])
    expect((await manage('PATCH', `/v1/staff/${staffId}`, { role: 'analyst' })).body).toMatchObject({ role: 'analyst' })
    expect((await write()).status).toBe(403)
    wait(5)
    expect((await write(elsewhere.app)).status).toBe(403)
  })

  test('an owner always remains, also when two remove each other at once', async () => {
    await expect(staff.deactivate('operator', owner, { revokeKeys: false })).rejects.toThrow('staff.last-owner')
    await expect(staff.change('operator', owner, { role: 'manager' })).rejects.toThrow('staff.last-owner')
    for (let round = 0; round < 3; round += 1) {
      const { staffId } = await add('owner')
      const outcomes = await Promise.allSettled([
        staff.deactivate('operator', staffId, { revokeKeys: false }),
        elsewhere.staff.change('operator', owner, { role: 'manager' }),
      ])
      expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
      expect(await staff.owners()).toHaveLength(1)
      await staff.change('operator', owner, { role: 'owner' })
      if ((await staff.owners()).length > 1) await staff.deactivate('operator', staffId, { revokeKeys: false })
    }
  })
})

describe('leaving', () => {
  test('who is deactivated is out at once and returns only with a new password; keys stay unless asked', async () => {
    const { staffId, email } = await add('owner')
    const cookie = cookieHeader((await signIn(app, email)).cookies)
    const made = await ask(app, 'POST', '/v1/keys', {
      body: { name: someone(), rights: ['members.read'] },
      headers: { cookie, origin },
    })
    const authorization = `Bearer ${textIn(made, 'key')}`
    const byKey = async () => (await ask(app, 'GET', '/v1/members', { headers: { authorization } })).status
    const off = (revokeKeys: boolean) => manage('POST', `/v1/staff/${staffId}/deactivate`, { revokeKeys })
    expect((await off(false)).body).toEqual({ keysRevoked: 0 })
    expect((await ask(app, 'GET', '/v1/me', { headers: { cookie } })).status).toBe(401)
    expect((await signIn(app, email)).status).toBe(401)
    expect(await byKey()).toBe(200)
    expect((await off(false)).body.code).toBe('staff.deactivated')
    const back = await manage('POST', `/v1/staff/${staffId}/reactivate`)
    expect(back.status).toBe(201)
    expect((await signIn(app, email)).status).toBe(401)
    const code = textIn(back, 'path').replace('/invitation#code=', '')
    await staff.acceptInvitation({ code, password })
    expect((await signIn(app, email)).status).toBe(200)
    expect((await off(true)).body).toEqual({ keysRevoked: 1 })
    expect(await byKey()).toBe(401)
    expect(await facts()).toEqual(expect.arrayContaining(['staff.added', 'staff.deactivated', 'key.revoked']))
  })

  test('an unused invitation of somebody who left opens nothing', async () => {
    const { staffId } = await add('cashier')
    const { code } = await staff.invite('operator', staffId)
    await staff.deactivate('operator', staffId, { revokeKeys: false })
    await expect(staff.acceptInvitation({ code, password })).rejects.toThrow('staff.invitation-invalid')
  })
})

test('staff are listed in pages without a gap, and nothing of a password is in them', async () => {
  const all = await staff.list({ after: null, limit: 200 })
  const seen: string[] = []
  for (let cursor = ''; ; ) {
    const page = await manage('GET', `/v1/staff?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`)
    const items = page.body.items as { staffId: string }[]
    seen.push(...items.map((one) => one.staffId))
    expect(JSON.stringify(page.body)).not.toContain('argon2')
    if (page.body.nextCursor === null) break
    cursor = textIn(page, 'nextCursor')
  }
  expect(seen).toEqual(all.map((one) => one.staffId))
})

test('people set their own name and language, and not their role', async () => {
  const { email } = await add('cashier')
  const headers = { cookie: cookieHeader((await signIn(app, email)).cookies), origin }
  const change = (body: object) => ask(app, 'PATCH', '/v1/me', { body, headers })
  expect((await change({ locale: 'zh-CN', name: '佐伊' })).body).toMatchObject({ name: '佐伊', locale: 'zh-CN' })
  expect((await change({ locale: 'zh-TW' })).body).toMatchObject({ locale: 'zh-TW' })
  expect((await change({ locale: null })).body).toMatchObject({ locale: 'en' })
  const asking = (tag: string) => ask(app, 'GET', '/v1/me', { headers: { ...headers, 'accept-language': tag } })
  for (const [tag, locale] of [
    ['zh-TW', 'zh-TW'],
    ['fr,zh-Hant-HK;q=0.8,en', 'zh-TW'],
    ['zh', 'zh-CN'],
    ['fr', 'en'],
  ] as const)
    expect((await asking(tag)).body, tag).toMatchObject({ locale })
  const device = { ...headers, cookie: `${headers.cookie}; regulars.language=zh-TW`, 'accept-language': 'en' }
  expect((await ask(app, 'GET', '/v1/me', { headers: device })).body).toMatchObject({ locale: 'zh-TW' })
  expect((await change({ role: 'owner' })).status).toBe(422)
  expect((await change({ name: '\u202eevil' })).body.code).toBe('staff.name-invalid')
  expect((await ask(app, 'GET', '/v1/me', { headers })).body).toMatchObject({ name: '佐伊', role: 'cashier' })
})
