/**
 * The keys that protect personal fields, and the three primitives that use them. A version holds a master key, which wraps
 * the data keys of members, and an index key, which makes look-ups possible without the value. The newest version writes;
 * older ones are still read until rotation has finished (members/rotation.ts).
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes, randomFillSync } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { asInstant, type Instant, instantText, parseInstant } from '../base/time.ts'
import type { Clock } from './clock.ts'

export type KeyVersion = {
  readonly version: number
  readonly master: Buffer
  readonly index: Buffer
  /** When the version was added; the beginning of time when the keys do not say. */
  readonly madeAt: Instant
}

export type Keyring = {
  /** All versions, newest first; the first one writes. A key file that another process changed is noticed within a second. */
  live(): readonly [KeyVersion, ...KeyVersion[]]
  /** One version; looks at the key file again before it says undefined. */
  version(number: number): KeyVersion | undefined
  /** Adds a version of fresh random keys and returns its number. @throws KeysUnusable when the keys come from the environment */
  add(): number
  /** Forgets all versions but the newest: what they sealed and is not re-wrapped is lost. @throws KeysUnusable as `add` */
  retireOld(): void
  readonly from: 'file' | 'environment'
}

/** The keys cannot be used; the message is a sentence for the operator and names no key. */
export class KeysUnusable extends Error {
  constructor(sentence: string) {
    super(sentence)
    this.name = 'KeysUnusable'
  }
}

const KEY_BYTES = 32
const FILE = 'keys.json'
/** How often a process looks whether another one has replaced the file. */
const LOOK_MILLISECONDS = 1_000
/** After this long every process writes under a new version, and what it wrote under the old one is committed. */
export const KEYS_SETTLE_MILLISECONDS = 5_000
/** 32 random bytes have fewer different values than this less than once in 10^15 draws; a typed-in secret often has. */
const FEWEST_DIFFERENT_BYTES = 16

type Versions = readonly [KeyVersion, ...KeyVersion[]]

/**
 * Opens the keys: `environment` (the text of a key file, from REGULARS_KEYS) when given, else `keys.json` in `folder`,
 * which is made at the first start, readable only by its owner.
 * @throws KeysUnusable when the text is no keyring, a key is weak, or the file can be read by others
 */
export function openKeyring(given: { folder: string; environment?: string | undefined; clock: Clock }): Keyring {
  if (given.environment !== undefined && given.environment.trim() !== '')
    return fixedKeyring(parseKeys(given.environment, 'REGULARS_KEYS'))
  return fileKeyring(join(given.folder, FILE), given.clock)
}

function fixedKeyring(versions: Versions): Keyring {
  const refuse = (): never => {
    throw new KeysUnusable(
      'The keys come from REGULARS_KEYS. Change them there, restart every process, and run the rotation again.',
    )
  }
  return {
    live: () => versions,
    version: (number) => versions.find((one) => one.version === number),
    add: refuse,
    retireOld: refuse,
    from: 'environment',
  }
}

function fileKeyring(path: string, clock: Clock): Keyring {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) createFile(path, [freshVersion(1, clock.now())])
  let state = readFile(path)
  let lookedAt = clock.now()
  const reload = () => {
    const { changedAt, size } = fileState(path)
    if (changedAt !== state.changedAt || size !== state.size) state = readFile(path)
  }
  const live = () => {
    const now = clock.now()
    if (Math.abs(now - lookedAt) >= LOOK_MILLISECONDS) {
      lookedAt = now
      reload()
    }
    return state.versions
  }
  const replace = (versions: Versions) => {
    replaceFile(path, versions)
    state = readFile(path)
  }
  return {
    live,
    version: (number) => {
      const known = live().find((one) => one.version === number)
      if (known !== undefined) return known
      reload()
      return state.versions.find((one) => one.version === number)
    },
    add: () => {
      reload()
      const number = state.versions[0].version + 1
      replace([freshVersion(number, clock.now()), ...state.versions])
      return number
    },
    retireOld: () => {
      reload()
      replace([state.versions[0]])
    },
    from: 'file',
  }
}

type FileState = { readonly versions: Versions; readonly changedAt: number; readonly size: number }

function fileState(path: string): { changedAt: number; size: number; mode: number } {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined)
    throw new KeysUnusable(`The key file ${path} is gone. Put it back: without it no personal field can be read.`)
  return { changedAt: found.mtimeMs, size: found.size, mode: found.mode & 0o777 }
}

function readFile(path: string): FileState {
  const { mode, ...found } = fileState(path)
  if ((mode & 0o077) !== 0 && process.platform !== 'win32')
    throw new KeysUnusable(
      `The key file ${path} can be used by other accounts of this machine (mode ${mode.toString(8)}). Run: chmod 600 ${path}`,
    )
  return { versions: parseKeys(readFileSync(path, 'utf8'), path), ...found }
}

function freshVersion(version: number, madeAt: Instant): KeyVersion {
  return { version, madeAt, master: randomBytes(KEY_BYTES), index: randomBytes(KEY_BYTES) }
}

