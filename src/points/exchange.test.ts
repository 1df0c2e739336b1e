import { beforeAll, describe, expect, test } from 'vitest'
import { at, testShop } from '../../tests/support/shop.ts'
import type { MemberId } from '../base/ids.ts'
import { asInstant } from '../base/time.ts'
import { standardProgramme } from '../programme/standard.ts'
import { why } from './why.ts'

const shop = await testShop(at('2026-03-01T08:00:00Z'))
const standard = standardProgramme(shop.programme.at(shop.clock.now()).timeZone)
let member: MemberId
let serial = 0
const DAY_MILLISECONDS = 86_400_000

beforeAll(async () => {
  const [points, growth] = standard.wallets
  if (points === undefined || growth === undefined) throw new Error('the standard programme is not standard')
  const stars = {
    ...points,
    code: 'stars',
    name: { en: 'Stars', 'zh-CN': '星星' },
    unit: { en: 'stars', 'zh-CN': '颗星' },
  }
  await shop.programme.publish({
    definition: {
      ...standard,
      wallets: [
        { ...points, pending: { kind: 'days', days: 7 }, debt: 'pending-only' },
        growth,
        { ...stars, maximum: 10, expiry: { kind: 'rolling', months: 1, roundUpTo: 'week' } },
      ],
      exchanges: [{ from: 'points', to: 'stars', give: 50, receive: 2 }],
    },
    effectiveAt: null,
    note: 'stars',
    by: 'test',
  })
})

/** A member with so many points that can be spent. */
async function rich(points: number): Promise<MemberId> {
  serial += 1
  const memberId = await shop.member()
  await shop.buy(memberId, `RICH-${serial}`, points * 100)
  shop.clock.set(asInstant(shop.clock.now() + 10 * DAY_MILLISECONDS))
  return memberId
}

const wish = (amount: number, more: object = {}) => ({
  ...{ memberId: member, from: 'points', to: 'stars', amount, reason: 'coffee club', reference: null, by: 'till' },
  ...more,
})

describe('an exchange', () => {
  test('takes from one wallet and gives to the other at the rate, with the terms of the wallet that receives', async () => {
    member = await rich(500)
    await shop.points.exchange(wish(100))
    expect(await shop.wallet(member, 'points')).toMatchObject({ balance: 400 })
    expect(await shop.wallet(member, 'stars')).toMatchObject({ balance: 4 })
    const account = await shop.accounts.load(member, shop.clock.now())
    const lot = account?.lots.find((each) => each.wallet === 'stars')
    expect(lot?.expiresAt).toBe(at('2026-04-12T16:00:00Z'))
    const programme = shop.programme.at(shop.clock.now())
    const entries = await Promise.all(
      ['points', 'stars'].map((wallet) => shop.accounts.entries(member, { wallet, before: null, limit: 1 })),
    )
    expect(entries.flat().map((entry) => why(entry, programme, 'en').sentence)).toEqual([
      '100 points turned into stars: coffee club.',
      '4 stars received for 100 points: coffee club.',
    ])
    expect(entries.flat().map((entry) => why(entry, programme, 'zh-CN').sentence)).toEqual([
      '兑换为颗星，使用 100 积分：coffee club。',
      '以 100 积分兑换获得 4 颗星：coffee club。',
    ])
  })

  test('is refused outside its step, beyond what there is, beyond the maximum, and the other way round', async () => {
    member = await rich(500)
    await expect(shop.points.exchange(wish(120))).rejects.toThrow('points.exchange-step')
    await expect(shop.points.exchange(wish(-50))).rejects.toThrow('points.amount-invalid')
    await expect(shop.points.exchange(wish(10_000))).rejects.toThrow('points.insufficient')
    await expect(shop.points.exchange(wish(300))).rejects.toThrow('points.balance-full')
    await expect(shop.points.exchange(wish(2, { from: 'stars', to: 'points' }))).rejects.toThrow('points.no-exchange')
    expect(await shop.wallet(member, 'points')).toMatchObject({ balance: 500 })
  })

  test('two at once never exchange one balance twice', async () => {
    member = await rich(100)
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => shop.points.exchange(wish(50))))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    expect(await shop.wallet(member, 'points')).toMatchObject({ balance: 0 })
    expect(await shop.wallet(member, 'stars')).toMatchObject({ balance: 4 })
  })
})

describe('a return where only what is pending is taken', () => {
  test('takes back what is not yet available, and leaves what is', async () => {
    shop.clock.set(at('2026-05-01T08:00:00Z'))
    member = await shop.member()
    await shop.buy(member, 'EARLY', 10_000)
    shop.clock.set(at('2026-05-20T08:00:00Z'))
    await shop.buy(member, 'FRESH', 20_000)
    await shop.orders.giveBack({ number: 'FRESH', lines: 'all', reason: 'wrong size' })
    expect(await shop.wallet(member)).toMatchObject({ balance: 100, owed: 0 })
    await shop.orders.giveBack({ number: 'EARLY', lines: 'all', reason: 'wrong size' })
    expect(await shop.wallet(member)).toMatchObject({ balance: 100, owed: 0 })
  })
})
