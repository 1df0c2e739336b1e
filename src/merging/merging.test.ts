import fc from 'fast-check'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { refusalOf } from '../../tests/support/members.ts'
import { at, testShop } from '../../tests/support/shop.ts'
import type { MemberId } from '../base/ids.ts'
import { onFailpoint } from '../platform/failpoints.ts'
import { standardProgramme } from '../programme/standard.ts'
import { verify } from '../verification.ts'

const shop = await testShop(at('2026-03-01T08:00:00Z'))
const DAY = 86_400_000
const by = { kind: 'staff', id: 'anna' } as const
let serial = 0
let one: MemberId
let other: MemberId

beforeAll(async () => {
  // Points wait for a fortnight; a caps counter and a ladder by orders go over with the rest.
  const standard = standardProgramme(shop.programme.at(shop.clock.now()).timeZone)
  await shop.programme.publish({
    definition: {
      ...standard,
      wallets: standard.wallets.map((wallet) =>
        wallet.code === 'points' ? { ...wallet, pending: { kind: 'days' as const, days: 14 } } : wallet,
      ),
      earningRules: standard.earningRules.map((rule) =>
        rule.wallet === 'points' ? { ...rule, caps: [{ points: 9_000, per: 'year' as const }] } : rule,
      ),
      ladders: [
        ...standard.ladders,
        {
          ...{
            code: 'visits',
            name: { en: 'Visits', 'zh-CN': '到店' },
            window: { kind: 'rolling' as const, months: 12 },
          },
          tiers: [
            { code: 'guest', name: { en: 'Guest', 'zh-CN': '客人' }, reach: 0, keep: 0, pointsPercent: 100 },
            {
              ...{ code: 'friend', name: { en: 'Friend', 'zh-CN': '朋友' }, pointsPercent: 100 },
              ...{
                reach: { measure: 'orders' as const, atLeast: 3 },
                keep: { measure: 'orders' as const, atLeast: 1 },
              },
            },
          ],
        },
      ],
      expiryGuardPercent: 100,
    },
    effectiveAt: null,
    note: 'pending',
    by: 'test',
  })
})

beforeEach(async () => {
  shop.clock.set(at('2026-03-01T08:00:00Z'))
  one = await shop.member('王小明')
  other = await shop.member('小明')
})
afterEach(() => {
  onFailpoint(() => {})
  shop.errors.length = 0
})

async function bought(member: MemberId, yuan: number): Promise<string> {
  serial += 1
  const number = `M-${serial}`
  await shop.buy(member, number, yuan * 100)
  return number
}
const available = async (member: MemberId, wallet = 'points') => {
  const account = await shop.accounts.load(member, shop.clock.now())
  return (account?.lots ?? [])
    .filter((lot) => lot.wallet === wallet && lot.availableAt <= shop.clock.now())
    .reduce((sum, lot) => sum + lot.remaining, 0)
}
const balance = async (member: MemberId, wallet = 'points') => (await shop.wallet(member, wallet))?.balance ?? 0
const owed = async (member: MemberId, wallet = 'points') => (await shop.wallet(member, wallet))?.owed ?? 0
const tier = async (member: MemberId) => (await shop.tiers.standings(member)).ladders[0]?.tier
const merge = (from = other, into = one) => shop.merging.merge({ from, into, reason: 'two cards', by })
const undo = async (from = other) => {
  const [found] = await shop.merging.ofMember(from)
  if (found === undefined) throw new Error('nothing to undo')
  return shop.merging.undo(found, by)
}
/** Points of the standard programme wait some days. */
const later = (days: number) => shop.clock.set((shop.clock.now() + days * DAY) as never)
const lawful = async () =>
  expect((await verify(shop.db, shop.programme)).checks.filter(({ violations }) => violations > 0)).toEqual([])
const lots = async (member: MemberId) =>
  ((await shop.accounts.load(member, shop.clock.now(), [], true))?.lots ?? [])
    .filter(({ remaining }) => remaining > 0)
    .map((lot) => JSON.stringify([lot.wallet, lot.remaining, lot.earnedAt, lot.expiresAt]))
    .sort()

