import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { row, transaction } from '../platform/postgres/database.ts'
import { writeOfferDocs } from './annex.ts'
import { coupon } from './offers.fixture.ts'
import type { OfferDoc } from './uses.ts'

const { db } = await testDatabase()
/** Upper and lower case: the database may sort them in another way than a program does. */
const NAMES = Array.from({ length: 12 }, (_, index) => `${index % 2 === 0 ? 'n' : 'N'}${index}`)
await sql`insert into offer_uses select name, 5000, 1000000 from unnest(${NAMES}::text[]) as n (name)`.execute(db)
await sql`
  insert into coupons (code, offer, status, used, giftable)
  select name, 'o', 'active', 5000, false from unnest(${NAMES.toReversed()}::text[]) as n (name)`.execute(db)

const usage = (counter: string, used: number): OfferDoc => ({ kind: 'usage', counter, used, most: 1_000_000 })
const used = (code: string, times: number): OfferDoc => ({ kind: 'coupon', coupon: coupon(code, 'o', { used: times }) })

/** Raises some, gives others back, in an order of its own. */
async function lane(seed: number, until: number): Promise<number> {
  let times = 0
  for (let turn = seed; performance.now() < until; turn += 1) {
    const mixed = NAMES.map((name, index) => ({ name, by: (index * 7 + turn) % 2 === 0 ? 1 : -1 }))
    const raised = mixed.map((each) => ({ ...each, by: 1 }))
    const order = turn % 3 === 0 ? raised : turn % 2 === 0 ? mixed : mixed.toReversed()
    const changes = order.flatMap(({ name, by }) => [
      { before: usage(name, 10), after: usage(name, 10 + by) },
      { before: used(name, 10), after: used(name, 10 + by) },
    ])
    await transaction(db, (tx) => writeOfferDocs(tx, changes))
    times += 1
  }
  return times
}

test('lanes that raise and give back shared uses at once never wait for each other in a circle', async () => {
  const until = performance.now() + Number(process.env.LANES_MILLISECONDS ?? 1_500)
  const times = await Promise.all([lane(0, until), lane(1, until), lane(2, until), lane(3, until)])
  expect(Math.min(...times)).toBeGreaterThan(5)
  const found = await row(
    db,
    sql<{ deadlocks: number }>`select deadlocks from pg_stat_database where datname = current_database()`,
  )
  expect(found?.deadlocks).toBe(0)
})
