/** Changes of one member: profile, identities, status, erasure. Each locks the member's row first. */
import { record } from '../audit/record.ts'
import { type Details, difference, type Values } from '../audit/row.ts'
import type { Id, MemberId } from '../base/ids.ts'
import { accepted, isRefusal, type Refusal, Refused } from '../base/refusals.ts'
import type { Instant } from '../base/time.ts'
import { announce } from '../platform/facts.ts'
import { type Tx, transaction } from '../platform/postgres/database.ts'
import { mergedAttributes } from './attributes.ts'
import { claimsFor, newIdentity, nextPlace, ownersOf } from './claims.ts'
import { erased, identityNeeded, identityTaken, identityUnknown, merged, numberFixed, tooMany } from './errors.ts'
import { type MemberFact, memberFact } from './facts.ts'
import { leaveHousehold } from './households/service.ts'
import { identityKey, identityOf } from './identities.ts'
import type { By, GivenIdentity, GivenUpdate, Identity, MemberIdentity, Personal } from './member.ts'
import { definitionsByCode, keyOf, locked, openIdentities, type Room, rememberSources } from './room.ts'
import {
  IDENTITIES_AT_MOST,
  type ProfileChange,
  profileChange,
  reasonCode,
  staleRevision,
  tagsAfter,
  transition,
} from './rules.ts'
import type { DataKey } from './sealing.ts'
import {
  claim,
  deleteIdentities,
  deleteKey,
  type IdentityRow,
  identitiesOf,
  insertIdentities,
  type MemberRow,
  releaseClaims,
  updateMember,
} from './store.ts'

export type Change = { readonly by?: By | undefined }

function kept<T>(given: T | undefined, now: T): T {
  return given === undefined ? now : given
}

/** The sealed fields after a change, in clear. */
export function personalOf(change: ProfileChange, now?: Personal): Personal {
  return {
    name: kept(change.name, now?.name ?? null),
    givenName: kept(change.givenName, now?.givenName ?? null),
    familyName: kept(change.familyName, now?.familyName ?? null),
    birthday: kept(change.birthday, now?.birthday ?? null),
    gender: kept(change.gender, now?.gender ?? null),
    address: kept(change.address, now?.address ?? null),
  }
}

/** The row with a changed profile; its tokens are not yet those of a changed name. */
export function profiled(room: Room, key: DataKey, now: MemberRow, change: ProfileChange): MemberRow {
  const personal = personalOf(change, room.sealing.openPersonal(now.memberId, key, now))
  return {
    ...now,
    ...room.sealing.sealPersonal(now.memberId, key, personal),
    channel: kept(change.channel, now.channel),
    store: kept(change.store, now.store),
    locale: kept(change.locale, now.locale),
    timeZone: kept(change.timeZone, now.timeZone),
  }
}

/**
 * The row with the tokens of its names and of the phones among `identities`. Its index version stays: it also speaks of the
 * claim on the member number, which only a rotation renews.
 */
export function retokened(room: Room, key: DataKey, identities: readonly IdentityRow[], row: MemberRow): MemberRow {
  const { name, givenName, familyName } = room.sealing.openPersonal(row.memberId, key, row)
  const phones = openIdentities(room.sealing, key, identities)
    .filter((one) => one.kind === 'phone')
    .map((one) => one.value)
  return { ...row, tokens: room.sealing.tokens({ names: [name, givenName, familyName], phones }) }
}

function refuseMerged({ mergedInto }: MemberRow): void {
  if (mergedInto !== null) throw new Refused(merged({ into: mergedInto }))
}

export type Opened = {
  readonly row: MemberRow
  readonly key: DataKey
  readonly rows: readonly IdentityRow[]
  readonly identities: readonly MemberIdentity[]
}

/** @throws Refused memberUnknown, merged, erased */
export async function openForChange(room: Room, tx: Tx, memberId: MemberId): Promise<Opened> {
  const opened = await openMerged(room, tx, memberId)
  refuseMerged(opened.row)
  return opened
}

