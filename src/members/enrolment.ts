/** Enrolling, one by one and by the thousand. */
import { record } from '../audit/record.ts'
import { canonical } from '../base/canonical.ts'
import type { MemberId } from '../base/ids.ts'
import { accepted, isRefusal, type Refusal, Refused } from '../base/refusals.ts'
import type { Instant } from '../base/time.ts'
import { announce, type Fact } from '../platform/facts.ts'
import { once } from '../platform/idempotency.ts'
import { type Tx, transaction } from '../platform/postgres/database.ts'
import { claimsFor, newIdentity, nextPlace, ownersOf } from './claims.ts'
import { checkRequired, recordIn, type Saying } from './consents/service.ts'
import { erased, identityTaken } from './errors.ts'
import { memberFact } from './facts.ts'
import { identityKey } from './identities.ts'
import type { By, GivenEnrolment, Identity } from './member.ts'
import { definitionsByCode, keyOf, locked, type Room, rememberSources } from './room.ts'
import { type Enrolment, enrolment, tagsOf } from './rules.ts'
import {
  type Claim,
  claim,
  type IdentityRow,
  identitiesOf,
  insertIdentities,
  insertMembers,
  moveInList,
  type NewMember,
  statusesByIds,
  updateMember,
} from './store.ts'
import { personalOf, profiled, retokened } from './writing.ts'

export type Enrolled = { readonly memberId: MemberId; readonly outcome: 'enrolled' | 'became-member' }
export type EnrolOptions = {
  readonly by?: By | undefined
  /** The caller's idempotency key, already made his own (two callers may choose the same). */
  readonly key?: string | undefined
  /** What the new member agreed to; where it is given, nothing that is required may be missing. */
  readonly consents?: Saying | undefined
}

const bySystem: By = { kind: 'system', id: 'system' }

/** Another transaction took an identity or a number between our look and our claim: look again. */
class Outrun extends Error {}
/** Each new try sees what the last one lost to; more in a row than this is a bug. */
const TRIES = 8

async function untilClaimed<T>(work: () => Promise<T>): Promise<T> {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Outrun) || left === 1) throw error
    }
  }
}

/**
 * Enrols a member, or makes the prospect who is known by one of the identities a member.
 * @throws Refused what rules.ts refuses; identityTaken; consentRequired, consentUnknown; keyReused and inFlight for the idempotency key
 */
export async function enrol(
  room: Room,
  given: GivenEnrolment,
  options: EnrolOptions = {},
): Promise<Enrolled & { replayed: boolean }> {
  await rememberSources(room, given.identities ?? [])
  return untilClaimed(() =>
    transaction(room.db, async (tx) => {
      const at = room.clock.now()
      const work = async () => {
        const wished = accepted(
          enrolment(given, { region: room.settings.region, definitions: await definitionsByCode(tx), at }),
        )
        if (options.consents !== undefined) await checkRequired(tx, options.consents.said)
        const answer = await enrolIn(room, tx, wished, at, options.by)
        if (options.consents !== undefined)
          await recordIn(room, tx, answer.memberId, { ...options.consents, by: options.by ?? bySystem })
        const { memberId, outcome } = answer
        const fields = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [name]))
        await record(tx, { on: { kind: 'member', id: memberId }, after: { outcome }, fields }, { at, ids: room.ids })
        return { status: answer.outcome === 'enrolled' ? 201 : 200, answer }
      }
      if (options.key === undefined) return { ...(await work()).answer, replayed: false }
      // The record keeps the member's id only, and a keyed digest of the request: neither tells who it is.
      const asked = options.consents === undefined ? given : { given, said: options.consents.said }
      const fingerprint = room.sealing.digest(canonical(asked))
      const { answer, replayed } = await once(tx, { key: `members.enrol:${options.key}`, fingerprint, at }, work)
      return { ...answer, replayed }
    }),
  )
}

async function enrolIn(room: Room, tx: Tx, wished: Enrolment, at: Instant, by: By | undefined): Promise<Enrolled> {
  const known = await ownersOf(room, tx, wished.identities)
  const owners = new Set(known.values())
  const [owner] = owners
  if (owner === undefined) {
    const draft = drafted(room, wished, at)
    await settle(room, tx, [draft], by)
    return { memberId: draft.member.memberId, outcome: 'enrolled' }
  }
  if (owners.size === 1 && wished.status === 'active' && (await becomeMember(room, tx, owner, wished, { at, by })))
    return { memberId: owner, outcome: 'became-member' }
  throw new Refused(takenBy(wished.identities, known))
}

