/** The insights process over a real house: reports asked for and made, figures of members, settings, runs, and what a crash leaves. */
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { appFor } from '../../tests/support/callers.ts'
import { at, testShop } from '../../tests/support/shop.ts'
import { rows } from '../platform/postgres/database.ts'
import { openedKeeping, untilIdle } from './keeping.fixture.ts'
import { insightRoutes } from './routes.ts'

const shop = await testShop(at('2026-03-01T02:00:00Z'))
const app = appFor({ analyst: ['insights.read', 'insights.manage', 'members.read'], till: ['orders.write'] })
insightRoutes(app, shop)
await app.ready()

let { keeping, path, errors } = await openedKeeping(shop)
afterAll(() => keeping.close())

const done = () => untilIdle(shop, keeping)

async function call(method: 'GET' | 'POST' | 'PUT', url: string, payload?: object, as = 'analyst') {
  const answer = await app.inject({ method, url, headers: { authorization: as }, ...(payload && { payload }) })
  return { status: answer.statusCode, body: answer.json() }
}

async function told(name: string) {
  await call('GET', `/v1/insights/${name}`)
  await done()
  return (await call('GET', `/v1/insights/${name}`)).body
}

describe('reports', () => {
  test('one is asked for by looking, made by the process, and kept until there is something newer', async () => {
    expect((await call('GET', '/v1/insights/rfm')).body).toMatchObject({ state: 'making', result: null, madeAt: null })
    await done()
    expect((await call('GET', '/v1/insights/rfm')).body).toMatchObject({
      state: 'ready',
      result: { people: 0, missing: { code: 'insights.nobody-bought' }, cells: [] },
    })
    const [rich, poor] = [await shop.member(), await shop.member()]
    await shop.buy(rich, 'R-1', 90_000)
    await shop.buy(rich, 'R-2', 80_000)
    await shop.buy(poor, 'P-1', 1_000, { placedAt: at('2025-12-01T00:00:00Z') })
    await call('POST', '/v1/insights/runs', { kind: 'refresh' })
    const { state, result } = await told('rfm')
    expect(state).toBe('ready')
    expect(result).toMatchObject({ people: 2, currency: 'CNY', missing: null })
    expect(result.cells.map(({ people, monetaryMinor }: Cell) => [people, monetaryMinor])).toEqual([
      [1, 170_000],
      [1, 1_000],
    ])
    expect(result.months).toHaveLength(6)
    expect(result.months.at(-1).moves.reduce((sum: number, { people }: Cell) => sum + people, 0)).toBe(2)
    expect(errors).toEqual([])
  })

  test('what cannot be made says so, what was there before stays, and looking again does not ask at once', async () => {
    const before = (await call('GET', '/v1/insights/rfm')).body
    await sql`update insight_reports set asked_at = now(), attempts = 3 where name = 'rfm'`.execute(shop.db)
    await done()
    const after = (await call('GET', '/v1/insights/rfm')).body
    expect(after).toMatchObject({ state: 'failed', problem: 'ended-the-process', result: before.result })
    expect((await call('GET', '/v1/insights/rfm')).body.state).toBe('failed')
    shop.clock.set((shop.clock.now() + 61_000) as ReturnType<typeof shop.clock.now>)
    expect(await told('rfm')).toMatchObject({ state: 'ready', problem: null })
  })

  test('needs the right, and refuses what it does not know', async () => {
    expect((await call('GET', '/v1/insights/rfm', undefined, 'till')).status).toBe(403)
    expect((await call('POST', '/v1/insights/runs', { kind: 'everything' })).status).toBe(422)
  })
})

type Cell = { people: number; monetaryMinor: number }

