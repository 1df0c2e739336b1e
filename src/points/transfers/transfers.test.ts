import fc from 'fast-check'
import { sql } from 'kysely'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { nobody, refusalOf } from '../../../tests/support/members.ts'
import { at, testShop } from '../../../tests/support/shop.ts'
import type { MemberId } from '../../base/ids.ts'
import { asInstant } from '../../base/time.ts'
import { onFailpoint } from '../../platform/failpoints.ts'
import { fingerprint } from '../../platform/idempotency.ts'
import { rows } from '../../platform/postgres/database.ts'
import { standardProgramme } from '../../programme/standard.ts'
import { verify } from '../../verification.ts'
import { why } from '../why.ts'

const shop = await testShop(at('2026-03-01T08:00:00Z'))
const standard = standardProgramme(shop.programme.at(shop.clock.now()).timeZone)
const DAY_MILLISECONDS = 86_400_000
let serial = 0
let [giver, taker]: MemberId[] = []

beforeAll(async () => {
  const [points, growth] = standard.wallets
  if (points === undefined || growth === undefined) throw new Error('the standard programme is not standard')
  const stars = { ...points, code: 'stars', name: { en: 'Stars', 'zh-CN': '星星' } }
  const sailing = { kind: 'inactivity' as const, months: 2, roundUpTo: 'day' as const, resetBy: ['order' as const] }
  await shop.programme.publish({
    definition: {
      ...standard,
      wallets: [{ ...points, maximum: 20_000 }, growth, { ...stars, expiry: sailing }, { ...stars, code: 'coins' }],
      exchanges: [{ from: 'points', to: 'stars', give: 1, receive: 1 }],
      transfers: [
        { wallet: 'points', least: 10, most: 5_000, caps: [{ points: 6_000, per: 'month' }], feePercent: 5 },
        { wallet: 'stars' },
        { wallet: 'coins', tiers: { ladder: 'status', codes: ['gold', 'diamond'] } },
      ],
      earningRules: standard.earningRules.map(({ tierMultiplier: _none, ...rule }) => rule),
      expiryGuardPercent: 100,
    },
    effectiveAt: null,
    note: 'gifts',
    by: 'test',
  })
})

beforeEach(async () => {
  shop.clock.set(at('2026-03-01T08:00:00Z'))
  ;[giver, taker] = [await shop.member(), await shop.member()]
})
afterEach(() => onFailpoint(() => {}))

async function rich(member: MemberId | undefined, points: number): Promise<void> {
  serial += 1
  if (member !== undefined) await shop.buy(member, `T-${serial}`, points * 100)
}
const wish = (amount: number, more: object = {}) => ({
  ...{ memberId: giver ?? nobody, toMemberId: taker ?? nobody, wallet: 'points', amount, message: null, by: 'till' },
  ...more,
})
/** As if the process had ended after the sender's transaction. */
function crashAfterSending(): void {
  onFailpoint((point) => {
    if (point === 'transfer.sent') throw new Error('crashed')
  })
}
const suspend = (member: MemberId | undefined) =>
  shop.members.changeStatus(member ?? nobody, { wish: 'suspend', reason: 'fraud' })
const balance = async (member: MemberId | undefined, wallet = 'points') =>
  (await shop.wallet(member ?? nobody, wallet))?.balance ?? 0
const lots = async (member: MemberId | undefined, wallet = 'points') =>
  ((await shop.accounts.load(member ?? nobody, shop.clock.now()))?.lots ?? [])
    .filter((lot) => lot.wallet === wallet && lot.remaining > 0)
    .toSorted((a, b) => a.earnedAt - b.earnedAt)
const violations = async () => (await verify(shop.db, shop.programme)).checks.filter((check) => check.violations > 0)

