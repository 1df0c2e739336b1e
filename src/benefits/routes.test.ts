import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { at, testShop } from '../../tests/support/shop.ts'
import type { MemberId } from '../base/ids.ts'
import { httpApp } from '../platform/http/app.ts'
import type { Principal, Right } from '../platform/http/rights.ts'
import type { Benefit } from '../programme/benefits.ts'
import { standardProgramme } from '../programme/standard.ts'
import { openWithBenefits, shanghai, spending, withBenefits } from './benefits.fixture.ts'
import { benefitRoutes } from './routes.ts'

const shop = await testShop(at('2026-03-05T04:00:00Z'))
const rights = (...held: Right[]) => new Set(held)
const callers: Readonly<Record<string, Omit<Principal, 'id' | 'name'>>> = {
  cashier: { kind: 'staff', rights: rights('members.read', 'benefits.use'), stores: 'all' },
  pier: { kind: 'staff', rights: rights('members.read', 'benefits.use'), stores: new Set(['pier']) },
  support: { kind: 'staff', rights: rights('members.read', 'benefits.use', 'points.adjust'), stores: 'all' },
  machine: { kind: 'key', rights: rights('benefits.use'), stores: 'all' },
  reader: { kind: 'staff', rights: rights('members.read'), stores: 'all' },
}
let self: MemberId
const app = httpApp({
  authenticate: async ({ headers }) => {
    const id = headers.authorization ?? ''
    const caller = callers[id]
    return caller && { ...caller, id, name: id }
  },
  authenticateMember: async ({ headers }) =>
    headers.authorization === 'self' ? { memberId: self, sessionId: 's', name: 'self' } : undefined,
})
benefitRoutes(app, shop)
afterAll(() => app.close())
let member: MemberId

async function ask(method: 'GET' | 'POST', path: string, as: string, body?: object, key?: string) {
  const response = await app.inject({
    ...{ method, url: `/v1/members/${path}` },
    headers: { authorization: as, ...(key === undefined ? {} : { 'idempotency-key': key }) },
    ...(body === undefined ? {} : { payload: body }),
  })
  const answer: Record<string, unknown> = response.json()
  return { status: response.statusCode, body: answer }
}

const use = (as: string, body: object = {}, key?: string) =>
  ask('POST', `${member}/benefits/delivery/uses`, as, body, key)

beforeAll(async () => {
  await openWithBenefits(shop)
  member = await shop.member()
  self = member
  await shop.buy(member, 'BR-1', spending.diamond)
})

