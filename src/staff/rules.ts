/** What a password, an API key, an address and an origin must look like, and how guessing is slowed down. Pure. */
import { crc32 } from 'node:zlib'
import type { Refusal } from '../base/refusals.ts'
import { cleanText } from '../base/text.ts'
import { isRight, type Right } from '../platform/http/rights.ts'
import { beyondOwnRights, invalidEmail, invalidName, passwordTooLong, passwordTooShort } from './errors.ts'

/** NIST SP 800-63B-4 §3.1.1.2: at least 15 characters when the password is the only factor, no rule of composition. */
export const PASSWORD_AT_LEAST = 15
/** The same clause asks for at least 64; the bound only keeps a request small. */
export const PASSWORD_AT_MOST = 256
export const EMAIL_AT_MOST = 254
export const NAME_AT_MOST = 200
export const KEY_NAME_AT_MOST = 100

/** The form that is hashed: equal however a keyboard composed the characters. */
export function normalPassword(password: string): string {
  return password.normalize('NFKC')
}

/** Length in characters (code points), as NIST counts; anything else is welcome. */
export function checkedPassword(password: string): string | Refusal {
  const length = [...normalPassword(password)].length
  if (length < PASSWORD_AT_LEAST || !password.isWellFormed()) return passwordTooShort({ atLeast: PASSWORD_AT_LEAST })
  if (length > PASSWORD_AT_MOST) return passwordTooLong({ atMost: PASSWORD_AT_MOST })
  return password
}

/** Narrower than RFC 5321, as mail is in practice: letters, digits and a few marks before the @, a domain with a dot. */
const email =
  /^(?!\.)(?!.*\.\.)([A-Za-z0-9_'+\-.]*)[A-Za-z0-9_+-]@([A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,}$/

/** Trimmed, in lower case. */
export function checkedEmail(text: string): string | Refusal {
  const clean = normalEmail(text)
  return clean.length <= EMAIL_AT_MOST && email.test(clean) ? clean : invalidEmail({})
}

/** How an address is compared. */
export function normalEmail(text: string): string {
  return text.trim().toLowerCase()
}

export function checkedName(text: string, atMost: number = NAME_AT_MOST): string | Refusal {
  return cleanText(text, atMost) ?? invalidName({ atMost })
}

/** Each right once; at least one. */
export function checkedRights(
  asked: readonly string[],
  invalid: (facts: { unknown: readonly string[] }) => Refusal,
): readonly Right[] | Refusal {
  const unknown = asked.filter((right) => !isRight(right))
  if (asked.length === 0 || unknown.length > 0) return invalid({ unknown })
  return [...new Set(asked.filter(isRight))]
}

/** `wanted`, unless it holds what `own` lacks. */
export function withinOwnRights<Wanted extends Iterable<Right>>(
  own: ReadonlySet<Right>,
  wanted: Wanted,
): Wanted | Refusal {
  const missing = [...wanted].filter((right) => !own.has(right))
  return missing.length > 0 ? beyondOwnRights({ missing }) : wanted
}

export const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

const KEY_START = 'rk_live_'
/** 30 characters of 62 are 178 random bits. */
export const KEY_RANDOM_CHARACTERS = 30
/** 22 characters of 62 are 130 random bits. */
export const CODE_CHARACTERS = 22
/** A CRC-32 fits into 6 characters of 62. */
const CHECK_CHARACTERS = 6
export const KEY_LENGTH = KEY_START.length + KEY_RANDOM_CHARACTERS + CHECK_CHARACTERS
const VISIBLE_CHARACTERS = 4

/** An API key around random characters: `rk_live_`, they, and a check that spares a look-up for mistyped ones. */
export function keyAround(random: string): { key: string; prefix: string } {
  return {
    key: `${KEY_START}${random}${checkOf(random)}`,
    prefix: `${KEY_START}${random.slice(0, VISIBLE_CHARACTERS)}`,
  }
}

/** True for text of the right shape with the right check; whether such a key exists is another matter. */
export function couldBeKey(text: string): boolean {
  if (text.length !== KEY_LENGTH || !text.startsWith(KEY_START)) return false
  const random = text.slice(KEY_START.length, -CHECK_CHARACTERS)
  return text.endsWith(checkOf(random))
}

function checkOf(random: string): string {
  let rest = crc32(random)
  let text = ''
  for (let place = 0; place < CHECK_CHARACTERS; place += 1) {
    text = base62.charAt(rest % base62.length) + text
    rest = Math.floor(rest / base62.length)
  }
  return text
}

/** How long to wait after the n-th failure in a row, in seconds; the last value stands for all later ones. */
export type Patience = { readonly waits: readonly number[]; readonly forgetHours: number }

/**
 * An account: five tries, then slower, at most one an hour. It never closes for good, and devices on which the person
 * signed in before are counted apart, so that nobody can keep an account's holder out by failing on purpose.
 */
export const accountPatience: Patience = {
  waits: [0, 0, 0, 0, 30, 60, 120, 300, 600, 1_200, 2_400, 3_600],
  forgetHours: 24,
}

/** An address can be a whole office behind one router. */
export const addressPatience: Patience = {
  waits: [...Array.from({ length: 39 }, () => 0), 30, 60, 120, 300, 600, 900],
  forgetHours: 2,
}
