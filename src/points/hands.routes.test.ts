import fc from 'fast-check'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nobody } from '../../tests/support/members.ts'
import { at, testShop } from '../../tests/support/shop.ts'
import type { MemberId } from '../base/ids.ts'
import { httpApp } from '../platform/http/app.ts'
import type { Principal, Right } from '../platform/http/rights.ts'
import { systemIds } from '../platform/ids.ts'
import { standardProgramme } from '../programme/standard.ts'
import { staffService } from '../staff/service.ts'
import { verify } from '../verification.ts'
import { activationRoutes } from './activation/routes.ts'
import { approvalRoutes } from './approvals/routes.ts'
import { transferRoutes } from './transfers/routes.ts'

const shop = await testShop(at('2026-03-01T08:00:00Z'))
const standard = standardProgramme(shop.programme.at(shop.clock.now()).timeZone)
const all: Right[] = ['members.read', 'points.redeem', 'points.adjust', 'points.approve']
const callers = new Map<string, Pick<Principal, 'kind'> & { rights: Right[] }>([
  ['support', { kind: 'staff', rights: all }],
  ['manager', { kind: 'staff', rights: all }],
  ['machine', { kind: 'key', rights: all }],
  ['reader', { kind: 'staff', rights: ['members.read'] }],
])
const app = httpApp({
  authenticate: async (request) => {
    const id = request.headers.authorization ?? ''
    const caller = callers.get(id)
    return caller === undefined
      ? undefined
      : { id, name: id, kind: caller.kind, rights: new Set(caller.rights), stores: 'all' }
  },
})
activationRoutes(app, shop)
const staff = staffService({ db: shop.db, clock: shop.clock, ids: systemIds, forget: () => {} })
approvalRoutes(app, { ...shop, staff })
transferRoutes(app, shop)
afterAll(() => app.close())

let member: MemberId
let other: MemberId

beforeAll(async () => {
  await shop.programme.publish({
    definition: {
      ...standard,
      wallets: standard.wallets.map((wallet) =>
        wallet.code === 'points' ? { ...wallet, approval: { above: 1_000 } } : wallet,
      ),
      transfers: [{ wallet: 'points' }],
    },
    effectiveAt: null,
    note: 'hands',
    by: 'test',
  })
  ;[member, other] = [await shop.member(), await shop.member()]
  await shop.buy(member, 'H-1', 500_000)
})

type Call = { as?: string; key?: string; body?: unknown }

