import { expect, test } from 'vitest'
import { at } from '../../tests/support/shop.ts'
import type { Instant } from '../base/time.ts'
import { offer } from '../offers/offers.fixture.ts'
import { batch, generic, lines, offeringShop, whyOf } from './offering.fixture.ts'

const shop = await offeringShop()
const { next, give: buy, holds } = shop

test('offers and coupons reduce an order, points count what is paid, and every code is answered', async () => {
  const member = await shop.member()
  const answer = await buy(member, lines(12_000), ['hello', 'NOPE'])
  expect(answer).toMatchObject({
    netMinor: 10_300,
    offersMinor: 1_700,
    offers: [
      { offer: 'hundred', minor: 1_000, lines: [{ line: 1, minor: 1_000 }] },
      { offer: 'welcome', coupon: 'HELLO', minor: 700 },
    ],
    passed: [{ coupon: 'NOPE', whyNot: 'coupon-unknown' }],
  })
  expect((await shop.wallet(member))?.balance).toBe(103)
  await holds()
})

test('a dry run answers what confirming does and uses nothing up', async () => {
  const member = await shop.member()
  const number = next()
  const input = shop.order(number, lines(12_000), { coupons: ['HELLO'] })
  const before = (await shop.offers.coupon('HELLO')).used
  const dry = await shop.orders.evaluate({ memberId: member, input })
  expect((await shop.offers.coupon('HELLO')).used).toBe(before)
  const real = await shop.orders.put({ memberId: member, status: 'confirmed', input })
  expect([dry.netMinor, dry.offers]).toEqual([real.netMinor, real.offers])
  expect(dry.passed.map(({ offer: code, whyNot }) => [code, whyNot])).toContainEqual([
    'silver-price',
    'conditions-not-met',
  ])
  const again = await shop.orders.put({ memberId: member, status: 'confirmed', input })
  expect(again).toEqual(real)
})

test('confirm and return everything: nothing happened', async () => {
  const member = await shop.member()
  const number = next()
  const before = await shop.accounts.load(member, shop.clock.now())
  const used = (await shop.offers.coupon('ONCE')).used
  const what = [...lines(9_000), ...lines(2_000, 'cake', 2), ...lines(900, 'flash', 3)]
  const answer = await buy(member, what, ['ONCE'], number)
  expect(answer.offers.map(({ offer: code }) => code)).toEqual(['hundred', 'flash', 'budget', 'welcome'])
  expect(await whyOf(buy(member, lines(100), ['ONCE']).then(({ passed }) => passed[0]?.whyNot))).toBe('accepted')
  await shop.orders.giveBack({ number, lines: 'all', reason: 'all' })
  const after = await shop.accounts.load(member, shop.clock.now())
  expect([...(after?.counters ?? [])].filter(([, count]) => count > 0)).toEqual([...(before?.counters ?? [])])
  expect((await shop.offers.coupon('ONCE')).used).toBe(used)
  const again = await buy(member, what, ['ONCE'])
  expect([again.netMinor, again.offers]).toEqual([answer.netMinor, answer.offers])
  await holds()
})

test('a coupon whose offer keeps it used is not given back', async () => {
  const member = await shop.member()
  const number = next()
  await buy(member, lines(5_000), ['DOUBLE'], number)
  expect((await shop.wallet(member))?.balance).toBe(100)
  await shop.orders.giveBack({ number, lines: 'all', reason: 'all' })
  expect((await shop.wallet(member))?.balance).toBe(0)
  const again = await buy(member, lines(5_000), ['DOUBLE'])
  expect(again.passed).toMatchObject([{ coupon: 'DOUBLE', whyNot: 'coupon-used-up' }])
})

test('a budget of points gives what is left of it, and what is returned is free again', async () => {
  const member = await shop.member()
  const numbers = [next(), next(), next()]
  const given: number[] = []
  for (const number of numbers) {
    const answer = await buy(member, lines(100), ['FIFTY'], number)
    given.push(answer.rules.find(({ rule }) => rule === 'offer:bonus/1')?.points ?? 0)
  }
  expect(given).toEqual([50, 50, 20])
  await shop.orders.cancel(numbers[0] ?? '')
  const answer = await buy(member, lines(100), ['FIFTY'])
  expect(answer.rules.find(({ rule }) => rule === 'offer:bonus/1')?.points).toBe(50)
  await holds()
})

