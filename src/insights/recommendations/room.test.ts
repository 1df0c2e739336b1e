/** From orders to a member's list: learned by the insights process, answered by the server. */
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { appFor } from '../../../tests/support/callers.ts'
import { at, testShop } from '../../../tests/support/shop.ts'
import type { MemberId } from '../../base/ids.ts'
import { asInstant } from '../../base/time.ts'
import { openedKeeping, untilIdle } from '../keeping.fixture.ts'
import { insightRoutes } from '../routes.ts'

const shop = await testShop(at('2026-03-01T02:00:00Z'))
const app = appFor({ assistant: ['members.read', 'catalogue.read', 'insights.read'], till: ['orders.write'] })
insightRoutes(app, shop)
await app.ready()

const { keeping, errors } = await openedKeeping(shop)
afterAll(() => keeping.close())

const idle = () => untilIdle(shop, keeping)

async function get(url: string, as = 'assistant') {
  const answer = await app.inject({ method: 'GET', url, headers: { authorization: as } })
  return { status: answer.statusCode, body: answer.json() }
}

async function told(url: string) {
  await get(url)
  await idle()
  return (await get(url)).body
}

let numbers = 0
function buy(member: MemberId, day: number, ...skus: string[]) {
  numbers += 1
  const lines = skus.map((sku) => ({ sku, quantity: 1, amountMinor: 1_000 }))
  return shop.buy(member, `N-${numbers}`, lines, { placedAt: asInstant(at('2026-01-01T00:00:00Z') + day * 86_400_000) })
}

const named = (sku: string, more: object = {}) => ({ sku, name: `Fine ${sku}`, ...more })
const skusIn = ({ items }: { items: readonly { sku: string }[] }) => items.map(({ sku }) => sku)

describe('before anything is known', () => {
  test('both say that nothing was learned, and reports say what is missing', async () => {
    const member = await shop.member()
    expect((await get(`/v1/members/${member}/next-products`)).body).toMatchObject({
      ...{ madeAt: null, items: [], missing: { code: 'insights.model-not-made' } },
    })
    expect((await get('/v1/products/tea/goes-with')).body).toMatchObject({
      missing: { code: 'insights.model-not-made' },
    })
    expect((await told('/v1/insights/recommendations')).result).toMatchObject({
      missing: { code: 'insights.visits-too-few' },
      measured: [],
    })
    expect((await told('/v1/insights/baskets')).result).toMatchObject({ missing: { code: 'insights.baskets-too-few' } })
  })
})

