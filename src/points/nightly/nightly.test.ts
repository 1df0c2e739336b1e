import { beforeEach, describe, expect, test } from 'vitest'
import { at, testShop } from '../../../tests/support/shop.ts'
import type { MemberId } from '../../base/ids.ts'
import { factsOf } from '../../platform/facts.ts'

const shop = await testShop(at('2025-01-15T02:00:00Z'))
let member: MemberId
let other: MemberId
let serial = 0

/** Every test begins in its own year, so that what one leaves does not expire in the next. */
beforeEach(async () => {
  serial += 1
  shop.clock.set(at(`${2025 + serial * 3}-01-15T02:00:00Z`))
  for (;;) {
    const run = await shop.nightly.run()
    if (run.state === 'done') break
    await shop.nightly.approve(run.runId, 'test')
    await shop.desk.drain()
  }
  member = await shop.member()
  other = await shop.member()
})

const year = () => 2025 + serial * 3
const balance = async (of: MemberId) => (await shop.wallet(of))?.balance

/** Waits for what an approval started in the background. */
async function finished(runId: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const run = (await shop.nightly.list(5)).find((each) => each.runId === runId)
    if (run?.state === 'done') return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error('the run did not finish')
}

describe('the nightly run', () => {
  test('points live to the end of the twelfth month after earning, to the millisecond of the programme’s midnight', async () => {
    await shop.buy(member, `N-${serial}-1`, 10_000)
    await shop.buy(other, `N-${serial}-2`, 1_000_000)
    // The last millisecond of January, a year later, in Shanghai.
    shop.clock.set(at(`${year() + 1}-01-31T15:59:59.999Z`))
    expect(
      (
        await shop.points.redeem({
          memberId: member,
          wallet: 'points',
          amount: 1,
          reason: 'x',
          reference: null,
          by: 't',
        })
      ).wallets[0]?.available,
    ).toBe(99)
    shop.clock.set(at(`${year() + 1}-01-31T16:00:00Z`))
    await expect(
      shop.points.redeem({ memberId: member, wallet: 'points', amount: 1, reason: 'x', reference: null, by: 't' }),
    ).rejects.toThrow('points.insufficient')
  })

  test('stops and asks before it expires more than the guard allows, and goes on when it may', async () => {
    await shop.buy(member, `N-${serial}-1`, 10_000)
    shop.clock.set(at(`${year() + 1}-02-01T03:00:00Z`))
    const run = await shop.nightly.run()
    expect(run).toMatchObject({ state: 'waiting' })
    expect(await balance(member)).toBe(100)
    expect((await shop.nightly.run()).state).toBe('waiting')
    await shop.nightly.approve(run.runId, 'owner')
    await finished(run.runId)
    expect(await balance(member)).toBe(0)
    await expect(shop.nightly.approve(run.runId, 'owner')).rejects.toThrow('run.not-waiting')
  })

  test('two runs at once expire each lot once; a run after days off catches up', async () => {
    await shop.buy(member, `N-${serial}-1`, 10_000)
    await shop.buy(other, `N-${serial}-2`, 900_000, { placedAt: at(`${year()}-01-14T00:00:00Z`) })
    shop.clock.set(at(`${year()}-12-20T02:00:00Z`))
    await shop.buy(other, `N-${serial}-3`, 9_000_000)
    shop.clock.set(at(`${year() + 1}-02-09T02:00:00Z`))
    const runs = await Promise.all([shop.nightly.run(), shop.nightly.run(), shop.nightly.run()])
    expect(runs.map((run) => run.state)).toEqual(['done', 'done', 'done'])
    expect(await balance(member)).toBe(0)
    const expired = (await factsOf(shop.db, member, { before: null, limit: 50 })).filter(
      (fact) => fact.kind === 'points.expired',
    )
    expect(expired.map((fact) => [fact.data.wallet, fact.data.amount, fact.at])).toEqual(
      expect.arrayContaining([['points', 100, at(`${year() + 1}-01-31T16:00:00Z`)]]),
    )
    expect(expired.filter((fact) => fact.data.wallet === 'points')).toHaveLength(1)
    expect((await shop.nightly.run()).settled).toBe((await shop.nightly.run()).settled)
  })

  test('a tier falls on the day its growth is gone, and the fact says so', async () => {
    await shop.buy(member, `N-${serial}-1`, 120_000)
    await shop.buy(other, `N-${serial}-2`, 9_000_000, { placedAt: at(`${year()}-01-15T01:00:00Z`) })
    shop.clock.set(at(`${year()}-12-20T02:00:00Z`))
    await shop.buy(other, `N-${serial}-3`, 90_000_000)
    const before = await shop.accounts.load(member, shop.clock.now())
    expect(before?.standings.get('status')?.tier).toBe('silver')
    shop.clock.set(at(`${year() + 1}-01-16T02:00:00Z`))
    expect((await shop.nightly.run()).state).toBe('done')
    const after = await shop.accounts.load(member, shop.clock.now())
    expect(after?.standings.get('status')).toMatchObject({
      tier: 'regular',
      since: at(`${year() + 1}-01-15T16:00:00Z`),
    })
    const moves = (await factsOf(shop.db, member, { before: null, limit: 50 })).filter(
      (fact) => fact.kind === 'tier.changed',
    )
    expect(moves.map((fact) => [fact.data.from, fact.data.to])).toEqual([
      ['silver', 'regular'],
      ['regular', 'silver'],
    ])
  })

  test('a hold protects its points from expiring, and they expire when it lapses', async () => {
    await shop.buy(member, `N-${serial}-1`, 10_000)
    await shop.buy(other, `N-${serial}-2`, 9_000_000, { placedAt: at(`${year()}-01-15T01:00:00Z`) })
    shop.clock.set(at(`${year() + 1}-01-31T15:00:00Z`))
    await shop.buy(other, `N-${serial}-3`, 9_000_000)
    const spend = { memberId: member, wallet: 'points', reason: 'x', reference: null, by: 't' }
    const { holdId } = await shop.points.hold({ ...spend, amount: 60, minutes: 24 * 60 })
    shop.clock.set(at(`${year() + 1}-02-01T02:00:00Z`))
    const run = await shop.nightly.run()
    if (run.state === 'waiting') await shop.nightly.approve(run.runId, 't')
    await finished(run.runId)
    expect(await balance(member)).toBe(60)
    await expect(shop.points.redeem({ ...spend, amount: 1 })).rejects.toThrow('points.insufficient')
    expect((await shop.points.capture(holdId, { amount: 50, reference: null, by: 't' })).wallets[0]).toMatchObject({
      balance: 0,
      held: 0,
    })
    await expect(shop.points.release(holdId, {})).rejects.toThrow('hold.')
  })
})
