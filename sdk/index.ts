/**
 * The client of Regulars: every route of the API, typed from docs/api/openapi.json.
 * @example
 * const regulars = createRegulars({ baseUrl: 'https://loyalty.example.com', key: 'rk_live_…' })
 * const { data, error } = await regulars.PUT('/v1/orders/{number}', {
 *   params: { path: { number: 'S-1001' } },
 *   body: { status: 'confirmed', memberId, currency: 'CNY', channel: 'pos', lines: [{ sku: 'tea', quantity: 1, unitPriceMinor: 1800 }] },
 * })
 */
import createClient, { type Client } from 'openapi-fetch'
import type { paths } from './types.ts'

export type { paths } from './types.ts'
export type Regulars = Client<paths>

export type RegularsOptions = {
  /** Of the server, without a path; empty in a page that the server itself delivered. */
  readonly baseUrl: string
  /** An API key; pages use the session cookie instead. */
  readonly key?: string
  /** Language of sentences in answers; asked for at each request. */
  readonly locale?: () => string
  readonly fetch?: (request: Request) => Promise<Response>
}

/** The answer of a refused request, as every route sends it. */
export type Problem = {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly facts: Readonly<Record<string, unknown>>
}

export function createRegulars({ baseUrl, key, locale, fetch }: RegularsOptions): Regulars {
  const client = createClient<paths>({ baseUrl, credentials: 'same-origin', ...(fetch === undefined ? {} : { fetch }) })
  client.use({
    onRequest({ request }) {
      if (key !== undefined) request.headers.set('authorization', `Bearer ${key}`)
      if (locale !== undefined) request.headers.set('accept-language', locale())
      return request
    },
  })
  return client
}
