/** What may be written about a member. Pure: every function returns what is kept, or the first refusal. */
import { accepted, isRefusal, type Refusal, Refused } from '../base/refusals.ts'
import { cleanText, holdsPaymentCard } from '../base/text.ts'
import { type Instant, isTimeZone } from '../base/time.ts'
import { type Definitions, isDate, mergedAttributes } from './attributes.ts'
import {
  cardNumberNotKept,
  changedMeanwhile,
  identityNeeded,
  numberFixed,
  statusConflict,
  textNotAllowed,
  tooMany,
  valueInvalid,
} from './errors.ts'
import { identityKey, identityOf } from './identities.ts'
import type {
  Address,
  Attributes,
  GivenEnrolment,
  GivenIdentity,
  GivenProfile,
  GivenUpdate,
  Identity,
  MemberRecord,
  Personal,
  Status,
} from './member.ts'
import { genders } from './member.ts'

/** Of one kind of identity a family may have several; more than this is a machine. */
export const IDENTITIES_AT_MOST = 50
export const TAGS_AT_MOST = 50
export const TAG_LENGTH = 64
export const NAME_LENGTH = 200
const CODE_LENGTH = 64

type Placed = Pick<MemberRecord, 'channel' | 'store' | 'locale' | 'timeZone'>

/** The profile fields that were given, cleaned; absent ones stay as they are, null clears. */
export type ProfileChange = { readonly [K in keyof Personal]?: Personal[K] | undefined } & {
  readonly [K in keyof Placed]?: Placed[K] | undefined
}

export type Enrolment = {
  readonly status: 'prospect' | 'active'
  readonly identities: readonly Identity[]
  readonly profile: ProfileChange
  readonly attributes: Attributes
  readonly tags: readonly string[]
  readonly joinedAt: Instant
}

export type Surroundings = { readonly region: string; readonly definitions: Definitions; readonly at: Instant }

/** Runs steps that say `accepted(…)` and returns the first refusal. */
function judged<T>(work: () => T): T | Refusal {
  try {
    return work()
  } catch (error) {
    if (error instanceof Refused) return error.refusal
    throw error
  }
}

export function enrolment(given: GivenEnrolment, around: Surroundings): Enrolment | Refusal {
  return judged(() => {
    const identities = accepted(givenIdentities(given, around.region))
    const profile = accepted(profileChange(given, around.at))
    const joinedAt = given.joinedAt ?? around.at
    if (joinedAt > around.at) throw new Refused(valueInvalid({ field: 'joinedAt', expected: 'not in the future' }))
    return {
      status: given.status ?? 'active',
      identities,
      profile: { ...profile, name: profile.name ?? composedName(profile) },
      attributes: accepted(mergedAttributes({}, given.attributes ?? {}, around.definitions)),
      tags: accepted(tagsOf(given.tags ?? [])),
      joinedAt,
    }
  })
}

/** The identities of an enrolment, each once, phone and email first. */
export function givenIdentities(given: GivenEnrolment, region: string): readonly Identity[] | Refusal {
  const listed: GivenIdentity[] = [...(given.identities ?? [])]
  if (given.email) listed.unshift({ kind: 'email', value: given.email })
  if (given.phone) listed.unshift({ kind: 'phone', value: given.phone, region: given.region })
  if (listed.length > IDENTITIES_AT_MOST) return tooMany({ what: 'identities', atMost: IDENTITIES_AT_MOST })
  const unique = new Map<string, Identity>()
  for (const one of listed) {
    const identity = one.kind === 'number' ? numberFixed({}) : identityOf(one, region)
    if (isRefusal(identity)) return identity
    unique.set(identityKey(identity), identity)
  }
  return unique.size === 0 ? identityNeeded({}) : [...unique.values()]
}

/** Family name first where names are written without a space, given name first elsewhere. */
function composedName({ givenName, familyName }: ProfileChange): string | null {
  if (!givenName || !familyName) return givenName || familyName || null
  return /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]+$/u.test(`${familyName}${givenName}`)
    ? `${familyName}${givenName}`
    : `${givenName} ${familyName}`
}

export function profileChange(given: GivenProfile, at: Instant): ProfileChange | Refusal {
  return judged(() => ({
    name: each(given.name, (text) => plainText('name', text, NAME_LENGTH)),
    givenName: each(given.givenName, (text) => plainText('givenName', text, NAME_LENGTH)),
    familyName: each(given.familyName, (text) => plainText('familyName', text, NAME_LENGTH)),
    birthday: each(given.birthday, (text) => birthdayOf(text, at)),
    gender: each(given.gender, (gender) =>
      genders.includes(gender) ? gender : valueInvalid({ field: 'gender', expected: genders.join(', ') }),
    ),
    address: each(given.address, addressOf),
    channel: each(given.channel, (code) => plainText('channel', code, CODE_LENGTH)),
    store: each(given.store, (code) => plainText('store', code, CODE_LENGTH)),
    locale: each(given.locale, localeTag),
    timeZone: each(given.timeZone, (name) =>
      isTimeZone(name) ? name : valueInvalid({ field: 'timeZone', expected: 'an IANA name such as Asia/Shanghai' }),
    ),
  }))
}