describe('a transfer', () => {
  test('takes the soonest to expire, keeps its age, and costs its fee; both sides say so', async () => {
    await rich(giver, 300)
    shop.clock.set(at('2026-05-01T08:00:00Z'))
    await rich(giver, 1_000)
    const before = await lots(giver)
    const answer = await shop.transfers.transfer(wish(500, { message: 'happy birthday' }))
    expect(answer).toMatchObject({ state: 'arrived', amount: 475, fee: 25, because: null })
    expect([await balance(giver), await balance(taker)]).toEqual([800, 475])
    const age = (of: typeof before) => of.map(({ earnedAt, expiresAt, version }) => ({ earnedAt, expiresAt, version }))
    expect(age(await lots(taker))).toEqual(age(before))
    const programme = shop.programme.at(shop.clock.now())
    const said = async (member: MemberId | undefined, locale: 'en' | 'zh-CN') => {
      const entries = await shop.accounts.entries(member ?? nobody, { wallet: 'points', before: null, limit: 2 })
      return entries.filter(({ kind }) => kind !== 'earn').map((entry) => why(entry, programme, locale).sentence)
    }
    expect(await said(giver, 'en')).toEqual(['25 points as the fee for giving.', '475 points given to another member.'])
    expect(await said(taker, 'zh-CN')).toEqual(['收到其他会员转赠 475 积分，有效期不变。'])
    const listed = await shop.transfers.ofMember(taker ?? nobody, { before: null, limit: 5 })
    expect(listed).toMatchObject([{ memberId: giver, message: 'happy birthday', state: 'arrived' }])
    const [kept] = await rows(shop.db, sql<{ text: string }>`select encode(message, 'escape') as text from transfers`)
    expect(kept?.text).not.toContain('birthday')
    await shop.members.erase(giver ?? nobody)
    const forgotten = await shop.transfers.ofMember(taker ?? nobody, { before: null, limit: 5 })
    expect(forgotten).toMatchObject([{ message: null, state: 'arrived' }])
    expect(await violations()).toEqual([])
  })

  test('stays within the least, the most, the month, the tiers, and what there is', async () => {
    await rich(giver, 12_000)
    const refused = (amount: number, more: object = {}) => refusalOf(shop.transfers.transfer(wish(amount, more)))
    expect(await refused(9)).toBe('transfer.too-little')
    expect(await refused(5_001)).toBe('transfer.too-much')
    await shop.transfers.transfer(wish(5_000))
    expect(await refused(1_001)).toBe('transfer.cap-reached')
    await shop.transfers.transfer(wish(1_000))
    shop.clock.set(at('2026-04-01T08:00:00Z'))
    await shop.transfers.transfer(wish(1_000))
    expect(await refused(10, { memberId: taker, toMemberId: giver, wallet: 'coins' })).toBe('transfer.tier-not-allowed')
    expect(await refused(10, { wallet: 'coins' })).toBe('points.insufficient')
    expect(await refused(10, { wallet: 'growth' })).toBe('transfer.not-offered')
    expect(await refused(10, { wallet: 'gold' })).toBe('points.wallet-unknown')
    expect(await refused(10.5)).toBe('points.amount-invalid')
    expect(await refused(-10)).toBe('points.amount-invalid')
    expect(await violations()).toEqual([])
  })

  test('to oneself, to nobody, to who is suspended or full is refused before anything moves', async () => {
    await rich(giver, 5_000)
    await rich(taker, 19_000)
    expect(await refusalOf(shop.transfers.transfer(wish(100, { toMemberId: giver })))).toBe('transfer.to-oneself')
    expect(await refusalOf(shop.transfers.transfer(wish(100, { toMemberId: nobody })))).toBe('member.unknown')
    expect(await refusalOf(shop.transfers.transfer(wish(100, { memberId: nobody })))).toBe('member.unknown')
    expect(await refusalOf(shop.transfers.transfer(wish(2_000)))).toBe('points.balance-full')
    await suspend(taker)
    expect(await refusalOf(shop.transfers.transfer(wish(100)))).toBe('points.member-not-active')
    expect(await balance(giver)).toBe(5_000)
  })

  test('asked twice with one key is sent once, also when the first answer was never heard', async () => {
    await rich(giver, 1_000)
    const key = { key: `till:${giver}`, fingerprint: fingerprint({ giver }) }
    crashAfterSending()
    await expect(shop.transfers.transfer(wish(200, { key }))).rejects.toThrow('crashed')
    onFailpoint(() => {})
    const [again, oncemore] = await Promise.all([1, 2].map(() => shop.transfers.transfer(wish(200, { key }))))
    expect(again).toMatchObject({ state: 'arrived', transferId: oncemore?.transferId })
    expect([await balance(giver), await balance(taker)]).toEqual([800, 190])
  })
})

