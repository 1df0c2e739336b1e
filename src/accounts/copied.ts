/** Movements of points as copies hold them: all of them, or what is new of some members. Read only. */
import { type RawBuilder, sql } from 'kysely'
import type { MemberId } from '../base/ids.ts'
import { numbers, texts, uuids } from '../platform/postgres/arrays.ts'
import { milliseconds } from '../platform/postgres/copyout.ts'

/** Of these members what comes after the movements that are known of each wallet. */
export type EntriesAfter = {
  readonly memberIds: readonly MemberId[]
  readonly known: readonly { readonly memberId: MemberId; readonly wallet: string; readonly sequence: number }[]
}

/** `amount` raises the wallet, or lowers it when negative; `actor` is the id of who did it by hand, `because` the trace's. */
export function entryRows(wants?: EntriesAfter): RawBuilder<object> {
  return sql`
    select e.member_id, e.wallet, e.sequence, e.kind, case e.direction when 'in' then e.amount else -e.amount end as amount,
      ${milliseconds('e.at')} as at_ms, e.order_id, e.trace ->> 'because' as because, e.trace ->> 'by' as actor
    from ${wants === undefined ? sql`entries e` : newest(wants)}`
}

/** Wallets without anything new are told by their own sequence. */
const newest = ({ memberIds, known }: EntriesAfter) => sql`
  wallets w
  left join unnest(
    ${uuids(known.map((each) => each.memberId))}::uuid[], ${texts(known.map((each) => each.wallet))}::text[],
    ${numbers(known.map((each) => each.sequence))}::int[]
  ) as known (member_id, wallet, sequence) on known.member_id = w.member_id and known.wallet = w.wallet
  join entries e on e.member_id = w.member_id and e.wallet = w.wallet and e.sequence > coalesce(known.sequence, 0)
  where w.member_id = any(${uuids(memberIds)}::uuid[]) and w.sequence > coalesce(known.sequence, 0)`
