/**
 * Runs once around all tests: names the folder of the run's Postgres, and takes it away afterwards.
 * Postgres itself is started by the first test that asks for a database, so that a run without such tests does not wait.
 */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { type Held, lock, tryLock } from '../../src/platform/filelock.ts'
import { silentLog } from '../../src/platform/log.ts'
import { hasCluster, startEmbedded } from '../../src/platform/postgres/embedded.ts'
import { testSettings } from './settings.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of everything that this run's databases need. */ testFolder: string
  }
}

const PREFIX = 'regulars-test-'
let folder = ''
let owner: Held | undefined

export async function setup(project: TestProject): Promise<void> {
  await removeLeftovers()
  folder = mkdtempSync(join(tmpdir(), PREFIX))
  owner = await lock(join(folder, 'owner.lock'), 'exclusive', 1)
  project.provide('testFolder', folder)
}

export async function teardown(): Promise<void> {
  await remove(folder)
  owner?.release()
}

/** A run that was killed leaves its folder and its Postgres; its lock is free, which tells it from a run beside this one. */
async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const path = join(tmpdir(), name)
    if (!name.startsWith(PREFIX) || !existsSync(join(path, 'owner.lock'))) continue
    const free = tryLock(join(path, 'owner.lock'), 'exclusive')
    if (free === undefined) continue
    await remove(path)
    free.release()
  }
}

async function remove(path: string): Promise<void> {
  const dataDir = join(path, 'data')
  if (hasCluster(dataDir)) {
    const postgres = await startEmbedded({ dataDir, log: silentLog(), settings: testSettings })
    await postgres.stop()
  }
  rmSync(path, { recursive: true, force: true })
}
