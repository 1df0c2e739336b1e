import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkDigit, isMemberNumber, memberNumber } from './number.ts'

const numbers = fc.integer({ min: 0, max: 89_999_999_999 }).map((drawn) => memberNumber(() => drawn))

test('the check digit of 572 is 4, as in the published example of the Damm algorithm', () => {
  expect(checkDigit('572')).toBe(4)
  expect(checkDigit('5724')).toBe(0)
})

test('every number drawn is twelve digits, does not begin with 0, and checks', () => {
  fc.assert(
    fc.property(numbers, (number) => {
      expect(number).toMatch(/^[1-9][0-9]{11}$/)
      expect(isMemberNumber(number)).toBe(true)
    }),
  )
})

test('one wrong digit, or two neighbours swapped, is always noticed', () => {
  fc.assert(
    fc.property(numbers, fc.nat(11), fc.integer({ min: 1, max: 9 }), (number, place, shift) => {
      const wrong = [...number]
      wrong[place] = String((Number(wrong[place]) + shift) % 10)
      expect(isMemberNumber(wrong.join(''))).toBe(false)
      const [a = '', b = ''] = number.slice(place, place + 2)
      const swapped = number.slice(0, place) + b + a + number.slice(place + 2)
      expect(isMemberNumber(swapped)).toBe(a === b || b === '')
    }),
  )
})

test.each(['', '12345678901', '0123456789012', '12345678901x', '１２３４５６７８９０１２'])(
  '%j is no member number',
  (text) => {
    expect(isMemberNumber(text)).toBe(false)
  },
)
