/** Jobs that really fail, done by real workers: how they are told of, run again and given up. */
import { Logger, quickAddJob, runMigrations, runOnce } from 'graphile-worker'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { appFor } from '../../tests/support/callers.ts'
import { testDatabase } from '../../tests/support/database.ts'
import { asInstant } from '../base/time.ts'
import { systemClock } from '../platform/clock.ts'
import { systemIds } from '../platform/ids.ts'
import { startWorkers } from '../platform/jobs.ts'
import { silentLog } from '../platform/log.ts'
import { rows } from '../platform/postgres/database.ts'
import { backgroundRoutes } from './routes.ts'
import { causeOf, hasRecovered, standsStill } from './rules.ts'
import { nextTime, schedule } from './schedule.ts'
import { backgroundService } from './service.ts'

const { db, url, pool } = await testDatabase()
/** The workers live in the real time; how far the house is ahead of it. */
let ahead = 0
const clock = { now: () => asInstant(systemClock.now() + ahead) }
const background = backgroundService({ db, clock, ids: systemIds })
const app = appFor({ operator: ['jobs.run'], cashier: ['orders.read'] })
backgroundRoutes(app, { background })
await app.ready()
/** What fails here is meant to. */
const logger = new Logger(() => () => {})

const call = async (method: 'GET' | 'POST', path: string, payload?: object, as = 'operator') => {
  const answer = await app.inject({
    method,
    url: path,
    headers: { authorization: as },
    ...(payload === undefined ? {} : { payload }),
  })
  return { status: answer.statusCode, text: answer.body, body: answer.body === '' ? {} : answer.json() }
}
const task = async (name: string) => (await background.overview()).tasks.find((each) => each.task === name)

/** Whether the job's work goes wrong. */
const work = { broken: true, done: 0 }
const tasks = {
  housekeeping: async () => {
    if (work.broken)
      throw new Error('could not extend file "base/1/2": wrote only 4096 of 8192 bytes for +8613800138000')
    work.done += 1
  },
}
/** Until none waits or is at work: the workers note the end of a job a moment after it. */
async function doJobs(): Promise<void> {
  const done = async () => {
    await runOnce({ pgPool: pool, taskList: tasks, noHandleSignals: true, logger })
    const open = await rows(
      db,
      sql`select id from graphile_worker.jobs where attempts < max_attempts or locked_at is not null`,
    )
    return open.length
  }
  await expect.poll(done, { timeout: 20_000 }).toBe(0)
}

describe('before any worker ran', () => {
  test('nothing waits, and the work is said to stand still', async () => {
    expect((await call('GET', '/v1/jobs')).body.standsStill).toBe(false)
    ahead = 6 * 60_000
    const { body } = await call('GET', '/v1/jobs')
    ahead = 0
    expect(body).toMatchObject({ standsStill: true, heardAt: null, running: [] })
    expect(body.tasks.map((each: { task: string }) => each.task)).toEqual([
      'minutely',
      'bulk',
      'nightly',
      'gifts',
      'housekeeping',
    ])
    expect((await call('GET', '/v1/jobs/failed')).body).toEqual({ items: [], nextCursor: null })
    expect((await call('POST', '/v1/jobs/1/run')).body.code).toBe('job.unknown')
  })
})

describe('a job that fails', () => {
  test('is told of with a cause, without a word of its error or of what it was about', async () => {
    await runMigrations({ pgPool: pool, logger })
    await quickAddJob({ pgPool: pool, logger }, 'housekeeping', { phone: '+8613800138000' }, { maxAttempts: 1 })
    // Postgres counts finer than milliseconds.
    ahead = 1_000
    expect(await task('housekeeping')).toMatchObject({ waiting: 1, failed: 0 })
    ahead = 0
    await doJobs()
    expect(await task('housekeeping')).toMatchObject({ waiting: 0, failed: 1, recovered: false })
    const { body, text } = await call('GET', '/v1/jobs/failed')
    expect(body.items).toMatchObject([{ task: 'housekeeping', attempts: 1, cause: 'disk-full', recovered: false }])
    expect(text).not.toContain('13800138000')
    expect(text).not.toContain('extend file')
  })

  test('is run again by a person, and is gone when it is done', async () => {
    const [{ jobId }] = (await call('GET', '/v1/jobs/failed')).body.items
    expect((await call('POST', `/v1/jobs/${jobId}/run`)).status).toBe(204)
    expect((await call('POST', `/v1/jobs/${jobId}/run`)).body.code).toBe('job.not-failed')
    await doJobs()
    expect(await task('housekeeping')).toMatchObject({ failed: 1 })
    work.broken = false
    expect((await call('POST', `/v1/jobs/${jobId}/run`)).status).toBe(204)
    await doJobs()
    expect(work.done).toBe(1)
    expect(await task('housekeeping')).toMatchObject({ failed: 0, waiting: 0 })
    expect((await call('POST', `/v1/jobs/${jobId}/run`)).body.code).toBe('job.unknown')
  })

  test('is given up, one or all of a task', async () => {
    work.broken = true
    for (let count = 0; count < 3; count += 1)
      await quickAddJob({ pgPool: pool, logger }, 'housekeeping', {}, { maxAttempts: 1 })
    await doJobs()
    const page = (await call('GET', '/v1/jobs/failed?limit=2')).body
    expect(page.items).toHaveLength(2)
    const rest = (await call('GET', `/v1/jobs/failed?limit=2&cursor=${page.nextCursor}`)).body
    expect(rest).toMatchObject({ items: [{ task: 'housekeeping' }], nextCursor: null })
    expect((await call('POST', `/v1/jobs/${page.items[0].jobId}/give-up`)).status).toBe(204)
    expect((await call('POST', `/v1/jobs/${page.items[0].jobId}/give-up`)).body.code).toBe('job.unknown')
    expect((await call('POST', '/v1/jobs/give-up-failed', { task: 'nightly' })).body).toEqual({ count: 0 })
    expect((await call('POST', '/v1/jobs/give-up-failed', { task: 'housekeeping' })).body).toEqual({ count: 2 })
    expect(await task('housekeeping')).toMatchObject({ failed: 0 })
  })

  test('is forgotten after 30 days', async () => {
    await quickAddJob({ pgPool: pool, logger }, 'housekeeping', {}, { maxAttempts: 1 })
    await doJobs()
    await background.forgetOld()
    expect(await task('housekeeping')).toMatchObject({ failed: 1 })
    ahead = 31 * 86_400_000
    await background.forgetOld()
    expect(await task('housekeeping')).toMatchObject({ failed: 0 })
    ahead = 0
  })

  test('is nobody’s to see who lacks the right', async () => {
    expect((await call('GET', '/v1/jobs', undefined, 'cashier')).status).toBe(403)
  })
})

