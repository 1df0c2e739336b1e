/** What a one-time code and a rotating code are, and how often one may ask. Pure. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Instant } from '../base/time.ts'

const MINUTE = 60_000

/** Six digits, five tries, ten minutes: of a million guesses a code allows five, and a person ten codes a day. */
export const CODE_DIGITS = 6
export const CODE_TRIES = 5
export const CODE_MILLISECONDS = 10 * MINUTE

type Budget = { readonly milliseconds: number; readonly codes: number }
/** What one phone or mailbox is sent at most: whoever asks for it pays nothing, the company and the person do. */
export const receiverBudgets: readonly Budget[] = [
  { milliseconds: MINUTE, codes: 1 },
  { milliseconds: 60 * MINUTE, codes: 5 },
  { milliseconds: 24 * 60 * MINUTE, codes: 10 },
]
/** What one network address may ask for; it can be a whole shop's guests behind one router. */
export const addressBudgets: readonly Budget[] = [
  { milliseconds: 10 * MINUTE, codes: 20 },
  { milliseconds: 24 * 60 * MINUTE, codes: 300 },
]

/**
 * How long to wait before another code may be asked for, in seconds; 0 when now.
 * @param asked instants of earlier requests, any order
 */
export function waitSeconds(asked: readonly Instant[], budgets: readonly Budget[], at: Instant): number {
  const waits = budgets.map(({ milliseconds, codes }) => {
    const recent = asked.filter((one) => one > at - milliseconds).toSorted((a, b) => b - a)
    const oldestThatCounts = recent[codes - 1]
    return oldestThatCounts === undefined ? 0 : Math.ceil((oldestThatCounts + milliseconds - at) / 1000)
  })
  return Math.max(0, ...waits)
}

/** The rotating code changes every 30 seconds (RFC 6238) and is taken one step early or late, for clocks that differ. */
export const STEP_SECONDS = 30
const STEPS_ASIDE = 1
export const HANDLE_DIGITS = 9
const CARD_DIGITS = 8
/** After so many wrong codes a card is closed; the phone asks for a new one when it is next online. */
export const CARD_MISSES = 10
/** How long a presence can be used after it was shown. */
export const PRESENCE_MILLISECONDS = 10 * MINUTE

/** All codes begin with 7: no payment code of WeChat (10 to 15) or Alipay (25 to 30) does, so a till knows what it scanned. */
const cardShape = /^7(\d{9})(\d{8})$/

export type CardCode = { readonly handle: string; readonly digits: string }

export function cardCodeOf(text: string): CardCode | undefined {
  const [, handle, digits] = cardShape.exec(text.replace(/\s/g, '')) ?? []
  return handle === undefined || digits === undefined ? undefined : { handle, digits }
}

export function stepAt(at: Instant): number {
  return Math.floor(at / 1000 / STEP_SECONDS)
}

/** HOTP (RFC 4226) with SHA-256 and eight digits, as phones compute it (web/portal/rotating.ts). */
export function cardDigits(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const digest = createHmac('sha256', secret).update(counter).digest()
  const offset = (digest.at(-1) ?? 0) & 0x0f
  const number = digest.readUInt32BE(offset) & 0x7fffffff
  return String(number % 10 ** CARD_DIGITS).padStart(CARD_DIGITS, '0')
}

export function cardCode(handle: string, secret: Buffer, at: Instant): string {
  return `7${handle}${cardDigits(secret, stepAt(at))}`
}

/** The step whose code it is, of those that are taken at `at`; undefined when it is none. */
export function stepOf(digits: string, secret: Buffer, at: Instant): number | undefined {
  const now = stepAt(at)
  const given = Buffer.from(digits)
  for (let step = now - STEPS_ASIDE; step <= now + STEPS_ASIDE; step += 1)
    if (timingSafeEqual(given, Buffer.from(cardDigits(secret, step)))) return step
  return undefined
}
