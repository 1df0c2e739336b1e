import { expect, test } from 'vitest'
import { type Criterion, criterionOf, joined } from './criterion.ts'

test('what a form shows of a criterion is the criterion again', () => {
  const orders = { measure: 'orders', atLeast: 10 } as const
  const spend = { measure: 'spend', atLeast: 1_000, currency: 'CNY' } as const
  const all: Criterion[] = [orders, { all: [orders, spend] }, { any: [spend, { all: [orders, spend] }] }]
  for (const criterion of all) expect(criterionOf(joined(criterion))).toEqual(criterion)
})

test('what is alone needs no group, and nothing is no criterion', () => {
  const orders = { measure: 'orders', atLeast: 10 } as const
  expect(criterionOf({ join: 'any', parts: [orders] })).toEqual(orders)
  expect(criterionOf({ join: 'all', parts: [] })).toBeUndefined()
})
