import fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { at, testShop } from '../../tests/support/shop.ts'
import type { MemberId } from '../base/ids.ts'
import { asInstant, type Instant, instantText } from '../base/time.ts'
import { why } from '../points/why.ts'
import { standardProgramme } from '../programme/standard.ts'
import { verify } from '../verification.ts'

const shop = await testShop(at('2026-01-01T02:00:00Z'))
const standard = standardProgramme(shop.programme.at(shop.clock.now()).timeZone)
const DAY_MILLISECONDS = 86_400_000
let serial = 0
let member: MemberId

beforeAll(async () => {
  const [points, growth] = standard.wallets
  const [base] = standard.earningRules
  if (points === undefined || growth === undefined || base === undefined) throw new Error('not the standard programme')
  const inactivity = { kind: 'inactivity' as const, months: 6, roundUpTo: 'day' as const }
  await shop.programme.publish({
    definition: {
      ...standard,
      wallets: [
        { ...points, expiry: { ...inactivity, resetBy: ['order', 'redeem'] } },
        { ...growth, expiry: { ...inactivity, months: 4, resetBy: ['earn'] } },
      ],
      earningRules: standard.earningRules.map(({ tierMultiplier: _none, ...rule }) => rule),
      expiryGuardPercent: 100,
    },
    effectiveAt: null,
    note: 'use it or lose it',
    by: 'test',
  })
})

beforeEach(async () => {
  shop.clock.set(at('2026-01-10T02:00:00Z'))
  member = await shop.member()
})

async function buy(of: MemberId, minor: number, placedAt: Instant = shop.clock.now()): Promise<string> {
  serial += 1
  await shop.buy(of, `I-${serial}`, minor, { placedAt })
  return `I-${serial}`
}
const spend = (amount: number) => ({
  ...{ memberId: member, wallet: 'points', amount, reason: 'tea', reference: null, by: 'till' },
})
async function lotsOf(of: MemberId, wallet: string) {
  const account = await shop.accounts.load(of, shop.clock.now())
  return (account?.lots ?? [])
    .filter((lot) => lot.wallet === wallet && lot.remaining > 0)
    .map(({ remaining, earnedAt, expiresAt }) => ({
      remaining,
      earnedAt: instantText(earnedAt),
      expiresAt: expiresAt === null ? null : instantText(expiresAt),
    }))
    .toSorted((a, b) => (a.earnedAt < b.earnedAt ? -1 : 1))
}
const expiries = async (wallet = 'points') => (await lotsOf(member, wallet)).map(({ expiresAt }) => expiresAt)
const violations = async () => (await verify(shop.db, shop.programme)).checks.filter((check) => check.violations > 0)

describe('points that expire by inactivity', () => {
  test('live so many months after the last activity, to the end of the day', async () => {
    await buy(member, 10_000)
    expect(await expiries()).toEqual(['2026-07-10T16:00:00.000Z'])
    shop.clock.set(at('2026-07-10T15:59:59.999Z'))
    await shop.points.redeem(spend(40))
    expect(await lotsOf(member, 'points')).toMatchObject([{ remaining: 60, expiresAt: '2027-01-10T16:00:00.000Z' }])
    shop.clock.set(at('2027-01-10T16:00:00Z'))
    await expect(shop.points.redeem(spend(1))).rejects.toThrow('points.insufficient')
    expect(await violations()).toEqual([])
  })

  test('follow only the activities that their terms name, in their own wallet', async () => {
    await buy(member, 10_000)
    shop.clock.set(at('2026-03-10T02:00:00Z'))
    await shop.points.redeem(spend(1))
    await shop.points.adjust({ ...spend(5), amount: 5 })
    expect(await expiries('growth')).toEqual(['2026-05-10T16:00:00.000Z'])
    expect(await expiries()).toEqual(['2026-09-10T16:00:00.000Z', '2026-09-10T16:00:00.000Z'])
  })

  test('stay alive when the order that kept them so is returned', async () => {
    await buy(member, 10_000)
    shop.clock.set(at('2026-03-10T02:00:00Z'))
    const number = await buy(member, 5_000)
    await shop.orders.giveBack({ number, lines: 'all', reason: 'too small' })
    expect(await lotsOf(member, 'points')).toMatchObject([{ remaining: 100, expiresAt: '2026-09-10T16:00:00.000Z' }])
  })

  test('a late order brings back what would not have expired, in words', async () => {
    await buy(member, 10_000)
    shop.clock.set(at('2026-08-01T02:00:00Z'))
    await expect(shop.points.redeem(spend(1))).rejects.toThrow('points.insufficient')
    await buy(member, 2_000)
    await buy(member, 3_000, at('2026-06-01T02:00:00Z'))
    expect(await lotsOf(member, 'points')).toMatchObject([
      { remaining: 100, expiresAt: '2027-02-01T16:00:00.000Z' },
      { remaining: 30, expiresAt: '2027-02-01T16:00:00.000Z' },
      { remaining: 20, expiresAt: '2027-02-01T16:00:00.000Z' },
    ])
    const entries = await shop.accounts.entries(member, { wallet: 'points', before: null, limit: 9 })
    const back = entries.find((entry) => entry.trace.because === 'kept-alive')
    if (back === undefined) throw new Error('nothing came back')
    expect(back.at).toBe(at('2026-07-10T16:00:00Z'))
    const programme = shop.programme.version(back.trace.version)
    expect([why(back, programme, 'en').sentence, why(back, programme, 'zh-CN').sentence]).toEqual([
      '100 expired points came back: an activity that was recorded late had kept them alive until 2027-02-01.',
      '100 已过期积分恢复：补录的活动使其有效至 2027-02-01。',
    ])
    expect(await violations()).toEqual([])
  })

  test('whatever the order in which a history is recorded, the same points stand with the same expiry', async () => {
    const day = fc.integer({ min: 0, max: 900 })
    const orders = fc.uniqueArray(day, { minLength: 1, maxLength: 9 })
    await fc.assert(
      fc.asyncProperty(
        orders.chain((days) => fc.tuple(fc.constant(days), fc.shuffledSubarray(days, { minLength: days.length }))),
        async ([days, shuffled]) => {
          const start = at('2026-01-20T02:00:00Z')
          const on = (each: number) => asInstant(start + each * DAY_MILLISECONDS)
          shop.clock.set(start)
          const [punctual, late] = [await shop.member(), await shop.member()]
          for (const each of days.toSorted((a, b) => a - b)) {
            shop.clock.set(on(each))
            await buy(punctual, 10_000 + each * 100)
          }
          shop.clock.set(on(901))
          for (const each of shuffled) await buy(late, 10_000 + each * 100, on(each))
          await Promise.all([punctual, late].map((of) => buy(of, 100)))
          for (const wallet of ['points', 'growth'])
            expect(await lotsOf(late, wallet)).toEqual(await lotsOf(punctual, wallet))
        },
      ),
      { numRuns: 25 },
    )
    expect(await violations()).toEqual([])
  })
})
