import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { at, testShop } from '../../tests/support/shop.ts'
import type { MemberId } from '../base/ids.ts'
import { asInstant } from '../base/time.ts'
import { factsOf } from '../platform/facts.ts'
import type { Definition } from '../programme/definition.ts'
import { mistakesIn } from '../programme/rules.ts'
import { standardProgramme } from '../programme/standard.ts'
import { openWithBenefits, shanghai, spending, withBenefits } from './benefits.fixture.ts'

const shop = await testShop(at('2026-03-05T04:00:00Z'))
let serial = 0

beforeAll(() => openWithBenefits(shop))

/** Somebody new, who buys what reaches the tier. */
async function memberOn(tier: keyof typeof spending): Promise<MemberId> {
  const member = await shop.member()
  await buy(member, spending[tier])
  return member
}

async function buy(member: MemberId, minor: number): Promise<void> {
  serial += 1
  await shop.buy(member, `B-${serial}`, minor)
}

const wish = { uses: 1, store: null, order: null, device: null, by: 'clerk' }
const use = (memberId: MemberId, benefit: string, more: object = {}) =>
  shop.benefits.use({ ...wish, memberId, benefit, ...more })
const quotas = async (member: MemberId) =>
  Object.fromEntries(
    (await shop.benefits.of(member)).items.map(({ benefit, quota, used }) => [
      benefit.code,
      quota === null ? null : quota.uses - used,
    ]),
  )

describe('benefits of a member', () => {
  test('follow from his tier, with what is left of each', async () => {
    const member = await shop.member()
    expect(await quotas(member)).toEqual({})
    await buy(member, spending.silver)
    expect(await quotas(member)).toEqual({ delivery: 1 })
    await buy(member, spending.gold)
    expect(await quotas(member)).toEqual({ lounge: null, delivery: 3, coffee: 2 })
    const { use: used, left } = await use(member, 'delivery', { store: 'pier', order: 'B-1', device: 'till-1' })
    expect(left).toBe(2)
    expect(await quotas(member)).toMatchObject({ delivery: 2, coffee: 2 })
    expect(await shop.benefits.uses(member, { before: null, limit: 9 })).toEqual([used])
    const [item] = (await shop.benefits.of(member)).items
    expect(item).toMatchObject({ because: [{ ladder: 'status', tier: 'gold' }], until: at('2027-03-05T16:00:00Z') })
  })

  test('are used as long as something is left, and refused with the reason', async () => {
    const member = await memberOn('gold')
    await expect(use(member, 'spa')).rejects.toThrow('benefit.unknown')
    await expect(use(member, 'lounge')).rejects.toThrow('benefit.not-counted')
    await expect(use(member, 'valet')).rejects.toThrow('benefit.not-held')
    await expect(use(member, 'delivery', { uses: 4 })).rejects.toThrow('benefit.used-up')
    expect((await use(member, 'delivery', { uses: 3 })).left).toBe(0)
    await expect(use(member, 'delivery')).rejects.toMatchObject({
      refusal: { facts: { left: 0, quota: 3, asked: 1, nextStartsAt: '2026-03-31T16:00:00.000Z' } },
    })
  })

  test('begin anew with the calendar of the programme, to the millisecond, and not before', async () => {
    const member = await memberOn('gold')
    await use(member, 'delivery', { uses: 3 })
    await use(member, 'coffee')
    shop.clock.set(at('2026-03-31T15:59:59.999Z'))
    expect(await quotas(member)).toMatchObject({ delivery: 0, coffee: 1 })
    shop.clock.set(at('2026-03-31T16:00:00Z'))
    expect(await quotas(member)).toMatchObject({ delivery: 3, coffee: 2 })
    await use(member, 'coffee', { uses: 2 })
    shop.clock.set(at('2026-05-02T00:00:00Z'))
    expect(await quotas(member)).toMatchObject({ delivery: 3, coffee: 0 })
  })

  test('that are undone can be used again, once', async () => {
    const member = await memberOn('silver')
    const { use: used } = await use(member, 'delivery')
    const undo = { memberId: member, benefit: 'delivery', useId: used.useId, reason: 'wrong member', by: 'clerk' }
    await expect(shop.benefits.undo({ ...undo, benefit: 'coffee' })).rejects.toThrow('benefit.use-unknown')
    await expect(shop.benefits.undo({ ...undo, memberId: await shop.member() })).rejects.toThrow('benefit.use-unknown')
    expect(await shop.benefits.undo(undo)).toMatchObject({ undone: { reason: 'wrong member', by: 'clerk' } })
    await expect(shop.benefits.undo(undo)).rejects.toThrow('benefit.use-undone')
    expect((await use(member, 'delivery')).left).toBe(0)
    const kinds = (await factsOf(shop.db, member, { before: null, limit: 20 })).map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind.startsWith('benefit.'))).toEqual([
      'benefit.used',
      'benefit.use-undone',
      'benefit.used',
    ])
  })

  test('are not there while the member is suspended, and come back with what was used', async () => {
    const member = await memberOn('gold')
    await use(member, 'coffee')
    await shop.members.changeStatus(member, { wish: 'suspend', reason: 'fraud' })
    expect(await quotas(member)).toEqual({})
    await expect(use(member, 'coffee')).rejects.toThrow('benefit.member-not-active')
    await shop.members.changeStatus(member, { wish: 'reactivate' })
    expect(await quotas(member)).toMatchObject({ coffee: 1 })
    await shop.members.erase(member)
    expect(await quotas(member)).toEqual({})
    await expect(use(member, 'coffee')).rejects.toThrow('benefit.member-not-active')
  })
})

