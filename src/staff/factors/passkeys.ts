/**
 * Passkeys (WebAuthn): kept on the device, they know for which address they are, and their holder shows a finger, a face or a PIN.
 * So one of them is both factors. What devices answer is checked by @simplewebauthn/server, loaded when the first one comes.
 */

import { randomBytes } from 'node:crypto'
import type { Static } from 'typebox'
import { accepted, Refused } from '../../base/refusals.ts'
import { announce } from '../../platform/facts.ts'
import { isUniqueViolation, transaction } from '../../platform/postgres/database.ts'
import { factorUnknown, passkeysAtMost, passkeyTaken, passkeyUnusable, signInExpired, staffUnknown } from '../errors.ts'
import { staffFact } from '../facts.ts'
import type { StaffParts } from '../parts.ts'
import { checkedName, KEY_NAME_AT_MOST } from '../rules.ts'
import type { StaffId } from '../staff.ts'
import { lockStaff, staffById } from '../store.ts'
import type { Tokens } from '../tokens.ts'
import { toldOf } from '../told.ts'
import type { Passkey, PasskeyId } from './factor.ts'
import type { assertedSchema, assertionSchema, registeredSchema, registrationSchema } from './passkeyschemas.ts'
import { withoutOne } from './service.ts'
import { addPasskey, notePasskeyUse, passkeyByCredential, passkeysOf, removePasskey } from './store.ts'

type Asserted = Static<typeof assertedSchema>
type Registered = Static<typeof registeredSchema>

/** `origin` is always that under which the browser reached us: `https://loyalty.example`. */
export type PasskeyService = {
  beginPasskey(staffId: StaffId, origin: string): Promise<Static<typeof registrationSchema>>
  /** @throws Refused signInExpired, passkeyUnusable, passkeyTaken, passkeysAtMost, invalidName */
  addPasskey(
    staffId: StaffId,
    given: { token: string; name: string; response: Registered },
    origin: string,
  ): Promise<Passkey>
  /** @throws Refused factorUnknown, factorDemanded */
  removePasskey(staffId: StaffId, passkeyId: PasskeyId): Promise<void>
  beginAssertion(origin: string): Static<typeof assertionSchema>
  /** Whose passkey has signed; undefined when it is none of ours or did not sign what it was asked to. @throws Refused signInExpired */
  holderOf(given: Asserted, origin: string): Promise<StaffId | undefined>
}

const CHALLENGE_BYTES = 32
const TIMEOUT_MILLISECONDS = 5 * 60_000
export const PASSKEYS_AT_MOST = 20
/** Ed25519, ES256 and RS256 (IANA COSE): what devices can, best first. */
const ALGORITHMS = [-8, -7, -257]

