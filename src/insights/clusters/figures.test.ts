/** Groups of members through the insights process: written, reported, and named alike from run to run. */
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { at, testShop } from '../../../tests/support/shop.ts'
import { asInstant } from '../../base/time.ts'
import { rows } from '../../platform/postgres/database.ts'
import { openedKeeping, untilIdle } from '../keeping.fixture.ts'
import { clustersReport } from './report.ts'

const shop = await testShop(at('2026-01-01T02:00:00Z'))
const { keeping, errors } = await openedKeeping(shop)
afterAll(() => keeping.close())

async function ran() {
  await shop.insights.askRun('refresh', 'anna')
  await untilIdle(shop, keeping)
  expect(errors).toEqual([])
  return (await shop.insights.reports.read(clustersReport, {})).result
}

const written = () =>
  rows(
    shop.db,
    sql<{ cluster: string | null; members: number }>`
      select cluster, count(*)::int as members from insight_members group by 1 order by 1`,
  )

test('too few are not grouped; who comes often for little and who comes rarely for much are two groups, named alike later', async () => {
  const often = await shop.member()
  await shop.buy(often, 'G-first', 3_000)
  expect(await ran()).toMatchObject({ missing: { code: 'insights.too-few-to-group' }, verdict: null, clusters: [] })
  expect(await written()).toEqual([{ cluster: null, members: 1 }])

  for (let count = 0; count < 35; count += 1)
    await shop.buy(await shop.member(), `G-rare-${count}`, 900_000 + 1_000 * count)
  shop.clock.set(asInstant(shop.clock.now() + 60 * 86_400_000))
  const many = [often]
  while (many.length < 70) many.push(await shop.member())
  for (const [place, memberId] of many.entries())
    for (let count = 0; count < 2; count += 1) await shop.buy(memberId, `G-often-${place}-${count}`, 3_000 + 10 * place)
  const first = await ran()
  expect(first).toMatchObject({ people: 105, missing: null, verdict: 'convincing' })
  expect(first).toMatchObject({
    clusters: [
      { name: 'A', moved: null, people: 70 },
      { name: 'B', people: 35 },
    ],
  })
  expect(await written()).toEqual([
    { cluster: 'A', members: 70 },
    { cluster: 'B', members: 35 },
  ])

  expect(await ran()).toMatchObject({ clusters: [{ name: 'A', moved: expect.closeTo(0, 6) }, { name: 'B' }] })
})
