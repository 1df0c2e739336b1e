/** The process of a Postgres cluster: launched, found again after whoever launched it is gone, shut down. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { access, type Cluster, configure, environment, identity, replaceFile, socketFolderOf } from './cluster.ts'

export type Postmaster = {
  readonly pid: number
  /** Undefined when another process launched it. */ readonly child: ChildProcess | undefined
}

const POLL_MILLISECONDS = 10
/** A log above this is set aside at the next launch; the one set aside before it is dropped. */
const LOG_BYTES = 5 * 1024 * 1024
/** How much of the log is shown when Postgres does not start. */
const TAIL_BYTES = 2000
/** How long a fast shutdown may take, which writes the dirty buffers. Past it, the next start replays the log instead. */
const SHUTDOWN_SECONDS = 60
/** A server that notes itself as ready and refuses connections for so long does not run. */
const REFUSING_SECONDS = 5
/** The children of a killed server end by themselves, but a long statement can take a while to notice. */
const ORPHAN_SECONDS = 30

/** Starts Postgres and waits until it takes connections, however long it has to recover. @throws with the end of its log */
export async function launch(cluster: Cluster): Promise<Postmaster> {
  configure(cluster)
  disown(cluster)
  const giveUpAt = performance.now() + ORPHAN_SECONDS * 1000
  for (;;) {
    const { child, logStart } = spawnPostmaster(cluster)
    if (child.pid !== undefined && (await becomesReady(cluster, child))) return { pid: child.pid, child }
    const reason = logSince(cluster.logFile, logStart)
    if (!reason.includes('pre-existing shared memory block') || performance.now() > giveUpAt)
      throw new Error(`Postgres did not start in ${cluster.folder}:\n${reason}`)
    endOrphans(cluster.folder)
    await sleep(100)
  }
}

function spawnPostmaster(cluster: Cluster): { child: ChildProcess; logStart: number } {
  rotate(cluster.logFile)
  const output = openSync(cluster.logFile, 'a', 0o600)
  const { path, descriptor } = access(cluster.folder, cluster.account)
  // A session of its own: an interrupt typed at the terminal is for the server, which stops Postgres last.
  const child = spawn(cluster.binaries.postgres, ['-D', path], {
    ...identity(cluster.account),
    cwd: '/',
    env: environment,
    detached: true,
    stdio: ['ignore', output, output, descriptor ?? 'ignore'],
  })
  child.on('error', () => {})
  child.unref()
  const logStart = fstatSync(output).size
  if (child.pid === undefined) writeSync(output, `cannot run ${cluster.binaries.postgres}\n`)
  closeSync(output)
  if (descriptor !== undefined) closeSync(descriptor)
  return { child, logStart }
}

async function becomesReady(cluster: Cluster, child: ChildProcess): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    const noted = readPidFile(cluster.folder)
    if (noted?.pid === child.pid && noted?.status === 'ready') return true
    await sleep(POLL_MILLISECONDS)
  }
  return false
}

function rotate(logFile: string): void {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0
  if (size > LOG_BYTES) renameSync(logFile, `${logFile}.old`)
}

/** The end of what was logged after the first `start` bytes. */
export function logSince(logFile: string, start: number): string {
  const file = openSync(logFile, 'r')
  const { size } = fstatSync(file)
  const from = Math.max(start, size - TAIL_BYTES, 0)
  const text = Buffer.alloc(Math.max(size - from, 0))
  readSync(file, text, 0, text.length, from)
  closeSync(file)
  return text.toString('utf8').trim()
}

/** What `postmaster.pid` says: the first line is the process, the eighth its state. */
function readPidFile(folder: string): { pid: number; status: string } | undefined {
  try {
    const lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    return Number.isSafeInteger(pid) && pid > 0 ? { pid, status: (lines[7] ?? '').trim() } : undefined
  } catch {
    return undefined
  }
}

/** The server that runs on this folder, waiting for one that is starting or stopping to have done so. */
export async function findRunning(folder: string): Promise<Postmaster | undefined> {
  let refusedAt: number | undefined
  for (;;) {
    const noted = readPidFile(folder)
    if (noted === undefined || !isPostmasterOf(noted.pid, folder)) return undefined
    if (noted.status === 'ready') {
      if (await answers(folder)) return { pid: noted.pid, child: undefined }
      // Killed a moment ago and not quite gone, or a stranger that cannot be told from a postmaster.
      refusedAt ??= performance.now()
      if (performance.now() - refusedAt > REFUSING_SECONDS * 1000) return undefined
    }
    await sleep(POLL_MILLISECONDS)
  }
}

/** The protocol's question whether connections are encrypted: whoever lives says yes or no. */
const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])

/** The kernel lets one connect to a server that was killed and has not ended yet, so a word of it is waited for. */
function answers(folder: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(join(socketFolderOf(folder), '.s.PGSQL.5432'), () => socket.write(sslRequest))
    socket.on('data', () => {
      resolve(true)
      socket.destroy()
    })
    socket.on('error', () => resolve(false))
    socket.on('close', () => resolve(false))
  })
}

/** A process that ended but that its parent has not noticed does not count. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false
  }
  return !isZombie(pid)
}

function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false
  try {
    // The state follows the program's name, which is in parentheses and may itself hold some.
    return /^\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*(?=\) )/s, ''))
  } catch {
    return false
  }
}

/** After a reboot, or in a restarted container, the noted number can belong to another program. */
function isPostmasterOf(pid: number, folder: string): boolean {
  if (!isAlive(pid)) return false
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder
  } catch {
    return commandOf(pid).includes('postgres')
  }
}

/** The program's name, which any user may read; a container's root may lack the right to read more of another user's process. */
function commandOf(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/comm`, 'utf8')
    return execFileSync('ps', ['-p', String(pid), '-o', 'comm='], { encoding: 'utf8' })
  } catch {
    return ''
  }
}

/**
 * Postgres refuses to start while a process with the noted number is there, even another program's or one that has ended
 * and waits for its parent. Nobody runs on this folder now, so the number becomes that of the new server's parent, which
 * Postgres passes over; it still sees to it that no child of the old server lives on.
 */
function disown(cluster: Cluster): void {
  for (const name of ['postmaster.pid', '.s.PGSQL.5432.lock']) {
    const path = join(cluster.folder, name)
    if (!existsSync(path)) continue
    const [, ...rest] = readFileSync(path, 'utf8').split('\n')
    replaceFile(cluster, name, [process.pid, ...rest].join('\n'))
  }
}

/** Processes whose working folder is the cluster, as each of Postgres' is. Known on Linux only. */
function processesIn(folder: string): number[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === folder
      } catch {
        return false
      }
    })
}

/** Tells the children of a killed server to end now; what they had not committed is rolled back by recovery. */
function endOrphans(folder: string): void {
  for (const pid of processesIn(folder)) signal(pid, 'SIGQUIT')
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It ended between the look and the signal.
  }
}

/** Rolls open transactions back, writes a checkpoint and ends: SIGINT to Postgres. Harsher when that takes too long. */
export async function shutDown(pid: number): Promise<void> {
  const steps: [NodeJS.Signals, number][] = [
    ['SIGINT', SHUTDOWN_SECONDS],
    ['SIGQUIT', 10],
    ['SIGKILL', 10],
  ]
  for (const [name, seconds] of steps) {
    signal(pid, name)
    const giveUpAt = performance.now() + seconds * 1000
    while (isAlive(pid) && performance.now() < giveUpAt) await sleep(POLL_MILLISECONDS)
    if (!isAlive(pid)) return
  }
  throw new Error(`Postgres (process ${pid}) does not end`)
}
