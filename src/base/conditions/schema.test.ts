import { Ajv } from 'ajv'
import fc from 'fast-check'
import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { accepted } from '../refusals.ts'
import { parseCondition } from './parse.ts'
import { ConditionDoor, ConditionRef, ConditionSchema } from './schema.ts'
import { conditionJson, shop } from './shop.fixture.ts'

const ajv = new Ajv({ strict: false, coerceTypes: false }).addSchema(ConditionSchema)
const fits = ajv.compile(ConditionRef)

test('whatever the parser accepts has the shape that the API document promises', () => {
  fc.assert(
    fc.property(conditionJson, (json) => {
      expect(fits(json)).toBe(true)
      expect(fits(accepted(parseCondition(json, shop)))).toBe(true)
    }),
  )
})

test('what is no condition is turned away', () => {
  const leaf = { field: 'x', is: 'is-set' }
  const wrong: readonly unknown[] = [
    null,
    [],
    {},
    { all: {} },
    { all: [{}] },
    { not: [] },
    { all: [], any: [] },
    { field: 'x', is: '$where' },
    { field: 'x', is: 'in', value: [] },
    { field: 'x', is: 'equals', value: { $gt: '' } },
    { line: 'most', where: leaf },
  ]
  for (const json of wrong) expect(fits(json)).toBe(false)
  expect(fits({ line: 'any', where: leaf })).toBe(true)
})

test('one body may hold two conditions, and another route a third', () => {
  const two = ajv.compile(Type.Object({ who: ConditionRef, lines: ConditionRef }))
  const third = ajv.compile(Type.Object({ when: ConditionRef }))
  expect(two({ who: { all: [] }, lines: { not: { field: 'line.sku', is: 'is-set' } } })).toBe(true)
  expect(two({ who: { all: [] }, lines: { not: { field: 'line.sku' } } })).toBe(false)
  expect(third({ when: { any: [{ all: [] }] } })).toBe(true)
})

test('a body nested 100,000 levels deep passes the door and is refused by the parser, without a stack overflow', () => {
  const door = new Ajv({ strict: false }).addSchema(ConditionDoor).compile(Type.Object({ when: ConditionRef }))
  const when: unknown = JSON.parse(`${'{"not":'.repeat(100_000)}{"all":[]}${'}'.repeat(100_000)}`)
  expect(door({ when })).toBe(true)
  expect(door({ when: [] })).toBe(false)
  expect(parseCondition(when, shop)).toMatchObject({ refusal: 'condition.too-deep' })
})
