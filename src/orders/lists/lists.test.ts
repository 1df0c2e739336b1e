import fc from 'fast-check'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MemberId } from '../../base/ids.ts'
import type { Instant } from '../../base/time.ts'
import { instantText } from '../../base/time.ts'
import { httpApp } from '../../platform/http/app.ts'
import type { Right } from '../../platform/http/rights.ts'
import { lines, offeringShop } from '../offering.fixture.ts'
import { orderListRoutes } from './routes.ts'
import { listPage, pointsView, timelineView } from './schemas.ts'

const shop = await offeringShop()
const DAY = 86_400_000
const start = shop.clock.now()
const callers: Readonly<Record<string, readonly Right[]>> = {
  support: ['orders.read', 'members.read'],
  lead: ['orders.read', 'members.read', 'members.unmask'],
  till: ['orders.read'],
  marketer: ['coupons.read'],
}
const app = httpApp({
  authenticate: async (request) => {
    const id = request.headers.authorization ?? ''
    const rights = callers[id]
    return rights === undefined ? undefined : { id, name: id, kind: 'staff', rights: new Set(rights), stores: 'all' }
  },
})
orderListRoutes(app, shop)
afterAll(() => app.close())

const asPage = Compile(listPage)
const asPoints = Compile(pointsView)
const asTimeline = Compile(timelineView)
const asProblem = Compile(Type.Object({ code: Type.String() }))

type Query = Readonly<Record<string, string | number | undefined>>

async function get(path: string, query: Query = {}, as = 'support') {
  const asked = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
  const url = `/v1/${path}?${new URLSearchParams(Object.fromEntries(asked)).toString()}`
  const response = await app.inject({ method: 'GET', url, headers: { authorization: as } })
  return { status: response.statusCode, body: response.json() }
}
const list = async (query: Query = {}, as?: string) => asPage.Parse((await get('orders', query, as)).body)
const numbers = async (query: Query) => (await list({ limit: 200, ...query })).items.map(({ number }) => number)

