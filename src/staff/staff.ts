/** The words of this room as types. */
import type { Id } from '../base/ids.ts'
import type { Language } from '../base/refusals.ts'
import type { Instant } from '../base/time.ts'
import type { Principal, Right } from '../platform/http/rights.ts'
import type { Stores } from '../platform/http/stores.ts'
import { everyRight } from './roles.ts'

export type StaffId = Id<'staff'>
export type KeyId = Id<'key'>
export type SessionId = Id<'session'>

export type StaffMember = {
  readonly staffId: StaffId
  readonly name: string
  readonly email: string
  /** A built-in role by its name, or the id of one of the company's own. */
  readonly role: string
  /** Of a role of the company's own; null for a built-in one. */
  readonly ownRights: readonly string[] | null
  /** Null: all. */
  readonly stores: readonly string[] | null
  readonly locale: Language | null
  /** `invited`: has no password yet. */
  readonly status: 'active' | 'invited' | 'deactivated'
  readonly createdAt: Instant
}

/** How a session began. A passkey counts for both factors; for `sso` the identity provider answers. */
export type SignInWay = 'password' | 'passkey' | 'sso'

export type Session = {
  readonly sessionId: SessionId
  readonly createdAt: Instant
  readonly expiresAt: Instant
  readonly address: string | null
  readonly userAgent: string | null
  readonly way: SignInWay
  /** Within some minutes. */
  readonly lastUsedAt: Instant
}

/** An API key as it is listed; the key itself is shown only when it is made. */
export type ApiKey = {
  readonly keyId: KeyId
  readonly name: string
  readonly prefix: string
  readonly rights: readonly string[]
  /** Null: all. */
  readonly stores: readonly string[] | null
  readonly madeBy: string | null
  readonly madeAt: Instant
  readonly expiresAt: Instant | null
  readonly lastUsedAt: Instant | null
  readonly revokedAt: Instant | null
  /** Until when the secret before the last rotation opens as much as the new one; null when there is none. */
  readonly previousUntil: Instant | null
}

/** Who acts: a caller, or whoever may run commands on the machine itself, which is allowed everything. */
export type Actor = Principal | 'operator'

const all: ReadonlySet<Right> = new Set(everyRight)

export function rightsOfActor(by: Actor): ReadonlySet<Right> {
  return by === 'operator' ? all : by.rights
}

export function storesOfActor(by: Actor): Stores {
  return by === 'operator' ? 'all' : by.stores
}

export function idOfActor(by: Actor): string | null {
  return by === 'operator' ? null : by.id
}

export type Person = { readonly name: string; readonly email: string }
export type NewOwner = Person & { readonly password: string }
export type NewStaff = Person & {
  readonly role: string
  /** Null for all; those of whoever adds the person when absent. */
  readonly stores?: readonly string[] | null | undefined
  readonly password: string | undefined
}

/** A one-time code with which somebody sets a password. */
export type Invitation = { readonly code: string; readonly expiresAt: Instant }
