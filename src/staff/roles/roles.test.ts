/** A company's own roles, and stores that somebody acts for: nobody gives, takes or changes what is beyond their own. */
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Principal, Right } from '../../platform/http/rights.ts'
import { rows } from '../../platform/postgres/database.ts'
import { ask, cookieHeader, office, origin, password, signIn, someone, textIn } from '../office.fixture.ts'
import { everyRight } from '../roles.ts'
import type { StaffId } from '../staff.ts'

const { app, db, elsewhere, facts, staff, wait } = await office()
let owner: StaffId
let cookie = ''

beforeAll(async () => {
  const email = someone()
  owner = await staff.createOwner({ name: 'Lin Wei', email, password })
  cookie = cookieHeader((await signIn(app, email)).cookies)
  await sql`
    insert into stores (code, name, translations, active, changed_at)
    select code, code, '{}', true, to_timestamp(0) from unnest(array['harbour', 'hill', 'pier']) as code`.execute(db)
})

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

function manage(method: Method, url: string, body?: object, as = cookie) {
  return ask(app, method, url, { headers: { cookie: as, origin }, ...(body === undefined ? {} : { body }) })
}

async function role(rights: readonly Right[]): Promise<string> {
  return textIn(await manage('POST', '/v1/roles', { name: someone(), rights }), 'role')
}

async function person(given: { role: string; stores?: string[] }): Promise<{ staffId: StaffId; cookie: string }> {
  const email = someone()
  const { member } = await staff.add('operator', { name: 'Zoë', email, password, ...given })
  return { staffId: member.staffId, cookie: cookieHeader((await signIn(app, email)).cookies) }
}

function principal(rights: readonly Right[], stores: Principal['stores'] = 'all'): Principal {
  return { kind: 'staff', id: owner, name: 'x', rights: new Set(rights), stores }
}

