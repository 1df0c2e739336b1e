/** The report over a real house, and targets set over HTTP. */
import { expect, test } from 'vitest'
import { at } from '../../../tests/support/shop.ts'
import { reportingShop } from '../reports/reporting.fixture.ts'

const { shop, call, told, refreshed } = await reportingShop(at('2026-01-05T02:00:00Z'))
const target = {
  ...{ figure: 'members', value: 20, by: '2026-12', owner: 'Head of CRM' },
  baseline: { month: '2026-01', value: 4 },
}
const path = '/v1/insights/settings/targets'

test('without members and orders it says so', async () => {
  const { result } = await told('kpis')
  expect(result).toMatchObject({ missing: { code: 'insights.nobody-joined' }, months: [], targets: [] })
})

test('figures by month, places, tiers and points are those of the house, and guests are not members', async () => {
  const members = [await shop.member(), await shop.member(), await shop.member(), await shop.member()] as const
  await shop.buy(members[0], 'J-1', 30_000, { store: 'S1' })
  await shop.buy(members[0], 'J-2', 10_000, { store: 'S1' })
  await shop.buy(members[1], 'J-3', 20_000, { channel: 'app' })
  await shop.orders.keepGuests([shop.order('G-1', 40_000, { store: 'S1' })])
  shop.clock.set(at('2026-02-10T02:00:00Z'))
  const points = { memberId: members[0], wallet: 'points', reason: 'x', reference: null, by: 'anna' }
  await shop.points.adjust({ ...points, amount: 1_000 })
  await shop.points.redeem({ ...points, amount: 100 })
  await shop.members.changeStatus(members[3], { wish: 'close', reason: 'asked' })
  await shop.member()
  await refreshed()
  const { result } = await told('kpis')
  expect(result.missing).toBeNull()
  const [january, february] = result.months.slice(-2)
  expect(january).toMatchObject({
    ...{ month: '2026-01', over: true, joined: 4, left: 0, members: 4, orders: 4, netMinor: 100_000, buyers: 2 },
    ...{
      active: { share: 0.5 },
      orderValue: { mean: 25_000 },
      participation: { share: 0.75 },
      salesParticipation: 0.6,
    },
  })
  expect(february).toMatchObject({
    ...{
      month: '2026-02',
      over: false,
      joined: 1,
      left: 1,
      members: 4,
      orders: 0,
      orderValue: null,
      participation: null,
    },
    active: { share: 0.5 },
  })
  const spent = result.points.find(
    (one: { month: string; wallet: string }) => one.month === '2026-02' && one.wallet === 'points',
  )
  expect(spent).toMatchObject({ redeemed: 100, redeemers: 1, rate: null })
  expect(result.channels.map(({ place, now }: Place) => [place, now?.orders])).toEqual([
    ...[
      ['app', 1],
      ['pos', 3],
    ],
  ])
  expect(result.stores.map(({ place, now }: Place) => [place, now?.netMinor, now?.participation?.share])).toEqual([
    ...[
      ['S1', 80_000, 2 / 3],
      [null, 20_000, 1],
    ],
  ])
  expect(result.tiers).toMatchObject({ ladder: 'status', order: ['regular', 'silver', 'gold', 'diamond'] })
  // As of last midnight: who left or joined today is not told of yet.
  expect(result.tiers.moves).toEqual([{ from: null, to: 'regular', people: 4 }])
  expect((await told('kpis?days=7')).result.stores).toEqual([])
})

test('a target is set by whoever saw the last one, is measured, and a senseless one is refused', async () => {
  expect((await call('PUT', path, { revision: 0, value: [target] })).status).toBe(200)
  const { result } = await told('kpis')
  expect(result.targets).toMatchObject([
    {
      ...{ target, history: [{ month: '2026-01', value: 4 }] },
      progress: {
        month: '2026-01',
        now: 4,
        done: 0,
        line: 4,
        standing: 'begun',
        projected: null,
        missing: { has: 1, needs: 6 },
      },
    },
  ])
  const refused = async (change: object) =>
    (await call('PUT', path, { revision: 1, value: [{ ...target, ...change }] })).body.code
  expect(await refused({ value: 4 })).toBe('insights.target-without-way')
  expect(await refused({ by: '2026-01' })).toBe('insights.target-ends-first')
  expect(await refused({ figure: 'active' })).toBe('insights.target-no-share')
  expect((await call('PUT', path, { revision: 1, value: [{ ...target, figure: 'luck' }] })).status).toBe(422)
  expect((await call('PUT', path, { revision: 0, value: [] })).status).toBe(412)
})

type Place = {
  place: string | null
  now: { orders: number; netMinor: number; participation: { share: number } } | null
}
