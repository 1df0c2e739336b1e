import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asWhole, minorUnits, type NumberFormat, parseDecimal } from './decimal.ts'

const english: NumberFormat = { decimal: '.', thousands: ',' }
const german: NumberFormat = { decimal: ',', thousands: '.' }
const plain: NumberFormat = { decimal: '.', thousands: '' }

describe('decimal text becomes exact numbers', () => {
  test.each([
    ['2.55', plain, 255, 2],
    ['0.001', plain, 1, 3],
    ['-11062.06', plain, -1_106_206, 2],
    ['2.50', plain, 25, 1],
    ['5', plain, 5, 0],
    ['+5.', plain, 5, 0],
    ['.5', plain, 5, 1],
    ['1,234,567.80', english, 12_345_678, 1],
    ['1.234,56', german, 123_456, 2],
    ['1 234,5', { decimal: ',', thousands: ' ' }, 12_345, 1],
    ["1'234.5", { decimal: '.', thousands: "'" }, 12_345, 1],
    ['(5.00)', plain, -5, 0],
    ['12-', plain, -12, 0],
    ['\u22127', plain, -7, 0],
    ['£2.10', plain, 21, 1],
    ['-¥3', plain, -3, 0],
    ['3.5元', plain, 35, 1],
    ['１２．５', plain, 125, 1],
  ] as const)('%s', (text, format, units, scale) => {
    expect(parseDecimal(text, format)).toEqual({ units, scale })
  })

  test.each([
    '',
    '-',
    '.',
    '1e5',
    '0x10',
    'NaN',
    '12,34',
    '1,2345.6',
    '1.2.3',
    '--5',
    '(-5)',
    'five',
    '1 2',
    '1234567890123456',
  ])('"%s" is no number', (text) => {
    expect(parseDecimal(text, english)).toBeUndefined()
  })

  test('a point does not pass for thousands where the comma is decimal, and neither the other way round', () => {
    expect(parseDecimal('12.50', german)).toBeUndefined()
    expect(parseDecimal('12,50', english)).toBeUndefined()
    expect(parseDecimal('12,50', plain)).toBeUndefined()
  })

  test('whatever is written is read back exactly, in every format', () => {
    const marks = fc.constantFrom<NumberFormat>(english, german, plain, { decimal: ',', thousands: ' ' })
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 0, max: 6 }), marks, (given, scale, format) => {
        const units = Math.trunc(given / 100)
        const digits = String(Math.abs(units)).padStart(scale + 1, '0')
        const head = digits.slice(0, digits.length - scale).replace(/\B(?=(\d{3})+$)/g, format.thousands)
        const text = `${units < 0 ? '-' : ''}${head}${scale === 0 ? '' : format.decimal + digits.slice(-scale)}`
        const read = parseDecimal(text, format)
        expect(read).toBeDefined()
        expect((read?.units ?? 0) * 10 ** (scale - (read?.scale ?? 0))).toBe(units === 0 ? 0 : units)
      }),
    )
  })
})

describe('amounts in minor units', () => {
  test('round half-up at each line, and a return mirrors its purchase', () => {
    const amount = (text: string, times: number) =>
      minorUnits(parseDecimal(text, plain) ?? { units: 0, scale: 0 }, times, 2)
    expect(amount('0.001', 1)).toBe(0)
    expect(amount('0.005', 1)).toBe(1)
    expect(amount('0.005', -1)).toBe(-1)
    expect(amount('2.675', 2)).toBe(535)
    expect(amount('0.29', 100)).toBe(2_900)
    expect(amount('80995', 1)).toBe(8_099_500)
  })

  test('are those of the currency: yen have no decimals, dinars three', () => {
    expect(minorUnits({ units: 1_505, scale: 1 }, 2, 0)).toBe(301)
    expect(minorUnits({ units: 15, scale: 1 }, 1, 3)).toBe(1_500)
  })

  test('beyond the safe range there is none', () => {
    expect(minorUnits({ units: 999_999_999_999_999, scale: 0 }, 1_000, 2)).toBeUndefined()
  })

  test('agree with exact arithmetic on big integers', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.integer({ min: 0, max: 5 }),
        fc.integer({ min: 1, max: 1e4 }),
        (units, scale, times) => {
          const product = BigInt(units) * BigInt(times) * 1000n
          const divisor = 10n ** BigInt(scale + 1)
          const magnitude = product < 0n ? -product : product
          const rounded = (2n * magnitude + divisor) / (2n * divisor)
          expect(minorUnits({ units, scale }, times, 2)).toBe(Number(product < 0n ? -rounded : rounded) + 0)
        },
      ),
    )
  })

  test('a quantity must be whole', () => {
    expect(asWhole({ units: 6, scale: 0 })).toBe(6)
    expect(asWhole({ units: 35, scale: 1 })).toBeUndefined()
  })
})