describe('an own role', () => {
  test('gives its rights, changes at once for whoever has it, and is removed when nobody has it', async () => {
    const made = await manage('POST', '/v1/roles', { name: '店长', rights: ['members.read', 'staff.manage'] })
    expect(made).toMatchObject({ status: 201, body: { own: true, staff: 0, words: { 'zh-CN': '店长', en: '店长' } } })
    const id = textIn(made, 'role')
    const zoe = await person({ role: id })
    const read = (on = app) => ask(on, 'GET', '/v1/members', { headers: { cookie: zoe.cookie } })
    expect([(await read()).status, (await read(elsewhere.app)).status]).toEqual([200, 200])
    expect((await manage('GET', '/v1/me', undefined, zoe.cookie)).body).toMatchObject({
      ...{ role: id, rights: ['members.read', 'staff.manage'], stores: null },
    })
    expect((await manage('PATCH', `/v1/roles/${id}`, { rights: ['staff.manage'] })).body).toMatchObject({ staff: 1 })
    expect((await read()).body.code).toBe('auth.forbidden')
    wait(5)
    expect((await read(elsewhere.app)).status).toBe(403)
    expect((await manage('DELETE', `/v1/roles/${id}`)).body.code).toBe('staff.role-held')
    await staff.deactivate('operator', zoe.staffId, { revokeKeys: false })
    expect((await manage('DELETE', `/v1/roles/${id}`)).body.code).toBe('staff.role-held')
    await staff.reactivate('operator', zoe.staffId)
    await staff.change('operator', zoe.staffId, { role: 'analyst' })
    expect((await manage('DELETE', `/v1/roles/${id}`)).status).toBe(204)
    expect((await manage('DELETE', `/v1/roles/${id}`)).body.code).toBe('staff.role-unknown')
    await expect(staff.change('operator', zoe.staffId, { role: id })).rejects.toThrow('staff.role-unknown')
    expect(await facts()).toEqual(expect.arrayContaining(['role.created', 'role.changed', 'role.removed']))
  })

  test('is given while somebody removes it: one of the two is refused, and nobody is left with a role that is not there', async () => {
    for (let round = 0; round < 8; round += 1) {
      const id = await role(['members.read'])
      await Promise.allSettled([
        staff.removeRole('operator', id),
        elsewhere.staff.add('operator', { name: 'x', email: someone(), role: id, password: undefined }),
      ])
      const lost = await rows(
        db,
        sql`select id from staff where role = ${id} and not exists (select from staff_roles where role_id::text = role)`,
      )
      expect(lost).toEqual([])
    }
  })

  test('holds nothing that its maker lacks, and nobody changes, removes or gives one that exceeds them', async () => {
    const clerk = principal(['staff.manage', 'members.read'])
    const beyond = 'staff.beyond-own-rights'
    const great = await role(['staff.manage', 'points.adjust'])
    const small = await role(['members.read'])
    await expect(staff.createRole(clerk, { name: 'x', rights: ['points.adjust'] })).rejects.toThrow(beyond)
    await expect(staff.changeRole(clerk, great, { rights: ['staff.manage'] })).rejects.toThrow(beyond)
    await expect(staff.changeRole(clerk, small, { rights: ['points.adjust'] })).rejects.toThrow(beyond)
    await expect(staff.removeRole(clerk, great)).rejects.toThrow(beyond)
    const asked = { name: 'x', email: someone(), password: undefined }
    await expect(staff.add(clerk, { ...asked, role: great })).rejects.toThrow(beyond)
    const { staffId } = await person({ role: great })
    await expect(staff.change(clerk, staffId, { role: small })).rejects.toThrow(beyond)
    await expect(staff.deactivate(clerk, staffId, { revokeKeys: false })).rejects.toThrow(beyond)
    expect((await staff.changeRole(clerk, small, { name: 'y', rights: ['staff.manage'] })).rights).toEqual([
      'staff.manage',
    ])
  })

  test('needs known rights and a name of its own; built-in roles stay as they are', async () => {
    const make = (given: object) => manage('POST', '/v1/roles', { name: '夜班', rights: ['members.read'], ...given })
    expect((await make({})).status).toBe(201)
    expect((await make({})).body.code).toBe('staff.role-name-taken')
    for (const name of ['Owner', '收银员', 'support agent'])
      expect((await make({ name })).body.code).toBe('staff.role-name-taken')
    expect((await make({ name: '\u202e' })).body.code).toBe('staff.name-invalid')
    expect((await make({ name: 'a', rights: [] })).status).toBe(422)
    expect((await make({ name: 'a', rights: ['members.eat'] })).status).toBe(422)
    await expect(staff.createRole('operator', { name: 'a', rights: ['x'] })).rejects.toThrow('staff.role-rights')
    expect((await manage('PATCH', '/v1/roles/cashier', { name: 'a' })).body.code).toBe('staff.role-built-in')
    expect((await manage('DELETE', '/v1/roles/owner')).body.code).toBe('staff.role-built-in')
    expect((await manage('PATCH', `/v1/roles/${owner}`, { name: 'a' })).body.code).toBe('staff.role-unknown')
    expect((await manage('PATCH', '/v1/roles/x', { name: 'a' })).body.code).toBe('staff.role-unknown')
    const { body } = await manage('GET', '/v1/roles')
    expect(body).toMatchObject({
      roles: expect.arrayContaining([expect.objectContaining({ role: 'owner', own: false })]),
    })
  })
})

