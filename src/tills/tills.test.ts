import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { testShop } from '../../tests/support/shop.ts'
import type { MemberId } from '../base/ids.ts'
import { Refused } from '../base/refusals.ts'
import { onFailpoint } from '../platform/failpoints.ts'
import { httpApp } from '../platform/http/app.ts'
import type { Principal } from '../platform/http/rights.ts'
import { devicesOf } from './device.fixture.ts'
import { tillRoutes } from './routes.ts'
import type { Received } from './service.ts'
import type { TillId } from './till.ts'

const shop = await testShop()
const { tills } = shop

const device = devicesOf(shop)

const said = (results: readonly Received[]) =>
  results.map((each) => (each.state === 'refused' ? each.refusal.refusal : each.state))
const points = async (memberId: MemberId) => (await shop.wallet(memberId))?.balance ?? 0
const refusedBy = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing',
    (error: unknown) => (error instanceof Refused ? error.refusal.refusal : String(error)),
  )

test('orders that were sold while the server was away earn once, each at its own time', async () => {
  const member = await shop.member()
  const { till, seal } = await device()
  const first = seal({ member: { memberId: member } })
  const soldAt = shop.clock.now()
  shop.clock.set((soldAt + 3_600_000) as typeof soldAt)
  const second = seal({ member: { memberId: member }, totalMinor: 5_000 })
  expect(said(await tills.receive(till.tillId, [second, first]))).toEqual(['accepted', 'accepted'])
  expect(await points(member)).toBe(150)
  const found = await shop.orders.get(`T${till.place}-000001`)
  if (!('order' in found)) throw new Error('it is no member’s')
  expect([found.order.placedAt, found.order.channel, found.order.store]).toEqual([soldAt, 'pos', 'west-lake'])
})

test('a batch that comes again, and again at once, has one effect and the same answer', async () => {
  const member = await shop.member()
  const { till, seal } = await device()
  const batch = [1, 2, 3].map(() => seal({ member: { memberId: member } }))
  const once = await tills.receive(till.tillId, batch)
  const again = await Promise.all([1, 2, 3, 4].map(() => tills.receive(till.tillId, batch)))
  for (const answer of again) expect(answer).toEqual(once)
  expect(await points(member)).toBe(300)
  const fresh = [4, 5].map(() => seal({ member: { memberId: member } }))
  const atOnce = await Promise.all([1, 2, 3, 4].map(() => tills.receive(till.tillId, fresh)))
  expect(new Set(atOnce.flatMap(said))).toEqual(new Set(['accepted']))
  expect(await points(member)).toBe(500)
})

test('what was not signed by this till is refused and uses up no place of its queue', async () => {
  const member = await shop.member()
  const [mine, other] = [await device(), await device()]
  const good = mine.seal({ member: { memberId: member } })
  const forged = { ...good, signature: Buffer.alloc(64, 7).toString('base64url') }
  const dearer = mine.seal({ sequence: 1, member: { memberId: member } }, (text) => text.replaceAll('10000', '99900'))
  const another = other.seal({ member: { memberId: member } })
  const disguised = other.seal({ sequence: 1, tillId: mine.till.tillId, member: { memberId: member } })
  for (const sealed of [forged, dearer, another, disguised, { ...good, sequence: 2 }])
    expect(said(await tills.receive(mine.till.tillId, [sealed]))).toEqual(['till.signature-wrong'])
  expect(await points(member)).toBe(0)
  expect(said(await tills.receive(mine.till.tillId, [good]))).toEqual(['accepted'])
  expect(await points(member)).toBe(100)
})

test('a place of the queue is taken once: another order under it is refused, also when both come at once', async () => {
  const member = await shop.member()
  const { till, seal } = await device()
  const pair = [
    seal({ sequence: 1, member: { memberId: member } }),
    seal({ sequence: 1, number: `T${till.place}-777777`, member: { memberId: member } }),
  ]
  const answers = await Promise.all(pair.map((sealed) => tills.receive(till.tillId, [sealed])))
  expect(answers.flatMap(said).toSorted()).toEqual(['accepted', 'till.sequence-reused'])
  expect(await points(member)).toBe(100)
})

test('an order whose figures, number or time cannot be is refused with its reason, and stays so', async () => {
  const member = await shop.member()
  const { till, seal } = await device()
  const who = { member: { memberId: member } }
  const wrong = [
    seal({ ...who, payments: [{ means: 'cash', minor: 9_000 }] }),
    seal({ ...who, lines: [{ sku: 'tea', name: 'Tea', quantity: 1, amountMinor: 90_000 }] }),
    seal({ ...who, number: 'T999-000001' }),
    seal({ ...who, placedAt: '2020-01-01T00:00:00Z' }),
    seal({ ...who, currency: 'cny' }),
  ]
  const codes = [
    ...['till.amounts-wrong', 'till.amounts-wrong', 'till.foreign-number', 'till.placed-before'],
    'order.invalid',
  ]
  expect(said(await tills.receive(till.tillId, wrong))).toEqual(codes)
  expect(said(await tills.receive(till.tillId, wrong))).toEqual(codes)
  const page = await tills.received(till.tillId, { state: 'refused', before: null, limit: 50 })
  expect(page.map(({ refused }) => refused?.code)).toEqual(codes.toReversed())
  expect(await points(member)).toBe(0)
})

test('a signed text that is no order is refused', async () => {
  const { till, seal } = await device()
  for (const more of [{ lines: [] }, { totalMinor: -1 }, { member: { memberId: 'x' } }])
    expect(said(await tills.receive(till.tillId, [seal(more)]))).toEqual(['till.order-unreadable'])
})

