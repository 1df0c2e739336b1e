import { expect, test } from 'vitest'
import { lineOf, tried } from './basket.ts'
import { compared, type Evaluated } from './compare.ts'

const answer = (more: Partial<Evaluated>): Evaluated => ({
  ...{ orderId: 'o', number: 'evaluation', status: 'confirmed', memberId: null, placedAt: '2026-03-06T00:00:00Z' },
  ...{ currency: 'CNY', netMinor: 9_000, offersMinor: 1_000, paid: [], dueMinor: 9_000, programmeVersion: 1 },
  ...{ offers: [], passed: [], rules: [], wallets: [], tiers: [], benefits: [], entries: [] },
  ...more,
})
const rule = (code: string, points: number): Evaluated['rules'][number] => ({
  ...{ rule: code, wallet: 'points', points, eligibleMinor: 0, quantity: 0, base: points, percent: 100 },
  ...{ tier: null, whyNot: null },
})
const spring = { offer: 'spring', name: 'Spring', coupon: null, minor: 1_000, lines: [], gifts: [] }

test('two answers stand side by side: what differs, what only one has, and why not', () => {
  const published = answer({ offers: [spring], rules: [rule('base', 90), rule('extra', 5)] })
  const draft = answer({
    ...{ dueMinor: 10_000, offersMinor: 0, rules: [rule('base', 95)] },
    passed: [{ offer: 'spring', coupon: null, whyNot: 'not-yet', sentence: 'It has not begun.' }],
  })
  const { due, points, offers, idle, rules } = compared({ published, draft })
  expect(due).toMatchObject({ sides: { published: 9_000, draft: 10_000 }, differs: true })
  expect(points).toEqual([{ key: 'points', sides: { published: 95, draft: 95 }, differs: false }])
  expect([offers.length, idle.length]).toEqual([1, 0])
  expect(compared({ published: draft, draft }).idle).toHaveLength(1)
  expect(offers[0]?.sides).toMatchObject({ published: { minor: 1_000 }, draft: { whyNot: 'It has not begun.' } })
  expect(rules.map(({ key, differs }) => [key, differs])).toEqual([
    ['points base', true],
    ['points extra', true],
  ])
})

test('while one answer is missing, nothing is said to differ', () => {
  const { due, rules } = compared({ published: answer({ rules: [rule('base', 1)] }), draft: undefined })
  expect([due.differs, rules[0]?.differs]).toEqual([false, false])
})

test('a line of an order is tried as it was bought, also where its price does not divide', () => {
  expect(lineOf({ sku: 'tea', quantity: 2, grossMinor: 5_000, fee: false })).toMatchObject({ unitMinor: 2_500 })
  const odd = lineOf({ sku: 'tea', quantity: 3, grossMinor: 1_000, fee: false })
  const basket = { ...empty, lines: [odd] }
  expect(tried(basket, 'CNY')?.lines).toEqual([{ sku: 'tea', quantity: 3, amountMinor: 1_000 }])
})

test('an empty basket is not asked about', () => {
  expect(tried(empty, 'CNY')).toBeUndefined()
  const postage = { sku: '', quantity: 1, unitMinor: 800, fee: true }
  expect(tried({ ...empty, lines: [postage] }, 'CNY')?.lines).toEqual([
    { sku: 'fee', quantity: 1, unitPriceMinor: 800, fee: true },
  ])
})

test('what an order names is typed as name and value', () => {
  const identifiers = ['device = A1', 'Card:62 22', 'nothing', '=x']
  const line = { sku: 'tea', quantity: 1, unitMinor: 800, fee: false }
  expect(tried({ ...empty, lines: [line], identifiers }, 'CNY')?.identifiers).toEqual({ device: 'A1', card: '62 22' })
})

const empty = {
  ...{ memberId: undefined, currency: undefined, channel: 'pos', store: undefined, placedAt: undefined },
  ...{ lines: [], coupons: [], identifiers: [], bestCoupons: false },
}
