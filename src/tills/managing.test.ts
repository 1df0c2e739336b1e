import { expect, test } from 'vitest'
import { testShop } from '../../tests/support/shop.ts'
import type { MemberId } from '../base/ids.ts'
import { Refused } from '../base/refusals.ts'
import { asInstant, instantText } from '../base/time.ts'
import { httpApp } from '../platform/http/app.ts'
import type { Principal } from '../platform/http/rights.ts'
import { rightsOf } from '../staff/roles.ts'
import { devicesOf } from './device.fixture.ts'
import { tillRoutes } from './routes.ts'
import type { Received } from './service.ts'
import type { TillId } from './till.ts'

const shop = await testShop()
const { tills, clock } = shop
const device = devicesOf(shop)
const HOUR = 3_600_000

const said = (results: readonly Received[]) =>
  results.map((each) => (each.state === 'refused' ? each.refusal.refusal : each.state))
const notes = (results: readonly Received[]) =>
  results.map((each) => (each.state === 'accepted' ? each.note : each.state))
const points = async (memberId: MemberId) => (await shop.wallet(memberId))?.balance ?? 0
const lineOf = async (tillId: TillId) => (await tills.list()).find((line) => line.tillId === tillId)
const refusedBy = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing',
    (error: unknown) => (error instanceof Refused ? error.refusal.refusal : String(error)),
  )

test('what a revoked till holds is not taken, whatever time it bears; believed again, each is taken once', async () => {
  const member = await shop.member()
  const { till, seal } = await device('Stolen')
  const before = seal({ member: { memberId: member } })
  clock.set(asInstant(clock.now() + HOUR))
  await tills.revoke(till.tillId, 'Lin Lan')
  // Its clock is its own: what says that it was sold before says nothing.
  const backdated = seal({ member: { memberId: member }, placedAt: instantText(asInstant(clock.now() - HOUR)) })
  for (const sealed of [before, backdated])
    expect(await refusedBy(tills.receive(till.tillId, [sealed]))).toBe('till.revoked')
  expect([await points(member), (await lineOf(till.tillId))?.accepted]).toEqual([0, 0])
  await tills.readmit(till.tillId, 'Lin Lan')
  await tills.readmit(till.tillId, 'Lin Lan')
  expect((await tills.get(till.tillId)).revokedAt).toBeNull()
  for (let time = 0; time < 2; time += 1)
    expect(said(await tills.receive(till.tillId, [before, backdated]))).toEqual(['accepted', 'accepted'])
  expect(await points(member)).toBe(200)
})

test('a till that was moved: what it sold before is of the store where it stood, what it sells now of the new one', async () => {
  const { till, seal } = await device('Moved')
  const there = seal()
  clock.set(asInstant(clock.now() + HOUR))
  const moved = await tills.change(till.tillId, { store: 'harbour', name: 'Counter 9' }, 'Lin Lan')
  expect([moved.store, moved.name, moved.aloneMinor]).toEqual(['harbour', 'Counter 9', 0])
  clock.set(asInstant(clock.now() + HOUR))
  const here = seal()
  clock.set(asInstant(clock.now() + HOUR))
  await tills.change(till.tillId, { store: null }, 'Lin Lan')
  const nowhere = seal()
  expect(said(await tills.receive(till.tillId, [there, here, nowhere]))).toEqual(['accepted', 'accepted', 'accepted'])
  const stores = [1, 2, 3].map(async (sequence) => {
    const found = await shop.orders.get(`T${till.place}-00000${sequence}`)
    return 'order' in found ? found.order.store : found.store
  })
  expect(await Promise.all(stores)).toEqual(['west-lake', 'harbour', null])
})

test('a name, a store or a budget that cannot be is refused and changes nothing; nobody’s till cannot be changed', async () => {
  const { till } = await device('Same', 5_000)
  for (const to of [{ name: '  ' }, { name: 'x'.repeat(101) }, { store: '' }])
    expect(await refusedBy(tills.change(till.tillId, to, 'Lin Lan'))).toBe('till.name-invalid')
  expect(await tills.get(till.tillId)).toEqual(till)
  const none = '00000000-0000-7000-8000-000000000000' as TillId
  for (const deed of [() => tills.change(none, {}, 'x'), () => tills.readmit(none, 'x'), () => tills.revoke(none, 'x')])
    expect(await refusedBy(deed())).toBe('till.unknown')
})

test('what a till says of itself is shown, when it is signed by it and of it', async () => {
  const { till, report } = await device('Told', 5_000)
  const other = await device('Other')
  expect((await lineOf(till.tillId))?.report).toBeNull()
  const sentAt = instantText(asInstant(clock.now() - HOUR))
  const oldestAt = asInstant(clock.now() - 2 * HOUR)
  const figures = { waiting: 3, waitingMinor: 50_400, refused: 1, aloneMinor: 500, lastNumber: 7, lastSequence: 4 }
  await tills.report(till.tillId, report({ sentAt, oldestAt: instantText(oldestAt), ...figures }))
  const shown = { ...figures, oldestAt, version: 'a1b2', currency: 'CNY', at: clock.now(), behindMilliseconds: HOUR }
  expect((await lineOf(till.tillId))?.report).toEqual(shown)
  const good = report({ waiting: 9 })
  const wrong = [
    { ...good, payload: good.payload.replace('9', '8') },
    other.report({ tillId: till.tillId }),
    report({ tillId: other.till.tillId }),
    report({ waiting: -1 }),
    report({ more: 'than is asked for' }),
    report({ sentAt: 'yesterday' }),
    { ...good, payload: 'no JSON' },
  ]
  for (const each of wrong) expect(await refusedBy(tills.report(till.tillId, each))).toBe('till.report-wrong')
  expect((await lineOf(till.tillId))?.report).toEqual(shown)
  await tills.revoke(till.tillId, 'Lin Lan')
  expect(await refusedBy(tills.report(till.tillId, good))).toBe('till.revoked')
})

