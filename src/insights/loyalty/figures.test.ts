/** The loyalty index of members through the insights process, and its report. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { at, testShop } from '../../../tests/support/shop.ts'
import type { MemberId } from '../../base/ids.ts'
import { asInstant } from '../../base/time.ts'
import { openedKeeping, untilIdle } from '../keeping.fixture.ts'
import { loyaltyReport } from './report.ts'
import { weightsSetting } from './weights.ts'

const DAY = 86_400_000
const shop = await testShop(at('2026-01-01T02:00:00Z'))
const { keeping, errors } = await openedKeeping(shop)
afterAll(() => keeping.close())

async function ran(): Promise<void> {
  await shop.insights.askRun('refresh', 'anna')
  await untilIdle(shop, keeping)
  expect(errors).toEqual([])
}

async function report() {
  await shop.insights.reports.read(loyaltyReport, {})
  await expect.poll(keeping.turn, { timeout: 60_000 }).toBe(false)
  return (await shop.insights.reports.read(loyaltyReport, {})).result
}

const members: MemberId[] = []

beforeAll(async () => {
  for (let count = 0; count < 5; count += 1) members.push(await shop.member())
})

test('as long as all are alike nobody has an index, and the report says why', async () => {
  await ran()
  expect(await report()).toMatchObject({ missing: { code: 'insights.nobody-bought' }, members: 5 })
  expect((await shop.insights.figures(members[0] ?? ('' as MemberId)))?.loyalty ?? null).toBeNull()
})

test('then the index is told with its parts, and the report says what it is made of and who moved', async () => {
  for (const [place, memberId] of members.entries())
    for (let count = 0; count < place; count += 1) await shop.buy(memberId, `I-${place}-${count}`, 1_000)
  await ran()
  const shown = await Promise.all(members.map((memberId) => shop.insights.figures(memberId)))
  // All bought on one day, so four share the recency of the latest; nobody has redeemed.
  expect(shown.map((one) => one?.loyalty)).toEqual([0, 25, 42, 58, 75])
  expect(shown[4]?.loyaltyParts).toEqual([
    { part: 'recency', percentile: 25, share: 33 },
    { part: 'frequency', percentile: 100, share: 33 },
    { part: 'value', percentile: 100, share: 33 },
  ])
  shop.clock.set(asInstant(shop.clock.now() + 40 * DAY))
  await shop.buy(members[0] ?? ('' as MemberId), 'I-late', 100_000)
  await ran()
  expect(await report()).toMatchObject({
    missing: null,
    ...{ members: 5, withinDays: 365, sinceDays: 30 },
    parts: [
      { part: 'recency', share: expect.closeTo(1 / 3, 9), leftOut: null },
      ...[
        { part: 'frequency', leftOut: null },
        { part: 'value', leftOut: null },
      ],
      ...[{ part: 'engagement', share: 0, leftOut: 'all-alike' }],
      ...[
        { part: 'advocacy', leftOut: 'no-source' },
        { part: 'satisfaction', leftOut: 'no-source' },
      ],
    ],
    up: [{ memberId: members[0], before: 0, parts: [{ points: expect.any(Number) }, {}, {}] }],
    down: expect.arrayContaining([expect.objectContaining({ memberId: members[4] })]),
  })
})

test('other weights hold from the next run on', async () => {
  const value = { ...weightsSetting.initial, recency: 100, frequency: 0, value: 0 }
  await shop.insights.settings.change(weightsSetting, { revision: 0, value, by: 'anna' })
  await ran()
  expect(await shop.insights.figures(members[0] ?? ('' as MemberId))).toMatchObject({
    ...{ loyalty: 100, loyaltyParts: [{ part: 'recency', percentile: 100, share: 100 }] },
  })
})
