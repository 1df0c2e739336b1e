import { expect, test } from 'vitest'
import { at, testShop } from '../../tests/support/shop.ts'
import { standardProgramme } from '../programme/standard.ts'
import { group, offer } from './offers.fixture.ts'

const shop = await testShop(at('2026-03-06T04:00:00Z'))
const name = { en: 'Issue', 'zh-CN': '发券' }
const early = await shop.member()
shop.clock.set(at('2026-03-06T05:00:00Z'))
await shop.programme.publish({
  definition: {
    ...standardProgramme(shop.programme.at(shop.clock.now()).timeZone),
    offerGroups: [group('main')],
    offers: [offer('welcome', { kind: 'amount', minor: 500, of: 'goods' }, { needs: 'coupon' })],
    couponIssues: [
      { code: 'joining', name, offer: 'welcome', on: 'member.enrolled', validDays: 30 },
      { code: 'silver', name, offer: 'welcome', on: 'tier.changed', tiers: ['silver'], giftable: true },
      { code: 'large', name, offer: 'welcome', on: 'order.confirmed', leastMinor: 50_000, currency: 'CNY' },
    ],
  },
  effectiveAt: null,
  note: 'issues',
  by: 'test',
})
shop.clock.set(at('2026-03-06T06:00:00Z'))
/** Facts show once no older transaction of the whole server may still add to them, so a reader may have to come again. */
async function issueUntil(count: number): Promise<void> {
  let issued = 0
  const more = async () => {
    issued += await shop.offers.issueDue()
    return issued
  }
  await expect.poll(more, { timeout: 20_000, interval: 100 }).toBe(count)
}
const codes = async (member: typeof early) => (await shop.offers.ofMember(member)).map(({ code }) => code)

test('coupons come by themselves upon what the programme says, each fact once', async () => {
  const member = await shop.member()
  await shop.buy(member, 'I-1', 49_900)
  await shop.buy(member, 'I-2', 60_000)
  await issueUntil(3)
  const own = await shop.offers.ofMember(member)
  expect(new Set(own.map(({ giftable, endsAt }) => JSON.stringify([giftable, endsAt])))).toEqual(
    new Set([
      JSON.stringify([false, at('2026-04-05T16:00:00Z')]),
      JSON.stringify([true, null]),
      JSON.stringify([false, null]),
    ]),
  )
  expect(await codes(early)).toEqual([])
  expect(await shop.offers.issueDue()).toBe(0)
  expect(await codes(member)).toHaveLength(3)
})

test('facts that are read again after a crash issue nothing new', async () => {
  const member = await shop.member()
  await issueUntil(1)
  const before = await codes(member)
  const position = async () => Number((await shop.pool.query('select position from fact_readers')).rows[0]?.position)
  const reached = await position()
  await shop.pool.query('update fact_readers set position = 0')
  const again = async () => {
    await shop.offers.issueDue()
    return position()
  }
  await expect.poll(again, { timeout: 20_000, interval: 100 }).toBeGreaterThanOrEqual(reached)
  expect(await codes(member)).toEqual(before)
  const answer = await shop.buy(member, 'I-3', 5_000, { coupons: before })
  expect(answer.netMinor).toBe(4_500)
})
