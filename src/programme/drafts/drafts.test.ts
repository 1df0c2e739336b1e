import { afterAll, describe, expect, test } from 'vitest'
import { testShop } from '../../../tests/support/shop.ts'
import type { TimeZone } from '../../base/time.ts'
import { httpApp } from '../../platform/http/app.ts'
import type { Principal } from '../../platform/http/rights.ts'
import { reviewRoutes } from '../review/routes.ts'
import { standardProgramme } from '../standard.ts'
import { draftRoutes } from './routes.ts'

const shop = await testShop()
const caller: Principal = {
  kind: 'staff',
  id: 'ada',
  name: 'Ada',
  rights: new Set(['programme.read', 'programme.publish']),
  stores: 'all',
}
const app = httpApp({ authenticate: async () => caller })
draftRoutes(app, shop)
reviewRoutes(app, shop)
await app.ready()
afterAll(() => app.close())

type Shown = { draftId: string; name: string; revision: number; base: number; version: number | null; note: string }

const drafts = '/v1/programme/drafts'
const call = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) => {
  const answer = await app.inject({ method, url, ...(payload === undefined ? {} : { payload }) })
  return { status: answer.statusCode, code: answer.body === '' ? '' : answer.json<{ code?: string }>().code, answer }
}
const open = async (name: string) => (await call('POST', drafts, { name })).answer.json<Shown>()
const definition = standardProgramme('Asia/Shanghai' as TimeZone)

describe('a draft', () => {
  test('begins as the newest version and is changed until it is thrown away', async () => {
    const { answer, status } = await call('POST', drafts, { name: ' May ', note: 'more points' })
    expect(status).toBe(201)
    const made = answer.json<Shown>()
    expect(made).toMatchObject({
      ...{ name: 'May', note: 'more points', base: 1, revision: 1, version: null, author: 'ada' },
      definition: { name: { en: 'Membership' } },
    })
    expect(answer.headers['location']).toBe(`${drafts}/${made.draftId}`)
    const changed = await call('PUT', `${drafts}/${made.draftId}`, {
      ...{ revision: 1, definition: { ...definition, expiryGuardPercent: 30 } },
    })
    expect(changed.answer.json()).toMatchObject({
      ...{ revision: 2, name: 'May', note: 'more points', definition: { expiryGuardPercent: 30 } },
    })
    expect((await call('GET', `${drafts}/${made.draftId}`)).answer.json()).toEqual(changed.answer.json())
    expect(await call('DELETE', `${drafts}/${made.draftId}?revision=1`)).toMatchObject({ status: 409 })
    expect(await call('DELETE', `${drafts}/${made.draftId}?revision=2`)).toMatchObject({ status: 204 })
    expect(await call('GET', `${drafts}/${made.draftId}`)).toMatchObject({
      ...{ status: 404, code: 'programme.draft-unknown' },
    })
  })

  test('of two who change one revision, one is refused; repeating a change gives the same answer', async () => {
    const { draftId } = await open('two hands')
    const wish = (percent: number) => ({ revision: 1, definition: { ...definition, expiryGuardPercent: percent } })
    const answers = await Promise.all([40, 50].map((percent) => call('PUT', `${drafts}/${draftId}`, wish(percent))))
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    expect(answers.find(({ status }) => status === 409)?.code).toBe('programme.draft-changed')
    const won = answers[0]?.status === 200 ? 40 : 50
    const again = await call('PUT', `${drafts}/${draftId}`, wish(won))
    expect(again.answer.json()).toMatchObject({ revision: 2, definition: { expiryGuardPercent: won } })
  })

  test('may say what is wrong, but not in another shape, and not under a name that is taken', async () => {
    const { draftId } = await open('wrong')
    const change = (given: object) => call('PUT', `${drafts}/${draftId}`, { revision: 1, definition, ...given })
    expect(await change({ definition: { ...definition, wallets: 'none' } })).toMatchObject({
      ...{ status: 422, code: 'request.invalid' },
    })
    expect(await change({ base: 7 })).toMatchObject({ status: 404, code: 'programme.version-unknown' })
    expect(await call('POST', drafts, { name: 'wrong' })).toMatchObject({
      ...{ status: 409, code: 'programme.draft-name-taken' },
    })
    expect(await call('POST', drafts, { name: 'a\nb' })).toMatchObject({ code: 'programme.draft-name-invalid' })
    const mars = await change({ definition: { ...definition, timeZone: 'Mars/Olympus' } })
    expect(mars.answer.json()).toMatchObject({ findings: [{ level: 'error', place: 'timeZone' }] })
    const slipped = { ...definition, wallets: [] }
    const refused = shop.drafts.open({ name: 'x', note: '', base: null, definition: slipped, by: 'ada' })
    await expect(refused).rejects.toMatchObject({ refusal: { refusal: 'programme.invalid' } })
  })

  test('is looked over, and so is any definition', async () => {
    const [points] = definition.wallets
    const never = { ...definition, wallets: [{ ...points, expiry: { kind: 'never' } }] }
    const looked = await call('POST', '/v1/programme/lint', { definition: { ...never, ladders: [] } })
    expect(looked.answer.json()).toMatchObject({
      publishable: false,
      findings: [
        { level: 'error', place: 'earningRules.base-points.tierMultiplier' },
        { level: 'error', place: 'earningRules.base-growth.wallet' },
        { level: 'warning', code: 'rule.unlimited', sentence: { 'zh-CN': expect.stringContaining('永不过期') } },
      ],
    })
    const standard = await call('POST', '/v1/programme/lint', { definition, effectiveAt: '2030-01-01T00:00:00Z' })
    expect(standard.answer.json()).toEqual({ publishable: true, findings: [] })
  })

  test('is listed newest first, a page at a time', async () => {
    for (const name of ['a', 'b', 'c']) await open(name)
    type Page = { items: Shown[]; nextCursor: string | null }
    const first = (await call('GET', `${drafts}?limit=2&state=open`)).answer.json<Page>()
    const second = (await call('GET', `${drafts}?limit=1&cursor=${first.nextCursor}`)).answer.json<Page>()
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(['c', 'b', 'a'])
    expect((await call('GET', `${drafts}?state=published`)).answer.json()).toEqual({ items: [], nextCursor: null })
  })
})
