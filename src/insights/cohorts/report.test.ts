/** The report over a real house: the copy, the process that makes it, the route. */
import { expect, test } from 'vitest'
import { at } from '../../../tests/support/shop.ts'
import { reportingShop } from '../reports/reporting.fixture.ts'

const { shop, call, told, refreshed } = await reportingShop(at('2026-03-15T02:00:00Z'))

test('cohorts are those of the zone of the programme, and the running month is marked', async () => {
  expect((await told('cohorts')).result).toMatchObject({ missing: { code: 'insights.nobody-bought' }, cohorts: [] })
  const members = await Promise.all(Array.from({ length: 40 }, () => shop.member()))
  for (const [place, member] of members.entries()) {
    // The last hour of December in Shanghai is January in no other zone.
    await shop.buy(member, `A-${place}`, 10_000, { placedAt: at('2025-12-31T15:30:00Z') })
    if (place < 10) await shop.buy(member, `B-${place}`, 5_000, { placedAt: at('2025-12-31T16:30:00Z') })
    if (place < 4) await shop.buy(member, `C-${place}`, 2_000, { placedAt: at('2026-03-02T02:00:00Z') })
  }
  await refreshed()
  const { result } = await told('cohorts')
  expect(result.cohorts).toHaveLength(1)
  const [december] = result.cohorts
  expect(december).toMatchObject({ month: '2025-12', people: 40 })
  expect(december.months.map((each: Month) => [each.after, each.buyers, each.netMinor, each.over])).toEqual([
    ...[
      [0, 40, 400_000, true],
      [1, 10, 50_000, true],
      [2, 0, 0, true],
      [3, 4, 8_000, false],
    ],
  ])
  expect(result.mean).toEqual([0, 1, 2].map((after) => ({ after, cohorts: 1, people: 40, share: [1, 0.25, 0][after] })))
  const [newest, older] = result.again
  expect(newest).toMatchObject({ from: '2025-03-15', to: '2026-03-15', people: 40, again: 10, missing: null })
  expect(newest.within.map(({ days, share }: { days: number; share: number }) => [days, share])).toEqual([
    ...[
      [30, 0.25],
      [60, 0.25],
    ],
  ])
  expect(older).toMatchObject({ people: 0, missing: { has: 0, needs: 30 }, points: [] })
  expect((await told('cohorts?months=2')).result.cohorts).toEqual([])
  expect((await call('GET', '/v1/insights/cohorts?months=99')).status).toBe(422)
})

type Month = { after: number; buyers: number; netMinor: number; over: boolean }
