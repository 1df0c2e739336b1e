/** The insights process: keeps the copy and runs the models, beside the server or by itself. One for each data folder. */
import { mkdirSync } from 'node:fs'
import { setPriority } from 'node:os'
import { join } from 'node:path'
import { closingStack } from './platform/closing.ts'
import type { Config } from './platform/config.ts'
import { openDataFolder } from './platform/datafolder.ts'
import { tryLock } from './platform/filelock.ts'
import type { Log } from './platform/log.ts'
import { providePostgres } from './platform/postgres/provide.ts'
import { openPremises } from './premises.ts'

/** Whoever sells comes first. */
const PRIORITY = 10

/** The copy is kept by another process. */
export class CopyInUse extends Error {
  constructor(folder: string) {
    super(`Another process keeps the copy in ${folder}.`)
    this.name = 'CopyInUse'
  }
}

/** @throws CopyInUse, or with a sentence that says what to do */
export async function startAnalyst(config: Config, log: Log): Promise<{ stop(): Promise<void> }> {
  const closing = closingStack(log)
  try {
    const folder = join(openDataFolder(config.dataDir), 'insights')
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const lock = tryLock(join(folder, 'copy.lock'), 'exclusive')
    if (lock === undefined) throw new CopyInUse(folder)
    closing.add('lock of the copy', lock.release)
    setPriority(PRIORITY)
    const postgres = await providePostgres({ config, log, supervise: false })
    closing.add('Postgres', postgres.stop)
    const { rooms } = await openPremises({
      url: postgres.url,
      config,
      dataDir: config.dataDir,
      log,
      closing,
      modest: true,
    })
    const keeping = await rooms.insights.keep({
      path: join(folder, 'copy.duckdb'),
      onError: (error) => log.error({ err: error }, 'insights met an unexpected error'),
    })
    closing.add('copy', keeping.close)
    const stop = new AbortController()
    const turning = keeping.until(stop.signal)
    closing.add('insights', async () => {
      stop.abort()
      await turning
    })
    return { stop: closing.closeAll }
  } catch (error) {
    await closing.closeAll()
    throw error
  }
}