/** Every page, one after another. */
async function paged(query: Query): Promise<string[]> {
  const found: string[] = []
  let cursor: string | undefined
  do {
    const page = await list({ ...query, cursor })
    found.push(...page.items.map(({ number }) => number))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return found
}

type Made = {
  readonly number: string
  readonly at: Instant
  readonly status: 'open' | 'confirmed' | 'cancelled'
  readonly store: string | undefined
  readonly channel: string
  readonly memberId: MemberId | null
}
const made: Made[] = []
let [ada, bo]: MemberId[] = []

beforeAll(async () => {
  ;[ada, bo] = [await shop.member('王芳'), await shop.member('Bo Li')]
  const stores = ['west', 'east', undefined]
  for (let index = 0; index < 36; index += 1) {
    const memberId = index % 5 === 4 ? null : index % 2 === 0 ? (ada ?? null) : (bo ?? null)
    const order: Made = {
      number: `${index % 3 === 0 ? 'W%' : 'W_'}${index}`,
      // Twos share an instant, so that the order's id decides which comes first.
      at: (start - Math.floor(index / 2) * DAY) as Instant,
      status: memberId === null || index % 7 !== 0 ? 'confirmed' : index % 2 === 0 ? 'open' : 'cancelled',
      store: stores[index % 3],
      channel: index % 4 === 0 ? 'web' : 'pos',
      memberId,
    }
    made.push(order)
    const input = shop.order(order.number, lines(12_000), {
      ...{ channel: order.channel, placedAt: order.at },
      ...(order.store === undefined ? {} : { store: order.store }),
    })
    await shop.orders.put({ memberId, status: order.status === 'open' ? 'open' : 'confirmed', input })
    if (order.status === 'cancelled') await shop.orders.cancel(order.number)
  }
})

describe('the list of orders', () => {
  test('whatever is asked and however large the pages: each order that fits once, newest first', async () => {
    const some = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined })
    const query = fc.record({
      status: some(['open', 'confirmed', 'cancelled'] as const),
      store: some(['west', 'east', 'north']),
      channel: some(['web', 'pos']),
      buyer: some(['member', 'guest'] as const),
      who: some([0, 1]),
      from: some([-12, -5, 0]),
      to: some([-8, -2, 1]),
      limit: fc.integer({ min: 1, max: 9 }),
    })
    await fc.assert(
      fc.asyncProperty(query, async ({ who, from, to, limit, ...by }) => {
        const memberId = who === undefined ? undefined : [ada, bo][who]
        const [placedFrom, placedTo] = [from, to].map((days) =>
          days === undefined ? undefined : ((start + days * DAY) as Instant),
        )
        const fits = made.filter(
          (order) =>
            (by.status ?? order.status) === order.status &&
            (by.store ?? order.store) === order.store &&
            (by.channel ?? order.channel) === order.channel &&
            (by.buyer === undefined || (by.buyer === 'guest') === (order.memberId === null)) &&
            (memberId ?? order.memberId) === order.memberId &&
            order.at >= (placedFrom ?? order.at) &&
            order.at < (placedTo ?? order.at + 1),
        )
        const text = (at: Instant | undefined) => (at === undefined ? undefined : instantText(at))
        const asked = { ...by, memberId, placedFrom: text(placedFrom), placedTo: text(placedTo), limit }
        const found = await paged(asked)
        expect(found.toSorted()).toEqual(fits.map(({ number }) => number).toSorted())
        const times = found.map((number) => made.find((each) => each.number === number)?.at ?? 0)
        expect(times).toEqual(times.toSorted((a, b) => b - a))
      }),
      { numRuns: 60 },
    )
  })

  test('is searched by how a number begins, sign by sign', async () => {
    const beginning = (text: string) => made.filter(({ number }) => number.startsWith(text)).length
    for (const text of ['W', 'W%', 'W_1', 'W%3', 'W_34', 'w', '%', 'W\\'])
      expect((await numbers({ q: text })).length, text).toBe(beginning(text))
    expect(await numbers({ q: 'W%0', status: 'cancelled' })).toEqual([])
  })

  test('says what an order earned and held of offers, after returns, and whose it is', async () => {
    const [member, number] = [await shop.member(), 'OFFER-1']
    const input = shop.order(number, lines(24_000, 'tea', 2))
    await shop.orders.put({ memberId: member, status: 'confirmed', input })
    expect((await list({ q: number })).items[0]).toMatchObject({
      netMinor: 23_000,
      points: expect.arrayContaining([{ wallet: 'points', points: 230 }]),
      offers: [{ offer: 'hundred', name: 'hundred', coupon: null, minor: 1_000 }],
      member: { memberId: member },
    })
    await shop.orders.giveBack({ number, lines: 'all', reason: 'x' })
    expect((await list({ q: number })).items[0]).toMatchObject({ returnedMinor: 23_000, points: [] })
  })

  test('shows a name as far as the caller may see members', async () => {
    const nameFor = async (as: string) => (await list({ memberId: ada, limit: 1 }, as)).items[0]?.member?.name
    expect(await nameFor('lead')).toBe('王芳')
    expect(await nameFor('support')).toBe('王*')
    expect(await nameFor('till')).toBeNull()
  })

  test('is refused to who may not, and a made-up cursor is refused in words', async () => {
    expect((await get('orders', {}, 'marketer')).status).toBe(403)
    expect((await get('orders', {}, 'nobody')).status).toBe(401)
    for (const cursor of ['x', '1.2', `${'9'.repeat(15)}.${ada}`]) {
      const { status, body } = await get('orders', { cursor })
      expect([status, asProblem.Parse(body).code]).toEqual([422, 'order.cursor-invalid'])
    }
  })
})

describe('one order', () => {
  test('tells its lots as of now, its movements in words and what happened', async () => {
    const [member, number] = [await shop.member(), 'ONE-1']
    await shop.orders.put({ memberId: member, status: 'confirmed', input: shop.order(number, lines(6_000, 'tea', 2)) })
    await shop.orders.giveBack({ number, lines: [{ line: 1, quantity: 1 }], reason: 'x' })
    const points = asPoints.Parse((await get(`orders/${number}/points`)).body)
    const lot = points.lots.find(({ wallet }) => wallet === 'points')
    expect(lot).toMatchObject({ amount: 60, remaining: 30, status: 'available' })
    expect(
      points.entries.filter(({ wallet }) => wallet === 'points').map(({ kind, amount }) => [kind, amount]),
    ).toEqual([
      ['earn', 60],
      ['return', 30],
    ])
    const timeline = asTimeline.Parse((await get(`orders/${number}/timeline`)).body)
    expect(timeline.items.map(({ kind }) => kind)).toEqual(['order.returned', 'order.confirmed'])
  })

  test('of a guest has neither points nor a history; of nobody there is none', async () => {
    const guest = made.find(({ memberId }) => memberId === null)?.number ?? ''
    const path = `orders/${encodeURIComponent(guest)}`
    expect((await get(`${path}/points`)).body).toEqual({ lots: [], entries: [] })
    expect((await get(`${path}/timeline`)).body).toEqual({ items: [] })
    expect((await get('orders/none/points')).status).toBe(404)
    expect((await get(`${path}/timeline`, {}, 'marketer')).status).toBe(403)
  })
})