test('an open order keeps its coupon from others until it is cancelled or too late', async () => {
  const [one, other] = [await shop.member(), await shop.member()]
  const number = next()
  const open = (minutes: number) =>
    shop.orders.put({
      ...{ memberId: one, status: 'open', reserveMinutes: minutes },
      input: shop.order(number, lines(5_000), { coupons: ['LAST'] }),
    })
  expect((await open(10)).netMinor).toBe(4_300)
  expect((await open(20)).netMinor).toBe(4_300)
  expect((await buy(other, lines(5_000), ['LAST'])).passed).toMatchObject([{ whyNot: 'coupon-used-up' }])
  await shop.orders.cancel(number)
  const second = next()
  await shop.orders.put({
    ...{ memberId: other, status: 'open', reserveMinutes: 10 },
    input: shop.order(second, lines(5_000), { coupons: ['LAST'] }),
  })
  expect(await shop.orders.lapseReservations()).toBe(0)
  shop.clock.set((shop.clock.now() + 11 * 60_000) as Instant)
  expect(await shop.orders.lapseReservations()).toBe(1)
  const third = next()
  expect((await buy(one, lines(5_000), ['LAST'], third)).netMinor).toBe(4_300)
  // The order that was too late is confirmed without the coupon; whoever counts on it is told.
  const late = shop.order(second, lines(5_000), { coupons: ['LAST'] })
  const strict = { memberId: other, status: 'confirmed', input: { ...late, expectMinor: 4_300 } } as const
  expect(await whyOf(shop.orders.put(strict))).toBe('order.price-changed')
  const put = await shop.orders.put({ memberId: other, status: 'confirmed', input: late })
  expect([put.netMinor, put.passed[0]?.whyNot]).toEqual([5_000, 'coupon-used-up'])
  await holds()
})

test('an order confirmed after it was open uses its own reservation', async () => {
  const member = await shop.member()
  const number = next()
  const input = shop.order(number, lines(5_000), { coupons: ['ONCE'] })
  await shop.orders.put({ memberId: member, status: 'open', input })
  const answer = await shop.orders.put({ memberId: member, status: 'confirmed', input })
  expect(answer.offers.map(({ coupon }) => coupon)).toEqual(['ONCE'])
  expect((await buy(member, lines(5_000), ['ONCE'])).passed).toMatchObject([{ whyNot: 'coupon-used-up' }])
  await holds()
})

test('a guest gets what is for everybody, and the till’s final amounts are left alone', async () => {
  const input = shop.order(next(), lines(12_000), { coupons: ['HELLO', 'ONCE'] })
  const answer = await shop.orders.put({ memberId: null, status: 'confirmed', input })
  expect(answer).toMatchObject({ netMinor: 10_300, passed: [{ coupon: 'ONCE', whyNot: 'coupon-for-members' }] })
  expect(await shop.orders.put({ memberId: null, status: 'confirmed', input })).toEqual(answer)
  const priced = await shop.orders.put({
    ...{ memberId: null, status: 'confirmed' },
    input: { ...shop.order(next(), lines(12_000)), priced: true },
  })
  expect(priced).toMatchObject({ netMinor: 12_000, offers: [] })
  await holds()
})

test('the best of a member’s own coupons is chosen for him', async () => {
  const member = await shop.member()
  await shop.offers.issue({ memberId: member, offer: 'welcome', validDays: 7, giftable: false, by: 'test' })
  await shop.offers.issue({ memberId: member, offer: 'bonus', validDays: null, giftable: false, by: 'test' })
  const input = shop.order('dry', lines(5_000))
  const answer = await shop.orders.evaluate({ memberId: member, input, bestCoupons: true })
  expect(answer.best?.proven).toBe(true)
  expect(answer.offers.map(({ offer: code }) => code)).toEqual(['welcome'])
  expect(answer.netMinor).toBe(4_300)
})

test('coupons are claimed once, given away once, and void for good', async () => {
  const [one, other, third] = [await shop.member(), await shop.member(), await shop.member()]
  const made = await shop.offers.addBatch({
    ...{ ...batch, offer: 'welcome', mustClaim: true, validDays: 3, most: 1 },
    codes: { kind: 'unique', count: 3, prefix: 'GIFT-', characters: 13 },
  })
  const codes: string[] = []
  for await (const page of shop.offers.codesOf(made.batchId)) codes.push(...page.map(({ code }) => code))
  const [first = '', second = ''] = codes
  expect(first).toMatch(/^GIFT-[2-9A-HJKMNP-Z]{14}$/)
  expect((await buy(one, lines(5_000), [first])).passed).toMatchObject([{ whyNot: 'coupon-unclaimed' }])
  const claimed = await shop.offers.claim(first.toLowerCase(), one)
  expect(claimed.endsAt).toBe(at('2026-03-09T16:00:00Z'))
  expect(await whyOf(shop.offers.claim(first, other))).toBe('coupon.not-yours')
  expect(await whyOf(shop.offers.gift(first, { from: other, to: third }))).toBe('coupon.not-yours')
  await shop.offers.gift(first, { from: one, to: other })
  expect((await buy(one, lines(5_000), [first])).passed).toMatchObject([{ whyNot: 'coupon-of-another-member' }])
  expect((await buy(other, lines(5_000), [first])).netMinor).toBe(4_300)
  expect(await whyOf(shop.offers.gift(first, { from: other, to: one }))).toBe('coupon.not-giftable')
  await shop.offers.claim(second, one)
  expect(await shop.offers.voidBatch(made.batchId)).toEqual({ voided: 3 })
  expect((await buy(one, lines(5_000), [second])).passed).toMatchObject([{ whyNot: 'coupon-void' }])
  expect(await whyOf(generic(shop, 'hello', 'welcome'))).toBe('coupon.taken')
  await holds()
})

