/** Limits under a thousand tills at once, over HTTP: exactly what there is, and not one more. */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { TimeZone } from '../../src/base/time.ts'
import { group, offer } from '../../src/offers/offers.fixture.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { systemIds } from '../../src/platform/ids.ts'
import { rows } from '../../src/platform/postgres/database.ts'
import { programmeService } from '../../src/programme/service.ts'
import { verify } from '../../src/verification.ts'
import { openServer } from '../support/open.ts'
import type { Ask, Reply } from '../support/wire.ts'

const server = await openServer()
const THOUSAND = 1_000
const MEMBERS = 200
const of = 'goods' as const

const ask = async (wish: Omit<Ask, 'key'>): Promise<Reply> => server.ask(wish)
const json = (reply: Reply) => JSON.parse(reply.body.toString())

async function prepared(): Promise<string[]> {
  const current = json(await ask({ method: 'GET', path: '/v1/programme' }))
  const definition = {
    ...current.definition,
    wallets: current.definition.wallets.map((wallet: { code: string }) =>
      wallet.code === 'points' ? { ...wallet, spendCaps: [{ points: 370, per: 'lifetime' }] } : wallet,
    ),
    offerGroups: [group('main')],
    offers: [
      offer('hundred', { kind: 'amount', minor: 100, of }, { needs: 'coupon' }),
      offer(
        'budget',
        { kind: 'amount', minor: 1_000, of },
        {
          when: { field: 'order.channel', is: 'equals', value: 'app' },
          limits: [{ of: 'discount', most: 37_500, per: 'lifetime', by: 'all' }],
        },
      ),
      offer(
        'once',
        { kind: 'amount', minor: 500, of },
        {
          when: { field: 'order.channel', is: 'equals', value: 'web' },
          limits: [{ of: 'uses', most: 1, per: 'lifetime', by: 'member' }],
        },
      ),
      offer(
        'device',
        { kind: 'amount', minor: 300, of },
        {
          when: { field: 'order.channel', is: 'equals', value: 'kiosk' },
          limits: [{ of: 'uses', most: 3, per: 'year', by: 'identifier', identifier: 'device' }],
        },
      ),
    ],
  }
  const body = JSON.stringify({ definition, note: 'limits' })
  expect((await ask({ method: 'POST', path: '/v1/programme/versions', body })).status).toBe(201)
  const batch = { offer: 'hundred', name: 'a hundred', most: 100, codes: { kind: 'generic', code: 'HUNDRED' } }
  expect((await ask({ method: 'POST', path: '/v1/coupons/batches', body: JSON.stringify(batch) })).status).toBe(201)
  return Promise.all(Array.from({ length: MEMBERS }, () => server.member()))
}

const members = await prepared()

function purchase(
  number: string,
  memberId: string,
  channel: string,
  coupons: readonly string[] = [],
): Omit<Ask, 'key'> {
  const lines = [{ sku: 'tea', quantity: 1, amountMinor: 5_000 }]
  const body = JSON.stringify({ memberId, status: 'confirmed', currency: 'CNY', channel, lines, coupons })
  return { method: 'PUT', path: `/v1/orders/${number}`, body }
}

async function thousand(
  name: string,
  channel: string,
  whose: (index: number) => string,
  coupons: readonly string[] = [],
) {
  const replies = await server.together(
    Array.from({ length: THOUSAND }, (_, index) => purchase(`${name}-${index}`, whose(index), channel, coupons)),
  )
  expect(replies.filter(({ status }) => status !== 200)).toEqual([])
  return replies.map(json)
}

const reduced = <A extends { offersMinor: number }>(answers: readonly A[]) =>
  answers.filter(({ offersMinor }) => offersMinor > 0)
const anyMember = (index: number) => members[index % MEMBERS] ?? ''

test('a coupon for a hundred orders serves a hundred of a thousand', async () => {
  const answers = await thousand('C', 'pos', anyMember, ['HUNDRED'])
  expect(reduced(answers)).toHaveLength(100)
  const refused = answers.filter(({ passed }) => passed[0]?.whyNot === 'coupon-used-up')
  expect(refused).toHaveLength(900)
  await server.together(
    Array.from({ length: THOUSAND }, (_, index) => ({
      method: 'PUT',
      path: `/v1/orders/C-${index}`,
      body: '{"status":"cancelled"}',
    })),
  )
  expect(json(await ask({ method: 'GET', path: '/v1/coupons/HUNDRED' })).used).toBe(0)
})