test('a member is found by what the cashier typed; whom nobody knows leaves a receipt that can be claimed', async () => {
  const { memberId, number } = await shop.members.get(await shop.member())
  const phone = (await shop.members.get(memberId)).phone ?? ''
  const { till, seal } = await device()
  const sold = [
    seal({ member: { kind: 'phone', value: phone } }),
    seal({ member: { kind: 'number', value: number } }),
    seal({ member: { kind: 'phone', value: '+8613912345678' } }),
    seal({ member: { kind: 'phone', value: 'nobody at all' } }),
  ]
  const answers = await tills.receive(till.tillId, sold)
  expect(answers.map((each) => each.state === 'accepted' && each.memberId)).toEqual([memberId, memberId, null, null])
  expect(answers.map((each) => each.state === 'accepted' && each.note)).toEqual([
    ...[null, null],
    ...['member-unknown', 'member-unknown'],
  ])
  expect(await points(memberId)).toBe(200)
  await shop.orders.claim(`T${till.place}-000003`, memberId)
  expect(await points(memberId)).toBe(300)
})

test('a sale whose answer was lost is known again when the till sends it later', async () => {
  const member = await shop.member()
  const { till, seal } = await device()
  await shop.buy(member, `T${till.place}-000001`, [{ sku: 'tea', name: 'Tea', quantity: 2, amountMinor: 10_000 }])
  const [answer] = await tills.receive(till.tillId, [seal({ member: { memberId: member } })])
  expect(answer).toMatchObject({ state: 'accepted', note: 'there-already', memberId: member })
  expect(await points(member)).toBe(100)
  const [other] = await tills.receive(till.tillId, [
    seal({ number: `T${till.place}-000001`, member: { memberId: member }, totalMinor: 7_000 }),
  ])
  expect(said(other === undefined ? [] : [other])).toEqual(['till.number-taken'])
})

test.each(['till.claimed', 'till.confirmed'] as const)(
  'a crash at %s leaves an order that is sent again once',
  async (point) => {
    const member = await shop.member()
    const { till, seal } = await device()
    const sealed = seal({ member: { memberId: member } })
    onFailpoint((met) => {
      if (met === point) throw new Error('the process ended')
    })
    await expect(tills.receive(till.tillId, [sealed])).rejects.toThrow('the process ended')
    onFailpoint(() => {})
    expect(said(await tills.receive(till.tillId, [sealed]))).toEqual(['accepted'])
    expect(await points(member)).toBe(100)
  },
)

test('a till that is revoked is believed no more; one that nobody knows never was', async () => {
  const { till, seal } = await device()
  const sealed = seal()
  await tills.revoke(till.tillId, 'Lin Lan')
  await tills.revoke(till.tillId, 'Lin Lan')
  expect(await refusedBy(tills.receive(till.tillId, [sealed]))).toBe('till.revoked')
  const none = '00000000-0000-7000-8000-000000000000' as TillId
  expect(await refusedBy(tills.receive(none, [sealed]))).toBe('till.unknown')
})

test('tills take places of their own, also when they are registered at once; a key is one till’s', async () => {
  const places = (await Promise.all([1, 2, 3, 4].map(() => device()))).map(({ till }) => till.place)
  expect(new Set(places).size).toBe(4)
  const publicKey = (await tills.list())[0]?.publicKey.toString('base64url') ?? ''
  const asked = { name: 'Twin', store: null, channel: 'pos', aloneMinor: 0, publicKey }
  expect(await refusedBy(tills.register(asked, 'Lin Lan'))).toBe('till.key-taken')
  expect(await refusedBy(tills.register({ ...asked, publicKey: 'A'.repeat(120) }, 'Lin Lan'))).toBe('till.key-invalid')
  const rsa = generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' }).toString('base64url')
  expect(await refusedBy(tills.register({ ...asked, publicKey: rsa }, 'Lin Lan'))).toBe('till.key-invalid')
})

test('a list shows what never came', async () => {
  const { till, seal } = await device('Gap')
  await tills.receive(till.tillId, [seal(), seal({ sequence: 5 })])
  const line = (await tills.list()).find(({ tillId }) => tillId === till.tillId)
  expect(line).toMatchObject({ accepted: 2, refused: 0, lastSequence: 5, missing: 3 })
})

test('whoever acts for certain stores sends and sees what their tills sold, and no other’s', async () => {
  const rights: Principal['rights'] = new Set(['orders.read', 'orders.write'])
  let stores: Principal['stores'] = new Set(['harbour'])
  const app = httpApp({ authenticate: async () => ({ kind: 'staff', id: 'zoe', name: 'Zoë', rights, stores }) })
  tillRoutes(app, shop)
  const counter = await device('Scope')
  const url = `/v1/tills/${counter.till.tillId}`
  const calls = () => [
    app.inject({ method: 'GET', url }),
    app.inject({ method: 'GET', url: `${url}/orders` }),
    app.inject({ method: 'POST', url: `${url}/orders`, payload: { orders: [counter.seal({ sequence: 1 })] } }),
  ]
  for (const answer of await Promise.all(calls()))
    expect(answer.json()).toMatchObject({ status: 403, code: 'auth.other-store', facts: { store: 'west-lake' } })
  stores = new Set(['west-lake'])
  for (const answer of await Promise.all(calls())) expect(answer.statusCode).toBe(200)
  await app.close()
})
