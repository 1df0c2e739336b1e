/** The use cases of imports: look at a file, take it in, run it to its end, stop it, and say what became of each line. */
import { randomBytes } from 'node:crypto'
import { createWriteStream, existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { canonical } from '../base/canonical.ts'
import type { ImportId } from '../base/ids.ts'
import { Refused } from '../base/refusals.ts'
import { fingerprint } from '../platform/idempotency.ts'
import type { Ids } from '../platform/ids.ts'
import { transaction } from '../platform/postgres/database.ts'
import { fileGone, importFinished, importRunning, importUnknown, mappingNeeded, noRejections } from './errors.ts'
import type { Mapping } from './mapping.ts'
import { type Preview, previewOf } from './preview.ts'
import { type Survey, survey } from './reading.ts'
import { Interrupted, type Progress, type RunParts, run } from './run.ts'
import * as store from './store.ts'
import type { Summary } from './summary.ts'

export type ImportsParts = RunParts & {
  readonly ids: Ids
  /** Files that were uploaded, and those of rejected lines, are kept in it. */ readonly folder: string
  /** Hears of bugs in runs that nobody waits for. */ readonly onError?: (error: unknown) => void
}

export type Given = { readonly file: Survey; readonly name: string; readonly by: string }
export type Upload = {
  readonly content: Readable
  readonly name: string
  readonly by: string
  /** Called when all has come; throws when the content was cut short. */ readonly whole?: () => void
}
export type RunOptions = {
  /** Where the file is, when it is not one that was uploaded. */ readonly file?: Survey
  /** Where its rejected lines go, when not beside the uploaded file. */ readonly rejected?: string
  readonly onProgress?: (progress: Progress) => void
  readonly stopping?: () => boolean
}

export type ImportsService = {
  /** The first lines as understood and the problems of all lines looked at. Writes nothing. */
  preview(file: Survey, mapping: Mapping | undefined, lines?: number): Promise<Preview>
  /** Of a file that was uploaded. */
  previewOf(importId: ImportId, mapping: Mapping | undefined, lines?: number): Promise<Preview>
  /** Keeps an uploaded file, which then waits for its mapping. @throws Refused fileUnreadable, fileTooLarge */
  receive(upload: Upload): Promise<ImportId>
  /** Says how to understand the file. @returns another import's id when the same file under the same mapping is that one */
  claim(importId: ImportId, mapping: Mapping): Promise<ImportId>
  /** An import of a file that stays where it is; the known one when there is one. */
  enter(given: Given, mapping: Mapping): Promise<ImportId>
  /** Runs to the end, from where an earlier run stopped. The summary again when it is finished. */
  run(importId: ImportId, options?: RunOptions): Promise<Summary>
  /** Runs in the background of this process. */
  start(importId: ImportId): Promise<void>
  /** Stops it at its next step; one that waits for its mapping is forgotten with its file. */
  cancel(importId: ImportId): Promise<store.ImportRow>
  get(importId: ImportId): Promise<store.ImportRow>
  list(page: { before: ImportId | null; limit: number }): Promise<store.ImportRow[]>
  /** The first rejections, for a screen. */
  rejections(importId: ImportId, page: { after: number; limit: number }): Promise<store.RejectionRow[]>
  /** The path of the CSV file. @throws Refused noRejections */
  rejectedFile(importId: ImportId): Promise<string>
  /** Goes on with what an earlier process left unfinished. */
  resume(): Promise<void>
  /** Interrupts the runs of this process at their next step and waits for them. */
  stop(): Promise<void>
}

/** A run that ends takes its file away, also from under someone who looks at it. */
async function whileThere<T>(look: () => Promise<T>): Promise<T> {
  try {
    return await look()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw new Refused(fileGone({}))
    throw error
  }
}

/** The same content under the same mapping is the same import, whatever the file is called. */
function identityOf(fileHash: Buffer, mapping: Mapping): Buffer {
  return fingerprint({ file: fileHash.toString('hex'), mapping: canonical(mapping) })
}

export function importsService(parts: ImportsParts): ImportsService {
  const { db, pool, clock, ids, folder } = parts
  const running = new Map<ImportId, Promise<unknown>>()
  let stopped = false

  const fileOf = (importId: ImportId): string => join(folder, importId, 'file')
  const rejectedOf = (importId: ImportId): string => join(folder, importId, 'rejected.csv')

  async function get(importId: ImportId): Promise<store.ImportRow> {
    const found = await store.importById(db, importId)
    if (found === undefined) throw new Refused(importUnknown({}))
    return found
  }

  async function take({ file, name, by }: Given): Promise<ImportId> {
    const importId = ids.next<'import'>()
    const given = { importId, name: name.slice(0, 255), fileHash: file.hash, startedBy: by, createdAt: clock.now() }
    await transaction(db, (tx) => store.addImport(tx, { ...given, secret: randomBytes(32) }))
    return importId
  }

  async function receive({ content, name, by, whole }: Upload): Promise<ImportId> {
    const path = join(folder, 'uploads', ids.next())
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    try {
      await pipeline(content, createWriteStream(path, { mode: 0o600 }))
      whole?.()
      const importId = await take({ file: await survey(path), name: basename(name), by })
      await mkdir(dirname(fileOf(importId)), { recursive: true, mode: 0o700 })
      await rename(path, fileOf(importId))
      return importId
    } finally {
      await rm(path, { force: true })
    }
  }

  /** Only what waits for its mapping: nothing was done with it. */
  async function forget(importId: ImportId): Promise<void> {
    await transaction(db, (tx) => store.removeWaiting(tx, importId))
    await rm(join(folder, importId), { recursive: true, force: true })
  }

  async function claim(importId: ImportId, mapping: Mapping): Promise<ImportId> {
    const { fileHash, mapping: before } = await get(importId)
    if (before !== null) {
      if (canonical(before) !== canonical(mapping)) throw new Refused(importFinished({}))
      return importId
    }
    const identity = identityOf(fileHash, mapping)
    const first = await transaction(db, (tx) => store.claimFile(tx, { importId, fingerprint: identity, mapping }))
    if (first) return importId
    await forget(importId)
    return (await store.importOf(db, identity)) ?? claim(importId, mapping)
  }

  async function uploaded(importId: ImportId, mapping: Mapping | null): Promise<Survey> {
    if (!existsSync(fileOf(importId))) throw new Refused(fileGone({}))
    return survey(fileOf(importId), mapping?.file?.encoding)
  }

  async function runAlone(importId: ImportId, options: RunOptions): Promise<Summary> {
    const found = await get(importId)
    if (found.summary !== null) return found.summary
    if (found.mapping === null) throw new Refused(mappingNeeded({}))
    const file = options.file ?? (await uploaded(importId, found.mapping))
    if (!file.hash.equals(found.fileHash)) throw new Refused(fileGone({}))
    await store.setState(db, importId, { state: 'running', problem: null })
    try {
      const summary = await run(parts, {
        importId,
        file,
        rejected: options.rejected ?? rejectedOf(importId),
        stopping: () => stopped || options.stopping?.() === true,
        ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
      })
      // What was uploaded holds personal data, and is not needed any more.
      if (options.file === undefined) await rm(fileOf(importId), { force: true })
      return summary
    } catch (error) {
      if (error instanceof Refused && error.refusal.refusal !== 'import.cancelled')
        await store.setState(db, importId, { state: 'failed', problem: store.problemOf(error.refusal) })
      throw error
    }
  }

  /** One process runs an import at a time; a session's lock ends with the session, however that ends. */
  async function locked<T>(importId: ImportId, work: () => Promise<T>): Promise<T> {
    const client = await pool.connect()
    try {
      const { rows } = await client.query<{ held: boolean }>(
        'select pg_try_advisory_lock(hashtextextended($1, 8)) as held',
        [importId],
      )
      if (rows[0]?.held !== true) throw new Refused(importRunning({}))
      try {
        return await work()
      } finally {
        await client.query('select pg_advisory_unlock(hashtextextended($1, 8))', [importId])
      }
    } finally {
      client.release()
    }
  }

  function runLocked(importId: ImportId, options: RunOptions = {}): Promise<Summary> {
    const at = locked(importId, () => runAlone(importId, options))
    const ended = at.catch(() => {}).finally(() => running.delete(importId))
    running.set(importId, ended)
    return at
  }

  /** A run that nobody waits for: its refusals are kept with the import, bugs are heard of. */
  function inBackground(importId: ImportId): void {
    runLocked(importId).catch((error: unknown) => {
      if (!(error instanceof Refused) && !(error instanceof Interrupted)) parts.onError?.(error)
    })
  }

  return {
    receive,
    claim,
    get,
    run: runLocked,
    preview: (file, mapping, lines) => previewOf({ file, mapping, lines, clock }),
    async previewOf(importId, mapping, lines) {
      const found = await get(importId)
      const wanted = mapping ?? found.mapping
      return whileThere(async () => {
        const file = await uploaded(importId, wanted)
        return previewOf({ file, mapping: wanted ?? undefined, lines, clock })
      })
    },
    async enter(given, mapping) {
      const known = await store.importOf(db, identityOf(given.file.hash, mapping))
      return known ?? claim(await take(given), mapping)
    },
    async start(importId) {
      const found = await get(importId)
      if (found.state === 'done') throw new Refused(importFinished({}))
      if (found.mapping === null) throw new Refused(mappingNeeded({}))
      if (running.has(importId)) return
      await uploaded(importId, found.mapping)
      await store.setState(db, importId, { state: 'running', problem: null })
      inBackground(importId)
    },
    async cancel(importId) {
      const found = await get(importId)
      if (found.mapping === null) {
        await forget(importId)
        return { ...found, state: 'cancelled' }
      }
      if (!(await store.setState(db, importId, { state: 'cancelled', problem: null })))
        throw new Refused(importFinished({}))
      await running.get(importId)
      return get(importId)
    },
    list: (page) => store.newestImports(db, page),
    rejections: (importId, page) => store.rejectionsAfter(db, importId, page),
    async rejectedFile(importId) {
      await get(importId)
      if (!existsSync(rejectedOf(importId))) throw new Refused(noRejections({}))
      return rejectedOf(importId)
    },
    async resume() {
      for (const { importId } of await store.interruptedImports(db))
        if (existsSync(fileOf(importId))) inBackground(importId)
    },
    async stop() {
      stopped = true
      await Promise.all(running.values())
    },
  }
}
