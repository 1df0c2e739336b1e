import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { at, testShop } from '../../../tests/support/shop.ts'
import type { MemberId } from '../../base/ids.ts'
import type { Instant } from '../../base/time.ts'
import { factsOf } from '../../platform/facts.ts'
import { rows } from '../../platform/postgres/database.ts'
import type { Expiry } from '../../programme/definition.ts'
import type { LotsPolicy } from '../../programme/lots.ts'
import { verify } from '../../verification.ts'

const DAY = 86_400_000
const rolling = (months: number): Expiry => ({ kind: 'rolling', months, roundUpTo: 'day' })
type Shop = Awaited<ReturnType<typeof testShop>>

const shops = [await newShop(), await newShop(), await newShop(), await newShop()]

function newShop() {
  return testShop(at('2026-03-01T03:00:00Z'))
}

/** Each test has a house of its own: versions stay. */
function nextShop(): Shop {
  const shop = shops.pop()
  if (shop === undefined) throw new Error('there are more tests than shops')
  return shop
}

const publish = (shop: Shop, expiry: Expiry, lots: LotsPolicy, effectiveAt: Instant | null = null) => {
  const [newest] = shop.programme.versions()
  if (newest === undefined) throw new Error('there is no version')
  const wallets = newest.definition.wallets.map((each) => (each.code === 'points' ? { ...each, expiry } : each))
  const definition = { ...newest.definition, wallets }
  return shop.programme.publish({ definition, effectiveAt, note: 'terms', by: 'ada', lots })
}

async function expiries(shop: Shop, member: MemberId): Promise<(string | null)[]> {
  const account = await shop.accounts.load(member, shop.clock.now())
  const open = account?.lots.filter((lot) => lot.wallet === 'points' && lot.remaining > 0) ?? []
  return open
    .map(({ expiresAt }) => (expiresAt === null ? null : new Date(expiresAt).toISOString()))
    .toSorted((a, b) => String(a).localeCompare(String(b)))
}

async function violations(shop: Shop): Promise<string[]> {
  const { checks } = await verify(shop.db, shop.programme)
  return checks.filter((check) => check.violations > 0).map((check) => `${check.law}: ${check.examples.join('; ')}`)
}

const changes = async (shop: Shop, member: MemberId) =>
  (await factsOf(shop.db, member, { before: null, limit: 100 })).filter(({ kind }) => kind === 'points.terms-changed')
    .length

const entries = (shop: Shop) =>
  rows(shop.db, sql<{ hash: string }>`select encode(hash, 'hex') as hash from entries order by 1`)

describe('what becomes of points when a version changes when they expire', () => {
  test('they move from its instant on, once, with the books as they were and every law kept', async () => {
    const shop = nextShop()
    const [one, other, poor] = [await shop.member(), await shop.member(), await shop.member()]
    await shop.buy(one, 'T-1', 10_000)
    await shop.buy(other, 'T-2', 20_000)
    shop.clock.set(at('2026-04-10T03:00:00Z'))
    await shop.buy(one, 'T-3', 30_000)
    const before = await entries(shop)
    await publish(shop, rolling(24), 'move', at('2026-05-01T00:00:00Z'))
    await shop.termChanges.run()
    expect(await expiries(shop, one)).toEqual(['2027-03-31T16:00:00.000Z', '2027-04-30T16:00:00.000Z'])
    shop.clock.set(at('2026-05-02T00:00:00Z'))
    await shop.termChanges.run()
    expect(await expiries(shop, one)).toEqual(['2028-03-01T16:00:00.000Z', '2028-04-10T16:00:00.000Z'])
    expect(await expiries(shop, other)).toEqual(['2028-03-01T16:00:00.000Z'])
    expect(await entries(shop)).toEqual(before)
    const stood = await rows(shop.db, sql`select * from lots order by lot_id`)
    await sql`update term_changes set finished_at = null, reached = null`.execute(shop.db)
    await shop.termChanges.run()
    expect(await rows(shop.db, sql`select * from lots order by lot_id`)).toEqual(stood)
    expect([await changes(shop, one), await changes(shop, other), await changes(shop, poor)]).toEqual([1, 1, 0])
    const seen = await rows(shop.db, sql`select members, finished_at is not null as done from term_changes`)
    expect(seen).toEqual([{ members: 2, done: true }])
    expect(await violations(shop)).toEqual([])
    shop.clock.set(at('2028-03-01T16:00:00Z'))
    await shop.nightly.run().then((run) => shop.nightly.approve(run.runId, 'ada').catch(() => run))
    expect((await shop.points.adjust(byHand(one))).wallets[0]?.balance).toBe(301)
    expect(await violations(shop)).toEqual([])
  })

  test('the shorter terms keep what was better, or take it at the end of the day at the earliest', async () => {
    const shop = nextShop()
    const member = await shop.member()
    await shop.buy(member, 'S-1', 10_000)
    shop.clock.set((shop.clock.now() + 100 * DAY) as Instant)
    await publish(shop, rolling(2), 'better')
    await shop.termChanges.run()
    expect(await expiries(shop, member)).toEqual(['2027-03-31T16:00:00.000Z'])
    await shop.buy(member, 'S-2', 10_000)
    await publish(shop, rolling(1), 'move')
    await shop.termChanges.run()
    expect(await expiries(shop, member)).toEqual(['2026-06-09T16:00:00.000Z', '2026-07-09T16:00:00.000Z'])
    expect(await violations(shop)).toEqual([])
    shop.clock.set(at('2026-06-09T16:00:00Z'))
    expect((await shop.points.adjust(byHand(member))).wallets[0]?.balance).toBe(101)
    expect(await violations(shop)).toEqual([])
  })

  test('what is kept is kept, and a version that another one overtook moves nothing', async () => {
    const shop = nextShop()
    const member = await shop.member()
    await shop.buy(member, 'K-1', 10_000)
    const stood = await expiries(shop, member)
    await publish(shop, rolling(24), 'keep')
    await publish(shop, rolling(36), 'move', at('2026-06-01T00:00:00Z'))
    await publish(shop, rolling(24), 'keep', at('2026-04-01T00:00:00Z'))
    shop.clock.set(at('2026-07-01T00:00:00Z'))
    await shop.termChanges.run()
    expect(await expiries(shop, member)).toEqual(stood)
  })

  test('it is refused where there is nothing to move, or where activity decides', async () => {
    const shop = nextShop()
    const same: Expiry = { kind: 'rolling', months: 12, roundUpTo: 'month' }
    await expect(publish(shop, same, 'better')).rejects.toThrow('programme.no-expiry-changed')
    const inactivity: Expiry = { kind: 'inactivity', months: 12, roundUpTo: 'day', resetBy: ['earn'] }
    await expect(publish(shop, inactivity, 'move')).rejects.toThrow('programme.expiry-follows-activity')
    expect(shop.programme.versions().length).toBe(1)
    expect((await publish(shop, inactivity, 'keep')).lots).toBe('keep')
  })
})

const byHand = (memberId: MemberId) => ({
  ...{ memberId, wallet: 'points', amount: 1, reason: 'x', reference: null, by: 'test' },
})
