/** Offers, coupons and orders under requests that nobody polite sends: refused in words, never an internal error. */
import { expect, test } from 'vitest'
import { group, offer } from '../../src/offers/offers.fixture.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { systemIds } from '../../src/platform/ids.ts'
import { rightsOf } from '../../src/staff/roles.ts'
import { staffService } from '../../src/staff/service.ts'
import { openServer } from '../support/open.ts'
import { type Ask, openWire, type Reply, requestOf } from '../support/wire.ts'

const server = await openServer()
const json = (reply: Reply) => JSON.parse(reply.body.toString())
const send = (method: Ask['method'], path: string, body?: unknown, idempotencyKey?: string) =>
  server.ask({
    ...{ method, path },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  })

const staff = staffService({ db: server.db, clock: systemClock, ids: systemIds, forget: () => {} })
const { key: cashier } = await staff.createKey('operator', {
  ...{ name: 'till', rights: [...rightsOf('cashier')], expiresAt: null },
})

async function published(): Promise<void> {
  const { definition } = json(await send('GET', '/v1/programme'))
  const needs = 'coupon' as const
  const offers = [
    offer('ten', { kind: 'amount', minor: 1_000, of: 'goods' }, { needs }),
    offer('tenth', { kind: 'percent', basisPoints: 1_000, of: 'goods', base: 'initial' }, { needs, currency: 'JPY' }),
    offer('dinar', { kind: 'amount', minor: 1, of: 'goods' }, { needs, currency: 'KWD' }),
    offer('hundred', { kind: 'every', perMinor: 10_000, offMinor: 9_999, base: 'initial' }),
    offer('post', { kind: 'percent', basisPoints: 10_000, of: 'fees', base: 'remaining' }),
  ]
  const body = { definition: { ...definition, currencies: 'any', offerGroups: [group('main')], offers }, note: 'x' }
  const reply = await send('POST', '/v1/programme/versions', body)
  expect(reply.body.toString().slice(0, 300)).toContain('version')
}
await published()
const [one, other] = [await server.member(), await server.member()]
const made = await send('POST', '/v1/coupons/batches', {
  ...{ offer: 'ten', name: 'all', mustClaim: true, giftable: true, most: 1 },
  codes: {
    kind: 'imported',
    codes: ['=1+1', 'Straße', 'ΐ', '😀', '"x,y"', '\\N', '__proto__', "';--", 'a/b', '%41', '<b>'],
  },
})
const base = { memberId: one, status: 'confirmed', currency: 'CNY', channel: 'pos' }
const line = { sku: 'tea', quantity: 1, amountMinor: 100 }

