/** One server per data folder. Commands such as `import` and `verify` may run beside it. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { tryLock } from './filelock.ts'

export type DataFolderLock = {
  /** Leaves word of where the server listens, for whoever comes second. */ announce(address: { port: number }): void
  release(): void
}

/** The server that has the folder, as far as it has said; it says its port once it listens. */
export type Holder = { readonly pid: number; readonly port: number | undefined }

/** Another server has the data folder. The message names it and says what can be done. */
export class DataFolderInUse extends Error {
  readonly holder: Holder | undefined
  constructor(dataDir: string, holder: Holder | undefined) {
    const who = holder === undefined ? 'another process' : `process ${holder.pid}`
    const where = holder?.port === undefined ? '' : `, on port ${holder.port}`
    super(
      `Regulars already runs on the data folder ${dataDir}: ${who}${where}. Stop it first, or choose another folder with --data.`,
    )
    this.name = 'DataFolderInUse'
    this.holder = holder
  }
}

const lockFile = (dataDir: string): string => join(dataDir, 'server.lock')
const noteFile = (dataDir: string): string => join(dataDir, 'server.json')

/** Takes the folder for a server until `release`, or until this process dies. @throws DataFolderInUse */
export function lockDataFolder(dataDir: string): DataFolderLock {
  const held = tryLock(lockFile(dataDir), 'exclusive')
  if (held === undefined) throw new DataFolderInUse(dataDir, readNote(dataDir))
  note(dataDir, { pid: process.pid, port: undefined })
  return {
    announce: ({ port }) => note(dataDir, { pid: process.pid, port }),
    release: () => {
      rmSync(noteFile(dataDir), { force: true })
      held.release()
    },
  }
}

/** The server that runs on this folder now, if one does. */
export function holderOf(dataDir: string): Holder | undefined {
  const free = tryLock(lockFile(dataDir), 'exclusive')
  free?.release()
  return free === undefined ? (readNote(dataDir) ?? { pid: 0, port: undefined }) : undefined
}

function note(dataDir: string, holder: Holder): void {
  const unfinished = `${noteFile(dataDir)}.new`
  writeFileSync(unfinished, JSON.stringify(holder), { mode: 0o600 })
  renameSync(unfinished, noteFile(dataDir))
}

/** The lock says whether a server runs; this note, which outlives a killed one, only says which. */
function readNote(dataDir: string): Holder | undefined {
  try {
    const noted: unknown = JSON.parse(readFileSync(noteFile(dataDir), 'utf8'))
    if (typeof noted !== 'object' || noted === null || !('pid' in noted) || typeof noted.pid !== 'number')
      return undefined
    return { pid: noted.pid, port: 'port' in noted && typeof noted.port === 'number' ? noted.port : undefined }
  } catch {
    return undefined
  }
}