describe('the routes of benefits', () => {
  test('tell what a member has, in both languages, and when it was used', async () => {
    expect((await use('cashier', { order: 'A-1', device: 'till-7' })).status).toBe(201)
    const { body } = await ask('GET', `${member}/benefits`, 'reader')
    expect(body.items).toMatchObject([
      { benefit: 'lounge', kind: 'service', quota: null, description: { en: 'Rest in any of our stores.' } },
      {
        benefit: 'delivery',
        name: { en: 'Free delivery', 'zh-CN': '免费配送' },
        kind: 'quota',
        because: [{ ladder: 'status', tier: 'diamond' }],
        quota: {
          ...{ per: 'month', uses: 10, used: 1, left: 9 },
          startsAt: '2026-02-28T16:00:00.000Z',
          nextStartsAt: '2026-03-31T16:00:00.000Z',
        },
      },
      { benefit: 'coffee' },
      { benefit: 'valet', description: null },
    ])
    await use('cashier', { uses: 2 })
    const page = await ask('GET', `${member}/benefits/uses?limit=1`, 'reader')
    expect(page.body).toMatchObject({ items: [{ uses: 2, order: null }] })
    const rest = await ask('GET', `me/benefits/uses?limit=1&cursor=${String(page.body.nextCursor)}`, 'self')
    expect(rest.body).toMatchObject({ items: [{ order: 'A-1', device: 'till-7', undone: null }], nextCursor: null })
  })

  test('one key is one use; a use is taken back with a reason', async () => {
    const first = await use('machine', {}, 'k-1')
    expect(await use('machine', {}, 'k-1')).toEqual(first)
    expect((await use('machine', { uses: 2 }, 'k-1')).body.code).toBe('idempotency.key-reused')
    const undo = `${member}/benefits/delivery/uses/${String(first.body.useId)}/undo`
    expect((await ask('POST', undo, 'machine', { reason: '  ' })).status).toBe(422)
    expect((await ask('POST', undo, 'machine', { reason: 'wrong tap' })).body).toMatchObject({
      undone: { reason: 'wrong tap' },
    })
    expect((await ask('POST', undo, 'machine', { reason: 'again' })).body.code).toBe('benefit.use-undone')
  })

  test('need their right; whoever acts for certain stores uses and takes back there only', async () => {
    expect((await use('reader')).body.code).toBe('auth.forbidden')
    expect((await use('self')).status).toBe(401)
    expect((await use('pier')).body.code).toBe('auth.other-store')
    expect((await use('pier', { store: 'hill' })).body.code).toBe('auth.other-store')
    expect((await use('pier', { store: 'pier' })).status).toBe(201)
    const elsewhere = await use('cashier', { store: 'hill' })
    const undo = `${member}/benefits/delivery/uses/${String(elsewhere.body.useId)}/undo`
    expect((await ask('POST', undo, 'pier', { reason: 'x' })).body.code).toBe('auth.other-store')
    expect((await ask('POST', undo, 'cashier', { reason: 'x' })).status).toBe(200)
  })

  test('refuse what is no number of uses, no text, nobody', async () => {
    for (const body of [{ uses: 0 }, { uses: 1.5 }, { uses: 101 }, { store: '' }, { order: 'a\u0000b' }, { other: 1 }])
      expect({ body, status: (await use('cashier', body)).status }).toEqual({ body, status: 422 })
    const nobody = '019a0000-0000-7000-8000-000000000000'
    expect((await ask('GET', `${nobody}/benefits`, 'reader')).body.code).toBe('member.unknown')
    expect((await ask('POST', `${nobody}/benefits/delivery/uses`, 'cashier', {})).body.code).toBe('member.unknown')
  })

  test('where the programme wants it, a cashier uses a counted benefit only with the member there', async () => {
    const definition = withBenefits(standardProgramme(shanghai))
    await openWithBenefits(shop, { ...definition, presence: ['benefits'] })
    expect((await use('cashier')).body.code).toBe('presence.needed')
    expect((await use('support')).status).toBe(201)
    const { presence } = await shop.presence.ask({
      ...{ memberId: member, by: 'phone', shownTo: 'cashier', locale: 'en', address: '10.0.0.1' },
    })
    await shop.messages.settled()
    const [message] = await shop.messages.outbox({ before: null, limit: 1 })
    const code = /\d{6}/.exec(message?.text ?? '')?.[0] ?? ''
    await shop.presence.confirm(presence.presenceId, code)
    const { presenceId } = presence
    const there = await use('cashier', { presenceId }, 'k-2')
    expect(there.status).toBe(201)
    expect(await use('cashier', { presenceId }, 'k-2')).toEqual(there)
    expect((await use('cashier', { presenceId }, 'k-3')).body.code).toBe('presence.used')
  })

  test('tell what comes and what came; on which day his birthday gift comes only to the member himself', async () => {
    const birthday: Benefit = {
      ...{ code: 'birthday', name: { en: 'Birthday', 'zh-CN': '生日礼' } },
      gives: { kind: 'gift', at: 'birthday', what: { kind: 'points', wallet: 'points' } },
    }
    const base = withBenefits(standardProgramme(shanghai), { diamond: [{ code: 'birthday', points: 500 }] })
    await openWithBenefits(shop, { ...base, benefits: [birthday] })
    await shop.benefits.gifts.run()
    await shop.members.update(member, { birthday: '1990-03-07' })
    const told = async (as: string) => {
      const { status, body } = await ask('GET', `${as === 'self' ? 'me' : member}/benefits`, as)
      expect(status).toBe(200)
      return body.items
    }
    const gift = { at: 'birthday', daysBefore: 0, points: 500, wallet: 'points', offer: null, dayKnown: true }
    const comesAt = '2026-03-06T16:00:00.000Z'
    expect(await told('self')).toMatchObject([{ kind: 'gift', quota: null, gift: { ...gift, comesAt } }])
    expect(await told('support')).toMatchObject([{ gift: { ...gift, comesAt: null } }])
    shop.clock.set(at('2026-03-06T16:00:00Z'))
    await shop.benefits.gifts.run()
    const given = await ask('GET', `${member}/benefits/gifts`, 'reader')
    expect(given.body.items).toMatchObject([
      { benefit: 'birthday', at: 'birthday', points: 500, wallet: 'points', offer: null, coupon: null },
    ])
    expect((await ask('GET', `${member}/benefits/gifts`, 'machine')).status).toBe(403)
    expect((await use('support')).body.code).toBe('benefit.unknown')
    const booked = await ask('POST', `${member}/benefits/birthday/uses`, 'support', {})
    expect(booked.body.code).toBe('benefit.not-counted')
  })
})