const bodies: readonly [string, Ask['method'], string, unknown][] = [
  ...['\ud800', '\u0000', 'x'.repeat(61), '', 7, null, {}, ['A']].map(
    (code): [string, Ask['method'], string, unknown] => [
      `a code ${JSON.stringify(code).slice(0, 20)}`,
      'PUT',
      '/v1/orders/H-1',
      { ...base, lines: [line], coupons: [code] },
    ],
  ),
  ...[
    '\ud800',
    '\u0000',
    'constructor',
    '-1',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:60Z',
    '2026-02-30T00:00:00Z',
  ].map((placedAt): [string, Ask['method'], string, unknown] => [
    `placed at ${JSON.stringify(placedAt)}`,
    'PUT',
    '/v1/orders/H-2',
    { ...base, lines: [line], placedAt },
  ]),
  ...[
    { quantity: 10_000_001 },
    { quantity: 0 },
    { quantity: 1.5 },
    { quantity: '1' },
    { quantity: -1 },
    { amountMinor: 100_000_000_001 },
    { amountMinor: 1e300 },
    { unitPriceMinor: 1 },
    { amountMinor: undefined },
    { amountMinor: undefined, quantity: 10_000_000, unitPriceMinor: 100_000_000_000 },
    { discountMinor: 101 },
    { sku: '\ud800' },
    { name: '\ud800' },
    { fee: 'yes' },
    { sku: '' },
  ].map((more): [string, Ask['method'], string, unknown] => [
    `a line with ${JSON.stringify(more)}`,
    'PUT',
    '/v1/orders/H-3',
    { ...base, lines: [{ ...line, ...more }] },
  ]),
  ['no lines', 'PUT', '/v1/orders/H-4', { ...base, lines: [] }],
  ['too many lines', 'PUT', '/v1/orders/H-4', { ...base, lines: Array.from({ length: 2_001 }, () => line) }],
  [
    'too many coupons',
    'PUT',
    '/v1/orders/H-4',
    { ...base, lines: [line], coupons: Array.from({ length: 31 }, String) },
  ],
  ['another expected price', 'PUT', '/v1/orders/H-4', { ...base, lines: [line], expectMinor: 2 ** 53 }],
  ['a member who is none', 'PUT', '/v1/orders/H-4', { ...base, memberId: 'x', lines: [line] }],
  [
    'a member nobody knows',
    'PUT',
    '/v1/orders/H-4',
    { ...base, memberId: '00000000-0000-7000-8000-00000000dead', lines: [line] },
  ],
  [
    'the member of guests',
    'PUT',
    '/v1/orders/H-4',
    { ...base, memberId: '00000000-0000-0000-0000-000000000000', lines: [line] },
  ],
  ['open without a member', 'PUT', '/v1/orders/H-5', { ...base, memberId: null, status: 'open', lines: [line] }],
  ['a number of U+0000', 'PUT', '/v1/orders/%00', { ...base, lines: [line] }],
  ['half a number', 'PUT', '/v1/orders/%ED%A0%80', { ...base, lines: [line] }],
  ['U+0000 in a path', 'GET', '/v1/orders/a%00b', undefined],
  ['U+0000 in a path', 'GET', '/v1/coupons/a%00b', undefined],
  ['U+0000 in a path', 'POST', '/v1/coupons/%00/claim', { memberId: one }],
  ['U+0000 in a path', 'POST', '/v1/coupons/%00/void', undefined],
  ['U+0000 in a path', 'POST', '/v1/orders/%00/reopen', undefined],
  ['U+0000 in a path', 'POST', '/v1/orders/%00/returns', { lines: 'all', reason: 'x' }],
  [
    'a coupon of a future offer',
    'POST',
    '/v1/coupons/batches',
    { offer: '__proto__', name: 'x', codes: { kind: 'generic', code: 'X' } },
  ],
  [
    'codes of two kinds',
    'POST',
    '/v1/coupons/batches',
    { offer: 'ten', name: 'x', codes: { kind: 'generic', codes: ['X'] } },
  ],
  [
    'a name of half a character',
    'POST',
    '/v1/coupons/batches',
    { offer: 'ten', name: '\ud800', codes: { kind: 'generic', code: 'Y1' } },
  ],
  [
    'a most beyond all numbers',
    'POST',
    '/v1/coupons/batches',
    { offer: 'ten', name: 'x', most: 1e300, codes: { kind: 'generic', code: 'Y2' } },
  ],
  [
    'a most beyond whole numbers',
    'POST',
    '/v1/coupons/batches',
    { offer: 'ten', name: 'x', most: 2 ** 60, codes: { kind: 'generic', code: 'Y3' } },
  ],
  [
    'a code twice in two cases',
    'POST',
    '/v1/coupons/batches',
    { offer: 'ten', name: 'x', codes: { kind: 'imported', codes: ['ß', 'SS'] } },
  ],
  [
    'a code with a blank',
    'POST',
    '/v1/coupons/batches',
    { offer: 'ten', name: 'x', codes: { kind: 'imported', codes: ['A\u202eB', 'a b'] } },
  ],
  [
    'an end before its start',
    'POST',
    '/v1/coupons/batches',
    {
      offer: 'ten',
      name: 'x',
      startsAt: '2026-01-02T00:00:00Z',
      endsAt: '2026-01-01T00:00:00Z',
      codes: { kind: 'generic', code: 'Y4' },
    },
  ],
  ['a gift to nobody', 'POST', '/v1/coupons/A/gift', { from: one, to: '00000000-0000-7000-8000-00000000dead' }],
  ['a return of nothing', 'POST', '/v1/orders/none/returns', { lines: [], reason: 'x' }],
  ['an exchange of nothing', 'POST', '/v1/orders/none/exchanges', { lines: 'all', reason: 'x', order: {} }],
]

test('the codes of a batch may be strange', () => {
  expect([made.status, json(made).codes]).toEqual([201, 11])
})

test.each(bodies)('%s: refused', async (_, method, path, body) => {
  const reply = await send(method, path, body)
  expect([reply.status >= 400 && reply.status < 500, reply.body.toString().slice(0, 200)]).toEqual([
    true,
    expect.any(String),
  ])
  expect(reply.body.toString()).not.toMatch(/at .*\.ts|postgres|syntax|kysely/i)
})

test('figures at their edges are exact in every currency', async () => {
  const largest = { ...line, quantity: 10_000_000, amountMinor: 100_000_000_000 }
  const lines = Array.from({ length: 2_000 }, (_, index) => ({ ...largest, fee: index === 0 }))
  for (const currency of ['CNY', 'JPY', 'KWD']) {
    const reply = await send('PUT', `/v1/orders/L-${currency}`, { ...base, currency, lines })
    expect([reply.status, json(reply).code]).toEqual([200, undefined])
    const back = await send('POST', `/v1/orders/L-${currency}/returns`, { lines: 'all', reason: 'x' })
    expect([back.status, json(back).refundMinor]).toEqual([201, json(reply).netMinor])
  }
})