/** Also who was merged. @throws Refused memberUnknown, erased */
export async function openMerged(room: Room, tx: Tx, memberId: MemberId): Promise<Opened> {
  const row = await locked(tx, memberId)
  const key = keyOf(room.sealing, row)
  if (key === undefined) throw new Refused(erased({}))
  const rows = await identitiesOf(tx, [memberId])
  return { row, key, rows, identities: openIdentities(room.sealing, key, rows) }
}

export async function announceOne(
  room: Room,
  tx: Tx,
  memberId: MemberId,
  happened: MemberFact,
  { by, details }: { by: By | undefined; details: Details },
): Promise<void> {
  const at = room.clock.now()
  await announce(tx, [memberFact(happened, { memberId, at, recordedAt: at, by, ids: room.ids })])
  await record(tx, { on: { kind: 'member', id: memberId }, ...details }, { at, ids: room.ids })
}

/**
 * Changes what is given; null clears. Two changes at once are made one after the other, and a caller who names the revision that
 * he saw is refused when another came between. Without a difference nothing is written.
 * @throws Refused what rules.ts refuses; memberUnknown, erased, changedMeanwhile, identityTaken
 */
export async function update(room: Room, memberId: MemberId, given: GivenUpdate, { by }: Change = {}): Promise<void> {
  await transaction(room.db, async (tx) => {
    const at = room.clock.now()
    const now = await openForChange(room, tx, memberId)
    const stale = staleRevision(now.row.revision, given.revision)
    if (stale !== undefined) throw new Refused(stale)
    const wished = await changedRow(room, tx, now, given, at)
    const swap = accepted(replacedIdentities(now.identities, given, room.settings.region))
    const fields = [...changedFields(room, now, wished), ...swap.fields]
    if (fields.length === 0) return record(tx, undefined, { at, ids: room.ids })
    await applySwap(room, tx, now, swap, at)
    const row = retokened(room, now.key, await identitiesOf(tx, [memberId]), wished)
    await updateMember(tx, { ...row, revision: row.revision + 1, changedAt: at })
    const personal = fields.filter((field) => !plainFields.some((plain) => plain === field))
    const details = {
      ...difference(plain(now.row), plain(wished)),
      ...(personal.length === 0 ? {} : { fields: personal }),
    }
    await announceOne(room, tx, memberId, { kind: 'member.updated', data: { fields } }, { by, details })
  })
}

async function changedRow(room: Room, tx: Tx, now: Opened, given: GivenUpdate, at: Instant): Promise<MemberRow> {
  const change = accepted(profileChange(given, at))
  const attributes =
    given.attributes === undefined
      ? now.row.attributes
      : accepted(mergedAttributes(now.row.attributes, given.attributes, await definitionsByCode(tx)))
  return { ...profiled(room, now.key, now.row, change), attributes, tags: accepted(tagsAfter(now.row.tags, given)) }
}

const clearFields = ['channel', 'store', 'locale', 'timeZone', 'tags', 'attributes'] as const
/** What the trail may tell: values that a company chose and that speak of no person. */
const plainFields = ['channel', 'store', 'locale', 'timeZone', 'tags'] as const

function plain({ channel, store, locale, timeZone, tags }: MemberRow): Values {
  return { channel, store, locale, timeZone, tags }
}

const sealedFields = ['name', 'givenName', 'familyName', 'birthday', 'gender', 'address'] as const

/** The names of the fields whose values differ. */
function changedFields(room: Room, now: Opened, wished: MemberRow): string[] {
  const differs = (before: unknown, after: unknown) => JSON.stringify(before) !== JSON.stringify(after)
  const before = room.sealing.openPersonal(now.row.memberId, now.key, now.row)
  const after = room.sealing.openPersonal(now.row.memberId, now.key, wished)
  return [
    ...sealedFields.filter((field) => differs(before[field], after[field])),
    ...clearFields.filter((field) => differs(now.row[field], wished[field])),
  ]
}

type Swap = {
  readonly fields: readonly ('phone' | 'email')[]
  readonly added: readonly Identity[]
  readonly removed: readonly MemberIdentity[]
}

