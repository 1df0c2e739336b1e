/** What lists are read from beside the rows themselves, checked against these. */
import { sql } from 'kysely'
import { type Check, checkOf } from '../platform/postgres/checks.ts'
import type { Tx } from '../platform/postgres/database.ts'

export async function verifyLists(tx: Tx): Promise<Check[]> {
  return [
    await checkOf(tx, 'L15', 'a member is listed under his tags, and in his place, and under no others', {
      counted: sql<{ rows: number }>`select count(*) as rows from member_tags`,
      violations: sql<{ place: string }>`
        with had as (select distinct member_id, unnest(tags) as tag, joined_at from members)
        select format('tag of member %s', coalesce(h.member_id, t.member_id)) as place
        from had h full join member_tags t using (member_id, tag) where h.joined_at is distinct from t.joined_at`,
    }),
    await checkOf(tx, 'L15', 'who stands on a tier is listed in his place', {
      counted: sql<{ rows: number }>`select count(*) as rows from standings`,
      violations: sql<{ place: string }>`
        select format('standing of member %s', s.member_id) as place
        from standings s left join members m using (member_id) where s.joined_at is distinct from m.joined_at`,
    }),
    await checkOf(tx, 'L15', 'what became of the codes of a batch is what its coupons say', {
      counted: sql<{ rows: number }>`select count(*) as rows from coupon_batches`,
      violations: sql<{ place: string }>`
        with now as (
          select batch_id, ends_at, case when status = 'void' then 'void' when used >= most then 'used' else status end as state
          from coupons where batch_id is not null
        ), there as (
          select batch_id, state, case when state in ('unclaimed', 'active') then ends_at end as ends_at, count(*) as codes
          from now group by 1, 2, 3
        ), told as (
          select batch_id, state, ends_at, sum(codes) as codes from coupon_counts group by 1, 2, 3 having sum(codes) <> 0
        )
        select format('batch %s', coalesce(n.batch_id, t.batch_id)) as place
        from there n full join told t on t.batch_id = n.batch_id and t.state = n.state
          and coalesce(t.ends_at, 'infinity') = coalesce(n.ends_at, 'infinity')
        where n.codes is distinct from t.codes`,
    }),
  ]
}
