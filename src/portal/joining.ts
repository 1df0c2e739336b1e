/**
 * Who has shown that a phone, a mailbox or a WeChat account is his and is no member yet carries that proof himself, sealed, until
 * he has read what he agrees to: nothing about strangers is kept.
 */
import { Refused } from '../base/refusals.ts'
import { type Identity, identityKinds } from '../members/member.ts'
import type { Clock } from '../platform/clock.ts'
import { type Keyring, seal, unseal } from '../platform/keyring.ts'
import { joiningLapsed } from './errors.ts'

const JOINING_MILLISECONDS = 20 * 60_000
const CONTEXT = 'portal|joining'

export type Joining = {
  /** A text for who proved these identities. */
  issue(identities: readonly Identity[]): string
  /** @throws Refused joiningLapsed when it is too old, or was not issued here */
  open(token: string): Identity[]
}

export function joiningOf({ keyring, clock }: { keyring: Keyring; clock: Clock }): Joining {
  return {
    issue(identities) {
      const [newest] = keyring.live()
      const said = identities.map(({ kind, source, value }) => [kind, source, value])
      return seal(newest.master, CONTEXT, JSON.stringify([clock.now(), ...said])).toString('base64url')
    },
    open(token) {
      const [at, ...said] = keyring.live().flatMap(({ master }) => opened(master, token) ?? [])
      const fresh = typeof at === 'number' && at <= clock.now() && clock.now() - at < JOINING_MILLISECONDS
      if (!fresh) throw new Refused(joiningLapsed({}))
      return said.map(identityIn)
    },
  }
}

function opened(master: Buffer, token: string): unknown[] | undefined {
  try {
    const read: unknown = JSON.parse(unseal(master, CONTEXT, Buffer.from(token, 'base64url')).toString())
    return Array.isArray(read) ? read : undefined
  } catch {
    return undefined
  }
}

function identityIn(one: unknown): Identity {
  const [kind, source, value] = Array.isArray(one) ? one.map(String) : []
  const known = identityKinds.find((each) => each === kind)
  if (known === undefined || source === undefined || value === undefined)
    throw new Error('a sealed proof is not what was sealed')
  return { kind: known, source, value }
}
