/** Whoever acts for certain stores sells, takes back and sees orders of these stores only, whatever the way. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testShop } from '../../tests/support/shop.ts'
import type { MemberId } from '../base/ids.ts'
import { httpApp } from '../platform/http/app.ts'
import type { Principal, Right } from '../platform/http/rights.ts'
import { orderListRoutes } from './lists/routes.ts'
import { orderRoutes } from './routes.ts'

const shop = await testShop()
const rights: ReadonlySet<Right> = new Set(['orders.read', 'orders.write'])
const head: Principal = { kind: 'staff', id: 'lin', name: 'Lin', rights, stores: 'all' }
const harbour: Principal = { ...head, id: 'zoe', name: 'Zoë', stores: new Set(['harbour', 'pier']) }
let caller = head
const app = httpApp({ authenticate: async () => caller })
orderRoutes(app, shop)
orderListRoutes(app, shop)
await app.ready()
afterAll(() => app.close())

const stores = ['harbour', 'hill', undefined] as const
const content = { currency: 'CNY', channel: 'pos', lines: [{ sku: 'tea', quantity: 2, amountMinor: 10_000 }] }
let member: MemberId
let made = 0

beforeAll(async () => {
  member = await shop.member()
})

type Answer = { status: number; code?: string; facts?: object; items?: { number: string; store: string | null }[] }

async function ask(as: Principal, method: 'GET' | 'PUT' | 'POST', path: string, payload?: object): Promise<Answer> {
  caller = as
  const answer = await app.inject({ method, url: `/v1${path}`, ...(payload === undefined ? {} : { payload }) })
  return { ...answer.json<object>(), status: answer.statusCode }
}

/** A confirmed order of the store, made by somebody who may. */
async function sold(store: string | undefined, more: object = { memberId: member }): Promise<string> {
  made += 1
  const body = { ...content, ...(store === undefined ? {} : { store }), status: 'confirmed', ...more }
  const answer = await ask(head, 'PUT', `/orders/R${made}`, body)
  expect(answer.status).toBe(200)
  return `R${made}`
}

const wishes: Record<string, (number: string) => ['GET' | 'PUT' | 'POST', string, object?]> = {
  'be seen': (number) => ['GET', `/orders/${number}`],
  'show its points': (number) => ['GET', `/orders/${number}/points`],
  'show its past': (number) => ['GET', `/orders/${number}/timeline`],
  'be returned': (number) => ['POST', `/orders/${number}/returns`, { lines: [{ line: 1, quantity: 1 }], reason: 'x' }],
  'be tried to return': (number) => [
    'POST',
    `/orders/${number}/returns?dry=true`,
    { lines: [{ line: 1, quantity: 1 }], reason: 'x' },
  ],
  'be opened again': (number) => ['POST', `/orders/${number}/reopen`],
  'be cancelled': (number) => ['PUT', `/orders/${number}`, { status: 'cancelled' }],
  'be exchanged': (number) => [
    'POST',
    `/orders/${number}/exchanges`,
    { lines: [{ line: 1, quantity: 1 }], reason: 'x', order: { ...content, number: `${number}X`, store: 'harbour' } },
  ],
}

