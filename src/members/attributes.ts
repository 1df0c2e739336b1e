/** Typed custom attributes: what the company wants to know besides. They stay in clear, so they are no place for personal data. */
import { isRefusal, type Refusal, unreachable } from '../base/refusals.ts'
import { cleanText, holdsPaymentCard } from '../base/text.ts'
import {
  attributeInvalid,
  attributeUnknown,
  cardNumberNotKept,
  textNotAllowed,
  tooMany,
  valueInvalid,
} from './errors.ts'
import type { AttributeDefinition, Attributes, AttributeValue } from './member.ts'

export type Definitions = ReadonlyMap<string, AttributeDefinition>

/** More definitions than this make no form that a person fills in, and no table that stays small. */
export const DEFINITIONS_AT_MOST = 200
const CHOICES_AT_MOST = 200
const TEXT_AT_MOST = 1_000
/** Of one member's attributes as JSON: they travel with every answer. */
const BYTES_AT_MOST = 16_384
/** Numbers are kept as IEEE doubles; beyond this, whole numbers are no longer exact. */
const NUMBER_AT_MOST = Number.MAX_SAFE_INTEGER

/** The code, words and choices in the form that is kept. */
export function definition(given: AttributeDefinition): AttributeDefinition | Refusal {
  if (!/^[a-z][a-z0-9_-]{0,62}$/.test(given.code))
    return valueInvalid({ field: 'code', expected: 'a-z, 0-9, _ and -, beginning with a letter' })
  if ((given.type === 'choice') !== given.choices.length > 0)
    return valueInvalid({ field: 'choices', expected: 'given for the type choice, and only for it' })
  if (given.choices.length > CHOICES_AT_MOST) return tooMany({ what: 'choices', atMost: CHOICES_AT_MOST })
  if (new Set(given.choices.map((choice) => choice.code)).size !== given.choices.length)
    return valueInvalid({ field: 'choices', expected: 'different codes' })
  for (const words of [given.words, ...given.choices.map((choice) => choice.words)])
    for (const text of Object.values(words))
      if (cleanText(text, 100) === undefined) return textNotAllowed({ field: 'words', atMost: 100 })
  for (const choice of given.choices)
    if (cleanText(choice.code, 64) !== choice.code) return textNotAllowed({ field: 'choices', atMost: 64 })
  return given
}

/** The member's attributes after a change in which null removes; the refusal names the attribute, never the value. */
export function mergedAttributes(
  now: Attributes,
  change: Readonly<Record<string, AttributeValue | null>>,
  definitions: Definitions,
): Attributes | Refusal {
  const merged = new Map(Object.entries(now))
  for (const [code, value] of Object.entries(change)) {
    const known = definitions.get(code)
    if (known === undefined) return attributeUnknown({ attribute: code.slice(0, 63) })
    if (value === null) {
      merged.delete(code)
      continue
    }
    if (!known.active) return attributeUnknown({ attribute: code })
    const kept = attributeValue(known, value)
    if (isRefusal(kept)) return kept
    merged.set(code, kept)
  }
  const attributes = Object.fromEntries(merged)
  const bytes = Buffer.byteLength(JSON.stringify(attributes))
  return bytes > BYTES_AT_MOST ? tooMany({ what: 'bytes of attributes', atMost: BYTES_AT_MOST }) : attributes
}

function attributeValue(known: AttributeDefinition, value: AttributeValue): AttributeValue | Refusal {
  const wrong = attributeInvalid({ attribute: known.code, type: known.type })
  switch (known.type) {
    case 'text': {
      const text = typeof value === 'string' ? cleanText(value, TEXT_AT_MOST, 'lines') : undefined
      if (text === undefined) return wrong
      return holdsPaymentCard(text) ? cardNumberNotKept({ field: `attributes.${known.code}` }) : text
    }
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= NUMBER_AT_MOST ? value : wrong
    case 'boolean':
      return typeof value === 'boolean' ? value : wrong
    case 'date':
      return typeof value === 'string' && isDate(value) ? value : wrong
    case 'choice':
      return known.choices.some((choice) => choice.code === value) ? value : wrong
    default:
      return unreachable(known.type)
  }
}

/** A day of the calendar as YYYY-MM-DD. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text
  } catch {
    return false
  }
}
