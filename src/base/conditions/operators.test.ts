import fc from 'fast-check'
import { expect, describe as suite, test } from 'vitest'
import { accepted } from '../refusals.ts'
import { asInstant } from '../time.ts'
import { compile } from './compile.ts'
import { parseCondition } from './parse.ts'
import { lineScopeJson, order, orders, type ShopOrder, shop } from './shop.fixture.ts'
import type { Condition } from './tree.ts'
import { lineVocabulary } from './vocabulary.ts'

const parsed = (json: unknown): Condition => accepted(parseCondition(json, shop))
const matches = (json: unknown, subject: ShopOrder): boolean => compile(parsed(json), shop)(subject)
const at = (text: string) => asInstant(Date.parse(text))

suite('each operator', () => {
  const amount = (amountMinor: number) => order({ amountMinor })
  const cases: readonly [string, object, ShopOrder, boolean][] = [
    [
      'equals compares code points',
      { field: 'order.channel', is: 'equals', value: 'pos' },
      order({ channel: 'pos' }),
      true,
    ],
    [
      'equals keeps case apart',
      { field: 'order.channel', is: 'equals', value: 'pos' },
      order({ channel: 'POS' }),
      false,
    ],
    [
      'caseless text ignores ASCII case',
      { field: 'order.coupon', is: 'equals', value: 'Vip8' },
      order({ coupon: 'vIP8' }),
      true,
    ],
    [
      'caseless text keeps Ä apart from ä',
      { field: 'order.coupon', is: 'equals', value: 'AÄ' },
      order({ coupon: 'aä' }),
      false,
    ],
    [
      'caseless text keeps İ apart from i',
      { field: 'order.coupon', is: 'equals', value: 'i̇' },
      order({ coupon: 'İ' }),
      false,
    ],
    [
      'not-equals is true of another value',
      { field: 'order.channel', is: 'not-equals', value: 'pos' },
      order({ channel: 'app' }),
      true,
    ],
    ['not-equals is true of no value', { field: 'order.channel', is: 'not-equals', value: 'pos' }, order({}), true],
    ['in finds any of its values', { field: 'order.weekday', is: 'in', value: [6, 7] }, order({ weekday: 7 }), true],
    ['in is false of no value', { field: 'order.weekday', is: 'in', value: [6, 7] }, order({}), false],
    [
      'not-in refuses each of its values',
      { field: 'order.weekday', is: 'not-in', value: [6, 7] },
      order({ weekday: 6 }),
      false,
    ],
    ['not-in is true of no value', { field: 'order.weekday', is: 'not-in', value: [6, 7] }, order({}), true],
    ['less-than excludes its value', { field: 'order.amountMinor', is: 'less-than', value: 100 }, amount(100), false],
    ['at-most includes its value', { field: 'order.amountMinor', is: 'at-most', value: 100 }, amount(100), true],
    [
      'greater-than excludes its value',
      { field: 'order.amountMinor', is: 'greater-than', value: 100 },
      amount(100),
      false,
    ],
    ['at-least includes its value', { field: 'order.amountMinor', is: 'at-least', value: 100 }, amount(100), true],
    ['at-least is false of no value', { field: 'order.amountMinor', is: 'at-least', value: -5 }, order({}), false],
    ['a fraction is no whole number', { field: 'order.amountMinor', is: 'at-least', value: 0 }, amount(0.5), false],
    [
      'between includes from',
      { field: 'order.amountMinor', is: 'between', value: { from: 1, to: 3 } },
      amount(1),
      true,
    ],
    ['between includes to', { field: 'order.amountMinor', is: 'between', value: { from: 1, to: 3 } }, amount(3), true],
    [
      'between ends after to',
      { field: 'order.amountMinor', is: 'between', value: { from: 1, to: 3 } },
      amount(4),
      false,
    ],
    [
      'a day is between itself',
      { field: 'order.date', is: 'between', value: { from: '2026-03-01', to: '2026-03-01' } },
      order({ date: '2026-03-01' }),
      true,
    ],
    [
      'during includes from',
      { field: 'order.time', is: 'during', value: { from: 600, to: 660 } },
      order({ time: 600 }),
      true,
    ],
    [
      'during excludes to',
      { field: 'order.time', is: 'during', value: { from: 600, to: 660 } },
      order({ time: 660 }),
      false,
    ],
    [
      'during runs over midnight, late',
      { field: 'order.time', is: 'during', value: { from: 1_320, to: 120 } },
      order({ time: 1_439 }),
      true,
    ],
    [
      'during runs over midnight, early',
      { field: 'order.time', is: 'during', value: { from: 1_320, to: 120 } },
      order({ time: 119 }),
      true,
    ],
    [
      'during runs over midnight, noon',
      { field: 'order.time', is: 'during', value: { from: 1_320, to: 120 } },
      order({ time: 720 }),
      false,
    ],
    [
      'during until 1440 holds the last minute',
      { field: 'order.time', is: 'during', value: { from: 1_380, to: 1_440 } },
      order({ time: 1_439 }),
      true,
    ],
    [
      'an instant is compared across offsets',
      { field: 'order.placedAt', is: 'at-least', value: '2026-03-01T08:00:00+08:00' },
      order({ placedAt: at('2026-03-01T00:00:00Z') }),
      true,
    ],
    [
      'an instant window excludes its end',
      { field: 'order.placedAt', is: 'during', value: { from: '2026-03-01T00:00:00Z', to: '2026-03-02T00:00:00Z' } },
      order({ placedAt: at('2026-03-02T00:00:00Z') }),
      false,
    ],
    ['contains finds a part', { field: 'order.coupon', is: 'contains', value: 'IP' }, order({ coupon: 'vip8' }), true],
    [
      'contains takes % as itself',
      { field: 'order.coupon', is: 'contains', value: '%' },
      order({ coupon: 'vip8' }),
      false,
    ],
    [
      'starts-with looks at the start only',
      { field: 'order.coupon', is: 'starts-with', value: 'ip' },
      order({ coupon: 'vip8' }),
      false,
    ],
    [
      'starts-with finds the start',
      { field: 'order.coupon', is: 'starts-with', value: '常客🍵' },
      order({ coupon: '常客🍵8' }),
      true,
    ],
    ['is-set is true of an empty text', { field: 'order.coupon', is: 'is-set' }, order({ coupon: '' }), true],
    ['is-set is false of null', { field: 'order.coupon', is: 'is-set' }, order({ coupon: null }), false],
    ['is-set is false of an empty list', { field: 'member.tags', is: 'is-set' }, order({ tags: [] }), false],
    ['is-not-set is true of a missing field', { field: 'order.gift', is: 'is-not-set' }, order({}), true],
    ['false is a value', { field: 'order.gift', is: 'equals', value: false }, order({ gift: false }), true],
    ['not set is not false', { field: 'order.gift', is: 'equals', value: false }, order({}), false],
    [
      'a list without any text is not set',
      { field: 'member.tags', is: 'is-set' },
      order({ tags: JSON.parse('[1,null]') }),
      false,
    ],
    [
      'has-any needs one',
      { field: 'member.tags', is: 'has-any', value: ['a', 'b'] },
      order({ tags: ['b', 'c'] }),
      true,
    ],
    [
      'has-any is false of an empty list',
      { field: 'member.tags', is: 'has-any', value: ['a'] },
      order({ tags: [] }),
      false,
    ],
    [
      'has-all needs each',
      { field: 'member.tags', is: 'has-all', value: ['a', 'b'] },
      order({ tags: ['b', 'c'] }),
      false,
    ],
    [
      'has-all ignores order and repetition',
      { field: 'member.tags', is: 'has-all', value: ['a', 'b'] },
      order({ tags: ['b', 'b', 'a'] }),
      true,
    ],
    ['has-none is true of no list', { field: 'member.tags', is: 'has-none', value: ['a'] }, order({}), true],
    [
      'has-none is false when one is there',
      { field: 'member.tags', is: 'has-none', value: ['a', 'b'] },
      order({ tags: ['b'] }),
      false,
    ],
  ]
  test.each(cases)('%s', (_, json, subject, expected) => {
    expect(matches(json, subject)).toBe(expected)
  })

  test('a category is within itself and its ancestors, not within its descendants', () => {
    const tea = order({ lines: [{ category: ['drinks', 'tea'] }] })
    const within = (value: string) => ({ line: 'any', where: { field: 'line.category', is: 'within', value } })
    expect(['drinks', 'tea', 'green'].map((each) => matches(within(each), tea))).toEqual([true, true, false])
    expect(
      matches({ line: 'any', where: { field: 'line.category', is: 'within-any', value: ['x', 'tea'] } }, tea),
    ).toBe(true)
    expect(matches(within('drinks'), order({ lines: [{ category: [] }] }))).toBe(false)
  })
})

