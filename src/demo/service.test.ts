import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { at, testShop } from '../../tests/support/shop.ts'
import { Refused } from '../base/refusals.ts'
import type { Instant } from '../base/time.ts'
import { httpApp } from '../platform/http/app.ts'
import { type Database, rows } from '../platform/postgres/database.ts'
import { verify } from '../verification.ts'
import { demoRoutes } from './routes.ts'
import type { Summary } from './service.ts'

const now = at('2026-03-20T04:00:00Z')
const DAY = 86_400_000

async function code(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'nothing was refused'
  } catch (error) {
    if (error instanceof Refused) return error.refusal.refusal
    throw error
  }
}

/** The books without ids and without the instants of recording, which are those of the machine. */
function books(db: Database): Promise<unknown[]> {
  return rows(
    db,
    sql`
      select o.number, o.status, o.placed_at, o.net_minor, o.returned_minor, e.wallet, e.sequence, e.kind, e.direction,
        e.amount, e.balance, e.at
      from orders o left join entries e on e.member_id = o.member_id and e.order_id = o.order_id
      order by o.number, e.wallet, e.sequence`,
  )
}

function without({ seconds: _seconds, ...summary }: Summary) {
  return summary
}

const shop = await testShop(now)
const [first, second, taken, served] = [
  await testShop(now),
  await testShop(now),
  await testShop(now),
  await testShop(now),
]
const app = httpApp({
  authenticate: async (request) => {
    const rights = request.headers.authorization === 'importer' ? (['imports.run'] as const) : ([] as const)
    return { kind: 'key', id: 'key', name: 'key', rights: new Set(rights), stores: 'all' }
  },
})
demoRoutes(app, served)
afterAll(() => app.close())

describe('a sample shop of 300 members', () => {
  let summary: Summary | undefined

  test('is loaded through the rooms, and every law holds afterwards', async () => {
    expect(await shop.demo.status()).toEqual({ state: 'empty', shop: null })
    const heard: number[] = []
    summary = await shop.demo.load({ members: 300 }, ({ done, total }) => heard.push(done / Math.max(1, total)))
    expect(heard.at(-1)).toBe(1)
    const { ok, checks } = await verify(shop.db, shop.programme)
    expect(checks.filter((check) => check.violations > 0)).toEqual([])
    expect(ok).toBe(true)
    expect(shop.errors).toEqual([])
  }, 90_000)

  test('has what its summary says: members on every tier, returns, redemptions, guests', async () => {
    expect(summary).toMatchObject({ members: 300, refused: 0, currency: 'CNY', from: '2024-09-01' })
    const count = async (what: string) =>
      (await rows(shop.db, sql.raw<{ n: number }>(`select count(*) as n from ${what}`)))[0]?.n
    expect(await count('members')).toBe(300)
    expect(await count("orders where status = 'confirmed'")).toBe(summary?.orders)
    expect(await count('guest_orders')).toBe(summary?.guests)
    expect(await count('returns')).toBe(summary?.returns)
    expect(await count("entries where kind = 'redeem' and sequence > 0")).toBe(summary?.redemptions)
    for (const tier of ['regular', 'silver', 'gold', 'diamond']) expect(summary?.tiers[tier], tier).toBeGreaterThan(0)
    expect(Object.values(summary?.tiers ?? {}).reduce((total, members) => total + members, 0)).toBe(300)
    const { earned, redeemed, expired, outstanding } = summary?.points ?? {}
    for (const each of [earned, redeemed, expired, outstanding]) expect(each).toBeGreaterThan(0)
  })

  test('was written in the order in which it happened: nothing is recorded before it was', async () => {
    const early = await rows(shop.db, sql`select 1 from entries where recorded_at < at limit 1`)
    const late = await rows(
      shop.db,
      sql`select 1 from orders where recorded_at > placed_at + interval '7 days' limit 1`,
    )
    expect([early, late]).toEqual([[], []])
  })

  test('lets the nights that follow run without asking', async () => {
    for (const days of [0, 1, 2, 12]) {
      shop.clock.set((now + days * DAY) as Instant)
      expect((await shop.nightly.run()).state).toBe('done')
    }
    expect((await verify(shop.db, shop.programme)).ok).toBe(true)
  })

  test('is refused a second time, with what is there', async () => {
    expect(await code(shop.demo.load({ members: 10 }))).toBe('demo.loaded')
    expect(await shop.demo.status()).toMatchObject({ state: 'done', shop: { members: 300, summary: { members: 300 } } })
  })
})

describe('loading', () => {
  const small = { members: 40, months: 4 }

  test('makes the same books from the same seed, also when it was interrupted and went on', async () => {
    const whole = await first.demo.load(small)
    let stopping: Promise<void> | undefined
    const interrupted = second.demo.load(small, ({ done, total }) => {
      if (done > total / 2) stopping ??= second.demo.stop()
    })
    expect(await code(interrupted)).toBe('demo.stopped')
    await stopping
    expect(await second.demo.status()).toMatchObject({ state: 'interrupted', shop: { members: 40 } })
    // What is asked the second time does not matter: what was begun is finished.
    const resumed = await second.demo.load({ members: 7, seed: 9 })
    expect(without(resumed)).toEqual(without(whole))
    expect(await books(second.db)).toEqual(await books(first.db))
    expect((await verify(second.db, second.programme)).ok).toBe(true)
  }, 60_000)

  test('is refused where there are members, and with figures that make no shop', async () => {
    expect(await code(taken.demo.load({ members: 0 }))).toBe('demo.wish-invalid')
    expect(await code(taken.demo.load({ months: 1.5 }))).toBe('demo.wish-invalid')
    expect(await code(taken.demo.load({ until: (now + DAY) as Instant }))).toBe('demo.until-invalid')
    await taken.member()
    expect(await code(taken.demo.load(small))).toBe('demo.not-empty')
    expect(await taken.demo.status()).toEqual({ state: 'members', shop: null })
  })

  test('is begun over HTTP by whoever may import, goes on in the background, and is not begun twice', async () => {
    const call = (method: 'GET' | 'POST', authorization = 'importer') =>
      app.inject({
        method,
        url: '/v1/demo',
        headers: { authorization },
        ...(method === 'POST' ? { payload: small } : {}),
      })
    expect((await call('POST', 'nobody')).statusCode).toBe(403)
    const begun = await call('POST')
    expect(begun.statusCode).toBe(202)
    expect(begun.json()).toMatchObject({ state: 'running', shop: { members: 40 } })
    expect((await call('POST')).json()).toMatchObject({ code: 'demo.loading' })
    await expect
      .poll(async () => (await call('GET')).json(), { timeout: 30_000, interval: 100 })
      .toMatchObject({ state: 'done', shop: { summary: { members: 40 } } })
    expect((await call('POST')).json()).toMatchObject({ code: 'demo.loaded' })
  }, 40_000)
})
