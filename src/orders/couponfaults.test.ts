/** Coupons in situations that are easily got wrong: reserved by the order itself, of a suspended member, too late. */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Instant } from '../base/time.ts'
import { factsAfter } from '../platform/facts.ts'
import { row } from '../platform/postgres/database.ts'
import { batch, generic, lines, offeringShop, whyOf } from './offering.fixture.ts'

const shop = await offeringShop()
const { next, give: buy } = shop
const MINUTE = 60_000
const DAY = 1_440 * MINUTE
const issue = (memberId: Awaited<ReturnType<typeof shop.member>>) =>
  shop.offers.issue({ memberId, offer: 'welcome', validDays: null, giftable: true, by: 'test' })

test('the best coupons of an open order are also those that it keeps for itself', async () => {
  const member = await shop.member()
  const { code } = await issue(member)
  const number = next()
  const reserving = shop.order(number, lines(5_000), { coupons: [code] })
  await shop.orders.put({ memberId: member, status: 'open', input: reserving })
  const best = await shop.orders.evaluate({
    memberId: member,
    input: shop.order(number, lines(5_000)),
    bestCoupons: true,
  })
  expect([best.best?.coupons, best.netMinor]).toEqual([[code], 4_300])
  const another = await shop.orders.evaluate({
    memberId: member,
    input: shop.order(next(), lines(5_000)),
    bestCoupons: true,
  })
  expect([another.best?.coupons, another.netMinor]).toEqual([[], 5_000])
})

test('the coupon of a suspended member says that he is not active, and nobody else’s name', async () => {
  const [member, other] = [await shop.member(), await shop.member()]
  const { code } = await issue(member)
  await shop.members.changeStatus(member, { wish: 'suspend', reason: 'test' })
  const why = async (who: typeof member) => (await buy(who, lines(5_000), [code])).passed[0]?.whyNot
  expect(await why(member)).toBe('coupon-member-inactive')
  expect(await why(other)).toBe('coupon-of-another-member')
  await shop.members.changeStatus(member, { wish: 'reactivate' })
  expect((await buy(member, lines(5_000), [code])).netMinor).toBe(4_300)
})

test('a late order cannot use what was issued, claimed or made after it; clocks of tills may differ by minutes', async () => {
  const member = await shop.member()
  const then = shop.clock.now()
  shop.clock.set((then + DAY) as Instant)
  const issued = (await issue(member)).code
  await generic(shop, 'LATELY', 'welcome')
  const made = await shop.offers.addBatch({
    ...{ ...batch, offer: 'welcome', mustClaim: true, most: 1 },
    codes: { kind: 'unique', count: 1, prefix: 'LATE-', characters: 13 },
  })
  shop.clock.set((then + 2 * DAY) as Instant)
  let claimed = ''
  for await (const page of shop.offers.codesOf(made.batchId)) claimed = page[0]?.code ?? ''
  await shop.offers.claim(claimed, member)
  const at = async (placedAt: number, code: string) => {
    const input = shop.order('dry', lines(5_000), { placedAt: placedAt as Instant, coupons: [code] })
    const { passed } = await shop.orders.evaluate({ memberId: member, input })
    return passed.find(({ coupon }) => coupon === code)?.whyNot ?? 'applied'
  }
  for (const code of [issued, 'LATELY']) {
    expect(await at(then, code)).toBe('coupon-not-yet-valid')
    expect(await at(then + DAY - 4 * MINUTE, code)).toBe('applied')
  }
  expect(await at(then + DAY + MINUTE, claimed)).toBe('coupon-not-yet-valid')
  expect(await at(then + 2 * DAY, claimed)).toBe('applied')
  const best = async (placedAt: number) => {
    const input = shop.order('dry', lines(5_000), { placedAt: placedAt as Instant })
    return (await shop.orders.evaluate({ memberId: member, input, bestCoupons: true })).best?.coupons
  }
  expect(await best(then)).toEqual([])
  expect(await best(then + 2 * DAY)).toHaveLength(2)
})

test('a code for everybody is nobody’s to claim', async () => {
  expect(await whyOf(generic(shop, 'EVERYBODY', 'welcome', { mustClaim: true }))).toBe('coupon.invalid')
})

test('days of validity count from the claim: a batch that nobody claims is refused them', async () => {
  const unique = { kind: 'unique', count: 1, prefix: '', characters: 13 } as const
  const made = (more: object) => shop.offers.addBatch({ ...batch, offer: 'welcome', codes: unique, most: 1, ...more })
  expect(await whyOf(made({ validDays: 7 }))).toBe('coupon.invalid')
  expect(await whyOf(generic(shop, 'WEEK', 'welcome', { validDays: 7 }))).toBe('coupon.invalid')
  expect(await made({ validDays: 7, mustClaim: true })).toMatchObject({ validDays: 7 })
})

test('a suspended member hears that he is not active from a code for everybody, too', async () => {
  const member = await shop.member()
  const why = async (who: typeof member | null) => {
    const input = shop.order(next(), lines(5_000), { coupons: ['ONCE'] })
    return (await shop.orders.evaluate({ memberId: who, input })).passed[0]?.whyNot
  }
  await shop.members.changeStatus(member, { wish: 'suspend', reason: 'test' })
  expect(await why(member)).toBe('coupon-member-inactive')
  expect(await why(null)).toBe('coupon-for-members')
})

test('a batch that is declared void is announced, to every member who has a coupon of it too', async () => {
  const [one, other] = [await shop.member(), await shop.member()]
  const made = await shop.offers.addBatch({
    ...{ ...batch, offer: 'welcome', mustClaim: true, most: 1 },
    codes: { kind: 'unique', count: 5, prefix: '', characters: 13 },
  })
  const codes: string[] = []
  for await (const page of shop.offers.codesOf(made.batchId)) codes.push(...page.map(({ code }) => code))
  const [first = '', second = '', third = ''] = codes
  await shop.offers.claim(first, one)
  await shop.offers.claim(second, other)
  await shop.offers.claim(third, one)
  await shop.offers.voidCoupon(third)
  const before = await newest()
  expect(await shop.offers.voidBatch(made.batchId)).toEqual({ voided: 4 })
  expect(await shop.offers.voidBatch(made.batchId)).toEqual({ voided: 0 })
  await expect
    .poll(() => announced(before))
    .toEqual(
      [
        { memberId: one, kind: 'coupon.voided', data: { code: first, offer: 'welcome', endsAt: null } },
        { memberId: other, kind: 'coupon.voided', data: { code: second, offer: 'welcome', endsAt: null } },
        {
          memberId: '00000000-0000-0000-0000-000000000000',
          kind: 'coupon.batch-voided',
          data: { batchId: made.batchId, offer: 'welcome', voided: 4 },
        },
      ].toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    )
})

async function newest(): Promise<number> {
  const found = await row(shop.db, sql<{ position: number }>`select coalesce(max(position), 0) as position from facts`)
  return found?.position ?? 0
}

async function announced(after: number) {
  const facts = await factsAfter(shop.db, after, 100)
  return facts
    .map(({ memberId, kind, data }) => ({ memberId, kind, data }))
    .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
}
