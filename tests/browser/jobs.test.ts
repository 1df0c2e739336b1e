/** Background work that really fails: the operator is told on the first page, sees why, mends it, and runs it again. */
import { quickAddJob } from 'graphile-worker'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { rows } from '../../src/platform/postgres/database.ts'
import { violations } from '../support/axe.ts'
import { photograph } from '../support/browser.ts'
import { ownedConsole } from '../support/console.ts'
import { testDatabase } from '../support/database.ts'

const { db, pool, url } = await testDatabase()
const shop = await ownedConsole('jobs', { DATABASE_URL: url })
const { page, troubles } = await shop.open({ width: 1280, scheme: 'light', language: 'zh-CN' })
const button = (name: string) => page.getByRole('button', { name, exact: true })

async function looks(name: string): Promise<void> {
  for (const width of [1440, 768]) {
    await page.setViewportSize({ width, height: 860 })
    expect({ name, width, beyond: await photograph(page, `${name}-${width}`) }).toMatchObject({ beyond: 0 })
  }
  await page.setViewportSize({ width: 1280, height: 860 })
}

/** Jobs that clear away, in one state or in any. */
async function jobs(which: 'failed' | 'all'): Promise<number> {
  const found = await rows(
    db,
    sql`
      select id from graphile_worker.jobs
      where task_identifier = 'housekeeping' and (${which} = 'all' or (attempts >= max_attempts and locked_at is null))`,
  )
  return found.length
}

/** What clears away does not find what it looks for. */
async function breakIt(): Promise<void> {
  await sql`alter table webhook_deliveries rename column made_at to made_when`.execute(db)
}
async function mend(): Promise<void> {
  await sql`alter table webhook_deliveries rename column made_when to made_at`.execute(db)
}

test('while nothing failed the page says so, shows what is due next, and draws the nights', async () => {
  await page.goto('/jobs')
  await page.getByText('没有失败的任务').waitFor()
  await page.getByRole('row', { name: /每分钟任务/ }).waitFor()
  // The workers ask at each fifth minute; what the run does is told in its own tests.
  await sql`
    insert into nightly_runs (run_id, until, state, expiring, settled, started_at, finished_at)
    select gen_random_uuid(), night, 'done', '[]', 40, night, night
    from generate_series(timestamptz '2026-01-01', '2026-02-18', interval '1 day') as night`.execute(db)
  await sql`
    insert into nightly_runs (run_id, until, state, expiring, settled, started_at)
    values (gen_random_uuid(), '2026-02-19', 'waiting', '[{"wallet":"points","due":90,"all":100}]', 0, '2026-02-19')`.execute(
    db,
  )
  await page.reload()
  await page.locator('.nights .night').nth(49).waitFor()
  await looks('jobs-empty-zh')
})

test('a job that failed is told on the first page, and can be run again when its cause is mended', async () => {
  await breakIt()
  await quickAddJob({ pgPool: pool }, 'housekeeping', {}, { maxAttempts: 1 })
  await expect.poll(() => jobs('failed'), { timeout: 20_000 }).toBe(1)
  await page.goto('/')
  await page.getByText('“清理任务”失败').waitFor()
  await photograph(page, 'jobs-home-zh')
  await page.locator('.attention', { hasText: '清理任务' }).getByRole('link', { name: '查看' }).click()
  await page.getByText('意料之外的错误。').waitFor()
  await looks('jobs-failed-zh')
  expect(await violations(page)).toEqual([])
  await mend()
  await button('重新执行').click()
  await page.getByText('没有失败的任务').waitFor()
  await expect.poll(() => jobs('all'), { timeout: 20_000 }).toBe(0)
})

test('several are given up together, in English as well', async () => {
  await breakIt()
  for (let count = 0; count < 4; count += 1) await quickAddJob({ pgPool: pool }, 'housekeeping', {}, { maxAttempts: 1 })
  await expect.poll(() => jobs('failed'), { timeout: 20_000 }).toBe(4)
  await mend()
  await shop.send('PATCH', '/v1/me', { locale: 'en' })
  await page.reload()
  await page.getByText('An error that nobody expected.').first().waitFor()
  await looks('jobs-failed-en')
  await button('Give up all of “Clearing away”').click()
  await button('OK').click()
  await page.getByText('4 jobs are given up.').waitFor()
  await page.getByText('Nothing failed').waitFor()
  expect(troubles).toEqual([])
})
