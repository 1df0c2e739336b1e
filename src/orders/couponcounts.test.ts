/** What became of a batch's codes is told without counting them: whatever happens to them, it is what counting would tell. */
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { asInstant } from '../base/time.ts'
import { row } from '../platform/postgres/database.ts'
import { batch, lines, offeringShop, whyOf } from './offering.fixture.ts'

const shop = await offeringShop()
const DAY = 86_400_000
const CODES = 4

const step = fc.record({
  does: fc.constantFrom('claim', 'claim', 'use', 'use', 'return', 'void', 'wait', 'fold', 'voidAll'),
  which: fc.integer({ min: 0, max: CODES - 1 }),
})

type Step = typeof step extends fc.Arbitrary<infer One> ? One : never

async function rowsThere(): Promise<number> {
  const found = await row(shop.db, sql<{ rows: number }>`select count(*) as rows from coupon_counts`)
  return found?.rows ?? 0
}

test('claims, uses, returns, voiding and the passing of days leave each code counted once, as what it is', async () => {
  const member = await shop.member()
  const fates = new Set<string>()
  const plain = { mustClaim: false, validDays: null, most: 1 } as const
  const wait = { does: 'wait', which: 0 } as const
  // Whatever chance brings besides, these bring every fate.
  const everyFate: [Step[], { mustClaim: boolean; validDays: 1 | null; most: 1 | 2 | null }][] = [
    [
      [
        { does: 'use', which: 0 },
        { does: 'void', which: 1 },
      ],
      plain,
    ],
    [[], { ...plain, mustClaim: true }],
    [[wait, wait, wait, wait], plain],
  ]
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 25 }),
      fc.record({ mustClaim: fc.boolean(), validDays: fc.constantFrom(null, 1), most: fc.constantFrom(1, 2, null) }),
      async (steps, { mustClaim, validDays, most }) => {
        const endsAt = asInstant(shop.clock.now() + 3 * DAY)
        const { batchId } = await shop.offers.addBatch({
          ...{ ...batch, offer: 'welcome', mustClaim, validDays: mustClaim ? validDays : null, most, endsAt },
          codes: { kind: 'unique', count: CODES, prefix: '', characters: 13 },
        })
        const codes: string[] = []
        for await (const page of shop.offers.codesOf(batchId)) codes.push(...page.map(({ code }) => code))
        const orders: string[] = []
        for (const { does, which } of steps) {
          const code = codes[which] ?? ''
          if (does === 'claim') await whyOf(shop.offers.claim(code, member))
          else if (does === 'void') await shop.offers.voidCoupon(code)
          else if (does === 'voidAll' && which === 0) await shop.offers.voidBatch(batchId)
          else if (does === 'wait') shop.clock.set(asInstant(shop.clock.now() + DAY))
          else if (does === 'fold') await shop.offers.foldCounts()
          else if (does === 'use') {
            const number = shop.next()
            await shop.give(member, lines(5_000), [code], number)
            orders.push(number)
          } else if (does === 'return' && orders.length > 0)
            await whyOf(
              shop.orders.giveBack({
                ...{ number: orders[which % orders.length] ?? '', reason: 'test', at: shop.clock.now() },
                lines: [{ line: 1, quantity: 1 }],
              }),
            )
        }
        const { counts } = await shop.couponLists.batch(batchId)
        const { items } = await shop.couponLists.codes({ batchId, limit: CODES })
        const counted = { unclaimed: 0, active: 0, used: 0, expired: 0, void: 0 }
        for (const { status, used, most: limit, endsAt: end } of items) {
          const over = end !== null && end <= shop.clock.now() ? 'expired' : status
          const fate = status === 'void' ? status : limit !== null && used >= limit ? 'used' : over
          counted[fate] += 1
          fates.add(fate)
        }
        expect(counts).toEqual(counted)
      },
    ),
    { numRuns: 25, examples: [...everyFate] },
  )
  expect(fates.size).toBe(5)
  await shop.holds()
}, 120_000)

test('many rows of a batch become few, also while two fold at once, and say the same', async () => {
  const { batchId } = await shop.offers.addBatch({
    ...{ ...batch, offer: 'welcome', most: 1 },
    codes: { kind: 'unique', count: 5, prefix: '', characters: 13 },
  })
  const before = await rowsThere()
  await sql`
    insert into coupon_counts (batch_id, state, codes)
    select ${batchId}::uuid, state, by from generate_series(1, 2000), (values ('active', -1), ('active', 1)) as turn (state, by)`.execute(
    shop.db,
  )
  await Promise.all([shop.offers.foldCounts(), shop.offers.foldCounts(), shop.offers.foldCounts()])
  expect(await rowsThere()).toBeLessThanOrEqual(before)
  const { counts } = await shop.couponLists.batch(batchId)
  expect(counts).toEqual({ unclaimed: 0, active: 5, used: 0, expired: 0, void: 0 })
  await shop.holds()
})
