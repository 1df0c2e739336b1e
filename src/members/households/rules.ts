/** What becomes of a household. Pure: a household as it is, and as it will be; undefined when there is none, or none any more. */
import type { MemberId } from '../../base/ids.ts'
import type { Refusal } from '../../base/refusals.ts'
import type { Instant } from '../../base/time.ts'
import type { Status } from '../member.ts'
import { full, headNeeded, inAnother, inNone, withHimself, wrongStatus } from './errors.ts'
import type { Differences, Held, Household, HouseholdId, Place, Role } from './household.ts'

/** A family with its grandparents; more is a club. */
export const MEMBERS_AT_MOST = 12

/** One of two who come together. */
export type Side = {
  readonly memberId: MemberId
  readonly status: Status
  readonly household: Household | undefined
}

export function standing(status: Status): boolean {
  return status === 'active' || status === 'prospect'
}

/** Undefined when he is not in it. */
export function roleOf({ headId, places }: Household, memberId: MemberId): Role | undefined {
  if (headId === memberId) return 'head'
  return places.find((place) => place.memberId === memberId)?.role
}

/**
 * A member joins the household of another. Where there is none the two found one, and the other is its head unless the member is.
 * A new head takes the place of the former one, who stays as an adult. Again with the same role changes nothing.
 */
export function joined(
  member: Side,
  other: Side,
  given: { readonly role: Role; readonly at: Instant; readonly householdId: HouseholdId },
): Household | Refusal {
  if (member.memberId === other.memberId) return withHimself({})
  for (const { which, status } of [
    { which: 'member', status: member.status },
    { which: 'other member', status: other.status },
  ])
    if (!standing(status)) return wrongStatus({ which, status })
  const { role, at: since, householdId } = given
  if (member.household !== undefined)
    return member.household.householdId === other.household?.householdId
      ? placed(member.household, member.memberId, role)
      : inAnother({})
  const to = other.household ?? founded(other, { since, householdId })
  if (to.places.length >= MEMBERS_AT_MOST) return full({ atMost: MEMBERS_AT_MOST })
  const place: Place = { memberId: member.memberId, role: 'adult', since, status: member.status }
  return placed({ ...to, places: [...to.places, place] }, member.memberId, role)
}

function founded(
  { memberId, status }: Side,
  { since, householdId }: { readonly since: Instant; readonly householdId: HouseholdId },
): Household {
  return { householdId, headId: memberId, foundedAt: since, places: [{ memberId, role: 'adult', since, status }] }
}

/** Another role for one who is in it. The head stays one until somebody else is. */
export function withRole({ memberId, status, household }: Side, role: Role): Household | Refusal {
  if (household === undefined) return inNone({})
  if (!standing(status)) return wrongStatus({ which: 'member', status })
  return placed(household, memberId, role)
}

function placed(household: Household, memberId: MemberId, role: Role): Household | Refusal {
  if (role !== 'head' && household.headId === memberId) return headNeeded({})
  const kept = role === 'head' ? 'adult' : role
  const places = household.places.map((place) => (place.memberId === memberId ? { ...place, role: kept } : place))
  return { ...household, places, headId: role === 'head' ? memberId : household.headId }
}

/**
 * Without one member. When the head goes, the adult who is longest in it becomes the head, one who is neither suspended nor closed
 * before others. One alone, or children alone, are no household.
 */
export function without(household: Household, memberId: MemberId): Household | undefined {
  const places = household.places.filter((place) => place.memberId !== memberId)
  const [next] = places.filter(({ role }) => role === 'adult').toSorted(bySeniority)
  if (places.length < 2 || next === undefined) return undefined
  return { ...household, places, headId: household.headId === memberId ? next.memberId : household.headId }
}

function bySeniority(a: Place, b: Place): number {
  return (
    Number(standing(b.status)) - Number(standing(a.status)) ||
    a.since - b.since ||
    (a.memberId < b.memberId ? -1 : Number(a.memberId > b.memberId))
  )
}

/**
 * The household of a record that another one takes in. The lasting record takes the place when it has none; else the place is given
 * up, and as a head's only to a head when both were in the same household.
 */
export function passedOn(from: Household, merged: MemberId, lasting: Side): Household | undefined {
  const place = from.places.find(({ memberId }) => memberId === merged)
  if (place === undefined) return from
  const headed = from.headId === merged ? { ...from, headId: lasting.memberId } : from
  const { memberId, status } = lasting
  if (lasting.household === undefined)
    return {
      ...headed,
      places: from.places.map((each) => (each === place ? { ...each, memberId, status } : each)),
    }
  if (lasting.household.householdId !== from.householdId) return without(from, merged)
  const places = headed.places.map((each) =>
    each.memberId === memberId && headed.headId === memberId ? { ...each, role: 'adult' as const } : each,
  )
  return without({ ...headed, places }, merged)
}

/** What a record that is about to be taken in holds. */
export function heldBy(household: Household, merged: MemberId, lasting: Side): Held | undefined {
  const { householdId, places } = household
  const role = roleOf(household, merged)
  const since = places.find(({ memberId }) => memberId === merged)?.since
  if (role === undefined || since === undefined) return undefined
  return { householdId, role, since, taken: lasting.household === undefined }
}

type Apart = { readonly from: Pick<Side, 'memberId' | 'status'>; readonly into: MemberId }

/**
 * The household when two records are two again. A place that the lasting record took goes back as long as it is as it was then; one
 * that was given up is taken again where there is room, as the head only when that is the lasting record.
 */
export function givenBack(household: Household, held: Held, { from, into }: Apart): Household {
  const headed = household.headId === into ? { ...household, headId: from.memberId } : household
  if (held.taken) {
    const theirs = household.places.find(({ memberId, since }) => memberId === into && since === held.since)
    if (theirs === undefined || roleOf(household, into) !== held.role) return household
    return { ...headed, places: household.places.map((each) => (each === theirs ? { ...each, ...from } : each)) }
  }
  if (household.places.length >= MEMBERS_AT_MOST) return household
  const place: Place = { ...from, role: held.role === 'head' ? 'adult' : held.role, since: held.since }
  return { ...(held.role === 'head' ? headed : household), places: [...household.places, place] }
}

export function differences(before: Household | undefined, after: Household | undefined): Differences {
  const was = rolesIn(before)
  const is = rolesIn(after)
  return {
    joined: [...is].flatMap(([memberId, { role, since }]) => (was.has(memberId) ? [] : [{ memberId, role, since }])),
    left: [...was].flatMap(([memberId, { role }]) => (is.has(memberId) ? [] : [{ memberId, role }])),
    changed: [...is].flatMap(([memberId, { role }]) => {
      const former = was.get(memberId)?.role
      return former === undefined || former === role ? [] : [{ memberId, before: former, after: role }]
    }),
  }
}

function rolesIn(household: Household | undefined) {
  return new Map(
    (household?.places ?? []).map(({ memberId, role, since }) => [
      memberId,
      { role: household?.headId === memberId ? ('head' as const) : role, since },
    ]),
  )
}

/** The head, then the others as they came, adults before children. */
export function inOrder({ headId, places }: Household): Place[] {
  const rank = ({ memberId, role }: Place) => (memberId === headId ? 0 : role === 'adult' ? 1 : 2)
  return places.toSorted((a, b) => rank(a) - rank(b) || a.since - b.since || (a.memberId < b.memberId ? -1 : 1))
}