function takenBy(identities: readonly Identity[], known: ReadonlyMap<string, MemberId>): Refusal {
  const taken = identities.filter((identity) => known.has(identityKey(identity)))
  return identityTaken({ kinds: [...new Set(taken.map((identity) => identity.kind))] })
}

type Draft = {
  readonly member: NewMember
  readonly identities: readonly IdentityRow[]
  readonly claims: readonly Claim[]
}

/** Everything that is written for a new member, sealed; nothing is written yet. */
export function drafted(room: Room, wished: Enrolment, at: Instant): Draft {
  const { sealing } = room
  const memberId = room.ids.next<'member'>()
  const key = sealing.newKey()
  const personal = personalOf(wished.profile)
  const number = room.numbers()
  const indexVersion = sealing.indexVersion()
  const phones = wished.identities.filter((one) => one.kind === 'phone').map((one) => one.value)
  const member: NewMember = {
    memberId,
    number,
    status: wished.status,
    statusBefore: null,
    mergedInto: null,
    statusReason: null,
    statusAt: wished.joinedAt,
    revision: 1,
    joinedAt: wished.joinedAt,
    channel: wished.profile.channel ?? null,
    store: wished.profile.store ?? null,
    locale: wished.profile.locale ?? null,
    timeZone: wished.profile.timeZone ?? null,
    tags: wished.tags,
    attributes: wished.attributes,
    ...sealing.sealPersonal(memberId, key, personal),
    tokens: sealing.tokens({ names: [personal.name, personal.givenName, personal.familyName], phones }),
    indexVersion,
    recordedAt: at,
    changedAt: at,
    key: sealing.wrap(memberId, key),
  }
  const identities = wished.identities.map((one, before) =>
    newIdentity(room, { memberId, key, identity: one, place: before + 1, at }),
  )
  const claimed: Identity[] = [...wished.identities, { kind: 'number', source: '', value: number }]
  return { member, identities, claims: claimed.flatMap((one) => claimsFor(room, memberId, one)) }
}

/** Claims first, then writes the rows and announces. @throws Outrun when a claim was lost */
async function settle(room: Room, tx: Tx, drafts: readonly Draft[], by: By | undefined): Promise<void> {
  const claims = drafts.flatMap((draft) => draft.claims)
  if ((await claim(tx, claims)).length !== claims.length) throw new Outrun()
  await insertMembers(
    tx,
    drafts.map((draft) => draft.member),
  )
  await insertIdentities(
    tx,
    drafts.flatMap((draft) => draft.identities),
  )
  await announce(
    tx,
    drafts.map(({ member }) => enrolledFact(room, member, by)),
  )
}

function enrolledFact(room: Room, member: NewMember, by: By | undefined): Fact {
  return memberFact(
    { kind: 'member.enrolled', data: { status: member.status, channel: member.channel, store: member.store } },
    { memberId: member.memberId, at: member.joinedAt, recordedAt: member.recordedAt, by, ids: room.ids },
  )
}

/** Makes a prospect a member, with what is newly given about him. False when he is no prospect (any more). */
async function becomeMember(
  room: Room,
  tx: Tx,
  memberId: MemberId,
  wished: Enrolment,
  { at, by }: { at: Instant; by: By | undefined },
): Promise<boolean> {
  const before = await locked(tx, memberId)
  if (before.status !== 'prospect') return false
  const key = keyOf(room.sealing, before)
  if (key === undefined) throw new Refused(erased({}))
  const known = await ownersOf(room, tx, wished.identities)
  const added = wished.identities.filter((identity) => !known.has(identityKey(identity)))
  const claims = added.flatMap((identity) => claimsFor(room, memberId, identity))
  if ((await claim(tx, claims)).length !== claims.length) throw new Outrun()
  const place = nextPlace(await identitiesOf(tx, [memberId]))
  await insertIdentities(
    tx,
    added.map((identity, before) => newIdentity(room, { memberId, key, identity, place: place + before, at })),
  )
  // Enrolling says nothing about what it leaves out: an absent name does not clear the one that the prospect gave.
  const given = Object.fromEntries(Object.entries(wished.profile).filter(([, value]) => value !== null))
  const member = profiled(room, key, before, given)
  await updateMember(
    tx,
    retokened(room, key, await identitiesOf(tx, [memberId]), {
      ...member,
      status: 'active',
      statusAt: wished.joinedAt,
      joinedAt: wished.joinedAt,
      revision: before.revision + 1,
      tags: accepted(tagsOf([...before.tags, ...wished.tags])),
      attributes: { ...before.attributes, ...wished.attributes },
      changedAt: at,
    }),
  )
  await moveInList(tx, { memberId, joinedAt: wished.joinedAt })
  const happened = { kind: 'member.became-member', data: { channel: member.channel, store: member.store } } as const
  await announce(tx, [memberFact(happened, { memberId, at: wished.joinedAt, recordedAt: at, by, ids: room.ids })])
  return true
}

