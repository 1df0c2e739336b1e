/** The server: API, console and workers in one process, over one Postgres. It is put up step by step and taken down in reverse. */
import { fileURLToPath } from 'node:url'
import { routes } from './app.ts'
import { jobs } from './jobs.ts'
import { systemClock } from './platform/clock.ts'
import { type Closing, closingStack } from './platform/closing.ts'
import { companion } from './platform/companion.ts'
import type { Config } from './platform/config.ts'
import { openDataFolder } from './platform/datafolder.ts'
import { type App, httpApp } from './platform/http/app.ts'
import { consoleRoutes } from './platform/http/console.ts'
import type { Readiness } from './platform/http/health.ts'
import { systemIds } from './platform/ids.ts'
import { startWorkers } from './platform/jobs.ts'
import { lockDataFolder } from './platform/lock.ts'
import type { Log } from './platform/log.ts'
import { openDatabase } from './platform/postgres/database.ts'
import { migrate } from './platform/postgres/migrate.ts'
import { providePostgres } from './platform/postgres/provide.ts'
import { MEMBER_COOKIE } from './portal/sessions.ts'
import { wechatOf } from './portal/wechat.ts'
import { openPremises, type Premises, sessionSecret } from './premises.ts'
import { authenticator, SESSION_COOKIE } from './staff/authenticate.ts'
import { type StaffService, staffService } from './staff/service.ts'

export type Server = {
  /** Where people open it. */ readonly address: string
  readonly port: number
  /** With it the first owner signs up; undefined when there is one. */ readonly setupCode: string | undefined
  /** Finishes the requests and jobs at work, then lets go of everything. */ stop(): Promise<void>
}

/** @throws with a sentence that says what to do; what was opened until then is closed again */
export async function startServer(config: Config, log: Log): Promise<Server> {
  const closing = closingStack(log)
  try {
    const dataDir = openDataFolder(config.dataDir)
    const folder = lockDataFolder(dataDir)
    closing.add('data folder', folder.release)
    const postgres = await providePostgres({ config, log, supervise: true })
    closing.add('Postgres', postgres.stop)
    await migrateNow(postgres.url, log)
    const premises = await openPremises({ url: postgres.url, config, dataDir, log, closing })
    const workers = await startWorkers({ url: postgres.url, log, jobs: jobs(premises.rooms) })
    closing.add('workers', workers.stop)
    closing.add('webhooks', premises.rooms.integrations.start().stop)
    if (config.insights) closing.add('insights process', insightsBeside(postgres.url, config, log).stop)

    let stopping = false
    const readiness: Readiness = {
      problem: () => (stopping ? 'stopping' : postgres.up ? undefined : 'Postgres is being started again'),
    }
    const { app, staff } = await reception({ premises, config, log, readiness, closing })
    const port = await listen(app, config)
    closing.add('requests', () => app.close())
    folder.announce({ port })
    await premises.rooms.imports.resume()
    await premises.rooms.transfers.sweep()
    return {
      address: config.publicUrl ?? addressOf(config.host, port),
      setupCode: await staff.setupCode(),
      port,
      stop: () => {
        stopping = true
        return closing.closeAll()
      },
    }
  } catch (error) {
    await closing.closeAll()
    throw error
  }
}

/** When a start is over and nobody waits for it any more. */
const INSIGHTS_DELAY_MILLISECONDS = 3_000

function insightsBeside(url: string, { dataDir, logLevel }: Config, log: Log): { stop(): Promise<void> } {
  return companion({
    command: ['insights', 'keep', '--data', dataDir, '--log-level', logLevel],
    // The address can hold a password; arguments are seen by every user of the machine.
    environment: { DATABASE_URL: url },
    ...{ log, delayMilliseconds: INSIGHTS_DELAY_MILLISECONDS },
  })
}

type ReceptionParts = { premises: Premises; config: Config; log: Log; readiness: Readiness; closing: Closing }

/** The HTTP side: who calls, the routes, the document of the API and the console. */
async function reception({
  premises,
  config,
  log,
  readiness,
  closing,
}: ReceptionParts): Promise<{ app: App; staff: StaffService }> {
  const { db, rooms, metrics, keyring } = premises
  const [clock, ids, secret] = [systemClock, systemIds, sessionSecret(keyring)]
  const auth = authenticator({ db, clock, log, secret, publicUrl: config.publicUrl })
  closing.add('notes of key use', auth.settled)
  const staff = staffService({ db, clock, ids, forget: auth.forget })
  const { authenticate } = auth
  const authenticateMember = rooms.portal.sessions.caller
  const app = httpApp({ log, authenticate, authenticateMember, trustProxy: config.trustProxy ?? false })
  const wechat = config.wechat === undefined ? undefined : wechatOf(config.wechat)
  const { publicUrl, sso } = config
  routes(
    app,
    { ...rooms, staff },
    {
      ...{ db, clock, ids, log, keyring, secret, sso, authenticator: auth, metrics, readiness },
      ...{ publicUrl, wechat },
    },
  )
  const sessions = { staff: SESSION_COOKIE, member: MEMBER_COOKIE }
  await consoleRoutes(app, { folder: fileURLToPath(new URL('../web/dist', import.meta.url)), sessions })
  return { app, staff }
}

async function migrateNow(url: string, log: Log): Promise<void> {
  const { db, close } = openDatabase(url, { connections: 1 })
  try {
    const done = await migrate(db)
    if (done.length > 0)
      log.info({ migrations: done.map((one) => `${one.number} ${one.name}`) }, 'the database is brought up to date')
  } finally {
    await close()
  }
}

/** @returns the port, which the system chose when 0 was asked for */
async function listen(app: App, { host, port }: Config): Promise<number> {
  try {
    await app.listen({ host, port })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EADDRINUSE') throw new Error(`Port ${port} is taken by another program. Choose another with --port.`)
    if (code === 'EACCES')
      throw new Error(`This user may not listen on port ${port}. Choose one above 1023 with --port.`)
    if (code === 'EADDRNOTAVAIL') throw new Error(`${host} is no address of this machine. Choose another with --host.`)
    throw error
  }
  const address = app.server.address()
  return typeof address === 'object' && address !== null ? address.port : port
}

function addressOf(host: string, port: number): string {
  const everywhere = host === '0.0.0.0' || host === '::' || host === '127.0.0.1'
  const name = everywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}`
}
