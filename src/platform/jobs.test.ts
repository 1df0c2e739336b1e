import { quickAddJob } from 'graphile-worker'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { startWorkers } from './jobs.ts'
import { silentLog } from './log.ts'

const { url } = await testDatabase()
const beside = new URL(url)
const name = beside.pathname.slice(1)
beside.pathname = '/postgres'
const admin = new pg.Pool({ connectionString: beside.href, max: 1 })
afterAll(() => admin.end())

/** As when Postgres has gone: whoever works loses his connection, and nobody gets a new one. */
async function away(isAway: boolean): Promise<void> {
  await admin.query(`alter database "${name}" allow_connections ${isAway ? 'false' : 'true'}`)
  if (isAway)
    await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name = 'regulars-jobs'`,
      [name],
    )
}

test('a job that fails just when the database goes ends neither the process nor the workers', async () => {
  const done: string[] = []
  const workers = await startWorkers({
    ...{ url, log: silentLog() },
    jobs: {
      tasks: {
        unlucky: async () => {
          await away(true)
          done.push('unlucky')
          throw new Error('the connection was lost')
        },
        later: async () => void done.push('later'),
      },
      schedule: '',
    },
  })
  await quickAddJob({ connectionString: url }, 'unlucky', {})
  await expect.poll(() => done, { timeout: 20_000 }).toContain('unlucky')
  // Long enough for what failed to be told, in vain.
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  await away(false)
  await quickAddJob({ connectionString: url }, 'later', {})
  await expect.poll(() => done, { timeout: 20_000 }).toContain('later')
  await workers.stop()
})
