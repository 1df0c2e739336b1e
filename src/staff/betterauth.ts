/**
 * better-auth, which checks passwords and makes sessions and their cookies (later also second factors, passkeys and
 * single sign-on). It is loaded when the first person signs in: a server that only tills use never pays for it.
 */
import type { KyselyPlugin } from 'kysely'
import type { Ids } from '../platform/ids.ts'
import type { Log } from '../platform/log.ts'
import type { Database } from '../platform/postgres/database.ts'
import { hashPassword, isPassword } from './password.ts'
import { PASSWORD_AT_LEAST, PASSWORD_AT_MOST } from './rules.ts'

/** Sends one request to better-auth, which knows nothing of us or of the browser but what is given here. */
export type BetterAuth = (call: {
  readonly path: '/sign-in/email' | '/sign-out' | '/change-password'
  readonly cookie: string | undefined
  readonly userAgent: string | undefined
  readonly address: string
  readonly body: Readonly<Record<string, unknown>>
}) => Promise<Response>

export type BetterAuthParts = {
  readonly db: Database
  readonly ids: Ids
  readonly log: Log
  readonly secret: string
}

/** The origin of a request is checked before it comes here (authenticate.ts), so one name stands for every address. */
const ORIGIN = 'http://regulars.internal'
const SESSION_SECONDS = 7 * 24 * 3_600
const ADDRESS_HEADER = 'x-regulars-address'
const USER_AGENT_AT_MOST = 300

export function betterAuth(parts: BetterAuthParts): BetterAuth {
  let loaded: Promise<(request: Request) => Promise<Response>> | undefined
  return async ({ path, cookie, userAgent, address, body }) => {
    loaded ??= load(parts)
    const handle = await loaded
    const headers = new Headers({ 'content-type': 'application/json', origin: ORIGIN, [ADDRESS_HEADER]: address })
    if (cookie !== undefined) headers.set('cookie', cookie)
    if (userAgent !== undefined) headers.set('user-agent', userAgent.slice(0, USER_AGENT_AT_MOST))
    return handle(new Request(`${ORIGIN}/api/auth${path}`, { method: 'POST', headers, body: JSON.stringify(body) }))
  }
}

const stamps = { createdAt: 'created_at', updatedAt: 'updated_at' } as const

/** better-auth's tables under our names (migrations/0007-staff.sql); it compares the two before it works. */
const tables = {
  user: {
    modelName: 'staff',
    fields: { emailVerified: 'email_verified', ...stamps },
    // Known to that comparison; it never makes staff.
    additionalFields: { role: { type: 'string', required: true, input: false, returned: false } },
  },
  session: {
    modelName: 'staff_sessions',
    fields: { userId: 'user_id', expiresAt: 'expires_at', ipAddress: 'ip_address', userAgent: 'user_agent', ...stamps },
    expiresIn: SESSION_SECONDS,
    disableSessionRefresh: true,
  },
  account: {
    modelName: 'staff_credentials',
    fields: {
      userId: 'user_id',
      accountId: 'account_id',
      providerId: 'provider_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
      ...stamps,
    },
  },
  verification: { modelName: 'staff_verifications', fields: { expiresAt: 'expires_at', ...stamps } },
} as const

async function load({ db, ids, log, secret }: BetterAuthParts): Promise<(request: Request) => Promise<Response>> {
  const library = await import('better-auth')
  const auth = library.betterAuth({
    appName: 'Regulars',
    baseURL: ORIGIN,
    basePath: '/api/auth',
    // As a list, because a single secret gives way to BETTER_AUTH_SECRETS of the environment.
    secret,
    secrets: [{ version: 1, value: secret }],
    database: { db: db.withPlugin(dates), type: 'postgres', transaction: true },
    ...tables,
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_AT_LEAST,
      // Counted there in UTF-16 units, of which a character has up to two.
      maxPasswordLength: 2 * PASSWORD_AT_MOST,
      password: { hash: hashPassword, verify: isPassword },
    },
    // attempts/ counts by account, device and address, for all processes.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    onAPIError: { throw: true },
    logger: {
      level: 'error',
      // Without its arguments, which can hold what somebody typed.
      log: (_level, message) => log.warn({ part: 'better-auth' }, message),
    },
    advanced: {
      cookiePrefix: 'regulars',
      useSecureCookies: false,
      cookies: { session_token: { attributes: { sameSite: 'strict' } } },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      database: { generateId: () => ids.next() },
      disableOriginCheck: false,
      disableCSRFCheck: false,
    },
  })
  return auth.handler
}

/** better-auth works with `Date`; our connections give instants. All its instants are in columns that end in `_at`. */
const dates: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  transformResult: async ({ result }) => ({
    ...result,
    rows: result.rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          name.endsWith('_at') && typeof value === 'number' ? new Date(value) : value,
        ]),
      ),
    ),
  }),
}
