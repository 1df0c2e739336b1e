import { expect, test } from 'vitest'
import { moved, part, row } from './bound.ts'
import { codeFrom, freeCode, gapsIn, isCode, same } from './definition.ts'

test('what is not filled in is found by place, with codes; conditions speak for themselves', () => {
  const definition = {
    name: { en: 'Club', 'zh-CN': '' },
    wallets: [{ code: 'points', name: { en: '', 'zh-CN': '积分' } }],
    earningRules: [],
    offers: [
      { code: 'spring', when: { field: 'order.channel', is: 'equals', value: '' }, gives: [], limits: [] },
      { code: 'autumn', gives: [{ kind: 'gift', sku: '' }] },
    ],
  }
  expect(gapsIn(definition)).toEqual([
    { place: 'name.zh-CN', what: 'text' },
    { place: 'wallets.points.name.en', what: 'text' },
    { place: 'offers.spring.gives', what: 'list' },
    { place: 'offers.autumn.gives.0.sku', what: 'text' },
  ])
  expect(gapsIn({ ...definition, wallets: [] })).toContainEqual({ place: 'wallets', what: 'list' })
})

test('what is absent and what is undefined say the same; order in a list matters', () => {
  expect(same({ a: 1, b: undefined }, { a: 1 })).toBe(true)
  expect(same({ a: [{ b: 1 }, 2] }, { a: [{ b: 1 }, 2] })).toBe(true)
  expect(same({ a: [1, 2] }, { a: [2, 1] })).toBe(false)
  expect(same({ a: 1 }, { b: 1 })).toBe(false)
  expect(same([], {})).toBe(false)
})

test('a code is made from a name, and never one that is taken', () => {
  expect(codeFrom('Double points in May!')).toBe('double-points-in-may')
  expect(codeFrom('10 % off Café')).toBe('off-cafe')
  expect(codeFrom('春季大促')).toBe('')
  expect(freeCode('summer', ['summer', 'summer-2'])).toBe('summer-3')
  const long = freeCode('x'.repeat(40), ['x'.repeat(40)])
  expect(isCode(long)).toBe(true)
})

test('a change of a part changes the whole and nothing else; its place is told by codes', () => {
  type Whole = { name: string; rules: { code: string; points: number }[] }
  let whole: Whole = {
    name: 'Club',
    rules: [
      { code: 'base', points: 1 },
      { code: 'extra', points: 2 },
    ],
  }
  const rules = part<Whole, 'rules'>({ value: whole, onChange: (next) => (whole = next), place: '' }, 'rules')
  const points = part(row(rules, 1, whole.rules[1] ?? { code: '', points: 0 }), 'points')
  expect(points.place).toBe('rules.extra.points')
  const [first] = whole.rules
  points.onChange(7)
  expect(whole.rules[1]?.points).toBe(7)
  expect(whole.rules[0]).toBe(first)
})

test('a row moves by places, and not beyond the ends', () => {
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c'])
  expect(moved(['a', 'b', 'c'], 2, -2)).toEqual(['c', 'a', 'b'])
  expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b'])
})
