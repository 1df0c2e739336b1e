/**
 * Slows guessing down: by account, by the device that signed in before, and by network address. The keys of the table
 * are digests, so it holds no address of anybody.
 */
import { randomBytes } from 'node:crypto'
import { Refused } from '../../base/refusals.ts'
import { asInstant } from '../../base/time.ts'
import type { Clock } from '../../platform/clock.ts'
import { addressGroup } from '../../platform/http/address.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { tooManyAttempts } from '../errors.ts'
import { accountPatience, addressPatience, type Patience } from '../rules.ts'
import { keyedDigest, sameDigest } from '../secrets.ts'
import { count, forgive, openAt, removeForgotten, takeBack } from './store.ts'

export type Attempt = {
  /** The secret was right: nothing counts any more. */
  succeeded(): Promise<void>
  /** The secret was not looked at: this attempt does not count. */
  unheard(): Promise<void>
}

export type Guard = {
  /** @param device what `deviceOf` gave this browser earlier @throws Refused tooManyAttempts */
  signIn(from: { address: string; email: string; device: string | undefined }): Promise<Attempt>
  /** Another secret of an account, for example the current password when it is changed. @throws Refused tooManyAttempts */
  confirmation(from: { address: string; staffId: string }): Promise<Attempt>
  /** Marks a browser as one in which this account signed in: its failures are counted apart from others'. */
  deviceOf(email: string): string
}

const HOUR_MILLISECONDS = 3_600_000
const NONCE_BYTES = 16

export function guard({ db, clock, secret }: { db: Database; clock: Clock; secret: string }): Guard {
  const key = (...parts: readonly string[]): Buffer => keyedDigest(secret, 'attempts', ...parts)
  const mark = (email: string, nonce: string): Buffer => keyedDigest(secret, 'device', email, nonce)

  async function begin(watched: readonly { key: Buffer; patience: Patience }[]): Promise<void> {
    const at = clock.now()
    for (const one of watched) {
      const forgetAt = asInstant(at + one.patience.forgetHours * HOUR_MILLISECONDS)
      if (await count(db, { key: one.key, at, forgetAt, waits: one.patience.waits })) continue
      const until = (await openAt(db, one.key)) ?? at
      throw new Refused(tooManyAttempts({ seconds: Math.max(1, Math.ceil((until - at) / 1000)) }))
    }
  }

  /** The address first: an address that is closed must not use up the tries of the account's holder. */
  async function attempt(address: string, account: Buffer): Promise<Attempt> {
    const network = key('address', addressGroup(address))
    await begin([
      { key: network, patience: addressPatience },
      { key: account, patience: accountPatience },
    ])
    return {
      async succeeded() {
        const at = clock.now()
        await takeBack(db, network, at)
        await forgive(db, account)
        await removeForgotten(db, at)
      },
      async unheard() {
        const at = clock.now()
        await takeBack(db, network, at)
        await takeBack(db, account, at)
      },
    }
  }

  /** The random part of a mark that belongs to this account. */
  function nonceOf(email: string, device: string): string | undefined {
    const [nonce = '', digest = ''] = device.split('.')
    return sameDigest(Buffer.from(digest, 'base64url'), mark(email, nonce)) ? nonce : undefined
  }

  return {
    signIn({ address, email, device }) {
      const nonce = device === undefined ? undefined : nonceOf(email, device)
      return attempt(address, nonce === undefined ? key('account', email) : key('device', nonce))
    },
    confirmation: ({ address, staffId }) => attempt(address, key('confirmation', staffId)),
    deviceOf(email) {
      const nonce = randomBytes(NONCE_BYTES).toString('hex')
      return `${nonce}.${mark(email, nonce).toString('base64url')}`
    },
  }
}
