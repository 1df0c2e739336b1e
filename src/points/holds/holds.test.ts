import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { expect, test } from 'vitest'
import { appFor } from '../../../tests/support/callers.ts'
import { at, testShop } from '../../../tests/support/shop.ts'
import type { MemberId } from '../../base/ids.ts'
import { holdListRoutes } from './routes.ts'

const shop = await testShop(at('2026-03-06T04:00:00Z'))
const app = appFor({
  support: ['members.read'],
  lead: ['members.read', 'members.unmask'],
  marketer: ['coupons.read'],
})
holdListRoutes(app, shop)

const asPage = Compile(
  Type.Object({
    items: Type.Array(
      Type.Object({
        holdId: Type.String(),
        status: Type.String(),
        reason: Type.String(),
        member: Type.Object({ name: Type.Union([Type.String(), Type.Null()]) }),
      }),
    ),
    nextCursor: Type.Union([Type.String(), Type.Null()]),
  }),
)

async function get(query: string, as = 'support') {
  const response = await app.inject({ method: 'GET', url: `/v1/holds?${query}`, headers: { authorization: as } })
  return { status: response.statusCode, body: response.json() }
}
const list = async (query: string, as?: string) => asPage.Parse((await get(query, as)).body)
const reasons = async (query: string) => (await list(query)).items.map(({ reason }) => reason)

const [fang, bo] = [await shop.member('王芳'), await shop.member('Bo Li')]
for (const [place, member] of [fang, bo].entries()) await shop.buy(member, `H-${place}`, 500_000)
const hold = (memberId: MemberId, reason: string, minutes: number) =>
  shop.points.hold({ memberId, wallet: 'points', amount: 10, reason, minutes, reference: null, by: 'test' })
const made = []
for (let place = 0; place < 7; place += 1) {
  // Twos share an instant, so that the hold's id decides which comes first.
  shop.clock.set(at(`2026-03-06T05:0${Math.floor(place / 2)}:00Z`))
  made.push(await hold(place % 2 === 0 ? fang : bo, `hold ${place}`, place === 1 ? 30 : 6_000))
}
const ids = made.map(({ holdId }) => holdId)
const [, , third, fourth] = ids
if (third === undefined || fourth === undefined) throw new Error('holds are missing')
await shop.points.release(third, {})
await shop.points.capture(fourth, { amount: 4, reference: null, by: 'test' })
shop.clock.set(at('2026-03-06T06:00:00Z'))

test('all holds are there once, newest first, however large the pages', async () => {
  const all = (await list('limit=200')).items.map(({ holdId }) => holdId)
  expect(new Set(all)).toEqual(new Set(ids))
  for (const limit of [1, 2, 3, 7]) {
    const found: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page = await list(`limit=${limit}${cursor === '' ? '' : `&cursor=${cursor}`}`)
      found.push(...page.items.map(({ holdId }) => holdId))
      cursor = page.nextCursor
    }
    expect(found).toEqual(all)
  }
})

test('a hold that is over has lapsed, though nobody came by since; the others are what was done with them', async () => {
  expect(await reasons('status=lapsed')).toEqual(['hold 1'])
  expect(await reasons('status=released')).toEqual(['hold 2'])
  expect(await reasons('status=captured')).toEqual(['hold 3'])
  expect(new Set(await reasons('status=held'))).toEqual(new Set(['hold 0', 'hold 4', 'hold 5', 'hold 6']))
  expect(await reasons(`memberId=${bo}&status=held`)).toEqual(['hold 5'])
  expect(await reasons('wallet=growth')).toEqual([])
})

test('names are masked for who may not see them; who may not see members is refused, and so are made-up cursors', async () => {
  const name = async (as: string) => (await list(`memberId=${fang}&limit=1`, as)).items[0]?.member.name
  expect(await name('lead')).toBe('王芳')
  expect(await name('support')).not.toContain('芳')
  expect((await get('', 'marketer')).status).toBe(403)
  expect((await get('cursor=1.none')).status).toBe(422)
  expect((await get('status=open')).status).toBe(422)
})
