import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { at, testShop } from '../../tests/support/shop.ts'
import type { MemberId } from '../base/ids.ts'
import type { Instant } from '../base/time.ts'
import { factsOf } from '../platform/facts.ts'
import type { LadderDefinition } from '../programme/ladders.ts'
import { standardProgramme } from '../programme/standard.ts'
import { repairStandings, verify } from '../verification.ts'
import { ladder, orders, spend, visits } from './ladders.fixture.ts'
import { type Amounts, met } from './measures.ts'
import { cheapestOf } from './view.ts'

const shop = await testShop(at('2026-03-01T02:00:00Z'))
const DAY = 86_400_000
let serial = 0
let member: MemberId

beforeEach(async () => {
  // Each test begins after what the one before did.
  shop.clock.set(at(`${2026 + serial * 4}-03-01T02:00:00Z`))
  serial += 1
  member = await shop.member()
})

async function publish(...ladders: readonly LadderDefinition[]): Promise<void> {
  const standard = standardProgramme(shop.programme.at(shop.clock.now()).timeZone)
  const definition = { ...standard, ladders: [...standard.ladders, ...ladders], expiryGuardPercent: 100 }
  await shop.programme.publish({ definition, effectiveAt: null, note: 'ladders', by: 'test' })
}

const later = (days: number) => shop.clock.set((shop.clock.now() + days * DAY) as Instant)
let number = 0
async function buy(amountMinor: number): Promise<string> {
  number += 1
  await shop.buy(member, `W-${number}`, [{ sku: 'cup', quantity: 4, unitPriceMinor: amountMinor / 4 }])
  return `W-${number}`
}

async function on(code: string) {
  const { ladders } = await shop.tiers.standings(member)
  const found = ladders.find((each) => each.ladder === code)
  if (found === undefined) throw new Error(`no ladder ${code}`)
  return found
}
const year = () => 2026 + (serial - 1) * 4

describe('criteria', () => {
  const either = { any: [spend(100_000), { all: [orders(3), visits(2)] }] }

  test('are met by any or by all of their parts, and a return takes back what it counted', async () => {
    await publish(ladder('club', {}, { reach: either, keep: either }))
    await buy(1_000)
    await buy(1_000)
    const third = await buy(1_000)
    expect((await on('club')).tier).toBe('start')
    expect((await on('club')).next?.cheapest).toEqual([{ ...visits(2), amount: 1, missing: 1 }])
    later(1)
    await buy(1_000)
    expect((await on('club')).tier).toBe('one')
    await shop.orders.giveBack({ number: third, lines: 'all', reason: 'x' })
    expect((await on('club')).tier).toBe('one')
    await shop.orders.cancel(`W-${number}`)
    expect((await on('club')).tier).toBe('start')
    await buy(97_000)
    expect(await on('club')).toMatchObject({ tier: 'one', next: null })
  })

  test('an order without anything left counts nothing; in parts or at once is the same', async () => {
    await publish(ladder('club', {}, { reach: spend(1_000_000), keep: 0 }))
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([1, 1, 1, 1], { minLength: 1 }), async (parts) => {
        const [inParts, atOnce] = [await shop.member(), await shop.member()]
        const seen: unknown[] = []
        for (const who of [inParts, atOnce]) {
          member = who
          const order = await buy(4_400)
          const pieces = who === atOnce ? [parts.length] : parts
          for (const quantity of pieces)
            await shop.orders.giveBack({ number: order, lines: [{ line: 1, quantity }], reason: 'x' })
          seen.push((await on('club')).next?.measures)
        }
        expect(seen[0]).toEqual(seen[1])
        expect(seen[0]).toEqual([
          { ...spend(1_000_000), amount: 4_400 - parts.length * 1_100, missing: expect.anything() },
        ])
      }),
      { numRuns: 8 },
    )
  })
})