describe('two records of one person', () => {
  test('become one: identities, points with their age, coupons, and what counts for tiers', async () => {
    await bought(one, 300)
    await bought(other, 900)
    later(30)
    await shop.nightly.run()
    const before = [...(await lots(one)), ...(await lots(other))].sort()
    const phone = (await shop.members.get(other)).phone ?? ''
    const { number } = await shop.members.get(other)
    await merge()
    expect(await lots(one)).toEqual(before)
    expect(await lots(other)).toEqual([])
    expect((await shop.members.find({ kind: 'phone', value: phone }))?.memberId).toBe(one)
    expect((await shop.members.find({ kind: 'number', value: number }))?.memberId).toBe(one)
    expect(await shop.members.get(other)).toMatchObject({ status: 'closed', statusReason: 'merged', mergedInto: one })
    expect((await shop.members.list({ q: '小明' })).items.map(({ memberId }) => memberId)).not.toContain(other)
    const page = { before: null, limit: 10, stores: 'all' as const }
    expect(await shop.orders.ofMember(one, page)).toHaveLength(2)
    await lawful()
  })

  test('fills what the lasting record lacked, and gives it back', async () => {
    await shop.members.update(other, { birthday: '1990-05-01', locale: 'zh-CN', tags: ['vip'] })
    await merge()
    expect(await shop.members.get(one)).toMatchObject({ name: '王小明', birthday: '1990-05-01', tags: ['vip'] })
    await undo()
    expect(await shop.members.get(one)).toMatchObject({ name: '王小明', birthday: null, locale: null, tags: [] })
    expect(await shop.members.get(other)).toMatchObject({ status: 'active', mergedInto: null, birthday: '1990-05-01' })
  })

  test('what is undone at once is as if nothing had been', async () => {
    await bought(one, 300)
    await bought(other, 6_000)
    later(30)
    await shop.nightly.run()
    const before = await Promise.all([lots(one), lots(other), tier(one), tier(other)])
    const identities = (await shop.members.get(other)).identities.map(({ value }) => value)
    await merge()
    expect(await tier(one)).not.toBe(before[2])
    await undo()
    expect(await Promise.all([lots(one), lots(other), tier(one), tier(other)])).toEqual(before)
    expect((await shop.members.get(other)).identities.map(({ value }) => value)).toEqual(identities)
    await lawful()
  })

  test('orders that name the merged record are the lasting one’s', async () => {
    await merge()
    await bought(other, 100)
    expect(await balance(one)).toBeGreaterThan(0)
    expect(await balance(other)).toBe(0)
    await lawful()
  })

  test('a return of an old order takes back from the lasting record, and owes there what was spent', async () => {
    const number = await bought(other, 500)
    later(30)
    await shop.nightly.run()
    await merge()
    const had = await available(one)
    await shop.points.redeem({
      memberId: one,
      wallet: 'points',
      amount: had - 10,
      reason: 'gift',
      reference: null,
      by: 'till',
    })
    await shop.orders.giveBack({ number, lines: 'all', reason: 'wrong size' })
    await shop.merging.sweep()
    expect(await owed(other)).toBe(0)
    expect([await balance(one), await owed(one)]).toEqual([0, had - 10])
    await lawful()
  })

  test('what waits for its day goes over then', async () => {
    await bought(other, 500)
    await merge()
    const waiting = await balance(other)
    expect([waiting > 0, await balance(one)]).toEqual([true, 0])
    later(30)
    await shop.nightly.run()
    await shop.merging.sweep()
    expect([await balance(one), await balance(other)]).toEqual([waiting, 0])
    expect(await shop.merging.sweep()).toBeLessThanOrEqual(1)
    expect(await shop.merging.sweep()).toBe(0)
    await lawful()
  })

  test('undoing after spending gives all back, and the one who spent owes it', async () => {
    await bought(other, 500)
    later(30)
    await shop.nightly.run()
    const had = await available(other)
    await merge()
    await shop.points.redeem({
      memberId: one,
      wallet: 'points',
      amount: had,
      reason: 'gift',
      reference: null,
      by: 'till',
    })
    const preview = await shop.merging.previewUndo((await shop.merging.ofMember(one))[0] ?? ({} as never))
    expect(preview.wallets).toContainEqual({ wallet: 'points', amount: had, owed: 0 })
    await undo()
    expect([await available(other), await balance(one), await owed(one)]).toEqual([had, 0, had])
    await lawful()
  })

  test('a crash between the two halves is ended by the sweep, both ways', async () => {
    await bought(other, 500)
    later(30)
    await shop.nightly.run()
    const had = await available(other)
    onFailpoint((point) => {
      if (point === 'merge.carried') throw new Error('crashed')
    })
    await merge()
    expect([await balance(one), await balance(other)]).toEqual([0, 0])
    await lawful()
    onFailpoint(() => {})
    await shop.merging.sweep()
    expect(await available(one)).toBe(had)
    await lawful()
  })
})

describe('a chain of records', () => {
  test('ends with the one who lives on, and is undone from its end', async () => {
    const third = await shop.member('明')
    await bought(third, 100)
    later(30)
    await shop.nightly.run()
    const had = await available(third)
    await merge(third, other)
    await merge(other, one)
    await shop.merging.sweep()
    expect(await available(one)).toBe(had)
    expect((await shop.members.get(third)).mergedInto).toBe(one)
    expect(await refusalOf(undo(third))).toBe('member.merge-first')
    await undo(other)
    expect((await shop.members.get(third)).mergedInto).toBe(other)
    expect([await available(one), await available(other)]).toEqual([0, had])
    await undo(third)
    expect(await available(third)).toBe(had)
    await lawful()
  })

  test('is forgotten as one', async () => {
    await merge()
    await shop.members.erase(one)
    expect((await shop.members.get(other)).erased).toBe(true)
  })
})

