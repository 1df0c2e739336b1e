/**
 * Requests to addresses that people typed: never into the own network, never along a redirect, never longer than asked.
 * Names are looked up for the connection itself, and only what was looked at is connected to, so that a name that means
 * something else a moment later opens nothing.
 */
import { lookup } from 'node:dns/promises'
import { request as secure } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { performance } from 'node:perf_hooks'

/** `address-refused` also stands for http:// to anything but a network that the operator allows. */
export type Unsent =
  | 'address-refused'
  | 'no-such-host'
  | 'connection-refused'
  | 'connection-broken'
  | 'certificate'
  | 'timeout'

export type Outcome = { readonly milliseconds: number } & (
  | {
      readonly status: number
      /** The beginning of the answer as text; empty when it is none. */ readonly answer: string
      /** As the receiver said it. */ readonly retryAfter: string | null
    }
  | { readonly unsent: Unsent }
)

export type Sending = {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly withinMilliseconds: number
}

export type Outgoing = {
  /** Whether a connection to it would be refused for where it leads; a name that nobody knows is not. */
  refuses(url: string): Promise<boolean>
  post(sending: Sending): Promise<Outcome>
}

/** All addresses of a name. */
export type Resolve = (name: string) => Promise<readonly string[]>

/** As much of an answer as is read; what follows is not waited for. */
const ANSWER_BYTES = 4_096
const ANSWER_CHARACTERS = 500

/** Nobody's, somebody's own, or of use for nothing but itself (IANA special-purpose registries). */
const inner4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['224.0.0.0/4', '240.0.0.0/4'],
]
/** Of IPv6 only what is routed in the world is left; of that, not what hides an IPv4 address or is for examples. */
const outer6 = ['2000::/3']
const inner6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']

/** Addresses and networks as `10.0.0.0/8` or `10.1.2.3`. @returns those that are neither */
export function notNetworks(given: readonly string[]): string[] {
  return given.filter((network) => networkOf(network) === undefined)
}

type Network = { readonly address: string; readonly prefix: number; readonly family: 'ipv4' | 'ipv6' }

function networkOf(text: string): Network | undefined {
  const [address = '', bits, more] = text.split('/')
  const version = isIP(address)
  const most = version === 4 ? 32 : 128
  const prefix = bits === undefined ? most : Number(bits)
  if (version === 0 || more !== undefined || bits === '' || !Number.isInteger(prefix) || prefix < 0 || prefix > most)
    return undefined
  return { address, prefix, family: version === 4 ? 'ipv4' : 'ipv6' }
}

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const known = networkOf(network)
    if (known !== undefined) list.addSubnet(known.address, known.prefix, known.family)
  }
  return list
}

const [inside4, inside6, outside6] = [listOf(inner4), listOf(inner6), listOf(outer6)]

/** Whether an address belongs to the world: not to this machine, its network, or nobody. */
export function isPublic(address: string): boolean {
  const version = isIP(address)
  if (version === 4) return !inside4.check(address, 'ipv4')
  // A zone, as in fe80::1%eth0, names a place in the own network.
  if (version !== 6 || address.includes('%')) return false
  return outside6.check(address, 'ipv6') && !inside6.check(address, 'ipv6')
}

const systemResolve: Resolve = async (name) => (await lookup(name, { all: true })).map(({ address }) => address)

/** @param networks of the operator's own that may be reached, also without https */
export function outgoing({
  networks = [],
  resolve = systemResolve,
}: {
  networks?: readonly string[]
  resolve?: Resolve
} = {}): Outgoing {
  const allowed = listOf(networks)
  const isAllowed = (address: string): boolean =>
    isIP(address) !== 0 && !address.includes('%') && allowed.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6')
  const mayReach = (address: string, protocol: string): boolean =>
    isAllowed(address) || (protocol === 'https:' && isPublic(address))

  async function reachable(host: string, protocol: string): Promise<readonly string[]> {
    const addresses = isIP(host) === 0 ? await resolve(host) : [host]
    // One address of a name that leads inside is enough to distrust the name.
    if (addresses.length === 0 || !addresses.every((address) => mayReach(address, protocol)))
      throw new RefusedAddressError()
    return addresses
  }

  return {
    async refuses(url) {
      const { protocol } = new URL(url)
      try {
        await reachable(hostOf(url), protocol)
        return false
      } catch (error) {
        return error instanceof RefusedAddressError
      }
    },
    post: (sending) => post(sending, (host) => reachable(host, new URL(sending.url).protocol)),
  }
}

