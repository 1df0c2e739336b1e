/** Short-lived tokens that cost no row until they are used: what they say, until when, and a signature. Each works once. */
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { asInstant, type Instant } from '../base/time.ts'
import { changed, type Database, stamp, type Tx } from '../platform/postgres/database.ts'
import { digestOf, keyedDigest, sameDigest } from './secrets.ts'

/** What a token is good for; one for another purpose is no token. */
type Purpose = 'second-step' | 'passkey' | 'passkey-registration' | 'sso'

export type Tokens = {
  /** @param says texts of any kind */
  make(purpose: Purpose, says: readonly string[], at: Instant): string
  /** What it says; undefined when it is forged, too old, or made for something else. */
  read(purpose: Purpose, token: string, at: Instant): readonly string[] | undefined
  /** @returns false when it was used before */
  spend(on: Database | Tx, token: string, at: Instant): Promise<boolean>
}

/** Long enough to find one's phone. */
export const TOKEN_SECONDS = 10 * 60
const TOKEN_MILLISECONDS = TOKEN_SECONDS * 1000
const NONCE_BYTES = 16

export function tokens(secret: string): Tokens {
  const signature = (purpose: Purpose, body: string): Buffer => keyedDigest(secret, 'token', purpose, body)
  return {
    make(purpose, says, at) {
      const content = [at + TOKEN_MILLISECONDS, randomBytes(NONCE_BYTES).toString('base64url'), ...says]
      const body = Buffer.from(JSON.stringify(content)).toString('base64url')
      return `${body}.${signature(purpose, body).toString('base64url')}`
    },
    read(purpose, token, at) {
      const [body = '', given = ''] = token.split('.')
      if (!sameDigest(Buffer.from(given, 'base64url'), signature(purpose, body))) return undefined
      const [until, , ...says]: unknown[] = JSON.parse(Buffer.from(body, 'base64url').toString())
      if (typeof until !== 'number' || until <= at || until > at + TOKEN_MILLISECONDS) return undefined
      return says.map(String)
    },
    async spend(on, token, at) {
      await sql`delete from staff_spent where forget_at <= ${stamp(at)}::timestamptz`.execute(on)
      const forgetAt = asInstant(at + TOKEN_MILLISECONDS)
      const spent = sql`
        insert into staff_spent (hash, forget_at) values (${digestOf(token)}, ${stamp(forgetAt)}::timestamptz)
        on conflict (hash) do nothing`
      return (await changed(on, spent)) > 0
    },
  }
}
