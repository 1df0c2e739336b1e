/** Under which origins browsers reach this server, and whether a request comes from its own pages. */
import type { FastifyRequest } from 'fastify'

/** Whether a browser says that a request comes from our own pages. Scripts outside a browser say nothing. */
export type Stated = 'same' | 'other' | 'unstated'

export type Origins = {
  /** Whether a browser says that the request comes from our own pages. */
  stated(request: FastifyRequest): Stated
  /** The origin under which a browser reached us: what it says when that is ours, else the address asked for. */
  of(request: FastifyRequest): string
}

/** @param publicUrl the configured address, when there is one, is our own beside the one that was asked for */
export function originsOf(publicUrl: string | undefined): Origins {
  const configured = publicUrl === undefined ? [] : [new URL(publicUrl).origin]
  const own = (request: FastifyRequest) => [`${request.protocol}://${request.host}`, ...configured]
  return {
    stated(request) {
      const { origin, 'sec-fetch-site': site } = request.headers
      return statedOrigin({ fetchSite: typeof site === 'string' ? site : undefined, origin, own: own(request) })
    },
    of(request) {
      const known = own(request)
      // A navigation says no origin; there the configured address is the one that people know.
      return known.find((one) => one === request.headers.origin) ?? known.at(-1) ?? ''
    },
  }
}

/**
 * Browsers set `Sec-Fetch-Site` where the page is trustworthy (https, localhost), and `Origin` on every write; a page
 * of another site can forge neither.
 * @param own origins under which this server is reached
 */
export function statedOrigin(given: {
  readonly fetchSite: string | undefined
  readonly origin: string | undefined
  readonly own: readonly string[]
}): Stated {
  if (given.fetchSite !== undefined) return given.fetchSite === 'same-origin' ? 'same' : 'other'
  if (given.origin === undefined) return 'unstated'
  return given.own.includes(given.origin) ? 'same' : 'other'
}