/** A given phone or email takes the place of the member's first one; one that he has already as a second stays where it is. */
function replacedIdentities(now: readonly MemberIdentity[], given: GivenUpdate, region: string): Swap | Refusal {
  const fields: ('phone' | 'email')[] = []
  const added: Identity[] = []
  const removed: MemberIdentity[] = []
  for (const kind of ['phone', 'email'] as const) {
    const value = given[kind]
    if (value === undefined) continue
    const wished = value === null ? null : identityOf({ kind, value, region: given.region }, region)
    if (wished !== null && isRefusal(wished)) return wished
    const first = now.find((one) => one.kind === kind)
    if (wished?.value === first?.value) continue
    fields.push(kind)
    if (first !== undefined) removed.push(first)
    if (wished !== null && !now.some((one) => identityKey(one) === identityKey(wished))) added.push(wished)
  }
  return { fields, added, removed }
}

async function applySwap(room: Room, tx: Tx, now: Opened, swap: Swap, at: Instant): Promise<void> {
  const { memberId } = now.row
  await take(room, tx, memberId, swap.added)
  const free = nextPlace(now.rows)
  const added = swap.added.map((identity, before) => {
    const removed = swap.removed.find((one) => one.kind === identity.kind)
    const place = now.rows.find((one) => one.identityId === removed?.identityId)?.place ?? free + before
    return newIdentity(room, { memberId, key: now.key, identity, place, at })
  })
  await release(room, tx, now, swap.removed)
  await insertIdentities(tx, added)
}

/** @throws Refused identityTaken */
async function take(room: Room, tx: Tx, memberId: MemberId, identities: readonly Identity[]): Promise<void> {
  const claims = identities.flatMap((identity) => claimsFor(room, memberId, identity))
  if ((await claim(tx, claims)).length === claims.length) return
  const owners = await ownersOf(room, tx, identities)
  const taken = identities.filter((identity) => owners.get(identityKey(identity)) !== memberId)
  throw new Refused(identityTaken({ kinds: [...new Set(taken.map((one) => one.kind))] }))
}

/** The rows go before the claims: a rotation that is at the same rows has then finished writing its claims. */
async function release(room: Room, tx: Tx, now: Opened, removed: readonly MemberIdentity[]): Promise<void> {
  if (removed.length === 0) return
  const { memberId } = now.row
  await deleteIdentities(
    tx,
    memberId,
    removed.map((one) => one.identityId),
  )
  const fingerprints = removed.flatMap((one) => room.sealing.fingerprints(one)).map((one) => one.fingerprint)
  await releaseClaims(tx, memberId, fingerprints)
}

/**
 * Adds an identity; one that the member has already is returned as it is.
 * @throws Refused memberUnknown, erased, identityTaken, numberFixed, tooMany, and what identities.ts refuses
 */
export async function addIdentity(
  room: Room,
  memberId: MemberId,
  given: GivenIdentity,
  { by }: Change = {},
): Promise<{ identity: MemberIdentity; added: boolean }> {
  if (given.kind === 'number') throw new Refused(numberFixed({}))
  const identity = accepted(identityOf(given, room.settings.region))
  await rememberSources(room, [given])
  return transaction(room.db, async (tx) => {
    const at = room.clock.now()
    const now = await openForChange(room, tx, memberId)
    const own = now.identities.find((one) => identityKey(one) === identityKey(identity))
    if (own !== undefined) {
      await record(tx, undefined, { at, ids: room.ids })
      return { identity: own, added: false }
    }
    if (now.identities.length >= IDENTITIES_AT_MOST)
      throw new Refused(tooMany({ what: 'identities', atMost: IDENTITIES_AT_MOST }))
    await take(room, tx, memberId, [identity])
    const added = newIdentity(room, { memberId, key: now.key, identity, place: nextPlace(now.rows), at })
    await insertIdentities(tx, [added])
    const row = retokened(room, now.key, [...now.rows, added], now.row)
    await updateMember(tx, { ...row, revision: row.revision + 1, changedAt: at })
    const { identityId } = added
    await announceOne(
      room,
      tx,
      memberId,
      { kind: 'member.identified', data: { identityId, identity: identity.kind } },
      { by, details: { after: { identityId, identity: identity.kind } } },
    )
    return { identity: { ...identity, identityId, addedAt: at }, added: true }
  })
}

