import { afterAll, describe, expect, test } from 'vitest'
import { at, testShop } from '../../../tests/support/shop.ts'
import { httpApp } from '../../platform/http/app.ts'
import type { Principal } from '../../platform/http/rights.ts'
import { conditionRoutes } from '../../programme/conditions/routes.ts'
import { matchingRoutes } from './routes.ts'

const shop = await testShop()
const rights = new Set(['programme.read', 'orders.read'] as const)
const ada: Principal = { kind: 'staff', id: 'ada', name: 'Ada', rights, stores: 'all' }
let caller = ada
const app = httpApp({ authenticate: async () => caller })
conditionRoutes(app, shop)
matchingRoutes(app, shop)
await app.ready()
afterAll(() => app.close())

const ask = (url: string, payload: object) => app.inject({ method: 'POST', url, payload })
const count = async (payload: object) => (await ask('/v1/conditions/count', payload)).json()

describe('what conditions may speak about', () => {
  test('is listed in words, with the operators of each field; a draft’s own ladders are known', async () => {
    const order = await app.inject({ method: 'GET', url: '/v1/conditions/fields?for=order' })
    expect(order.json().fields).toContainEqual(
      expect.objectContaining({ name: 'member.tier', words: { en: 'tier', 'zh-CN': '会员等级' } }),
    )
    expect(order.json().lineFields.map(({ name }: { name: string }) => name)).toContain('line.sku')
    const line = await app.inject({ method: 'GET', url: '/v1/conditions/fields?for=line' })
    expect(line.json().fields.map(({ name }: { name: string }) => name)).not.toContain('order.channel')
    const { definition } = shop.programme.version(1)
    const ladders = definition.ladders.map((ladder) => ({ ...ladder, code: 'club' }))
    const draft = { name: 'club', note: '', base: null, definition: { ...definition, ladders }, by: 'ada' }
    const { draftId } = await shop.drafts.open(draft)
    const drafted = await app.inject({ method: 'GET', url: `/v1/conditions/fields?for=order&draftId=${draftId}` })
    expect(drafted.json().fields.map(({ name }: { name: string }) => name)).toContain('member.tier.club')
  })

  test('a condition is said in both languages; a wrong one is refused with its place', async () => {
    const condition = { all: [{ field: 'order.weekday', is: 'in', value: [6, 7] }] }
    const said = await ask('/v1/conditions/words', { for: 'order', condition })
    expect(said.json().words).toEqual({
      en: 'weekday is one of Saturday, Sunday',
      'zh-CN': '星期是以下之一：周六、周日',
    })
    const wrong = { all: [{ field: 'order.weekday', is: 'in', value: [8] }] }
    const refused = await ask('/v1/conditions/words', { for: 'order', condition: wrong })
    expect(refused.statusCode).toBe(422)
    expect(refused.json()).toMatchObject({ code: 'condition.wrong-type', facts: { path: 'all[0].value[0]' } })
  })
})

describe('the orders of last month that satisfy a condition', () => {
  test('are counted by what was bought, where, and on which tier; older orders and open ones are not', async () => {
    const member = await shop.member()
    const tea = { sku: 'tea', quantity: 1, unitPriceMinor: 90_000 }
    await shop.buy(member, 'old', [tea])
    shop.clock.set(at('2026-04-01T08:00:00Z'))
    await shop.buy(member, 'A', [{ sku: 'cup', quantity: 3, unitPriceMinor: 40_000 }])
    await shop.buy(member, 'B', [tea], { channel: 'app' })
    await shop.buy(member, 'C', [tea, { sku: 'cup', quantity: 1, unitPriceMinor: 100 }])
    const cup = { sku: 'cup', quantity: 1, unitPriceMinor: 100 }
    await shop.buy(await shop.member(), 'E', [cup], { channel: 'app' })
    await shop.orders.put({ memberId: member, status: 'open', input: shop.order('D', [tea]) })
    shop.clock.set(at('2026-04-01T09:00:00Z'))
    const app = { field: 'order.channel', is: 'equals', value: 'app' }
    expect(await count({ for: 'order', condition: app })).toMatchObject({
      ...{ orders: 4, matching: 2, members: 2, looked: 4, sampled: false, to: '2026-04-01T09:00:00.000Z' },
    })
    const silver = { field: 'member.tier', is: 'equals', value: 'silver' }
    expect(await count({ for: 'order', condition: silver })).toMatchObject({ matching: 2, members: 1 })
    const cups = { field: 'line.sku', is: 'equals', value: 'cup' }
    expect(await count({ for: 'line', condition: cups })).toMatchObject({ matching: 3 })
    expect(await count({ for: 'order', condition: { not: { line: 'any', where: cups } } })).toMatchObject({
      matching: 1,
    })
    expect(await count({ for: 'order', condition: cups })).toMatchObject({ code: 'condition.unknown-field' })
  })

  test('beyond five thousand a sample tells the share, and says so', async () => {
    const placed = `'2026-03-28T08:00:00Z'::timestamptz`
    await shop.pool.query(`
      insert into orders (member_id, order_id, number, status, currency, channel, placed_at, recorded_at, net_minor, returned_minor,
        lines, fingerprint, decision)
      select member_id, gen_random_uuid(), 'M-' || n, 'confirmed', 'CNY', case when n % 4 = 0 then 'app' else 'pos' end,
        ${placed}, ${placed}, 100, 0, lines, fingerprint, decision
      from orders, generate_series(1, 20000) as n where number = 'A'`)
    const app = { field: 'order.channel', is: 'equals', value: 'app' }
    const found = await count({ for: 'order', condition: app })
    expect(found).toMatchObject({ orders: 20_004, sampled: true, members: null })
    expect(found.looked).toBeGreaterThan(4_000)
    expect(found.looked).toBeLessThan(6_000)
    expect(Math.abs(found.matching - 5_002)).toBeLessThan(600)
  })

  test('are those of one’s own stores for whoever acts for certain stores', async () => {
    const member = await shop.member()
    const kettle = { sku: 'kettle', quantity: 1, unitPriceMinor: 500 }
    await shop.buy(member, 'west', [kettle], { store: 'west' })
    await shop.buy(member, 'east', [kettle], { store: 'east' })
    shop.clock.set(at('2026-04-01T10:00:00Z'))
    const kettles = { for: 'line', condition: { field: 'line.sku', is: 'equals', value: 'kettle' } }
    caller = { ...ada, stores: new Set(['west', 'east']) }
    expect(await count(kettles)).toMatchObject({ orders: 2, matching: 2, members: 1 })
    caller = { ...ada, stores: new Set(['west']) }
    expect(await count(kettles)).toMatchObject({ orders: 1, matching: 1, members: 1 })
    caller = { ...ada, stores: new Set() }
    expect(await count(kettles)).toMatchObject({ orders: 0, matching: 0 })
  })
})
