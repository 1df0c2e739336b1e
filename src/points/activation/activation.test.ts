import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { refusalOf } from '../../../tests/support/members.ts'
import { at, testShop } from '../../../tests/support/shop.ts'
import type { MemberId } from '../../base/ids.ts'
import { asInstant } from '../../base/time.ts'
import { factsOf } from '../../platform/facts.ts'
import { standardProgramme } from '../../programme/standard.ts'
import { verify } from '../../verification.ts'
import { statement } from '../statement.ts'
import { why } from '../why.ts'

const shop = await testShop(at('2026-03-01T08:00:00Z'))
const standard = standardProgramme(shop.programme.at(shop.clock.now()).timeZone)
const DAY_MILLISECONDS = 86_400_000
let serial = 0

beforeAll(async () => {
  const [points, growth] = standard.wallets
  const [base] = standard.earningRules
  if (points === undefined || growth === undefined || base === undefined) throw new Error('not the standard programme')
  await shop.programme.publish({
    definition: {
      ...standard,
      wallets: [{ ...points, pending: { kind: 'event', event: 'delivered', cancelAfterDays: 30 } }, growth],
      earningRules: [
        ...standard.earningRules,
        { ...base, code: 'slow', earn: { by: 'order', points: 5 }, pending: { kind: 'days', days: 60 } },
      ],
    },
    effectiveAt: null,
    note: 'pending until delivered',
    by: 'test',
  })
})

/** A member whose order of ¥100 gave 100 that wait for the delivery and 5 that wait 60 days. */
async function bought(): Promise<{ member: MemberId; order: string }> {
  serial += 1
  const member = await shop.member()
  const order = `A-${serial}`
  await shop.buy(member, order, 10_000)
  return { member, order }
}
const later = (days: number) => shop.clock.set(asInstant(shop.clock.now() + days * DAY_MILLISECONDS))
const points = async (member: MemberId) => {
  const account = await shop.accounts.load(member, shop.clock.now())
  return { balance: account?.wallets.get('points')?.balance, owed: account?.wallets.get('points')?.owed }
}
const available = async (member: MemberId) =>
  (await shop.activation.activate({ memberId: member, event: 'delivered' })).wallets[0]?.available
const violations = async () => (await verify(shop.db, shop.programme)).checks.filter((check) => check.violations > 0)
const spend = (memberId: MemberId, amount: number) => ({
  ...{ memberId, wallet: 'points', amount, reason: 'tea', reference: null, by: 'till' },
})

describe('what waits for an event', () => {
  test('cannot be spent before the event comes, and can from then on', async () => {
    const { member } = await bought()
    await expect(shop.points.redeem(spend(member, 1))).rejects.toThrow('points.insufficient')
    const answer = await shop.activation.activate({ memberId: member, event: 'delivered' })
    expect(answer.activated).toMatchObject([{ wallet: 'points', amount: 100 }])
    expect(answer.wallets[0]).toMatchObject({ balance: 105, available: 100, pending: 5 })
    await shop.points.redeem(spend(member, 100))
  })

  test('is cancelled at its own midnight when the event does not come, in words', async () => {
    const { member } = await bought()
    shop.clock.set(at('2026-03-31T15:59:59.999Z'))
    expect(await points(member)).toEqual({ balance: 105, owed: 0 })
    shop.clock.set(at('2026-03-31T16:00:00Z'))
    const run = await shop.nightly.run()
    if (run.state === 'waiting') await shop.nightly.approve(run.runId, 'test')
    await expect(shop.points.redeem(spend(member, 1))).rejects.toThrow('points.insufficient')
    const [entry] = await shop.accounts.entries(member, { wallet: 'points', before: null, limit: 1 })
    expect(entry).toMatchObject({ kind: 'cancel', counter: 'issued', amount: 100, at: at('2026-03-30T16:00:00Z') })
    if (entry === undefined) throw new Error('no entry')
    const programme = shop.programme.version(entry.trace.version)
    expect(why(entry, programme, 'en').sentence).toBe(
      '100 points earned on 2026-03-01 were cancelled: “delivered”, which they waited for, did not come in time.',
    )
    expect(why(entry, programme, 'zh-CN').sentence).toBe(
      '2026-03-01 获得的 100 积分 已取消：等待的“delivered”未在期限内发生。',
    )
    const facts = await factsOf(shop.db, member, { before: null, limit: 5 })
    expect(facts.map((fact) => fact.kind)).toContain('points.cancelled')
    expect(await violations()).toEqual([])
  })

  test('a late order whose event is overdue earns and is cancelled at once', async () => {
    const { member } = await bought()
    later(45)
    await shop.buy(member, `NOW-${serial}`, 10_000)
    expect(await points(member)).toEqual({ balance: 110, owed: 0 })
    await shop.buy(member, `LATE-${serial}`, 5_000, {
      placedAt: asInstant(shop.clock.now() - 40 * DAY_MILLISECONDS),
    })
    expect(await points(member)).toEqual({ balance: 115, owed: 0 })
    expect(await violations()).toEqual([])
  })
})

