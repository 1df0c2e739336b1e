/** A data folder with members and a key, and the server on it that is killed and started again. */
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { childrenOf } from '../../bench/support/usage.ts'
import { deskDatabase } from '../../src/accounts/desk.ts'
import { house as furnishedHouse } from '../../src/app.ts'
import type { TimeZone } from '../../src/base/time.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { systemIds } from '../../src/platform/ids.ts'
import { openKeyring } from '../../src/platform/keyring.ts'
import { silentLog } from '../../src/platform/log.ts'
import { type Database, openDatabase } from '../../src/platform/postgres/database.ts'
import { type EmbeddedPostgres, startEmbedded } from '../../src/platform/postgres/embedded.ts'
import { migrate } from '../../src/platform/postgres/migrate.ts'
import { copyPool } from '../../src/platform/postgres/oneclient.ts'
import { programmeService } from '../../src/programme/service.ts'
import { everyRight } from '../../src/staff/roles.ts'
import { staffService } from '../../src/staff/service.ts'
import { verify } from '../../src/verification.ts'
import type { Random } from '../support/random.ts'
import { type ServerProcess, spawnServer } from '../support/serverprocess.ts'

/**
 * `lazy commits`: Postgres says that it has committed before it has written. `forgotten keys`: whenever the server starts
 * again, it has lost the answers that it kept for repeated requests.
 */
export type Weakness = 'lazy commits' | 'forgotten keys'

export type Failing = { readonly point: string; readonly count: number; readonly victim: 'server' | 'postmaster' }

export type House = {
  readonly members: readonly string[]
  readonly key: string
  /** Of the database, while Postgres runs. */ url(): string
  /** Starts the server. @returns its port */ open(): Promise<number>
  /** Starts it again after it was killed; it or its Postgres will fail at a point when one is given. */
  reopen(failing?: Failing): Promise<number>
  kill(victim: 'server' | 'postmaster' | 'backend' | 'both', random: Random): void
  /** Resolves with the moment when the given point was met and the victim killed. */ failed(): Promise<number>
  brokenLaws(db: Database): Promise<string[]>
  /** What the server said, since it was started last. */ log(): string
  close(): Promise<void>
}

/** Few, so that batches of the desk often hold several commands for one account. */
const MEMBERS = 12
const TIME_ZONE = 'Asia/Shanghai' as TimeZone
const arm = fileURLToPath(new URL('arm.ts', import.meta.url))

export async function openHouse(folder: string, weakness: Weakness | undefined): Promise<House> {
  mkdirSync(folder, { recursive: true })
  const { members, key } = await furnish(folder, weakness)
  let server: ServerProcess | undefined
  const url = (): string => readFileSync(join(folder, 'postgres.url'), 'utf8').trim()
  const pidFile = join(folder, 'postgres', 'postmaster.pid')
  const postmaster = (): number => Number(readFileSync(pidFile, 'utf8').split('\n')[0])

  async function start(failing?: Failing): Promise<number> {
    const { point, count, victim } = failing ?? {}
    const env = { LOG_LEVEL: 'error', FAIL_AT: `${point}:${count}:${victim}`, FAIL_POSTGRES: pidFile }
    const armed = failing === undefined ? {} : { nodeArguments: ['--import', arm], env }
    server = await spawnServer({ dataDir: folder, ...armed })
    return server.port
  }

  function kill(victim: Parameters<House['kill']>[0], random: Random): void {
    if (victim === 'server' || victim === 'both') server?.kill('SIGKILL')
    if (victim === 'postmaster' || victim === 'both') process.kill(postmaster(), 'SIGKILL')
    if (victim === 'backend') process.kill(random.pick(backendsOf(postmaster())), 'SIGKILL')
  }

  return {
    members,
    key,
    url,
    kill,
    log: () => server?.output() ?? '',
    open: () => start(),
    async reopen(failing) {
      await server?.ended
      if (weakness === 'forgotten keys') await forgetKeys(url())
      return start(failing)
    },
    async failed() {
      const giveUp = performance.now() + 30_000
      while (server?.output().includes('failpoint') === false) {
        if (performance.now() > giveUp) throw new Error('the failpoint was not met')
        await sleep(2)
      }
      return performance.now()
    },
    brokenLaws,
    async close() {
      server?.kill('SIGTERM')
      await server?.ended
      // A server that was killed leaves its Postgres behind.
      await (await startEmbedded({ dataDir: folder, log: silentLog() })).stop()
    },
  }
}

/** Processes of Postgres that serve a connection of ours; the others are its own. */
function backendsOf(postmaster: number): number[] {
  return childrenOf(postmaster).filter((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('regulars regulars'),
  )
}

async function furnish(folder: string, weakness: Weakness | undefined) {
  const [clock, ids] = [systemClock, systemIds]
  const postgres = await startEmbedded({ dataDir: folder, log: silentLog() })
  const { db, close } = openDatabase(postgres.url)
  const desk = deskDatabase(postgres.url)
  try {
    if (weakness === 'lazy commits') await commitLazily(postgres)
    await migrate(db)
    const keyring = openKeyring({ folder, clock })
    const rooms = await furnishedHouse({
      db,
      deskDb: desk.db,
      copying: copyPool(postgres.url),
      importsFolder: folder,
      clock,
      ids,
      keyring,
      timeZone: TIME_ZONE,
    })
    const given = Array.from({ length: MEMBERS }, (_, index) => ({ phone: `+861380000${1000 + index}` }))
    const outcomes = await rooms.members.enrolMany(given)
    const staff = staffService({ db, clock, ids, forget: () => {} })
    const { key } = await staff.createKey('operator', { name: 'torture', rights: everyRight, expiresAt: null })
    return { key, members: outcomes.flatMap((one) => (one.outcome === 'refused' ? [] : [one.memberId])) }
  } finally {
    await desk.close()
    await close()
    await postgres.stop()
  }
}

/** What is acknowledged stays in memory for up to ten seconds: a killed Postgres loses it. */
async function commitLazily({ adminUrl }: EmbeddedPostgres): Promise<void> {
  const { db, close } = openDatabase(adminUrl, { connections: 1 })
  await sql`alter system set synchronous_commit = off`.execute(db)
  await sql`alter system set wal_writer_delay = '10s'`.execute(db)
  await sql`alter system set wal_writer_flush_after = '1GB'`.execute(db)
  await close()
}

async function forgetKeys(url: string): Promise<void> {
  const { db, close } = openDatabase(url, { connections: 1 })
  await sql`delete from idempotency`.execute(db).finally(close)
}

async function brokenLaws(db: Database): Promise<string[]> {
  const programme = programmeService({ db, clock: systemClock, ids: systemIds, timeZone: TIME_ZONE })
  await programme.refresh()
  const { checks } = await verify(db, programme)
  return checks
    .filter(({ violations }) => violations > 0)
    .map(({ law, violations, examples }) => `${law} is broken ${violations} times, e.g. ${examples[0]}`)
}