test('the cheapest way is empty just when the criterion is met, and doing it meets the criterion', () => {
  const leaf = fc
    .integer({ min: 1, max: 50 })
    .chain((atLeast) => fc.constantFrom(spend(atLeast), orders(atLeast), visits(atLeast)))
  const group = fc.array(leaf, { minLength: 1, maxLength: 3 })
  const part = fc.oneof(
    leaf,
    group.map((all) => ({ all })),
    group.map((any) => ({ any })),
  )
  const parts = fc.array(part, { minLength: 1, maxLength: 3 })
  const criterion = fc.oneof(
    leaf,
    parts.map((all) => ({ all })),
    parts.map((any) => ({ any })),
  )
  const amount = fc.integer({ min: 0, max: 50 })
  fc.assert(
    fc.property(criterion, fc.record({ spend: amount, orders: amount, visits: amount }), (asked, has) => {
      const amounts: Amounts = ({ measure }) =>
        measure === 'spend' || measure === 'orders' || measure === 'visits' ? has[measure] : 0
      const { gap, leaves } = cheapestOf(asked, amounts)
      expect(gap === 0).toBe(met(asked, amounts))
      const done: Amounts = (leaf) =>
        Math.max(
          amounts(leaf),
          ...leaves.filter(({ measure }) => measure === leaf.measure).map(({ atLeast }) => atLeast),
        )
      expect(met(asked, done)).toBe(true)
    }),
  )
})

describe('a calendar year', () => {
  const yearly = (fall: LadderDefinition['fall'], rise?: 'next-period') =>
    ladder(
      'year',
      { window: { kind: 'calendar-year' }, ...(fall && { fall }), ...(rise && { rise }) },
      { reach: spend(50_000), keep: spend(30_000) },
      { reach: spend(90_000), keep: spend(60_000) },
    )

  test('is reviewed by the nightly run when it ends: one step down, after the grace, warned of before', async () => {
    await publish(yearly({ how: 'one-step', graceDays: 20, warnDays: 15 }))
    await buy(90_000)
    expect(await on('year')).toMatchObject({ tier: 'two', keep: { met: true, by: expect.anything() } })
    shop.clock.set(at(`${year() + 2}-01-06T02:00:00Z`))
    await shop.nightly.run()
    const failing = await on('year')
    expect(failing).toMatchObject({ tier: 'two', loss: { at: `${year() + 2}-01-20T16:00:00.000Z`, to: 'one' } })
    expect(failing.keep?.cheapest).toEqual([{ ...spend(60_000), amount: 0, missing: 60_000 }])
    shop.clock.set(at(`${year() + 2}-01-21T02:00:00Z`))
    await shop.nightly.run()
    expect((await on('year')).tier).toBe('one')
    const facts = await factsOf(shop.db, member, { before: null, limit: 50 })
    const told = facts.filter(({ kind, data }) => kind.startsWith('tier.') && data.ladder === 'year')
    expect(told.map(({ kind, data, at: told }) => [kind, data.from, data.to, told])).toEqual([
      ['tier.changed', 'two', 'one', at(`${year() + 2}-01-20T16:00:00Z`)],
      ['tier.will-change', 'two', 'one', at(`${year() + 2}-01-05T16:00:00Z`)],
      ['tier.changed', 'start', 'two', at(`${year()}-03-01T02:00:00Z`)],
    ])
  })

  test('what is made up in the grace calls the fall off', async () => {
    await publish(yearly({ how: 'full', graceDays: 30 }))
    await buy(90_000)
    shop.clock.set(at(`${year() + 1}-11-01T02:00:00Z`))
    await buy(40_000)
    shop.clock.set(at(`${year() + 2}-01-10T02:00:00Z`))
    expect((await on('year')).keep).toMatchObject({ met: false, cheapest: [{ missing: 20_000 }] })
    await buy(20_000)
    expect(await on('year')).toMatchObject({ tier: 'two' })
    shop.clock.set(at(`${year() + 2}-02-10T02:00:00Z`))
    expect(await on('year')).toMatchObject({ tier: 'two' })
  })

  test('rising can wait for the next period', async () => {
    await publish(yearly({ how: 'never' }, 'next-period'))
    await buy(90_000)
    expect((await on('year')).tier).toBe('start')
    shop.clock.set(at(`${year()}-12-31T16:00:00Z`))
    expect(await on('year')).toMatchObject({ tier: 'two', since: `${year()}-12-31T16:00:00.000Z` })
  })
})

test('other ladders reach members who do nothing by the next nightly run', async () => {
  await publish()
  await buy(120_000)
  await shop.nightly.run()
  later(400)
  await shop.nightly.run()
  later(2)
  await publish(
    ladder('low', { wallet: 'points' }, { reach: { measure: 'earned', wallet: 'points', atLeast: 900 }, keep: 0 }),
  )
  const stored = async () => (await shop.accounts.load(member, shop.clock.now()))?.standings.get('low')?.tier
  expect(await stored()).toBe(undefined)
  later(1)
  await shop.nightly.run()
  expect(await stored()).toBe('one')
})