test('a budget with room for thirty-seven is spent thirty-seven times', async () => {
  const answers = await thousand('B', 'app', anyMember)
  expect(reduced(answers)).toHaveLength(37)
  const [use] = await rows(
    server.db,
    sql<{ used: number }>`select used from offer_uses where counter = 'offer:budget/discount/lifetime'`,
  )
  expect(use?.used).toBe(37_000)
})

test('a limit of one by member gives each of two hundred members one', async () => {
  const answers = await thousand('M', 'web', anyMember)
  expect(reduced(answers)).toHaveLength(MEMBERS)
  expect(new Set(reduced(answers).map((answer) => answer.memberId)).size).toBe(MEMBERS)
})

test('a limit of three by device gives each of forty devices three, whoever buys', async () => {
  const lines = [{ sku: 'tea', quantity: 1, amountMinor: 5_000 }]
  const wish = (index: number): Omit<Ask, 'key'> => {
    const identifiers = { device: `Kiosk ${index % 40}` }
    const memberId = index % 3 === 0 ? null : anyMember(index)
    const body = JSON.stringify({
      memberId,
      status: 'confirmed',
      currency: 'CNY',
      channel: 'kiosk',
      lines,
      identifiers,
    })
    return { method: 'PUT', path: `/v1/orders/D-${index}`, body }
  }
  const replies = await server.together(Array.from({ length: THOUSAND }, (_, index) => wish(index)))
  expect(replies.filter(({ status }) => status !== 200)).toEqual([])
  const devices = replies.flatMap((reply, index) => (json(reply).offersMinor > 0 ? [index % 40] : []))
  expect(Object.values(Object.groupBy(devices, String)).map((each) => each?.length)).toEqual(Array(40).fill(3))
  const evaluate = JSON.stringify({ currency: 'CNY', channel: 'kiosk', lines })
  const without = json(await ask({ method: 'POST', path: '/v1/orders/evaluate', body: evaluate }))
  expect(without.passed).toContainEqual({
    ...{ offer: 'device', coupon: null, whyNot: 'identifier-missing', identifier: 'device' },
    sentence: 'The order does not name its device, by which “device” is limited.',
  })
  const bad = JSON.stringify({ currency: 'CNY', channel: 'kiosk', lines, identifiers: { Device: 'x' } })
  expect((await ask({ method: 'POST', path: '/v1/orders/evaluate', body: bad })).status).toBe(422)
})

test('a cap on spending lets a member redeem thirty-seven of two hundred times, and says why not', async () => {
  const memberId = await server.member()
  const path = `/v1/members/${memberId}`
  const given = JSON.stringify({ amount: 10_000, reason: 'welcome' })
  expect((await ask({ method: 'POST', path: `${path}/adjustments`, body: given })).status).toBe(201)
  const body = JSON.stringify({ amount: 10, reason: 'mug' })
  const wishes = Array.from({ length: 200 }, () => ({ method: 'POST' as const, path: `${path}/redemptions`, body }))
  const replies = await server.together(wishes)
  expect(replies.filter(({ status }) => status === 201)).toHaveLength(37)
  const refused = replies.filter(({ status }) => status === 409).map(json)
  expect(refused).toHaveLength(163)
  expect(refused.at(-1)).toMatchObject({
    code: 'points.spend-cap',
    facts: { wallet: 'points', per: 'lifetime', most: 370, left: 0, asked: 10 },
    title: 'At most 370 of the wallet points can be spent in a lifetime; 0 are left and 10 were asked.',
  })
})

test('the books agree afterwards', async () => {
  const programme = programmeService({
    db: server.db,
    clock: systemClock,
    ids: systemIds,
    timeZone: 'Asia/Shanghai' as TimeZone,
  })
  await programme.refresh()
  const { checks } = await verify(server.db, programme)
  expect(checks.filter((check) => check.violations > 0)).toEqual([])
})