class RefusedAddressError extends Error {}

/** Without the brackets of IPv6. */
const hostOf = (url: string): string => new URL(url).hostname.replace(/^\[|\]$/g, '')

async function post(sending: Sending, reachable: Resolve): Promise<Outcome> {
  const began = performance.now()
  const took = (): number => Math.round(performance.now() - began)
  const { url, headers, body, withinMilliseconds } = sending
  const signal = AbortSignal.timeout(withinMilliseconds)
  const host = hostOf(url)
  try {
    // An address that stands in the URL is connected to without a lookup.
    if (isIP(host) !== 0) await reachable(host)
    const send = url.startsWith('https:') ? secure : await plain()
    const answer = await exchange({ send, url, headers, body, signal, lookup: lookingUp(reachable) })
    return { ...answer, milliseconds: took() }
  } catch (error) {
    return { unsent: signal.aborted ? 'timeout' : unsent(error), milliseconds: took() }
  }
}

/** An import of `node:http` loads the whole of `fetch`: megabytes that wait for the first webhook without https. */
async function plain(): Promise<typeof secure> {
  return (await import('node:http')).request
}

function lookingUp(reachable: Resolve): LookupFunction {
  return (host, { all }, callback) => {
    reachable(host).then(
      (addresses) => {
        const found = addresses.map((address) => ({ address, family: isIP(address) }))
        const [first] = found
        if (all === true || first === undefined) callback(null, found)
        else callback(null, first.address, first.family)
      },
      (error: NodeJS.ErrnoException) => callback(error, []),
    )
  }
}

type Asked = Pick<Sending, 'url' | 'headers' | 'body'> & {
  readonly send: typeof secure
  readonly signal: AbortSignal
  readonly lookup: LookupFunction
}

function exchange({ send, url, headers, body, signal, lookup: find }: Asked): Promise<{
  status: number
  answer: string
  retryAfter: string | null
}> {
  return new Promise((resolve, reject) => {
    const length = String(Buffer.byteLength(body))
    const asked = send(url, {
      ...{ method: 'POST', signal, lookup: find, agent: false },
      headers: { ...headers, 'content-length': length, 'accept-encoding': 'identity', connection: 'close' },
    })
    asked.on('error', reject)
    asked.on('response', (response) => {
      const pieces: Buffer[] = []
      let size = 0
      const done = (): void => {
        const whole = Buffer.concat(pieces).subarray(0, ANSWER_BYTES)
        resolve({
          status: response.statusCode ?? 0,
          answer: readable(whole),
          retryAfter: response.headers['retry-after'] ?? null,
        })
        asked.destroy()
      }
      response.on('data', (piece: Buffer) => {
        pieces.push(piece)
        size += piece.length
        if (size >= ANSWER_BYTES) done()
      })
      response.on('end', done)
      response.on('error', reject)
    })
    asked.end(body)
  })
}

/** The beginning of an answer, without what no text holds. */
function readable(answer: Buffer): string {
  const text = new TextDecoder().decode(answer).replaceAll(/[^\P{Cc}\n\t]|\ufffd/gu, '')
  return text.slice(0, ANSWER_CHARACTERS).trim()
}

const certificates = /^(CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO|ERR_SSL)/

function unsent(error: unknown): Unsent {
  if (error instanceof RefusedAddressError) return 'address-refused'
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'ENODATA') return 'no-such-host'
  if (code === 'ECONNREFUSED' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH') return 'connection-refused'
  if (code === 'ETIMEDOUT') return 'timeout'
  return certificates.test(code) ? 'certificate' : 'connection-broken'
}