describe('a change of tier within a period', () => {
  test('upwards gives the higher quota at once; what was used carries over', async () => {
    const member = await memberOn('gold')
    await use(member, 'delivery', { uses: 3 })
    await buy(member, spending.diamond)
    expect(await quotas(member)).toMatchObject({ delivery: 7, valet: 1 })
  })

  test('downwards leaves the quota that he had earned until the period ends, not what the new tier lacks', async () => {
    shop.clock.set(at('2026-06-10T04:00:00Z'))
    const member = await memberOn('gold')
    shop.clock.set(at('2027-05-20T04:00:00Z'))
    await buy(member, spending.silver)
    expect((await shop.benefits.of(member)).items.map(({ benefit, until }) => [benefit.code, until])).toEqual([
      ['lounge', at('2027-06-10T16:00:00Z')],
      ['delivery', null],
      ['coffee', at('2027-06-10T16:00:00Z')],
    ])
    shop.clock.set(at('2027-06-12T04:00:00Z'))
    expect((await shop.tiers.standings(member)).ladders[0]?.tier).toBe('silver')
    await use(member, 'delivery', { uses: 2 })
    expect(await quotas(member)).toEqual({ delivery: 1 })
    shop.clock.set(at('2027-07-01T04:00:00Z'))
    expect(await quotas(member)).toEqual({ delivery: 1 })
    await expect(use(member, 'delivery', { uses: 2 })).rejects.toThrow('benefit.used-up')
  })

  test('by hand gives what it gives only as long as it lasts', async () => {
    const member = await memberOn('silver')
    const place = { memberId: member, ladder: 'status', until: null, locked: false, reason: 'mistake', by: 'clerk' }
    await shop.tiers.place({ ...place, tier: 'diamond' })
    expect(await quotas(member)).toMatchObject({ delivery: 10 })
    shop.clock.set(asInstant(shop.clock.now() + 60_000))
    await shop.tiers.place({ ...place, tier: null })
    expect(await quotas(member)).toEqual({ delivery: 1 })
  })

  test('by a new version: what was used stays used, and nothing is left below zero', async () => {
    const member = await memberOn('gold')
    await use(member, 'delivery', { uses: 3 })
    await openWithBenefits(shop, withBenefits(standardProgramme(shanghai), { gold: [{ code: 'delivery', uses: 2 }] }))
    expect(await quotas(member)).toEqual({ delivery: -1 })
    await expect(use(member, 'delivery')).rejects.toMatchObject({ refusal: { facts: { left: 0, quota: 2 } } })
    await openWithBenefits(shop)
  })
})