suite('lines', () => {
  const where = { field: 'line.quantity', is: 'at-least', value: 2 }
  const holding = (...quantities: number[]) => order({ lines: quantities.map((quantity) => ({ quantity })) })

  test('any, all and none count lines as their names say', () => {
    const answers = (subject: ShopOrder) => ['any', 'all', 'none'].map((line) => matches({ line, where }, subject))
    expect(answers(holding(1, 2))).toEqual([true, false, false])
    expect(answers(holding(2, 3))).toEqual([true, true, false])
    expect(answers(holding(0, 1))).toEqual([false, false, true])
  })

  test('an order without lines satisfies all and none, never any', () => {
    expect(['any', 'all', 'none'].map((line) => matches({ line, where }, order({})))).toEqual([false, true, true])
  })

  test('one line must satisfy the whole of where', () => {
    const both = { line: 'any', where: { all: [where, { field: 'line.sku', is: 'equals', value: 'A' }] } }
    expect(
      matches(
        both,
        order({
          lines: [
            { sku: 'A', quantity: 1 },
            { sku: 'B', quantity: 2 },
          ],
        }),
      ),
    ).toBe(false)
  })

  test('a line scope selects the lines for which "any" would be true of that line alone', () => {
    fc.assert(
      fc.property(lineScopeJson, orders, (json, subject) => {
        const scope = compile(accepted(parseCondition(json, lineVocabulary(shop))), lineVocabulary(shop))
        const any = compile(parsed({ line: 'any', where: json }), shop)
        for (const line of subject.lines) expect(any({ lines: [line] })).toBe(scope(line))
      }),
    )
  })
})
