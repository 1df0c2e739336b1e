/**
 * The bundled Postgres: nothing to install, its data in `<data>/postgres`, reached through a socket in that folder.
 *
 * The server and commands such as `import` may use it at once. Each holds a shared lock while it does; who comes first
 * launches Postgres, who leaves last shuts it down. The locks are the operating system's, so a killed process leaves none
 * behind; a Postgres that outlived its users is found and used again by the next.
 * See docs/decisions/0002-bundled-postgres.md.
 */
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { openDataFolder } from '../datafolder.ts'
import { type Held, lock, tryLock } from '../filelock.ts'
import type { Log } from '../log.ts'
import { accountFor } from './account.ts'
import { binariesFor } from './binaries.ts'
import { type Cluster, createCluster, isConfigured, socketFolderOf } from './cluster.ts'
import { findRunning, isAlive, launch, logSince, type Postmaster, shutDown } from './postmaster.ts'
import type { Settings } from './settings.ts'

export type EmbeddedOptions = {
  /** The data folder; made when missing. The cluster is `postgres` in it. */ readonly dataDir: string
  readonly log: Log
  /** Postgres settings that differ from the usual ones, for tests and benchmarks. */ readonly settings?: Settings
  /** Launch Postgres again whenever it ends without being told to. */ readonly supervise?: boolean
}

export type EmbeddedPostgres = {
  /** Of the database `regulars`, as its owner; also for psql. */ readonly url: string
  /** Of the database `postgres`, as superuser. */ readonly adminUrl: string
  /** The postmaster's process; another one after a relaunch. */ readonly pid: number
  /** False from when Postgres ended until it takes connections again. */ readonly up: boolean
  /** Calls the listener at each change of `up`. */ onChange(listener: (up: boolean) => void): void
  /** Leaves; Postgres is shut down when nobody else uses it. Close pools before. */ stop(): Promise<void>
}

/** Another process may be making the cluster, recovering it after a crash, or writing its last checkpoint. */
const TURN_SECONDS = 300
/** How soon the end of a Postgres is noticed that another process launched; that of one's own child is heard of at once. */
const WATCH_MILLISECONDS = 1000
/** Waiting time before each next relaunch of a Postgres that ends again and again. */
const BACKOFF_MILLISECONDS = [0, 200, 500, 1000, 2000, 5000, 10_000] as const
/** A Postgres that stayed up this long has recovered, and the next end counts as the first. */
const STEADY_MILLISECONDS = 60_000

/** Attaches to the data folder's Postgres, or makes and launches it. @throws with a sentence that says what to do */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const dataDir = openDataFolder(options.dataDir)
  const turn = await lock(turnFile(dataDir), 'exclusive', TURN_SECONDS)
  try {
    const cluster = prepare(dataDir, options)
    const postmaster = await attachOrLaunch(cluster, dataDir, options.log)
    const using = await lock(usersFile(dataDir), 'shared', 1)
    try {
      await openDatabase(cluster.folder)
    } catch (error) {
      using.release()
      throw error
    }
    writeFileSync(join(dataDir, 'postgres.url'), `${urlOf(cluster.folder, 'regulars')}\n`, { mode: 0o600 })
    return supervised({ cluster, dataDir, options, postmaster, using })
  } finally {
    turn.release()
  }
}

/** Whether a bundled Postgres was ever made in this data folder. */
export function hasCluster(dataDir: string): boolean {
  return existsSync(join(dataDir, 'postgres', 'PG_VERSION'))
}

const turnFile = (dataDir: string): string => join(dataDir, 'postgres.turn.lock')
const usersFile = (dataDir: string): string => join(dataDir, 'postgres.users.lock')

function prepare(dataDir: string, options: EmbeddedOptions): Cluster {
  const folder = join(dataDir, 'postgres')
  const account = accountFor(folder)
  const binaries = binariesFor(account)
  const settings = options.settings ?? {}
  const cluster = { folder, logFile: join(dataDir, 'postgres.log'), account, binaries, settings }
  createCluster(cluster, settings.fsync !== 'off')
  return cluster
}

/** A running server with other settings is used as it is while others use it, and launched anew otherwise. */
async function attachOrLaunch(cluster: Cluster, dataDir: string, log: Log): Promise<Postmaster> {
  const running = await findRunning(cluster.folder)
  if (running === undefined) return launchNow(cluster, log)
  const alone = tryLock(usersFile(dataDir), 'exclusive')
  alone?.release()
  if (alone === undefined || isConfigured(cluster)) {
    log.info({ postgres: running.pid }, 'using the Postgres that is already running')
    return running
  }
  await shutDown(running.pid)
  return launchNow(cluster, log)
}