describe('a quota by the term of the tier', () => {
  const termed = (per: 'term' | 'month'): Definition => {
    const base = standardProgramme(shanghai)
    const ladders = base.ladders.map((each) => ({ ...each, window: { kind: 'tier-anniversary' as const } }))
    const spend = { code: 'spa', name: { en: 'Spa', 'zh-CN': '水疗' }, gives: { kind: 'quota' as const, per } }
    const given = withBenefits(
      { ...base, ladders },
      {
        silver: [{ code: 'spa', uses: 1 }],
        gold: [{ code: 'spa', uses: 3 }],
      },
    )
    return { ...given, benefits: [spend] }
  }

  test('lasts from when it is reached until it ends, and begins anew when the tier is kept', async () => {
    shop.clock.set(at('2029-03-05T04:00:00Z'))
    await openWithBenefits(shop, termed('term'))
    const member = await memberOn('gold')
    await use(member, 'spa', { uses: 2 })
    const [item] = (await shop.benefits.of(member)).items
    expect(item?.quota).toMatchObject({ per: 'term', endsAt: at('2030-03-04T16:00:00Z') })
    shop.clock.set(at('2030-02-01T04:00:00Z'))
    expect(await quotas(member)).toEqual({ spa: 1 })
    await buy(member, spending.gold)
    shop.clock.set(at('2030-03-04T16:00:00Z'))
    expect((await shop.tiers.standings(member)).ladders[0]?.tier).toBe('gold')
    expect(await quotas(member)).toEqual({ spa: 3 })
    const back = await use(member, 'spa', { uses: 3 })
    await shop.benefits.undo({ memberId: member, benefit: 'spa', useId: back.use.useId, reason: 'x', by: 'clerk' })
    expect(await quotas(member)).toEqual({ spa: 3 })
  })

  test('does not begin anew by falling and rising within it, and what rises carries over', async () => {
    shop.clock.set(at('2031-03-05T04:00:00Z'))
    const member = await memberOn('silver')
    await use(member, 'spa')
    await expect(use(member, 'spa')).rejects.toThrow('benefit.used-up')
    shop.clock.set(at('2031-04-05T04:00:00Z'))
    await buy(member, spending.gold)
    expect(await quotas(member)).toEqual({ spa: 2 })
    await use(member, 'spa', { uses: 2 })
    const place = { memberId: member, ladder: 'status', until: null, reason: 'bounce', by: 'clerk' }
    shop.clock.set(at('2031-05-05T04:00:00Z'))
    await shop.tiers.place({ ...place, tier: 'diamond', locked: true })
    shop.clock.set(at('2031-05-06T04:00:00Z'))
    await shop.tiers.place({ ...place, tier: null, locked: false })
    expect(await quotas(member)).toEqual({ spa: 0 })
    await expect(use(member, 'spa')).rejects.toThrow('benefit.used-up')
  })

  test('needs a ladder with a period', async () => {
    expect(mistakesIn(termed('term'))).toEqual([])
    const { ladders } = standardProgramme(shanghai)
    const flat = {
      ...termed('term'),
      ladders: withBenefits({ ...termed('term'), ladders }, { gold: [{ code: 'spa', uses: 3 }] }).ladders,
    }
    expect(mistakesIn(flat).map(({ facts }) => facts['where'])).toEqual(['ladders[0].tiers[2].benefits[0].code'])
    await openWithBenefits(shop)
  })
})

describe('law L7 for quotas', () => {
  test('nobody has a second turn by having two cards; apart again, each has what it used', async () => {
    const [member, other] = [await memberOn('gold'), await memberOn('gold')]
    await use(other, 'delivery', { uses: 2 })
    await use(member, 'delivery')
    const by = { kind: 'staff', id: 'clerk' } as const
    await shop.merging.merge({ from: other, into: member, reason: 'two cards', by })
    expect(await quotas(member)).toMatchObject({ delivery: 0 })
    await expect(use(member, 'delivery')).rejects.toThrow('benefit.used-up')
    const [found] = await shop.merging.ofMember(other)
    if (found !== undefined) await shop.merging.undo(found, by)
    expect(await quotas(member)).toMatchObject({ delivery: 2 })
    expect(await quotas(other)).toMatchObject({ delivery: 1 })
  })

  test('two clicks at once with one left: one of them uses it', async () => {
    const member = await memberOn('silver')
    const both = await Promise.allSettled([use(member, 'delivery'), use(member, 'delivery')])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await quotas(member)).toEqual({ delivery: 0 })
  })

  test('uses and undoings at once, in any number, never pass the quota, and what is left is what is not used', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 4, maxLength: 14 }), async (asked) => {
        const member = await memberOn('diamond')
        const settled = await Promise.allSettled(asked.map((uses) => use(member, 'delivery', { uses })))
        const done = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value.use] : []))
        const used = done.reduce((sum, { uses }) => sum + uses, 0)
        expect(used).toBeLessThanOrEqual(10)
        expect(await quotas(member)).toMatchObject({ delivery: 10 - used })
        // What was refused did not fit at that time, so that at least the smallest of it does not fit beside all that did.
        const refused = asked.reduce((sum, uses) => sum + uses, 0) - used
        if (refused > 0) expect(10 - used).toBeLessThan(4)
        const back = { memberId: member, benefit: 'delivery', reason: 'x', by: 'clerk' }
        const undone = done.slice(0, 2)
        await Promise.all(undone.map(({ useId }) => shop.benefits.undo({ ...back, useId })))
        const rest = used - undone.reduce((sum, { uses }) => sum + uses, 0)
        expect(await quotas(member)).toMatchObject({ delivery: 10 - rest })
      }),
      { numRuns: 8 },
    )
  })

  test('one key is one use, the same answer again, and another request under it is refused', async () => {
    const member = await memberOn('silver')
    const key = (text: string) => ({ key: { key: `clerk:${member}`, fingerprint: Buffer.from(text) } })
    const first = await use(member, 'delivery', key('a'))
    expect(await use(member, 'delivery', key('a'))).toEqual(first)
    await expect(use(member, 'delivery', key('b'))).rejects.toThrow('idempotency.key-reused')
    expect(await quotas(member)).toEqual({ delivery: 0 })
  })
})
