import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { refusalOf } from '../../../tests/support/members.ts'
import { at, testShop } from '../../../tests/support/shop.ts'
import type { LotId, MemberId } from '../../base/ids.ts'
import { asInstant } from '../../base/time.ts'
import { standardProgramme } from '../../programme/standard.ts'
import { verify } from '../../verification.ts'
import { why } from '../why.ts'

const shop = await testShop(at('2026-03-10T08:00:00Z'))
const standard = standardProgramme(shop.programme.at(shop.clock.now()).timeZone)
const by = { id: 'staff-1', name: 'Wang Fang' }
const DAY_MILLISECONDS = 86_400_000
let serial = 0

beforeAll(async () => {
  await shop.programme.publish({
    definition: {
      ...standard,
      wallets: standard.wallets.map((wallet) =>
        wallet.code === 'points'
          ? { ...wallet, expiry: { kind: 'rolling', months: 1, roundUpTo: 'day' }, approval: { above: 500 } }
          : wallet,
      ),
      expiryGuardPercent: 100,
    },
    effectiveAt: null,
    note: 'a month',
    by: 'test',
  })
})

/** A member of whom these amounts have expired, one day after the other. */
async function lapsed(...amounts: number[]): Promise<{ member: MemberId; lots: LotId[] }> {
  const member = await shop.member()
  const lots: LotId[] = []
  for (const amount of amounts) {
    serial += 1
    await shop.buy(member, `R-${serial}`, amount * 100)
    const account = await shop.accounts.load(member, shop.clock.now())
    lots.push(...(account?.lots ?? []).slice(-9).flatMap((lot) => (lot.wallet === 'points' ? [lot.lotId] : [])))
    shop.clock.set(asInstant(shop.clock.now() + DAY_MILLISECONDS))
  }
  shop.clock.set(asInstant(shop.clock.now() + 40 * DAY_MILLISECONDS))
  return { member, lots: [...new Set(lots)] }
}
const wish = (memberId: MemberId, more: object = {}) => ({
  ...{ memberId, wallet: 'points', lots: null, amount: null, expiresOn: null, reason: 'illness' },
  ...{ code: null, reference: 'mail of 3 May', by },
  ...more,
})
async function open(member: MemberId) {
  const account = await shop.accounts.load(member, shop.clock.now())
  return (account?.lots ?? []).filter((lot) => lot.wallet === 'points')
}
const violations = async () => (await verify(shop.db, shop.programme)).checks.filter((check) => check.violations > 0)

describe('expired points', () => {
  test('come back newest first up to an amount, with the wallet’s terms from now on, in words', async () => {
    const { member } = await lapsed(100, 200, 50)
    await shop.approvals.reinstate(wish(member, { amount: 120 }))
    const lots = await open(member)
    expect(lots.map(({ amount, remaining, expired }) => ({ amount, remaining, expired }))).toEqual(
      expect.arrayContaining([
        { amount: 200, remaining: 70, expired: 130 },
        { amount: 50, remaining: 50, expired: 0 },
      ]),
    )
    const terms = shop.programme.at(shop.clock.now()).terms({ wallet: 'points', tiers: new Map() })
    expect(new Set(lots.map((lot) => lot.expiresAt))).toEqual(new Set([terms?.(shop.clock.now()).expiresAt]))
    const [entry] = await shop.accounts.entries(member, { wallet: 'points', before: null, limit: 1 })
    if (entry === undefined) throw new Error('no entry')
    expect(entry).toMatchObject({ kind: 'reinstate', counter: 'expired', trace: { reference: 'mail of 3 May' } })
    const programme = shop.programme.at(shop.clock.now())
    expect([why(entry, programme, 'en').sentence, why(entry, programme, 'zh-CN').sentence]).toEqual([
      '70 expired points were given back by hand: illness.',
      '手工恢复已过期的 70 积分：illness。',
    ])
    expect(await violations()).toEqual([])
  })

  test('of chosen lots come back whole, to the end of a given day, and expire again then', async () => {
    const { member, lots } = await lapsed(100, 200)
    const [first] = lots
    if (first === undefined) throw new Error('no lot')
    const day = Temporal.Instant.fromEpochMilliseconds(shop.clock.now()).toZonedDateTimeISO('Asia/Shanghai')
    const expiresOn = day.toPlainDate().add({ days: 5 }).toString()
    await shop.approvals.reinstate(wish(member, { lots: [first], expiresOn }))
    expect(await shop.wallet(member)).toMatchObject({ balance: 100 })
    shop.clock.set(asInstant(shop.clock.now() + 6 * DAY_MILLISECONDS))
    const spend = { memberId: member, wallet: 'points', amount: 1, reason: 'x', reference: null, by: 't' }
    expect(await refusalOf(shop.points.redeem(spend))).toBe('points.insufficient')
    await shop.approvals.reinstate(wish(member, { lots }))
    expect(await shop.wallet(member)).toMatchObject({ balance: 300 })
    expect(await violations()).toEqual([])
  })

  test('above the wallet’s threshold wait for a second person, also when no amount was named', async () => {
    const { member, lots } = await lapsed(400, 300)
    const outcome = await shop.approvals.reinstate(wish(member, { lots }))
    if (!('waits' in outcome)) throw new Error('it was done at once')
    expect(await refusalOf(shop.approvals.approve(outcome.waits.approvalId, { by, note: null }))).toBe(
      'approval.own-request',
    )
    await shop.approvals.approve(outcome.waits.approvalId, { by: { id: 'staff-2', name: 'Zhao' }, note: null })
    expect(await shop.wallet(member)).toMatchObject({ balance: 700 })
  })

  test('are refused beyond what expired, for lots that did not expire or are somebody else’s, and for a day that is over', async () => {
    const [mine, theirs] = [await lapsed(100), await lapsed(100)]
    const refused = (more: object) => refusalOf(shop.approvals.reinstate(wish(mine.member, more)))
    expect(await refused({ amount: 101 })).toBe('points.too-little-expired')
    expect(await refused({ amount: 0 })).toBe('points.amount-invalid')
    expect(await refused({})).toBe('points.amount-invalid')
    expect(await refused({ lots: theirs.lots })).toBe('points.lot-unknown')
    expect(await refused({ amount: 5, expiresOn: '2026-01-01' })).toBe('points.expires-in-past')
    expect(await refused({ amount: 5, expiresOn: '2031-02-30' })).toBe('points.expires-in-past')
    serial += 1
    await shop.buy(mine.member, `R-${serial}`, 1_000)
    const [fresh] = (await open(mine.member)).map((lot) => lot.lotId)
    expect(await refused({ lots: [fresh] })).toBe('points.not-expired')
  })

  test('come back once, however many ask at the same moment', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 2, max: 5 }), async (amount, times) => {
        const { member } = await lapsed(300)
        const asks = Array.from({ length: times }, () => shop.approvals.reinstate(wish(member, { amount })))
        const done = (await Promise.allSettled(asks)).filter(({ status }) => status === 'fulfilled').length
        expect(done).toBe(Math.min(times, Math.floor(300 / amount)))
        expect((await shop.wallet(member))?.balance).toBe(done * amount)
      }),
      { numRuns: 8 },
    )
    expect(await violations()).toEqual([])
  })
})
