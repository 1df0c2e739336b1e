import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { type RawBuilder, sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { at, testShop } from '../../../tests/support/shop.ts'
import type { MemberId } from '../../base/ids.ts'
import { isRefusal, Refused } from '../../base/refusals.ts'
import { asInstant } from '../../base/time.ts'
import { announce } from '../../platform/facts.ts'
import { systemIds } from '../../platform/ids.ts'
import { type Database, rows, transaction } from '../../platform/postgres/database.ts'
import { copyPool } from '../../platform/postgres/oneclient.ts'
import { untilSettled } from '../keeping.fixture.ts'
import { purchases } from '../purchases.ts'
import { type Copy, type Origin, openCopy } from './service.ts'
import { tableNames } from './tables.ts'

const shop = await testShop(at('2026-03-01T02:00:00Z'))
const copying = copyPool(shop.url)
const origin: Origin = {
  db: shop.db,
  copying,
  mainLadder: () => ({ ladder: 'status', lowest: 'regular' }),
}
afterAll(() => copying.end())
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

async function current(copy: Copy): Promise<Copy> {
  await untilSettled(shop.db)
  await copy.refresh()
  expect(await copy.lag()).toBe(0)
  return copy
}

/** Everything that the copy holds, without where it is in the file. */
async function held(copy: Copy) {
  const all = await Promise.all(
    tableNames.map(async (name) => [
      name,
      await rows(copy.db, sql`select t::varchar as row from ${sql.table(name)} t order by 1`),
    ]),
  )
  return Object.fromEntries(all)
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

function balances(on: Database, from: RawBuilder<unknown>, sum: RawBuilder<unknown>) {
  return rows(
    on,
    sql`select member_id::text as member, wallet, ${sum}::bigint as balance from ${from} as moved group by 1, 2 order by 1, 2`,
  )
}

/** Orders whose sums are not those of their lines, or of what came back of them. */
function unlike(on: Database) {
  return rows(
    on,
    sql`
      select o.order_id::text from orders o join (
        select order_id, sum(net_minor) as net, sum(returned_minor) as back from order_lines group by order_id
      ) as l on l.order_id = o.order_id
      left join (select order_id, sum(net_minor) as back from returns group by order_id) as r on r.order_id = o.order_id
      where o.net_minor <> l.net or l.back <> coalesce(r.back, 0)`,
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

/** What may happen in a shop, and to the copy meanwhile. */
const kinds = [
  ...([
    'buy',
    'buy',
    'guest',
    'claim',
    'return',
    'cancel',
    'reopen',
    'redeem',
    'adjust',
    'merge',
    'part',
    'move',
    'later',
  ] as const),
  ...(['refresh', 'refresh', 'fail', 'rebuild'] as const),
]
type Deed = { readonly kind: (typeof kinds)[number]; readonly which: number; readonly minor: number }
const DAY = 86_400_000
const by = { kind: 'staff', id: 'anna' } as const
let numbers = 0

async function done({ kind, which, minor }: Deed, members: readonly [MemberId, MemberId, MemberId]): Promise<void> {
  const number = `R-${numbers - which}`
  const member = members[which === 0 ? 0 : which === 1 ? 1 : 2]
  const ask = { memberId: member, wallet: 'points', reason: 'x', reference: null, by: 'anna' }
  const lines = [
    { sku: 'tea', quantity: 3, amountMinor: minor * 3, discountMinor: 1 },
    { sku: 'cup', quantity: 1, amountMinor: minor, category: ['home', 'cups'], brand: 'Xi, "the" brand' },
  ]
  const place = which === 0 ? {} : { store: `S${which}`, channel: 'app' }
  switch (kind) {
    case 'buy':
      numbers += 1
      return tried(() =>
        shop.orders.put({
          ...{ memberId: member, status: 'confirmed', by: `seller ${which}` },
          input: shop.order(`R-${numbers}`, lines, place),
        }),
      )
    case 'guest':
      numbers += 1
      return tried(() => {
        const input = shop.order(`R-${numbers}`, lines, place)
        return which > 1
          ? shop.orders.keepGuests([input])
          : shop.orders.put({ memberId: null, status: 'confirmed', input })
      })
    case 'claim':
      return tried(() => shop.orders.claim(number, member))
    case 'return':
      return tried(() => shop.orders.giveBack({ number, lines: [{ line: 1, quantity: 1 }], reason: 'x' }))
    case 'cancel':
      return tried(() => shop.orders.cancel(number))
    case 'reopen':
      return tried(() => shop.orders.reopen(number))
    case 'redeem':
      return tried(() => shop.points.redeem({ ...ask, amount: 1 + (minor % 90) }))
    case 'adjust':
      return tried(() => shop.points.adjust({ ...ask, amount: (minor % 400) - 100 }))
    case 'merge':
      return tried(() => shop.merging.merge({ from: member, into: members[which === 0 ? 1 : 0], reason: 'same', by }))
    case 'part': {
      const [merge] = await shop.merging.ofMember(member)
      return merge === undefined ? undefined : tried(() => shop.merging.undo(merge, by))
    }
    case 'move':
      return tried(() => shop.members.update(member, { store: `S${which}` }))
    case 'later':
      shop.clock.set(asInstant(shop.clock.now() + (minor % 200) * DAY))
      await shop.nightly.run()
      return void (await shop.merging.sweep())
    case 'refresh':
    case 'rebuild':
    case 'fail':
  }
}

test('whatever happens, and wherever it is cut off, it ends as a copy made anew', async () => {
  const deed = fc.record({
    kind: fc.constantFrom(...kinds),
    which: fc.nat(3),
    minor: fc.integer({ min: 1, max: 50_000 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { maxLength: 20 }), async (deeds) => {
      const members = [await shop.member(), await shop.member(), await shop.member()] as const
      let broken = false
      const copy = await newCopy({ ...origin, mainLadder: () => (broken ? asked() : origin.mainLadder()) })
      await copy.refresh()
      for (const each of deeds) {
        await done(each, members)
        if (each.kind === 'refresh') await copy.refresh()
        if (each.kind === 'rebuild') await copy.rebuild()
        broken = each.kind === 'fail'
        if (broken) await copy.refresh().catch(() => undefined)
        broken = false
      }
      await current(copy)
      expect(await copied(copy)).toEqual(await sold(shop.db))
      expect(await balances(copy.db, sql`points_moves`, sql`sum(amount)`)).toEqual(
        await balances(shop.db, sql`wallets`, sql`sum(balance)`),
      )
      expect(await unlike(copy.db)).toEqual([])
      expect(await held(copy)).toEqual(await held(await current(await newCopy())))
    }),
    { numRuns: 25 },
  )
}, 240_000)

function asked(): never {
  throw new Error('broken off')
}

test('what is under way while everything is read comes with its facts, whichever ends first', async () => {
  const [moved, raised] = [await shop.member(), await shop.member()]
  const fact = (memberId: MemberId, kind: string, data: Record<string, unknown>) => {
    const instant = shop.clock.now()
    return { factId: systemIds.next<'fact'>(), memberId, kind, at: instant, recordedAt: instant, data }
  }
  const [began, told, ended] = [Promise.withResolvers(), Promise.withResolvers(), Promise.withResolvers()]
  const early = transaction(shop.db, async (tx) => {
    await sql`select pg_current_xact_id()`.execute(tx)
    began.resolve(null)
    await told.promise
    await announce(tx, [
      fact(raised, 'tier.changed', { ladder: 'status', from: 'regular', to: 'gold', because: 'reached' }),
    ])
  })
  await began.promise
  const late = transaction(shop.db, async (tx) => {
    await sql`update members set store = 'S9' where member_id = ${moved}::uuid`.execute(tx)
    await announce(tx, [fact(moved, 'member.updated', { fields: ['store'] })])
    told.resolve(null)
    await ended.promise
  })
  await early
  const copy = await newCopy()
  await copy.rebuild()
  const placed = sql<{ store: string | null }>`select store from people where member_id = ${moved}::uuid`
  expect(await rows(copy.db, placed)).toEqual([{ store: null }])
  ended.resolve(null)
  await late
  expect(await rows((await current(copy)).db, placed)).toEqual([{ store: 'S9' }])
  const raisedTo = sql<{ to: string }>`select to_tier as "to" from tier_moves where member_id = ${raised}::uuid`
  expect(await rows(copy.db, raisedTo)).toEqual([{ to: 'gold' }])
  expect(await held(copy)).toEqual(await held(await current(await newCopy())))
})

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
