/** All SQL on households. */
import { sql } from 'kysely'
import type { MemberId } from '../../base/ids.ts'
import { stamps, texts, uuids } from '../../platform/postgres/arrays.ts'
import { type Database, rows, stamp, type Tx } from '../../platform/postgres/database.ts'
import type { Household, HouseholdId, Place } from './household.ts'

type On = Database | Tx

/** Waits for whoever is changing one of the households that these members are in. */
export async function lockHouseholds(tx: Tx, memberIds: readonly MemberId[]): Promise<void> {
  await sql`
    select 1 from households
    where household_id in (select household_id from household_members where member_id = any(${uuids(memberIds)}::uuid[]))
    order by household_id for update`.execute(tx)
}

/** Waits as well. Undefined when there is none any more. */
export async function lockedHousehold(tx: Tx, householdId: HouseholdId): Promise<Household | undefined> {
  const [first] = await rows(
    tx,
    sql<{ memberId: MemberId }>`
      select head_id as "memberId" from households where household_id = ${householdId}::uuid for update`,
  )
  return first === undefined ? undefined : (await householdsOf(tx, [first.memberId])).get(first.memberId)
}

/** The household of each of the members who is in one. */
export async function householdsOf(on: On, memberIds: readonly MemberId[]): Promise<Map<MemberId, Household>> {
  const found = await rows(
    on,
    sql<Omit<Household, 'places'> & Place>`
      select h.household_id as "householdId", h.head_id as "headId", h.founded_at as "foundedAt",
        p.member_id as "memberId", p.role, p.since, m.status
      from household_members p
        join households h on h.household_id = p.household_id
        join members m on m.member_id = p.member_id
      where p.household_id in (
        select household_id from household_members where member_id = any(${uuids(memberIds)}::uuid[]))
      order by p.household_id, p.since, p.member_id`,
  )
  const households = new Map<MemberId, Household>()
  for (const of of Map.groupBy(found, ({ householdId }) => householdId).values()) {
    const [first] = of
    if (first === undefined) continue
    const { householdId, headId, foundedAt } = first
    const places = of.map(({ memberId, role, since, status }) => ({ memberId, role, since, status }))
    for (const { memberId } of places) households.set(memberId, { householdId, headId, foundedAt, places })
  }
  return households
}

export async function putHousehold(tx: Tx, { householdId, headId, foundedAt, places }: Household): Promise<void> {
  await sql`
    insert into households (household_id, head_id, size, founded_at)
    values (${householdId}::uuid, ${headId}::uuid, ${places.length}::int, ${stamp(foundedAt)}::timestamptz)
    on conflict (household_id) do update set head_id = excluded.head_id, size = excluded.size`.execute(tx)
}

export async function deleteHousehold(tx: Tx, householdId: HouseholdId): Promise<void> {
  await sql`delete from households where household_id = ${householdId}::uuid`.execute(tx)
}

/** Who is in another household already breaks the primary key: places are never taken from one household for another. */
export async function putPlaces(tx: Tx, householdId: HouseholdId, places: readonly Place[]): Promise<void> {
  await sql`
    insert into household_members (member_id, household_id, role, since)
    select member_id, ${householdId}::uuid, role, since
    from unnest(
      ${uuids(places.map(({ memberId }) => memberId))}::uuid[], ${texts(places.map(({ role }) => role))}::text[],
      ${stamps(places.map(({ since }) => since))}::timestamptz[]) as t (member_id, role, since)`.execute(tx)
}

export async function deletePlaces(tx: Tx, householdId: HouseholdId): Promise<void> {
  await sql`delete from household_members where household_id = ${householdId}::uuid`.execute(tx)
}
