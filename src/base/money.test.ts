import { expect, test } from 'vitest'
import { decimals, isCurrency, minorPerUnit } from './money.ts'

test('currencies are those that exist, in upper case', () => {
  const known = ['CNY', 'HKD', 'MOP', 'TWD', 'USD', 'EUR', 'JPY', 'KWD', 'CLF']
  expect(known.filter((code) => !isCurrency(code))).toEqual([])
  const unknown = ['ABC', 'XTS', 'ZZZ', 'cny', 'RMB', 'CN', 'CNYX', '', null, 1, undefined, 'constructor']
  expect(unknown.filter(isCurrency)).toEqual([])
})

test('decimals are those of the currency', () => {
  const places = ['CNY', 'JPY', 'KWD', 'CLF'].filter(isCurrency).map((code) => [decimals(code), minorPerUnit(code)])
  expect(places).toEqual([
    [2, 100],
    [0, 1],
    [3, 1_000],
    [4, 10_000],
  ])
})
