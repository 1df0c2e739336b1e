/** One Postgres cluster in a folder: how it is made, configured and handed to Postgres. Its process is in postmaster.ts. */
import { execFileSync, spawnSync } from 'node:child_process'
import {
  chownSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { type Account, canReach } from './account.ts'
import type { Binaries } from './binaries.ts'
import { configurationText, type Settings, settingsFor } from './settings.ts'

export type Cluster = {
  /** Absolute, without symbolic links. */ readonly folder: string
  readonly logFile: string
  readonly account: Account | undefined
  readonly binaries: Binaries
  /** What differs from settings.ts. */ readonly settings: Settings
}

/** The open folder's number in a child: after standard input, output and error. */
const THROUGH_DESCRIPTOR = '/proc/self/fd/3'

/**
 * How a child of Postgres gets at the cluster. A folder that its OS user cannot reach, or whose path is too long for a
 * socket's address, is handed over open, as `/proc/self/fd/3`: the kernel then does not look at the folders above, and
 * the data can stay in the data folder.
 */
export function access(folder: string, account: Account | undefined): { path: string; descriptor: number | undefined } {
  if (!isHandedOver(folder, account)) return { path: folder, descriptor: undefined }
  if (process.platform !== 'linux')
    throw new Error(
      `Postgres cannot use ${folder}: its path is too long, or its OS user may not enter it. Choose another folder with --data.`,
    )
  return { path: THROUGH_DESCRIPTOR, descriptor: openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY) }
}

function isHandedOver(folder: string, account: Account | undefined): boolean {
  return isTooLong(folder) || (account !== undefined && !canReach(folder, account))
}

/** The address of a socket holds about a hundred bytes, of which its own name takes some. */
const SOCKET_FOLDER_BYTES = 85

function isTooLong(folder: string): boolean {
  return Buffer.byteLength(folder) > SOCKET_FOLDER_BYTES
}

const openFolders = new Map<string, number>()

/** The folder of the socket as this process sees it; one with a long path is held open from now on. */
export function socketFolderOf(folder: string): string {
  if (!isTooLong(folder)) return folder
  const descriptor = openFolders.get(folder) ?? openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY)
  openFolders.set(folder, descriptor)
  return `/proc/self/fd/${descriptor}`
}

/** Only what Postgres needs: none of this process's secrets. */
export const environment = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }

export function identity(account: Account | undefined): { uid?: number; gid?: number } {
  return account === undefined ? {} : { uid: account.uid, gid: account.gid }
}

/** Makes the cluster when there is none. It appears under its name only when complete, so a crash half-way leaves nothing. */
export function createCluster(cluster: Omit<Cluster, 'settings'>, durable: boolean): void {
  if (existsSync(join(cluster.folder, 'PG_VERSION'))) return
  const unfinished = `${cluster.folder}.new`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { mode: 0o700 })
  if (cluster.account !== undefined) chownSync(unfinished, cluster.account.uid, cluster.account.gid)
  const { path, descriptor } = access(unfinished, cluster.account)
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  const safety = ['--data-checksums', '--auth=peer', ...(durable ? [] : ['--no-sync'])]
  const made = spawnSync(
    cluster.binaries.initdb,
    [`--pgdata=${path}`, '--username=postgres', ...locale, ...safety, '--no-instructions'],
    {
      ...identity(cluster.account),
      cwd: '/',
      env: environment,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe', descriptor ?? 'ignore'],
    },
  )
  if (descriptor !== undefined) closeSync(descriptor)
  if (made.status !== 0)
    throw new Error(
      `Postgres could not make its files in ${cluster.folder}: ${made.error?.message ?? made.stderr.trim()}`,
    )
  if (existsSync(cluster.folder)) rmdirSync(cluster.folder)
  renameSync(unfinished, cluster.folder)
}

/** Written whole at each launch, so that a new version of Regulars brings its settings and a new OS user is let in. */
export function configure(cluster: Cluster): void {
  const users = new Set(['root', userInfo().username, ownerName(cluster)])
  const map = [...users].flatMap((user) => [`regulars "${user}" postgres`, `regulars "${user}" regulars`])
  replaceFile(cluster, 'postgresql.conf', wantedConfiguration(cluster))
  replaceFile(cluster, 'pg_hba.conf', 'local all all peer map=regulars\n')
  replaceFile(cluster, 'pg_ident.conf', `${map.join('\n')}\n`)
}

function ownerName(cluster: Cluster): string {
  if (cluster.account === undefined) return userInfo().username
  return execFileSync('id', ['-un', String(cluster.account.uid)], { encoding: 'utf8' }).trim()
}

function wantedConfiguration(cluster: Cluster): string {
  const socketFolder = isHandedOver(cluster.folder, cluster.account) ? THROUGH_DESCRIPTOR : cluster.folder
  return configurationText({ ...settingsFor(socketFolder), ...cluster.settings })
}

/** Replaces a file of the cluster as a whole. */
export function replaceFile(cluster: Cluster, name: string, text: string): void {
  const path = join(cluster.folder, name)
  const unfinished = `${path}.new`
  writeFileSync(unfinished, text, { mode: 0o600 })
  if (cluster.account !== undefined) chownSync(unfinished, cluster.account.uid, cluster.account.gid)
  renameSync(unfinished, path)
}

/** Whether the running server was launched with the settings that this process would give it. */
export function isConfigured(cluster: Cluster): boolean {
  const path = join(cluster.folder, 'postgresql.conf')
  return existsSync(path) && readFileSync(path, 'utf8') === wantedConfiguration(cluster)
}
