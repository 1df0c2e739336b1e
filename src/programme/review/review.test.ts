import { afterAll, describe, expect, test } from 'vitest'
import { testShop } from '../../../tests/support/shop.ts'
import { httpApp } from '../../platform/http/app.ts'
import type { Principal } from '../../platform/http/rights.ts'
import { draftRoutes } from '../drafts/routes.ts'
import { reviewRoutes } from './routes.ts'

const shop = await testShop()
const rights = new Set(['programme.read', 'programme.publish'] as const)
const caller: Principal = { kind: 'staff', id: 'ada', name: 'Ada', rights, stores: 'all' }
const app = httpApp({ authenticate: async () => caller })
draftRoutes(app, shop)
reviewRoutes(app, shop)
await app.ready()
afterAll(() => app.close())

const standard = shop.programme.at(shop.clock.now()).definition
const get = (url: string) => app.inject({ method: 'GET', url })
const publish = (change: object, note: string) =>
  shop.programme.publish({ definition: { ...standard, ...change }, effectiveAt: null, note, by: 'ada' })

describe('what a definition says', () => {
  test('is said item by item while it is written, and what is wrong with it does not keep it from being said', async () => {
    const [first, ...others] = standard.earningRules
    const rule =
      first === undefined ? [] : [{ ...first, wallet: 'nowhere', earn: { by: 'order' as const, points: 88 } }]
    const definition = { ...standard, earningRules: [...rule, ...others] }
    const said = await app.inject({ method: 'POST', url: '/v1/programme/words', payload: { definition } })
    expect(said.json().words.en.earningRules[0].sentence).toMatch(/^88 nowhere per order/)
    expect(said.json().words['zh-CN'].wallets).toHaveLength(2)
    const shapeless = { ...standard, wallets: [] }
    const refused = await app.inject({ method: 'POST', url: '/v1/programme/words', payload: { definition: shapeless } })
    expect(refused.statusCode).toBe(422)
  })
})

describe('what differs', () => {
  test('between two versions, between a version and the one before, between a draft and its base', async () => {
    await publish({ timeZone: 'UTC' }, 'utc')
    await publish({ timeZone: 'UTC', expiryGuardPercent: 30 }, 'guard')
    const both = await get('/v1/programme/diff?from=1&to=3')
    expect(both.json()).toMatchObject({
      from: { version: 1, draftId: null },
      to: { version: 3, draftId: null },
      changes: [
        { place: 'expiryGuardPercent', kind: 'changed', section: null, before: 20, after: 30 },
        { place: 'timeZone', words: { en: { title: 'Time zone: Asia/Shanghai → UTC' } } },
      ],
    })
    expect((await get('/v1/programme/diff?to=3')).json()).toMatchObject({
      ...{ from: { version: 2 }, changes: [{ place: 'expiryGuardPercent' }] },
    })
    expect((await get('/v1/programme/diff?to=1')).json()).toMatchObject({ from: { version: 1 }, changes: [] })
    const [rule] = standard.earningRules
    const definition = { ...standard, timeZone: 'UTC', earningRules: rule === undefined ? [] : [rule] }
    const draft = await shop.drafts.open({ name: 'less', note: '', base: 2, definition, by: 'ada' })
    const less = await get(`/v1/programme/diff?to=${draft.draftId}`)
    expect(less.json()).toMatchObject({
      from: { version: 2, draftId: null },
      to: { version: null, draftId: draft.draftId },
      changes: [
        {
          ...{ kind: 'removed', section: 'earningRules', code: 'base-growth', before: { code: 'base-growth' } },
          words: {
            'zh-CN': { title: '删除：积分规则“消费成长值”（base-growth）', lines: [{ name: '', after: null }] },
          },
        },
      ],
    })
  })

  test('of what is not there, nothing', async () => {
    expect((await get('/v1/programme/diff?to=9')).statusCode).toBe(404)
    expect((await get('/v1/programme/diff?to=may')).statusCode).toBe(404)
    expect((await get('/v1/programme/diff?to=019ab3c0-0000-7000-8000-000000000000')).statusCode).toBe(404)
    expect((await get('/v1/programme/diff')).statusCode).toBe(422)
  })
})
