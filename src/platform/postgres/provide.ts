/** The Postgres that the operator chose: their own through DATABASE_URL, or the bundled one. */
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Config } from '../config.ts'
import { openDataFolder } from '../datafolder.ts'
import type { Log } from '../log.ts'
import { startEmbedded } from './embedded.ts'

export type Postgres = {
  readonly url: string
  /** False while the bundled Postgres is being launched again; always true for one that others look after. */
  readonly up: boolean
  /** Whether it is the bundled one. */ readonly bundled: boolean
  /** Leaves; the bundled one is shut down when nobody else uses it. Close pools before. */ stop(): Promise<void>
}

/** Postgres of a composed installation often comes up after us. */
const REACHABLE_WITHIN_SECONDS = 30
/** Oldest major version that is tested against. */
const OLDEST_VERSION = 15

/**
 * @param given.supervise launch the bundled Postgres again when it ends; servers do, short commands do not
 * @throws with a sentence that says what to do
 */
export async function providePostgres(given: { config: Config; log: Log; supervise: boolean }): Promise<Postgres> {
  const { config, log, supervise } = given
  if (config.databaseUrl !== undefined) {
    await reachable(config.databaseUrl, log)
    return { url: config.databaseUrl, up: true, bundled: false, stop: async () => {} }
  }
  const embedded = await startEmbedded({ dataDir: openDataFolder(config.dataDir), log, supervise })
  return {
    url: embedded.url,
    get up() {
      return embedded.up
    },
    bundled: true,
    stop: embedded.stop,
  }
}

async function reachable(url: string, log: Log): Promise<void> {
  const giveUpAt = performance.now() + REACHABLE_WITHIN_SECONDS * 1000
  for (;;) {
    try {
      return await checkVersion(url)
    } catch (error) {
      if (!isTransient(error) || performance.now() > giveUpAt)
        throw new Error('The Postgres of DATABASE_URL cannot be used.', { cause: error })
      log.warn({ err: error }, 'the Postgres of DATABASE_URL is not reachable yet')
      await sleep(1000)
    }
  }
}

async function checkVersion(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query(`select current_setting('server_version_num')::int / 10000 as major`)
    const major = Number(rows[0].major)
    if (major < OLDEST_VERSION) throw new Error(`It is Postgres ${major}; Regulars needs ${OLDEST_VERSION} or newer.`)
  } finally {
    await client.end()
  }
}

/** Not there yet, or starting up (57P03); a wrong password or database will not mend itself. */
function isTransient(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return ['ECONNREFUSED', 'ENOENT', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'ECONNRESET', '57P03'].includes(String(code))
}
