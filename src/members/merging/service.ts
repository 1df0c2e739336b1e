/**
 * What two records of one person mean in this room: the one is closed as a part of the other, which is known by the identities of
 * both and takes over what it lacked. What a record is known by may be given back; both rows are locked in the order of their ids.
 */
import type { MemberId } from '../../base/ids.ts'
import { Refused } from '../../base/refusals.ts'
import { type Tx, transaction } from '../../platform/postgres/database.ts'
import { claimsFor, newIdentity, nextPlace } from '../claims.ts'
import { erased, merged, mergeFirst, mergeSame, mergeStatus, mergeUnknown, tooMany } from '../errors.ts'
import type { Held } from '../households/household.ts'
import { passPlace, returnPlace } from '../households/service.ts'
import type { By, Identity, Member, MemberIdentity, Personal } from '../member.ts'
import type { Room } from '../room.ts'
import { IDENTITIES_AT_MOST, TAGS_AT_MOST } from '../rules.ts'
import { deleteIdentities, insertIdentities, updateMember } from '../store.ts'
import { announceOne, type Opened, openForChange, openMerged, retokened } from '../writing.ts'
import { partsOf, passClaims, passMerged } from './store.ts'

const sealedFields = ['name', 'givenName', 'familyName', 'birthday', 'gender', 'address'] as const
const clearFields = ['locale', 'timeZone'] as const

/** Names of what the one lacked and has from the other; never a value. */
export type Filled = {
  readonly fields: readonly string[]
  readonly attributes: readonly string[]
  readonly tags: readonly string[]
  /** What it held in a household, whether it was taken or given up; absent when that was nothing. */
  readonly place?: Held
}

/** What moved, so that it can be given back. */
export type Moved = { readonly identities: readonly string[]; readonly filled: Filled }

export type Merge = {
  readonly mergeId: string
  readonly from: MemberId
  readonly into: MemberId
  readonly by: By
}

export type MergingPart = {
  /** @param also writes what other rooms keep of it, in the same transaction. @throws Refused mergeSame, mergeStatus, tooMany */
  takeIn(merge: Merge, also: (tx: Tx, moved: Moved) => Promise<void>): Promise<void>
  /**
   * @param moved what `takeIn` told
   * @param parts who was taken in by the one that comes back, before
   * @throws Refused mergeUnknown, mergeFirst
   */
  giveBack(
    merge: Merge,
    of: { readonly moved: Moved; readonly parts: readonly MemberId[] },
    also: (tx: Tx) => Promise<void>,
  ): Promise<void>
  /** @throws Refused mergeStatus, merged, erased when the two cannot be merged as they are */
  check(both: { readonly from: Member; readonly into: Member }): void
}

export function mergingPart(room: Room): MergingPart {
  return {
    takeIn: (merge, also) => transaction(room.db, (tx) => takeIn(room, tx, merge, also)),
    giveBack: (merge, of, also) => transaction(room.db, (tx) => giveBack(room, tx, { merge, ...of, also })),
    check: ({ from, into }) => {
      for (const { mergedInto, erased: gone } of [from, into]) {
        if (mergedInto !== null) throw new Refused(merged({ into: mergedInto }))
        if (gone) throw new Refused(erased({}))
      }
      fitting(from, into)
    },
  }
}

/** @returns what the one who is taken in is by now. @throws Refused mergeStatus */
function fitting(from: Pick<Member, 'status'>, into: Pick<Member, 'status'>): 'active' | 'prospect' {
  if (into.status !== 'active') throw new Refused(mergeStatus({ which: 'lasting', status: into.status }))
  if (from.status !== 'active' && from.status !== 'prospect')
    throw new Refused(mergeStatus({ which: 'merged', status: from.status }))
  return from.status
}

type Both = { readonly from: Opened; readonly into: Opened }

async function bothOf(room: Room, tx: Tx, { from, into }: Merge, open: typeof openForChange): Promise<Both> {
  const opened = new Map<MemberId, Opened>()
  for (const memberId of [from, into].sort()) opened.set(memberId, await open(room, tx, memberId))
  const [one, other] = [opened.get(from), opened.get(into)]
  if (one === undefined || other === undefined) throw new Error('a record that was opened is not there')
  return { from: one, into: other }
}

