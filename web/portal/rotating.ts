/**
 * The code on the card, as the server reads it (src/presence/rules.ts): `7`, the card's handle, and eight digits of HOTP
 * (RFC 4226) with SHA-256 over the number of steps since 1970. It is worked out on the device and needs no network.
 */

const DIGITS = 8
const COUNTER_BYTES = 8

/** A key that signs and that no script can read again. */
export function importKey(secret: string): Promise<CryptoKey> {
  const bytes = Uint8Array.from(atob(secret), (sign) => sign.charCodeAt(0))
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
}

/** @param at milliseconds since 1970 on the server's clock */
export function stepAt(at: number, stepSeconds: number): number {
  return Math.floor(at / 1000 / stepSeconds)
}

export async function cardDigits(key: CryptoKey, step: number): Promise<string> {
  const counter = new DataView(new ArrayBuffer(COUNTER_BYTES))
  counter.setBigUint64(0, BigInt(step))
  const digest = new DataView(await crypto.subtle.sign('HMAC', key, counter))
  const offset = digest.getUint8(digest.byteLength - 1) & 0x0f
  const number = digest.getUint32(offset) & 0x7fffffff
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0')
}

export async function cardCode({ handle, key }: { handle: string; key: CryptoKey }, step: number): Promise<string> {
  return `7${handle}${await cardDigits(key, step)}`
}
