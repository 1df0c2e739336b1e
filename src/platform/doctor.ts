/** Looks an installation over without changing it. Each finding says what is so, and what to do when it should not be. */
import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import pg from 'pg'
import manifest from '../../package.json' with { type: 'json' }
import type { Config } from './config.ts'
import { holderOf } from './lock.ts'
import { silentLog } from './log.ts'
import { openDatabase } from './postgres/database.ts'
import { hasCluster } from './postgres/embedded.ts'
import { migrations, pendingMigrations } from './postgres/migrate.ts'
import { providePostgres } from './postgres/provide.ts'

export type Finding = {
  readonly about: string
  /** `advice` may stay as it is; `bad` must not. */ readonly verdict: 'good' | 'advice' | 'bad'
  readonly says: string
  readonly todo?: string
}

const GIGABYTE = 1024 ** 3
/** Below the first the operator should look, below the second writes may soon fail. */
const DISK = { low: 5 * GIGABYTE, critical: GIGABYTE } as const
/** Points expire and tiers change by the program's clock; what the database stamps must not be far from it. */
const CLOCK_SKEW_MILLISECONDS = 2000

export async function findings(config: Config): Promise<Finding[]> {
  const local = [nodeVersion(), dataFolder(config), diskSpace(config), keyFile(config), await port(config)]
  return [...local, ...(await postgres(config))]
}

function nodeVersion(): Finding {
  const wanted = manifest.dependencies.node
  const says = `version ${process.versions.node}`
  if (process.versions.node === wanted) return { about: 'Node', verdict: 'good', says }
  const todo = `Regulars is tested on ${wanted}, which npm start and npx regulars use.`
  return { about: 'Node', verdict: 'advice', says, todo }
}

function dataFolder({ dataDir }: Config): Finding {
  const about = 'data folder'
  const folder = existing(dataDir)
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch {
    const todo = `Make it yours (chown) or choose another with --data.`
    return { about, verdict: 'bad', says: `this user may not write in ${folder}`, todo }
  }
  if (folder !== dataDir) return { about, verdict: 'good', says: `${dataDir} is made at the first start` }
  if ((statSync(dataDir).mode & 0o066) !== 0) {
    const todo = `Run: chmod go-rw ${dataDir}`
    return { about, verdict: 'advice', says: `other users may look into ${dataDir}`, todo }
  }
  return { about, verdict: 'good', says: dataDir }
}

/** The folder, or the nearest one above it that exists. */
function existing(folder: string): string {
  return existsSync(folder) ? folder : existing(dirname(folder))
}

function diskSpace({ dataDir }: Config): Finding {
  const about = 'disk'
  const disk = statfsSync(existing(dataDir))
  const free = disk.bavail * disk.bsize
  const says = `${(free / GIGABYTE).toFixed(1)} GB free for ${dataDir}`
  const todo = 'Free some space or move the data folder to a larger disk.'
  if (free < DISK.critical) return { about, verdict: 'bad', says, todo }
  return free < DISK.low ? { about, verdict: 'advice', says, todo } : { about, verdict: 'good', says }
}

function keyFile(config: Config): Finding {
  const about = 'keys'
  if (config.keys !== undefined) return { about, verdict: 'good', says: 'from REGULARS_KEYS' }
  const path = join(config.dataDir, 'keys.json')
  const file = statSync(path, { throwIfNoEntry: false })
  if (file === undefined) {
    if (!hasCluster(config.dataDir)) return { about, verdict: 'good', says: `${path} is made at the first start` }
    const todo = 'If members were stored before, put the old keys.json back before the next start.'
    return { about, verdict: 'advice', says: `${path} does not exist`, todo }
  }
  if ((file.mode & 0o077) !== 0)
    return { about, verdict: 'bad', says: `other users may use ${path}`, todo: `Run: chmod 600 ${path}` }
  return { about, verdict: 'good', says: `${path} is closed to others; keep a copy of it in another place` }
}

async function port(config: Config): Promise<Finding> {
  const about = 'port'
  const holder = existsSync(config.dataDir) ? holderOf(config.dataDir) : undefined
  if (holder !== undefined)
    return {
      about,
      verdict: 'good',
      says: `the server runs as process ${holder.pid} on port ${holder.port ?? 'unknown yet'}`,
    }
  if (await isFree(config)) return { about, verdict: 'good', says: `${config.port} is free` }
  const todo = 'Stop the other program, or choose another port with --port.'
  return { about, verdict: 'bad', says: `${config.port} is taken or may not be listened on`, todo }
}