async function takeIn(room: Room, tx: Tx, merge: Merge, also: (tx: Tx, moved: Moved) => Promise<void>): Promise<void> {
  if (merge.from === merge.into) throw new Refused(mergeSame({}))
  const both = await bothOf(room, tx, merge, openForChange)
  const { from, into } = both
  const statusBefore = fitting(from.row, into.row)
  if (into.identities.length + from.identities.length > IDENTITIES_AT_MOST)
    throw new Refused(tooMany({ what: 'identities', atMost: IDENTITIES_AT_MOST }))
  const identities = await passed(room, tx, { from, to: into, which: from.identities })
  await passClaims(tx, numberClaims(room, from), { from: merge.from, to: merge.into })
  const { filled, row } = completed(room, both)
  const at = room.clock.now()
  await updateMember(tx, {
    ...retokened(room, into.key, [...into.rows, ...identities], row),
    ...{ revision: into.row.revision + 1, changedAt: at },
  })
  await updateMember(tx, {
    ...from.row,
    ...{ status: 'closed', statusBefore, statusReason: 'merged', statusAt: at, tokens: [] },
    ...{ mergedInto: merge.into, revision: from.row.revision + 1, changedAt: at },
  })
  await passMerged(tx, await partsOf(tx, merge.from), merge.into)
  const place = await passPlace(room, tx, { from: merge.from, into: into.row, by: merge.by })
  const moved = { ...filled, ...(place === undefined ? {} : { place }) }
  await also(tx, { identities: identities.map(({ identityId }) => identityId), filled: moved })
  await told(room, tx, merge, 'member.merged')
}

async function giveBack(
  room: Room,
  tx: Tx,
  given: {
    readonly merge: Merge
    readonly moved: Moved
    readonly parts: readonly MemberId[]
    readonly also: (tx: Tx) => Promise<void>
  },
): Promise<void> {
  const { merge, moved, parts, also } = given
  const { from, into } = await bothOf(room, tx, merge, openMerged)
  if (from.row.mergedInto === null) throw new Refused(mergeUnknown({}))
  if (from.row.mergedInto !== merge.into) throw new Refused(mergeFirst({ into: from.row.mergedInto }))
  const back = new Set(moved.identities)
  const which = into.identities.filter(({ identityId }) => back.has(identityId))
  const identities = await passed(room, tx, { from: into, to: from, which })
  await passClaims(tx, numberClaims(room, from), { from: merge.into, to: merge.from })
  const at = room.clock.now()
  const { statusBefore } = from.row
  const status = statusBefore === 'prospect' ? 'prospect' : 'active'
  await updateMember(tx, {
    ...retokened(room, from.key, [...from.rows, ...identities], from.row),
    ...{ status, statusBefore: null, statusReason: null, statusAt: at },
    ...{ mergedInto: null, revision: from.row.revision + 1, changedAt: at },
  })
  const left = into.rows.filter(({ identityId }) => !back.has(identityId))
  await updateMember(tx, {
    ...retokened(room, into.key, left, emptied(room, { from, into }, moved.filled)),
    ...{ revision: into.row.revision + 1, changedAt: at },
  })
  await passMerged(tx, parts, merge.from)
  const { place: held } = moved.filled
  if (held !== undefined) {
    const apart = { from: { memberId: merge.from, status }, into: merge.into } as const
    await returnPlace(room, tx, { held, ...apart, by: merge.by })
  }
  await also(tx)
  await told(room, tx, merge, 'member.merge-undone')
}

/** Identities leave the one and come to the other, sealed under its key; who is found by them changes with it. */
async function passed(
  room: Room,
  tx: Tx,
  { from, to, which }: { from: Opened; to: Opened; which: readonly MemberIdentity[] },
) {
  const ids = which.map(({ identityId }) => identityId)
  await deleteIdentities(tx, from.row.memberId, ids)
  const place = nextPlace(to.rows)
  const came = which.map((identity, index) =>
    newIdentity(room, {
      ...{ memberId: to.row.memberId, key: to.key, identity, place: place + index, at: identity.addedAt },
    }),
  )
  await insertIdentities(tx, came)
  const prints = which.flatMap((identity) => fingerprintsOf(room, to, identity))
  await passClaims(tx, prints, { from: from.row.memberId, to: to.row.memberId })
  return came
}

