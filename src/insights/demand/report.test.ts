/** The report over a real house: the copy, the process that makes it, the route. */
import { expect, test } from 'vitest'
import { at } from '../../../tests/support/shop.ts'
import { asInstant } from '../../base/time.ts'
import { reportingShop } from '../reports/reporting.fixture.ts'

// A Thursday, three days and a half into a week that began on Sunday at four in the afternoon by universal time.
const now = at('2026-03-12T04:00:00Z')
const { shop, call, told, refreshed } = await reportingShop(now)

const HOUR = 3_600_000
const WEEK = 7 * 24 * HOUR
/** Monday of the running week at ten in the morning in Shanghai. */
const monday = at('2026-03-09T02:00:00Z')
const WEEKS = 112
/** A year's season in weeks, exactly: last year's figures are all that is to know. */
const wanted = (week: number) => 50 + Math.round(30 * Math.sin((week * 2 * Math.PI) / 52)) + (week % 52 < 8 ? week : 0)

test('units are forecast, stocked and served by those who are there', async () => {
  expect((await told('demand')).result).toMatchObject({
    ...{ missing: { code: 'insights.nothing-sold' }, series: [], staff: { hours: [] } },
    staff: { missing: { code: 'insights.no-orders-at-stores' } },
  })
  await shop.catalogue.putCategories([{ code: 'drinks', name: 'Drinks' }])
  await shop.catalogue.putProducts([
    { sku: 'tea', name: 'Green tea', translations: { 'zh-CN': '绿茶' }, category: 'drinks' },
  ])
  const member = await shop.member()
  for (let week = 0; week < WEEKS; week += 1)
    await order({ week, member: week % 2 === 0 ? member : null, lines: [tea(wanted(week))] })
  // A late starter, and what is sold in the running week.
  for (let week = WEEKS - 5; week < WEEKS; week += 1)
    await order({ week, member: null, lines: [{ sku: 'cup', quantity: 2, amountMinor: 900 }], number: 'cup' })
  await order({ week: WEEKS, member: null, lines: [tea(999)] })
  // Every fourth week one pot.
  for (let week = WEEKS - 60; week < WEEKS; week += 4)
    await order({ week, member, lines: [{ sku: 'pot', quantity: 1, amountMinor: 19_900 }], number: 'pot', hours: 1 })
  // At another store, two weeks before.
  await order({ week: WEEKS - 2, member, lines: [tea(7)], number: 'other', store: 'S2' })
  await refreshed()

  const { result } = await told('demand?store=S1')
  expect(result.missing).toBeNull()
  expect([result.whole, result.starts.length]).toEqual([WEEKS, WEEKS + 8])
  expect(result.starts[WEEKS]).toBe('2026-03-09')
  const [green, cup, pot] = result.series
  expect(green).toMatchObject({
    code: 'tea',
    name: 'Green tea',
    translations: { 'zh-CN': '绿茶' },
    first: 0,
    slow: false,
  })
  expect(green.units).toEqual(Array.from({ length: WEEKS }, (_, week) => wanted(week)))
  expect(green).toMatchObject({ season: 52, needs: null, recent: lastOf(13) })
  expect(green.forecast.steps).toHaveLength(8)
  for (const { mean, low, high } of green.forecast.steps) {
    expect(low).toBeLessThanOrEqual(mean)
    expect(high).toBeGreaterThanOrEqual(mean)
  }
  expect(green.stock.level).toBeGreaterThanOrEqual(green.stock.expected)
  expect(cup).toMatchObject({ code: 'cup', name: null, first: WEEKS - 5, units: [2, 2, 2, 2, 2], recent: 10 })
  expect(cup).toMatchObject({ needs: 12, forecast: null, stock: null, season: null })
  expect(pot).toMatchObject({ code: 'pot', first: WEEKS - 60, slow: true, season: null, needs: null })
  expect(pot.forecast).toMatchObject({ method: 'counted', against: 'untested', mase: null })
  for (const { mean, low, high } of pot.forecast.steps) {
    expect([low, high]).toEqual([0, 1])
    expect(mean).toBeGreaterThan(0.1)
    expect(mean).toBeLessThan(0.5)
  }
  expect(pot.stock).toMatchObject({ level: 1 })

  // More certainty and a longer way never need less.
  const { result: sure } = await told('demand?store=S1&service=0.99&leadDays=21&horizon=2')
  expect(sure.series[0].forecast.steps).toHaveLength(2)
  expect(sure.series[0].stock.level).toBeGreaterThan(2 * green.stock.level)
  expect(sure.series[0].stock.expected).toBeGreaterThan(2 * green.stock.expected)

  // Every store, by category and month: a season of twelve months, of 26 that are over.
  const { result: months } = await told('demand?level=category&step=month')
  const [drinks] = months.series
  expect(drinks).toMatchObject({ code: 'drinks', name: 'Drinks', season: 12 })
  expect(drinks.units.reduce((sum: number, units: number) => sum + units, 0)).toBeGreaterThan(lastOf(WEEKS) - 300)
  expect(months.starts[months.whole]).toBe('2026-03-01')
  expect(months.series).toHaveLength(1)
})

test('staff follows the hours at which orders come, and a store that is new waits', async () => {
  const { result } = await told('demand?store=S1&ordersAnHour=4')
  expect(result.staff).toMatchObject({ missing: null, weeks: 12, stores: 1, storesTooNew: 0, from: '2025-12-15' })
  expect(result.staff.hours).toHaveLength(168)
  // Ten on Monday; the cups of five of the twelve weeks come beside.
  expect(result.staff.hours[10]).toMatchObject({ hour: 10, orders: 17 / 12, staff: 2 })
  expect(result.staff.hours[10].inTime).toBeGreaterThanOrEqual(0.8)
  expect(result.staff.hours.filter(({ staff }: { staff: number }) => staff > 0)).toHaveLength(2)
  expect((await told('demand?store=S1&ordersAnHour=60')).result.staff.hours[10].staff).toBe(1)
  expect((await told('demand?store=S2')).result.staff).toMatchObject({
    ...{ missing: { code: 'insights.weeks-too-few' }, stores: 0, storesTooNew: 1, hours: [] },
  })
  expect((await told('demand?store=S9')).result.missing).toMatchObject({ code: 'insights.nothing-sold' })
  expect((await call('GET', '/v1/insights/demand?horizon=27')).status).toBe(422)
  expect((await call('GET', '/v1/insights/demand?level=brand')).status).toBe(422)
})

const tea = (quantity: number) => ({ sku: 'tea', quantity, amountMinor: 100 * quantity })

function lastOf(weeks: number): number {
  return Array.from({ length: weeks }, (_, back) => wanted(WEEKS - 1 - back)).reduce((sum, units) => sum + units, 0)
}

async function order(given: {
  readonly week: number
  readonly member: Awaited<ReturnType<typeof shop.member>> | null
  readonly lines: Parameters<typeof shop.order>[1]
  readonly number?: string
  readonly store?: string
  /** After ten in the morning. */ readonly hours?: number
}): Promise<void> {
  const { week, member, lines, number = 'order', store = 'S1', hours = 0 } = given
  const placedAt = asInstant(monday - (WEEKS - week) * WEEK + hours * HOUR)
  const input = shop.order(`${number}-${week}`, lines, { placedAt, store })
  await shop.orders.put({ memberId: member, status: 'confirmed', input })
}
