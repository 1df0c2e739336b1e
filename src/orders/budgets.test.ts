import { afterAll, beforeAll, expect, test } from 'vitest'
import { at, testShop } from '../../tests/support/shop.ts'
import { budgetRoutes } from '../offers/budgetroutes.ts'
import { group, offer } from '../offers/offers.fixture.ts'
import { httpApp } from '../platform/http/app.ts'
import type { Principal } from '../platform/http/rights.ts'
import { standardProgramme } from '../programme/standard.ts'

const shop = await testShop(at('2026-03-01T08:00:00Z'))
const everywhere: Principal = {
  kind: 'staff',
  id: 'ada',
  name: 'Ada',
  rights: new Set(['programme.read']),
  stores: 'all',
}
let caller = everywhere
const app = httpApp({ authenticate: async () => caller })
budgetRoutes(app, shop)
afterAll(() => app.close())

type Budget = { offer: string; store: string | null; most: number; used: number }
async function budgets(query = ''): Promise<Budget[]> {
  const answer = await app.inject({ method: 'GET', url: `/v1/offers/budgets${query}` })
  return answer.json<{ items: Budget[] }>().items
}
const brief = (found: readonly Budget[]) => found.map((each) => [each.offer, each.store, each.used, each.most])

beforeAll(async () => {
  await shop.catalogue.putStores([
    { code: 'east', name: 'East' },
    { code: 'west', name: 'West' },
  ])
  const off = { kind: 'amount', minor: 1_000, of: 'goods' } as const
  await shop.programme.publish({
    definition: {
      ...standardProgramme(shop.programme.at(shop.clock.now()).timeZone),
      offerGroups: [group('main')],
      offers: [
        offer('money', off, { limits: [{ of: 'discount', most: 5_000, per: 'month', by: 'all' }] }),
        offer('daily', off, { limits: [{ of: 'uses', most: 2, per: 'day', by: 'store' }] }),
        offer('mine', off, { limits: [{ of: 'uses', most: 1, per: 'day', by: 'member' }] }),
        offer('over', off, {
          endsAt: '2026-02-01T00:00:00Z',
          limits: [{ of: 'uses', most: 1, per: 'lifetime', by: 'all' }],
        }),
      ],
    },
    effectiveAt: null,
    note: 'budgets',
    by: 'test',
  })
})

test('what everybody shares of offers in force is told with what is used of it, the fullest first', async () => {
  expect(brief(await budgets())).toEqual([
    ['daily', 'east', 0, 2],
    ['daily', 'west', 0, 2],
    ['money', null, 0, 5_000],
  ])
  const [one, other] = [await shop.member(), await shop.member()]
  await shop.buy(one, 'B-1', 50_000, { store: 'west' })
  await shop.buy(other, 'B-2', 50_000, { store: 'west' })
  await shop.buy(one, 'B-3', 50_000, { store: 'east' })
  expect(brief(await budgets())).toEqual([
    ['daily', 'west', 2, 2],
    ['money', null, 3_000, 5_000],
    ['daily', 'east', 1, 2],
  ])
  expect(await budgets('?percent=60&limit=1')).toMatchObject([{ offer: 'daily', name: { en: 'daily' }, of: 'uses' }])
  expect(brief(await budgets('?percent=61'))).toEqual([['daily', 'west', 2, 2]])
})

test('whoever acts for certain stores sees theirs and what all share; another day begins empty', async () => {
  caller = { ...everywhere, stores: new Set(['east']) }
  expect(brief(await budgets())).toEqual([
    ['money', null, 3_000, 5_000],
    ['daily', 'east', 1, 2],
  ])
  caller = everywhere
  shop.clock.set(at('2026-03-02T08:00:00Z'))
  expect(brief(await budgets('?percent=1'))).toEqual([['money', null, 3_000, 5_000]])
})
