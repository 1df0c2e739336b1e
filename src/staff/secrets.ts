/** Random secrets, shown once and kept as a digest. They are too long to guess, so a plain SHA-256 is enough. */
import { createHash, createHmac, randomInt, timingSafeEqual } from 'node:crypto'
import { base62 } from './rules.ts'

export function randomCharacters(length: number): string {
  return Array.from({ length }, () => base62.charAt(randomInt(base62.length))).join('')
}

export function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

/** HMAC-SHA-256 of parts that hold no line break, for one purpose. */
export function keyedDigest(secret: string, ...parts: readonly string[]): Buffer {
  return createHmac('sha256', secret).update(parts.join('\n')).digest()
}

/** `value.signature`, HMAC-SHA-256 in base64: the form of a session's cookie. */
export function signed(value: string, secret: string): string {
  return `${value}.${signature(value, secret).toString('base64')}`
}

/** The value of what `signed` made, or undefined. */
export function unsigned(text: string, secret: string): string | undefined {
  const dot = text.lastIndexOf('.')
  if (dot < 1) return undefined
  const value = text.slice(0, dot)
  return sameDigest(Buffer.from(text.slice(dot + 1), 'base64'), signature(value, secret)) ? value : undefined
}

function signature(value: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(value).digest()
}

export function sameDigest(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}
