/** An identity provider for tests: `oidc-provider` on a port of this machine, at which whoever is named is signed in at once. */
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Provider } from 'oidc-provider'
import { afterAll } from 'vitest'

export type Account = { readonly sub: string; readonly email?: string; readonly email_verified?: boolean | string }

const CLIENT = 'regulars'

/** @param callbacks addresses to which it may send browsers back; read when the first one comes */
export async function identityProvider(callbacks: string[]) {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the provider has no port')
  const issuer = `http://127.0.0.1:${address.port}`
  const secret = randomBytes(24).toString('hex')
  let signedIn: Account = { sub: 'nobody' }
  let refuses = false

  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const make = () =>
    new Provider(issuer, {
      clients: [{ client_id: CLIENT, client_secret: secret, redirect_uris: callbacks }],
      jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kty: 'RSA', kid: 'one' }] },
      cookies: { keys: [secret] },
      claims: { openid: ['sub'], email: ['email', 'email_verified'] },
      findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ ...signedIn, sub }) }),
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
      pkce: { required: () => true },
      ttl: { Grant: 600, Interaction: 600, Session: 600, AccessToken: 600, IdToken: 600 },
      async loadExistingGrant(context) {
        const { oidc } = context
        const grant = new oidc.provider.Grant({
          clientId: CLIENT,
          ...(oidc.session?.accountId === undefined ? {} : { accountId: oidc.session.accountId }),
        })
        grant.addOIDCScope('openid email')
        await grant.save()
        return grant
      },
    })
  let made: Provider | undefined
  const provider = () => {
    made ??= make()
    return made
  }

  async function interact(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const result = refuses
      ? { error: 'access_denied', error_description: 'no' }
      : { login: { accountId: signedIn.sub, ts: Math.floor(Date.now() / 1000) } }
    await provider().interactionFinished(request, response, result)
  }

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const work = request.url?.startsWith('/interaction/')
      ? interact(request, response)
      : provider().callback()(request, response)
    void Promise.resolve(work).catch(() => response.writeHead(500).end())
  })
  afterAll(() => new Promise((resolve) => server.close(resolve)))

  return {
    config: { issuer, clientId: CLIENT, clientSecret: secret, name: 'Harbour Tea', trustEmail: false },
    /** Whose account the browser has there from now on. */
    as(account: Account) {
      signedIn = account
      refuses = false
    },
    refuse() {
      refuses = true
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
    start: () => new Promise<void>((resolve) => server.listen(address.port, '127.0.0.1', () => resolve())),
  }
}

/** Follows the provider's pages as a browser would, until it leads away. @returns where to */
export async function through(start: string): Promise<string> {
  const { origin } = new URL(start)
  const jar = new Map<string, string>()
  let next = start
  for (let hop = 0; hop < 10 && next.startsWith(origin); hop += 1) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(next, { redirect: 'manual', headers: { cookie } })
    for (const set of answer.headers.getSetCookie()) {
      const [name = '', ...value] = set.slice(0, set.indexOf(';')).split('=')
      jar.set(name, value.join('='))
    }
    const location = answer.headers.get('location')
    if (location === null) throw new Error(`the provider leads nowhere: ${answer.status} ${await answer.text()}`)
    next = new URL(location, next).href
  }
  return next
}
