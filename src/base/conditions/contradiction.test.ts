import fc from 'fast-check'
import { expect, describe as suite, test } from 'vitest'
import { accepted } from '../refusals.ts'
import { compile } from './compile.ts'
import { cannotHold } from './contradiction.ts'
import { parseCondition } from './parse.ts'
import { conditionJson, orders, shop } from './shop.fixture.ts'

const hopeless = (json: unknown) => cannotHold(accepted(parseCondition(json, shop)), shop)
const channel = (value: string) => ({ field: 'order.channel', is: 'equals', value })
const amount = (is: string, value: number) => ({ field: 'order.amountMinor', is, value })

suite('a condition that contradicts itself', () => {
  test('asks one field for two values, or for one outside its bounds', () => {
    expect(hopeless({ all: [channel('pos'), channel('app')] })).toBe(true)
    expect(hopeless({ all: [amount('at-least', 100), amount('less-than', 100)] })).toBe(true)
    expect(hopeless({ all: [amount('greater-than', 100), { all: [amount('equals', 100)] }] })).toBe(true)
    expect(hopeless({ all: [amount('at-least', 100), amount('at-most', 100)] })).toBe(false)
    expect(hopeless({ any: [channel('pos'), channel('app')] })).toBe(false)
    const among = (is: string) => ({ field: 'order.amountMinor', is, value: [1, 2] })
    expect(hopeless({ all: [among('in'), amount('at-least', 3)] })).toBe(true)
    expect(hopeless({ all: [among('not-in'), amount('at-least', 3)] })).toBe(false)
  })

  test('is found in branches, negations and lines', () => {
    const never = { all: [channel('pos'), channel('app')] }
    const sku = (value: string) => ({ field: 'line.sku', is: 'equals', value })
    expect(hopeless({ any: [] })).toBe(true)
    expect(hopeless({ any: [never, never] })).toBe(true)
    expect(hopeless({ any: [never, channel('pos')] })).toBe(false)
    expect(hopeless({ not: { all: [] } })).toBe(true)
    expect(hopeless({ not: { any: [channel('pos'), { not: never }] } })).toBe(true)
    expect(hopeless({ line: 'any', where: { all: [sku('A'), sku('B')] } })).toBe(true)
    expect(hopeless({ line: 'none', where: { all: [sku('A'), sku('B')] } })).toBe(false)
  })

  test('two lists and a window over midnight are no contradiction', () => {
    const tag = (value: string) => ({ field: 'member.tags', is: 'has-any', value: [value] })
    const night = { field: 'order.time', is: 'during', value: { from: 1_320, to: 120 } }
    expect(hopeless({ all: [tag('a'), tag('b')] })).toBe(false)
    expect(hopeless({ all: [night, { field: 'order.time', is: 'at-least', value: 600 }] })).toBe(false)
  })

  test('what is called hopeless holds for no order', () => {
    fc.assert(
      fc.property(fc.array(conditionJson, { minLength: 1, maxLength: 3 }), orders, (all, order) => {
        const condition = accepted(parseCondition({ all }, shop))
        if (cannotHold(condition, shop)) expect(compile(condition, shop)(order)).toBe(false)
      }),
      { numRuns: 2_000 },
    )
  })
})
