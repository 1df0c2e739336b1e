import { expect, test } from 'vitest'
import { cellsOf, textOf } from '../../ui/cells.ts'
import { understood } from './rows.ts'

test('headings in either language say what a column is; an empty cell says nothing', () => {
  expect(understood('货号,商品名称,价格,类目\r\nT1,龙井,68,tea\r\n\r\nT2,"碧螺春 ""特级""",88,\r\n')).toEqual({
    rows: [
      { line: 2, cells: { sku: 'T1', name: '龙井', category: 'tea' } },
      { line: 4, cells: { sku: 'T2', name: '碧螺春 "特级"' } },
    ],
    known: [
      { column: 'sku', heading: '货号' },
      { column: 'name', heading: '商品名称' },
      { column: 'category', heading: '类目' },
    ],
    others: ['价格'],
  })
})

test.each([
  ['', 'no-rows'],
  ['sku,name\n', 'no-rows'],
  ['name\nTea', 'no-sku'],
  ['sku;brand\nT1;b', 'no-name'],
])('%j holds no products: %s', (text, why) => {
  expect(understood(text)).toBe(why)
})

test('tabs and semicolons separate too, and breaks within quotes count as lines', () => {
  expect(cellsOf('a\tb\n"x\ny"\tz\nlast\t1')).toEqual([
    { line: 1, cells: ['a', 'b'] },
    { line: 2, cells: ['x\ny', 'z'] },
    { line: 4, cells: ['last', '1'] },
  ])
  expect(cellsOf('a;b,c;d')).toEqual([{ line: 1, cells: ['a', 'b,c', 'd'] }])
})

test('what a Chinese spreadsheet saved is read, with a mark at its beginning or without', () => {
  expect(textOf(new Uint8Array([0xc1, 0xfa, 0xbe, 0xae]).buffer)).toBe('龙井')
  expect(textOf(new Uint8Array([0xef, 0xbb, 0xbf, 0x73, 0x6b, 0x75]).buffer)).toBe('sku')
})

test('whatever stands in the cells comes back as it was', () => {
  const signs = ['a', '茶', '"', ',', '\n', ';', ' ', '\t']
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  for (const one of signs)
    for (const other of signs)
      for (const third of signs) {
        const table = [
          ['a', 'b'],
          [one + other + third, third + one],
          ['z', other],
        ]
        const text = table.map((cells) => cells.map(quoted).join(',')).join('\r\n')
        const there = table.filter((cells) => cells.some((each) => each.trim() !== ''))
        expect(cellsOf(text).map(({ cells }) => cells)).toEqual(there)
      }
})
