/**
 * Who lives with whom. Whoever changes a household locks the rows of the members whom he names, in the order of their ids, and then
 * the household's own row: two changes at once are made one after the other. Facts and the trail name one member each, and of the
 * others nothing, so that what a member takes away with him speaks of nobody else.
 */
import { record } from '../../audit/record.ts'
import type { MemberId } from '../../base/ids.ts'
import { accepted, type Refusal, Refused } from '../../base/refusals.ts'
import type { Instant } from '../../base/time.ts'
import { announce } from '../../platform/facts.ts'
import { type Tx, transaction } from '../../platform/postgres/database.ts'
import { erased, memberUnknown, merged } from '../errors.ts'
import { type MemberFact, memberFact } from '../facts.ts'
import type { By, Status } from '../member.ts'
import { namesOf } from '../reading.ts'
import { locked, type Room } from '../room.ts'
import { memberById, tiersByMember } from '../store.ts'
import type { Held, Household, HouseholdId, Role } from './household.ts'
import {
  differences,
  givenBack,
  heldBy,
  inOrder,
  joined,
  passedOn,
  roleOf,
  type Side,
  without,
  withRole,
} from './rules.ts'
import * as store from './store.ts'

/** One member of a household as he is shown, in clear. */
export type Housemate = {
  readonly memberId: MemberId
  readonly number: string
  readonly name: string | null
  readonly status: Status
  readonly role: Role
  /** Tier by ladder; who never moved has none written and stands on the lowest. */
  readonly tiers: Readonly<Record<string, string>>
  readonly since: Instant
}

export type HouseholdShown = {
  readonly householdId: HouseholdId
  readonly foundedAt: Instant
  /** The head first, then adults, then children, each as they came. */
  readonly members: readonly Housemate[]
}

export type HouseholdsService = {
  /** Undefined when the member is in none. @throws Refused memberUnknown */
  of(memberId: MemberId): Promise<HouseholdShown | undefined>
  /** Joins the household of another member, or founds one with him. @throws Refused memberUnknown, merged, erased, what rules.ts refuses */
  join(memberId: MemberId, given: { readonly with: MemberId; readonly role: Role }, by: By): Promise<void>
  /** @throws Refused memberUnknown, merged, erased, what rules.ts refuses */
  changeRole(memberId: MemberId, role: Role, by: By): Promise<void>
  /** Who is in none stays in none. @throws Refused memberUnknown */
  leave(memberId: MemberId, by: By): Promise<void>
}

export function householdsService(room: Room): HouseholdsService {
  const { db, ids, clock } = room
  return {
    of: (memberId) => shown(room, memberId),
    join: (memberId, { with: other, role }, by) =>
      transaction(db, async (tx) => {
        const sides = await sidesOf(tx, [memberId, other])
        const [member, host] = [sideIn(sides, memberId), sideIn(sides, other)]
        const given = { role, at: clock.now(), householdId: ids.next<'household'>() }
        await decided(room, tx, joined(member, host, given), member.household ?? host.household, by)
      }),
    changeRole: (memberId, role, by) =>
      transaction(db, async (tx) => {
        const side = sideIn(await sidesOf(tx, [memberId]), memberId)
        await decided(room, tx, withRole(side, role), side.household, by)
      }),
    leave: (memberId, by) =>
      transaction(db, async (tx) => {
        await locked(tx, memberId)
        await leaveHousehold(room, tx, memberId, by)
      }),
  }
}

/** Takes a member whose row the caller has locked out of his household, when he is in one. */
export async function leaveHousehold(room: Room, tx: Tx, memberId: MemberId, by: By | undefined): Promise<void> {
  const before = (await householdsFor(tx, [memberId])).get(memberId)
  await written(room, tx, { before, after: before && without(before, memberId) }, by)
}

/** The place of a record that another one takes in, both of whose rows the caller has locked. @returns what he held, for undoing */
export async function passPlace(
  room: Room,
  tx: Tx,
  { from, into, by }: { readonly from: MemberId; readonly into: Pick<Side, 'memberId' | 'status'>; readonly by: By },
): Promise<Held | undefined> {
  const households = await householdsFor(tx, [from, into.memberId])
  const before = households.get(from)
  if (before === undefined) return undefined
  const lasting = { memberId: into.memberId, status: into.status, household: households.get(into.memberId) }
  await written(room, tx, { before, after: passedOn(before, from, lasting) }, by)
  return heldBy(before, from, lasting)
}

/** Gives it back when the two are two again, both of whose rows the caller has locked, unless it was changed since. */
export async function returnPlace(
  room: Room,
  tx: Tx,
  given: {
    readonly held: Held
    readonly from: Pick<Side, 'memberId' | 'status'>
    readonly into: MemberId
    readonly by: By
  },
): Promise<void> {
  const { held, from, into, by } = given
  const before = await store.lockedHousehold(tx, held.householdId)
  if (before === undefined) return
  const { memberId, status } = from
  const after = givenBack(before, held, { from: { memberId, status }, into })
  await written(room, tx, { before, after }, by)
}

