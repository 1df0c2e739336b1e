/** The laws of merged records, checked on what is stored. */
import { sql } from 'kysely'
import { type Check, checkOf } from '../platform/postgres/checks.ts'
import type { Tx } from '../platform/postgres/database.ts'

const carries = sql<{ rows: number }>`select count(*) as rows from merge_carries`

export async function verifyMerges(tx: Tx): Promise<Check[]> {
  return [
    await checkOf(tx, 'L1', 'what went over between two records of one person and nobody has yet is under way', {
      counted: carries,
      violations: sql<{ place: string }>`
        with moved as (
          select wallet, sum(case direction when 'out' then amount else -amount end) as amount
          from entries where counter = 'merged' group by 1
        ), expected as (
          select wallet, sum(amount) as amount from (
            select part ->> 'wallet' as wallet, (part ->> 'amount')::bigint - (part ->> 'owed')::bigint as amount
            from merge_carries cross join lateral jsonb_array_elements(load -> 'wallets') as part where state = 'sent'
            union all
            select part ->> 'wallet', (part ->> 'amount')::bigint - (part ->> 'owed')::bigint
            from merge_carries cross join lateral jsonb_array_elements(back) as part where state = 'returning'
          ) as under_way group by 1
        )
        select format('wallet %s', wallet) as place
        from moved m full join expected e using (wallet) where coalesce(m.amount, 0) <> coalesce(e.amount, 0)`,
    }),
    await checkOf(
      tx,
      'L7',
      'what was counted for another record of the person is what went over and did not come back',
      {
        counted: sql<{ rows: number }>`select count(*) as rows from counters where carried <> 0`,
        violations: sql<{ place: string }>`
        with over as (
          select into_member_id as member_id, part ->> 0 as counter, sum((part ->> 1)::bigint) as used
          from merge_carries cross join lateral jsonb_array_elements(load -> 'counters') as part
          where state = 'arrived' group by 1, 2
        )
        select format('counter %s of member %s', counter, member_id) as place
        from (select * from counters where carried <> 0) c full join over o using (member_id, counter)
        where coalesce(c.carried, 0) <> coalesce(o.used, 0)`,
      },
    ),
    await checkOf(tx, 'L11', 'a merged record is closed as a part of the one who lives on', {
      counted: sql<{ rows: number }>`select count(*) as rows from merges`,
      violations: sql<{ place: string }>`
        select format('member %s', member_id) as place
        from (select * from merges where state = 'merged') g
          full join (select member_id, merged_into from members where merged_into is not null) m using (member_id)
        where g.member_id is null or m.member_id is null
          or (m.merged_into <> g.into_member_id
            and not exists (select 1 from members i where i.member_id = g.into_member_id and i.merged_into = m.merged_into))`,
    }),
  ]
}