export function passkeyService(parts: StaffParts & { readonly tokens: Tokens }): PasskeyService {
  const { db, clock, ids, forget, tokens } = parts
  const challenge = (): string => randomBytes(CHALLENGE_BYTES).toString('base64url')

  /** What the token said; it is spent now. @throws Refused signInExpired */
  async function said(purpose: 'passkey' | 'passkey-registration', token: string): Promise<readonly string[]> {
    const at = clock.now()
    const says = tokens.read(purpose, token, at)
    if (says === undefined || !(await tokens.spend(db, token, at))) throw new Refused(signInExpired({}))
    return says
  }

  return {
    async beginPasskey(staffId, origin) {
      const member = await staffById(db, staffId)
      if (member === undefined) throw new Refused(staffUnknown({}))
      const asked = challenge()
      const known = await passkeysOf(db, staffId)
      return {
        token: tokens.make('passkey-registration', [staffId, asked], clock.now()),
        options: {
          rp: { name: 'Regulars', id: new URL(origin).hostname },
          user: { id: handleOf(staffId), name: member.email, displayName: member.name },
          challenge: asked,
          pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
          timeout: TIMEOUT_MILLISECONDS,
          attestation: 'none',
          authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
          excludeCredentials: known.map(({ credentialId: id }) => ({ type: 'public-key', id })),
        },
      }
    },
    async addPasskey(staffId, { token, name, response }, origin) {
      const called = accepted(checkedName(name, KEY_NAME_AT_MOST))
      const [whose, asked = ''] = await said('passkey-registration', token)
      if (whose !== staffId) throw new Refused(signInExpired({}))
      const credential = await registered(response, { challenge: asked, origin })
      if (credential === undefined) throw new Refused(passkeyUnusable({}))
      const made = { passkeyId: ids.next<'passkey'>(), staffId, name: called, madeAt: clock.now(), ...credential }
      try {
        await transaction(db, async (tx) => {
          await lockStaff(tx, staffId)
          if ((await passkeysOf(tx, staffId)).length >= PASSKEYS_AT_MOST)
            throw new Refused(passkeysAtMost({ atMost: PASSKEYS_AT_MOST }))
          await addPasskey(tx, made)
          const data = { staffId, factor: 'passkey' } as const
          await announce(tx, [staffFact({ kind: 'staff.factor-added', data }, { at: made.madeAt, ids })])
          await toldOf(tx, staffId, { at: made.madeAt, ids, after: { factor: 'passkey' } })
        })
      } catch (error) {
        if (isUniqueViolation(error, 'staff_passkeys_credential_id_key')) throw new Refused(passkeyTaken({}))
        throw error
      }
      forget()
      return { ...made, lastUsedAt: null }
    },
    async removePasskey(staffId, passkeyId) {
      await transaction(db, async (tx) => {
        const at = clock.now()
        const member = await lockStaff(tx, staffId)
        if (!(await removePasskey(tx, staffId, passkeyId))) throw new Refused(factorUnknown({}))
        await withoutOne(tx, member)
        const data = { staffId, factor: 'passkey' } as const
        await announce(tx, [staffFact({ kind: 'staff.factor-removed', data }, { at, ids })])
        await toldOf(tx, staffId, { at, ids, before: { factor: 'passkey' } })
      })
      forget()
    },
    beginAssertion(origin) {
      const asked = challenge()
      return {
        token: tokens.make('passkey', [asked], clock.now()),
        options: {
          challenge: asked,
          rpId: new URL(origin).hostname,
          timeout: TIMEOUT_MILLISECONDS,
          userVerification: 'required',
        },
      }
    },
    async holderOf({ token, response }, origin) {
      const passkey = await passkeyByCredential(db, response.id)
      const [asked = ''] = await said('passkey', token)
      if (passkey === undefined) return undefined
      const counter = await asserted(response, { passkey, challenge: asked, origin })
      if (counter === undefined) return undefined
      await notePasskeyUse(db, passkey.passkeyId, { counter, at: clock.now() })
      return passkey.staffId
    },
  }
}

/** WebAuthn asks for a handle that says nothing of the person; our ids do not. */
function handleOf(staffId: StaffId): string {
  return Buffer.from(staffId).toString('base64url')
}

type Asked = { readonly challenge: string; readonly origin: string }

async function registered(
  { id, rawId, type, response }: Registered,
  { challenge, origin }: Asked,
): Promise<Pick<Passkey, 'credentialId' | 'publicKey' | 'counter' | 'transports'> | undefined> {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server')
  const checked = await orRefused(() =>
    verifyRegistrationResponse({
      response: { id, rawId, type, response, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: new URL(origin).hostname,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    }),
  )
  if (checked?.verified !== true) return undefined
  const { credential } = checked.registrationInfo
  return {
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports: response.transports ?? [],
  }
}

/** @returns how often the device signed, as it says */
async function asserted(
  { id, rawId, type, response }: Asserted['response'],
  { passkey, challenge, origin }: Asked & { readonly passkey: Passkey },
): Promise<number | undefined> {
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server')
  const checked = await orRefused(() =>
    verifyAuthenticationResponse({
      response: { id, rawId, type, response, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: new URL(origin).hostname,
      requireUserVerification: true,
      credential: { id: passkey.credentialId, publicKey: new Uint8Array(passkey.publicKey), counter: passkey.counter },
    }),
  )
  return checked?.verified === true ? checked.authenticationInfo.newCounter : undefined
}

/** The library throws for whatever a device answers that does not fit; all of that is one refusal. */
async function orRefused<T>(check: () => Promise<T>): Promise<T | undefined> {
  try {
    return await check()
  } catch {
    return undefined
  }
}