/** The text of a key file, also what REGULARS_KEYS holds. */
export function keysText(versions: readonly KeyVersion[]): string {
  const kept = versions.map((one) => ({
    version: one.version,
    madeAt: instantText(one.madeAt),
    master: one.master.toString('base64'),
    index: one.index.toString('base64'),
  }))
  return `${JSON.stringify({ about: 'Keys of Regulars. Keep a copy apart from the database backups.', versions: kept }, null, 2)}\n`
}

function writeWhole(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600)
  try {
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** A crash leaves no half-written file, and of two processes that start at once the first one's keys stand. */
function createFile(path: string, versions: Versions): void {
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  writeWhole(draft, keysText(versions))
  try {
    linkSync(draft, path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    rmSync(draft)
  }
}

function replaceFile(path: string, versions: Versions): void {
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  writeWhole(draft, keysText(versions))
  renameSync(draft, path)
}

function parseKeys(text: string, where: string): Versions {
  const unusable = (what: string) => new KeysUnusable(`${where} holds no usable keys: ${what}.`)
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch {
    throw unusable('it is not JSON')
  }
  const listed: unknown = typeof read === 'object' && read !== null && 'versions' in read ? read.versions : undefined
  if (!Array.isArray(listed)) throw unusable('"versions" is missing')
  const versions = listed.map((one: unknown) => parseVersion(one, unusable)).sort((a, b) => b.version - a.version)
  const [newest, ...older] = versions
  if (newest === undefined) throw unusable('"versions" is empty')
  if (new Set(versions.map((one) => one.version)).size !== versions.length) throw unusable('a version is there twice')
  return [newest, ...older]
}

function parseVersion(read: unknown, unusable: (what: string) => KeysUnusable): KeyVersion {
  if (typeof read !== 'object' || read === null) throw unusable('a version is not an object')
  const { version, madeAt, master, index } = read as Record<string, unknown>
  if (!(Number.isSafeInteger(version) && Number(version) > 0)) throw unusable('a version has no number')
  const key = (given: unknown, name: string) => {
    const bytes = Buffer.from(typeof given === 'string' ? given : '', 'base64')
    if (bytes.length !== KEY_BYTES)
      throw unusable(`the ${name} key of version ${Number(version)} is not ${KEY_BYTES} bytes`)
    if (new Set(bytes).size < FEWEST_DIFFERENT_BYTES)
      throw unusable(`the ${name} key of version ${Number(version)} is not random`)
    return bytes
  }
  const made = typeof madeAt === 'string' ? parseInstant(madeAt) : undefined
  return {
    version: Number(version),
    madeAt: made ?? asInstant(0),
    master: key(master, 'master'),
    index: key(index, 'index'),
  }
}

const IV_BYTES = 12
const TAG_BYTES = 16

/** One draw from the operating system costs as much as sealing a field: drawn in stock, each byte handed out once. */
const stock = Buffer.alloc(8_192)
let drawn = stock.length

/** @param bytes at most 64 */
export function randomFromStock(bytes: number): Buffer {
  if (drawn + bytes > stock.length) {
    randomFillSync(stock)
    drawn = 0
  }
  const taken = Buffer.from(stock.subarray(drawn, drawn + bytes))
  stock.fill(0, drawn, drawn + bytes)
  drawn += bytes
  return taken
}

/**
 * AES-256-GCM: a fresh 12-byte IV, the 16-byte tag, then the ciphertext.
 * @param context what the sealed bytes belong to; they open only under the same words
 */
export function seal(key: Buffer, context: string, plain: Buffer | string): Buffer {
  const iv = randomFromStock(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.from(context))
  const body = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain)
  cipher.final()
  return Buffer.concat([iv, cipher.getAuthTag(), body])
}

/** @throws Error when the key, the context or a byte differs from what was sealed */
export function unseal(key: Buffer, context: string, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(context))
  decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
  const body = decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES))
  decipher.final()
  return body
}

/** HMAC-SHA-256 of a value for one purpose; equal values give equal digests, and without the key neither can be found. */
export function blindIndex(index: Buffer, purpose: string, value: string): Buffer {
  return createHmac('sha256', index).update(purpose).update('\n').update(value).digest()
}

/** What somebody keeps sealed under master keys beside the members' keys, and brings along when those change (members/rotation). */
export type AlsoSealed = {
  /** Brings everything under the newest version; may be repeated at will. */
  reseal(): Promise<void>
  /** Whether something still needs an older version. */
  left(): Promise<boolean>
  /** @returns versions of master keys that should open something and do not */
  closed(): Promise<readonly number[]>
}

/** @returns the versions under which something was sealed that does not open */
export function versionsClosed(kept: readonly { readonly keyVersion: number; readonly open: () => void }[]): number[] {
  return kept.flatMap(({ keyVersion, open }) => {
    try {
      open()
      return []
    } catch {
      return [keyVersion]
    }
  })
}
