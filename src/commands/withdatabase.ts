import { type Config, type Flags, readConfig } from '../platform/config.ts'
import { createLog, type Log } from '../platform/log.ts'
import { type OpenDatabase, openDatabase } from '../platform/postgres/database.ts'
import { providePostgres } from '../platform/postgres/provide.ts'

export type Opened = OpenDatabase & { readonly url: string; readonly config: Config; readonly log: Log }

/**
 * Runs a command's work on the database that its flags name, beside a server or alone; a bundled Postgres that was not
 * running is started for it and shut down after it. Only warnings are logged unless asked otherwise.
 */
export async function withDatabase<T>(flags: Flags, work: (opened: Opened) => Promise<T>): Promise<T> {
  const config = readConfig(flags)
  const log = createLog(config.logLevel === 'info' ? 'warn' : config.logLevel)
  const postgres = await providePostgres({ config, log, supervise: false })
  try {
    const database = openDatabase(postgres.url, { name: 'regulars-command' })
    try {
      return await work({ ...database, url: postgres.url, config, log })
    } finally {
      await database.close()
    }
  } finally {
    await postgres.stop()
  }
}
