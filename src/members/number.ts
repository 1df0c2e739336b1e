/**
 * Member numbers: twelve digits, the first not 0 (spreadsheets drop it), the last a Damm check digit, which catches every
 * single wrong digit and every pair of neighbours swapped. Random, so that nobody learns how many members there are; never a
 * secret: 9 × 10^10 numbers can be tried.
 */

/** The quasigroup of order 10 from H. M. Damm, Total anti-symmetrische Quasigruppen (2004), page 111. */
const quasigroup = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
] as const

/** The digit to append to `digits`; of a text that ends with its check digit it is 0. */
export function checkDigit(digits: string): number {
  let interim = 0
  for (const digit of digits) interim = Number(quasigroup[interim]?.charAt(Number(digit)))
  return interim
}

export function isMemberNumber(text: string): boolean {
  return /^[1-9][0-9]{11}$/.test(text) && checkDigit(text) === 0
}

const FIRST = 10_000_000_000
const COUNT = 90_000_000_000

/** @param random draws a whole number from 0 up to, not including, its argument */
export function memberNumber(random: (below: number) => number): string {
  const digits = String(FIRST + random(COUNT))
  return `${digits}${checkDigit(digits)}`
}
