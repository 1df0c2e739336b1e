import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { at, testShop } from '../../tests/support/shop.ts'
import type { MemberId } from '../base/ids.ts'
import { isRefusal, Refused } from '../base/refusals.ts'
import type { Instant, TimeZone } from '../base/time.ts'
import type { Definition, WalletDefinition } from '../programme/definition.ts'
import { diffInWords } from '../programme/diffwords.ts'
import { lint } from '../programme/lint.ts'
import { compileProgramme } from '../programme/rules.ts'
import type { SpendCap } from '../programme/spending.ts'
import { standardProgramme } from '../programme/standard.ts'
import { inWords } from '../programme/words.ts'
import { verify } from '../verification.ts'

const shop = await testShop(at('2026-03-06T04:00:00Z'))
const DAY = 86_400_000
const standard = standardProgramme('Asia/Shanghai' as TimeZone)
const checkout = { points: 1, minor: 10, currency: 'CNY' } as const

function capped(spendCaps: SpendCap[], more: Partial<WalletDefinition> = {}): Definition {
  const wallets = standard.wallets.map((wallet) =>
    wallet.code === 'points' ? { ...wallet, checkout, spendCaps, ...more } : wallet,
  )
  return { ...standard, wallets }
}

const publish = (caps: SpendCap[]) =>
  shop.programme.publish({ definition: capped(caps), effectiveAt: null, note: 'caps', by: 'test' })

let serial = 0
const next = (): string => {
  serial += 1
  return `S-${serial}`
}
const ask = (memberId: MemberId, amount: number) => ({
  ...{ memberId, wallet: 'points', amount, reason: 'test', reference: null, by: 'test' },
})
async function rich(): Promise<MemberId> {
  const member = await shop.member()
  await shop.points.adjust(ask(member, 100_000))
  return member
}
const redeem = (member: MemberId, amount: number) => shop.points.redeem(ask(member, amount))
const pay = (member: MemberId, points: number, more: object = {}, number = next()) =>
  shop.buy(member, number, 100_000, { pay: [{ wallet: 'points', points }], ...more })

/** What is left of the cap that a wish meets; `done` when it meets none. */
async function met(wish: Promise<unknown>): Promise<unknown> {
  try {
    await wish
    return 'done'
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.refusal !== 'points.spend-cap') throw error
    const { per, left } = error.refusal.facts
    return `${String(per)}: ${String(left)}`
  }
}

async function holds(): Promise<void> {
  const { checks } = await verify(shop.db, shop.programme)
  expect(checks.filter((check) => check.violations > 0)).toEqual([])
  expect(shop.errors).toEqual([])
}

