import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { at, testShop } from '../tests/support/shop.ts'
import type { HoldId, MemberId } from './base/ids.ts'
import { Refused } from './base/refusals.ts'
import type { Instant } from './base/time.ts'
import { transaction } from './platform/postgres/database.ts'
import { type HandStep, handStep, handsOf } from './points/hands.fixture.ts'
import { changeTerms, type TermsStep, termsStep } from './points/termchanges/terms.fixture.ts'
import { standardProgramme } from './programme/standard.ts'
import { verify, verifyIn } from './verification.ts'

const shop = await testShop(at('2025-01-10T03:00:00Z'))
const DAY = 86_400_000
let serial = 0

/** The standard programme with every limit and every kind of terms, so that every path is walked. */
const standard = standardProgramme(shop.programme.at(shop.clock.now()).timeZone)
await shop.programme.publish({
  definition: {
    ...standard,
    wallets: [
      ...standard.wallets.map((wallet) =>
        wallet.code === 'points'
          ? {
              ...wallet,
              pending: { kind: 'days' as const, days: 3 },
              approval: { above: 300 },
              maximum: 3_000,
              caps: [{ points: 900, per: 'week' as const }],
            }
          : wallet,
      ),
      {
        code: 'stars',
        name: { en: 'Stars', 'zh-CN': '星星' },
        unit: { en: 'stars', 'zh-CN': '颗星' },
        purpose: 'spend' as const,
        pending: { kind: 'days' as const, days: 20 },
        expiry: { kind: 'rolling' as const, months: 6, roundUpTo: 'week' as const },
        debt: 'pending-only' as const,
      },
      {
        code: 'miles',
        name: { en: 'Miles', 'zh-CN': '里程' },
        unit: { en: 'miles', 'zh-CN': '里' },
        purpose: 'spend' as const,
        pending: { kind: 'none' as const },
        expiry: {
          kind: 'inactivity' as const,
          months: 3,
          roundUpTo: 'day' as const,
          resetBy: ['order', 'redeem', 'exchange', 'transfer'],
        },
        debt: 'owe' as const,
      },
    ],
    transfers: [{ wallet: 'points', feePercent: 10, caps: [{ points: 700, per: 'month' }] }, { wallet: 'miles' }],
    exchanges: [
      { from: 'points', to: 'stars', give: 50, receive: 1 },
      { from: 'stars', to: 'points', give: 1, receive: 40 },
      { from: 'points', to: 'miles', give: 10, receive: 1 },
    ],
    ladders: standard.ladders.map((ladder) => ({
      ...ladder,
      tiers: ladder.tiers.map((tier) =>
        tier.code === 'silver' ? { ...tier, terms: [{ wallet: 'points', expiry: { kind: 'never' as const } }] } : tier,
      ),
    })),
    earningRules: [
      ...standard.earningRules,
      {
        code: 'weekly-treat',
        name: { en: 'Treat', 'zh-CN': '惊喜' },
        wallet: 'points',
        when: { field: 'order.amountMinor', is: 'at-least', value: 5_000 },
        earn: { by: 'order', points: 50 },
        rounding: 'floor',
        cap: { points: 120, per: 'month' },
        expiry: { kind: 'dates', dates: ['06-30', '12-31'], leastMonths: 1 },
      },
      {
        code: 'star',
        name: { en: 'A star', 'zh-CN': '一颗星' },
        wallet: 'stars',
        earn: { by: 'amount', points: 1, perUnits: 30 },
        rounding: 'floor',
      },
      {
        code: 'double-tea',
        name: { en: 'Double tea', 'zh-CN': '茶饮双倍' },
        wallet: 'points',
        lines: { field: 'line.sku', is: 'equals', value: 'tea' },
        earn: { by: 'multiply', rule: 'base-points', percent: 200 },
        rounding: 'floor',
      },
      {
        code: 'delivered',
        name: { en: 'On delivery', 'zh-CN': '签收奖励' },
        wallet: 'points',
        earn: { by: 'order', points: 11 },
        pending: { kind: 'event', event: 'delivered', cancelAfterDays: 25 },
        rounding: 'floor',
      },
      {
        code: 'mile',
        name: { en: 'Miles on cups', 'zh-CN': '杯子里程' },
        wallet: 'miles',
        lines: { field: 'line.sku', is: 'equals', value: 'cup' },
        earn: { by: 'amount', points: 1, perUnits: 2 },
        rounding: 'floor',
      },
      {
        code: 'small-basket',
        name: { en: 'Small basket', 'zh-CN': '小单' },
        wallet: 'points',
        when: { field: 'order.amountMinor', is: 'less-than', value: 4_000 },
        earn: { by: 'order', points: 7 },
        pending: { kind: 'none' },
        rounding: 'floor',
      },
    ],
  },
  effectiveAt: null,
  note: 'laws',
  by: 'test',
})

type Step =
  | { do: 'buy'; who: number; amount: number; quantity: number; sku: string; ago: number }
  | { do: 'return'; which: number; quantity: number; ago: number }
  | { do: 'cancel'; which: number }
  | { do: 'redeem' | 'hold' | 'exchange' | 'exchange-back' | 'fly'; who: number; amount: number }
  | { do: 'capture' | 'release'; which: number }
  | HandStep
  | { do: 'wait'; days: number }
  | { do: 'night' }
  | TermsStep