test('an order of nothing but fees and lines that cost nothing is an order', async () => {
  for (const [number, lines] of Object.entries({ F: [{ ...line, fee: true }], Z: [{ ...line, amountMinor: 0 }] })) {
    expect((await send('PUT', `/v1/orders/${number}`, { ...base, lines })).status).toBe(200)
    expect((await send('POST', `/v1/orders/${number}/returns`, { lines: 'all', reason: 'x' })).status).toBe(201)
    expect((await send('PUT', `/v1/orders/${number}`, { status: 'cancelled' })).status).toBe(200)
  }
})

test('a till may claim coupons but neither make, export nor void them', async () => {
  const wire = await openWire(server.port)
  const { batchId } = json(made)
  const statuses: number[] = []
  for (const [method, path, body] of [
    ['POST', '/v1/coupons/batches', { offer: 'ten', name: 'x', codes: { kind: 'generic', code: 'T' } }],
    ['GET', `/v1/coupons/batches/${batchId}/codes`, undefined],
    ['POST', `/v1/coupons/batches/${batchId}/void`, undefined],
    ['POST', '/v1/coupons/a%2Fb/void', undefined],
    ['POST', '/v1/coupons/a%2Fb/claim', { memberId: one }],
  ] as const) {
    const asked = { method, path, key: cashier, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
    statuses.push((await wire.ask(requestOf(asked))).status)
  }
  wire.close()
  expect(statuses).toEqual([403, 403, 403, 403, 200])
})

test('strange codes are exported as they can be typed again, and never as formulas', async () => {
  const { batchId } = json(made)
  const response = await fetch(`http://127.0.0.1:${server.port}/v1/coupons/batches/${batchId}/codes`, {
    headers: { authorization: `Bearer ${server.key}` },
  })
  const codes = (await response.text()).split('\n').slice(1, -1)
  expect(codes).toHaveLength(11)
  expect(codes.filter((row) => /^[=+@-]/.test(row))).toEqual([])
  for (const code of ['straße', 'ΐ', '😀', '"x,y"', '\\n', '__proto__', '%41'])
    expect((await send('GET', `/v1/coupons/${encodeURIComponent(code)}`)).status).toBe(200)
})

test('twenty claims by two members, and gifts while it is used: one owner, one use', async () => {
  const members = [one, other]
  const claims = await server.together(
    Array.from({ length: 20 }, (_, index) => ({
      ...({ method: 'POST', path: '/v1/coupons/STRASSE/claim' } as const),
      body: JSON.stringify({ memberId: members[index % 2] }),
    })),
  )
  expect(claims.filter(({ status }) => status === 200)).toHaveLength(10)
  expect(claims.filter(({ status }) => status === 409)).toHaveLength(10)
  const { memberId: from } = json(await send('GET', '/v1/coupons/STRASSE'))
  const to = from === one ? other : one
  const order = { ...base, memberId: from, lines: [{ ...line, amountMinor: 5_000 }], coupons: ['straße'] }
  const replies = await server.together([
    ...Array.from({ length: 10 }, (_, index) => ({
      ...({ method: 'PUT', path: `/v1/orders/G-${index}` } as const),
      body: JSON.stringify(order),
    })),
    ...Array.from({ length: 10 }, () => ({
      ...({ method: 'POST', path: '/v1/coupons/STRASSE/gift' } as const),
      body: JSON.stringify({ from, to }),
    })),
  ])
  expect(replies.filter(({ status }) => status >= 500)).toEqual([])
  const coupon = json(await send('GET', '/v1/coupons/STRASSE'))
  const reduced = replies.filter((reply) => reply.status === 200 && (json(reply).offersMinor ?? 0) > 0)
  expect([coupon.used, coupon.memberId]).toEqual([reduced.length, reduced.length === 1 ? from : to])
})

test('one key brings one answer, and another body under it is refused', async () => {
  const issue = (body: object) => send('POST', `/v1/members/${one}/coupons`, body, 'key-1')
  const first = await issue({ offer: 'ten' })
  expect([first.status, json(await issue({ offer: 'ten' })).code]).toEqual([201, json(first).code])
  expect((await issue({ offer: 'ten', giftable: true })).status).toBe(422)
  const order = (amountMinor: number, memberId: string | null, number: string) =>
    send('PUT', `/v1/orders/${number}`, { ...base, memberId, lines: [{ ...line, amountMinor }] }, 'key-2')
  expect((await order(1, one, 'I-1')).status).toBe(200)
  expect((await order(1, one, 'I-1')).status).toBe(200)
  expect((await order(2, one, 'I-1')).status).toBe(422)
  expect((await order(1, one, 'I-2')).status).toBe(422)
  expect((await order(1, null, 'I-3')).status).toBe(422)
})
