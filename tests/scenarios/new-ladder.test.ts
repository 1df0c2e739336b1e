/** A ladder changes at New Year: who stood in December, and what is heard of December later. */
import { expect, test } from 'vitest'
import { named, programmeOf, rule, story, wallet } from '../support/story.ts'

const programme = (reach: number, keep: number) => {
  const tier = (code: string, from: number, kept: number, pointsPercent: number) => ({
    ...{ code, name: named(code), reach: from, keep: kept, pointsPercent },
  })
  return programmeOf('Asia/Shanghai', {
    wallets: [wallet('points'), wallet('growth', { purpose: 'status' })],
    earningRules: [rule('base-points', 'points', { tierMultiplier: 'status' }), rule('base-growth', 'growth')],
    ladders: [
      {
        ...{ code: 'status', name: named('status'), wallet: 'growth' },
        tiers: [tier('regular', 0, 0, 100), tier('silver', reach, keep, 125)],
      },
    ],
  })
}

/** Silver is reached at 1,000 in December, and at something else from New Year on. */
async function shopWith(reach: number, keep: number) {
  const shop = await story(programme(1_000, 1_000), '2026-12-20T09:00')
  await shop.publish(programme(reach, keep), shop.local('2027-01-01T00:00'))
  return shop
}

const easier = await shopWith(500, 500)
const harder = await shopWith(2_000, 1_000)

test('a late order of December does not take away what January’s ladder gave', async () => {
  const member = await easier.member()
  await easier.buy(member, 'E-1', 60_000)
  easier.clock.set(easier.local('2027-01-02T10:00'))
  await easier.buy(member, 'E-2', 100)
  expect((await easier.standing(member))?.tier).toBe('silver')
  await easier.buy(member, 'E-3', 100, { placedAt: easier.local('2026-12-30T10:00') })
  expect((await easier.standing(member))?.tier).toBe('silver')
})

test('who was silver in December and keeps it in January stands as his history says', async () => {
  const member = await harder.member()
  await harder.buy(member, 'H-1', 150_000)
  harder.clock.set(harder.local('2027-01-02T10:00'))
  await harder.buy(member, 'H-2', 100)
  expect((await harder.standing(member))?.tier).toBe('silver')
  await harder.lawsHold()
})
