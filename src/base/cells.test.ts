import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainCell, safeCell } from './cells.ts'

const read = (csv: string): string[] => parse(csv, { bom: false })[0] ?? []

test('no cell is a formula to a spreadsheet, and a phone keeps its plus', () => {
  for (const text of ['=1+1', '@sum', '+8613800138000', '-1+1', '\t=1', '\r=1', '\n=1', '＝1', '＋1', "'=1", "''=1"])
    expect(read(safeCell(text))).toEqual([`'${text}`])
})

test('numbers, words and lone apostrophes stay as they are', () => {
  for (const text of ['-12.50', '12', "'t is tea", 'a-b', '茶', '']) expect(safeCell(text)).toBe(text)
  expect(safeCell('-1,250.5')).toBe('"-1,250.5"')
})

test('what is written is read again, whatever it is', () => {
  const marks = fc.constantFrom('=', '+', '-', '@', "'", '"', ',', '\t', '\r', '\n', '＝', 'a', '1')
  const text = fc.oneof(
    fc.string(),
    fc.array(marks, { minLength: 1, maxLength: 6 }).map((all) => all.join('')),
  )
  fc.assert(
    fc.property(text, text, (a, b) => {
      const [first = '', second = ''] = read([a, b].map(safeCell).join(',').concat('\r\n'))
      expect([plainCell(first), plainCell(second)]).toEqual([a, b])
    }),
  )
})
