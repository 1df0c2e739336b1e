import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { at, testShop } from '../../../tests/support/shop.ts'
import type { MemberId } from '../../base/ids.ts'
import { isRefusal, Refused } from '../../base/refusals.ts'
import { membershipsIn } from '../../members/service.ts'
import { type Database, rows } from '../../platform/postgres/database.ts'
import { purchases } from '../purchases.ts'
import type { Origin } from './filling.ts'
import { type Copy, openCopy } from './service.ts'

const shop = await testShop(at('2026-03-01T02:00:00Z'))
const origin: Origin = {
  db: shop.db,
  orders: shop.orders,
  memberships: (memberIds) => membershipsIn(shop.db, memberIds),
}
const folder = mkdtempSync(join(tmpdir(), 'regulars-copy-'))
const open: Copy[] = []
afterAll(() => Promise.all(open.map((copy) => copy.close())))

let files = 0
async function newCopy(from: Origin = origin): Promise<Copy> {
  files += 1
  const copy = await openCopy({ path: join(folder, `${files}.duckdb`), origin: from, megabytes: 256, threads: 1 })
  open.push(copy)
  return copy
}

type Line = {
  readonly person: string
  readonly number: string
  readonly sku: string
  readonly quantity: number
  readonly minor: number
}

/** Facts are read when no older transaction is under way; other tests of the same Postgres have some. */
async function current(copy: Copy): Promise<Copy> {
  await expect
    .poll(
      async () => {
        await copy.refresh()
        return (await missed(copy)) === 0
      },
      { timeout: 20_000 },
    )
    .toBe(true)
  return copy
}

async function missed(copy: Copy): Promise<number> {
  const [newest] = await rows(
    shop.db,
    sql<{ position: number }>`select coalesce(max(position), 0)::bigint as position from facts`,
  )
  const [read] = await rows(copy.db, sql<{ position: number }>`select position from copy`)
  return (newest?.position ?? 0) - (read?.position ?? 0)
}

/** Everything that the copy holds, without where it is in the file. */
async function held(copy: Copy) {
  return {
    people: await rows(
      copy.db,
      sql`select member_id::text as "memberId", person_id::text as "personId", status, joined_ms as "joined" from people order by 1`,
    ),
    orders: await rows(
      copy.db,
      sql`select order_id::text as "orderId", member_id::text as "memberId", currency, channel, store, placed_ms as placed, net_minor as net from orders order by 1`,
    ),
    lines: await rows(
      copy.db,
      sql`select order_id::text as "orderId", line, sku, category, brand, quantity, net_minor as net, fee from order_lines order by 1, 2`,
    ),
  }
}

/** The lines of confirmed orders, from the orders themselves. */
function sold(on: Database): Promise<Line[]> {
  return rows(
    on,
    sql<Line>`
      select coalesce(m.merged_into, m.member_id)::text as person, o.number, l.sku, l.quantity - coalesce(l."returnedQuantity", 0) as quantity,
        l."grossMinor" - coalesce(l."discountMinor", 0) - coalesce(l."returnedMinor", 0) as minor
      from orders o join members m using (member_id)
      cross join lateral jsonb_to_recordset(o.lines) as l (sku text, quantity bigint, "grossMinor" bigint, "discountMinor" bigint,
        "returnedQuantity" bigint, "returnedMinor" bigint)
      where o.status = 'confirmed' order by 1, 2, 3`,
  )
}

async function copied(copy: Copy): Promise<Line[]> {
  const numbers = await rows(
    shop.db,
    sql<{ orderId: string; number: string }>`select order_id as "orderId", number from orders`,
  )
  const byId = new Map(numbers.map(({ orderId, number }) => [orderId, number]))
  const found = await rows(
    copy.db,
    sql<Omit<Line, 'number'> & { orderId: string }>`
      select bought.person_id::text as person, l.order_id::text as "orderId", l.sku, l.quantity, l.net_minor as minor
      from ${purchases} as bought join order_lines l on l.order_id = bought.order_id`,
  )
  return found
    .map(({ orderId, ...line }) => ({
      person: line.person,
      number: byId.get(orderId) ?? '',
      sku: line.sku,
      quantity: line.quantity,
      minor: line.minor,
    }))
    .toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
}

const key = ({ person, number, sku }: Line) => `${person} ${number} ${sku}`

/** What a shop may do; what it refuses changes nothing. */
async function tried(deed: () => Promise<unknown>): Promise<void> {
  try {
    await deed()
  } catch (error) {
    if (!(error instanceof Refused) && !isRefusal(error)) throw error
  }
}