async function launchNow(cluster: Cluster, log: Log): Promise<Postmaster> {
  const started = performance.now()
  const postmaster = await launch(cluster)
  const ms = Math.round(performance.now() - started)
  log.info({ postgres: postmaster.pid, version: cluster.binaries.version, ms }, 'Postgres is up')
  return postmaster
}

/** @param user `postgres` or `regulars`, which are also the names of the databases */
function urlOf(folder: string, user: 'postgres' | 'regulars'): string {
  return `postgres://${user}@localhost/${user}?host=${encodeURIComponent(socketFolderOf(folder))}`
}

/** Makes the database and its owner when a first start did not get so far. The owner is no superuser. */
async function openDatabase(folder: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(folder, 'postgres'), connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    const { rows } = await client.query(
      `select exists (select from pg_roles where rolname = 'regulars') as role,
              exists (select from pg_database where datname = 'regulars') as database`,
    )
    const [found] = rows
    if (found.role !== true)
      await client.query('create role regulars login createdb; grant pg_monitor, pg_checkpoint to regulars')
    if (found.database !== true) await client.query('create database regulars owner regulars')
  } finally {
    await client.end()
  }
}

type Use = {
  readonly cluster: Cluster
  readonly dataDir: string
  readonly options: EmbeddedOptions
  readonly postmaster: Postmaster
  readonly using: Held
}

function supervised(use: Use): EmbeddedPostgres {
  const { cluster, dataDir, options } = use
  const listeners: ((up: boolean) => void)[] = []
  let postmaster = use.postmaster
  let up = true
  let leaving = false
  let relaunching: Promise<void> | undefined
  const left = new AbortController()
  const pause = (ms: number): Promise<void> => sleep(ms, undefined, { signal: left.signal }).catch(() => {})

  const turn = (to: boolean): void => {
    up = to
    for (const listener of listeners) listener(to)
  }
  const look = (): void => {
    if (leaving || relaunching !== undefined || !up || isAlive(postmaster.pid)) return
    turn(false)
    options.log.error({ postgres: postmaster.pid, log: logSince(cluster.logFile, 0) }, 'Postgres ended')
    if (options.supervise !== true) {
      clearInterval(watch)
      return
    }
    relaunching = relaunch().finally(() => {
      relaunching = undefined
    })
  }
  const watch = setInterval(look, WATCH_MILLISECONDS).unref()
  postmaster.child?.once('exit', look)

  let launchedAt = performance.now()
  let failures = 0
  async function relaunch(): Promise<void> {
    if (performance.now() - launchedAt > STEADY_MILLISECONDS) failures = 0
    while (!leaving && !up) {
      await pause(BACKOFF_MILLISECONDS[Math.min(failures, BACKOFF_MILLISECONDS.length - 1)] ?? 0)
      failures++
      try {
        postmaster = await launchInTurn(cluster, dataDir, options.log)
        postmaster.child?.once('exit', look)
        launchedAt = performance.now()
        turn(true)
      } catch (error) {
        options.log.error({ err: error }, 'Postgres does not come up again; trying on')
      }
    }
  }

  return {
    url: urlOf(cluster.folder, 'regulars'),
    adminUrl: urlOf(cluster.folder, 'postgres'),
    get pid() {
      return postmaster.pid
    },
    get up() {
      return up
    },
    onChange: (listener) => void listeners.push(listener),
    stop: async () => {
      if (leaving) return
      leaving = true
      clearInterval(watch)
      left.abort()
      await relaunching
      await leave({ dataDir, folder: cluster.folder, using: use.using, log: options.log })
    },
  }
}

/** Only one process launches; the others find it running when their turn comes. */
async function launchInTurn(cluster: Cluster, dataDir: string, log: Log): Promise<Postmaster> {
  const turn = await lock(turnFile(dataDir), 'exclusive', TURN_SECONDS)
  try {
    return (await findRunning(cluster.folder)) ?? (await launchNow(cluster, log))
  } finally {
    turn.release()
  }
}

async function leave(use: { dataDir: string; folder: string; using: Held; log: Log }): Promise<void> {
  const turn = await lock(turnFile(use.dataDir), 'exclusive', TURN_SECONDS)
  try {
    use.using.release()
    const alone = tryLock(usersFile(use.dataDir), 'exclusive')
    if (alone === undefined) return use.log.info('Postgres stays up for another process')
    alone.release()
    const running = await findRunning(use.folder)
    if (running !== undefined) await shutDown(running.pid)
    rmSync(join(use.dataDir, 'postgres.url'), { force: true })
    use.log.info('Postgres is down')
  } finally {
    turn.release()
  }
}
