import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { beforeAll, describe, expect, test } from 'vitest'
import { appFor } from '../../../tests/support/callers.ts'
import { at } from '../../../tests/support/shop.ts'
import { batch, offeringShop } from '../../orders/offering.fixture.ts'
import { couponListRoutes } from './routes.ts'

const shop = await offeringShop()
const app = appFor({ marketer: ['coupons.read'], till: ['orders.read'] })
couponListRoutes(app, shop)

const asBatches = Compile(
  Type.Object({
    items: Type.Array(Type.Object({ batchId: Type.String(), name: Type.String(), offer: Type.String() })),
    making: Type.Array(Type.Object({ name: Type.String(), codes: Type.Integer(), made: Type.Integer() })),
    nextCursor: Type.Union([Type.String(), Type.Null()]),
  }),
)
const asCoupons = Compile(
  Type.Object({
    items: Type.Array(Type.Object({ code: Type.String(), status: Type.String() })),
    nextCursor: Type.Union([Type.String(), Type.Null()]),
  }),
)

async function get(path: string, as = 'marketer') {
  const response = await app.inject({
    method: 'GET',
    url: `/v1/coupons/batches${path}`,
    headers: { authorization: as },
  })
  return { status: response.statusCode, body: response.json() }
}
const listed = async (query = '') => asBatches.Parse((await get(query)).body)

const unique = (count: number, more: object = {}) =>
  shop.offers.addBatch({
    ...{ ...batch, offer: 'welcome', most: 1, ...more },
    codes: { kind: 'unique', count, prefix: 'U-', characters: 13 },
  })

describe('the list of batches', () => {
  beforeAll(async () => {
    for (const [place, name] of ['Spring', 'spring letters', 'Autumn'].entries()) {
      shop.clock.set(at(`2026-03-07T0${place}:00:00Z`))
      await unique(2, { name, offer: name === 'Autumn' ? 'bonus' : 'welcome' })
    }
  })

  test('every batch is there once, newest first, however large the pages', async () => {
    const all = (await listed('?limit=200')).items.map(({ batchId }) => batchId)
    expect(new Set(all).size).toBe(all.length)
    for (const limit of [1, 3, all.length]) {
      const found: string[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const page = await listed(`?limit=${limit}${cursor === '' ? '' : `&cursor=${cursor}`}`)
        found.push(...page.items.map(({ batchId }) => batchId))
        cursor = page.nextCursor
      }
      expect(found).toEqual(all)
    }
  })

  test('a batch is found by part of its name and by its offer; signs of patterns are signs', async () => {
    const names = async (query: string) => (await listed(query)).items.map(({ name }) => name)
    expect(await names('?q=SPRING')).toEqual(['spring letters', 'Spring'])
    expect(await names('?q=spring&offer=bonus')).toEqual([])
    expect(await names('?offer=bonus')).toContain('Autumn')
    expect(await names('?q=%25')).toEqual([])
  })

  test('a cursor that no answer gave is refused, and who may not see coupons sees none', async () => {
    expect((await get('?cursor=none')).status).toBe(422)
    expect((await get('?cursor=1.0190')).status).toBe(422)
    expect((await get('', 'till')).status).toBe(403)
    expect((await get('/0190')).status).toBe(422)
    expect((await get('/01900000-0000-7000-8000-000000000000')).status).toBe(404)
    expect((await get('/01900000-0000-7000-8000-000000000000/coupons')).status).toBe(404)
  })
})

test('the codes of a batch are counted by what became of them, each once', async () => {
  const member = await shop.member()
  const made = await unique(6, { name: 'Fates', mustClaim: true, endsAt: at('2026-04-01T00:00:00Z') })
  const codes = async () => asCoupons.Parse((await get(`/${made.batchId}/coupons?limit=4`)).body)
  const counts = async () => (await get(`/${made.batchId}`)).body.counts
  expect(await counts()).toEqual({ unclaimed: 6, active: 0, used: 0, expired: 0, void: 0 })
  const first = await codes()
  const [used, claimed, voided] = first.items.map(({ code }) => code)
  const rest = asCoupons.Parse((await get(`/${made.batchId}/coupons?limit=4&cursor=${first.nextCursor}`)).body)
  expect(first.items.length + rest.items.length).toBe(6)
  expect(rest.nextCursor).toBeNull()
  await shop.offers.claim(used ?? '', member)
  await shop.offers.claim(claimed ?? '', member)
  await shop.offers.voidCoupon(voided ?? '')
  await shop.give(member, [{ sku: 'tea', quantity: 1, amountMinor: 9_000 }], [used ?? ''])
  expect(await counts()).toEqual({ unclaimed: 3, active: 1, used: 1, expired: 0, void: 1 })
  expect((await codes()).items.map(({ status }) => status)).toEqual(['used', 'active', 'void', 'unclaimed'])
  shop.clock.set(at('2026-04-01T00:00:00Z'))
  expect(await counts()).toEqual({ unclaimed: 0, active: 0, used: 1, expired: 4, void: 1 })
})

test('while a large batch is made others see how far it is, and afterwards it is there whole', async () => {
  const seen: number[] = []
  let done = false
  const making = unique(150_001, { name: 'Large' }).finally(() => {
    done = true
  })
  while (!done) {
    const { items, making: told } = await listed('?q=Large')
    const mine = told.find(({ name }) => name === 'Large')
    if (mine !== undefined) {
      expect(mine.codes).toBe(150_001)
      // The batch itself may have been finished between the two questions that make one answer.
      if (items.length === 0) seen.push(mine.made)
    }
  }
  const { batchId } = await making
  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  expect(new Set(seen).size).toBeGreaterThan(1)
  const after = await listed('?q=Large')
  expect(after.making).toEqual([])
  expect(after.items.map((each) => each.batchId)).toEqual([batchId])
  expect((await get(`/${batchId}`)).body.counts.active).toBe(150_001)
})
