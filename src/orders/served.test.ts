/** What whoever serves a buyer owes him besides points, as the answer about his order says it. */
import { expect, test } from 'vitest'
import { at, testShop } from '../../tests/support/shop.ts'
import { accepted } from '../base/refusals.ts'
import { openWithBenefits, shanghai, spending, withBenefits } from '../benefits/benefits.fixture.ts'
import { compileProgramme } from '../programme/rules.ts'
import { standardProgramme } from '../programme/standard.ts'
import { answered } from './shown.ts'

const shop = await testShop(at('2026-03-05T04:00:00Z'))
await openWithBenefits(shop)

test('an order tells the services and quotas of the tiers that decided it, dry, confirmed and sent again', async () => {
  const member = await shop.member()
  const first = await shop.buy(member, 'SV-1', spending.gold)
  expect(first.benefits).toEqual([])
  const tongue = { programme: shop.programme.at(shop.clock.now()), locale: 'en' } as const
  const owed = [
    { benefit: 'lounge', name: 'Lounge', quota: null },
    { benefit: 'delivery', name: 'Free delivery', quota: { uses: 3, per: 'month' } },
    { benefit: 'coffee', name: 'Free coffee', quota: { uses: 2, per: 'quarter' } },
  ]
  const input = shop.order('SV-2', 10_000)
  const dry = await shop.orders.evaluate({ memberId: member, input })
  expect(answered(dry, tongue).benefits).toEqual(owed)
  const sale = await shop.buy(member, 'SV-2', 10_000)
  expect(answered(sale, tongue).benefits).toEqual(owed)
  expect(await shop.buy(member, 'SV-2', 10_000)).toEqual(sale)
  const [zh] = answered(sale, { ...tongue, locale: 'zh-CN' }).benefits
  expect(zh).toMatchObject({ name: '贵宾室' })
})

test('nobody known and nobody active has none, and a draft tells what it would give', async () => {
  const member = await shop.member()
  await shop.buy(member, 'SV-3', spending.silver)
  const input = shop.order('SV-4', 10_000)
  expect((await shop.orders.evaluate({ memberId: member, input })).benefits).toEqual(['delivery'])
  expect((await shop.orders.evaluate({ memberId: null, input })).benefits).toEqual([])
  const given = withBenefits(standardProgramme(shanghai), { silver: [{ code: 'valet', uses: 2 }, { code: 'lounge' }] })
  const drafted = accepted(compileProgramme(0, shop.clock.now(), given))
  const answer = await shop.orders.evaluate({ memberId: member, input, programme: drafted })
  expect(answer.benefits).toEqual(['lounge', 'valet'])
  await shop.members.changeStatus(member, { wish: 'suspend', reason: 'fraud' })
  expect((await shop.orders.evaluate({ memberId: member, input })).benefits).toEqual([])
})
