import { expect, test } from 'vitest'
import { claimLink, receiptNumber } from './receipt.ts'

test('the code of a guest’s receipt opens the portal with number and total, and the till reads the number in it', () => {
  const printed = { number: 'T7-000123', origin: 'https://tea.example' }
  const link = claimLink({ ...printed, totalMinor: 16_805, currency: 'CNY' })
  expect(link).toBe('https://tea.example/my/claim?number=T7-000123&total=168.05')
  expect(claimLink({ ...printed, totalMinor: 1_680, currency: 'JPY' })).toContain('total=1680')
  expect(receiptNumber(` ${link} `)).toBe('T7-000123')
  for (const typed of ['T7-000123', 'https://elsewhere.example/', 'a b', '']) expect(receiptNumber(typed)).toBe(typed)
})
