import fc from 'fast-check'
import { expect, describe as suite, test } from 'vitest'
import { accepted, isRefusal, locales, type Refusal, say } from '../refusals.ts'
import { parseCondition } from './parse.ts'
import { conditionJson, depthOf, shop } from './shop.fixture.ts'
import { fieldsUsed, limits } from './tree.ts'
import { type Field, lineVocabulary, vocabulary } from './vocabulary.ts'

const parse = (json: unknown) => parseCondition(json, shop)
const leaf = { field: 'order.amountMinor', is: 'at-least', value: 1 }
const nested = (levels: number): object => {
  let tree: object = leaf
  for (let level = 1; level < levels; level++) tree = { not: tree }
  return tree
}
function refused(json: unknown): Refusal {
  const outcome = parse(json)
  if (!isRefusal(outcome)) throw new Error('was accepted')
  return outcome
}
const why = (json: unknown) => {
  const { refusal, facts } = refused(json)
  return [refusal, facts.path]
}
/** Of the processor: what the machine does besides is not the parser's. */
const milliseconds = (work: () => void): number => {
  const from = process.cpuUsage()
  work()
  return process.cpuUsage(from).user / 1000
}

suite('what is refused', () => {
  const cases: readonly [string, unknown, string, string][] = [
    ['nothing', undefined, 'unknown-shape', 'condition'],
    ['text', 'all', 'unknown-shape', 'condition'],
    ['an array', [leaf], 'unknown-shape', 'condition'],
    ['an empty object', {}, 'unknown-shape', 'condition'],
    ['two forms at once', { all: [], any: [] }, 'unknown-shape', 'condition'],
    ['a stray key', { all: [{ ...leaf, unit: 'CNY' }] }, 'unknown-key', 'all[0]'],
    ['a group that is no list', { any: { 0: leaf } }, 'wrong-type', 'any'],
    [
      'a bad node deep inside',
      { all: [leaf, leaf, { not: { any: [leaf, null] } }] },
      'unknown-shape',
      'all[2].not.any[1]',
    ],
    ['a field that is no text', { field: ['order.amountMinor'], is: 'is-set' }, 'wrong-type', 'field'],
    ['an unknown field', { field: 'order.amount', is: 'is-set' }, 'unknown-field', 'condition'],
    [
      'an operator of another type',
      { field: 'order.amountMinor', is: 'contains', value: '1' },
      'unknown-operator',
      'condition',
    ],
    ['a raw operator', { field: 'order.amountMinor', is: '$where', value: '1' }, 'unknown-operator', 'condition'],
    ['an object for a number', { not: { ...leaf, value: { $gt: '' } } }, 'wrong-type', 'not.value'],
    ['an array for a number', { ...leaf, value: [1] }, 'wrong-type', 'value'],
    ['text for a number', { ...leaf, value: '1' }, 'wrong-type', 'value'],
    ['a fraction', { ...leaf, value: 0.1 }, 'wrong-type', 'value'],
    ['a number beyond 2^53', { ...leaf, value: 2 ** 53 }, 'wrong-type', 'value'],
    ['NaN', { ...leaf, value: Number.NaN }, 'wrong-type', 'value'],
    ['a missing value', { field: 'order.amountMinor', is: 'equals' }, 'wrong-type', 'value'],
    ['a needless value', { field: 'order.gift', is: 'is-set', value: true }, 'wrong-type', 'value'],
    ['a day that does not exist', { field: 'order.date', is: 'equals', value: '2026-02-29' }, 'wrong-type', 'value'],
    [
      'an instant without offset',
      { field: 'order.placedAt', is: 'at-least', value: '2026-03-01T08:00:00' },
      'wrong-type',
      'value',
    ],
    ['weekday 0', { field: 'order.weekday', is: 'in', value: [1, 0] }, 'wrong-type', 'value[1]'],
    ['minute 1441', { field: 'order.time', is: 'at-most', value: 1_441 }, 'wrong-type', 'value'],
    ['an empty list', { field: 'order.weekday', is: 'in', value: [] }, 'empty-list', 'value'],
    ['an empty part', { field: 'order.coupon', is: 'contains', value: '' }, 'empty-text', 'value'],
    ['a range of text', { field: 'order.amountMinor', is: 'between', value: '1-2' }, 'wrong-type', 'value'],
    ['half a range', { field: 'order.amountMinor', is: 'between', value: { from: 1 } }, 'wrong-type', 'value.to'],
    [
      'a range with a stray key',
      { field: 'order.amountMinor', is: 'between', value: { from: 1, to: 2, by: 1 } },
      'unknown-key',
      'value',
    ],
    [
      'a range that runs backwards',
      { field: 'order.amountMinor', is: 'between', value: { from: 2, to: 1 } },
      'bad-range',
      'value',
    ],
    [
      'an empty window of instants',
      {
        field: 'order.placedAt',
        is: 'during',
        value: { from: '2026-03-01T08:00:00+08:00', to: '2026-03-01T00:00:00Z' },
      },
      'bad-range',
      'value',
    ],
    ['an empty window', { field: 'order.time', is: 'during', value: { from: 60, to: 60 } }, 'bad-range', 'value'],
    [
      'a window from the end of the day to its start',
      { field: 'order.time', is: 'during', value: { from: 1_440, to: 0 } },
      'bad-range',
      'value',
    ],
    ['NUL in text', { field: 'order.coupon', is: 'equals', value: 'a\0b' }, 'bad-text', 'value'],
    ['a lone surrogate', { field: 'order.coupon', is: 'equals', value: '\ud83c' }, 'bad-text', 'value'],
    [
      'a choice that does not exist',
      { field: 'order.channel', is: 'in', value: ['pos', 'fax'] },
      'unknown-choice',
      'value[1]',
    ],
    ['an unknown quantifier', { line: 'most', where: { all: [] } }, 'unknown-quantifier', 'condition'],
    ['lines without where', { line: 'any' }, 'unknown-shape', 'where'],
    ['an order field inside where', { line: 'any', where: leaf }, 'unknown-field', 'where'],
    ['a line field outside where', { field: 'line.sku', is: 'is-set' }, 'unknown-field', 'condition'],
    [
      'lines inside lines',
      { line: 'any', where: { not: { line: 'any', where: { all: [] } } } },
      'no-lines',
      'where.not',
    ],
  ]
  test.each(cases)('%s', (_, json, code, path) => {
    expect(why(json)).toEqual([`condition.${code}`, path])
  })

  test('every refusal is a whole sentence in every language', () => {
    for (const [, json] of cases) {
      const { words, facts, status } = refused(json)
      expect(status).toBe(422)
      for (const locale of locales) expect(say(words, facts, locale)).not.toMatch(/[{}]/)
    }
  })

  test('an unknown field names the nearest one, and none when nothing is near', () => {
    const nearest = (field: string) => refused({ field, is: 'is-set' }).facts.nearest
    expect(nearest('order.amountMinr')).toBe('order.amountMinor')
    expect(nearest('ORDER.CHANEL')).toBe('order.channel')
    expect(nearest('tags')).toBe('member.tags')
    expect(nearest('shoe size')).toBe(null)
    expect(nearest('')).toBe(null)
    expect(
      say(refused({ field: 'tags', is: 'is-set' }).words, { path: 'p', field: 'tags', nearest: 'member.tags' }, 'en'),
    ).toBe('p: there is no field “tags” here. Did you mean “member.tags”?')
  })

  test('the path begins where the condition stands in its document', () => {
    expect(parseCondition({ all: [{}] }, shop, 'rules[3].when')).toMatchObject({
      facts: { path: 'rules[3].when.all[0]' },
    })
    expect(parseCondition({}, shop, 'rules[3].when')).toMatchObject({ facts: { path: 'rules[3].when' } })
  })

  test('a line scope knows line fields and nothing else', () => {
    const scope = (json: unknown) => parseCondition(json, lineVocabulary(shop))
    expect(isRefusal(scope({ field: 'line.sku', is: 'is-set' }))).toBe(false)
    expect(scope(leaf)).toMatchObject({ refusal: 'condition.unknown-field' })
    expect(scope({ line: 'any', where: { all: [] } })).toMatchObject({ refusal: 'condition.no-lines' })
  })
})