function fingerprintsOf(room: Room, of: Opened, identity: Identity): Buffer[] {
  return claimsFor(room, of.row.memberId, identity).map(({ fingerprint }) => fingerprint)
}

function numberClaims(room: Room, of: Opened): Buffer[] {
  return fingerprintsOf(room, of, { kind: 'number', source: '', value: of.row.number })
}

/** The lasting record with what it lacked. */
function completed(room: Room, { from, into }: Both): { filled: Filled; row: Opened['row'] } {
  const [theirs, own] = [from, into].map(({ row, key }) => room.sealing.openPersonal(row.memberId, key, row))
  if (theirs === undefined || own === undefined) throw new Error('two records were opened')
  const sealed = sealedFields.filter((field) => own[field] === null && theirs[field] !== null)
  const clear = clearFields.filter((field) => into.row[field] === null && from.row[field] !== null)
  const attributes = Object.keys(from.row.attributes).filter((code) => !Object.hasOwn(into.row.attributes, code))
  const tags = from.row.tags
    .filter((tag) => !into.row.tags.includes(tag))
    .slice(0, Math.max(0, TAGS_AT_MOST - into.row.tags.length))
  const personal = withFields(own, theirs, sealed)
  return {
    filled: { fields: [...sealed, ...clear], attributes, tags },
    row: {
      ...into.row,
      ...room.sealing.sealPersonal(into.row.memberId, into.key, personal),
      locale: into.row.locale ?? from.row.locale,
      timeZone: into.row.timeZone ?? from.row.timeZone,
      attributes: { ...from.row.attributes, ...into.row.attributes },
      tags: [...into.row.tags, ...tags],
    },
  }
}

function withFields(own: Personal, theirs: Personal, fields: readonly (keyof Personal)[]): Personal {
  const taken = Object.fromEntries(fields.map((field) => [field, theirs[field]]))
  return { ...own, ...taken }
}

/** The lasting record without what it had from the other, as far as nobody has changed it since. */
function emptied(room: Room, { from, into }: Both, filled: Filled): Opened['row'] {
  const [theirs, own] = [from, into].map(({ row, key }) => room.sealing.openPersonal(row.memberId, key, row))
  if (theirs === undefined || own === undefined) throw new Error('two records were opened')
  const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
  const sealed = sealedFields.filter((field) => filled.fields.includes(field) && same(own[field], theirs[field]))
  const personal = { ...own, ...Object.fromEntries(sealed.map((field) => [field, null])) }
  const keeps = (field: 'locale' | 'timeZone') =>
    filled.fields.includes(field) && into.row[field] === from.row[field] ? null : into.row[field]
  const attributes = Object.entries(into.row.attributes).filter(
    ([code, value]) => !(filled.attributes.includes(code) && same(value, from.row.attributes[code])),
  )
  return {
    ...into.row,
    ...room.sealing.sealPersonal(into.row.memberId, into.key, personal),
    ...{ locale: keeps('locale'), timeZone: keeps('timeZone'), attributes: Object.fromEntries(attributes) },
    tags: into.row.tags.filter((tag) => !filled.tags.includes(tag)),
  }
}

async function told(
  room: Room,
  tx: Tx,
  { mergeId, from, into, by }: Merge,
  kind: 'member.merged' | 'member.merge-undone',
): Promise<void> {
  const data = { mergeId, from, into }
  const before = kind === 'member.merged' ? { mergedInto: null } : { mergedInto: into }
  const after = kind === 'member.merged' ? { mergedInto: into } : { mergedInto: null }
  await announceOne(room, tx, from, { kind, data }, { by, details: { before, after } })
  await announceOne(room, tx, into, { kind, data }, { by, details: { after: { [kind]: from } } })
}
