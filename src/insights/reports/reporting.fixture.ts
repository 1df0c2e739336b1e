/** A house with its insights process, and a caller who may read and change everything about insights. */
import { afterAll, expect } from 'vitest'
import { appFor } from '../../../tests/support/callers.ts'
import { testShop } from '../../../tests/support/shop.ts'
import type { Instant } from '../../base/time.ts'
import { openedKeeping, untilIdle } from '../keeping.fixture.ts'
import { insightRoutes } from '../routes.ts'

export async function reportingShop(start: Instant) {
  const shop = await testShop(start)
  const app = appFor({ analyst: ['insights.read', 'insights.manage', 'members.read'] })
  insightRoutes(app, shop)
  await app.ready()
  const { keeping, errors } = await openedKeeping(shop)
  afterAll(() => keeping.close())

  async function call(method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) {
    const headers = { authorization: 'analyst' }
    const answer = await app.inject({ method, url, headers, ...(payload && { payload }) })
    return { status: answer.statusCode, body: answer.json() }
  }

  async function done(): Promise<void> {
    await untilIdle(shop, keeping)
    expect(errors).toEqual([])
  }

  return {
    shop,
    call,
    /** The figures of members, made of what has happened until now. */
    async refreshed(): Promise<void> {
      await call('POST', '/v1/insights/runs', { kind: 'refresh' })
      await done()
    },
    /** The report, made of what has happened until now. */
    async told(name: string) {
      await call('GET', `/v1/insights/${name}`)
      await done()
      return (await call('GET', `/v1/insights/${name}`)).body
    },
  }
}
