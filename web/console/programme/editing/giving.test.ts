import { expect, test } from 'vitest'
import { freshGive, giveKinds, turned } from './giving.ts'

const beginnings = { currency: 'JPY', wallet: 'points' }
const lines = { field: 'line.sku', is: 'equals', value: 'tea' } as const

test('amounts begin in whole units of the currency, whatever its decimals', () => {
  expect(freshGive('amount', beginnings)).toEqual({ kind: 'amount', minor: 10, of: 'goods' })
  expect(freshGive('amount', { ...beginnings, currency: 'CNY' })).toMatchObject({ minor: 1_000 })
})

test('another kind is for the same items as far as it is about items', () => {
  const percent = { ...freshGive('percent', beginnings), lines }
  for (const kind of giveKinds) {
    const after = turned(percent, kind, beginnings)
    expect(after.kind).toBe(kind)
    if (kind !== 'prices' && kind !== 'gift') expect(JSON.stringify(after)).toContain(JSON.stringify(lines))
  }
  expect(turned(percent, 'percent', beginnings)).toBe(percent)
})
