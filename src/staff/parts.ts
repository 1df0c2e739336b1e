/** What this room is given. */
import type { Clock } from '../platform/clock.ts'
import type { SsoConfig } from '../platform/config.ts'
import type { Ids } from '../platform/ids.ts'
import type { Keyring } from '../platform/keyring.ts'
import type { Log } from '../platform/log.ts'
import type { Database } from '../platform/postgres/database.ts'
import type { Authenticator } from './authenticate.ts'
import type { StaffService } from './service.ts'

export type StaffParts = {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  /** The authenticator's, so that what is revoked here is dead here at once; a command has none to tell. */
  readonly forget: () => void
}

export type AuthenticatorParts = {
  readonly db: Database
  readonly clock: Clock
  readonly log: Log
  /** ≥ 32 bytes, the same in every process. Another secret ends all sessions; API keys do not depend on it. */
  readonly secret: string
  /** Where people reach the server when that is not its own address. */
  readonly publicUrl?: string | undefined
}

export type StaffRouteParts = {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  /** The authenticator's. */
  readonly secret: string
  /** Seals what authenticator apps share. */
  readonly keyring: Keyring
  /** The company's identity provider; undefined when there is none. */
  readonly sso?: SsoConfig | undefined
  readonly staff: StaffService
  readonly authenticator: Authenticator
}