const who = fc.integer({ min: 0, max: 2 })
const which = fc.integer({ min: 0, max: 30 })
const ago = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 500 }))
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('buy' as const),
      who,
      amount: fc.integer({ min: 0, max: 90_000 }),
      quantity: fc.integer({ min: 1, max: 7 }),
      sku: fc.constantFrom('tea', 'cup'),
      ago,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('return' as const), which, quantity: fc.integer({ min: 1, max: 4 }), ago }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), which }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom(...(['redeem', 'hold', 'exchange', 'exchange-back', 'fly'] as const)),
      who,
      amount: fc.integer({ min: -60, max: 900 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('capture' as const, 'release' as const), which }) },
  { weight: 8, arbitrary: handStep },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 150 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('night' as const) }) },
  { weight: 1, arbitrary: termsStep },
)

async function perform(all: readonly Step[]): Promise<void> {
  const members: MemberId[] = [await shop.member(), await shop.member(), await shop.member()]
  const orders: string[] = []
  const holds: HoldId[] = []
  for (const each of all) {
    try {
      await one(each, { members, orders, holds })
    } catch (error) {
      if (!(error instanceof Refused)) throw error
    }
  }
}

const hands = handsOf(shop)

async function one(
  each: Step,
  { members, orders, holds }: { members: MemberId[]; orders: string[]; holds: HoldId[] },
): Promise<void> {
  const now = shop.clock.now()
  const member = members['who' in each ? each.who : 0]
  if (member === undefined) return
  const spend = { memberId: member, wallet: 'points', reason: 'test', reference: null, by: 'test' }
  switch (each.do) {
    case 'buy': {
      serial += 1
      const number = `V-${serial}`
      const placedAt = (now - each.ago * DAY) as Instant
      const lines = [
        { sku: each.sku, quantity: each.quantity, unitPriceMinor: each.amount },
        { sku: 'box', quantity: 2, amountMinor: 333 },
      ]
      await shop.buy(member, number, lines, { placedAt })
      orders.push(number)
      return
    }
    case 'return': {
      const number = orders[each.which % Math.max(1, orders.length)]
      if (number === undefined) return
      await shop.orders.giveBack({
        number,
        lines: [{ line: 1, quantity: each.quantity }],
        reason: 'test',
        at: (now - each.ago * DAY) as Instant,
      })
      return
    }
    case 'cancel': {
      const number = orders[each.which % Math.max(1, orders.length)]
      if (number !== undefined) await shop.orders.cancel(number)
      return
    }
    case 'redeem':
      await shop.points.redeem({ ...spend, amount: each.amount })
      return
    case 'exchange':
      await shop.points.exchange({ ...spend, from: 'points', to: 'stars', amount: each.amount - (each.amount % 50) })
      return
    case 'exchange-back':
      await shop.points.exchange({ ...spend, from: 'stars', to: 'points', amount: each.amount % 12 })
      return
    case 'fly':
      await shop.points.redeem({ ...spend, wallet: 'miles', amount: each.amount })
      return
    case 'hold':
      holds.push((await shop.points.hold({ ...spend, amount: each.amount, minutes: 60 * 24 * 3 })).holdId)
      return
    case 'capture':
    case 'release': {
      const holdId = holds[each.which % Math.max(1, holds.length)]
      if (holdId === undefined) return
      if (each.do === 'capture') await shop.points.capture(holdId, { amount: null, reference: null, by: 'test' })
      else await shop.points.release(holdId, {})
      return
    }
    case 'wait':
      shop.clock.set((now + each.days * DAY) as Instant)
      return
    case 'night': {
      const run = await shop.nightly.run()
      if (run.state === 'waiting') await shop.nightly.approve(run.runId, 'test')
      return
    }
    case 'terms':
      await changeTerms(shop, each)
      return
    default:
      await hands.perform(each, { members, orders })
  }
}

async function violations(): Promise<string[]> {
  const { checks } = await verify(shop.db, shop.programme)
  return checks.filter((check) => check.violations > 0).map((check) => `${check.law}: ${check.examples.join('; ')}`)
}

/** What the books of months say in all, whenever a month is closed, beside what wallets hold; and what lots are said to hold. */
async function booksApart(): Promise<string[]> {
  const now = shop.clock.now()
  const first = await shop.accounts.firstMovement()
  if (first === null) return []
  const starts = Array.from({ length: 240 }, (_, month) => (first + (month - 1) * 30 * DAY) as Instant)
  const [moves, closed, open, totals] = await Promise.all([
    shop.accounts.bookMoves({ starts, closedAfter: null }),
    shop.accounts.bookMoves({ starts, closedAfter: 3 * DAY }),
    shop.accounts.outstanding(now, shop.programme.at(now).timeZone),
    shop.accounts.totals(),
  ])
  const came = (what: string) => ['earned', 'given', 'exchanged-in'].includes(what)
  return [...new Set(totals.map(({ wallet }) => wallet))].flatMap((wallet) => {
    const held = totals.reduce((sum, each) => {
      return each.wallet !== wallet ? sum : each.direction === 'in' ? sum + each.amount : sum - each.amount
    }, 0)
    const inBooks = (of: typeof moves) =>
      of.reduce((sum, { what, points, ...each }) => {
        return each.wallet !== wallet ? sum : came(what) ? sum + points : sum - points
      }, 0)
    const inLots = open.reduce(
      (sum, { status, points, ...each }) => (each.wallet === wallet && status !== 'owed' ? sum + points : sum),
      0,
    )
    const late = closed.some(({ moved, booked }) => booked < moved)
    return inBooks(moves) === held && inBooks(closed) === held && inLots === held && !late ? [] : [wallet]
  })
}

