/** Staff in the member's place: every route of the portal under a viewing; how it ends; what the trail and the member are told. */
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { documentedApi } from '../../../tests/support/api.ts'
import { REFUSED, VIEWED } from '../../audit/door.ts'
import { trail } from '../../audit/trail.fixture.ts'
import { asInstant, instantText } from '../../base/time.ts'
import { rows } from '../../platform/postgres/database.ts'
import { cookieHeader, origin, password, signIn, someone } from '../../staff/office.fixture.ts'
import { ownData } from '../takeout.ts'

const house = await trail()
const { app, call, db, keyWith, owner, shop, staff } = house

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
type Operation = { method: Method; path: string; operationId: string; own: boolean }

const document: {
  paths: Record<string, Record<string, { operationId: string; tags: string[]; security?: object[] }>>
} = JSON.parse(JSON.stringify(await documentedApi()))
/** What a member can call, and what stands open for who becomes one. */
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, { operationId, tags, security = [] }]): Operation[] => {
    const own = security.some((one) => 'member' in one)
    const open = tags.includes('portal') && security.length === 0
    return own || open ? [{ method: method.toUpperCase() as Method, path, operationId, own }] : []
  }),
)

async function person(role: string) {
  const email = someone()
  const { member } = await staff.add('operator', { name: 'Wang Fang', email, role, password })
  return { staffId: member.staffId, headers: { cookie: cookieHeader((await signIn(app, email)).cookies), origin } }
}

async function view(member: string, headers?: object): Promise<{ viewingId: string; as: object }> {
  const opened = await call('POST', `/v1/members/${member}/viewings`, { reason: 'member-asked' }, headers)
  expect(opened.status).toBe(201)
  return { viewingId: opened.body.viewingId, as: { authorization: `Bearer ${opened.body.token}` } }
}

const member = await shop.member('欧阳娜娜')
await shop.buy(member, 'V-1', 50_000)
const [entry] = await shop.accounts.entries(member, { wallet: 'points', before: null, limit: 1 })

function address(path: string): string {
  const url = path
    .replace('{memberId}', 'me')
    .replace('{number}', 'V-1')
    .replace('{entryId}', entry?.entryId ?? '')
    .replaceAll(/\{\w+\}/g, '019a0000-0000-7000-8000-000000000000')
  return path.endsWith('/entries') ? `${url}?wallet=points` : url
}

/** Bodies that pass the schema where it is looked at before the caller is. */
const bodies: Record<string, object> = {
  askSignInCode: { phone: '+8613800138000' },
  signInMember: { phone: '+8613800138000', code: '123456' },
  joinMembership: { joining: 'x', consents: [] },
}

async function state(): Promise<string> {
  const tables = ['facts', 'messages', 'one_time_codes', 'member_sessions', 'rotating_cards', 'members', 'coupons']
  const counted = await Promise.all(
    tables.map(async (table) => [
      table,
      await rows(db, sql`select md5(string_agg(t::text, '' order by t::text)) from ${sql.table(table)} t`),
    ]),
  )
  return JSON.stringify(counted)
}

