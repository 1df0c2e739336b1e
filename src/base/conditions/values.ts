/**
 * Values on both sides of a comparison. `normalised` is the one way a value enters a condition; `comparable` turns it
 * into what is compared; `known` reads the other side from a subject and drops what is not of the declared type.
 */
import { unreachable } from '../refusals.ts'
import { asInstant, instantText, parseInstant } from '../time.ts'
import type { Scalar } from './tree.ts'
import { type Meaning, textual } from './vocabulary.ts'

/** The end of a day, as a bound: no reader returns it. */
export const MINUTES_OF_DAY = 1_440

/** Latest instant of `asInstant`: 9999-12-31T23:59:59.999Z. */
const LATEST_INSTANT = 253_402_300_799_999

const dateShape = /^\d{4}-\d{2}-\d{2}$/

/** The value as a condition keeps it, or undefined when it is not of the field's type. Twice is the same as once. */
export function normalised(meaning: Meaning, value: unknown): Scalar | undefined {
  switch (meaning.type) {
    case 'text':
    case 'list':
    case 'category':
      return typeof value === 'string' ? value : undefined
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined
    case 'number':
      return wholeFrom(value, { from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER })
    case 'minutes':
      return wholeFrom(value, { from: 0, to: MINUTES_OF_DAY })
    case 'weekday':
      return wholeFrom(value, { from: 1, to: 7 })
    case 'date':
      return typeof value === 'string' && isDate(value) ? value : undefined
    case 'instant': {
      const at = typeof value === 'string' ? parseInstant(value) : undefined
      return at === undefined ? undefined : instantText(at)
    }
    default:
      return unreachable(meaning)
  }
}

function wholeFrom(value: unknown, ends: { from: number; to: number }): number | undefined {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return undefined
  if (value < ends.from || value > ends.to) return undefined
  return value === 0 ? 0 : value
}

function isDate(text: string): boolean {
  if (!dateShape.test(text) || text.startsWith('0000')) return false
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text
  } catch {
    return false
  }
}

/**
 * The value as it is compared: instants as milliseconds, caseless text folded. Dates stay text, in calendar order.
 * @throws TypeError when the condition was not parsed with this vocabulary
 */
export function comparable(meaning: Meaning, value: unknown): Scalar {
  const kept = normalised(meaning, value)
  if (kept === undefined) throw new TypeError(`not a ${meaning.type} value of a condition`)
  if (typeof kept !== 'string') return kept
  if (meaning.type === 'instant') return asInstant(Date.parse(kept))
  return textual(meaning)?.caseless === true ? folded(kept) : kept
}

/** Only A–Z become a–z, whatever the language: İ, ſ and K (Kelvin) stay themselves. */
export function folded(text: string): string {
  return /[A-Z]/.test(text) ? text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : text
}

/** Makes the reader's result comparable; undefined when it is absent or not of the declared type. For single values. */
export function known(meaning: Meaning): (raw: unknown) => Scalar | undefined {
  switch (meaning.type) {
    case 'text':
      return meaning.caseless === true
        ? (raw) => (typeof raw === 'string' ? folded(raw) : undefined)
        : (raw) => (typeof raw === 'string' ? raw : undefined)
    case 'boolean':
      return (raw) => (typeof raw === 'boolean' ? raw : undefined)
    case 'number':
      return (raw) => (typeof raw === 'number' && Number.isSafeInteger(raw) ? raw : undefined)
    case 'minutes':
      return (raw) => wholeFrom(raw, { from: 0, to: MINUTES_OF_DAY - 1 })
    case 'weekday':
      return (raw) => wholeFrom(raw, { from: 1, to: 7 })
    case 'instant':
      return (raw) => wholeFrom(raw, { from: 0, to: LATEST_INSTANT })
    case 'date':
      return (raw) => (typeof raw === 'string' && dateShape.test(raw) ? raw : undefined)
    case 'list':
    case 'category':
      throw new TypeError(`a ${meaning.type} is not a single value`)
    default:
      return unreachable(meaning)
  }
}

const isText = (value: unknown): value is string => typeof value === 'string'

/** The same for lists and categories: its texts, folded when caseless; what is not text is dropped. */
export function knownTexts(meaning: Meaning): (raw: unknown) => readonly string[] {
  const caseless = textual(meaning)?.caseless === true
  return (raw) => {
    if (!Array.isArray(raw)) return []
    const texts = raw.every(isText) ? raw : raw.filter(isText)
    return caseless ? texts.map(folded) : texts
  }
}

/** Longer text is cut in sentences for people. */
const SHOWN = 80

/** Text of strangers inside a sentence or a log line: at most 80 units, one line, nothing that turns its direction. */
export function oneLine(text: string): string {
  const cut = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
  return cut.toWellFormed().replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')
}