describe('an order whose points were cancelled', () => {
  test('takes nothing else back when it is returned: nothing of it had been there to spend', async () => {
    const { member, order } = await bought()
    later(31)
    const second = `B-${serial}`
    await shop.buy(member, second, 20_000)
    expect(await available(member)).toBe(200)
    await shop.orders.giveBack({ number: order, lines: 'all', reason: 'never came' })
    expect(await points(member)).toEqual({ balance: 205, owed: 0 })
    expect(await violations()).toEqual([])
  })

  test('L8: confirm and return everything is as if nothing had happened, whenever the event comes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(50), fc.nat(50), async (activatedAfter, returnedAfter) => {
        const { member, order } = await bought()
        for (const day of [activatedAfter, returnedAfter].toSorted((a, b) => a - b)) {
          later(day)
          if (day === activatedAfter) await shop.activation.activate({ memberId: member, order })
          if (day === returnedAfter) await shop.orders.giveBack({ number: order, lines: 'all', reason: 'x', key: 'r' })
        }
        expect(await points(member)).toEqual({ balance: 0, owed: 0 })
      }),
      { numRuns: 12 },
    )
    expect(await violations()).toEqual([])
  })
})

describe('the statement', () => {
  test('says what is cancelled when, unless its event comes', async () => {
    const { member, order } = await bought()
    const shown = async () => {
      const account = await shop.accounts.load(member, shop.clock.now())
      if (account === undefined) throw new Error('no account')
      return statement(account, shop.programme.at(shop.clock.now()), shop.clock.now())
    }
    const [waits] = (await shown()).lots.filter((lot) => lot.awaits !== null)
    expect(waits).toMatchObject({ status: 'pending', availableAt: null, awaits: { event: 'delivered' } })
    expect((await shown()).cancellations).toEqual([
      { wallet: 'points', event: 'delivered', at: waits?.awaits?.until, amount: 100 },
    ])
    await shop.activation.activate({ memberId: member, order })
    expect((await shown()).cancellations).toEqual([])
  })
})

describe('activation', () => {
  test('by order frees all that it gave, also what would only wait; a second time does nothing', async () => {
    const { member, order } = await bought()
    const first = await shop.activation.activate({ memberId: member, order })
    expect(first.activated.map(({ amount }) => amount).toSorted((a, b) => b - a)).toEqual([100, 5])
    expect(first.wallets[0]).toMatchObject({ available: 105, pending: 0 })
    expect((await shop.activation.activate({ memberId: member, order })).activated).toEqual([])
  })

  test('two clicks at once activate once', async () => {
    const { member, order } = await bought()
    const answers = await Promise.all([1, 2, 3].map(() => shop.activation.activate({ memberId: member, order })))
    expect(answers.map(({ activated }) => activated.length).toSorted((a, b) => a - b)).toEqual([0, 0, 2])
  })

  test('by lots takes the member’s own only, and none that was cancelled', async () => {
    const [mine, theirs] = [await bought(), await bought()]
    const lots = (await shop.accounts.load(theirs.member, shop.clock.now()))?.lots.map((lot) => lot.lotId) ?? []
    expect(await refusalOf(shop.activation.activate({ memberId: mine.member, lots }))).toBe('points.lot-unknown')
    later(31)
    expect(await refusalOf(shop.activation.activate({ memberId: theirs.member, lots }))).toBe('points.lot-cancelled')
  })

  test('refuses another member’s order, an unknown event, and more or less than one way to choose', async () => {
    const [mine, theirs] = [await bought(), await bought()]
    const refused = (wish: object) => refusalOf(shop.activation.activate({ memberId: mine.member, ...wish }))
    expect(await refused({ order: theirs.order })).toBe('points.order-unknown')
    expect(await refused({ order: 'nowhere' })).toBe('points.order-unknown')
    expect(await refused({ event: 'full-moon' })).toBe('points.event-unknown')
    expect(await refused({})).toBe('points.choose-one')
    expect(await refused({ order: mine.order, event: 'delivered' })).toBe('points.choose-one')
  })
})