suite('limits', () => {
  const equals = (value: unknown) => ({ field: 'order.coupon', is: 'equals', value })
  const listOf = (value: unknown) => ({ field: 'order.coupon', is: 'in', value })
  const many = (count: number, make: (index: number) => unknown) =>
    Array.from({ length: count }, (_, index) => make(index))
  const counted = (json: unknown) => refused(json).facts.counted

  test('depth: the last level is accepted and the next refused', () => {
    expect(depthOf(accepted(parse(nested(limits.depth))))).toBe(limits.depth)
    expect(refused(nested(limits.depth + 1)).refusal).toBe('condition.too-deep')
  })

  test('nodes: the last is accepted and the next refused, however they are spread', () => {
    expect(isRefusal(parse({ all: many(limits.nodes - 1, () => leaf) }))).toBe(false)
    expect(counted({ all: many(limits.nodes, () => leaf) })).toBe('nodes')
    expect(counted({ all: many(26, () => ({ any: many(19, () => leaf) })) })).toBe('nodes')
  })

  test('texts and lists: the last is accepted and the next refused', () => {
    expect(isRefusal(parse(equals('x'.repeat(limits.text))))).toBe(false)
    expect(counted(equals('x'.repeat(limits.text + 1)))).toBe('text')
    expect(isRefusal(parse(listOf(many(limits.values, String))))).toBe(false)
    expect(counted(listOf(many(limits.values + 1, String)))).toBe('values')
  })

  test('everything together stays under 1 MB: lists and texts are counted over the whole tree', () => {
    expect(counted({ any: many(11, () => listOf(many(limits.values, String))) })).toBe('valuesInAll')
    expect(counted({ any: many(201, () => equals('x'.repeat(500))) })).toBe('textInAll')
    expect(isRefusal(parse({ any: many(200, () => equals('x'.repeat(500))) }))).toBe(false)
  })

  test('hostile trees are refused in less than 50 ms', () => {
    const deep = JSON.parse(`${'{"not":'.repeat(10_000)}{"all":[]}${'}'.repeat(10_000)}`)
    const deepLists = JSON.parse(`{"all":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)
    const keys = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`key${index}`, index]))
    const megabyte = 'x'.repeat(1_000_000)
    const hostile: readonly unknown[] = [
      deep,
      deepLists,
      { all: many(30_000, () => leaf) },
      { all: many(26, () => ({ all: many(20_000, () => leaf) })) },
      listOf(many(200_000, String)),
      { any: many(400, () => listOf(many(1_000, () => 'xx'))) },
      equals(megabyte),
      { field: megabyte, is: 'is-set' },
      { field: 'order.gift', is: megabyte },
      { field: 'order.date', is: 'equals', value: megabyte },
      { field: 'order.placedAt', is: 'at-least', value: `2026-03-01T08:00:00.${'0'.repeat(1_000_000)}Z` },
      keys,
      { all: [], ...keys },
      { line: megabyte, where: leaf },
    ]
    for (const json of hostile) {
      let outcome: unknown
      const times = [1, 2, 3].map(() => milliseconds(() => (outcome = parse(json))))
      expect(Math.min(...times)).toBeLessThan(50)
      expect(isRefusal(outcome)).toBe(true)
      expect(JSON.stringify(outcome).length).toBeLessThan(2_000)
    }
  })
})

suite('names that JavaScript knows', () => {
  const special = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype']
  const words = { en: 'x', 'zh-CN': 'x' }

  test('are unknown fields, operators and keys like any other', () => {
    for (const name of special) {
      expect(refused(JSON.parse(`{"field":"${name}","is":"is-set"}`)).refusal).toBe('condition.unknown-field')
      expect(refused(JSON.parse(`{"field":"order.gift","is":"${name}"}`)).refusal).toBe('condition.unknown-operator')
      expect(refused(JSON.parse(`{"${name}":{"all":[]}}`)).refusal).toBe('condition.unknown-shape')
      expect(refused(JSON.parse(`{"all":[],"${name}":{"any":[]}}`)).refusal).toBe('condition.unknown-key')
    }
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  test('are fields and values when a vocabulary has them', () => {
    const text: Field<unknown> = { type: 'text', words, read: () => '__proto__' }
    const odd = vocabulary({ fields: new Map(special.map((name) => [name, text])) })
    for (const field of special) {
      const json = JSON.parse(`{"field":"${field}","is":"in","value":["__proto__","constructor"]}`)
      expect(accepted(parseCondition(json, odd))).toEqual(json)
    }
  })
})

suite('what is accepted', () => {
  test('is plain JSON, and parsing it again changes nothing', () => {
    fc.assert(
      fc.property(conditionJson, (json) => {
        const once = accepted(parse(json))
        expect(accepted(parse(JSON.parse(JSON.stringify(once))))).toEqual(once)
      }),
    )
  })

  test('is normalised: instants to UTC, lists without repetition, −0 to 0', () => {
    expect(parse({ field: 'order.placedAt', is: 'at-most', value: '2026-03-01T08:00:00+08:00' })).toMatchObject({
      value: '2026-03-01T00:00:00.000Z',
    })
    expect(parse({ field: 'order.weekday', is: 'in', value: [7, 6, 7] })).toMatchObject({ value: [7, 6] })
    expect(parse({ ...leaf, value: -0 })).toEqual({ ...leaf, value: 0 })
  })

  test('tells the fields that it uses, each once and sorted', () => {
    const json = { all: [leaf, { line: 'none', where: { field: 'line.sku', is: 'is-set' } }, { not: { any: [leaf] } }] }
    expect(fieldsUsed(accepted(parse(json)))).toEqual(['line.sku', 'order.amountMinor'])
  })

  test('whatever JSON arrives, the answer is a condition or a refusal', () => {
    const names = ['all', 'any', 'not', 'line', 'where', 'field', 'is', 'value', 'from', 'to']
    const odd = fc.letrec<{ json: unknown }>((tie) => ({
      json: fc.oneof(
        { maxDepth: 5 },
        fc.jsonValue(),
        conditionJson,
        fc.constantFrom('order.channel', 'order.time', 'during', 'in', 'any'),
        fc.array(tie('json'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...names), tie('json'), { maxKeys: 4 }),
      ),
    })).json
    fc.assert(
      fc.property(odd, (json) => {
        const outcome = parse(json)
        expect(isRefusal(outcome) ? outcome.refusal : 'condition.').toMatch(/^condition\./)
      }),
      { numRuns: 2_000 },
    )
  })
})
