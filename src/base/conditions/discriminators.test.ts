import fc from 'fast-check'
import { expect, describe as suite, test } from 'vitest'
import { accepted } from '../refusals.ts'
import { compile } from './compile.ts'
import { discriminators, keyReader } from './discriminators.ts'
import { parseCondition } from './parse.ts'
import { conditionJson, order, orders, shop } from './shop.fixture.ts'

const found = (json: unknown) =>
  discriminators(accepted(parseCondition(json, shop)), shop).map(({ field, of, values }) => [field, of, ...values])
const channel = (...value: string[]) => ({ field: 'order.channel', is: 'in', value })
const tag = (value: string) => ({ field: 'member.tags', is: 'has-any', value: [value] })
const sku = (value: string) => ({ field: 'line.sku', is: 'equals', value })
const amount = { field: 'order.amountMinor', is: 'at-least', value: 1 }

suite('discriminators', () => {
  test('all: a match needs every equality, and a single value must satisfy both', () => {
    expect(found({ all: [channel('pos', 'app'), amount, channel('app', 'shop')] })).toEqual([
      ['order.channel', 'subject', 'app'],
    ])
    expect(found({ all: [channel('pos'), channel('app')] })).toEqual([['order.channel', 'subject']])
  })

  test('all: two values of one list stay two constraints', () => {
    expect(found({ all: [tag('a'), tag('b')] })).toEqual([
      ['member.tags', 'subject', 'a'],
      ['member.tags', 'subject', 'b'],
    ])
  })

  test('any: only what all branches constrain is needed', () => {
    expect(found({ any: [channel('pos'), { all: [channel('app'), amount] }] })).toEqual([
      ['order.channel', 'subject', 'pos', 'app'],
    ])
    expect(found({ any: [channel('pos'), amount] })).toEqual([])
    expect(found({ any: [] })).toEqual([])
  })

  test('not: the opposite of a negative operator is an equality', () => {
    expect(found({ not: { field: 'order.channel', is: 'not-equals', value: 'pos' } })).toEqual([
      ['order.channel', 'subject', 'pos'],
    ])
    expect(found({ not: { any: [amount, { not: channel('pos') }] } })).toEqual([['order.channel', 'subject', 'pos']])
    expect(found({ not: channel('pos') })).toEqual([])
  })

  test('lines: only a quantifier that asks for a line gives keys of lines', () => {
    expect(
      found({ line: 'any', where: { all: [sku('A'), { field: 'line.category', is: 'within', value: 'tea' }] } }),
    ).toEqual([
      ['line.sku', 'lines', 'A'],
      ['line.category', 'lines', 'tea'],
    ])
    expect(
      found({
        all: [
          { line: 'any', where: sku('A') },
          { line: 'any', where: sku('B') },
        ],
      }),
    ).toHaveLength(2)
    expect(found({ not: { line: 'none', where: sku('A') } })).toEqual([['line.sku', 'lines', 'A']])
    expect(found({ not: { line: 'all', where: { not: sku('A') } } })).toEqual([['line.sku', 'lines', 'A']])
    expect(found({ line: 'all', where: sku('A') })).toEqual([])
    expect(found({ line: 'none', where: sku('A') })).toEqual([])
  })

  test('values and keys are in compared form', () => {
    expect(found({ field: 'order.coupon', is: 'equals', value: 'Vip8' })).toEqual([['order.coupon', 'subject', 'vip8']])
    expect(keyReader({ field: 'order.coupon', of: 'subject' }, shop)(order({ coupon: 'vIP8' }))).toEqual(['vip8'])
    expect(
      keyReader(
        { field: 'line.sku', of: 'lines' },
        shop,
      )(order({ lines: [{ sku: 'A' }, {}, { sku: 'A' }, { sku: 'B' }] })),
    ).toEqual(['A', 'B'])
  })

  test('a subject outside any discriminator never matches', () => {
    let outside = 0
    let matched = 0
    fc.assert(
      fc.property(conditionJson, conditionJson, orders, (left, right, subject) => {
        const condition = accepted(parseCondition({ all: [left, right] }, shop))
        const misses = discriminators(condition, shop).some((each) => {
          const keys = keyReader(each, shop)(subject)
          return !each.values.some((value) => keys.includes(value))
        })
        const matches = compile(condition, shop)(subject)
        expect(misses && matches).toBe(false)
        outside += misses ? 1 : 0
        matched += matches ? 1 : 0
      }),
      { numRuns: 5_000 },
    )
    expect(outside).toBeGreaterThan(200)
    expect(matched).toBeGreaterThan(200)
  })
})
