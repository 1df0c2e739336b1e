/** Codes of authenticator apps (RFC 6238): SHA-1, six digits, half a minute, because apps know nothing else for sure. */
import { Secret, TOTP } from 'otpauth'
import type { Instant } from '../../base/time.ts'

const DIGITS = 6
const PERIOD_SECONDS = 30
const ALGORITHM = 'SHA1'
/** RFC 4226 §4 asks for at least 16 bytes and recommends 20. */
const SECRET_BYTES = 20
/** RFC 6238 §5.2: one step either way, for clocks that differ and for typing. */
const WINDOW = 1
const ISSUER = 'Regulars'

/** A fresh secret in base 32. */
export function newSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32
}

/** What the QR code says. @param account by which people find it in their app */
export function setupAddress(secret: string, account: string): string {
  return totp(secret, account).toString()
}

/** The step of time to which a code belongs; undefined when it belongs to none near `at`. */
export function stepOf(secret: string, code: string, at: Instant): number | undefined {
  const token = code.replace(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return undefined
  const delta = totp(secret, '').validate({ token, timestamp: at, window: WINDOW })
  return delta === null ? undefined : TOTP.counter({ period: PERIOD_SECONDS, timestamp: at }) + delta
}

/** The code of an instant, as an app would show it. */
export function codeAt(secret: string, at: Instant): string {
  return totp(secret, '').generate({ timestamp: at })
}

function totp(secret: string, label: string): TOTP {
  const parts = { algorithm: ALGORITHM, digits: DIGITS, period: PERIOD_SECONDS }
  return new TOTP({ issuer: ISSUER, label, secret: Secret.fromBase32(secret), ...parts })
}
