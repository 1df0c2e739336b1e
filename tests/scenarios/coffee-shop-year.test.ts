/** Lin Wei’s year at a coffee shop in Shanghai, to the stamp and to the day. */
import { expect, test } from 'vitest'
import { group, offer } from '../../src/offers/offers.fixture.ts'
import { named, programmeOf, refusalOf, rule, story, wallet } from '../support/story.ts'

const coffee = { field: 'line.sku', is: 'equals', value: 'coffee' } as const
const tier = (code: string, reach: number, keep: number, pointsPercent: number) => ({
  ...{ code, name: named(code), reach, keep, pointsPercent },
})

const shop = await story(
  programmeOf('Asia/Shanghai', {
    wallets: [
      wallet('points', { expiry: { kind: 'rolling', months: 12, roundUpTo: 'month' } }),
      wallet('stamps', { expiry: { kind: 'rolling', months: 6, roundUpTo: 'day' } }),
      wallet('growth', { purpose: 'status', expiry: { kind: 'rolling', months: 12, roundUpTo: 'day' } }),
    ],
    earningRules: [
      rule('base-points', 'points', { tierMultiplier: 'status' }),
      rule('base-growth', 'growth'),
      rule('stamp', 'stamps', { lines: coffee, earn: { by: 'quantity', points: 1, per: 1 } }),
      // On the eighth of each month, the points once more.
      rule('member-day', 'points', {
        when: { field: 'order.dayOfMonth', is: 'equals', value: 8 },
        earn: { by: 'multiply', rule: 'base-points', percent: 200 },
      }),
      rule('advent', 'points', {
        startsAt: '2026-12-01T00:00:00+08:00',
        endsAt: '2027-01-01T00:00:00+08:00',
        earn: { by: 'order', points: 20 },
        expiry: { kind: 'dates', dates: ['12-31'], leastMonths: 0 },
      }),
    ],
    ladders: [
      {
        ...{ code: 'status', name: named('status'), wallet: 'growth' },
        tiers: [tier('regular', 0, 0, 100), tier('silver', 500, 400, 125)],
      },
    ],
    offerGroups: [group('main')],
    offers: [
      offer('welcome', { kind: 'amount', minor: 2_000, of: 'goods' }, { needs: 'coupon' }),
      offer(
        'mid-autumn',
        { kind: 'percent', basisPoints: 1_000, of: 'goods', base: 'initial' },
        { when: { field: 'order.festival', is: 'equals', value: 'mid-autumn' } },
      ),
    ],
  }),
  '2026-01-10T09:00',
)

const cups = (quantity: number, unitPriceMinor: number) => [{ sku: 'coffee', quantity, unitPriceMinor }]
const mooncakes = [{ sku: 'mooncake', quantity: 4, unitPriceMinor: 5_000 }]