test('products have their member price, for the tier that he has and while a limit lasts', async () => {
  const [regular, silver] = [await shop.member(), await shop.member()]
  await buy(silver, lines(110_000))
  const items = [
    { sku: 'cup', unitPriceMinor: 5_000 },
    { sku: 'tea', unitPriceMinor: 700 },
  ]
  const prices = async (memberId: typeof regular | null) =>
    (await shop.orders.prices({ memberId, currency: 'CNY', channel: 'app', store: null, items })).map(
      ({ priceMinor }) => priceMinor,
    )
  expect([await prices(null), await prices(regular), await prices(silver)]).toEqual([
    [5_000, 700],
    [5_000, 700],
    [4_000, 700],
  ])
  const bought = await buy(silver, lines(5_000, 'cup'))
  expect(bought.netMinor).toBe(4_000)
})

test('points of an offer are given and counted once, however many of its coupons are shown', async () => {
  const member = await shop.member()
  const issued = []
  for (let index = 0; index < 3; index += 1)
    issued.push(
      (await shop.offers.issue({ memberId: member, offer: 'bonus', validDays: null, giftable: false, by: 'test' }))
        .code,
    )
  const answer = await buy(member, lines(5_000), issued, next())
  expect(answer.offers).toHaveLength(1)
  await holds()
})

test('a dry run of an order that is open sees its own coupon free', async () => {
  const member = await shop.member()
  const number = next()
  await generic(shop, 'ALONE', 'welcome', { most: 1 })
  await shop.orders.put({
    memberId: member,
    status: 'open',
    input: shop.order(number, lines(5_000), { coupons: ['ALONE'] }),
  })
  const dry = await shop.orders.evaluate({
    memberId: member,
    input: shop.order(number, lines(5_000), { coupons: ['ALONE'] }),
  })
  expect(dry.offersMinor).toBe(700)
  await shop.orders.cancel(number)
})

test('two bonuses of one offer share its limit of points', async () => {
  const { definition } = shop.programme.at(shop.clock.now())
  const points = { kind: 'points', wallet: 'points', earn: { by: 'order', points: 50 }, rounding: 'floor' } as const
  const pair = offer('pair', [points, points], {
    needs: 'coupon',
    limits: [
      { of: 'points', most: 60, per: 'lifetime', by: 'member' },
      { of: 'points', most: 160, per: 'lifetime', by: 'all' },
    ],
  })
  const published = { ...definition, offers: [...(definition.offers ?? []), pair] }
  await shop.programme.publish({ definition: published, effectiveAt: null, note: 'pair', by: 'test' })
  await generic(shop, 'PAIR', 'pair')
  for (const points of [60, 60, 40]) {
    const { rules } = await buy(await shop.member(), lines(1), ['PAIR'])
    expect(rules.filter(({ rule }) => rule.startsWith('offer:pair')).reduce((sum, each) => sum + each.points, 0)).toBe(
      points,
    )
  }
  await holds()
})

test('an order is tried under a draft of the programme, which decides nothing yet', async () => {
  const member = await shop.member()
  const { definition } = shop.programme.at(shop.clock.now())
  const half = offer('half', { kind: 'percent', basisPoints: 5_000, of: 'goods', base: 'initial' })
  const draft = await shop.drafts.open({
    ...{ name: 'Half price', note: '', base: null, by: 'test' },
    definition: { ...definition, offers: [...(definition.offers ?? []), half] },
  })
  const programme = await shop.drafts.compiled(draft.draftId)
  const input = shop.order(next(), lines(1_000))
  const dry = await shop.orders.evaluate({ memberId: member, input, programme })
  expect([dry.netMinor, dry.programmeVersion]).toEqual([500, programme.version])
  expect((await shop.orders.evaluate({ memberId: member, input })).netMinor).toBe(1_000)
  expect((await buy(member, lines(1_000))).netMinor).toBe(1_000)
})
