/** The report over a real house. */
import { expect, test } from 'vitest'
import { at } from '../../../tests/support/shop.ts'
import { asInstant } from '../../base/time.ts'
import { reportingShop } from '../reports/reporting.fixture.ts'

const { shop, call, told, refreshed } = await reportingShop(at('2025-01-05T02:00:00Z'))
const DAY = 86_400_000
const asked = (more: string) => `comparison?from=2025-08-01&to=2025-09-01&days=28&${more}`

test('members who bought in a channel are compared with those who were alike, and what is missing is said', async () => {
  expect((await told(asked('what=redeemed'))).result.missing.code).toBe('insights.nobody-bought')
  const members = await Promise.all(Array.from({ length: 70 }, () => shop.member()))
  shop.clock.set(at('2025-10-20T02:00:00Z'))
  for (const [place, member] of members.entries()) {
    const app = place % 2 === 0
    const buy = (name: string, days: number, channel = 'pos') =>
      shop.buy(member, `${name}-${place}`, 10_000 + (place % 5) * 100, {
        ...{ channel, placedAt: asInstant(at('2025-08-01T02:00:00Z') + days * DAY) },
      })
    await buy('earlier', -50)
    await buy('before', -10)
    await buy('window', 5, app ? 'app' : 'pos')
    await buy('after', 40)
    // Every second one of those who used the app buys once more.
    if (place % 4 === 0) await buy('more', 50)
  }
  await refreshed()
  const { result } = await told(asked('what=channel&which=app'))
  expect(result.missing).toBeNull()
  expect(result.spans).toMatchObject({
    before: { from: '2025-07-04', to: '2025-08-01' },
    after: { from: '2025-09-01', to: '2025-09-29' },
  })
  expect(result.found).toMatchObject({ did: 35, others: 35 })
  const { orders, matched, balance } = result.found
  expect(matched).toBeGreaterThanOrEqual(30)
  expect(orders.did.before).toBe(1)
  expect(orders.others).toEqual({ before: 1, after: 1 })
  expect(orders.mean).toBeGreaterThan(0.4)
  expect(orders.mean).toBeLessThan(0.6)
  expect(orders.low).toBeGreaterThan(0)
  expect(balance.map((one: { feature: string }) => one.feature)).toEqual(['frequency', 'spent', 'recency', 'tenure'])
  expect((await told(asked('what=store&which=S9'))).result.missing).toMatchObject({ code: 'insights.too-few-alike' })
  expect((await told(asked('what=tier&which=gold'))).result.missing).toMatchObject({ code: 'insights.too-few-alike' })
  const late = await told('comparison?what=redeemed&from=2025-08-01&to=2025-09-01')
  expect(late.result.missing).toMatchObject({ code: 'insights.after-not-over' })
  const wrong = await told('comparison?what=redeemed&from=2025-08-01&to=2025-08-01')
  expect(wrong.result.missing.code).toBe('insights.window-upside-down')
  expect((await call('GET', '/v1/insights/comparison?what=luck&from=2025-08-01&to=2025-09-01')).status).toBe(422)
})
