/** A house with its insights process, and a caller who may read and change everything about insights. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect } from 'vitest'
import { appFor } from '../../../tests/support/callers.ts'
import { testShop } from '../../../tests/support/shop.ts'
import { asInstant, type Instant } from '../../base/time.ts'
import { insightRoutes } from '../routes.ts'

/** Longer than the process waits between two looks at the facts. */
const A_WHILE = 6_000

export async function reportingShop(start: Instant) {
  const shop = await testShop(start)
  const app = appFor({ analyst: ['insights.read', 'insights.manage', 'members.read'] })
  insightRoutes(app, shop)
  await app.ready()
  const path = join(mkdtempSync(join(tmpdir(), 'regulars-reports-')), 'copy.duckdb')
  const errors: unknown[] = []
  const keeping = await shop.insights.keep({ path, onError: (error) => errors.push(error), megabytes: 256, threads: 1 })
  afterAll(() => keeping.close())

  async function call(method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) {
    const headers = { authorization: 'analyst' }
    const answer = await app.inject({ method, url, headers, ...(payload && { payload }) })
    return { status: answer.statusCode, body: answer.json() }
  }

  /** Facts are read when no older transaction is under way; other tests of the same Postgres have some. */
  async function done(): Promise<void> {
    shop.clock.set(asInstant(shop.clock.now() + A_WHILE))
    await expect.poll(async () => ((await keeping.turn()) ? 'busy' : 'idle'), { timeout: 30_000 }).toBe('idle')
    expect(errors).toEqual([])
  }

  return {
    shop,
    call,
    /** Until the copy has read all that has happened. */
    async refreshed(): Promise<void> {
      const behind = async () => {
        await call('POST', '/v1/insights/runs', { kind: 'refresh' })
        await done()
        return (await call('GET', '/v1/insights')).body.behind
      }
      await expect.poll(behind, { timeout: 30_000 }).toBe(0)
    },
    /** The report, made of what has happened until now. */
    async told(name: string) {
      await call('GET', `/v1/insights/${name}`)
      await done()
      return (await call('GET', `/v1/insights/${name}`)).body
    },
  }
}
