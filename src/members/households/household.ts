/** A household in words: members who live together, one of whom is its head. It has no name; it is known by its members. */
import type { Id, MemberId } from '../../base/ids.ts'
import type { Instant } from '../../base/time.ts'
import type { Status } from '../member.ts'

export type HouseholdId = Id<'household'>

export const roles = ['head', 'adult', 'child'] as const
export type Role = (typeof roles)[number]

/** One member's place, as it is kept: the head is one of the adults. */
export type Place = {
  readonly memberId: MemberId
  readonly role: Exclude<Role, 'head'>
  readonly since: Instant
  readonly status: Status
}

export type Household = {
  readonly householdId: HouseholdId
  readonly headId: MemberId
  readonly foundedAt: Instant
  readonly places: readonly Place[]
}

/** What differs between two states of a household, by member. */
export type Differences = {
  readonly joined: readonly (Pick<Place, 'memberId' | 'since'> & { readonly role: Role })[]
  readonly left: readonly (Pick<Place, 'memberId'> & { readonly role: Role })[]
  readonly changed: readonly (Pick<Place, 'memberId'> & { readonly before: Role; readonly after: Role })[]
}

/** What a record held in a household before another one took it in. `taken`: the lasting record has the place itself. */
export type Held = {
  readonly householdId: HouseholdId
  readonly role: Role
  readonly since: Instant
  readonly taken: boolean
}
