/** The server: API, console and workers in one process, over one Postgres. It is put up step by step and taken down in reverse. */
import { jobs } from './jobs.ts'
import { closingStack } from './platform/closing.ts'
import type { Config } from './platform/config.ts'
import { openDataFolder } from './platform/datafolder.ts'
import { type App, httpApp } from './platform/http/app.ts'
import { startWorkers } from './platform/jobs.ts'
import { lockDataFolder } from './platform/lock.ts'
import type { Log } from './platform/log.ts'
import { type Database, openDatabase } from './platform/postgres/database.ts'
import { migrate } from './platform/postgres/migrate.ts'
import { providePostgres } from './platform/postgres/provide.ts'

export type Server = {
  /** Where people open it. */ readonly address: string
  readonly port: number
  /** Finishes the requests and jobs at work, then lets go of everything. */ stop(): Promise<void>
}

/** What `/readyz` goes by, besides asking the database. */
export type Readiness = {
  /** Why the server takes no requests now; undefined: it does. */ problem(): string | undefined
}

/** Connections for requests. The workers have their own, so that a long job never keeps a till waiting. */
const CONNECTIONS = 16

/** @throws with a sentence that says what to do; what was opened until then is closed again */
export async function startServer(config: Config, log: Log): Promise<Server> {
  const closing = closingStack(log)
  try {
    const dataDir = openDataFolder(config.dataDir)
    const folder = lockDataFolder(dataDir)
    closing.add('data folder', folder.release)
    const postgres = await providePostgres({ config, log, supervise: true })
    closing.add('Postgres', postgres.stop)
    const database = openDatabase(postgres.url, { connections: CONNECTIONS }, (error) =>
      log.warn({ err: error }, 'a connection to Postgres broke'),
    )
    closing.add('database', database.close)
    await migrateNow(database.db, log)
    const workers = await startWorkers({ url: postgres.url, log, jobs })
    closing.add('workers', workers.stop)

    let stopping = false
    const app = httpApp({ log, authenticate: async () => undefined, trustProxy: config.trustProxy ?? false })
    const readiness: Readiness = {
      problem: () => (stopping ? 'stopping' : postgres.up ? undefined : 'Postgres is being started again'),
    }
    app.decorate('readiness', readiness)
    const port = await listen(app, config)
    closing.add('requests', () => app.close())
    folder.announce({ port })
    return {
      address: config.publicUrl ?? addressOf(config.host, port),
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

async function migrateNow(db: Database, log: Log): Promise<void> {
  const done = await migrate(db)
  if (done.length > 0)
    log.info({ migrations: done.map((one) => `${one.number} ${one.name}`) }, 'the database is brought up to date')
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