test('a year of a coffee shop', async () => {
  // 10 January: Lin Wei joins, and is given a coupon for 30 days.
  await shop.on('2026-01-10T10:00')
  const lin = await shop.member('Lin Wei')
  const held = async () => [
    await shop.balance(lin),
    await shop.balance(lin, 'stamps'),
    await shop.balance(lin, 'growth'),
  ]
  const wish = { memberId: lin, offer: 'welcome', validDays: 30, giftable: false, by: 'till' }
  const { code, endsAt } = await shop.offers.issue(wish)
  expect(endsAt).toBe(shop.local('2026-02-10T00:00'))

  // Two coffees for 50.00, less 20.00: 30 points, 2 stamps.
  expect((await shop.buy(lin, 'Y-1', cups(2, 2_500), { coupons: [code] })).netMinor).toBe(3_000)
  expect(await held()).toEqual([30, 2, 30])

  // 8 February, member day: three coffees for 90.00 give 90 and 90 again. The coupon is used.
  await shop.on('2026-02-08T08:00')
  const february = await shop.buy(lin, 'Y-2', cups(3, 3_000), { coupons: [code] })
  expect([february.netMinor, february.passed[0]?.whyNot]).toEqual([9_000, 'coupon-used-up'])
  expect(await held()).toEqual([30 + 180, 2 + 3, 30 + 90])

  // 8 July, member day: coffee for the whole office, 10 × 38.80 = 388.00. Growth 508: silver from the next order on.
  await shop.on('2026-07-08T12:00')
  const office = await shop.buy(lin, 'Y-3', cups(10, 3_880))
  expect(office.tiers).toEqual([{ ladder: 'status', before: 'regular', tier: 'silver' }])
  expect(await held()).toEqual([210 + 776, 5 + 10, 120 + 388])

  // 9 July: ten stamps for a free coffee: 2 of January, 3 of February, 5 of July. Nothing is left to expire in July or August.
  await shop.on('2026-07-09T12:00')
  await shop.spend(lin, 10, 'stamps')
  await shop.on('2026-08-20T12:00')
  expect(await shop.expired(lin, 'stamps')).toEqual([])
  expect(await held()).toEqual([986, 5, 508])

  // Mid-autumn is 25 September 2026, the fifteenth of the eighth lunar month: a tenth off, and not a minute before.
  await shop.on('2026-09-24T23:59:59.999')
  const eve = await shop.orders.evaluate({ memberId: lin, input: shop.order('Y-4', mooncakes) })
  expect(eve.netMinor).toBe(20_000)
  await shop.on('2026-09-25T00:00')
  const festival = await shop.buy(lin, 'Y-4', mooncakes)
  // 180.00 at × 1.25: 225 points.
  expect([festival.netMinor, festival.rules[0]?.points]).toEqual([18_000, 225])
  expect(await held()).toEqual([986 + 225, 5, 508 + 180])

  // 8 December, member day in advent: 40.00 give 50 as silver, 40 once more (of what comes before the tier), and 20 until New Year.
  await shop.on('2026-12-08T09:00')
  await shop.buy(lin, 'Y-5', cups(1, 4_000))
  expect(await held()).toEqual([1_211 + 50 + 40 + 20, 5 + 1, 688 + 40])

  // 20 December: 5 points are spent, of those that go first. The other 15 of advent end with the year.
  await shop.on('2026-12-20T09:00')
  await shop.spend(lin, 5)
  await shop.on('2026-12-31T23:59:59.999')
  expect(await shop.balance(lin)).toBe(1_316)
  await shop.on('2027-01-01T00:00')
  expect(await shop.balance(lin)).toBe(1_301)

  // July’s last 5 stamps were good for six months: 8 January is their last day.
  await shop.on('2027-01-08T23:59:59.999')
  expect(await shop.balance(lin, 'stamps')).toBe(6)
  await shop.on('2027-01-09T00:00')
  expect(await shop.balance(lin, 'stamps')).toBe(1)

  // January’s 30 points live to the end of next January, February’s 180 to the end of next February.
  await shop.on('2027-02-01T00:00')
  expect(await shop.balance(lin)).toBe(1_271)
  await shop.on('2027-03-01T00:00')
  expect(await shop.balance(lin)).toBe(1_091)

  // Growth 728 − 30 − 90 = 608 keeps silver, until the office’s 388 go: 220 is below 400.
  await shop.on('2027-07-08T23:59:59.999')
  expect([await shop.balance(lin, 'growth'), (await shop.standing(lin))?.tier]).toEqual([608, 'silver'])
  await shop.on('2027-07-20T00:00')
  expect(await shop.standing(lin)).toMatchObject({ tier: 'regular', since: shop.local('2027-07-09T00:00') })

  await shop.on('2027-08-01T00:00')
  expect(await held()).toEqual([225 + 90, 0, 180 + 40])
  expect(await shop.expired(lin)).toEqual([
    [15, shop.local('2027-01-01T00:00')],
    [30, shop.local('2027-02-01T00:00')],
    [180, shop.local('2027-03-01T00:00')],
    [776, shop.local('2027-08-01T00:00')],
  ])
  expect(await refusalOf(shop.spend(lin, 316))).toBe('points.insufficient')
  await shop.lawsHold()
})
