import { afterAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { Refused } from '../base/refusals.ts'
import { systemClock } from '../platform/clock.ts'
import { httpApp } from '../platform/http/app.ts'
import { systemIds } from '../platform/ids.ts'
import { catalogueRoutes } from './routes.ts'
import { catalogueService } from './service.ts'

const { db } = await testDatabase()
const catalogue = catalogueService({ db, clock: systemClock, ids: systemIds })
const app = httpApp({
  authenticate: async (request) =>
    request.headers.authorization === undefined
      ? undefined
      : {
          kind: 'key',
          id: 'k',
          name: 'k',
          rights: new Set(
            request.headers.authorization === 'all' ? ['catalogue.read', 'catalogue.write'] : ['catalogue.read'],
          ),
          stores: 'all',
        },
})
catalogueRoutes(app, { catalogue })
afterAll(() => app.close())

async function refusalOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  )
  return error instanceof Refused ? error.refusal.refusal : 'accepted'
}

async function call(method: 'GET' | 'PUT' | 'POST', url: string, body?: unknown, as = 'all') {
  const response = await app.inject({
    method,
    url,
    headers: {
      ...(as === '' ? {} : { authorization: as }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  })
  return { status: response.statusCode, body: response.json() }
}

describe('categories', () => {
  test('are put parents first, all or none', async () => {
    await catalogue.putCategories([
      { code: 'food', name: 'Food', translations: { 'zh-CN': '食品' } },
      { code: 'tea', name: 'Tea', parent: 'food' },
      { code: 'green', name: 'Green tea', parent: 'tea' },
    ])
    expect((await catalogue.category('green')).path).toEqual(['food', 'tea', 'green'])
    const half = catalogue.putCategories([
      { code: 'half', name: 'Half' },
      { code: 'lost', name: 'Lost', parent: 'nowhere' },
    ])
    expect(await refusalOf(half)).toBe('catalogue.reference-unknown')
    expect(await refusalOf(catalogue.category('half'))).toBe('catalogue.unknown')
  })

  test('take their branch along when they move, and never make a ring', async () => {
    await catalogue.putCategories([
      { code: 'm-a', name: 'a' },
      { code: 'm-b', name: 'b', parent: 'm-a' },
      { code: 'm-c', name: 'c', parent: 'm-b' },
      { code: 'm-d', name: 'd' },
    ])
    await catalogue.putCategories([{ code: 'm-b', name: 'b', parent: 'm-d' }])
    expect((await catalogue.category('m-c')).path).toEqual(['m-d', 'm-b', 'm-c'])
    expect(await refusalOf(catalogue.putCategories([{ code: 'm-d', name: 'd', parent: 'm-c' }]))).toBe(
      'catalogue.category-cycle',
    )
  })

  test('two moves at once that would make a ring together do not', async () => {
    for (let round = 0; round < 10; round += 1) {
      const [a, b] = [`r${round}a`, `r${round}b`]
      await catalogue.putCategories([
        { code: a, name: 'a' },
        { code: b, name: 'b' },
      ])
      const moves = await Promise.all([
        refusalOf(catalogue.putCategories([{ code: a, name: 'a', parent: b }])),
        refusalOf(catalogue.putCategories([{ code: b, name: 'b', parent: a }])),
      ])
      expect(moves.toSorted()).toEqual(['accepted', 'catalogue.category-cycle'])
    }
  })
})

describe('products', () => {
  test('are judged row by row, and a second time changes nothing', async () => {
    await catalogue.putBrands([{ code: 'lipton', name: 'Lipton' }])
    const given = [
      { sku: 'T1', name: 'Green tea', category: 'green', brand: 'lipton', attributes: { grams: 100 } },
      { sku: 'T2', name: 'Lost', category: 'nowhere' },
      { sku: 'T1', name: 'Again' },
      { sku: ' ', name: 'Nameless' },
      { sku: 'T3/ü 茶', name: '<script>alert(1)</script>' },
    ]
    for (let time = 0; time < 2; time += 1) {
      const outcomes = await catalogue.putProducts(given)
      expect(outcomes.map((one) => (one.outcome === 'put' ? 'put' : one.refusal.refusal))).toEqual([
        'put',
        'catalogue.reference-unknown',
        'catalogue.duplicate',
        'catalogue.text-invalid',
        'put',
      ])
    }
    expect(await catalogue.product('T1')).toMatchObject({
      name: 'Green tea',
      brand: 'lipton',
      attributes: { grams: 100 },
    })
    expect((await catalogue.product('T3/ü 茶')).name).toBe('<script>alert(1)</script>')
  })

  test('are known with their path, and a moved category is known at once', async () => {
    await catalogue.putProducts([
      { sku: 'K1', name: 'x', category: 'green' },
      { sku: 'K2', name: 'x' },
    ])
    const known = await catalogue.known(['K1', 'K2', 'K9'])
    expect(known).toEqual(
      new Map([
        ['K1', { categoryPath: ['food', 'tea', 'green'], brand: null }],
        ['K2', { categoryPath: [], brand: null }],
      ]),
    )
    expect(catalogue.knownNow(['K1', 'K2', 'K9'])).toEqual(known)
    await catalogue.putCategories([{ code: 'tea', name: 'Tea' }])
    expect((await catalogue.known(['K1'])).get('K1')?.categoryPath).toEqual(['tea', 'green'])
    await catalogue.putProducts([{ sku: 'K9', name: 'now' }])
    expect((await catalogue.known(['K9'])).has('K9')).toBe(true)
  })

  test('are put by twenty callers at once without harm', async () => {
    const given = Array.from({ length: 50 }, (_, i) => ({ sku: `P${i}`, name: `n${i}` }))
    await Promise.all(Array.from({ length: 20 }, (_, i) => catalogue.putProducts(i % 2 ? given : given.toReversed())))
    expect((await catalogue.products({ q: 'n49' })).items.map((one) => one.sku)).toEqual(['P49'])
  })

  test('are listed by category with what is below, by brand, by words, page by page', async () => {
    await catalogue.putProducts(
      Array.from({ length: 25 }, (_, i) => ({
        sku: `L${String(i).padStart(2, '0')}`,
        name: `Läst Cup ${i}`,
        translations: { 'zh-CN': '杯子' },
        category: i % 2 ? 'green' : 'tea',
        active: i < 20,
      })),
    )
    const seen: string[] = []
    let cursor: string | null | undefined
    while (cursor !== null) {
      const page = await catalogue.products({ q: 'last 杯', category: 'tea', limit: 4, ...(cursor ? { cursor } : {}) })
      seen.push(...page.items.map((one) => one.sku))
      cursor = page.nextCursor
    }
    expect(seen).toEqual(Array.from({ length: 25 }, (_, i) => `L${String(i).padStart(2, '0')}`))
    expect((await catalogue.products({ q: 'läst', category: 'green' })).items).toHaveLength(12)
    expect((await catalogue.products({ q: 'läst', active: false })).items).toHaveLength(5)
    expect((await catalogue.products({ brand: 'lipton' })).items).toHaveLength(1)
    expect((await catalogue.products({ q: "%' or 1=1" })).items).toEqual([])
  })
})

test('what a row does not say is emptied, or kept where that is asked', async () => {
  await catalogue.putBrands([{ code: 'keeper', name: 'Keeper' }])
  const translations = { en: 'Kept' }
  const whole = { sku: 'M1', name: '留', brand: 'keeper', translations, attributes: { grams: 5 }, active: false }
  await catalogue.putProducts([whole])
  await catalogue.putProducts([{ sku: 'M1', name: '新' }], 'kept')
  expect(await catalogue.product('M1')).toEqual({ ...whole, name: '新', category: null })
  await catalogue.putProducts([{ sku: 'M1', name: '新', brand: null }], 'kept')
  expect(await catalogue.product('M1')).toMatchObject({ brand: null, attributes: { grams: 5 } })
  await catalogue.putProducts([{ sku: 'M1', name: '新' }])
  expect(await catalogue.product('M1')).toMatchObject({ brand: null, attributes: {}, translations: {}, active: true })
})

describe('small lists', () => {
  type Named = { code: string; name: string; translations?: Record<string, string>; active?: boolean }
  const lists = {
    stores: [catalogue.putStores, catalogue.stores],
    categories: [catalogue.putCategories, catalogue.categories],
    brands: [catalogue.putBrands, catalogue.brands],
    channels: [catalogue.putChannels, catalogue.channels],
  } as const

  test.each(['stores', 'categories', 'brands', 'channels'] as const)(
    '%s are found by words of code and names, in use or retired, page by page',
    async (what) => {
      const [put, list] = lists[what]
      const things = Array.from(
        { length: 12 },
        (_, i): Named => ({
          code: `find-${String(i).padStart(2, '0')}`,
          name: `Café ${i}`,
          translations: { 'zh-CN': i < 10 ? '咖啡' : '茶馆' },
          active: i % 2 === 0,
        }),
      )
      await put(things)
      const seen: string[] = []
      let cursor: string | null | undefined
      while (cursor !== null) {
        const page = await list({ q: 'cafe 咖', active: true, limit: 2, ...(cursor ? { cursor } : {}) })
        seen.push(...page.items.map(({ code }) => code))
        cursor = page.nextCursor
      }
      expect(seen).toEqual(['find-00', 'find-02', 'find-04', 'find-06', 'find-08'])
      expect((await list({ q: 'FIND-1' })).items.map(({ code }) => code)).toEqual(['find-10', 'find-11'])
      expect((await list({ q: 'find', active: false })).items).toHaveLength(6)
      expect((await list({ q: "%' or 1=1" })).items).toEqual([])
      expect((await list({ q: 'find' })).items).toHaveLength(12)
    },
  )
})

test('a store needs a channel that exists', async () => {
  expect(await refusalOf(catalogue.putStores([{ code: 'S1', name: 's', channel: 'web' }]))).toBe(
    'catalogue.reference-unknown',
  )
  await catalogue.putChannels([{ code: 'web', name: 'Web' }])
  await catalogue.putStores([{ code: 'S1', name: 's', channel: 'web', city: '上海', timeZone: 'Asia/Shanghai' }])
  expect(await catalogue.store('S1')).toEqual({
    code: 'S1',
    name: 's',
    translations: {},
    channel: 'web',
    city: '上海',
    timeZone: 'Asia/Shanghai',
    active: true,
  })
})

describe('over HTTP', () => {
  const things: [string, object][] = [
    ['brands/b1', { name: 'B' }],
    ['channels/c1', { name: 'C' }],
    ['stores/s1', { name: 'S', channel: 'c1' }],
    ['categories/k1', { name: 'K', parent: null }],
    [`products/${encodeURIComponent('ü/1 %')}`, { name: 'P', category: 'k1', attributes: { a: true } }],
  ]

  test('each thing is put, read, and listed', async () => {
    for (const [place, body] of things) {
      const put = await call('PUT', `/v1/${place}`, body)
      expect([place, put.status]).toEqual([place, 200])
      expect(put.body).toMatchObject({ ...body, active: true })
      expect((await call('GET', `/v1/${place}`)).body).toEqual(put.body)
      const [list] = place.split('/')
      expect((await call('GET', `/v1/${list}?limit=200`)).body.items).toContainEqual(put.body)
      expect((await call('GET', `/v1/${list}/nope`)).status).toBe(404)
      expect((await call('PUT', `/v1/${place}`, { ...body, code: 'x' })).status).toBe(422)
      expect((await call('PUT', `/v1/${place}`, {})).status).toBe(422)
      expect((await call('PUT', `/v1/${place}`, body, 'reader')).status).toBe(403)
      expect((await call('GET', `/v1/${place}`, undefined, '')).status).toBe(401)
      expect((await call('GET', `/v1/${list}?cursor=${Buffer.from('a\u0000').toString('base64url')}`)).status).toBe(422)
    }
  })

  test('a bulk says of each row what became of it', async () => {
    const products = [
      { sku: 'H1', name: 'x' },
      { sku: 'H2', name: 'x', brand: 'none' },
    ]
    const { status, body } = await call('POST', '/v1/products/bulk', { products })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      put: 1,
      refused: 1,
      items: [
        { sku: 'H1', outcome: 'put' },
        { sku: 'H2', outcome: 'refused', code: 'catalogue.reference-unknown' },
      ],
    })
    const many = Array.from({ length: 1_001 }, (_, i) => ({ sku: `Z${i}`, name: 'x' }))
    expect((await call('POST', '/v1/products/bulk', { products: many })).status).toBe(422)
    expect((await call('POST', '/v1/products/bulk', { products: [] })).status).toBe(422)
    expect((await call('POST', '/v1/products/bulk', { products, absent: 'lost' })).status).toBe(422)
    await catalogue.putProducts([{ sku: 'H3', name: 'x', attributes: { grams: 1 } }])
    const again = { products: [{ sku: 'H3', name: 'y' }], absent: 'kept' }
    expect((await call('POST', '/v1/products/bulk', again)).body.put).toBe(1)
    expect(await catalogue.product('H3')).toMatchObject({ name: 'y', attributes: { grams: 1 } })
    expect((await call('GET', '/v1/stores?q=nowhere&active=true')).body).toEqual({ items: [], nextCursor: null })
    expect((await call('POST', '/v1/products/bulk', { products: many.slice(1) })).body.put).toBe(1_000)
  })
})