describe('figures of members', () => {
  test('a run writes what changed and nothing else; merged records are one person', async () => {
    const [one, other] = [await shop.member(), await shop.member()]
    await shop.buy(one, 'F-1', 5_000)
    await shop.buy(other, 'F-2', 500_000)
    await ran()
    const { body } = await call('GET', `/v1/members/${other}/insights`)
    expect(body).toMatchObject({ rfm: { monetary: 5 }, firstOn: '2026-03-01' })
    const stamped = () =>
      rows(
        shop.db,
        sql<{ memberId: string; madeAt: number }>`
          select member_id as "memberId", made_at as "madeAt" from insight_members order by 1`,
      )
    const before = await stamped()
    expect((await ran()).changed).toBe(0)
    expect(await stamped()).toEqual(before)
    await shop.merging.merge({ from: other, into: one, reason: 'same', by: { kind: 'staff', id: 'anna' } })
    expect((await ran()).changed).toBeGreaterThan(0)
    expect((await call('GET', `/v1/members/${one}/insights`)).body.rfm).toMatchObject({ monetary: 5 })
    expect((await stamped()).map(({ memberId }) => memberId)).not.toContain(other)
  })

  test('a process that dies goes on where it was, and a rebuilt copy says the same', async () => {
    const figures = () => rows(shop.db, sql`select * from insight_members order by member_id`)
    const before = await figures()
    await keeping.close()
    ;({ keeping, errors } = await openedKeeping(shop, path))
    expect((await ran()).changed).toBe(0)
    await call('POST', '/v1/insights/runs', { kind: 'rebuild' })
    await done()
    const { body } = await call('GET', '/v1/insights')
    expect(body).toMatchObject({ running: true, behind: 0, doing: null })
    expect(body.runs[0]).toMatchObject({ kind: 'rebuild', problem: null })
    expect(await figures()).toEqual(before.map((each) => ({ ...(each as object), made_at: expect.anything() })))
    expect(errors).toEqual([])
  })
})

test('a run that waits is not asked for twice, not even at the same moment; one at work may have read too early and is followed by another', async () => {
  const asked = async () => (await call('POST', '/v1/insights/runs', { kind: 'refresh' })).body.runId
  const [waiting, ...others] = new Set(await Promise.all([asked(), asked(), asked(), asked()]))
  expect(others).toEqual([])
  await sql`update insight_runs set started_at = now() where run_id = ${waiting}::uuid`.execute(shop.db)
  const following = await asked()
  expect(following).not.toBe(waiting)
  await done()
  const { runs } = (await call('GET', '/v1/insights')).body
  expect(runs.slice(0, 2)).toEqual(
    [following, waiting].map((runId) => expect.objectContaining({ runId, problem: null })),
  )
})

/** Everything made anew. */
async function ran() {
  await call('POST', '/v1/insights/runs', { kind: 'refresh' })
  await done()
  const [newest] = (await call('GET', '/v1/insights')).body.runs
  expect(newest).toMatchObject({ problem: null, endedAt: expect.anything() })
  return newest
}

describe('settings', () => {
  const path = '/v1/insights/settings/rfm-segments'

  test('are as they came until somebody sets them, and two who set them do not overrule each other', async () => {
    const { body } = await call('GET', path)
    expect(body).toMatchObject({ revision: 0, changedBy: null })
    const everybody = { from: 1, to: 5 }
    const whole = { recency: everybody, frequency: everybody, monetary: everybody }
    const value = [{ code: 'all', name: { en: 'Everybody', 'zh-CN': '所有人' }, ...whole }]
    const both = await Promise.all([
      call('PUT', path, { revision: 0, value }),
      call('PUT', path, { revision: 0, value }),
    ])
    expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 412])
    expect((await told('rfm')).result.segments).toMatchObject([{ code: 'all', people: 3 }])
    const twice = [...value, ...value]
    expect((await call('PUT', path, { revision: 1, value: twice })).body.code).toBe('insights.segment-twice')
    const gap = [{ ...value[0], recency: { from: 2, to: 5 } }]
    expect((await call('PUT', path, { revision: 1, value: gap })).body).toMatchObject({
      code: 'insights.segments-leave-out',
      facts: { r: 1, f: 1, m: 1 },
    })
    expect((await call('PUT', path, { revision: 1, value: [] })).status).toBe(422)
    expect((await call('PUT', path, { revision: 1, value: body.value })).body).toMatchObject({ revision: 2 })
  })
})
