import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { MemberId } from '../base/ids.ts'
import type { Instant } from '../base/time.ts'
import { offer } from '../offers/offers.fixture.ts'
import { rows } from '../platform/postgres/database.ts'
import type { Offer } from '../programme/offers/definition.ts'
import type { GivenIdentifiers } from './identifiers.ts'
import { lines, offeringShop, whyOf } from './offering.fixture.ts'

const shop = await offeringShop()
const DAY = 86_400_000
const uses = (most: number, per: 'day' | 'week' | 'month' | 'year', identifier = 'device') =>
  ({ of: 'uses', most, per, by: 'identifier', identifier }) as const

/** In place of the offers of the fixture. */
async function publish(limits: NonNullable<Offer['limits']>, more: Partial<Offer> = {}): Promise<void> {
  const { definition } = shop.programme.at(shop.clock.now())
  const off = offer('first', { kind: 'amount', minor: 500, of: 'goods' }, { limits, ...more })
  const published = { ...definition, offers: [off] }
  await shop.programme.publish({ definition: published, effectiveAt: null, note: 'identifiers', by: 'test' })
}

async function buy(identifiers: GivenIdentifiers | undefined, memberId: MemberId | null = null, number = shop.next()) {
  const named = identifiers === undefined ? {} : { identifiers }
  const input = shop.order(number, lines(5_000), named)
  return shop.orders.put({ memberId, status: 'confirmed', input })
}
const off = (answer: { offersMinor: number }) => answer.offersMinor