describe('the laws', () => {
  test('hold after any history of purchases, late ones too, returns, spending, holds and nights', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 45 }), async (steps) => {
        await perform(steps)
        expect(await violations()).toEqual([])
        expect(await booksApart()).toEqual([])
        expect(shop.errors).toEqual([])
      }),
      { numRuns: Number(process.env.LAW_RUNS ?? 15) },
    )
  }, 120_000)

  test('every law that the database holds can be seen broken', async () => {
    const member = await shop.member()
    await shop.buy(member, 'BROKEN-1', [{ sku: 'cup', quantity: 1, amountMinor: 88_800 }])
    await shop.points.adjust({
      memberId: member,
      wallet: 'points',
      amount: 40,
      reason: 'x',
      reference: null,
      by: 'test',
    })
    await hands.adjusted(member, 302)
    shop.clock.set((shop.clock.now() + 30 * DAY) as Instant)
    await hands.given({ from: member, to: await shop.member(), amount: 101, crashes: false })
    expect(await violations()).toEqual([])
    const breaks: [law: string, statement: string][] = [
      ['L1', `update entries set lots = '[]' where member_id = '${member}' and sequence = 1 and wallet = 'growth'`],
      ['L2', `update wallets set balance = balance + 1 where member_id = '${member}' and wallet = 'growth'`],
      ['L3', `update lots set remaining = remaining - 1 where member_id = '${member}' and wallet = 'growth'`],
      ['L4', `update wallets set owed = owed + 1 where member_id = '${member}' and wallet = 'growth'`],
      ['L1', `update transfers set fee = fee + 1 where member_id = '${member}'`],
      ['L5', `update transfers set to_member_id = gen_random_uuid() where member_id = '${member}'`],
      ['L7', `update transfers set counters = '[]' where member_id = '${member}'`],
      ['L5', `update approvals set state = 'refused' where member_id = '${member}'`],
      ['L5', `delete from order_numbers where number = 'BROKEN-1'`],
      ['L6', `delete from facts where member_id = '${member}' and kind = 'order.confirmed'`],
      ['L7', `update counters set used = used + 1 where member_id = '${member}'`],
      [
        'L8',
        `update orders set lines = (
          select jsonb_agg(line || jsonb_build_object('grossMinor', (line ->> 'grossMinor')::bigint - 500))
          from jsonb_array_elements(lines) as line
        ) where member_id = '${member}'`,
      ],
      [
        'L11',
        `update lots set expires_at = expires_at + interval '1 day' where member_id = '${member}' and wallet = 'miles'`,
      ],
      ['L3', `update accounts set due_at = due_at + interval '1 day' where member_id = '${member}'`],
      ['L9', `update orders set lines = lines || lines where member_id = '${member}'`],
      ['L9', `update orders set returned_minor = 5 where number = 'BROKEN-1'`],
      ['L11', `update standings set tier = 'diamond' where member_id = '${member}'`],
      [
        'L12',
        `update entries set recorded_at = recorded_at - interval '1 hour' where member_id = '${member}' and sequence = 1`,
      ],
      [
        'L13',
        `update facts set data = data || '{"note": "li.na@example.com"}' where member_id = '${member}' and kind = 'points.adjusted'`,
      ],
      ['L14', 'update audit_end set sequence = sequence + 1'],
      [
        'L15',
        `insert into member_tags (member_id, tag, joined_at) select member_id, 'x', joined_at from members limit 1`,
      ],
      ['L15', `update members set tags = '{lost}' where member_id = '${member}'`],
      ['L15', `update standings set joined_at = joined_at - interval '1 day' where member_id = '${member}'`],
      ['L15', `insert into coupon_counts (batch_id, state, codes) values (gen_random_uuid(), 'active', 1)`],
    ]
    for (const [law, statement] of breaks) expect(await brokenBy(statement), statement).toContain(law)
  }, 60_000)
})

/** The laws that a statement breaks; it is undone again. */
async function brokenBy(statement: string): Promise<string[]> {
  let broken: string[] = []
  const undone = transaction(shop.db, async (tx) => {
    await sql.raw(statement).execute(tx)
    broken = (await verifyIn(tx, shop.programme)).checks
      .filter((check) => check.violations > 0)
      .map((check) => check.law)
    throw new Error('undo')
  })
  await expect(undone).rejects.toThrow('undo')
  return broken
}
