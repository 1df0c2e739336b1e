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

/** The value of a cookie that better-auth signed (`value.signature`, HMAC-SHA-256 in base64), or undefined. */
export function unsigned(signed: string, secret: string): string | undefined {
  const dot = signed.lastIndexOf('.')
  if (dot < 1) return undefined
  const value = signed.slice(0, dot)
  return sameDigest(Buffer.from(signed.slice(dot + 1), 'base64'), createHmac('sha256', secret).update(value).digest())
    ? value
    : undefined
}

export function sameDigest(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}
