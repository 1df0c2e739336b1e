/** Goods that came back to a till while the server was away. */
import { expect, test } from 'vitest'
import { testShop } from '../../tests/support/shop.ts'
import type { MemberId } from '../base/ids.ts'
import { onFailpoint } from '../platform/failpoints.ts'
import { httpApp } from '../platform/http/app.ts'
import type { Principal } from '../platform/http/rights.ts'
import { devicesOf } from './device.fixture.ts'
import { tillRoutes } from './routes.ts'
import type { Received } from './service.ts'

const shop = await testShop()
const { tills } = shop
const device = devicesOf(shop)

const said = (results: readonly Received[]) =>
  results.map((each) => (each.state === 'refused' ? each.refusal.refusal : each.state))
const did = (results: readonly Received[]) =>
  results.flatMap((each) => (each.state === 'accepted' && each.returned !== null ? [each.returned] : []))
const points = async (memberId: MemberId) => (await shop.wallet(memberId))?.balance ?? 0
const numberOf = (place: number, count: number) => `T${place}-${String(count).padStart(6, '0')}`
const both = (each: number) => ['points', 'growth'].map((wallet) => ({ wallet, points: each }))
const two = [
  { sku: 'tea', name: 'Tea', quantity: 3, amountMinor: 9_000 },
  { sku: 'pot', name: 'Pot', quantity: 1, amountMinor: 4_000 },
  { sku: 'tea', name: 'Tea', quantity: 2, amountMinor: 6_000 },
]
const basket = { lines: two, totalMinor: 19_000, payments: [{ means: 'cash', minor: 19_000 }] }

test('what came back of a sale that still waited is decided after it, and told with what it did', async () => {
  const member = await shop.member()
  const { till, seal, sealReturn } = await device()
  const sale = seal({ ...basket, member: { memberId: member } })
  const back = sealReturn(numberOf(till.place, 1), { back: [{ line: 1, quantity: 1 }] })
  const rest = sealReturn(numberOf(till.place, 1))
  const answers = await tills.receive(till.tillId, [rest, back, sale])
  expect(said(answers)).toEqual(['accepted', 'accepted', 'accepted'])
  expect(did(answers)).toEqual([
    { refundMinor: 3_000, takenBack: both(30), pointsBack: [], owed: [], tiers: [] },
    { refundMinor: 16_000, takenBack: both(160), pointsBack: [], owed: [], tiers: [] },
  ])
  expect(await points(member)).toBe(0)
})

test('a return that comes again, at once, and after a crash half way takes back once, with the same answer', async () => {
  const member = await shop.member()
  const { till, seal, sealReturn } = await device()
  const number = numberOf(till.place, 1)
  await tills.receive(till.tillId, [seal({ ...basket, member: { memberId: member } })])
  const back = sealReturn(number, { back: [{ sku: 'tea', quantity: 4 }] })
  onFailpoint((met) => {
    if (met === 'till.confirmed') throw new Error('the process died')
  })
  await expect(tills.receive(till.tillId, [back])).rejects.toThrow('the process died')
  onFailpoint(() => {})
  const answers = await Promise.all([1, 2, 3].map(() => tills.receive(till.tillId, [back])))
  const [first] = answers
  expect(did(first ?? [])).toMatchObject([{ refundMinor: 12_000, takenBack: both(120) }])
  for (const answer of answers) expect(answer).toEqual(first)
  expect(await points(member)).toBe(70)
  const fresh = sealReturn(number, { back: [{ sku: 'tea', quantity: 1 }] })
  const atOnce = await Promise.all([1, 2, 3, 4].map(() => tills.receive(till.tillId, [fresh])))
  expect(new Set(atOnce.flatMap(said))).toEqual(new Set(['accepted']))
  expect(await points(member)).toBe(40)
})

test('the same goods noted twice, more than was sold, and what was never sold are refused and take nothing', async () => {
  const member = await shop.member()
  const { till, seal, sealReturn } = await device()
  const number = numberOf(till.place, 1)
  const batch = [
    seal({ ...basket, member: { memberId: member } }),
    sealReturn(number, { back: [{ sku: 'tea', quantity: 6 }] }),
    sealReturn(number, { back: [{ line: 2, quantity: 2 }] }),
    sealReturn(number, { back: [{ line: 9, quantity: 1 }] }),
    sealReturn(number, { back: [{ sku: 'cup', quantity: 1 }] }),
    sealReturn(number),
    sealReturn(number),
    sealReturn(number, { back: [{ sku: 'pot', quantity: 1 }] }),
    sealReturn('elsewhere-1'),
  ]
  const codes = [
    ...['accepted', 'till.return-beyond', 'return.too-much', 'return.too-much', 'till.return-beyond', 'accepted'],
    ...['return.nothing', 'till.return-beyond', 'order.unknown'],
  ]
  const answers = await tills.receive(till.tillId, batch)
  expect(said(answers)).toEqual(codes)
  expect(answers[1]).toMatchObject({ refusal: { facts: { number, sku: 'tea', asked: 6, left: 5 } } })
  expect(said(await tills.receive(till.tillId, batch))).toEqual(codes)
  expect(did(answers)).toMatchObject([{ refundMinor: 19_000 }])
  expect(await points(member)).toBe(0)
  const page = await tills.received(till.tillId, { state: 'refused', before: null, limit: 50 })
  expect(page.map(({ returns }) => returns)).toEqual(['elsewhere-1', ...Array.from({ length: 6 }, () => number)])
})

