/**
 * Locks that the operating system holds and lets go of when their process dies, however it dies: nothing stale can remain.
 * Node has no `flock`; SQLite, which comes with it, takes POSIX locks on a file, exclusive or shared. The file stays empty.
 */
import { chownSync, closeSync, existsSync, openSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'

export type Held = { /** Lets go; a second call does nothing. */ release(): void }
export type LockKind = 'exclusive' | 'shared'

/** A handle that nobody remembers would be collected, and its lock with it. */
const kept = new Set<DatabaseSync>()
/** Result code of SQLite for "another connection holds a lock that excludes this one". */
const SQLITE_BUSY = 5
/** How often a waiting process looks again. */
const RETRY_MILLISECONDS = 20

/** Takes the lock at once, or returns undefined when another holder (in this process or another) excludes it. */
export function tryLock(path: string, kind: LockKind): Held | undefined {
  createFor(path)
  const file = new DatabaseSync(path, { timeout: 0 })
  try {
    // Nothing is ever written, so nothing needs a journal, which would be one more file.
    file.exec('pragma journal_mode = memory')
    if (kind === 'exclusive') file.exec('begin exclusive')
    else file.exec('begin; select count(*) from sqlite_schema')
  } catch (error) {
    file.close()
    if (isBusy(error)) return undefined
    throw new Error(`cannot lock ${path}`, { cause: error })
  }
  kept.add(file)
  return {
    release: () => {
      if (kept.delete(file)) file.close()
    },
  }
}

/** Waits for the lock. @throws when it is not free within `seconds` */
export async function lock(path: string, kind: LockKind, seconds: number): Promise<Held> {
  const giveUpAt = performance.now() + seconds * 1000
  for (;;) {
    const held = tryLock(path, kind)
    if (held !== undefined) return held
    if (performance.now() > giveUpAt) throw new Error(`another process has held ${path} for ${seconds} s`)
    await sleep(RETRY_MILLISECONDS)
  }
}

/**
 * Makes the file, owned by the folder's owner, so that root's visit does not lock the folder's owner out.
 * An existing file is not opened: closing a file drops all POSIX locks that this process has on it.
 */
function createFor(path: string): void {
  if (existsSync(path)) return
  closeSync(openSync(path, 'a', 0o600))
  if (process.getuid?.() !== 0) return
  const folder = statSync(dirname(path))
  chownSync(path, folder.uid, folder.gid)
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && Number(error.errcode) % 256 === SQLITE_BUSY
}
