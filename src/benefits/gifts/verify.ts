/** The laws of gifts, checked on what is stored. */
import { sql } from 'kysely'
import { type Check, checkOf } from '../../platform/postgres/checks.ts'
import type { Tx } from '../../platform/postgres/database.ts'

const gifts = sql<{ rows: number }>`select count(*) as rows from benefit_gifts`

export async function verifyGifts(tx: Tx): Promise<Check[]> {
  return [
    await checkOf(tx, 'L5', 'a gift at an occasion is one entry or one coupon, and each of them is a gift', {
      counted: gifts,
      violations: sql<{ place: string }>`
        with moved as (
          select member_id, (trace ->> 'gift')::uuid as gift_id, wallet, sum(amount) as points, count(*) as entries
          from entries where kind = 'gift' group by 1, 2, 3
        )
        select format('gift %s of member %s', gift_id, member_id) as place
        from (select * from benefit_gifts where wallet is not null) g full join moved m using (member_id, gift_id, wallet)
        where g.points is distinct from m.points or m.entries <> 1
        union all
        select format('gift %s of member %s', g.gift_id, g.member_id)
        from benefit_gifts g left join coupons c on c.code = g.coupon
        where g.coupon is not null and c.offer is distinct from g.offer`,
    }),
    await checkOf(tx, 'L7', 'nobody is given the same at an occasion twice within 365 days', {
      counted: gifts,
      violations: sql<{ place: string }>`
        select format('gift %s of member %s', gift_id, member_id) as place
        from (
          select member_id, gift_id,
            counted_on - lag(counted_on) over (partition by member_id, benefit, at, tier order by counted_on) as days
          from benefit_gifts
        ) as gifts
        where days < 365`,
    }),
  ]
}