export type EnrolOutcome =
  | { readonly outcome: 'enrolled' | 'became-member' | 'existing'; readonly memberId: MemberId }
  | { readonly outcome: 'refused'; readonly refusal: Refusal }

/** Members per transaction: large enough that round trips do not count, small enough that a lost race repeats little. */
const CHUNK = 1_000

/**
 * Enrols many, a thousand per transaction; one outcome per row, in order. A row with an identity that is known already (in the
 * database or in an earlier row) gets that member, who is not changed unless he is a prospect and the row makes him a member.
 * Running it again with the same rows changes nothing. A refused row does not hold up the others.
 */
export async function enrolMany(
  room: Room,
  given: readonly GivenEnrolment[],
  options: { by?: By | undefined } = {},
): Promise<EnrolOutcome[]> {
  await rememberSources(
    room,
    given.flatMap((one) => one.identities ?? []),
  )
  const definitions = await definitionsByCode(room.db)
  const at = room.clock.now()
  const outcomes: EnrolOutcome[] = []
  for (let start = 0; start < given.length; start += CHUNK) {
    const wished = given
      .slice(start, start + CHUNK)
      .map((one) => enrolment(one, { region: room.settings.region, definitions, at }))
    const chunk = await untilClaimed(() => enrolChunk(room, wished, at, options.by))
    outcomes.push(...(await promoteProspects(room, wished, chunk, { at, by: options.by })))
  }
  return outcomes
}

async function enrolChunk(
  room: Room,
  wished: readonly (Enrolment | Refusal)[],
  at: Instant,
  by: By | undefined,
): Promise<EnrolOutcome[]> {
  const asked = wished.flatMap((one) => (isRefusal(one) ? [] : one.identities))
  const owners = await ownersOf(room, room.db, asked)
  const drafts: Draft[] = []
  const outcomes = wished.map((one): EnrolOutcome => {
    if (isRefusal(one)) return { outcome: 'refused', refusal: one }
    const found = new Set(one.identities.flatMap((identity) => owners.get(identityKey(identity)) ?? []))
    const [owner] = found
    if (found.size > 1) return { outcome: 'refused', refusal: takenBy(one.identities, owners) }
    if (owner !== undefined) return { outcome: 'existing', memberId: owner }
    const draft = drafted(room, one, at)
    drafts.push(draft)
    for (const identity of one.identities) owners.set(identityKey(identity), draft.member.memberId)
    return { outcome: 'enrolled', memberId: draft.member.memberId }
  })
  if (drafts.length > 0) await transaction(room.db, (tx) => settle(room, tx, drafts, by))
  return outcomes
}

/** Rows that found a prospect and make him a member; few, so one transaction each. */
async function promoteProspects(
  room: Room,
  wished: readonly (Enrolment | Refusal)[],
  outcomes: readonly EnrolOutcome[],
  { at, by }: { at: Instant; by: By | undefined },
): Promise<EnrolOutcome[]> {
  const existing = outcomes.flatMap((one) => (one.outcome === 'existing' ? [one.memberId] : []))
  if (existing.length === 0) return [...outcomes]
  const statuses = await statusesByIds(room.db, [...new Set(existing)])
  const prospects = new Set(statuses.filter((one) => one.status === 'prospect').map((one) => one.memberId))
  const promoted: EnrolOutcome[] = []
  for (const [place, outcome] of outcomes.entries()) {
    const row = wished[place]
    const promotes = outcome.outcome === 'existing' && prospects.has(outcome.memberId)
    if (!promotes || row === undefined || isRefusal(row) || row.status !== 'active') {
      promoted.push(outcome)
      continue
    }
    const became = await untilClaimed(() =>
      transaction(room.db, (tx) => becomeMember(room, tx, outcome.memberId, row, { at, by })),
    )
    promoted.push(became ? { ...outcome, outcome: 'became-member' } : outcome)
  }
  return promoted
}