describe('caps on spending', () => {
  test('bind redemptions, payments and what is captured of holds together, and say what is left', async () => {
    await publish([
      { points: 400, per: 'order' },
      { points: 1_000, per: 'day' },
    ])
    const member = await rich()
    expect(await met(redeem(member, 401))).toBe('order: 400')
    expect(await met(redeem(member, 400))).toBe('done')
    expect(await met(pay(member, 401))).toBe('order: 400')
    const number = next()
    expect(await met(pay(member, 300, {}, number))).toBe('done')
    expect(await met(shop.points.hold({ ...ask(member, 301), minutes: 10 }))).toBe('day: 300')
    const { holdId } = await shop.points.hold({ ...ask(member, 300), minutes: 10 })
    const dry = await shop.orders.evaluate({ memberId: member, input: shop.order('dry', 100_000) })
    expect(dry.payable).toMatchObject([{ most: 300, mostMinor: 3_000 }])
    expect(await met(redeem(member, 200))).toBe('done')
    const capture = (amount: number | null) => shop.points.capture(holdId, { amount, reference: null, by: 'test' })
    expect(await met(capture(null))).toBe('day: 100')
    expect(await met(capture(100))).toBe('done')
    expect(await met(redeem(member, 1))).toBe('day: 0')
    await shop.orders.giveBack({ number, lines: 'all', reason: 'x' })
    expect(await met(redeem(member, 301))).toBe('day: 300')
    expect(await met(redeem(member, 300))).toBe('done')
    shop.clock.set((shop.clock.now() + DAY) as Instant)
    expect(await met(redeem(member, 400))).toBe('done')
    await holds()
  })

  test('a late order counts in its own period, and what it gives back is free there', async () => {
    await publish([{ points: 500, per: 'month' }])
    const member = await rich()
    const then = shop.clock.now()
    shop.clock.set((then + 40 * DAY) as Instant)
    const number = next()
    expect(await met(pay(member, 500, { placedAt: then }, number))).toBe('done')
    expect(await met(pay(member, 1, { placedAt: then }))).toBe('month: 0')
    expect(await met(redeem(member, 500))).toBe('done')
    await shop.orders.reopen(number)
    expect(await met(redeem(member, 1))).toBe('month: 0')
    expect(await met(pay(member, 400, { placedAt: then }, number))).toBe('done')
    await shop.orders.cancel(number)
    expect(await met(pay(member, 500, { placedAt: then }))).toBe('done')
    await holds()
  })

  test('fifty spends at the same moment take exactly what a cap allows', async () => {
    await publish([{ points: 370, per: 'week' }])
    const member = await rich()
    const wishes = Array.from({ length: 50 }, (_, index) => met(index % 2 === 0 ? redeem(member, 10) : pay(member, 10)))
    const outcomes = await Promise.all(wishes)
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(37)
    expect(outcomes.filter((outcome) => outcome === 'week: 0')).toHaveLength(13)
    await holds()
  })

  test('no history of spending and returning passes a cap, and none is refused that keeps within all of them', async () => {
    const cap = fc.integer({ min: 20, max: 300 })
    const deed = fc.record({
      kind: fc.constantFrom('redeem', 'pay', 'capture', 'return', 'wait'),
      amount: fc.integer({ min: 1, max: 150 }),
      pieces: fc.integer({ min: 1, max: 4 }),
    })
    await fc.assert(
      fc.asyncProperty(cap, cap, cap, fc.array(deed, { maxLength: 25 }), async (order, day, month, deeds) => {
        await publish([
          { points: order, per: 'order' },
          { points: day, per: 'day' },
          { points: month, per: 'month' },
        ])
        const member = await rich()
        const used = new Map<string, number>()
        const periods = () => {
          const date = new Date(shop.clock.now() + 8 * 3_600_000).toISOString()
          return { day: date.slice(0, 10), month: date.slice(0, 7) }
        }
        const left = () =>
          Math.min(order, day - (used.get(periods().day) ?? 0), month - (used.get(periods().month) ?? 0))
        const count = (names: readonly string[], amount: number) => {
          for (const name of names) used.set(name, (used.get(name) ?? 0) + amount)
        }
        const bought: { number: string; left: number; names: readonly string[] }[] = []
        for (const { kind, amount, pieces } of deeds) {
          const room = left()
          const names = Object.values(periods())
          if (kind === 'wait') shop.clock.set((shop.clock.now() + amount * DAY * 0.2) as Instant)
          else if (kind === 'return') {
            const order = bought.find((each) => each.left > 0)
            if (order === undefined) continue
            const quantity = Math.min(order.left, pieces)
            order.left -= quantity
            const { pointsBack } = await shop.orders.giveBack({
              ...{ number: order.number, lines: [{ line: 1, quantity }], reason: 'x' },
            })
            for (const { points } of pointsBack) count(order.names, -points)
          } else {
            const number = next()
            const lines = [{ sku: 'tea', quantity: 4, amountMinor: 100_000 }]
            const wish = {
              redeem: () => redeem(member, amount),
              pay: () => shop.buy(member, number, lines, { pay: [{ wallet: 'points', points: amount }] }),
              capture: async () => {
                const { holdId } = await shop.points.hold({ ...ask(member, amount), minutes: 10 })
                await shop.points.capture(holdId, { amount: null, reference: null, by: 'test' })
              },
            }[kind]
            const outcome = await met(wish?.() ?? Promise.resolve())
            expect(outcome === 'done').toBe(amount <= room)
            if (outcome !== 'done') continue
            count(names, amount)
            if (kind === 'pay') bought.push({ number, left: 4, names })
          }
        }
        expect([...used.values()].every((amount) => amount >= 0)).toBe(true)
      }),
      { numRuns: 40 },
    )
    await holds()
  }, 120_000)
})

describe('a programme with caps on spending', () => {
  const mistake = (definition: Definition) => {
    const compiled = compileProgramme(1, 0 as Instant, definition)
    return isRefusal(compiled) ? compiled.facts['where'] : 'none'
  }

  test('has one by period, on wallets that are spent', () => {
    expect(mistake(capped([{ points: 5, per: 'day' }]))).toBe('none')
    const twice: SpendCap[] = [
      { points: 5, per: 'day' },
      { points: 6, per: 'day' },
    ]
    expect(mistake(capped(twice))).toBe('wallets[0].spendCaps[1].per')
    const [points, growth] = standard.wallets
    if (points === undefined || growth === undefined) throw new Error('not the standard programme')
    const status = { ...growth, spendCaps: [{ points: 5, per: 'day' as const }] }
    expect(mistake({ ...standard, wallets: [points, status] })).toBe('wallets[1].spendCaps')
  })

  test('is warned of caps that never bind and of a checkout that nobody can use', () => {
    const codes = (caps: SpendCap[], least?: number) =>
      lint(
        capped(caps, least === undefined ? {} : { checkout: { ...checkout, least } }),
        at('2026-03-06T04:00:00Z'),
      ).flatMap(({ code }) => (code.startsWith('wallet.') ? [code] : []))
    expect(
      codes([
        { points: 500, per: 'month' },
        { points: 500, per: 'day' },
      ]),
    ).toEqual(['wallet.spend-cap-idle'])
    expect(
      codes([
        { points: 500, per: 'month' },
        { points: 499, per: 'day' },
      ]),
    ).toEqual([])
    expect(codes([{ points: 99, per: 'order' }], 100)).toEqual(['wallet.checkout-beyond-cap'])
    expect(codes([{ points: 100, per: 'order' }], 100)).toEqual([])
  })

  test('says them, and what changes about them, in both languages', () => {
    const before = capped([{ points: 500, per: 'month' }])
    const after = capped([{ points: 1_500, per: 'month' }])
    expect(inWords(before, 'en').wallets[0]?.sentence).toContain('; at most 500 points are spent a month')
    expect(inWords(after, 'zh-CN').wallets[0]?.sentence).toContain('；每月最多消费 1,500 积分')
    const [change] = diffInWords(before, after)
    expect(change?.place).toBe('wallets.points')
    expect(change?.words.en.lines[0]?.after).toContain('1,500 points are spent a month')
  })
})