describe('under a viewing', () => {
  test('every reading route of a member answers, but for what is a secret or leaves the house', async () => {
    const { as } = await view(member)
    const reading = operations.filter(({ method, own }) => method === 'GET' && own)
    expect(reading.length).toBeGreaterThan(12)
    for (const { path, operationId } of reading) {
      const { status, body } = await call('GET', address(path), undefined, as)
      const hidden = operationId === 'getMyCard' || operationId === 'downloadMyData'
      expect({ operationId, status, code: body.code }).toEqual(
        hidden
          ? { operationId, status: 403, code: 'auth.only-viewing' }
          : { operationId, status: 200, code: undefined },
      )
    }
  })

  test('every writing route refuses, changes nothing and is told, those that send a code to anybody among them', async () => {
    const { as, viewingId } = await view(member)
    const writing = operations.filter(({ method }) => method !== 'GET')
    expect(writing.length).toBeGreaterThan(15)
    const before = await state()
    for (const { method, path, operationId } of writing) {
      const body = method === 'DELETE' ? undefined : (bodies[operationId] ?? {})
      const told = await house.toldOf(async () => {
        const refused = await call(method, address(path), body, as)
        expect({ operationId, status: refused.status, code: refused.body.code }).toEqual({
          ...{ operationId, status: 403, code: 'auth.only-viewing' },
        })
      })
      expect(told).toMatchObject([
        {
          ...{ operation: REFUSED, actorKind: 'staff', actorId: owner, members: [member] },
          details: { after: { by: operationId, viewing: viewingId } },
        },
      ])
    }
    expect(await state()).toBe(before)
  })

  test('a viewing opens no route of the staff, nor another member’s', async () => {
    const { as } = await view(member)
    const other = await shop.member()
    for (const url of [`/v1/members/${other}/statement`, `/v1/members/${member}`, '/v1/me', '/v1/members'])
      expect({ url, status: (await call('GET', url, undefined, as)).status }).toEqual({ url, status: 401 })
  })

  test('personal fields are as the person may see them anyway', async () => {
    const role = (await call('POST', '/v1/roles', { name: someone(), rights: ['members.read', 'portal.view'] })).body
      .role
    const [masked, clear] = [await view(member, (await person(role)).headers), await view(member)]
    const seen = await call('GET', '/v1/my', undefined, masked.as)
    expect(seen.body).toMatchObject({ memberId: member, name: '欧*', phone: '+86 138****0001' })
    expect(await house.toldOf(() => call('GET', '/v1/my', undefined, masked.as))).toMatchObject([{ operation: VIEWED }])
    const told = await house.toldOf(async () => {
      expect((await call('GET', '/v1/my', undefined, clear.as)).body).toMatchObject({ name: '欧阳娜娜' })
    })
    expect(told.map(({ operation, actorId, members }) => ({ operation, actorId, members }))).toEqual([
      { operation: 'seenInClear', actorId: owner, members: [member] },
      { operation: VIEWED, actorId: owner, members: [member] },
    ])
  })
})

describe('a viewing is over', () => {
  const works = async (as: object) => (await call('GET', '/v1/my/viewing', undefined, as)).status

  test('when the person signs out, is deactivated, or holds the right no more; and when it is ended', async () => {
    const [one, two, three] = [await person('support'), await person('support'), await person('support')]
    const viewings = [
      await view(member, one.headers),
      await view(member, two.headers),
      await view(member, three.headers),
    ]
    expect(await Promise.all(viewings.map(({ as }) => works(as)))).toEqual([200, 200, 200])
    await call('POST', '/api/auth/sign-out', {}, one.headers)
    await call('POST', `/v1/staff/${two.staffId}/deactivate`, { revokeKeys: false })
    await call('PATCH', `/v1/staff/${three.staffId}`, { role: 'cashier' })
    expect(await Promise.all(viewings.map(({ as }) => works(as)))).toEqual([401, 401, 401])
    const { viewingId, as } = await view(member)
    expect((await call('DELETE', `/v1/members/${member}/viewings/${viewingId}`)).status).toBe(200)
    expect(await works(as)).toBe(401)
    expect((await call('DELETE', `/v1/members/${member}/viewings/${viewingId}`)).status).toBe(200)
    expect((await call('DELETE', `/v1/members/${await shop.member()}/viewings/${viewingId}`)).body.code).toBe(
      'viewing.unknown',
    )
  })

  test('a token that is none opens nothing, and never falls back to a member’s own cookie', async () => {
    const mine = await shop.portal.sessions.open(member, 'phone')
    const cookie = `regulars.member=${mine.token}`
    expect((await call('GET', '/v1/my', undefined, { cookie })).status).toBe(200)
    for (const token of ['rv_x', `rv_${member.replaceAll('-', '')}${'a'.repeat(32)}`])
      expect((await call('GET', '/v1/my', undefined, { cookie, authorization: `Bearer ${token}` })).status).toBe(401)
    expect((await call('GET', '/v1/my/viewing', undefined, { cookie })).body).toEqual({ viewing: null })
  })

  test('after a quarter of an hour, however much it is used', async () => {
    const { as } = await view(member)
    const begun = shop.clock.now()
    shop.clock.set(asInstant(begun + 15 * 60_000 - 1))
    expect(await works(as)).toBe(200)
    shop.clock.set(asInstant(begun + 15 * 60_000))
    expect(await works(as)).toBe(401)
  })
})

