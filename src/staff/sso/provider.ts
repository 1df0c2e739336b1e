/**
 * The company's identity provider, spoken to by OpenID Connect: code flow with PKCE, state and nonce. openid-client is loaded, and the
 * provider asked what it can, when the first person comes that way.
 */
import type { Configuration } from 'openid-client'
import type { SsoConfig } from '../../platform/config.ts'

/** What must come back with the answer; the browser keeps it meanwhile. */
export type Begun = { readonly state: string; readonly nonce: string; readonly verifier: string }

/** Who the provider says it is. */
export type Identity = {
  readonly subject: string
  readonly email: string | undefined
  /** Whether the provider says that the address is that person's, or is trusted without saying so. */
  readonly emailVerified: boolean
}

export type Provider = {
  /** Where the browser goes. @param again the person must sign in there anew, however lately that was done */
  begin(asked: { callback: string; again: boolean }): Promise<{ address: string; begun: Begun }>
  /** @param answer the address with which the browser came back. @throws Error for whatever does not fit */
  finish(answer: URL, given: Begun & { again: boolean }): Promise<Identity>
}

/** How lately somebody must have signed in there to count as asked again. */
const AGAIN_SECONDS = 300

export function provider(config: SsoConfig): Provider {
  let known: Promise<Configuration> | undefined

  /** Asked once; a provider that did not answer is asked again next time. */
  function discovered(): Promise<Configuration> {
    known ??= discover(config).catch((error: unknown) => {
      known = undefined
      throw error
    })
    return known
  }

  return {
    async begin({ callback, again }) {
      const client = await import('openid-client')
      const configuration = await discovered()
      const begun = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      }
      const address = client.buildAuthorizationUrl(configuration, {
        redirect_uri: callback,
        scope: 'openid email',
        state: begun.state,
        nonce: begun.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(begun.verifier),
        code_challenge_method: 'S256',
        ...(again ? { prompt: 'login', max_age: String(AGAIN_SECONDS) } : {}),
      })
      return { address: address.href, begun }
    },
    async finish(answer, { state, nonce, verifier, again }) {
      const client = await import('openid-client')
      const configuration = await discovered()
      const tokens = await client.authorizationCodeGrant(configuration, answer, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
        ...(again ? { maxAge: AGAIN_SECONDS } : {}),
      })
      const claims = tokens.claims()
      if (claims === undefined) throw new Error('the identity provider gave no ID token')
      const { sub: subject } = claims
      // Many providers keep the address out of the token.
      const person =
        claims.email === undefined ? await client.fetchUserInfo(configuration, tokens.access_token, subject) : claims
      const { email } = person
      // Some providers write it as text.
      const verified: unknown = person.email_verified
      return {
        subject,
        email: typeof email === 'string' ? email : undefined,
        emailVerified: config.trustEmail || verified === true || verified === 'true',
      }
    },
  }
}

async function discover({ issuer, clientId, clientSecret }: SsoConfig): Promise<Configuration> {
  const client = await import('openid-client')
  const server = new URL(issuer)
  // Only this machine itself may be spoken to without encryption (platform/config.ts).
  const execute = server.protocol === 'http:' ? [client.allowInsecureRequests] : []
  return client.discovery(server, clientId, clientSecret, undefined, { execute })
}
