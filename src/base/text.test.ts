import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanText, folded, grouped, holdsPaymentCard, isLuhn } from './text.ts'

describe('clean text', () => {
  test.each([
    ['  Ada  ', 'Ada'],
    ['Zoe\u0308', 'Zoë'],
    ['محمد علي', 'محمد علي'],
    ['𠮷野家', '𠮷野家'],
    ['👩‍👩‍👧', '👩‍👩‍👧'],
    ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
    ["Robert'); drop table members;--", "Robert'); drop table members;--"],
  ])('%j is kept as %j', (given, kept) => {
    expect(cleanText(given, 100)).toBe(kept)
  })

  test.each([
    '',
    '   ',
    'a\u0000b',
    'a\nb',
    'a\u001b[31m',
    'abc\u202egpj.exe',
    '\u2066x\u2069',
    '\ud800',
    'x'.repeat(101),
    'x'.repeat(10_000),
  ])('%j is refused', (given) => {
    expect(cleanText(given, 100)).toBeUndefined()
  })

  test('lines may break only where they are allowed to', () => {
    expect(cleanText('one\ntwo', 100, 'lines')).toBe('one\ntwo')
    expect(cleanText('one\rtwo', 100, 'lines')).toBeUndefined()
  })

  test('cleaning twice is cleaning once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const clean = cleanText(text, 100)
        if (clean !== undefined) expect(cleanText(clean, 100)).toBe(clean)
      }),
    )
  })
})

test.each([
  ['Ｚoë', 'zoe'],
  ['STRASSE', 'straße'],
  ['  A   B ', 'a b'],
])('%j and %j fold alike', (a, b) => {
  expect(folded(a)).toBe(folded(b))
})

describe('payment card numbers', () => {
  // The numbers that card schemes and processors publish for tests.
  test.each([
    '4111111111111111',
    '5555 5555 5555 4444',
    '3782-822463-10005',
    'card 4111 1111 1111 1111 thanks',
    '４１１１１１１１１１１１１１１１',
  ])('are seen in %j', (text) => {
    expect(holdsPaymentCard(text)).toBe(true)
  })

  test.each(['4111111111111112', '13800138000', '41111111111111110000', 'order 20260301', '1111111111111117'])(
    'are not seen in %j',
    (text) => {
      expect(holdsPaymentCard(text)).toBe(false)
    },
  )

  test('a wrong digit never passes the check', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 1, max: 9 }), (place, shift) => {
        const digits = [...'4111111111111111'].map(Number)
        digits[place] = ((digits[place] ?? 0) + shift) % 10
        expect(isLuhn(digits.join(''))).toBe(false)
      }),
    )
  })

  test('a long run of digits is judged in a moment', () => {
    const started = performance.now()
    holdsPaymentCard('4 '.repeat(100_000))
    expect(performance.now() - started).toBeLessThan(200)
  })
})

test('whole numbers for people come in groups of three', () => {
  expect([0, 999, 1_000, 1_234_567].map(grouped)).toEqual(['0', '999', '1,000', '1,234,567'])
})