function each<T, R>(given: T | null | undefined, keep: (value: T) => R | Refusal): R | null | undefined {
  if (given === undefined) return undefined
  return given === null ? null : accepted<R>(keep(given))
}

/** One line of text that holds no payment card number. */
export function plainText(field: string, given: string, atMost: number): string | Refusal {
  const text = cleanText(given, atMost)
  if (text === undefined) return textNotAllowed({ field, atMost })
  return holdsPaymentCard(text) ? cardNumberNotKept({ field }) : text
}

/** YYYY-MM-DD from 1900 on and not after the day that has begun somewhere on earth, or --MM-DD. */
function birthdayOf(text: string, at: Instant): string | Refusal {
  const expected = valueInvalid({ field: 'birthday', expected: 'YYYY-MM-DD, not in the future, or --MM-DD' })
  if (text.startsWith('--')) return isDate(`2000-${text.slice(2)}`) ? text : expected
  const latest = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('Etc/GMT-14').toPlainDate().toString()
  return isDate(text) && text >= '1900-01-01' && text <= latest ? text : expected
}

const addressFields = ['country', 'province', 'city', 'district', 'street', 'postcode'] as const

function addressOf(given: Address): Address | Refusal {
  const address: { -readonly [field in keyof Address]: string } = {}
  for (const field of addressFields) {
    const text = given[field]
    if (text === undefined || text === '') continue
    const clean = plainText(`address.${field}`, text, NAME_LENGTH)
    if (isRefusal(clean)) return clean
    address[field] = clean
  }
  return address
}

function localeTag(text: string): string | Refusal {
  const expected = valueInvalid({ field: 'locale', expected: 'a language tag such as zh-CN' })
  try {
    const [tag] = text.length > 35 ? [] : Intl.getCanonicalLocales(text)
    return tag ?? expected
  } catch {
    return expected
  }
}

/** Trimmed, each once, in the order given. */
export function tagsOf(given: readonly string[]): readonly string[] | Refusal {
  const tags = new Set<string>()
  for (const text of given) {
    const tag = plainText('tags', text, TAG_LENGTH)
    if (isRefusal(tag)) return tag
    tags.add(tag)
  }
  return tags.size > TAGS_AT_MOST ? tooMany({ what: 'tags', atMost: TAGS_AT_MOST }) : [...tags]
}

/** The tags after an update: replaced, then added to, then removed from. */
export function tagsAfter(now: readonly string[], given: GivenUpdate): readonly string[] | Refusal {
  const removed = new Set(given.removeTags?.map((tag) => tag.normalize('NFC').trim()) ?? [])
  const tags = tagsOf([...(given.tags ?? now), ...(given.addTags ?? [])])
  return isRefusal(tags) ? tags : tags.filter((tag) => !removed.has(tag))
}

/** Undefined when the caller saw the present revision, or did not say which one he saw. */
export function staleRevision(now: number, seen: number | undefined): Refusal | undefined {
  return seen === undefined || seen === now ? undefined : changedMeanwhile({ revision: now, expected: seen })
}

export type Transition = { readonly status: Status; readonly before: Exclude<Status, 'closed'> | null }

/**
 * suspend: an active member. close: anybody who is not closed. reactivate: back to what the member was before; whoever was
 * suspended and then closed becomes active again.
 */
export function transition(
  now: { status: Status; before: Status | null },
  wish: 'suspend' | 'close' | 'reactivate',
): Transition | Refusal {
  if (wish === 'suspend')
    return now.status === 'active'
      ? { status: 'suspended', before: 'active' }
      : statusConflict({ status: now.status, wanted: 'suspended' })
  if (wish === 'close')
    return now.status === 'closed'
      ? statusConflict({ status: now.status, wanted: 'closed' })
      : { status: 'closed', before: now.status }
  if (now.status !== 'suspended' && now.status !== 'closed')
    return statusConflict({ status: now.status, wanted: 'active' })
  return { status: now.before === 'prospect' ? 'prospect' : 'active', before: null }
}

export function reasonCode(text: string): string | Refusal {
  return /^[a-z][a-z0-9-]{0,63}$/.test(text)
    ? text
    : valueInvalid({ field: 'reason', expected: 'a code of a-z, 0-9 and - such as member-request' })
}
