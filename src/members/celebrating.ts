/** The days of active members that come again every year, for whoever looks for them at night. */
import { sql } from 'kysely'
import type { MemberId } from '../base/ids.ts'
import type { Instant } from '../base/time.ts'
import { rows } from '../platform/postgres/database.ts'
import type { Room } from './room.ts'

export type Celebrating = {
  readonly memberId: MemberId
  readonly joinedAt: Instant
  /** `YYYY-MM-DD` or `--MM-DD`, in clear; null when it is not known, or was not asked for. */
  readonly birthday: string | null
}

export type CelebratingPage = {
  readonly after: MemberId | null
  readonly limit: number
  /** Whether birthdays are wanted, which are opened one by one. */
  readonly birthdays: boolean
}

type Row = {
  readonly memberId: MemberId
  readonly joinedAt: Instant
  readonly birthday: Buffer | null
  readonly masterVersion: number | null
  readonly wrapped: Buffer | null
}

/** In the order of their ids. */
export async function celebrating(
  { db, sealing }: Room,
  { after, limit, birthdays }: CelebratingPage,
): Promise<Celebrating[]> {
  const found = await rows(
    db,
    sql<Row>`
      select m.member_id as "memberId", m.joined_at as "joinedAt",
        case when ${birthdays}::boolean then m.birthday end as birthday, k.master_version as "masterVersion", k.wrapped
      from members m left join member_keys k on k.member_id = m.member_id and m.birthday is not null and ${birthdays}::boolean
      where m.status = 'active' and (${after}::uuid is null or m.member_id > ${after}::uuid)
      order by m.member_id limit ${limit}::int`,
  )
  return found.map(({ memberId, joinedAt, birthday, masterVersion, wrapped }) => {
    const sealed = { name: null, givenName: null, familyName: null, birthday, gender: null, address: null }
    const key =
      masterVersion === null || wrapped === null ? undefined : sealing.unwrap(memberId, { masterVersion, wrapped })
    return { memberId, joinedAt, birthday: sealing.openPersonal(memberId, key, sealed).birthday }
  })
}