describe('limits by what an order is known by', () => {
  test('count a device whoever buys with it, members and guests, by each period', async () => {
    await publish([uses(1, 'day'), uses(2, 'month')])
    const [one, other] = [await shop.member(), await shop.member()]
    expect(off(await buy({ device: 'D-1' }, one))).toBe(500)
    expect(off(await buy({ device: 'D-1' }, other))).toBe(0)
    expect(off(await buy({ device: 'D-1' }))).toBe(0)
    expect(off(await buy({ device: 'D-2' }, other))).toBe(500)
    shop.clock.set((shop.clock.now() + DAY) as Instant)
    expect(off(await buy({ device: 'D-1' }))).toBe(500)
    shop.clock.set((shop.clock.now() + DAY) as Instant)
    expect(off(await buy({ device: 'D-1' }, one))).toBe(0)
    shop.clock.set((shop.clock.now() + 31 * DAY) as Instant)
    expect(off(await buy({ device: 'D-1' }, one))).toBe(500)
    await shop.holds()
  })

  test('what is returned or cancelled is free again for the device', async () => {
    await publish([uses(1, 'year')])
    const member = await shop.member()
    const [number, second] = [shop.next(), shop.next()]
    expect(off(await buy({ device: 'R' }, member, number))).toBe(500)
    await shop.orders.giveBack({ number, lines: 'all', reason: 'x' })
    const open = { memberId: member, status: 'open' } as const
    await shop.orders.put({ ...open, input: shop.order(second, lines(5_000), { identifiers: { device: 'R' } }) })
    expect(off(await buy({ device: 'R' }))).toBe(0)
    await shop.orders.cancel(second)
    expect(off(await buy({ device: 'R' }))).toBe(500)
    await shop.holds()
  })

  test('an order that does not name it does not get the offer, and is told what is missing', async () => {
    await publish([uses(1, 'day', 'card')], { needs: 'coupon' })
    await shop.offers.addBatch({
      ...{ offer: 'first', name: 'x', startsAt: null, endsAt: null, validDays: null, most: null, mostPerMember: null },
      ...{ mustClaim: false, giftable: false, by: 'test', codes: { kind: 'generic', code: 'FIRST' } },
    })
    const member = await shop.member()
    const input = shop.order(shop.next(), lines(5_000), { coupons: ['FIRST'], identifiers: { device: 'D-9' } })
    const answer = await shop.orders.put({ memberId: member, status: 'confirmed', input })
    expect(answer).toMatchObject({
      offersMinor: 0,
      passed: [{ coupon: 'FIRST', whyNot: 'identifier-missing', identifier: 'card' }],
    })
  })

  test('case, width and blanks make no other address; another name makes another thing', async () => {
    await publish([uses(1, 'day', 'address'), uses(1, 'day', 'device')])
    expect(off(await buy({ address: '1 Nanjing  Road', device: 'x' }))).toBe(500)
    expect(off(await buy({ address: '１ nanjing road ', device: 'y' }))).toBe(0)
    expect(off(await buy({ address: 'x', device: '1 Nanjing Road' }))).toBe(500)
  })

  test('the same order with another device is another order', async () => {
    const number = shop.next()
    const member = await shop.member()
    const first = await buy({ device: 'one', card: 'c' }, member, number)
    expect(await buy({ card: 'c', device: 'one' }, member, number)).toEqual(first)
    expect(await whyOf(buy({ card: 'c', device: 'two' }, member, number))).toBe('order.already-confirmed')
  })

  test('a dry run and a price know what is left of it', async () => {
    await publish([uses(1, 'day')])
    const asked = { memberId: null, currency: 'CNY', channel: 'app', store: null } as const
    const price = async (device: string) => {
      const items = [{ sku: 'tea', unitPriceMinor: 5_000 }]
      const [found] = await shop.orders.prices({ ...asked, items, identifiers: { device } })
      return found?.priceMinor
    }
    expect(await price('P')).toBe(4_500)
    await buy({ device: 'P' })
    expect(await price('P')).toBe(5_000)
    const input = shop.order('dry', lines(5_000), { identifiers: { device: 'P' } })
    const dry = await shop.orders.evaluate({ memberId: null, input })
    expect(dry.passed).toMatchObject([{ offer: 'first', whyNot: 'limit-reached' }])
  })

  test('sixty orders with three devices at the same moment get exactly what there is', async () => {
    await publish([uses(7, 'week')])
    const members = await Promise.all(Array.from({ length: 10 }, () => shop.member()))
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        buy({ device: `many-${index % 3}` }, index % 4 === 0 ? null : (members[index % 10] ?? null)),
      ),
    )
    expect(answers.filter((answer) => off(answer) > 0)).toHaveLength(21)
    await shop.holds()
  })

  test('survive that the keys are changed', async () => {
    await publish([uses(1, 'year')])
    expect(off(await buy({ device: 'rotated' }))).toBe(500)
    shop.keyring.add()
    expect((await shop.members.rotateKeys()).done).toBe(true)
    shop.clock.set((shop.clock.now() + DAY) as Instant)
    await shop.members.retireKeys()
    expect(shop.keyring.live().map(({ version }) => version)).toEqual([2])
    expect(off(await buy({ device: 'rotated' }))).toBe(0)
    const [kept] = await rows(shop.db, sql<{ version: number }>`select master_version as version from secrets`)
    expect(kept?.version).toBe(2)
    await shop.members.checkKeys()
  })

  test('nothing of what was given is kept anywhere', async () => {
    await publish([uses(3, 'year')])
    const member = await shop.member()
    const said = { device: 'whispered-7f3a', address: 'whispered-lane 9' }
    expect(off(await buy(said, member))).toBe(500)
    expect(off(await buy(said))).toBe(500)
    const tables = await rows(
      shop.db,
      sql<{ name: string }>`select tablename as name from pg_tables where schemaname = 'public' order by 1`,
    )
    expect(tables.length).toBeGreaterThan(20)
    for (const { name } of tables) {
      const [found] = await rows(
        shop.db,
        sql<{ rows: number }>`select count(*) as rows from ${sql.table(name)} as t where t::text ilike '%whispered%'`,
      )
      expect(found?.rows, name).toBe(0)
    }
  })
})

test.each<[string, GivenIdentifiers]>([
  ['identifiers', Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`n${index}`, 'x']))],
  ['identifiers', { Device: 'x' }],
  ['identifiers.device', { device: ' ' }],
  ['identifiers.device', { device: 'x'.repeat(301) }],
])('what cannot be counted by is refused at %s', async (where, identifiers) => {
  const wish = buy(identifiers)
  await expect(wish).rejects.toMatchObject({ refusal: { refusal: 'order.invalid', facts: { where } } })
})
