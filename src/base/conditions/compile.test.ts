import fc from 'fast-check'
import { expect, describe as suite, test } from 'vitest'
import { accepted } from '../refusals.ts'
import { compile } from './compile.ts'
import { parseCondition } from './parse.ts'
import { replay } from './replay.fixture.ts'
import { conditionJson, order, orders, type ShopOrder, shop } from './shop.fixture.ts'
import type { Condition } from './tree.ts'
import { lineVocabulary, vocabulary } from './vocabulary.ts'

const parsed = (json: unknown): Condition => accepted(parseCondition(json, shop))
const matches = (json: unknown, subject: ShopOrder): boolean => compile(parsed(json), shop)(subject)

suite('the algebra', () => {
  const same = (left: (json: object, other: object) => object, right: (json: object, other: object) => object) =>
    fc.assert(
      fc.property(conditionJson, conditionJson, orders, (json, other, subject) => {
        expect(matches(left(json, other), subject)).toBe(matches(right(json, other), subject))
      }),
      { numRuns: 300 },
    )

  test('not not x is x', () =>
    same(
      (x) => ({ not: { not: x } }),
      (x) => x,
    ))
  test('not all is any not', () =>
    same(
      (x, y) => ({ not: { all: [x, y] } }),
      (x, y) => ({ any: [{ not: x }, { not: y }] }),
    ))
  test('not any is all not', () =>
    same(
      (x, y) => ({ not: { any: [x, y] } }),
      (x, y) => ({ all: [{ not: x }, { not: y }] }),
    ))
  test('all of nothing is always, any of nothing is never', () => {
    expect(matches({ all: [] }, order({}))).toBe(true)
    expect(matches({ any: [] }, order({}))).toBe(false)
  })

  test('a negative operator is the exact opposite of its positive one', () => {
    const opposites = new Map([
      ['equals', 'not-equals'],
      ['in', 'not-in'],
      ['has-any', 'has-none'],
      ['is-set', 'is-not-set'],
    ])
    fc.assert(
      fc.property(conditionJson, orders, (json, subject) => {
        const opposite = 'is' in json ? opposites.get(String(json.is)) : undefined
        fc.pre(opposite !== undefined)
        expect(matches({ ...json, is: opposite }, subject)).toBe(!matches(json, subject))
      }),
    )
  })
})

suite('the compiler', () => {
  test('agrees with a second reading of the rules on random conditions and orders', () => {
    let held = 0
    let runs = 0
    fc.assert(
      fc.property(conditionJson, orders, (json, subject) => {
        const condition = parsed(json)
        const answer = compile(condition, shop)(subject)
        expect(answer).toBe(replay(condition, subject))
        held += answer ? 1 : 0
        runs += 1
      }),
      { numRuns: 3_000 },
    )
    expect(held / runs).toBeGreaterThan(0.2)
    expect(held / runs).toBeLessThan(0.8)
  })

  test('never throws, whatever the subject', () => {
    const odd = fc.oneof(
      fc.anything(),
      fc.record({
        channel: fc.anything(),
        tags: fc.anything(),
        date: fc.anything(),
        lines: fc.anything(),
        time: fc.anything(),
      }),
    )
    fc.assert(
      fc.property(conditionJson, odd, (json, subject) => {
        expect(typeof compile(parsed(json), shop)(subject as ShopOrder)).toBe('boolean')
      }),
      { numRuns: 1_000 },
    )
  })

  test('a reader that throws, or answers in another type, reads as not set', () => {
    const odd = vocabulary<unknown>({
      fields: {
        thrown: {
          type: 'number',
          words: { en: 'x', 'zh-CN': 'x' },
          read: () => {
            throw new Error('no')
          },
        },
        other: { type: 'list', words: { en: 'x', 'zh-CN': 'x' }, read: () => JSON.parse('{"length":3}') },
      },
    })
    const say = (json: object) => compile(accepted(parseCondition(json, odd)), odd)(null)
    expect(say({ field: 'thrown', is: 'is-set' })).toBe(false)
    expect(say({ field: 'thrown', is: 'not-equals', value: 1 })).toBe(true)
    expect(say({ field: 'other', is: 'has-none', value: ['a'] })).toBe(true)
  })

  test('refuses at once to compile what the vocabulary no longer knows', () => {
    expect(() => compile({ field: 'gone', is: 'is-set' }, shop)).toThrow(TypeError)
    expect(() => compile({ field: 'order.amountMinor', is: 'equals', value: 'ten' }, shop)).toThrow(TypeError)
    expect(() => compile({ line: 'any', where: { all: [] } }, lineVocabulary(shop))).toThrow(TypeError)
  })
})