describe('a shop where who buys tea wants a pot, and beans go with filters', () => {
  let [drinker, bean]: MemberId[] = []
  test('is learned from what the copy holds', { timeout: 120_000 }, async () => {
    await shop.catalogue.putCategories([
      { code: 'drinks', name: 'Drinks' },
      { code: 'kitchen', name: 'Kitchen' },
    ])
    await shop.catalogue.putProducts([
      ...[named('tea', { category: 'drinks' }), named('beans', { category: 'drinks' })],
      ...[named('pot', { category: 'kitchen' }), named('filter', { category: 'kitchen' }), named('salt')],
    ])
    const people = await Promise.all(Array.from({ length: 40 }, () => shop.member()))
    for (const [place, member] of people.entries()) {
      const own = place % 2 === 0 ? ['tea', 'pot'] : ['beans', 'filter']
      await buy(member, 1, ...own)
      await buy(member, 8, ...own.slice(0, 1), ...(place % 5 === 0 ? ['salt'] : []))
      await buy(member, 40 + (place % 9), ...own)
    }
    ;[drinker, bean] = await Promise.all([shop.member(), shop.member()])
    await buy(drinker ?? fail(), 30, 'tea')
    await buy(drinker ?? fail(), 44, 'tea')
    await buy(bean ?? fail(), 44, 'beans')
    // Facts are read when no older transaction is under way; other tests of the same Postgres have some.
    const learned = async () => {
      shop.clock.set(asInstant(shop.clock.now() + 11 * 60_000))
      return (await told('/v1/insights/recommendations')).result.people
    }
    await expect.poll(learned, { timeout: 60_000 }).toBe(42)
    // A server looks for a newer model now and then.
    shop.clock.set(asInstant(shop.clock.now() + 31_000))
  })

  test('the report measures on visits that were not learned from', async () => {
    const { result } = (await get('/v1/insights/recommendations')).body
    const of = (method: string) =>
      result.measured.find((each: { method: string; onlyNew: boolean }) => each.method === method && !each.onlyNew)
    expect(of('together')).toMatchObject({ cases: 40, hit: 1 })
    expect(of('together').ndcg).toBeGreaterThan(of('popular').ndcg)
    expect(errors).toEqual([])
  })

  test('a member is told what he buys again and what goes with it, with names and reasons', async () => {
    const { body } = await get(`/v1/members/${drinker}/next-products?count=2`)
    expect(body.items[0]).toMatchObject({
      ...{ sku: 'tea', name: 'Fine tea', category: 'drinks' },
      because: { kind: 'bought-before', times: 2 },
    })
    expect(body.items[0].because.daysSince).toBeCloseTo(15.1, 0)
    const fresh = (await get(`/v1/members/${bean}/next-products?onlyNew=true`)).body
    expect(fresh.items[0]).toMatchObject({
      sku: 'filter',
      because: { kind: 'goes-with', products: [{ sku: 'beans', name: 'Fine beans' }] },
    })
    expect(skusIn(fresh)).not.toContain('beans')
    const stranger = await shop.member()
    for (const { because } of (await get(`/v1/members/${stranger}/next-products`)).body.items)
      expect(because.kind).toBe('popular')
  })

  test('what is not sold, not in stock, owned once for all, returned or not wanted is left out and says why', async () => {
    const listed = async (query = '') => (await get(`/v1/members/${drinker}/next-products?count=5${query}`)).body
    expect(skusIn(await listed())).toEqual(expect.arrayContaining(['tea', 'pot', 'beans', 'filter', 'salt']))
    expect((await listed('&without=salt,%20pot')).leftOut).toEqual(
      expect.arrayContaining([expect.objectContaining({ sku: 'pot', why: 'asked' })]),
    )
    await shop.catalogue.putProducts([
      ...[named('tea', { attributes: { 'once-only': true } }), named('beans', { active: false })],
      ...[named('filter', { attributes: { 'in-stock': false } }), named('pot'), named('salt')],
    ])
    await buy(drinker ?? fail(), 45, 'salt')
    await shop.orders.giveBack({ number: `N-${numbers}`, lines: 'all', reason: 'x' })
    const { items, leftOut } = await listed()
    expect(items.map(({ sku }: { sku: string }) => sku)).toEqual(['pot'])
    expect(Object.fromEntries(leftOut.map(({ sku, why }: { sku: string; why: string }) => [sku, why]))).toEqual({
      ...{ tea: 'once-only', beans: 'inactive', filter: 'out-of-stock', salt: 'returned' },
    })
    expect(skusIn((await get('/v1/products/beans/goes-with')).body)).not.toContain('filter')
    await shop.catalogue.putProducts(
      ['tea', 'beans', 'filter', 'pot', 'salt'].map((sku) => named(sku, { category: 'drinks' })),
    )
    expect(skusIn(await listed('&perCategory=2'))).toHaveLength(2)
  })

  test('a product’s company says how often and how much more than by chance', async () => {
    const { body } = await get('/v1/products/filter/goes-with')
    expect(body.items[0]).toMatchObject({ sku: 'beans', together: 40, share: 1 })
    // 124 visits, 61 of them with beans.
    expect(body.items[0].lift).toBeCloseTo(124 / 61, 1)
    expect((await get('/v1/products/nothing/goes-with')).body).toMatchObject({
      missing: { code: 'insights.never-bought' },
    })
  })

  test('rules of baskets can be asked by product, category, store and period', async () => {
    const { result } = await told('/v1/insights/baskets?days=120&support=0.05&confidence=0.5')
    expect(result).toMatchObject({ missing: null, tooLong: 0 })
    expect(
      result.rules.map(({ left, right }: { left: string[]; right: string }) => [...left, right].join('>')),
    ).toEqual(expect.arrayContaining(['pot>tea', 'filter>beans']))
    const [rule] = result.rules.filter(({ right }: { right: string }) => right === 'tea')
    expect(rule).toMatchObject({ left: ['pot'], count: 40, confidence: 1, conviction: null, confidenceTo: 1 })
    expect(rule.confidenceFrom).toBeCloseTo(40 / (40 + 1.96 ** 2), 6)
    expect(result.items).toEqual(
      expect.arrayContaining([expect.objectContaining({ code: 'pot', name: 'Fine pot', baskets: 40 })]),
    )
    const byCategory = (await told('/v1/insights/baskets?days=120&level=category&support=0.05')).result
    for (const { code } of byCategory.items) expect(['drinks', 'kitchen']).toContain(code)
    expect((await told('/v1/insights/baskets?store=nowhere')).result).toMatchObject({ orders: 0 })
    expect((await get('/v1/insights/baskets?support=2')).status).toBe(422)
  })

  test('needs the right, a member that is known, and a model that this version reads', async () => {
    expect((await get(`/v1/members/${drinker}/next-products`, 'till')).status).toBe(403)
    expect((await get('/v1/products/tea/goes-with', 'till')).status).toBe(403)
    expect((await get('/v1/insights/baskets', 'till')).status).toBe(403)
    expect((await get('/v1/members/01920000-0000-7000-8000-000000000000/next-products')).status).toBe(404)
    expect((await get(`/v1/members/${drinker}/next-products?count=51`)).status).toBe(422)
    await sql`delete from insight_models`.execute(shop.db)
    shop.clock.set(asInstant(shop.clock.now() + 31_000))
    expect((await get('/v1/products/tea/goes-with')).body.missing).toMatchObject({ code: 'insights.model-not-made' })
  })
})

function fail(): never {
  throw new Error('there are two')
}
