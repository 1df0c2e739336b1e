import { afterAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { keyFolder } from '../../tests/support/members.ts'
import { systemClock } from '../platform/clock.ts'
import { httpApp } from '../platform/http/app.ts'
import type { Right } from '../platform/http/rights.ts'
import { systemIds } from '../platform/ids.ts'
import { openKeyring } from '../platform/keyring.ts'
import { memberRoutes } from './routes.ts'
import { membersService } from './service.ts'

const { db } = await testDatabase()
const keyring = openKeyring({ folder: keyFolder(), clock: systemClock })
const members = membersService({ db, clock: systemClock, ids: systemIds, keyring })
const everything: Right[] = ['members.read', 'members.write', 'members.unmask']
const callers: Record<string, Right[]> = {
  all: everything,
  clerk: ['members.read', 'members.write'],
  reader: ['members.read'],
}
const app = httpApp({
  authenticate: async (request) => {
    const id = request.headers.authorization ?? ''
    const rights = callers[id]
    return rights === undefined ? undefined : { kind: 'key', id, name: id, rights: new Set(rights), stores: 'all' }
  },
})
memberRoutes(app, { members, staff: { names: async () => [] } })
afterAll(() => app.close())

type Call = { as?: string; body?: unknown; headers?: Record<string, string> }

async function call(
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  url: string,
  { as = 'all', body, headers = {} }: Call = {},
) {
  const response = await app.inject({
    method,
    url,
    headers: {
      ...headers,
      ...(as === '' ? {} : { authorization: as }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return {
    status: response.statusCode,
    headers: response.headers,
    body: response.body === '' ? undefined : response.json(),
  }
}

let count = 0
function phone(): string {
  count += 1
  return `+86136${String(10_000_000 + count)}`
}

async function enrolled(given: object = {}): Promise<{ memberId: string; phone: string }> {
  const tel = phone()
  const { body } = await call('POST', '/v1/members', { body: { phone: tel, name: '张三', ...given } })
  return { memberId: body.memberId, phone: tel }
}

describe('enrolling', () => {
  test('answers 201 with the whole member and where he is', async () => {
    const tel = phone()
    const answer = await call('POST', '/v1/members', {
      body: {
        phone: tel,
        email: 'Ada@Example.com',
        name: 'Ada',
        birthday: '--03-15',
        address: { city: '上海' },
        tags: ['vip'],
        joinedAt: '2020-01-01T08:00:00+08:00',
      },
    })
    expect(answer.status).toBe(201)
    expect(answer.headers.location).toBe(`/v1/members/${answer.body.memberId}`)
    expect(answer.body).toMatchObject({
      phone: tel,
      email: 'ada@example.com',
      joinedAt: '2020-01-01T00:00:00.000Z',
      birthday: '--03-15',
      address: { city: '上海' },
      status: 'active',
      revision: 1,
      masked: false,
      erased: false,
    })
    expect((await call('GET', `/v1/members/${answer.body.memberId}`)).body).toEqual(answer.body)
  })

  test('with a key answers the same again and says so; a prospect who becomes a member is 200', async () => {
    const tel = phone()
    const headers = { 'idempotency-key': 'a' }
    const prospect = await call('POST', '/v1/members', { body: { phone: tel, status: 'prospect' }, headers })
    const again = await call('POST', '/v1/members', { body: { phone: tel, status: 'prospect' }, headers })
    expect([prospect.status, again.status, again.headers['idempotency-replayed']]).toEqual([201, 201, 'true'])
    expect(again.body).toEqual(prospect.body)
    const other = await call('POST', '/v1/members', { body: { phone: phone() }, headers })
    expect([other.status, other.body.code]).toEqual([422, 'idempotency.key-reused'])
    expect((await call('POST', '/v1/members', { body: { phone: phone() }, headers, as: 'clerk' })).status).toBe(201)
    const became = await call('POST', '/v1/members', { body: { phone: tel } })
    expect([became.status, became.body.memberId]).toEqual([200, prospect.body.memberId])
  })

  test('says in the language of the caller what is wrong, and not whose it is', async () => {
    const { phone: tel } = await enrolled({ name: 'Secret' })
    const answer = await call('POST', '/v1/members', { body: { phone: tel }, headers: { 'accept-language': 'zh-CN' } })
    expect([answer.status, answer.body.code, answer.headers['content-type']]).toEqual([
      409,
      'member.identity-taken',
      'application/problem+json; charset=utf-8',
    ])
    expect(answer.body.title).toMatch(/已被其他会员使用/)
    expect(JSON.stringify(answer.body)).not.toContain('Secret')
  })

  test.each<[string, unknown, number]>([
    ['a field that is none', { phone: '+8613612341234', balance: 5 }, 422],
    ['a role', { phone: '+8613612341234', role: 'owner' }, 422],
    ['__proto__', '{"phone":"+8613612341234","__proto__":{"x":1}}', 400],
    ['U+0000', '{"phone":"+8613612341234","name":"a\\u0000"}', 422],
    ['an object for a text', { phone: { $gt: '' } }, 422],
    ['an array for a text', { phone: ['+8613612341234'] }, 422],
    ['a name of 10 kB', { phone: '+8613612341234', name: 'x'.repeat(10_240) }, 422],
    ['a lone surrogate', '{"phone":"+8613612341234","name":"\\ud800"}', 422],
    ['a status out of reach', { phone: '+8613612341234', status: 'closed' }, 422],
    ['no body', undefined, 422],
    ['no JSON', '{', 400],
    ['an instant without its zone', { phone: '+8613612341234', joinedAt: '2016-12-31T23:59:00' }, 422],
    ['a bank card', { phone: '+8613612341234', name: '4111 1111 1111 1111' }, 422],
  ])('with %s is refused', async (_, body, status) => {
    expect((await call('POST', '/v1/members', { body })).status).toBe(status)
    expect(
      (await call('POST', '/v1/members/lookup', { body: { kind: 'phone', value: '+8613612341234' } })).status,
    ).toBe(404)
  })
})

describe('who may see what', () => {
  test('without the right a person is masked everywhere he is shown', async () => {
    const count = 4711
    const { memberId, phone: tel } = await enrolled({
      name: '张三丰',
      email: `mask${count}@example.com`,
      birthday: '1990-03-15',
      address: { city: '上海', street: '南京路 1 号' },
    })
    const answers = [
      await call('GET', `/v1/members/${memberId}`, { as: 'clerk' }),
      await call('GET', `/v1/members?q=${encodeURIComponent(tel)}`, { as: 'clerk' }),
      await call('POST', '/v1/members/lookup', { as: 'clerk', body: { kind: 'phone', value: tel } }),
      await call('PATCH', `/v1/members/${memberId}`, { as: 'clerk', body: { addTags: ['x'] } }),
      await call('POST', `/v1/members/${memberId}/suspend`, { as: 'clerk', body: { reason: 'fraud' } }),
      await call('POST', `/v1/members/${memberId}/reactivate`, { as: 'clerk' }),
      await call('GET', `/v1/members/${memberId}/timeline`, { as: 'clerk' }),
    ]
    for (const { status, body } of answers) {
      expect(status).toBe(200)
      for (const secret of ['张三丰', tel, tel.slice(3), '1990-03-15', '南京路', `mask${count}@`])
        expect(JSON.stringify(body)).not.toContain(secret)
    }
    expect(answers[0]?.body).toMatchObject({
      name: '张*',
      masked: true,
      phone: expect.stringMatching(/^\+86 136\*\*\*\*\d{4}$/),
    })
    expect((await call('GET', `/v1/members/${memberId}`)).body.name).toBe('张三丰')
  })

  test('every route needs its right, and a caller', async () => {
    const { memberId } = await enrolled()
    const writes: ['POST' | 'PATCH' | 'DELETE' | 'PUT', string, object?][] = [
      ['POST', '/v1/members', { phone: phone() }],
      ['PATCH', `/v1/members/${memberId}`, { name: 'x' }],
      ['POST', `/v1/members/${memberId}/identities`, { kind: 'card', value: 'RR11' }],
      ['DELETE', `/v1/members/${memberId}/identities/${memberId}`],
      ['POST', `/v1/members/${memberId}/suspend`, { reason: 'x' }],
      ['POST', `/v1/members/${memberId}/close`, { reason: 'x' }],
      ['POST', `/v1/members/${memberId}/reactivate`],
      ['PUT', '/v1/member-attributes/x', { type: 'text', words: { en: 'x', 'zh-CN': 'x' } }],
    ]
    for (const [method, url, body] of writes) {
      expect((await call(method, url, { as: 'reader', body })).status).toBe(403)
      expect((await call(method, url, { as: '', body })).status).toBe(401)
    }
    for (const url of [
      '/v1/members',
      `/v1/members/${memberId}`,
      `/v1/members/${memberId}/timeline`,
      '/v1/member-attributes',
    ])
      expect((await call('GET', url, { as: '' })).status).toBe(401)
  })
})

describe('changing', () => {
  test('what is no part of a profile is refused', async () => {
    const { memberId } = await enrolled()
    for (const field of [
      'status',
      'number',
      'memberId',
      'balance',
      'tier',
      'consents',
      'recordedAt',
      'createdAt',
      'role',
      'identities',
      'joinedAt',
    ])
      expect((await call('PATCH', `/v1/members/${memberId}`, { body: { [field]: 'x' } })).status).toBe(422)
  })

  test('If-Match and revision refuse a change that came too late', async () => {
    const { memberId } = await enrolled()
    const { headers } = await call('GET', `/v1/members/${memberId}`)
    const etag = String(headers.etag)
    const first = await call('PATCH', `/v1/members/${memberId}`, { body: { name: 'A' }, headers: { 'if-match': etag } })
    expect([first.status, first.headers.etag]).toEqual([200, '"2"'])
    const late = await call('PATCH', `/v1/members/${memberId}`, { body: { name: 'B' }, headers: { 'if-match': etag } })
    expect([late.status, late.body.code]).toEqual([412, 'member.changed-meanwhile'])
    expect((await call('PATCH', `/v1/members/${memberId}`, { body: { name: 'B', revision: 1 } })).status).toBe(412)
    expect(
      (await call('PATCH', `/v1/members/${memberId}`, { body: { name: 'B' }, headers: { 'if-match': 'x' } })).status,
    ).toBe(422)
    expect(
      (await call('PATCH', `/v1/members/${memberId}`, { body: { name: 'B' }, headers: { 'if-match': '*' } })).status,
    ).toBe(200)
  })

  test('null clears and nested fields are replaced', async () => {
    const { memberId } = await enrolled({ email: `nul${count}@example.com`, address: { city: 'A', street: 'B' } })
    const { body } = await call('PATCH', `/v1/members/${memberId}`, {
      body: { name: null, email: null, address: { city: 'C' }, gender: 'other' },
    })
    expect(body).toMatchObject({ name: null, email: null, address: { city: 'C' }, gender: 'other' })
    expect(body.address).toEqual({ city: 'C' })
  })

  test('an identity is added (201), there already (200), removed (204), gone (404)', async () => {
    const { memberId } = await enrolled()
    const body = { kind: 'external', source: 'crm', value: 'X 1' }
    const added = await call('POST', `/v1/members/${memberId}/identities`, { body })
    expect([added.status, added.body.value]).toEqual([201, 'X 1'])
    expect((await call('POST', `/v1/members/${memberId}/identities`, { body })).status).toBe(200)
    const url = `/v1/members/${memberId}/identities/${added.body.identityId}`
    const { memberId: other } = await enrolled()
    expect((await call('DELETE', url.replace(memberId, other))).status).toBe(404)
    expect((await call('DELETE', url)).status).toBe(204)
    expect((await call('DELETE', url)).status).toBe(404)
  })

  test('ids that are none, unknown or of another shape are refused without a crash', async () => {
    for (const id of ['x', '00000000-0000-7000-8000-00000000DEAD', '../../etc', '%00', "1' or '1"])
      expect([400, 404, 422]).toContain((await call('GET', `/v1/members/${encodeURIComponent(id)}`)).status)
    expect((await call('GET', '/v1/members/00000000-0000-7000-8000-00000000dead')).status).toBe(404)
  })
})

test('the list is narrowed and paged by the address', async () => {
  const { memberId } = await enrolled({ tags: ['only-here'] })
  await enrolled({ tags: ['only-here'] })
  const first = await call('GET', '/v1/members?tag=only-here&limit=1&status=active&joinedFrom=2020-01-01T00:00:00Z')
  expect(first.body.items).toHaveLength(1)
  const second = await call('GET', `/v1/members?tag=only-here&limit=1&cursor=${first.body.nextCursor}`)
  expect(second.body).toMatchObject({ items: [{ memberId }], nextCursor: null })
  for (const query of [
    'limit=0',
    'limit=201',
    'limit=x',
    'status=gold',
    'offset=5',
    'q=a&q=b',
    'a[__proto__][x]=1',
    'joinedFrom=yesterday',
    'cursor=zz',
  ])
    expect((await call('GET', `/v1/members?${query}`)).status).toBe(422)
  expect((await call('GET', '/v1/members?tier=gold')).status).toBe(200)
})

test('an attribute is defined, used, and listed', async () => {
  const words = { en: 'Shoe size', 'zh-CN': '鞋码' }
  const put = await call('PUT', '/v1/member-attributes/shoe-size', { body: { type: 'number', words } })
  expect(put.body).toEqual({ code: 'shoe-size', type: 'number', words, choices: [], active: true })
  const { memberId } = await enrolled({ attributes: { 'shoe-size': 42 } })
  expect((await call('GET', `/v1/members/${memberId}`)).body.attributes).toEqual({ 'shoe-size': 42 })
  expect(
    (await call('PATCH', `/v1/members/${memberId}`, { body: { attributes: { 'shoe-size': 'big' } } })).body.code,
  ).toBe('member.attribute-invalid')
  expect((await call('GET', '/v1/member-attributes')).body.items).toEqual([put.body])
  expect((await call('PUT', '/v1/member-attributes/shoe-size', { body: { type: 'text', words } })).status).toBe(409)
  expect((await call('PUT', '/v1/member-attributes/__proto__', { body: { type: 'text', words } })).status).toBe(422)
})
