import { expect, test } from 'vitest'
import { replacing, writer } from './replacing.ts'

test('the longest pair that fits holds, from left to right, and nothing is replaced twice', () => {
  const write = replacing([
    ['手機號', '手機號碼'],
    ['手機號碼', '手機號碼'],
    ['賬', '帳'],
    ['帳戶', '錢包'],
  ])
  expect(write('手機號、手機號碼、賬戶')).toBe('手機號碼、手機號碼、帳戶')
  expect(write('')).toBe('')
})

test('what no pair fits stays as it is, signs of two halves too', () => {
  const write = replacing([['a', 'b']])
  for (const text of ['', 'banana', '👩‍👩‍👧a', '\ud842\udfb7a家', 'a\ud842'])
    expect(write(text)).toBe(text.replaceAll('a', 'b'))
})

test('a phrase is more than its signs, and corrections come after both', () => {
  const write = writer({
    signs: '数數据據设設备備网網',
    phrases: [['数据', '資料']],
    corrections: [[['設備', '裝置']]],
  })
  expect(write('数据、据、设备、网')).toBe('資料、據、裝置、網')
})