test('people, orders and what is left of them are there, and follow what happens', async () => {
  const copy = await newCopy()
  const [rich, poor] = [await shop.member(), await shop.member()]
  await shop.buy(rich, 'C-1', [
    { sku: 'tea', quantity: 2, amountMinor: 20_000 },
    { sku: 'pot', quantity: 1, amountMinor: 16_800 },
  ])
  await shop.buy(poor, 'C-2', 9_900)
  await shop.buy(poor, 'C-3', 5_000)
  expect(await copied(await current(copy))).toEqual(await sold(shop.db))
  expect(await copied(copy)).toHaveLength(4)
  await shop.orders.giveBack({ number: 'C-1', lines: [{ line: 1, quantity: 1 }], reason: 'x' })
  await shop.orders.cancel('C-2')
  await shop.orders.reopen('C-3')
  expect(await copied(await current(copy))).toEqual(await sold(shop.db))
  expect(await copied(copy)).toEqual([
    { person: rich, number: 'C-1', sku: 'pot', quantity: 1, minor: 16_800 },
    { person: rich, number: 'C-1', sku: 'tea', quantity: 1, minor: 10_000 },
  ])
})

test('two records of one person count as one, and as two again', async () => {
  const copy = await newCopy()
  const [one, other] = [await shop.member(), await shop.member()]
  const by = { kind: 'staff', id: 'anna' } as const
  await shop.buy(one, 'M-1', 3_000)
  await shop.buy(other, 'M-2', 4_000)
  const merge = await shop.merging.merge({ from: other, into: one, reason: 'same', by })
  const people = async () =>
    new Set((await copied(await current(copy))).map(({ number, person }) => `${number} ${person}`))
  expect(await people()).toContain(`M-2 ${one}`)
  await shop.merging.undo(merge, by)
  expect(await people()).toContain(`M-2 ${other}`)
})

test('whatever happens, and wherever it is cut off, it ends as a copy made anew', async () => {
  const members: MemberId[] = [await shop.member(), await shop.member()]
  let numbers = 0
  const deed = fc.record({
    kind: fc.constantFrom('buy', 'buy', 'return', 'cancel', 'reopen', 'refresh', 'fail'),
    which: fc.nat(3),
    minor: fc.integer({ min: 1, max: 50_000 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { maxLength: 12 }), async (deeds) => {
      let broken = false
      const copy = await newCopy({
        ...origin,
        memberships: (ids) => (broken ? Promise.reject(new Error('gone')) : membershipsIn(shop.db, ids)),
      })
      for (const { kind, which, minor } of deeds) {
        const number = `R-${numbers - which}`
        if (kind === 'buy') {
          numbers += 1
          await shop.buy(members[which % 2] ?? asked(), `R-${numbers}`, [
            { sku: 'tea', quantity: 3, amountMinor: minor * 3 },
            { sku: 'cup', quantity: 1, amountMinor: minor },
          ])
        }
        if (kind === 'return')
          await tried(() => shop.orders.giveBack({ number, lines: [{ line: 1, quantity: 1 }], reason: 'x' }))
        if (kind === 'cancel') await tried(() => shop.orders.cancel(number))
        if (kind === 'reopen') await tried(() => shop.orders.reopen(number))
        if (kind === 'refresh') await copy.refresh()
        broken = kind === 'fail'
        if (broken) await copy.refresh().catch(() => undefined)
        broken = false
      }
      await current(copy)
      expect(await copied(copy)).toEqual(await sold(shop.db))
      expect(await held(copy)).toEqual(await held(await current(await newCopy())))
    }),
    { numRuns: 12 },
  )
})

function asked(): never {
  throw new Error('there are two')
}

test('it goes on where it stopped, says how far behind it is, and makes a broken file anew', async () => {
  const path = join(folder, 'kept.duckdb')
  const settings = { path, origin, megabytes: 256, threads: 1 }
  const first = await openCopy(settings)
  await current(first)
  const before = await held(first)
  await first.close()
  const second = await openCopy(settings)
  expect(await held(second)).toEqual(before)
  expect(await second.refresh()).toBe(0)
  await shop.buy(await shop.member(), 'K-1', 1_000)
  await expect.poll(() => second.lag(), { timeout: 20_000 }).toBeGreaterThan(0)
  await current(second)
  expect(await second.lag()).toBe(0)
  await second.close()
  writeFileSync(path, 'not a database')
  const third = await openCopy(settings)
  expect(await held(await current(third))).toEqual(await held(await current(await newCopy())))
  await third.close()
})
