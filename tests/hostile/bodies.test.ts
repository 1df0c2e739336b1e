/** Reliability B6, group J over every body of the API: what is typed where a text, an amount or an object belongs. */
import { beforeAll, describe, expect, test } from 'vitest'
import { openWire } from '../support/wire.ts'
import { addressOf, leavesIn, type Operation, operations, type Place, replaced, sample } from './document.ts'
import { texts, wrongTypes } from './nasty.ts'
import { type Belongings, furnish, senseOf } from './shop.ts'
import { type Answer, hostileWorld, together } from './world.ts'

const world = await hostileWorld()
let shop: Belongings
/** Whose name changes, and who is suspended and closed. */
let [spare, doomed] = ['', '']
let definition: unknown

/** It would sell a year of a sample shop; and versions are published by themselves, below. */
const apart = new Set(['loadDemo', 'publishProgramme'])
/** They hash a password, which is meant to take long. */
const costly = new Set(['signIn', 'addStaff', 'setUp', 'acceptInvitation'])
const withBody = operations.filter(({ body, name }) => body !== undefined && !apart.has(name))

beforeAll(async () => {
  shop = await furnish(world)
  ;({ definition } = await world.done('GET', '/v1/programme'))
  ;[spare = '', doomed = ''] = await Promise.all(
    [2222, 3333].map(async (end) =>
      String((await world.done('POST', '/v1/members', { phone: `+861371111${end}` }))['memberId']),
    ),
  )
})

function bodyOf(operation: Operation): unknown {
  const sense = senseOf(shop, operation)
  return sample(operation.body ?? {}, (name) => (name === 'Definition' ? definition : sense(name)))
}

function callerOf(operation: Operation): { as?: string } {
  return operation.forMembers ? { as: shop.bo.token } : operation.right === undefined ? {} : { as: world.key }
}

function addressIn(operation: Operation): string {
  const changed = /\/(suspend|close)$/.test(operation.path)
    ? doomed
    : operation.name === 'updateMember'
      ? spare
      : undefined
  const code = operation.path.includes('/coupons/') ? { code: shop.coupon } : {}
  return addressOf(operation.path, { ...shop.ids, ...code, ...(changed === undefined ? {} : { memberId: changed }) })
}

function send(operation: Operation, body: unknown): Promise<Answer> {
  return world.ask(operation.method, addressIn(operation), { ...callerOf(operation), body })
}

/** Every value once and every place twice, so that no request has more than one thing wrong with it. */
function spread<T>(places: readonly Place[], values: readonly T[]): { at: Place; value: T }[] {
  const count = places.length === 0 ? 0 : Math.max(values.length, places.length)
  return Array.from({ length: count }, (_, index) => {
    const [at, value] = [places[index % places.length], values[index % values.length]]
    return at === undefined || value === undefined ? [] : [{ at, value }]
  }).flat()
}

test('most bodies that are made for the attack make sense as they are: they come far', async () => {
  const statuses: number[] = []
  await together(withBody, async (operation) => {
    statuses.push((await send(operation, bodyOf(operation))).status)
  })
  expect(statuses.filter((status) => status < 300).length).toBeGreaterThan(statuses.length / 3)
})

describe('J-01, J-03, J-04, J-08, J-13 in every text of every body', () => {
  test('SQL, markup, templates, controls, directions, half characters and endless texts are text or are refused', async () => {
    const wishes = withBody.flatMap((operation) =>
      spread(
        leavesIn(bodyOf(operation)).flatMap(({ at, value }) => (typeof value === 'string' ? [at] : [])),
        texts,
      )
        .filter((_, index) => index % (costly.has(operation.name) ? 5 : 1) === 0)
        .map((change) => ({ operation, ...change })),
    )
    expect(wishes.length).toBeGreaterThan(2_000)
    await together(wishes, async ({ operation, at, value }) => {
      await send(operation, replaced(bodyOf(operation), at, value))
    })
  }, 240_000)

  test('J-02 operators, lists and objects where a value belongs are refused or mean nothing', async () => {
    const wishes = withBody.flatMap((operation) =>
      spread(
        leavesIn(bodyOf(operation)).map(({ at }) => at),
        wrongTypes,
      ).map((change) => ({ operation, ...change })),
    )
    expect(wishes.length).toBeGreaterThan(1_200)
    await together(wishes, async ({ operation, at, value }) => {
      await send(operation, replaced(bodyOf(operation), at, value))
    })
  }, 240_000)

  test('in every text of a programme, too, which is published or refused', async () => {
    const places = leavesIn(definition).flatMap(({ at, value }) => (typeof value === 'string' ? [at] : []))
    const wishes = spread(places, texts).filter((_, index) => index % 3 === 0)
    for (const { at, value } of wishes)
      await world.ask('POST', '/v1/programme/versions', {
        as: world.key,
        body: { definition: replaced(definition, at, value), note: value.slice(0, 100) },
      })
    await world.done('POST', '/v1/programme/versions', { definition, note: 'as it was' })
  }, 240_000)
})