describe('an order', () => {
  test.each(Object.entries(wishes))(
    'of the own store may %s; of another store or of none it may not',
    async (_, wish) => {
      for (const store of stores) {
        const number = await sold(store)
        const before = await ask(head, 'GET', `/orders/${number}`)
        const answer = await ask(harbour, ...wish(number))
        if (store === 'harbour') expect(answer.status).toBeLessThan(300)
        else {
          expect(answer).toMatchObject({ status: 403, code: 'auth.other-store', facts: { store: store ?? null } })
          expect(await ask(head, 'GET', `/orders/${number}`)).toEqual(before)
        }
      }
    },
  )

  test('is sold in the own stores only, alone, in a batch and in exchange; a dry run says so beforehand', async () => {
    for (const store of [...stores, 'pier']) {
      made += 1
      const sale = { ...content, ...(store === undefined ? {} : { store }) }
      const order = { ...sale, memberId: member }
      const may = store === 'harbour' || store === 'pier'
      const status = may ? 200 : 403
      expect((await ask(harbour, 'POST', '/orders/evaluate', order)).status).toBe(status)
      expect((await ask(harbour, 'PUT', `/orders/S${made}`, { ...order, status: 'open' })).status).toBe(status)
      expect((await ask(harbour, 'PUT', `/orders/S${made}`, { ...order, status: 'confirmed' })).status).toBe(status)
      const batch = await ask(harbour, 'POST', '/orders/batch', {
        orders: [{ ...order, number: `B${made}`, status: 'confirmed' }],
      })
      expect(batch).toMatchObject({ status: 200, results: [{ number: `B${made}`, status }] })
      const old = await sold('harbour')
      const exchange = { lines: [{ line: 1, quantity: 1 }], reason: 'x', order: { ...sale, number: `E${made}` } }
      expect((await ask(harbour, 'POST', `/orders/${old}/exchanges`, exchange)).status).toBe(may ? 201 : 403)
      const { items, ...asked } = { currency: 'CNY', channel: 'pos', items: [{ sku: 'tea', unitPriceMinor: 5_000 }] }
      expect((await ask(harbour, 'POST', '/prices', { ...asked, items, ...(may ? { store } : {}) })).status).toBe(
        status,
      )
    }
  })

  test('of another store is not taken over by writing its number with the own store', async () => {
    made += 1
    const number = `T${made}`
    const open = { ...content, memberId: member, status: 'open' }
    expect((await ask(head, 'PUT', `/orders/${number}`, { ...open, store: 'hill' })).status).toBe(200)
    expect(await ask(harbour, 'PUT', `/orders/${number}`, { ...open, store: 'harbour' })).toMatchObject({
      ...{ status: 403, code: 'auth.other-store' },
      facts: { store: 'hill' },
    })
    expect((await ask(harbour, 'PUT', '/orders/unheard-of', { status: 'cancelled' })).status).toBe(422)
    expect((await ask(harbour, 'GET', '/orders/unheard-of')).status).toBe(404)
  })

  test('of a guest is claimed in its own store only', async () => {
    const [own, others] = [await sold('harbour', {}), await sold('hill', {})]
    const claim = (number: string) => ask(harbour, 'POST', `/orders/${number}/claim`, { memberId: member })
    expect((await claim(others)).code).toBe('auth.other-store')
    expect((await claim(own)).status).toBe(200)
    expect((await ask(harbour, 'GET', `/orders/${others}`)).code).toBe('auth.other-store')
  })

  test('of other stores is left out of a member’s orders, in every page', async () => {
    const another = await shop.member()
    for (const store of ['hill', 'harbour', 'hill', 'pier', undefined, 'harbour'])
      await sold(store, { memberId: another })
    const seen: (string | null)[] = []
    let cursor: string | null = null
    do {
      const page: Answer & { nextCursor?: string | null } = await ask(
        harbour,
        'GET',
        `/members/${another}/orders?limit=1${cursor === null ? '' : `&cursor=${cursor}`}`,
      )
      seen.push(...(page.items ?? []).map(({ store }) => store))
      cursor = page.nextCursor ?? null
    } while (cursor !== null)
    expect(seen).toHaveLength(3)
    expect(new Set(seen)).toEqual(new Set(['harbour', 'pier']))
    expect((await ask(head, 'GET', `/members/${another}/orders`)).items).toHaveLength(6)
  })
})

test('a list of orders holds those of the own stores alone', async () => {
  for (const store of stores) await sold(store)
  const { items = [] } = await ask(harbour, 'GET', '/orders?limit=200')
  expect(items.length).toBeGreaterThan(0)
  expect(new Set(items.map(({ store }) => store))).toEqual(new Set(['harbour', 'pier']))
  expect((await ask(harbour, 'GET', '/orders?store=hill')).items).toEqual([])
  const all = await ask(head, 'GET', '/orders?limit=200')
  expect(new Set(all.items?.map(({ store }) => store))).toEqual(new Set(['harbour', 'pier', 'hill', null]))
})
