/**
 * Postgres refuses to run as root. When Regulars is root, Postgres runs as an OS user of its own, which may not be able
 * to enter the folders above the data (say /root): then it is handed the open folder instead of a path.
 */
import { execFileSync } from 'node:child_process'
import { type Stats, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** Whom Postgres runs as; undefined: as this process does. */
export type Account = { readonly uid: number; readonly gid: number }

const USER = 'regulars-postgres'

export function isRoot(): boolean {
  return process.getuid?.() === 0
}

/**
 * The account for the cluster in `cluster`: as root, the folder's present owner, or for a new one the user
 * `regulars-postgres`, made when missing; otherwise this process's own user.
 * @throws with what to do when the cluster belongs to somebody else
 */
export function accountFor(cluster: string): Account | undefined {
  const present = statSync(cluster, { throwIfNoEntry: false })
  if (!isRoot()) {
    if (present !== undefined && present.uid !== process.getuid?.())
      throw new Error(
        `${cluster} belongs to another user (uid ${present.uid}). Start Regulars as that user or as root, or choose another folder with --data.`,
      )
    return undefined
  }
  if (present !== undefined && present.uid !== 0) return { uid: present.uid, gid: present.gid }
  return find() ?? create()
}

function find(): Account | undefined {
  try {
    return { uid: numberFrom('id', ['-u', USER]), gid: numberFrom('id', ['-g', USER]) }
  } catch {
    return undefined
  }
}

function numberFrom(command: string, args: string[]): number {
  return Number(execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
}

function create(): Account {
  const options = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent']
  try {
    execFileSync('useradd', [...options, '--shell', '/usr/sbin/nologin', USER], { stdio: ['ignore', 'ignore', 'pipe'] })
  } catch (error) {
    // Two first starts on one machine may both try; the second finds what the first made.
    const made = find()
    if (made !== undefined) return made
    throw new Error(
      `Postgres does not run as root, and the OS user ${USER} could not be made for it. Run: useradd ${options.join(' ')} ${USER} — or start Regulars as an ordinary user, or set DATABASE_URL.`,
      { cause: error },
    )
  }
  const made = find()
  if (made === undefined) throw new Error(`the OS user ${USER} was made but cannot be found`)
  return made
}

function mayEnter(folder: Stats, account: Account): boolean {
  if (folder.uid === account.uid) return (folder.mode & 0o100) !== 0
  if (folder.gid === account.gid) return (folder.mode & 0o010) !== 0
  return (folder.mode & 0o001) !== 0
}

/** Whether the account may enter the folder and all folders above it, going by owner, group and mode. */
export function canReach(folder: string, account: Account): boolean {
  for (let here = folder; ; here = dirname(here)) {
    if (!mayEnter(statSync(here), account)) return false
    if (here === dirname(here)) return true
  }
}