async function post(path: string, { as = 'support', key, body = {} }: Call = {}) {
  const response = await app.inject({
    method: 'POST',
    url: `/v1/${path}`,
    headers: {
      authorization: as,
      'content-type': 'application/json',
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    payload: JSON.stringify(body),
  })
  return { status: response.statusCode, body: response.json() }
}
const get = async (path: string, as = 'support') => {
  const response = await app.inject({ method: 'GET', url: `/v1/${path}`, headers: { authorization: as } })
  return { status: response.statusCode, body: response.json() }
}
const balance = async (of = member) => (await shop.wallet(of))?.balance ?? 0
const asked = Compile(Type.Object({ approvalId: Type.String() }))
const writes = () =>
  ['points/activate', 'points/reinstate', 'adjustments', 'transfers'].map((path) => `members/${member}/${path}`)

describe('over HTTP', () => {
  test('every route asks for its right', async () => {
    const id = nobody
    const deciding = [`points/approvals/${id}/approve`, `points/approvals/${id}/refuse`]
    for (const path of [...writes(), ...deciding]) {
      expect((await post(path, { as: 'stranger' })).status, path).toBe(401)
      expect((await post(path, { as: 'reader', body: {} })).status, path).toBe(403)
    }
    expect((await get('points/approvals', 'reader')).status).toBe(403)
    expect((await get(`members/${member}/transfers`, 'reader')).status).toBe(200)
  })

  test('a large adjustment is answered by 202, again under the same key, and decided by another person only', async () => {
    const before = await balance()
    const wish = { key: 'large', body: { wallet: 'points', amount: 2_000, reason: 'lost parcel' } }
    const first = await post(`members/${member}/adjustments`, wish)
    expect(first).toMatchObject({ status: 202, body: { state: 'waiting', amount: 2_000, askedByName: 'support' } })
    expect(await post(`members/${member}/adjustments`, wish)).toEqual(first)
    const changed = { ...wish, body: { ...wish.body, amount: 3_000 } }
    expect((await post(`members/${member}/adjustments`, changed)).body.code).toBe('idempotency.key-reused')
    const { approvalId } = asked.Parse(first.body)
    const listed = await get('points/approvals')
    expect(listed.body.items).toMatchObject([{ approvalId }])
    const approve = `points/approvals/${approvalId}/approve`
    expect((await post(approve)).body.code).toBe('approval.own-request')
    expect((await post(approve, { as: 'machine' })).body.code).toBe('approval.person-needed')
    expect(await balance()).toBe(before)
    const clicks = await Promise.all([1, 2, 3].map(() => post(approve, { as: 'manager' })))
    expect(clicks.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409])
    expect(await balance()).toBe(before + 2_000)
    expect((await get('points/approvals')).body.items).toEqual([])
  })

  test('who asks through a key that he made, himself or by another key, is not his own second person', async () => {
    const person = systemIds.next<'staff'>()
    const actor = { kind: 'staff', id: person, name: 'Wang Fang', rights: new Set(all), stores: 'all' } as const
    const none = { rights: all, expiresAt: null }
    const first = await staff.createKey(actor, { ...none, name: 'first' })
    const made = { ...actor, kind: 'key', id: first.keyId } as const
    const second = await staff.createKey(made, { ...none, name: 'second' })
    callers.set(second.keyId, { kind: 'key', rights: all })
    callers.set(person, { kind: 'staff', rights: all })
    const body = { wallet: 'points', amount: 5_000, reason: 'gift to myself' }
    const wish = await post(`members/${member}/adjustments`, { as: second.keyId, body })
    const path = `points/approvals/${asked.Parse(wish.body).approvalId}`
    expect((await post(`${path}/approve`, { as: person })).body.code).toBe('approval.own-request')
    expect((await post(`${path}/refuse`, { as: 'manager' })).body.state).toBe('refused')
    expect((await post(`${path}/refuse`, { as: 'manager' })).body.state).toBe('refused')
    expect((await post(`${path}/refuse`, { as: 'support' })).body.code).toBe('approval.decided')
  })

  test('a small adjustment is done at once', async () => {
    const body = { wallet: 'points', amount: -10, reason: 'mistake' }
    expect(await post(`members/${member}/adjustments`, { body })).toMatchObject({
      status: 201,
      body: { memberId: member },
    })
  })

  test('a transfer says what arrived, and both members list it', async () => {
    const body = { to: other, amount: 100, message: 'for you' }
    const clicks = await Promise.all([1, 2].map(() => post(`members/${member}/transfers`, { key: 'gift', body })))
    expect(clicks.map(({ status }) => status)).toEqual([201, 201])
    expect(clicks[0]?.body).toMatchObject({ to: other, amount: 100, fee: 0, because: null })
    expect(await balance(other)).toBe(100)
    for (const [who, direction] of [
      [member, 'sent'],
      [other, 'received'],
    ] as const)
      expect((await get(`members/${who}/transfers`)).body.items).toMatchObject([{ direction, from: member, to: other }])
    expect((await get(`members/${nobody}/transfers`)).body.items).toEqual([])
  })

  test('whatever is sent, the answer is a refusal that says why, and the books stay as they were', async () => {
    const before = [await balance(), await balance(other)]
    const value = fc.oneof(
      fc.constantFrom<unknown>(
        null,
        true,
        '',
        'points',
        'x'.repeat(5_000),
        -1,
        0,
        1.5,
        2 ** 53,
        1e308,
        [],
        {},
        nobody,
        other,
      ),
      fc.jsonValue({ maxDepth: 2 }),
    )
    const names = ['to', 'wallet', 'amount', 'message', 'order', 'lots', 'event', 'reason', 'expiresOn', 'reasonCode']
    const body = fc.oneof(fc.dictionary(fc.constantFrom(...names), value), value)
    await fc.assert(
      fc.asyncProperty(fc.nat(3), body, async (which, sent) => {
        const { status, body: answer } = await post(writes()[which] ?? '', { body: sent })
        // An event that nothing waits for, and lots that are available already, are no mistakes.
        if (status < 300) return expect([await balance(), await balance(other)]).toEqual(before)
        expect(status).toBeGreaterThanOrEqual(400)
        expect(status).toBeLessThan(500)
        expect(answer.code).toMatch(/^[a-z]+\.[a-z-]+$/)
      }),
      { numRuns: 150 },
    )
    expect([await balance(), await balance(other)]).toEqual(before)
    expect(shop.errors).toEqual([])
    expect((await verify(shop.db, shop.programme)).ok).toBe(true)
  })
})
