import { expect, test } from 'vitest'
import {
  type Condition,
  clockOf,
  extended,
  type FieldCard,
  formOf,
  freshLeaf,
  grouped,
  keptNumber,
  minutesOf,
  negated,
  shownNumber,
  withOperator,
  without,
} from './tree.ts'

const card = (more: Partial<FieldCard>): FieldCard => ({
  ...{ name: 'order.channel', type: 'text', words: { en: 'channel', 'zh-CN': '渠道' }, unit: null, decimals: 0 },
  ...{ caseless: false, choices: null },
  operators: [
    { is: 'equals', takes: 'one' },
    { is: 'in', takes: 'many' },
    { is: 'is-set', takes: 'nothing' },
  ],
  ...more,
})
const channel = card({})
const amount = card({
  ...{ name: 'order.amountMinor', type: 'number', decimals: 2 },
  operators: [
    { is: 'at-least', takes: 'one' },
    { is: 'between', takes: 'range' },
  ],
})
const beginnings = { today: '2026-03-06', midnight: '2026-03-05T16:00:00.000Z' }
const app: Condition = { field: 'order.channel', is: 'equals', value: 'app' }
const web: Condition = { field: 'order.channel', is: 'equals', value: 'web' }

test('a second condition makes a group; the last but one that goes takes it away again', () => {
  const both = extended(app, web)
  expect(both).toEqual({ all: [app, web] })
  expect('all' in both && without(both, 0)).toEqual(web)
  expect(without({ any: [app] }, 0)).toBeUndefined()
  expect(without({ any: [app, web, app] }, 1)).toEqual(grouped('any', [app, app]))
})

test('negated twice is as it was', () => {
  expect(negated(negated(app))).toEqual(app)
})

test('another operator keeps what was said as far as it can take it', () => {
  const leaf = freshLeaf(channel, beginnings)
  expect(leaf).toEqual({ field: 'order.channel', is: 'equals', value: '' })
  const said = { ...leaf, value: 'app' }
  const many = withOperator(said, { card: channel, is: 'in', beginnings })
  expect(many.value).toEqual(['app'])
  expect(withOperator(many, { card: channel, is: 'equals', beginnings }).value).toBe('app')
  expect(withOperator(many, { card: channel, is: 'is-set', beginnings })).toEqual({
    field: 'order.channel',
    is: 'is-set',
  })
  const from = withOperator(
    { field: 'order.amountMinor', is: 'at-least', value: 500 },
    { card: amount, is: 'between', beginnings },
  )
  expect(from.value).toEqual({ from: 500, to: 500 })
})

test('what the editor has no form for is left as it is', () => {
  const known = [channel, amount]
  expect(formOf(app, known)).toBe('leaf')
  expect(formOf({ field: 'order.channel', is: 'equals', value: ['app'] }, known)).toBe('other')
  expect(formOf({ field: 'weather.rain', is: 'equals', value: 'heavy' }, known)).toBe('other')
  expect(formOf({ line: 'any', where: app }, known)).toBe('line')
})

test('figures and times of day are shown and kept exactly', () => {
  for (const minor of [1, 110, 115, 29, 1_005, 12_345]) expect(keptNumber(shownNumber(minor, 2), 2)).toBe(minor)
  for (const minutes of [0, 1, 599, 1_439, 1_440]) expect(minutesOf(clockOf(minutes))).toBe(minutes)
  for (const wrong of ['', '24:01', '12:60', 'noon', '9']) expect(minutesOf(wrong)).toBeUndefined()
})