describe('stores', () => {
  test('are given as far as one has them, and are in the answer about oneself', async () => {
    const zoe = await person({
      role: await role(['staff.manage', 'members.read', 'jobs.run']),
      stores: ['hill', 'harbour'],
    })
    expect((await manage('GET', '/v1/me', undefined, zoe.cookie)).body).toMatchObject({
      ...{ stores: ['harbour', 'hill'], rights: ['members.read', 'staff.manage'] },
    })
    const small = await role(['members.read'])
    const add = (given: object) =>
      manage('POST', '/v1/staff', { name: 'x', email: someone(), role: small, ...given }, zoe.cookie)
    expect((await add({})).body).toMatchObject({ stores: ['harbour', 'hill'] })
    expect((await add({ stores: ['hill'] })).body).toMatchObject({ stores: ['hill'] })
    for (const stores of [null, ['pier'], ['hill', 'pier']])
      expect((await add({ stores })).body.code).toBe('staff.beyond-own-stores')
    expect((await manage('POST', '/v1/roles', { name: 'a', rights: ['members.read'] }, zoe.cookie)).body.code).toBe(
      'auth.every-store-needed',
    )
  })

  test('of others are out of reach: their people and keys are neither changed nor removed', async () => {
    const head = principal(everyRight, new Set(['harbour']))
    const beyond = 'staff.beyond-own-stores'
    const { staffId } = await person({ role: 'cashier', stores: ['harbour', 'hill'] })
    await expect(staff.change(head, staffId, { stores: ['harbour'] })).rejects.toThrow(beyond)
    await expect(staff.deactivate(head, staffId, { revokeKeys: false })).rejects.toThrow(beyond)
    await expect(staff.invite(head, staffId)).rejects.toThrow(beyond)
    await expect(staff.invite(head, owner)).rejects.toThrow(beyond)
    await staff.change('operator', staffId, { stores: ['harbour'] })
    expect((await staff.change(head, staffId, { name: 'y' })).stores).toEqual(['harbour'])
    const asked = { rights: ['members.read'], expiresAt: null }
    const everywhere = await staff.createKey('operator', { ...asked, name: someone() })
    await expect(staff.revokeKey(head, everywhere.keyId)).rejects.toThrow(beyond)
    await expect(staff.createKey(head, { ...asked, name: someone(), stores: null })).rejects.toThrow(beyond)
    const own = await staff.createKey(head, { ...asked, name: someone() })
    expect(own.stores).toEqual(['harbour'])
    await staff.revokeKey(head, own.keyId)
  })

  test('must be in the catalogue, and an owner has all of them', async () => {
    const change = (staffId: StaffId, to: object) => manage('PATCH', `/v1/staff/${staffId}`, to)
    const { staffId } = await person({ role: 'cashier' })
    expect((await change(staffId, { stores: ['moon', 'hill'] })).body).toMatchObject({
      ...{ code: 'staff.stores-unknown', facts: { unknown: ['moon'] } },
    })
    expect((await change(staffId, { stores: [] })).status).toBe(422)
    expect((await change(staffId, { stores: ['hill', 'hill'] })).status).toBe(422)
    expect((await change(staffId, { stores: ['hill'] })).body).toMatchObject({ stores: ['hill'] })
    expect((await change(staffId, { role: 'owner' })).body.code).toBe('staff.owner-everywhere')
    expect((await change(owner, { stores: ['hill'] })).body.code).toBe('staff.owner-everywhere')
    expect((await change(staffId, { role: 'owner', stores: null })).body).toMatchObject({ role: 'owner', stores: null })
    await staff.change('operator', staffId, { role: 'cashier' })
  })

  test('of a session and of a key count at once', async () => {
    const zoe = await person({ role: 'cashier' })
    const where = async () => (await manage('GET', '/v1/me', undefined, zoe.cookie)).body.stores
    expect(await where()).toBeNull()
    await staff.change('operator', zoe.staffId, { stores: ['pier'] })
    expect(await where()).toEqual(['pier'])
    const body = { name: someone(), rights: ['members.read'], stores: ['hill'] }
    const made = await manage('POST', '/v1/keys', body)
    expect(made.body).toMatchObject({ stores: ['hill'] })
    const headers = { authorization: `Bearer ${textIn(made, 'key')}` }
    expect((await ask(app, 'GET', '/v1/me', { headers })).body.stores).toEqual(['hill'])
  })
})
