/** The words of this room as types. */
import type { Id, MemberId } from '../base/ids.ts'
import type { Words } from '../base/refusals.ts'
import type { Instant } from '../base/time.ts'

export const statuses = ['prospect', 'active', 'suspended', 'closed'] as const
export type Status = (typeof statuses)[number]

export const identityKinds = [
  'phone',
  'email',
  'card',
  'number',
  'wechat-openid',
  'wechat-unionid',
  'external',
] as const
export type IdentityKind = (typeof identityKinds)[number]

/** An identity as somebody gives it. `source`: the app of an openid, the system of an external id. `region`: of a national phone number. */
export type GivenIdentity = {
  readonly kind: IdentityKind
  readonly value: string
  readonly source?: string | undefined
  readonly region?: string | undefined
}

/** In the one form in which it is compared: two equal identities have equal text in all three. `source` is '' where a kind has none. */
export type Identity = { readonly kind: IdentityKind; readonly source: string; readonly value: string }

export type MemberIdentity = Identity & { readonly identityId: Id<'identity'>; readonly addedAt: Instant }

export type Address = {
  readonly country?: string
  readonly province?: string
  readonly city?: string
  readonly district?: string
  readonly street?: string
  readonly postcode?: string
}

export const genders = ['female', 'male', 'other'] as const
export type Gender = (typeof genders)[number]

/** The sealed fields of the members table. `birthday` is `YYYY-MM-DD`, or `--MM-DD` when the year is not known. */
export type Personal = {
  readonly name: string | null
  readonly givenName: string | null
  readonly familyName: string | null
  readonly birthday: string | null
  readonly gender: Gender | null
  readonly address: Address | null
}

export type AttributeValue = string | number | boolean
export type Attributes = Readonly<Record<string, AttributeValue>>

export const attributeTypes = ['text', 'number', 'boolean', 'date', 'choice'] as const
export type AttributeType = (typeof attributeTypes)[number]

export type AttributeDefinition = {
  readonly code: string
  readonly type: AttributeType
  readonly words: Words
  /** Of the type `choice`: the values that are accepted, with their words. */
  readonly choices: readonly { readonly code: string; readonly words: Words }[]
  /** An inactive attribute keeps its values and takes no new ones. */
  readonly active: boolean
}

/** What is in clear about a member. */
export type MemberRecord = {
  readonly memberId: MemberId
  readonly number: string
  readonly status: Status
  readonly statusReason: string | null
  readonly statusAt: Instant
  readonly revision: number
  readonly joinedAt: Instant
  readonly channel: string | null
  readonly store: string | null
  readonly locale: string | null
  readonly timeZone: string | null
  readonly tags: readonly string[]
  readonly attributes: Attributes
  readonly recordedAt: Instant
  readonly changedAt: Instant
  /** Who was found twice and taken in: the record that lives on. He himself is closed. */
  readonly mergedInto: MemberId | null
}

/** A member in clear. `phone` and `email` are the first of their kind. `erased`: the personal fields are gone for ever. */
export type Member = MemberRecord &
  Personal & {
    readonly phone: string | null
    readonly email: string | null
    readonly identities: readonly MemberIdentity[]
    readonly erased: boolean
  }

/** A member as a line of a list. */
export type MemberLine = Pick<
  Member,
  'memberId' | 'number' | 'status' | 'joinedAt' | 'channel' | 'store' | 'tags' | 'revision' | 'name' | 'phone' | 'email'
> & {
  /** Tier by ladder; who never moved has none written and stands on the lowest. */
  readonly tiers: Readonly<Record<string, string>>
}

type Given<T> = T | null | undefined

/** A profile as somebody gives it; null and absent mean the same when enrolling, and `null` clears when updating. */
export type GivenProfile = {
  readonly name?: Given<string>
  readonly givenName?: Given<string>
  readonly familyName?: Given<string>
  readonly birthday?: Given<string>
  readonly gender?: Given<Gender>
  readonly address?: Given<Address>
  readonly channel?: Given<string>
  readonly store?: Given<string>
  readonly locale?: Given<string>
  readonly timeZone?: Given<string>
  readonly attributes?: Readonly<Record<string, AttributeValue | null>> | undefined
}

export type GivenEnrolment = GivenProfile & {
  readonly status?: 'prospect' | 'active' | undefined
  readonly identities?: readonly GivenIdentity[] | undefined
  /** Short for an identity of the kind. */
  readonly phone?: Given<string>
  readonly email?: Given<string>
  /** Of a national phone number; the programme's region when absent. */
  readonly region?: string | undefined
  readonly joinedAt?: Instant | undefined
  readonly tags?: readonly string[] | undefined
}

export type GivenUpdate = GivenProfile & {
  /** Replaces the member's first phone; null removes it. */
  readonly phone?: Given<string>
  readonly email?: Given<string>
  readonly region?: string | undefined
  readonly tags?: readonly string[] | undefined
  readonly addTags?: readonly string[] | undefined
  readonly removeTags?: readonly string[] | undefined
  /** The revision that the caller saw; another one is refused. */
  readonly revision?: number | undefined
}

/** Who did it: kept in facts as kind and id. */
export type By = { readonly kind: 'staff' | 'key' | 'member' | 'import' | 'system'; readonly id: string }

/** What the company decided once. `region` is an ISO 3166-1 country code: how a phone number without +… is read. */
export type MembersSettings = { readonly region: string }
