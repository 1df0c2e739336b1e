/** Passwords are kept as Argon2id in the PHC text form, with the parameters beside the digest so that they can grow. */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { Refused } from '../base/refusals.ts'
import { tooBusy } from './errors.ts'
import { normalPassword } from './rules.ts'

/**
 * OWASP Password Storage Cheat Sheet: 46 MiB and one pass, some 60 ms on one core. Of its equal choices it is the one above
 * 32 MiB, which glibc gives back to the system at once; with 19 MiB the server kept 80 MB after twenty sign-ins.
 */
type Cost = { readonly memory: number; readonly passes: number; readonly parallelism: number }
const cost: Cost = { memory: 47_104, passes: 1, parallelism: 1 }
const SALT_BYTES = 16
const DIGEST_BYTES = 32

/** Threads and memory are shared with all other work: a flood of sign-ins waits for itself, not the tills for it. */
const AT_ONCE = 2
const WAITING_AT_MOST = 60

let working = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (working < AT_ONCE) working += 1
  else if (waiting.length >= WAITING_AT_MOST) throw new Refused(tooBusy({}))
  else await new Promise<void>((resolve) => waiting.push(resolve))
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next === undefined) working -= 1
    else next()
  }
}

/** @throws Refused tooBusy */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const digest = await inTurn(() => derive(password, salt, cost, DIGEST_BYTES))
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${plain64(salt)}$${plain64(digest)}`
}

const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

/** @throws Refused tooBusy; Error when the stored text is no Argon2id hash */
export async function isPassword({ hash, password }: { hash: string; password: string }): Promise<boolean> {
  const [, memory, passes, parallelism, salt, digest] = phc.exec(hash) ?? []
  if (salt === undefined || digest === undefined) throw new Error('a stored password is not in the known form')
  const kept = Buffer.from(digest, 'base64')
  const given: Cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
  const derived = await inTurn(() => derive(password, Buffer.from(salt, 'base64'), given, kept.length))
  return timingSafeEqual(derived, kept)
}

function derive(password: string, nonce: Buffer, given: Cost, tagLength: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const message = Buffer.from(normalPassword(password))
    argon2('argon2id', { message, nonce, tagLength, ...given }, (error, digest) =>
      error === null ? resolve(digest) : reject(error),
    )
  })
}

function plain64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}