describe('J-03 directions and controls', () => {
  test('that disguise what stands beside them are kept in no text that people read', async () => {
    const shown = /^(name|givenName|familyName|reason|note|reference|city|street|tags|device|translations)$/
    const kept: string[] = []
    const wishes = withBody.flatMap((operation) =>
      leavesIn(bodyOf(operation))
        .filter(({ at, value }) => typeof value === 'string' && at.some((key) => shown.test(String(key))))
        // A sale is not lost for what a till calls its goods: that stands in a cell of its own.
        .filter(({ at }) => !at.includes('definition') && !at.includes('lines'))
        .flatMap(({ at }) => ['a\u202eb', 'a\u2066b', 'a\u0007b'].map((value) => ({ operation, at, value }))),
    )
    expect(wishes.length).toBeGreaterThan(60)
    await together(wishes, async ({ operation, at, value }) => {
      const { status, text } = await send(operation, replaced(bodyOf(operation), at, value))
      // Many at once are answered one by one.
      if (status < 300 && !/"status":4|"code":"catalogue/.test(text))
        kept.push(`${operation.name} ${at.join('.')} ${encodeURIComponent(value)}`)
    })
    expect(kept.toSorted()).toEqual([])
  }, 240_000)
})

describe('A-09 what nobody may say of himself', () => {
  test('an unknown property is refused in every body', async () => {
    const loose: string[] = []
    await together(withBody, async (operation) => {
      const body = bodyOf(operation)
      if (typeof body !== 'object' || body === null || Array.isArray(body)) return
      const answer = await send(operation, { ...body, isAdmin: true })
      if (answer.status < 400) loose.push(operation.name)
    })
    expect(loose).toEqual([])
  })

  test('rights, balances, tiers, consents and dates are none of a member’s own words', async () => {
    const { bo } = shop
    const own = {
      role: 'owner',
      rights: ['keys.manage'],
      balance: 1_000_000,
      points: 9_999,
      tier: 'gold',
      status: 'closed',
    }
    const more = {
      memberId: shop.ada.memberId,
      tags: ['vip'],
      consents: [],
      joinedAt: '2000-01-01T00:00:00Z',
      number: '1',
    }
    for (const [field, value] of Object.entries({ ...own, ...more, attributes: { vip: true } }))
      expect((await world.ask('PATCH', '/v1/my', { as: bo.token, body: { [field]: value } })).status, field).toBe(422)
  })
})

describe('J-11 prototypes', () => {
  test('are reached by no body and no question', async () => {
    const raws = [
      '{"__proto__":{"polluted":1}}',
      '{"constructor":{"prototype":{"polluted":1}}}',
      '{"a":{"__proto__":{"polluted":1}}}',
    ]
    await together(
      withBody.flatMap((operation) => raws.map((raw) => ({ operation, raw }))),
      async ({ operation, raw }) => {
        const answer = await world.ask(operation.method, addressIn(operation), { ...callerOf(operation), raw })
        expect(answer.status, `${operation.name} ${raw}`).toBeGreaterThanOrEqual(400)
      },
    )
    for (const question of ['__proto__[polluted]=1', 'a[__proto__][polluted]=1', 'constructor[prototype][polluted]=1'])
      await world.ask('GET', `/v1/members?${question}`, { as: world.key })
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('polluted')
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})

describe('J-12 and A-19 the type of what is sent', () => {
  const types = [
    ...[
      'application/json',
      ' application/json',
      'application/json\t; charset=utf-8',
      'application/json ;',
      'application/json;',
    ],
    ...[
      'APPLICATION/JSON',
      'application/json; charset=utf-16',
      'application/json, text/plain',
      'application/json\u00a0',
    ],
    ...[
      'text/plain',
      'text/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      '',
      'x',
      '*/*',
    ],
  ]
  test('lets no body past its schema, however it is written', async () => {
    const wishes = withBody.flatMap((operation) => types.map((type) => ({ operation, type })))
    const sent = '{"hostile":[1]}'
    await together(
      withBody,
      async (operation) => {
        const wire = await openWire(world.port)
        for (const { type } of wishes.filter((one) => one.operation === operation)) {
          const { as } = callerOf(operation)
          const lines = [
            `${operation.method} ${addressIn(operation)} HTTP/1.1`,
            ...['host: 127.0.0.1', `content-type:${type}`, `content-length: ${sent.length}`],
            ...(as === undefined ? [] : [`authorization: Bearer ${as}`]),
          ]
          const { status, body } = await wire.ask(Buffer.from(`${lines.join('\r\n')}\r\n\r\n${sent}`, 'latin1'))
          expect([400, 401, 403, 404, 409, 415, 422, 429], `${operation.name} ${type} ${body.toString()}`).toContain(
            status,
          )
        }
        wire.close()
      },
      4,
    )
  })
})

describe('J-13 what is no JSON of ours', () => {
  const deep = 100_000
  const raws: readonly (string | Uint8Array<ArrayBuffer>)[] = [
    ...[
      '',
      'null',
      '[]',
      '"x"',
      '1',
      'true',
      '{',
      '{}{}',
      '{"a":1}x',
      '\ufeff{}',
      "{'a':1}",
      '{"a":01}',
      '{"a":1e999}',
      '{"a":NaN}',
    ],
    ...[`${'['.repeat(deep)}${']'.repeat(deep)}`, `${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`, '{"name":"\\ud800"}'],
    ...['{"name":"a\\u0000b"}', '{"name":"x","name":"y"}', `{"${'k'.repeat(100_000)}":1}`],
    new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
  ]
  test('is refused on every route that takes a body, and the server goes on', async () => {
    const wishes = withBody.flatMap((operation, index) =>
      raws.filter((_, place) => place < 5 || (place + index) % 4 === 0).map((raw) => ({ operation, raw })),
    )
    await together(wishes, async ({ operation, raw }) => {
      await world.ask(operation.method, addressIn(operation), { ...callerOf(operation), raw })
    })
  })

  test('the same question twice is one answer or a refusal', async () => {
    const wishes = operations.flatMap(({ path, query, method }) =>
      query.map(({ name }) => ({ method, path, question: `${name}=a&${name}=b&${name}[]=c&${name}[x]=d` })),
    )
    await together(wishes, async ({ method, path, question }) => {
      await world.ask(method, `${addressOf(path, shop.ids)}?${question}`, { as: world.key })
    })
  })
})

describe('J-09 the log', () => {
  test('is one whole record a line, forged by nobody, and knows no person, code or token', () => {
    expect(world.lines.length).toBeGreaterThan(3_000)
    const { ada, bo } = shop
    for (const line of world.lines) {
      const record: unknown = JSON.parse(line)
      expect(record).toMatchObject({ level: expect.any(String), at: expect.stringMatching(/^\d{4}-/) })
      expect(line.trimEnd()).not.toMatch(/\p{Cc}|\u202e/u)
    }
    const all = world.lines.join('')
    const private_ = [ada, bo].flatMap(({ phone, name, email, token }) => [phone, name, email, token])
    for (const secret of [...private_, world.key]) expect(all).not.toContain(secret)
    expect(all).not.toMatch(/onerror|drop table|calc"|forged/)
    expect(all).not.toMatch(/"level":"(?:error|fatal)"/)
  })
})

test('afterwards every law holds, and no table is missing', async () => {
  await world.lawsHold()
  expect((await world.ask('GET', '/v1/my', { as: shop.ada.token })).json).toMatchObject({ name: shop.ada.name })
}, 240_000)
