/** Findings over a real house: looked for by the insights process, kept once, and reviewed. */
import { afterAll, expect, test } from 'vitest'
import { appFor } from '../../../tests/support/callers.ts'
import { at, testShop } from '../../../tests/support/shop.ts'
import { asInstant } from '../../base/time.ts'
import { openedKeeping, untilIdle } from '../keeping.fixture.ts'
import { insightRoutes } from '../routes.ts'
import { anomalyRoutes } from './routes.ts'

const DAY = 86_400_000
const shop = await testShop(at('2026-03-01T02:00:00Z'))
const app = appFor({
  analyst: ['insights.read', 'insights.manage'],
  marketer: ['insights.read'],
  till: ['orders.write'],
})
insightRoutes(app, shop)
anomalyRoutes(app, { ...shop, namesOf: async () => new Map([['eve', 'Eve Zhang']]) })
await app.ready()
const { keeping, errors } = await openedKeeping(shop)
afterAll(() => keeping.close())

async function call(method: 'GET' | 'PUT', url: string, payload?: object, as = 'analyst') {
  const answer = await app.inject({ method, url, headers: { authorization: as }, ...(payload && { payload }) })
  return { status: answer.statusCode, body: answer.json() }
}

const pass = (milliseconds: number) => shop.clock.set(asInstant(shop.clock.now() + milliseconds))

async function done(): Promise<void> {
  await untilIdle(shop, keeping)
  expect(errors).toEqual([])
}

async function looked() {
  await call('GET', '/v1/insights/anomalies')
  await done()
  return (await call('GET', '/v1/insights/anomalies')).body.result
}

const found = '/v1/insights/anomalies/found'
let numbers = 0
const buy = (memberId: Parameters<typeof shop.buy>[0], by: string) => {
  numbers += 1
  const input = shop.order(`T1-${String(numbers).padStart(6, '0')}`, 10_000, { store: 'S1' })
  return shop.orders.put({ memberId, status: 'confirmed', input, by })
}

test('a cashier who sells to one member as never before is found once, with evidence, and reviewed', async () => {
  expect((await looked()).missing.code).toBe('insights.too-early')
  const members = await Promise.all(Array.from({ length: 4 }, () => shop.member()))
  for (let week = 0; week < 12; week += 1) {
    pass(7 * DAY)
    for (const member of members) for (const by of ['eve', 'bob', 'liu', 'wu']) await buy(member, by)
  }
  pass(11 * 60 * 60_000)
  expect((await looked()).looked.every(({ found: some }: { found: number }) => some === 0)).toBe(true)
  pass(DAY)
  const [first] = members
  if (first === undefined) throw new Error('there are four')
  for (let order = 0; order < 40; order += 1) await buy(first, 'eve')
  pass(DAY)
  const { looked: all, missing } = await looked()
  expect(missing).toBe(null)
  expect(all).toContainEqual({ subject: 'cashier', measure: 'earned', days: 7, tests: 4, found: 1 })
  const { body } = await call('GET', `${found}?state=open`)
  const [eve] = body.items.filter((one: { subjectKind: string }) => one.subjectKind === 'cashier')
  expect(eve).toMatchObject({ subjectId: 'eve', label: 'Eve Zhang', measure: 'earned', state: 'open', revision: 0 })
  expect(eve.evidence).toMatchObject({ tests: 4, days: 7, largest: Array(5).fill({ memberId: first }) })
  expect(eve.evidence.count).toBeGreaterThanOrEqual(40)
  expect(eve.evidence.corrected).toBeLessThanOrEqual(0.01)
  const member = body.items.find((one: { subjectKind: string }) => one.subjectKind === 'member')
  expect(member).toMatchObject({ subjectId: first, label: (await shop.members.get(first)).number })

  pass(DAY)
  await looked()
  expect((await call('GET', found)).body.items).toHaveLength(body.items.length)

  const url = `${found}/${eve.anomalyId}`
  const review = { revision: 0, state: 'followed-up', note: 'Asked her.' }
  expect((await call('PUT', url, review, 'marketer')).status).toBe(403)
  expect((await call('GET', found, undefined, 'till')).status).toBe(403)
  expect((await call('PUT', url, { ...review, state: 'closed' })).status).toBe(422)
  expect((await call('PUT', url, review)).body).toMatchObject({ ...review, revision: 1 })
  expect((await call('PUT', url, review)).body.code).toBe('insights.reviewed-meanwhile')
  expect((await call('PUT', `${found}/x`, review)).status).toBe(404)
  expect((await call('GET', `${found}?state=followed-up`)).body.items).toHaveLength(1)
  const page = (await call('GET', `${found}?limit=1`)).body
  expect(page.items).toHaveLength(1)
  const rest = (await call('GET', `${found}?limit=50&cursor=${page.nextCursor}`)).body
  expect([...page.items, ...rest.items]).toHaveLength(body.items.length)
}, 120_000)
