/** Recovery codes: each replaces a second factor once. Pure. */
import { digestOf } from '../secrets.ts'

export const RECOVERY_CODES = 10

/** Without letters and digits that look alike on paper. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
/** 24 characters of 31 are 118 random bits: NIST SP 800-63B-4 §3.1.2.2 lets 112 and more be kept under a plain hash. */
const CHARACTERS = 24
const GROUP = 4

/** @param below random whole numbers from 0 to one less than its argument */
export function newRecoveryCode(below: (bound: number) => number): string {
  const all = Array.from({ length: CHARACTERS }, () => letters.charAt(below(letters.length))).join('')
  return all.replace(new RegExp(`.{${GROUP}}(?=.)`, 'g'), '$&-')
}

/** The same for however somebody typed it. */
export function recoveryHash(code: string): Buffer {
  return digestOf(code.toLowerCase().replace(/[^a-z0-9]/g, ''))
}
