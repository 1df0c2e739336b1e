/** Cookies of a request and of its answer. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Language, languages } from '../../base/refusals.ts'

/** One cookie of a request, of RFC 6265's form; undefined when it is not there or cannot be decoded. */
export function cookieOf(request: FastifyRequest, name: string): string | undefined {
  for (const pair of request.headers.cookie?.split(';') ?? []) {
    const [key = '', ...value] = pair.split('=')
    if (key.trim() !== name) continue
    try {
      return decodeURIComponent(value.join('=').trim())
    } catch {
      return undefined
    }
  }
  return undefined
}

/** Secure as soon as the browser reached us through https, which it says itself when a proxy does not. */
export function setCookies(request: FastifyRequest, reply: FastifyReply, cookies: readonly string[]): void {
  const https = request.protocol === 'https' || request.headers.origin?.startsWith('https:') === true
  reply.header(
    'set-cookie',
    cookies.map((cookie) => (https ? `${cookie}; Secure` : cookie)),
  )
  reply.header('cache-control', 'no-store')
}

/** In which the console and the till tell what language was chosen on the device. */
export const LANGUAGE_COOKIE = 'regulars.language'

/** The language that a page told in a cookie; undefined when it told none. */
export function languageKept(request: FastifyRequest, cookie: string): Language | undefined {
  const kept = cookieOf(request, cookie)
  return languages.find((each) => each === kept)
}
