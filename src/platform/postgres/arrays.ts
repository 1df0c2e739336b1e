/**
 * Arrays as the text that Postgres reads, for `unnest`: the desk writes some thousand values per batch, and pg's own
 * conversion looks at each value's type and escapes each element, which most kinds do not need.
 * Use with a cast: `${uuids(ids)}::uuid[]`.
 */
import { type Instant, instantText } from '../../base/time.ts'

/** Ids, codes in the shape of ids, and enumerations: nothing that would need escaping. @throws when an element does */
export function uuids(values: readonly (string | null)[]): string {
  return `{${values.map((value) => value ?? 'null').join(',')}}`
}

export function numbers(values: readonly (number | null)[]): string {
  return `{${values.map((value) => value ?? 'null').join(',')}}`
}

export function booleans(values: readonly boolean[]): string {
  return `{${values.join(',')}}`
}

export function stamps(values: readonly (Instant | null)[]): string {
  return `{${values.map((value) => (value === null ? 'null' : instantText(value))).join(',')}}`
}

export function bytes(values: readonly Buffer[]): string {
  return `{${values.map((value) => `"\\\\x${value.toString('hex')}"`).join(',')}}`
}

const special = /["\\]/g

function quoted(text: string): string {
  return text.includes('"') || text.includes('\\') ? `"${text.replace(special, '\\$&')}"` : `"${text}"`
}

export function texts(values: readonly (string | null)[]): string {
  return `{${values.map((value) => (value === null ? 'null' : quoted(value))).join(',')}}`
}

/**
 * Values as `jsonb[]`; null stays null and is not the JSON null. JSON text holds no bare control characters, so that escaping
 * it as a JSON string escapes just what an array needs, and natively.
 */
export function jsons(values: readonly unknown[]): string {
  return `{${values.map((value) => (value === null ? 'null' : JSON.stringify(JSON.stringify(value)))).join(',')}}`
}