describe('is refused', () => {
  test('with itself, twice, with a suspended one, and while a hold is open', async () => {
    expect(await refusalOf(merge(one, one))).toBe('member.merge-same')
    await bought(other, 500)
    later(30)
    await shop.nightly.run()
    const hold = await shop.points.hold({
      ...{ memberId: other, wallet: 'points', amount: 5, reason: 'room', reference: null, by: 'till', minutes: 60 },
    })
    expect(await refusalOf(merge())).toBe('merge.holds-open')
    await shop.points.release(hold.holdId, {})
    await shop.members.changeStatus(one, { wish: 'suspend', reason: 'fraud' })
    expect(await refusalOf(merge())).toBe('member.merge-status')
    await shop.members.changeStatus(one, { wish: 'reactivate' })
    await merge()
    expect(await refusalOf(merge())).toBe('member.merged')
    expect(await refusalOf(shop.members.changeStatus(other, { wish: 'reactivate' }))).toBe('member.merged')
  })

  test('by whoever comes second when two ask at once', async () => {
    const third = await shop.member('明')
    const rights = async (asked: Promise<unknown>[]) =>
      (await Promise.allSettled(asked)).filter(({ status }) => status === 'fulfilled').length
    expect(await rights([merge(other, one), merge(other, third)])).toBe(1)
    const [fourth, fifth] = [await shop.member('四'), await shop.member('五')]
    expect(await rights([merge(fourth, fifth), merge(fifth, fourth)])).toBe(1)
  })
})

const first = { wallet: 'points', before: null, limit: 200 }

test('merging while both earn loses nothing, and later orders follow', async () => {
  const orders = Array.from({ length: 50 }, (_, index) => [index % 2 === 0 ? one : other, index] as const)
  const work = orders.map(([member, index]) =>
    shop.orders.put({ memberId: member, status: 'confirmed', input: shop.order(`T29-${index}`, 10_000) }),
  )
  const [merged] = await Promise.all([merge(), ...work])
  expect(merged.state).toBe('merged')
  later(30)
  await shop.nightly.run()
  await shop.merging.sweep()
  const all = await shop.orders.ofMember(one, { before: null, limit: 100, stores: 'all' })
  const earned = await Promise.all([one, other].map((member) => shop.accounts.entries(member, first)))
  const issued = earned.flat().filter(({ kind }) => kind === 'earn')
  expect([all.length, issued.length]).toEqual([50, 50])
  expect(await available(one)).toBe(issued.reduce((sum, { amount }) => sum + amount, 0))
  expect(await balance(other)).toBe(0)
  await lawful()
})

type Step =
  | { do: 'buy' | 'return' | 'redeem'; who: 0 | 1 | 2; amount: number }
  | { do: 'merge'; who: 0 | 1 | 2; to: 0 | 1 | 2 }
  | { do: 'undo'; who: 0 | 1 | 2 }
  | { do: 'days'; amount: number }
const who = fc.constantFrom(0 as const, 1 as const, 2 as const)
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom('buy' as const, 'return' as const, 'redeem' as const), who, amount: fc.nat(300) }),
  fc.record({ do: fc.constant('merge' as const), who, to: who }),
  fc.record({ do: fc.constant('undo' as const), who }),
  fc.record({ do: fc.constant('days' as const), amount: fc.integer({ min: 1, max: 400 }) }),
)

test('whatever happens, in whatever order, the books hold and nothing is lost on the way', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
      const people = [await shop.member('甲'), await shop.member('乙'), await shop.member('丙')] as const
      const numbers: string[] = []
      for (const each of steps) {
        if (each.do === 'days') later(each.amount)
        if (each.do === 'buy') numbers.push(await bought(people[each.who], 1 + each.amount))
        const number = numbers[('amount' in each ? each.amount : 0) % Math.max(1, numbers.length)]
        const work =
          each.do === 'return' && number !== undefined
            ? shop.orders.giveBack({ number, lines: 'all', reason: 'test' })
            : each.do === 'redeem'
              ? shop.points.redeem({
                  ...{ memberId: people[each.who], wallet: 'points' },
                  amount: 1 + each.amount,
                  reason: 'x',
                  reference: null,
                  by: 'x',
                })
              : each.do === 'merge'
                ? merge(people[each.who], people[each.to])
                : each.do === 'undo'
                  ? undo(people[each.who])
                  : undefined
        await work?.catch((error: unknown) => {
          if (!(error instanceof Error) || (error.name !== 'Refused' && error.message !== 'nothing to undo'))
            throw error
        })
      }
      await shop.merging.sweep()
      await lawful()
      expect(shop.errors).toEqual([])
    }),
    { numRuns: 12 },
  )
}, 120_000)