test('with workers that really run it is known that they do, and what they look at next', async () => {
  const done: string[] = []
  const each = (name: string) => async () => void done.push(name)
  const workers = await startWorkers({
    ...{ url, log: silentLog() },
    jobs: {
      tasks: {
        minutely: each('minutely'),
        bulk: each('bulk'),
        nightly: each('nightly'),
        gifts: each('gifts'),
        housekeeping: each('housekeeping'),
      },
      schedule,
    },
  })
  // The workers remember when each task was due last; a minute ago stands for the minute that a test does not wait for.
  const minute = asInstant(Math.floor(systemClock.now() / 60_000) * 60_000 - 60_000)
  await expect
    .poll(() =>
      sql`update graphile_worker._private_known_crontabs set last_execution = to_timestamp(${minute / 1_000}) where identifier = 'minutely'`
        .execute(db)
        .then(({ numAffectedRows }) => Number(numAffectedRows)),
    )
    .toBe(1)
  await workers.stop()
  const { standsStill: still, heardAt, tasks: known } = await background.overview()
  expect({ still, heard: (heardAt ?? 0) >= minute }).toEqual({ still: false, heard: true })
  expect(known.find((one) => one.task === 'minutely')?.nextAt).toBeGreaterThan(minute)
  ahead = 10 * 60_000
  expect((await background.overview()).standsStill).toBe(true)
})

describe('what is thought of it', () => {
  const at = (text: string) => asInstant(Temporal.Instant.from(text).epochMilliseconds)

  test('a repeated task comes next at the minute that its line says', () => {
    expect(nextTime('minutely', at('2026-03-01T08:00:30Z'))).toBe(at('2026-03-01T08:01:00Z'))
    expect(nextTime('nightly', at('2026-03-01T08:05:00Z'))).toBe(at('2026-03-01T08:10:00Z'))
    expect(nextTime('housekeeping', at('2026-02-28T03:17:00Z'))).toBe(at('2026-03-01T03:17:00Z'))
    expect(nextTime('another', at('2026-03-01T08:00:00Z'))).toBeUndefined()
  })

  test('a failure is over when the next time left no job behind', () => {
    const next = at('2026-03-01T08:01:00Z')
    const [before, after] = [at('2026-03-01T08:00:00Z'), at('2026-03-01T08:02:00Z')]
    expect(hasRecovered({ next, lookedAt: after, unfinished: [] })).toBe(true)
    expect(hasRecovered({ next, lookedAt: after, unfinished: [after] })).toBe(true)
    expect(hasRecovered({ next, lookedAt: next, unfinished: [next] })).toBe(false)
    expect(hasRecovered({ next, lookedAt: before, unfinished: [] })).toBe(false)
    expect(hasRecovered({ next: undefined, lookedAt: after, unfinished: [] })).toBe(false)
  })

  test('an error is read for its cause', () => {
    expect(causeOf('connect ECONNREFUSED 127.0.0.1:5432')).toBe('database-away')
    expect(causeOf('terminating connection due to administrator command')).toBe('database-away')
    expect(causeOf('deadlock detected')).toBe('collision')
    expect(causeOf('canceling statement due to statement timeout')).toBe('timeout')
    expect(causeOf('JavaScript heap out of memory')).toBe('memory')
    expect(causeOf('x is not a function')).toBe('unexpected')
    expect(causeOf(null)).toBe('unexpected')
  })

  test('five minutes of silence are too long', () => {
    const now = at('2026-03-01T08:00:00Z')
    expect(standsStill(asInstant(now - 300_000), now)).toBe(false)
    expect(standsStill(asInstant(now - 300_001), now)).toBe(true)
  })
})
