/** A programme changes at New Year: what belongs to December stays December’s, whenever it is heard of. */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { group, offer } from '../../src/offers/offers.fixture.ts'
import { rows } from '../../src/platform/postgres/database.ts'
import { programmeOf, refusalOf, rule, story, wallet } from '../support/story.ts'

const wallets = [wallet('points', { expiry: { kind: 'rolling', months: 12, roundUpTo: 'month' } })]
/** One point for each 1.00, and ten off whatever is bought, a hundred times at most. */
const december = programmeOf('Asia/Shanghai', {
  wallets,
  earningRules: [rule('base-points', 'points')],
  ladders: [],
  offerGroups: [group('main')],
  offers: [
    offer(
      'advent',
      { kind: 'amount', minor: 1_000, of: 'goods' },
      { endsAt: '2027-01-01T00:00:00+08:00', limits: [{ of: 'uses', most: 100, per: 'lifetime', by: 'all' }] },
    ),
  ],
})
/** Two points for each 1.00, which live for six months; no offers. */
const january = programmeOf('Asia/Shanghai', {
  wallets: [wallet('points', { expiry: { kind: 'rolling', months: 6, roundUpTo: 'month' } })],
  earningRules: [rule('base-points', 'points', { earn: { by: 'amount', points: 2, perUnits: 1 } })],
  ladders: [],
})

const shop = await story(december, '2026-12-20T09:00')
await shop.publish(january, shop.local('2027-01-01T00:00'))
const lastMoment = '2026-12-31T23:59:59.999'

async function adventUses(): Promise<number> {
  const [found] = await rows(
    shop.db,
    sql<{ used: number }>`select coalesce(sum(used), 0)::bigint as used from offer_uses`,
  )
  return found?.used ?? 0
}

test('an order of December that arrives in January is decided by December’s programme', async () => {
  shop.clock.set(shop.local('2027-01-02T10:00'))
  const member = await shop.member()
  const first = await shop.buy(member, 'N-1', 10_000, { placedAt: shop.local('2027-01-01T00:00') })
  expect([first.programmeVersion, first.netMinor, first.rules[0]?.points]).toEqual([3, 10_000, 200])
  const late = await shop.buy(member, 'N-2', 10_000, { placedAt: shop.local(lastMoment) })
  expect([late.programmeVersion, late.netMinor, late.rules[0]?.points]).toEqual([2, 9_000, 90])
  expect(await shop.balance(member)).toBe(290)

  // December’s 90 keep December’s twelve months, January’s 200 have six: they are gone first although they came later.
  await shop.on('2027-08-01T00:00')
  expect(await shop.balance(member)).toBe(90)
  await shop.on('2027-12-31T23:59:59.999')
  expect(await shop.balance(member)).toBe(90)
  await shop.on('2028-01-01T00:00')
  expect(await shop.balance(member)).toBe(0)
  await shop.lawsHold()
})

test('a return in January takes back what December’s programme gave', async () => {
  shop.clock.set(shop.local('2026-12-28T10:00'))
  const member = await shop.member()
  const used = await adventUses()
  await shop.buy(member, 'R-1', [{ sku: 'tea', quantity: 2, amountMinor: 10_000 }])
  expect([await shop.balance(member), await adventUses()]).toEqual([90, used + 1])

  // 45.00 of 90.00 come back: 45 points, not 90, and the use stands until nothing is left.
  shop.clock.set(shop.local('2027-01-03T10:00'))
  const half = await shop.orders.giveBack({ number: 'R-1', lines: [{ line: 1, quantity: 1 }], reason: 'half' })
  expect([half.refundMinor, half.takenBack[0]?.points]).toEqual([4_500, 45])
  expect([await shop.balance(member), await adventUses()]).toEqual([45, used + 1])
  await shop.orders.giveBack({ number: 'R-1', lines: 'all', reason: 'rest' })
  expect([await shop.balance(member), await adventUses()]).toEqual([0, used])
  await shop.lawsHold()
})

test('an order that is open over midnight is decided by the moment that it names', async () => {
  const [patient, renewed] = [await shop.member(), await shop.member()]
  shop.clock.set(shop.local('2026-12-31T23:50'))
  const used = await adventUses()
  const placedAt = shop.clock.now()
  const open = (memberId: typeof patient, number: string) =>
    shop.orders.put({ memberId, status: 'open', input: shop.order(number, 10_000, { placedAt }) })
  expect((await open(patient, 'M-1')).netMinor).toBe(9_000)
  expect((await open(renewed, 'M-2')).netMinor).toBe(9_000)
  expect(await adventUses()).toBe(used + 2)

  // Ten past twelve: the one pays what he ordered in December, the other orders anew.
  shop.clock.set(shop.local('2027-01-01T00:10'))
  const kept = await shop.buy(patient, 'M-1', 10_000, { placedAt })
  expect([kept.programmeVersion, kept.netMinor, kept.rules[0]?.points]).toEqual([2, 9_000, 90])
  const fresh = await shop.buy(renewed, 'M-2', 10_000)
  expect([fresh.programmeVersion, fresh.netMinor, fresh.rules[0]?.points]).toEqual([3, 10_000, 200])
  // What the second had reserved is free again.
  expect(await adventUses()).toBe(used + 1)
  await shop.lawsHold()
})

test('an order of December that is opened again in January and paid then is January’s', async () => {
  const member = await shop.member()
  shop.clock.set(shop.local(lastMoment))
  const used = await adventUses()
  await shop.buy(member, 'O-1', 10_000)
  expect([await shop.balance(member), await adventUses()]).toEqual([90, used + 1])
  shop.clock.set(shop.local('2027-01-05T10:00'))
  expect((await shop.orders.reopen('O-1')).status).toBe('open')
  expect([await shop.balance(member), await adventUses()]).toEqual([0, used])
  const anew = await shop.buy(member, 'O-1', 10_000)
  expect([anew.programmeVersion, anew.netMinor]).toEqual([3, 10_000])
  expect(await shop.balance(member)).toBe(200)

  // Lines of December are exchanged for others at January’s prices: 100.00 are paid beyond 90.00.
  shop.clock.set(shop.local(lastMoment))
  const other = await shop.member()
  await shop.buy(other, 'X-1', 10_000)
  shop.clock.set(shop.local('2027-01-05T11:00'))
  const wish = { number: 'X-1', lines: 'all', reason: 'too small', order: shop.order('X-2', 10_000) } as const
  expect((await shop.orders.exchange(wish)).differenceMinor).toBe(1_000)
  expect(await shop.balance(other)).toBe(200)
  expect(await refusalOf(shop.orders.reopen('X-1'))).toBe('order.has-returns')
  await shop.lawsHold()
})

test('an offer ends with its last moment, and a dry run says so', async () => {
  const member = await shop.member()
  const asked = async (when: string) => {
    shop.clock.set(shop.local(when))
    const answer = await shop.orders.evaluate({ memberId: member, input: shop.order('E-1', 10_000) })
    return [answer.offersMinor, answer.rules[0]?.points]
  }
  expect(await asked(lastMoment)).toEqual([1_000, 90])
  expect(await asked('2027-01-01T00:00')).toEqual([0, 200])
})
