/** The laws of what is done by hand, checked on what is stored. */
import { sql } from 'kysely'
import { type Check, checkOf } from '../accounts/verify.ts'
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
  ]
}
