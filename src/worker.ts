/** Workers in a process of their own, for an installation whose server should not do background work, or not all of it. */
import { jobs } from './jobs.ts'
import { closingStack } from './platform/closing.ts'
import type { Config } from './platform/config.ts'
import { openDataFolder } from './platform/datafolder.ts'
import { startWorkers } from './platform/jobs.ts'
import type { Log } from './platform/log.ts'
import { openDatabase } from './platform/postgres/database.ts'
import { pendingMigrations } from './platform/postgres/migrate.ts'
import { providePostgres } from './platform/postgres/provide.ts'
import { openPremises } from './premises.ts'

/** @throws when the database is not up to date: the server or `regulars migrate` brings it there, not a worker */
export async function startWorker(config: Config, log: Log): Promise<{ stop(): Promise<void> }> {
  const closing = closingStack(log)
  try {
    const postgres = await providePostgres({ config, log, supervise: true })
    closing.add('Postgres', postgres.stop)
    await refuseOldDatabase(postgres.url)
    const dataDir = openDataFolder(config.dataDir)
    const { rooms } = await openPremises({ url: postgres.url, config, dataDir, log, closing })
    const workers = await startWorkers({ url: postgres.url, log, jobs: jobs(rooms) })
    closing.add('workers', workers.stop)
    closing.add('webhooks', rooms.integrations.start().stop)
    return { stop: closing.closeAll }
  } catch (error) {
    await closing.closeAll()
    throw error
  }
}

async function refuseOldDatabase(url: string): Promise<void> {
  const database = openDatabase(url, { connections: 1 })
  try {
    const pending = await pendingMigrations(database.db)
    if (pending.length > 0)
      throw new Error(`The database lacks ${pending.length} migrations. Run: npx regulars migrate`)
  } finally {
    await database.close()
  }
}
