import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isRefusal, type Refusal } from '../base/refusals.ts'
import { type Category, LEVELS_AT_MOST, type PlacedCategory, placed, productOf, searchText, storeOf } from './rules.ts'

function code(outcome: object | Refusal): string {
  return isRefusal(outcome) ? outcome.refusal : 'kept'
}

describe('a product', () => {
  test('needs a name only', () => {
    expect(productOf('85123A', { name: ' 茶杯 ' })).toEqual({
      sku: '85123A',
      name: '茶杯',
      translations: {},
      active: true,
      category: null,
      brand: null,
      attributes: {},
    })
  })

  test.each([
    ['a sku with a space at its end', 'A ', { name: 'x' }],
    ['an empty sku', '', { name: 'x' }],
    ['a sku with U+0000', 'a\u0000', { name: 'x' }],
    ['a sku of 101 signs', 'x'.repeat(101), { name: 'x' }],
    ['no name', 'A', { name: ' ' }],
    ['a name of 10 kB', 'A', { name: 'x'.repeat(10_240) }],
    ['a language that is none', 'A', { name: 'x', translations: { 'zh_CN!': 'x' } }],
    ['__proto__ for a language', 'A', { name: 'x', translations: JSON.parse('{"__proto__":"x"}') }],
    ['__proto__ for an attribute', 'A', { name: 'x', attributes: JSON.parse('{"__proto__":"x"}') }],
    ['an endless number', 'A', { name: 'x', attributes: { a: Number.POSITIVE_INFINITY } }],
    [
      'a hundred and one attributes',
      'A',
      { name: 'x', attributes: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`a${i}`, 1])) },
    ],
  ])('with %s is refused', (_, sku, given) => {
    expect(code(productOf(sku, given))).toMatch(/^catalogue\.(text|value)-invalid$/)
  })

  test('is found by its sku and its names in every language, however they are written', () => {
    const product = productOf('TEA-1', { name: '茶杯', translations: { en: 'Café Cup' } })
    if (isRefusal(product)) throw new Error(product.refusal)
    for (const word of ['tea-1', '茶', 'cafe', 'cup']) expect(searchText(product.sku, product)).toContain(word)
  })
})

test('a store in no time zone is refused', () => {
  expect(code(storeOf('S1', { name: 'x', timeZone: 'Moon/Base' }))).toBe('catalogue.value-invalid')
  expect(code(storeOf('S1', { name: 'x', timeZone: 'Asia/Shanghai', city: '上海' }))).toBe('kept')
})

describe('the tree of categories', () => {
  const named = { name: 'x', translations: {}, active: true }
  /** Moves one after another; refused moves change nothing. */
  function grown(moves: readonly { code: string; parent: string | null }[]): Map<string, PlacedCategory> {
    const tree = new Map<string, PlacedCategory>()
    for (const move of moves) {
      const category: Category = { ...named, ...move }
      if (move.parent !== null && !tree.has(move.parent)) continue
      const paths = placed(tree, category)
      if (isRefusal(paths)) continue
      tree.set(move.code, { ...category, path: [] })
      for (const [moved, path] of paths) {
        const other = tree.get(moved)
        if (other !== undefined) tree.set(moved, { ...other, path })
      }
    }
    return tree
  }

  test('takes what is below along when a category moves', () => {
    const tree = grown([
      { code: 'food', parent: null },
      { code: 'drinks', parent: null },
      { code: 'tea', parent: 'food' },
      { code: 'green', parent: 'tea' },
      { code: 'tea', parent: 'drinks' },
    ])
    expect(tree.get('green')?.path).toEqual(['drinks', 'tea', 'green'])
  })

  test.each(['food', 'tea', 'green'])('refuses food under %s', (parent) => {
    const tree = grown([
      { code: 'food', parent: null },
      { code: 'tea', parent: 'food' },
      { code: 'green', parent: 'tea' },
    ])
    expect(code(placed(tree, { ...named, code: 'food', parent }))).toBe('catalogue.category-cycle')
  })

  test('is no deeper than its limit, also by moving a deep branch', () => {
    const chain = Array.from({ length: LEVELS_AT_MOST }, (_, i) => ({
      code: `c${i}`,
      parent: i === 0 ? null : `c${i - 1}`,
    }))
    const tree = grown([...chain, { code: 'root', parent: null }])
    expect(tree.get(`c${LEVELS_AT_MOST - 1}`)?.path).toHaveLength(LEVELS_AT_MOST)
    expect(code(placed(tree, { ...named, code: 'c0', parent: 'root' }))).toBe('catalogue.category-too-deep')
  })

  test('after any moves has paths that follow the parents up to a root', () => {
    const codes = ['a', 'b', 'c', 'd', 'e', 'f']
    const move = fc.record({ code: fc.constantFrom(...codes), parent: fc.constantFrom(null, ...codes) })
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
        const tree = grown(moves)
        for (const { code: own, parent, path } of tree.values())
          expect(path).toEqual([...(parent === null ? [] : (tree.get(parent)?.path ?? ['missing'])), own])
      }),
    )
  })
})
