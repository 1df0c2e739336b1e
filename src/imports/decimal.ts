/** Decimal text to exact whole numbers. No floating point: `0.1` is one tenth, and 2.675 × 2 is 5.35. */
import { mulDiv } from '../base/quantities.ts'

/** `units` ÷ 10^`scale`; both whole, `units` safe, no trailing zeros in the fraction. */
export type Decimal = { readonly units: number; readonly scale: number }

export type NumberFormat = {
  /** What stands before the fraction. */ readonly decimal: '.' | ','
  /** What groups thousands; empty: nothing does. */ readonly thousands: '' | ',' | '.' | ' ' | "'"
}

const plain = /^([+-]?)(\d+)(?:\.(\d*))?$/
const wrapped = /^\((.+)\)$/
/** Signs of currencies that people leave in a cell, before or after the number. */
const currencySigns = /^[-+]?\s*[£$€¥₩₹]|[£$€¥₩₹元]\s*$/

/**
 * Reads decimal text exactly. Understood besides plain digits: a sign before or after, `(5.00)` for a negative amount, one
 * currency sign, full-width digits, and the thousands mark in groups of three. Undefined for everything else, and for
 * numbers of more than 15 significant digits, which are identifiers or slips.
 */
export function parseDecimal(text: string, format: NumberFormat): Decimal | undefined {
  const direct = format.decimal === '.' ? plain.exec(text) : null
  return direct === null ? parseWritten(text, format) : fromParts(direct[1] === '-', direct[2] ?? '', direct[3] ?? '')
}

function parseWritten(text: string, format: NumberFormat): Decimal | undefined {
  let rest = text
    .normalize('NFKC')
    .replace(/[\u2212\u2013]/g, '-')
    .replace(/[\u00a0\u202f\u2009]/g, ' ')
    .trim()
  const inner = wrapped.exec(rest)?.[1]
  let negative = inner !== undefined
  rest = inner ?? rest
  if (currencySigns.test(rest)) rest = rest.replace(/[£$€¥₩₹元]/, '').trim()
  const sign = /^[+-]|[+-]$/.exec(rest)
  if (sign !== null) {
    if (negative) return undefined
    negative = sign[0] === '-'
    rest = (sign.index === 0 ? rest.slice(1) : rest.slice(0, -1)).trim()
  }
  const mark = rest.indexOf(format.decimal)
  const fraction = mark < 0 ? '' : rest.slice(mark + 1)
  const head = mark < 0 ? rest : rest.slice(0, mark)
  const digits = ungrouped(head, format.thousands)
  if (digits === undefined || !/^\d*$/.test(fraction) || digits.length + fraction.length === 0) return undefined
  return fromParts(negative, digits, fraction)
}

function ungrouped(text: string, thousands: NumberFormat['thousands']): string | undefined {
  if (/^\d*$/.test(text)) return text
  if (thousands === '') return undefined
  const groups = text.split(thousands)
  const [first = '', ...others] = groups
  return /^\d{1,3}$/.test(first) && others.every((group) => /^\d{3}$/.test(group)) ? groups.join('') : undefined
}

function fromParts(negative: boolean, whole: string, fraction: string): Decimal | undefined {
  const kept = fraction.endsWith('0') ? fraction.replace(/0+$/, '') : fraction
  const digits = whole + kept
  if (digits.length > 15 && digits.replace(/^0+/, '').length > 15) return undefined
  const units = Number(digits)
  return { units: negative && units !== 0 ? -units : units, scale: kept.length }
}

/** The whole number that a decimal is; undefined when it has a fraction. */
export function asWhole({ units, scale }: Decimal): number | undefined {
  return scale === 0 ? units : undefined
}

/**
 * decimal × times in minor units of a currency with `decimals`, half-up (away from zero at .5, so that a return mirrors its
 * purchase). Undefined when the result leaves the safe range.
 */
export function minorUnits({ units, scale }: Decimal, times: number, decimals: number): number | undefined {
  const shift = scale - decimals
  try {
    return shift > 0 ? mulDiv(units, times, 10 ** shift, 'half-up') : mulDiv(units * 10 ** -shift, times, 1, 'half-up')
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
