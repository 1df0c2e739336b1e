/** Whoever acts for certain stores sends and sees what tills of these stores sold, and no others'. */
import { afterAll, expect, test } from 'vitest'
import { testShop } from '../../tests/support/shop.ts'
import { httpApp } from '../platform/http/app.ts'
import type { Principal, Right } from '../platform/http/rights.ts'
import { devicesOf } from './device.fixture.ts'
import { tillRoutes } from './routes.ts'

const shop = await testShop()
const rights: ReadonlySet<Right> = new Set(['orders.read', 'orders.write', 'tills.manage'])
const there: Principal = { kind: 'staff', id: 'zoe', name: 'Zoë', rights, stores: new Set(['west-lake']) }
const elsewhere: Principal = { ...there, stores: new Set(['harbour']) }
let caller = there
const app = httpApp({ authenticate: async () => caller })
tillRoutes(app, shop)
await app.ready()
afterAll(() => app.close())

test.each([
  ['there', there, 200],
  ['elsewhere', elsewhere, 403],
] as const)('whoever sells %s is answered so by a till of the store', async (_, as, status) => {
  const { till, seal } = await devicesOf(shop)()
  caller = as
  const path = `/v1/tills/${till.tillId}`
  const answers = [
    await app.inject({ method: 'GET', url: path }),
    await app.inject({ method: 'POST', url: `${path}/orders`, payload: { orders: [seal()] } }),
    await app.inject({ method: 'GET', url: `${path}/orders` }),
  ]
  expect(answers.map((answer) => answer.statusCode)).toEqual([status, status, status])
  if (status === 403) expect(answers.map((answer) => answer.json().code)).toEqual(Array(3).fill('auth.other-store'))
  // Tills are the company's: making one and taking one away concerns every store.
  expect((await app.inject({ method: 'DELETE', url: path })).json().code).toBe('auth.every-store-needed')
})