test('a device that was restored from a copy hears how far it was, and goes on there', async () => {
  const { till, report, seal } = await device('Restored')
  await tills.receive(till.tillId, [seal(), seal(), seal()])
  const far = await tills.report(till.tillId, report({ lastNumber: 12, lastSequence: 2 }))
  expect([far.lastNumber, far.lastSequence, far.now]).toEqual([12, 3, clock.now()])
  const again = await tills.report(till.tillId, report({ lastNumber: 4, lastSequence: 1 }))
  expect([again.lastNumber, again.lastSequence]).toEqual([12, 3])
})

test('a restored device that sold before it heard of it: other sales under old places and numbers use up nothing', async () => {
  const [first, other] = [await shop.member(), await shop.member()]
  const { till, seal } = await device('Copy')
  const sold = seal({ member: { memberId: first } })
  expect(said(await tills.receive(till.tillId, [sold]))).toEqual(['accepted'])
  // The same goods at the same price, but another buyer: not the sale that is there.
  const clash = { number: `T${till.place}-000001`, member: { memberId: other } }
  expect(said(await tills.receive(till.tillId, [seal({ ...clash, sequence: 1 })]))).toEqual(['till.sequence-reused'])
  expect(said(await tills.receive(till.tillId, [seal({ ...clash, sequence: 2 })]))).toEqual(['till.number-taken'])
  // A guest's, too, though its lines are those of the sale that came.
  const guests = seal({ ...clash, sequence: 2, member: null })
  expect(said(await tills.receive(till.tillId, [guests]))).toEqual(['till.number-taken'])
  expect(await lineOf(till.tillId)).toMatchObject({ accepted: 1, refused: 0 })
  const anew = seal({ ...clash, sequence: 2, number: `T${till.place}-000002` })
  expect(said(await tills.receive(till.tillId, [anew, sold]))).toEqual(['accepted', 'accepted'])
  expect([await points(first), await points(other)]).toEqual([100, 100])
})

test.each([
  ['a minute', 60_000, null],
  ['an hour', HOUR, 'clock-wrong'],
  ['a day', 24 * HOUR, 'clock-wrong'],
] as const)('a device whose clock is %s ahead has not sold in the future', async (_, ahead, note) => {
  const member = await shop.member()
  const { till, seal } = await device('Ahead')
  const sealed = seal({ member: { memberId: member }, placedAt: instantText(asInstant(clock.now() + ahead)) })
  for (let time = 0; time < 2; time += 1) expect(notes(await tills.receive(till.tillId, [sealed]))).toEqual([note])
  expect(await points(member)).toBe(100)
  const found = await shop.orders.get(`T${till.place}-000001`)
  if (!('order' in found)) throw new Error('it is no member’s')
  expect(found.order.placedAt).toBe(note === null ? clock.now() + ahead : clock.now())
})

test('over HTTP: a manager changes, revokes and readmits; a cashier’s device reports for its own store only', async () => {
  let caller: Principal = { kind: 'staff', id: 'lin', name: 'Lin', rights: rightsOf('manager'), stores: 'all' }
  const app = httpApp({ authenticate: async () => caller })
  tillRoutes(app, shop)
  const { till, report } = await device('Http')
  const url = `/v1/tills/${till.tillId}`
  const changed = await app.inject({ method: 'PATCH', url, payload: { name: '码头 3', aloneMinor: 20_000 } })
  expect(changed.json()).toMatchObject({ name: '码头 3', aloneMinor: 20_000, store: 'west-lake' })
  for (const payload of [{ aloneMinor: -1 }, { aloneMinor: 1.5 }, { channel: 'web' }, { name: '' }])
    expect((await app.inject({ method: 'PATCH', url, payload })).statusCode).toBe(422)
  expect((await app.inject({ method: 'DELETE', url })).json().revokedAt).not.toBeNull()
  expect((await app.inject({ method: 'POST', url: `${url}/readmit` })).json().revokedAt).toBeNull()
  caller = { kind: 'staff', id: 'zoe', name: 'Zoë', rights: rightsOf('cashier'), stores: new Set(['harbour']) }
  const put = () => app.inject({ method: 'PUT', url: `${url}/report`, payload: report({ lastNumber: 5 }) })
  expect((await put()).json()).toMatchObject({ status: 403, code: 'auth.other-store' })
  caller = { ...caller, stores: new Set(['west-lake']) }
  expect((await put()).json()).toMatchObject({
    ...{ name: '码头 3', prefix: `T${till.place}-`, lastNumber: 5, lastSequence: 0 },
    now: instantText(clock.now()),
  })
  for (const [method, path] of [
    ['PATCH', url],
    ['DELETE', url],
    ['POST', `${url}/readmit`],
  ] as const)
    expect((await app.inject({ method, url: path, payload: {} })).statusCode).toBe(403)
  await app.close()
})