describe('what a crash leaves under way', () => {
  test('is with nobody, and arrives by the next sweep, whoever sweeps', async () => {
    await rich(giver, 1_000)
    crashAfterSending()
    await expect(shop.transfers.transfer(wish(400))).rejects.toThrow('crashed')
    expect([await balance(giver), await balance(taker)]).toEqual([600, 0])
    expect(await violations()).toEqual([])
    await Promise.all([shop.transfers.sweep(), shop.transfers.sweep(), shop.transfers.sweep()])
    expect([await balance(giver), await balance(taker)]).toEqual([600, 380])
    expect(await shop.transfers.sweep()).toBe(0)
    expect(await violations()).toEqual([])
  })

  test('comes back with its fee, into its lots, and leaves the limits free, when it cannot be taken any more', async () => {
    await rich(giver, 6_000)
    const before = await lots(giver)
    crashAfterSending()
    await expect(shop.transfers.transfer(wish(5_000))).rejects.toThrow('crashed')
    onFailpoint(() => {})
    await suspend(taker)
    expect(await shop.transfers.sweep()).toBe(1)
    expect(await lots(giver)).toEqual(before)
    expect(await shop.transfers.ofMember(giver ?? nobody, { before: null, limit: 1 })).toMatchObject([
      { state: 'returned', because: 'points.member-not-active' },
    ])
    await shop.members.changeStatus(taker ?? nobody, { wish: 'reactivate' })
    expect((await shop.transfers.transfer(wish(5_000))).state).toBe('arrived')
    expect(await violations()).toEqual([])
  })

  test('and outlives its time is gone when it arrives, or when it comes back', async () => {
    for (const suspended of [false, true]) {
      shop.clock.set(at('2026-03-01T08:00:00Z'))
      ;[giver, taker] = [await shop.member(), await shop.member()]
      await rich(giver, 1_000)
      crashAfterSending()
      await expect(shop.transfers.transfer(wish(1_000))).rejects.toThrow('crashed')
      if (suspended) await suspend(taker)
      shop.clock.set(at('2027-06-01T08:00:00Z'))
      await shop.transfers.sweep()
      expect([await balance(giver), await balance(taker)]).toEqual([0, 0])
      expect(await violations()).toEqual([])
    }
  })

  test('and is kept alive by activity comes back as if it had stayed', async () => {
    await rich(giver, 1_000)
    const exchange = { memberId: giver ?? nobody, from: 'points', to: 'stars', amount: 100 }
    await shop.points.exchange({ ...exchange, reason: 'x', reference: null, by: 't' })
    crashAfterSending()
    await expect(shop.transfers.transfer(wish(100, { wallet: 'stars' }))).rejects.toThrow('crashed')
    shop.clock.set(at('2026-04-20T08:00:00Z'))
    await rich(giver, 10)
    await suspend(taker)
    await shop.transfers.sweep()
    expect(await lots(giver, 'stars')).toMatchObject([{ remaining: 100, expiresAt: at('2026-06-20T16:00:00Z') }])
    expect(await violations()).toEqual([])
  })
})

describe('many transfers at once, in both lanes, with crashes between', () => {
  test('make nothing and lose nothing: what members hold, what is under way and the fees are what was earned', async () => {
    const people = fc.integer({ min: 0, max: 4 })
    const gift = fc.record({ from: people, to: people, amount: fc.integer({ min: 10, max: 900 }), dies: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(fc.array(gift, { minLength: 4, maxLength: 30 }), fc.nat(4), async (gifts, suspended) => {
        const members = await Promise.all([0, 1, 2, 3, 4].map(() => shop.member()))
        await Promise.all(members.map((member) => rich(member, 1_000)))
        let call = 0
        onFailpoint((point) => {
          if (point !== 'transfer.sent') return
          call += 1
          if (gifts[call % gifts.length]?.dies === true) throw new Error('crashed')
        })
        const sent = Promise.allSettled(
          gifts.map(({ from, to, amount }) =>
            shop.transfers.transfer(wish(amount, { memberId: members[from], toMemberId: members[to] })),
          ),
        )
        await suspend(members[suspended])
        await Promise.all([sent, shop.transfers.sweep()])
        expect(await violations()).toEqual([])
        shop.clock.set(asInstant(shop.clock.now() + DAY_MILLISECONDS / 24))
        await Promise.all([shop.transfers.sweep(), shop.transfers.sweep()])
        const held = await Promise.all(members.map((member) => balance(member)))
        const transfers = (
          await Promise.all(members.map((member) => shop.transfers.ofMember(member, { before: null, limit: 200 })))
        ).flat()
        const fees = new Map(transfers.map(({ transferId, fee, state }) => [transferId, state === 'arrived' ? fee : 0]))
        const total = [...held, ...fees.values()].reduce((sum, each) => sum + each, 0)
        expect(total).toBe(5_000)
        expect(transfers.filter(({ state }) => state === 'sent')).toEqual([])
      }),
      { numRuns: 12 },
    )
    expect(await violations()).toEqual([])
    expect(shop.errors).toEqual([])
  }, 60_000)
})
