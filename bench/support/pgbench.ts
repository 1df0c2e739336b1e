/** pgbench, the yardstick: Postgres' own benchmark of one small banking transaction in seven statements. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { NoFigure } from './figures.ts'

const run = promisify(execFile)

const DEBIAN = '/usr/lib/postgresql/15/bin/pgbench'
const SCALE = 50

export type Pgbench = {
  /** Transactions per second over some seconds, on 16 connections. */ tps(seconds: number): Promise<number>
}

function program(): string {
  if (existsSync(DEBIAN)) return DEBIAN
  const onPath = (process.env.PATH ?? '').split(':').map((folder) => `${folder}/pgbench`)
  const found = onPath.find((path) => existsSync(path))
  if (found === undefined)
    throw new NoFigure('pgbench is missing. On Debian: apt-get install postgresql-15 (or any postgresql package).')
  return found
}

/** @param fresh make its tables anew; they are kept otherwise. @throws NoFigure when pgbench is not installed */
export async function openPgbench(url: string, fresh: boolean): Promise<Pgbench> {
  const path = program()
  const { pathname, searchParams, username } = new URL(url)
  const database = ['-h', searchParams.get('host') ?? '', '-U', username, pathname.slice(1)]
  if (fresh) await run(path, ['--initialize', '--quiet', '-s', String(SCALE), ...database])
  return {
    async tps(seconds) {
      const load = ['-M', 'prepared', '-c', '16', '-j', '2', '-b', 'tpcb-like', '-T', String(seconds)]
      const { stdout } = await run(path, [...load, ...database])
      // The processes of its connections end a moment later, and only then count as used CPU.
      await sleep(500)
      const tps = /^tps = ([\d.]+)/m.exec(stdout)?.[1]
      if (tps === undefined || /number of failed transactions: [1-9]/.test(stdout))
        throw new NoFigure(`pgbench did not give a rate:\n${stdout}`)
      return Number(tps)
    },
  }
}