function isFree({ port, host }: Config): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.on('error', () => resolve(false))
    server.listen({ port, host }, () => server.close(() => resolve(true)))
  })
}

async function postgres(config: Config): Promise<Finding[]> {
  const about = 'Postgres'
  if (config.databaseUrl === undefined && !hasCluster(config.dataDir))
    return [{ about, verdict: 'good', says: 'the bundled Postgres is made at the first start' }]
  try {
    const server = await providePostgres({ config, log: silentLog(), supervise: false })
    try {
      return [...(await serverFindings(server.url)), await schema(server.url)]
    } finally {
      await server.stop()
    }
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error)
    const todo =
      config.databaseUrl === undefined
        ? `Its log is ${join(config.dataDir, 'postgres.log')}.`
        : 'Check the address, the password and the network, and that the database exists.'
    return [{ about, verdict: 'bad', says, todo }]
  }
}

async function serverFindings(url: string): Promise<Finding[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const asked = performance.now()
    const { rows } = await client.query(
      `select current_setting('server_version') as version, current_setting('fsync') as fsync,
              current_setting('synchronous_commit') as commit, current_setting('full_page_writes') as pages,
              current_setting('data_checksums') as checksums, current_setting('server_encoding') as encoding,
              extract(epoch from clock_timestamp()) * 1000 as at`,
    )
    const halfWay = Date.now() - (performance.now() - asked) / 2
    const [found] = rows
    return [
      { about: 'Postgres', verdict: 'good', says: `version ${found.version} answers` },
      durability(found),
      checksums(found.checksums),
      encoding(found.encoding),
      skew(Number(found.at) - halfWay),
    ]
  } finally {
    await client.end()
  }
}

function durability(found: { fsync: string; commit: string; pages: string }): Finding {
  const about = 'durability'
  const off = [
    ...(found.fsync === 'off' ? ['fsync'] : []),
    ...(found.pages === 'off' ? ['full_page_writes'] : []),
    ...(found.commit === 'off' ? ['synchronous_commit'] : []),
  ]
  if (off.length === 0) return { about, verdict: 'good', says: 'an acknowledged order survives a power cut' }
  const todo = `Turn on ${off.join(', ')} in Postgres.`
  return { about, verdict: 'bad', says: `${off.join(', ')} off: a power cut loses acknowledged orders`, todo }
}

function checksums(setting: string): Finding {
  if (setting === 'on') return { about: 'checksums', verdict: 'good', says: 'damaged pages are noticed' }
  const todo = 'Stop Postgres and run: pg_checksums --enable'
  return { about: 'checksums', verdict: 'advice', says: 'damaged pages on the disk would not be noticed', todo }
}

function encoding(setting: string): Finding {
  if (setting === 'UTF8') return { about: 'encoding', verdict: 'good', says: 'UTF8' }
  const todo = 'Create the database with encoding UTF8.'
  return { about: 'encoding', verdict: 'bad', says: `${setting} cannot hold every name`, todo }
}

function skew(milliseconds: number): Finding {
  const says = `${Math.abs(Math.round(milliseconds))} ms between this machine and Postgres`
  if (Math.abs(milliseconds) <= CLOCK_SKEW_MILLISECONDS) return { about: 'clocks', verdict: 'good', says }
  return { about: 'clocks', verdict: 'bad', says, todo: 'Synchronise both machines by NTP.' }
}

async function schema(url: string): Promise<Finding> {
  const about = 'migrations'
  const database = openDatabase(url, { connections: 1 })
  try {
    const pending = await pendingMigrations(database.db)
    if (pending.length === 0) return { about, verdict: 'good', says: `all ${(await migrations()).length} are applied` }
    const todo = 'The next start applies them; or run: npx regulars migrate'
    return { about, verdict: 'advice', says: `${pending.length} are not applied yet`, todo }
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error)
    return {
      about,
      verdict: 'bad',
      says,
      todo: 'Run the version of Regulars that this database belongs to, or a newer one.',
    }
  } finally {
    await database.close()
  }
}