/** @throws Refused memberUnknown, erased, identityUnknown; identityNeeded for the last one of a prospect */
export async function removeIdentity(
  room: Room,
  memberId: MemberId,
  identityId: Id<'identity'>,
  { by }: Change = {},
): Promise<void> {
  return transaction(room.db, async (tx) => {
    const at = room.clock.now()
    const now = await openForChange(room, tx, memberId)
    const removed = now.identities.find((one) => one.identityId === identityId)
    if (removed === undefined) throw new Refused(identityUnknown({}))
    if (now.row.status === 'prospect' && now.identities.length === 1) throw new Refused(identityNeeded({}))
    await release(room, tx, now, [removed])
    const left = now.rows.filter((one) => one.identityId !== identityId)
    const row = retokened(room, now.key, left, now.row)
    await updateMember(tx, { ...row, revision: row.revision + 1, changedAt: at })
    const data = { identityId, identity: removed.kind }
    await announceOne(room, tx, memberId, { kind: 'member.identity-removed', data }, { by, details: { before: data } })
  })
}

export type StatusWish =
  | { readonly wish: 'suspend' | 'close'; readonly reason: string }
  | { readonly wish: 'reactivate' }

/** @throws Refused memberUnknown, statusConflict, valueInvalid for a reason that is no code; erased when reactivating */
export async function changeStatus(
  room: Room,
  memberId: MemberId,
  asked: StatusWish,
  { by }: Change = {},
): Promise<void> {
  const reason = asked.wish === 'reactivate' ? null : accepted(reasonCode(asked.reason))
  return transaction(room.db, async (tx) => {
    const at = room.clock.now()
    const row = await locked(tx, memberId)
    refuseMerged(row)
    if (row.wrapped === null) throw new Refused(erased({}))
    const next = accepted(transition({ status: row.status, before: row.statusBefore }, asked.wish))
    await updateMember(tx, {
      ...row,
      status: next.status,
      statusBefore: next.before,
      statusReason: reason,
      statusAt: at,
      revision: row.revision + 1,
      changedAt: at,
    })
    const details = {
      before: { status: row.status, reason: row.statusReason },
      after: { status: next.status, reason },
    }
    await announceOne(room, tx, memberId, statusFact(asked, next.status), { by, details })
  })
}

function statusFact(asked: StatusWish, status: MemberRow['status']): MemberFact {
  if (asked.wish === 'reactivate') return { kind: 'member.reactivated', data: { status } }
  const { reason } = asked
  return asked.wish === 'suspend'
    ? { kind: 'member.suspended', data: { reason } }
    : { kind: 'member.closed', data: { reason } }
}

/**
 * Forgets the person: the key that opens his fields, his identities and what he is found by. The member's id and number stay for
 * the books, and the number is never given to anybody else. A second time does nothing.
 * @throws Refused memberUnknown
 */
export async function erase(room: Room, memberId: MemberId, { by }: Change = {}): Promise<void> {
  return transaction(room.db, async (tx) => {
    const at = room.clock.now()
    const row = await locked(tx, memberId)
    const key = keyOf(room.sealing, row)
    if (key === undefined) return
    const rows = await identitiesOf(tx, [memberId])
    await release(
      room,
      tx,
      { row, key, rows, identities: openIdentities(room.sealing, key, rows) },
      openIdentities(room.sealing, key, rows),
    )
    await leaveHousehold(room, tx, memberId, by)
    await deleteKey(tx, memberId)
    const blank = { name: null, givenName: null, familyName: null, birthday: null, gender: null, address: null }
    await updateMember(tx, {
      ...row,
      ...blank,
      status: 'closed',
      statusBefore: row.status === 'closed' ? row.statusBefore : row.status,
      statusReason: 'erased',
      statusAt: at,
      revision: row.revision + 1,
      tags: [],
      attributes: {},
      tokens: [],
      changedAt: at,
    })
    await announceOne(
      room,
      tx,
      memberId,
      { kind: 'member.erased', data: {} },
      { by, details: { before: { status: row.status } } },
    )
  })
}
