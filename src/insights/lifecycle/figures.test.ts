/** Stages of members through the insights process: written, moved, told of as facts, and as a report. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { at, testShop } from '../../../tests/support/shop.ts'
import type { MemberId } from '../../base/ids.ts'
import { asInstant } from '../../base/time.ts'
import { rows } from '../../platform/postgres/database.ts'
import { openedKeeping, untilIdle } from '../keeping.fixture.ts'
import { lifecycleReport } from './report.ts'
import { stages } from './stages.ts'
import { initialThresholds, thresholdsSetting } from './thresholds.ts'

const DAY = 86_400_000
const shop = await testShop(at('2026-01-01T02:00:00Z'))
const { keeping, errors } = await openedKeeping(shop)
afterAll(() => keeping.close())

let orders = 0
const buys = (memberId: MemberId) => {
  orders += 1
  return shop.buy(memberId, `L-${orders}`, 5_000)
}
const later = (days: number) => shop.clock.set(asInstant(shop.clock.now() + days * DAY))

async function ran(): Promise<void> {
  await shop.insights.askRun('refresh', 'anna')
  await untilIdle(shop, keeping)
  expect((await shop.insights.status()).runs[0]).toMatchObject({ problem: null, endedAt: expect.anything() })
  expect(errors).toEqual([])
}

async function report() {
  await shop.insights.reports.read(lifecycleReport, {})
  await expect.poll(keeping.turn, { timeout: 60_000 }).toBe(false)
  return (await shop.insights.reports.read(lifecycleReport, {})).result
}

const moved = () =>
  rows(
    shop.db,
    sql<{ memberId: MemberId; from: string; to: string }>`
      select member_id as "memberId", data ->> 'from' as "from", data ->> 'to' as "to" from facts
      where kind = 'insight.stage-changed' order by position`,
  )

const weekly: MemberId[] = []
let once: MemberId
let never: MemberId

describe('a shop whose members come every week', () => {
  beforeAll(async () => {
    for (let count = 0; count < 12; count += 1) weekly.push(await shop.member())
    once = await shop.member()
    never = await shop.member()
    await buys(once)
  })

  test('cannot tell stages before it knows a rhythm, and says why', async () => {
    await ran()
    expect(await report()).toMatchObject({ people: 14, missing: { code: 'insights.too-few-gaps' }, stages: [] })
    expect((await shop.insights.figures(once))?.stage ?? null).toBeNull()
  })

  test('then each member stands in one, since a day and with reasons', async () => {
    for (let week = 0; week < 4; week += 1) {
      for (const memberId of weekly) await buys(memberId)
      later(7)
    }
    await ran()
    expect(await shop.insights.figures(weekly[0] ?? never)).toMatchObject({
      ...{ stage: 'active', stageSince: '2026-01-15' },
      stageBecause: [{ kind: 'in-rhythm', last: '2026-01-22', usualDays: 7, own: true }],
    })
    expect(await shop.insights.figures(once)).toMatchObject({ stage: 'at-risk', stageSince: '2026-01-16' })
    expect(await shop.insights.figures(never)).toMatchObject({
      ...{ stage: 'prospect', stageSince: '2026-01-01', stageBecause: [{ kind: 'not-bought', joined: '2026-01-01' }] },
    })
    const result = await report()
    expect(result).toMatchObject({ people: 14, missing: null, rhythm: { usualDays: expect.closeTo(7, 6), gaps: 36 } })
    expect(result).toMatchObject({ model: null, withoutModel: { code: 'insights.too-few-customers' } })
    expect(result).toMatchObject({ months: expect.objectContaining({ length: 13 }) })
  })

  test('who stays away is at risk, and a fact says so; the others are not written again', async () => {
    const before = await moved()
    const [gone, ...others] = weekly
    later(8)
    for (const memberId of others) await buys(memberId)
    await ran()
    expect((await moved()).slice(before.length)).toEqual([{ memberId: gone, from: 'active', to: 'at-risk' }])
    expect(await report()).toMatchObject({
      lately: { moves: [{ from: 'active', to: 'at-risk', people: 1 }] },
      stages: stages.map((stage) => ({
        stage,
        people: { prospect: 1, 'at-risk': 2, active: 11 }[String(stage)] ?? 0,
      })),
    })
    await buys(gone ?? never)
    await ran()
    expect((await moved()).slice(before.length + 1)).toEqual([{ memberId: gone, from: 'at-risk', to: 'active' }])
  })

  test('other thresholds hold from the next run on; impossible ones are refused', async () => {
    const { settings } = shop.insights
    const wrong = { ...initialThresholds, loyalKept: 9 }
    await expect(settings.change(thresholdsSetting, { revision: 0, value: wrong, by: 'anna' })).rejects.toMatchObject({
      refusal: { refusal: 'insights.thresholds-out-of-order', facts: { smaller: 'loyalKept' } },
    })
    const calmer = { ...initialThresholds, leastQuietDays: 60 }
    await settings.change(thresholdsSetting, { revision: 0, value: calmer, by: 'anna' })
    await ran()
    expect(await shop.insights.figures(once)).toMatchObject({ stage: 'activating' })
  })
})
