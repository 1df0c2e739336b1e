import { afterAll, expect, test } from 'vitest'
import { testShop } from '../../tests/support/shop.ts'
import { httpApp } from '../platform/http/app.ts'
import type { Principal, Right } from '../platform/http/rights.ts'
import { tierRoutes } from './routes.ts'

const shop = await testShop()
let rights: Right[] = ['members.read', 'tiers.place']
const caller = (): Principal => ({ kind: 'staff', id: 's1', name: 'Ada', rights: new Set(rights), stores: 'all' })
const app = httpApp({ authenticate: async () => caller() })
tierRoutes(app, shop)
await app.ready()
afterAll(() => app.close())

const member = await shop.member()
const put = (payload: object, key = '1', ladder = 'status') =>
  app.inject({
    method: 'PUT',
    url: `/v1/members/${member}/tiers/${ladder}`,
    headers: { 'idempotency-key': key },
    payload,
  })

test('a placement has one effect per key, is shown with its reason, and stays in the history', async () => {
  const ask = { tier: 'gold', until: '2027-01-01T00:00:00Z', reason: 'status match' }
  const first = await put(ask)
  expect(first.statusCode).toBe(200)
  expect(first.json()).toMatchObject({
    ladders: [
      { tier: 'gold', because: 'placed', placement: { until: '2027-01-01T00:00:00.000Z', reason: ask.reason } },
    ],
  })
  expect((await put(ask)).json()).toEqual(first.json())
  expect((await put({ ...ask, tier: 'silver' })).json()).toMatchObject({ code: 'idempotency.key-reused' })
  const shown = await app.inject({ method: 'GET', url: `/v1/members/${member}/tiers` })
  expect(shown.json()).toMatchObject({
    ladders: [
      {
        loss: { at: '2027-01-01T00:00:00.000Z', to: 'regular' },
        next: {
          tier: 'diamond',
          cheapest: [{ measure: 'balance', wallet: 'growth', atLeast: 20_000, missing: 20_000 }],
        },
      },
    ],
  })
  const history = await app.inject({ method: 'GET', url: `/v1/members/${member}/tiers/history` })
  expect(history.json()).toMatchObject({ items: [{ tier: 'gold', until: null, placement: { by: 's1' } }] })
})

test('what cannot be is refused with its reason', async () => {
  expect((await put({ tier: 'gold', reason: 'x' }, '2', 'club')).json()).toMatchObject({ code: 'tiers.ladder-unknown' })
  expect((await put({ tier: 'gold', reason: 'x', until: 'soon' }, '3')).json()).toMatchObject({
    code: 'request.invalid',
  })
  expect((await put({ tier: 'gold' }, '4')).statusCode).toBe(422)
  expect((await put({ tier: null, locked: true, reason: 'x' }, '5')).json()).toMatchObject({
    code: 'tiers.lock-nothing',
  })
  rights = ['members.read']
  expect((await put({ tier: 'gold', reason: 'x' }, '6')).statusCode).toBe(403)
  rights = ['members.read', 'tiers.place']
})

test('many placements are answered row by row, and once', async () => {
  const placements = [
    { memberId: member, ladder: 'status', tier: 'diamond', reason: 'move' },
    { memberId: 'nobody', ladder: 'status', tier: 'gold', reason: 'move' },
    { memberId: await shop.member(), ladder: 'status', tier: 'tin', reason: 'move' },
    { memberId: await shop.member(), ladder: 'status', tier: 'gold', until: '2026-04-01T00:00:00Z', reason: 'move' },
    { memberId: member, ladder: 'status', tier: 'silver', reason: 'move' },
  ]
  const ask = () =>
    app.inject({
      method: 'POST',
      url: '/v1/placements/batch',
      headers: { 'idempotency-key': 'file-1' },
      payload: { placements },
    })
  const answer = await ask()
  expect(answer.json()).toMatchObject({
    results: [
      { row: 1, status: 200, ladders: [{ tier: 'diamond' }] },
      { row: 2, status: 404, problem: { code: 'member.unknown' } },
      { row: 3, status: 422, problem: { code: 'tiers.tier-unknown', facts: { tier: 'tin' } } },
      { row: 4, status: 200, ladders: [{ tier: 'gold', placement: { until: '2026-04-01T00:00:00.000Z' } }] },
      { row: 5, status: 409, problem: { code: 'tiers.placed-twice', facts: { row: 1 } } },
    ],
  })
  expect((await ask()).json()).toEqual(answer.json())
  const { items } = (await app.inject({ method: 'GET', url: `/v1/members/${member}/tiers/history` })).json()
  expect(items).toHaveLength(1)
})
