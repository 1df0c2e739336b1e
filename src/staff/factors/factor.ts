/** Second factors in words of this room. */
import type { Id } from '../../base/ids.ts'
import type { Instant } from '../../base/time.ts'
import type { StaffId } from '../staff.ts'

export type PasskeyId = Id<'passkey'>

export type Passkey = {
  readonly passkeyId: PasskeyId
  readonly staffId: StaffId
  readonly credentialId: string
  readonly publicKey: Buffer
  /** How often it signed, when the device counts that; else 0. */
  readonly counter: number
  readonly transports: readonly string[]
  readonly name: string
  readonly madeAt: Instant
  readonly lastUsedAt: Instant | null
}

/** What a person has set up. */
export type Factors = {
  /** Null: no authenticator app. */
  readonly totpSince: Instant | null
  readonly passkeys: readonly Passkey[]
  readonly recoveryCodesLeft: number
  /** The role must have a second factor. */
  readonly demanded: boolean
}
