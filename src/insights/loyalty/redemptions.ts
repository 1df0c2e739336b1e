/** Each time that a person redeemed points, of the copy. */
import { sql } from 'kysely'

export const redemptions = sql`(
  select coalesce(merged.person_id, moves.member_id) as person_id, moves.at_ms
  from points_moves as moves left join (select member_id, person_id from people where person_id <> member_id) as merged
    on merged.member_id = moves.member_id
  where moves.kind = 'redeem'
)`