test('a guest’s receipt, a return that is not signed and one under a number of a sale are refused', async () => {
  const { till, seal, sealReturn } = await device()
  const number = numberOf(till.place, 1)
  const sale = seal()
  const back = sealReturn(number)
  expect(said(await tills.receive(till.tillId, [sale, back]))).toEqual(['accepted', 'order.no-member'])
  const forged = sealReturn(number)
  const dearer = { ...forged, payload: forged.payload.replace('"all"', '[{"line":1,"quantity":1}]') }
  expect(said(await tills.receive(till.tillId, [dearer]))).toEqual(['till.signature-wrong'])
  const reused = sealReturn(number, { number })
  expect(said(await tills.receive(till.tillId, [reused]))).toEqual(['till.number-taken'])
  for (const more of [{ back: [] }, { reason: '' }, { back: [{ line: 0, quantity: 1 }] }])
    expect(said(await tills.receive(till.tillId, [sealReturn(number, more)]))).toEqual(['till.order-unreadable'])
})

test('what was spent meanwhile is owed, as the till is told', async () => {
  const member = await shop.member()
  const { till, seal, sealReturn } = await device()
  await tills.receive(till.tillId, [seal({ ...basket, member: { memberId: member } })])
  await shop.points.adjust({
    ...{ memberId: member, wallet: 'points', amount: -150, reason: 'spent', reference: 'gift', by: 'Lin Lan' },
  })
  const answers = await tills.receive(till.tillId, [sealReturn(numberOf(till.place, 1))])
  expect(did(answers)).toMatchObject([
    { refundMinor: 19_000, takenBack: both(190), owed: [{ wallet: 'points', points: 150 }] },
  ])
})

test('nothing comes back before it was sold, nor in the future, and not months later', async () => {
  const member = await shop.member()
  const { till, seal, sealReturn } = await device()
  const now = shop.clock.now()
  const at = (milliseconds: number) => new Date(now + milliseconds).toISOString()
  const number = numberOf(till.place, 1)
  const answers = await tills.receive(till.tillId, [
    seal({ ...basket, member: { memberId: member } }),
    sealReturn(number, { back: [{ line: 2, quantity: 1 }], placedAt: at(-60_000) }),
    sealReturn(number, { back: [{ line: 3, quantity: 1 }], placedAt: at(86_400_000) }),
    sealReturn(number, { back: [{ line: 3, quantity: 1 }], placedAt: at(-40 * 86_400_000) }),
  ])
  expect(said(answers)).toEqual(['accepted', 'accepted', 'accepted', 'till.placed-before'])
  expect(answers[2]).toMatchObject({ note: 'clock-wrong' })
  const found = await shop.orders.get(number)
  if (!('order' in found)) throw new Error('it is no member’s')
  expect(found.returns.map((each) => each.at)).toEqual([now, now])
})

test('over HTTP: whoever acts for certain stores takes back what these sold; the list says what a return did', async () => {
  const member = await shop.member()
  const { till, seal, sealReturn } = await device()
  let stores: Principal['stores'] = new Set(['west-lake'])
  const rights: Principal['rights'] = new Set(['orders.read', 'orders.write'])
  const app = httpApp({ authenticate: async () => ({ kind: 'staff', id: 'zoe', name: 'Zoë', rights, stores }) })
  tillRoutes(app, shop)
  const elsewhere = 'pier-1'
  await shop.orders.put({
    memberId: member,
    status: 'confirmed',
    input: {
      ...{ number: elsewhere, currency: 'CNY', channel: 'pos', store: 'pier', placedAt: shop.clock.now(), dated: true },
      lines: [{ sku: 'tea', quantity: 1, unitPriceMinor: 5_000 }],
    },
  })
  const orders = [
    seal({ ...basket, member: { memberId: member } }),
    sealReturn(numberOf(till.place, 1)),
    sealReturn(elsewhere),
  ]
  const url = `/v1/tills/${till.tillId}/orders`
  const sent = await app.inject({ method: 'POST', url, payload: { orders } })
  expect(sent.json().results).toMatchObject([
    { state: 'accepted', returned: null },
    { state: 'accepted', returned: { refundMinor: 19_000 } },
    { state: 'refused', problem: { code: 'auth.other-store' } },
  ])
  expect(await points(member)).toBe(50)
  stores = 'all'
  const listed = await app.inject({ method: 'GET', url })
  expect(listed.json().items).toMatchObject([
    { returns: elsewhere, state: 'refused', returned: null, totalMinor: 0 },
    { returns: numberOf(till.place, 1), state: 'accepted', returned: { refundMinor: 19_000 } },
    { returns: null, totalMinor: 19_000 },
  ])
  await app.close()
})
