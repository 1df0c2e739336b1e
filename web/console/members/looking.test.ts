import { expect, test } from 'vitest'
import { looksOn } from './looking.ts'

test('pages that come short are followed until a page’s worth is there, and not for ever', () => {
  expect(looksOn([])).toBe(false)
  expect(looksOn([50])).toBe(false)
  expect(looksOn([3])).toBe(true)
  expect(looksOn([50, 0, 49])).toBe(true)
  expect(looksOn([50, 3, 47])).toBe(false)
  expect(looksOn(Array.from({ length: 29 }, () => 0))).toBe(true)
  expect(looksOn(Array.from({ length: 30 }, () => 0))).toBe(false)
  expect(looksOn(Array.from({ length: 31 }, () => 0))).toBe(true)
})
