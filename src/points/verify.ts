/** The laws of what is done by hand and of what members give each other, checked on what is stored. */
import { sql } from 'kysely'
import { type Check, checkOf } from '../platform/postgres/checks.ts'
import type { Tx } from '../platform/postgres/database.ts'

export async function verifyPoints(tx: Tx): Promise<Check[]> {
  return [
    await checkOf(tx, 'L5', 'one request, one decision of a second person, one effect', {
      counted: sql<{ rows: number }>`select count(*) as rows from approvals`,
      violations: sql<{ place: string }>`
        with done as (
          select member_id, (trace ->> 'approval')::uuid as approval_id, count(distinct operation_id) as operations,
            bool_or(trace ->> 'approvedBy' = trace ->> 'by') as alone
          from entries where trace ? 'approval' group by 1, 2
        )
        select format('request %s of member %s', approval_id, member_id) as place
        from approvals a full join done d using (member_id, approval_id)
        where (coalesce(a.state, '') = 'approved') <> (d.operations is not null) or d.operations > 1 or d.alone`,
    }),
    await checkOf(tx, 'L7', 'what is counted against a cap on spending is what was spent and did not come back', {
      counted: sql<{ rows: number }>`select count(*) as rows from counters where counter like '<%'`,
      violations: sql<{ place: string }>`
        with spent as (
          select member_id, cap as counter, sum(case direction when 'out' then amount else -amount end) as used
          from entries cross join lateral jsonb_array_elements_text(trace -> 'caps') as cap
          where trace ? 'caps' group by 1, 2
        )
        select format('counter %s of member %s', counter, member_id) as place
        from (select member_id, counter, used - carried as used from counters where counter like '<%') c full join spent s using (member_id, counter)
        where coalesce(c.used, 0) <> coalesce(s.used, 0)`,
    }),
    ...(await verifyTransfers(tx)),
  ]
}

const transferCount = sql<{ rows: number }>`select count(*) as rows from transfers`

/** What is with nobody is under way, and every transfer left once and ended once. */
async function verifyTransfers(tx: Tx): Promise<Check[]> {
  return [
    await checkOf(tx, 'L1', 'what members gave each other and nobody has yet is under way', {
      counted: transferCount,
      violations: sql<{ place: string }>`
        with moved as (
          select wallet, counter, sum(case direction when 'out' then amount else -amount end) as amount
          from entries where counter in ('transferred', 'fees') group by 1, 2
        ), expected as (
          select wallet, 'transferred' as counter, sum(amount) filter (where state = 'sent') as amount from transfers group by 1
          union all
          select wallet, 'fees', sum(fee) filter (where state <> 'returned') from transfers group by 1
        )
        select format('%s of wallet %s', counter, wallet) as place
        from moved m full join expected e using (wallet, counter) where coalesce(m.amount, 0) <> coalesce(e.amount, 0)`,
    }),
    await checkOf(tx, 'L5', 'a transfer leaves once, and arrives or comes back once', {
      counted: transferCount,
      violations: sql<{ place: string }>`
        with moved as (
          select (trace ->> 'transfer')::uuid as transfer_id, member_id, direction, sum(amount) as amount, count(*) as entries
          from entries where counter = 'transferred' group by 1, 2, 3
        ), expected as (
          select transfer_id, member_id, 'out' as direction, amount from transfers
          union all
          select transfer_id, case state when 'arrived' then to_member_id else member_id end, 'in', amount
          from transfers where state <> 'sent'
        )
        select format('transfer %s of member %s', transfer_id, member_id) as place
        from expected e full join moved m using (transfer_id, member_id, direction)
        where e.amount is distinct from m.amount or m.entries <> 1`,
    }),
    await checkOf(tx, 'L7', 'what is counted against a limit on giving is what was given and did not come back', {
      counted: transferCount,
      violations: sql<{ place: string }>`
        with given as (
          select t.member_id, counter, sum(t.amount + t.fee) as used
          from transfers t cross join lateral jsonb_array_elements_text(t.counters) as counter
          where t.state <> 'returned' group by 1, 2
        )
        select format('counter %s of member %s', counter, member_id) as place
        from (select member_id, counter, used - carried as used from counters where counter like '>%') c full join given g using (member_id, counter)
        where coalesce(c.used, 0) <> coalesce(g.used, 0)`,
    }),
  ]
}
