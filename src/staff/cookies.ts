/** The cookies of sign-in. */
import { DEVICE_COOKIE, SESSION_COOKIE } from './authenticate.ts'
import { signed } from './secrets.ts'
import { SESSION_SECONDS } from './sessions.ts'
import { TOKEN_SECONDS } from './tokens.ts'

export const SECOND_STEP_COOKIE = 'regulars.second_step'
export const SSO_COOKIE = 'regulars.sso'

const DEVICE_SECONDS = 180 * 24 * 3_600

/** Without `remember` it lives as long as the browser. */
export function sessionCookie(token: string, { secret, remember }: { secret: string; remember: boolean }): string {
  const value = encodeURIComponent(signed(token, secret))
  const age = remember ? ` Max-Age=${SESSION_SECONDS};` : ''
  return `${SESSION_COOKIE}=${value};${age} Path=/; HttpOnly; SameSite=Strict`
}

export const endedSession = `${SESSION_COOKIE}=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict`

export function deviceCookie(value: string): string {
  return `${DEVICE_COOKIE}=${value}; Max-Age=${DEVICE_SECONDS}; Path=/api/auth; HttpOnly; SameSite=Strict`
}

/** Says that the password was right. */
export function secondStepCookie(token: string): string {
  return `${SECOND_STEP_COOKIE}=${token}; Max-Age=${TOKEN_SECONDS}; Path=/api/auth; HttpOnly; SameSite=Strict`
}

export const endedSecondStep = `${SECOND_STEP_COOKIE}=; Max-Age=0; Path=/api/auth; HttpOnly; SameSite=Strict`

/** Lax, because the identity provider's page leads back to us. */
export function ssoCookie(token: string): string {
  return `${SSO_COOKIE}=${token}; Max-Age=${TOKEN_SECONDS}; Path=/api/auth/sso; HttpOnly; SameSite=Lax`
}

export const endedSso = `${SSO_COOKIE}=; Max-Age=0; Path=/api/auth/sso; HttpOnly; SameSite=Lax`