describe('who may, and who hears of it', () => {
  test('owner and support; no other role, no program, nobody who acts for one store; and only of members', async () => {
    const ask = (headers: object, whose: string = member, body: object = { reason: 'other' }) =>
      call('POST', `/v1/members/${whose}/viewings`, body, headers)
    for (const role of ['manager', 'cashier', 'privacy-officer'])
      expect((await ask((await person(role)).headers)).body.facts).toEqual({ right: 'portal.view' })
    expect((await ask(await keyWith(['portal.view']))).body.code).toBe('viewing.person-needed')
    const email = someone()
    await call('PUT', '/v1/stores/harbour', { name: 'Harbour' })
    await staff.add('operator', { name: 'Zoë', email, role: 'support', password, stores: ['harbour'] })
    const local = { cookie: cookieHeader((await signIn(app, email)).cookies), origin }
    expect((await ask(local)).body.code).toBe('auth.every-store-needed')
    const { headers } = await person('support')
    const { memberId: prospect } = await shop.members.enrol({ phone: '+8613700137000', status: 'prospect' })
    expect((await ask(headers, prospect)).body.code).toBe('viewing.nothing-to-view')
    expect((await ask(headers, '019a0000-0000-7000-8000-000000000000')).body.code).toBe('member.unknown')
    expect((await ask(headers, member, { reason: 'curious' })).status).toBe(422)
  })

  test('the trail is told of the beginning, each use and the end; the member when, how long and why, not by whom', async () => {
    const whose = await shop.member()
    const { staffId, headers } = await person('support')
    const begun = shop.clock.now()
    const told = await house.toldOf(async () => {
      const { viewingId, as } = await view(whose, headers)
      await call('GET', '/v1/members/me/statement', undefined, as)
      await call('GET', '/v1/members/me/coupons', undefined, as)
      await call('GET', '/v1/my/orders/none', undefined, as)
      shop.clock.set(asInstant(begun + 60_000))
      await call('DELETE', `/v1/members/${whose}/viewings/${viewingId}`, undefined, headers)
    })
    expect(
      told.map(({ operation, details, actorId, address }) => [operation, Object(details.after).by, actorId, address]),
    ).toEqual([
      ['viewAsMember', undefined, staffId, '127.0.0.1'],
      [VIEWED, 'getStatement', staffId, '127.0.0.1'],
      [VIEWED, 'listMemberCoupons', staffId, '127.0.0.1'],
      ['endViewing', undefined, staffId, '127.0.0.1'],
    ])
    const mine = { authorization: `Bearer ${(await shop.portal.sessions.open(whose, 'phone')).token}` }
    const looks = (await call('GET', '/v1/my/looks', undefined, mine)).body
    const line = { at: instantText(begun), until: instantText(asInstant(begun + 60_000)), reason: 'member-asked' }
    expect(looks.items).toMatchObject([line])
    let taken = ''
    for await (const piece of ownData(shop, whose)) taken += piece
    expect(JSON.parse(taken).looks).toMatchObject([line])
    for (const text of [taken, JSON.stringify(looks)]) {
      expect(text).not.toContain(staffId)
      expect(text).not.toContain('Wang Fang')
    }
  })
})
