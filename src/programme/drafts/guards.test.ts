import { afterAll, describe, expect, test } from 'vitest'
import { testShop } from '../../../tests/support/shop.ts'
import { httpApp } from '../../platform/http/app.ts'
import type { Principal } from '../../platform/http/rights.ts'
import type { Definition } from '../definition.ts'
import { programmeRoutes } from '../routes.ts'
import { draftRoutes } from './routes.ts'

const shop = await testShop()
const rights = new Set(['programme.read', 'programme.publish'] as const)
const caller: Principal = { kind: 'staff', id: 'ada', name: 'Ada', rights, stores: 'all' }
const app = httpApp({ authenticate: async () => caller })
draftRoutes(app, shop)
programmeRoutes(app, shop)
await app.ready()
afterAll(() => app.close())

const standard = shop.programme.at(shop.clock.now()).definition
const never = { kind: 'never' } as const
const post = async (url: string, payload: object) => {
  const answer = await app.inject({ method: 'POST', url: `/v1/programme${url}`, payload })
  return { status: answer.statusCode, ...answer.json<object>() }
}
const draft = (change: Partial<Definition>) =>
  shop.drafts.open({
    name: `margin: ${change.marginFloor?.act}`,
    ...{ note: '', base: null, definition: { ...standard, ...change }, by: 'ada' },
  })

describe('what guard rails do not let pass', () => {
  const offers: Definition['offers'] = [
    {
      ...{ code: 'tea-week', name: { en: 'Tea week', 'zh-CN': '茶周' }, group: 'main', priority: 0 },
      ...{ needs: 'nothing', currency: 'CNY', endsAt: '2036-04-01T00:00:00Z' },
      gives: [{ kind: 'prices', prices: [{ sku: 'tea', minor: 900 }] }],
    },
  ]
  const below = (act: 'warn' | 'refuse'): Partial<Definition> => ({
    offers,
    offerGroups: [{ code: 'main', name: { en: 'Main', 'zh-CN': '主要' }, mode: 'all' }],
    costs: [{ sku: 'tea', currency: 'CNY', minor: 800 }],
    marginFloor: { basisPoints: 2_000, act },
  })
  const refused = {
    ...{ status: 422, code: 'programme.invalid' },
    facts: { where: 'offers.tea-week.gives.0', problem: '“Tea week” leaves less than a margin of 20 % on tea.' },
  }

  test('is refused for a draft and for a version alike, and is found before', async () => {
    const { draftId } = await draft(below('refuse'))
    const seen = await app.inject({ method: 'GET', url: `/v1/programme/drafts/${draftId}` })
    expect(seen.json()).toMatchObject({ findings: [{ level: 'error', code: 'offer.below-margin' }] })
    expect(await post(`/drafts/${draftId}/publish`, { revision: 1 })).toMatchObject(refused)
    const definition = { ...standard, ...below('refuse') }
    expect(await post('/versions', { definition, note: 'tea' })).toMatchObject(refused)
    expect(shop.programme.versions().length).toBe(1)
  })

  test('a warning lets it pass', async () => {
    const { draftId } = await draft(below('warn'))
    const merge = await app.inject({ method: 'GET', url: `/v1/programme/drafts/${draftId}/merge` })
    expect(merge.json()).toMatchObject({ findings: [{ level: 'warning', code: 'offer.below-margin' }] })
    expect(() => shop.programme.check({ ...standard, ...below('warn') })).not.toThrow()
  })
})

describe('what becomes of points whose expiry changes', () => {
  const wallets = standard.wallets.map((each) => (each.code === 'points' ? { ...each, expiry: never } : each))

  test('is said with the version, however it is published', async () => {
    const { draftId } = await shop.drafts.open({
      ...{ name: 'for ever', note: '', base: null, definition: { ...standard, wallets }, by: 'ada' },
    })
    const published = await post(`/drafts/${draftId}/publish`, { revision: 1, lots: 'better' })
    expect(published).toMatchObject({ status: 201, lots: 'better' })
    const back = await post('/versions/1/revert', { lots: 'move' })
    expect(back).toMatchObject({ status: 201, lots: 'move' })
    const again = { definition: { ...standard, wallets }, note: 'for ever' }
    expect(await post('/versions', again)).toMatchObject({ status: 201, lots: 'keep' })
    expect(await post('/versions', { ...again, lots: 'move' })).toMatchObject({
      ...{ status: 422, code: 'programme.no-expiry-changed' },
    })
    expect(await post('/versions', { ...again, lots: 'worse' })).toMatchObject({ status: 422 })
  })
})