async function householdsFor(tx: Tx, memberIds: readonly MemberId[]): Promise<Map<MemberId, Household>> {
  await store.lockHouseholds(tx, memberIds)
  return store.householdsOf(tx, memberIds)
}

/** @throws Refused memberUnknown, merged, erased */
async function sidesOf(tx: Tx, memberIds: readonly MemberId[]): Promise<Map<MemberId, Side>> {
  const statuses = new Map<MemberId, Status>()
  for (const memberId of [...new Set(memberIds)].sort()) statuses.set(memberId, await statusOf(tx, memberId))
  const households = await householdsFor(tx, memberIds)
  return new Map(
    [...statuses].map(([memberId, status]) => [memberId, { memberId, status, household: households.get(memberId) }]),
  )
}

function sideIn(sides: ReadonlyMap<MemberId, Side>, memberId: MemberId): Side {
  const side = sides.get(memberId)
  if (side === undefined) throw new Error('a member who was opened is not there')
  return side
}

async function statusOf(tx: Tx, memberId: MemberId): Promise<Status> {
  const { mergedInto, wrapped, status } = await locked(tx, memberId)
  if (mergedInto !== null) throw new Refused(merged({ into: mergedInto }))
  if (wrapped === null) throw new Refused(erased({}))
  return status
}

async function decided(
  room: Room,
  tx: Tx,
  outcome: Household | Refusal,
  before: Household | undefined,
  by: By,
): Promise<void> {
  await written(room, tx, { before, after: accepted(outcome) }, by)
}

type Change = { readonly before: Household | undefined; readonly after: Household | undefined }

/** Writes what differs, tells every member's timeline of it, and the trail. */
async function written(room: Room, tx: Tx, { before, after }: Change, by: By | undefined): Promise<void> {
  const at = room.clock.now()
  const { joined: came, left, changed } = differences(before, after)
  const householdId = (after ?? before)?.householdId
  if (householdId === undefined || came.length + left.length + changed.length === 0)
    return record(tx, undefined, { at, ids: room.ids })
  await store.deletePlaces(tx, householdId)
  if (after === undefined) await store.deleteHousehold(tx, householdId)
  else {
    await store.putHousehold(tx, after)
    await store.putPlaces(tx, householdId, after.places)
  }
  const told: readonly Told[] = [
    ...left.map(({ memberId, role }) => ({
      ...{ memberId, happened: { kind: 'member.household-left', data: { householdId } } as const },
      details: { before: { householdId, role } },
    })),
    ...changed.map(({ memberId, before: was, after: role }) => ({
      ...{ memberId, happened: { kind: 'member.household-role', data: { householdId, role } } as const },
      details: { before: { role: was }, after: { role } },
    })),
    ...came.map(({ memberId, role }) => ({
      ...{ memberId, happened: { kind: 'member.household-joined', data: { householdId, role } } as const },
      details: { after: { householdId, role } },
    })),
  ]
  await announce(
    tx,
    told.map(({ memberId, happened }) =>
      memberFact(happened, { memberId, at, recordedAt: at, by: toldTo(memberId, by), ids: room.ids }),
    ),
  )
  for (const { memberId, details } of told)
    await record(tx, { on: { kind: 'member', id: memberId }, ...details }, { at, ids: room.ids })
}

/** Who forgets himself is named to nobody whom he leaves behind. */
function toldTo(memberId: MemberId, by: By | undefined): By | undefined {
  return by?.kind === 'member' && by.id !== memberId ? undefined : by
}

type Values = Readonly<Record<string, string>>
type Told = {
  readonly memberId: MemberId
  readonly happened: MemberFact
  readonly details: { readonly before?: Values; readonly after?: Values }
}

async function shown(room: Room, memberId: MemberId): Promise<HouseholdShown | undefined> {
  if ((await memberById(room.db, memberId)) === undefined) throw new Refused(memberUnknown({}))
  const household = (await store.householdsOf(room.db, [memberId])).get(memberId)
  if (household === undefined) return undefined
  const places = inOrder(household)
  const memberIds = places.map((place) => place.memberId)
  const [names, tiers] = [await namesOf(room, memberIds), await tiersByMember(room.db, memberIds)]
  return {
    householdId: household.householdId,
    foundedAt: household.foundedAt,
    members: places.map(({ memberId: id, role, since, status }) => ({
      ...{ memberId: id, status, since, role: roleOf(household, id) ?? role },
      ...{ number: names.get(id)?.number ?? '', name: names.get(id)?.name ?? null },
      tiers: Object.fromEntries(tiers.filter((one) => one.memberId === id).map(({ ladder, tier }) => [ladder, tier])),
    })),
  }
}