describe('by hand', () => {
  const place = (ask: { tier: string | null; until?: Instant; locked?: boolean }) =>
    shop.tiers.place({
      memberId: member,
      ladder: 'status',
      until: null,
      locked: false,
      reason: 'match',
      by: 'test',
      ...ask,
    })
  const inDays = (days: number) => (shop.clock.now() + days * DAY) as Instant

  test('a member stands no lower until the day comes, and rises beyond', async () => {
    await place({ tier: 'silver', until: inDays(10) })
    expect(await on('status')).toMatchObject({ tier: 'silver', because: 'placed', loss: { to: 'regular' } })
    await buy(500_000)
    expect((await on('status')).tier).toBe('gold')
    await shop.orders.cancel(`W-${number}`)
    expect((await on('status')).tier).toBe('silver')
    later(9)
    expect((await on('status')).tier).toBe('silver')
    later(2)
    await shop.nightly.run()
    const account = await shop.accounts.load(member, shop.clock.now())
    expect(account?.standings.get('status')).toMatchObject({ tier: 'regular', because: 'placement-ended' })
  })

  test('a locked member neither rises nor falls until it is ended', async () => {
    await place({ tier: 'silver', locked: true })
    await buy(500_000)
    expect(await on('status')).toMatchObject({ tier: 'silver', next: null })
    await place({ tier: null })
    expect((await on('status')).tier).toBe('gold')
    await expect(place({ tier: null })).rejects.toThrow('tiers.not-placed')
    await expect(place({ tier: 'bronze' })).rejects.toThrow('tiers.tier-unknown')
    await expect(place({ tier: 'gold', until: shop.clock.now() })).rejects.toThrow('tiers.ends-in-past')
  })

  test('a tier by invitation is not reached, and kept by its own criterion after the placement', async () => {
    const black = { reach: 'invitation', keep: spend(50_000) } as const
    await publish(ladder('black', { window: { kind: 'rolling', months: 6 } }, black))
    await buy(900_000)
    expect(await on('black')).toMatchObject({ tier: 'start', next: { tier: 'one', byInvitation: true } })
    await shop.tiers.place({
      ...{ memberId: member, ladder: 'black', tier: 'one', locked: false },
      until: inDays(30),
      reason: 'asked',
      by: 'test',
    })
    later(40)
    expect(await on('black')).toMatchObject({ tier: 'one', placement: null, keep: { met: false } })
    later(160)
    expect((await on('black')).tier).toBe('start')
  })

  test('the history says from when to when, and why', async () => {
    await place({ tier: 'silver', until: inDays(10) })
    later(5)
    await buy(500_000)
    later(10)
    const spells = (await shop.tiers.history(member)).filter((each) => each.ladder === 'status')
    expect(spells.map(({ tier, because, until }) => [tier, because, until !== null])).toEqual([
      ['gold', 'reached', false],
      ['silver', 'placed', true],
    ])
    expect(spells[1]?.placement).toEqual({ reason: 'match', by: 'test', locked: false })
  })
})

describe('the repair', () => {
  test('counts orders from before any ladder counted them, and puts right what history does not make', async () => {
    await publish()
    const first = await buy(60_000)
    await shop.orders.giveBack({ number: first, lines: [{ line: 1, quantity: 1 }], reason: 'x' })
    later(1)
    await publish(ladder('late', {}, { reach: spend(45_000), keep: 0 }, { reach: spend(200_000), keep: 0 }))
    await buy(120_000)
    await sql`update standings set tier = 'diamond' where member_id = ${member}::uuid and ladder = 'status'`.execute(
      shop.db,
    )
    await sql`delete from counted_orders where member_id = ${member}::uuid`.execute(shop.db)
    const broken = (await verify(shop.db, shop.programme)).checks.filter((check) => check.violations > 0)
    expect(broken.map((check) => check.law)).toContain('L11')
    expect((await repairStandings(shop.db, shop)).repaired).toBeGreaterThan(0)
    expect(await on('late')).toMatchObject({ tier: 'one', next: { measures: [{ amount: 165_000 }] } })
    expect((await on('status')).tier).toBe('silver')
    expect((await verify(shop.db, shop.programme)).ok).toBe(true)
    expect((await repairStandings(shop.db, shop)).repaired).toBe(0)
  })
})
