import { sql } from 'kysely'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { publishedIsHere } from '../../../tests/support/published.ts'
import { at, testShop } from '../../../tests/support/shop.ts'
import { openColumns } from '../../platform/duckdb.ts'
import { systemIds } from '../../platform/ids.ts'
import { rows } from '../../platform/postgres/database.ts'
import { prepared } from '../copy/tables.ts'
import { personOf } from '../engines.fixture.ts'
import { tableOf } from '../figures/contributor.ts'
import { onlineRetail } from '../onlineretail.fixture.ts'
import { settingsService } from '../settings/service.ts'
import type { Workshop } from '../workshop.ts'
import { churnFigures } from './figures.ts'
import { churnReport } from './report.ts'
import { churnSetting } from './setting.ts'

const now = at('2011-12-10T00:00:00Z')
const shop = await testShop(now)
const settings = settingsService({ db: shop.db, clock: shop.clock, ids: systemIds })
const columns = await openColumns(':memory:', { megabytes: 512, threads: 2 })
afterAll(columns.close)
await prepared(columns.db)

const workshop = (currency: string | undefined): Workshop => ({
  ...{ copy: columns.db, db: shop.db, rooms: shop, now, zone: shop.programme.at(now).timeZone, currency },
  setting: async (one) => (await settings.read(one)).value,
})

const band = Type.Object({
  ...{ band: Type.String(), from: Type.Number(), to: Type.Number(), people: Type.Number() },
  ...{ expected: Type.Number(), overdue: Type.Number(), yearMinor: Type.Number(), atStakeMinor: Type.Number() },
})
const foremost = Type.Object({
  ...{ memberId: Type.String(), percent: Type.Number(), yearMinor: Type.Number(), atStakeMinor: Type.Number() },
  because: Type.Array(Type.Object({ theme: Type.String(), adds: Type.Number() })),
})
const view = Compile(
  Type.Object({
    ...{ people: Type.Number(), horizonDays: Type.Number(), bands: Type.Array(band), foremost: Type.Array(foremost) },
  }),
)
const whole = Compile(churnReport.result)

async function made(currency: string | undefined) {
  const report = await churnReport.make(workshop(currency), {})
  expect([...whole.Errors(report)]).toEqual([])
  return { report, ...view.Parse(report) }
}

type Figures = { personId: string; churn: number | null; because: string | null; due: string | null }
async function figures(currency: string | undefined): Promise<Figures[]> {
  await churnFigures.make(workshop(currency))
  return rows(
    columns.db,
    sql<Figures>`
      select person_id::varchar as "personId", churn, churn_because as because, due_on as due
      from ${tableOf(churnFigures)} order by person_id`,
  )
}

test('an empty shop is told what is missing, and nothing of anybody', async () => {
  expect((await made(undefined)).report).toMatchObject({
    people: 0,
    used: null,
    missing: { code: 'insights.nobody-bought' },
  })
  expect(await figures(undefined)).toEqual([])
})

describe.skipIf(!publishedIsHere)('Online Retail', () => {
  const gone = personOf(14_646)

  beforeAll(async () => {
    const invoices = await onlineRetail()
    const orders = invoices.map(({ customer, placed, pence }, index) => ({
      ...{ order_id: personOf(index), member_id: personOf(customer), currency: 'GBP', channel: 'web', store: null },
      ...{ placed_ms: at(`${placed}Z`), net_minor: pence },
    }))
    const people = [...new Set(orders.map(({ member_id }) => member_id))].map((member_id) => ({
      ...{ member_id, person_id: member_id, status: member_id === gone ? 'closed' : 'active', joined_ms: 0 },
    }))
    for (const [table, all] of Object.entries({ orders, people }))
      await sql`
        insert into ${sql.table(table)} by name
        select unnest(from_json(${JSON.stringify(all)}::json, json_structure(${JSON.stringify(all)}::json)), recursive := true)`.execute(
        columns.db,
      )
  }, 120_000)

  beforeEach(async () => {
    const { revision } = await settings.read(churnSetting)
    await settings.change(churnSetting, { revision, value: { horizonDays: 90 }, by: 'anna' })
  })

  test('bands, figures of members and those with most at stake tell one story', async () => {
    const report = await made('GBP')
    const told = await figures('GBP')
    expect(report.report).toMatchObject({ used: 'regression', missing: null, keptAway: [], horizonDays: 90 })
    expect(told.map(({ personId }) => personId)).not.toContain(gone)
    expect(told).toHaveLength(report.people)
    for (const { from, to, people } of report.bands)
      expect(told.filter(({ churn }) => churn !== null && churn >= from && churn <= to)).toHaveLength(people)
    expect(report.bands.reduce((sum, { people }) => sum + people, 0)).toBe(report.people)
    for (const { people, expected, from, to, yearMinor, atStakeMinor } of report.bands) {
      expect(expected).toBeGreaterThanOrEqual(Math.floor((people * from) / 100))
      expect(expected).toBeLessThanOrEqual(Math.ceil((people * to) / 100))
      expect(atStakeMinor).toBeLessThanOrEqual(yearMinor)
    }
    expect(report.foremost).toHaveLength(100)
    report.foremost.reduce((before, { atStakeMinor }) => {
      expect(atStakeMinor).toBeLessThanOrEqual(before)
      return atStakeMinor
    }, Number.POSITIVE_INFINITY)
    for (const { memberId, percent, yearMinor, atStakeMinor, because } of report.foremost) {
      expect(told.find(({ personId }) => personId === memberId)?.churn).toBe(percent)
      expect(atStakeMinor).toBe(Math.round((percent * yearMinor) / 100))
      expect(because.length).toBeLessThanOrEqual(3)
      for (const { adds } of because) expect(adds).toBeGreaterThanOrEqual(0.1)
    }
    expect(told.every(({ due }) => due === null || /^201[12]-\d\d-\d\d$/.test(due))).toBe(true)
    expect(told.filter(({ due }) => due !== null).length).toBeGreaterThan(1_000)
    expect(told.every(({ because, churn }) => because === null || churn !== null)).toBe(true)
  }, 120_000)

  test('with a horizon that the history is too short for, how people buy says it, and it is said why', async () => {
    const { revision } = await settings.read(churnSetting)
    await settings.change(churnSetting, { revision, value: { horizonDays: 150 }, by: 'anna' })
    const { report, horizonDays, foremost: most } = await made('GBP')
    expect(horizonDays).toBe(150)
    expect(report).toMatchObject({
      ...{ used: 'buying', missing: null, weights: [] },
      keptAway: [{ code: 'insights.too-short-to-learn' }],
      tried: [{ method: 'buying' }],
    })
    expect(most.every(({ because }) => because.length === 0)).toBe(true)
  }, 120_000)

  test('a horizon beyond half a year is refused', async () => {
    const { revision } = await settings.read(churnSetting)
    await expect(
      settings.change(churnSetting, { revision, value: { horizonDays: 365 }, by: 'anna' }),
    ).rejects.toMatchObject({ refusal: { refusal: 'insights.setting-invalid' } })
  })
})
