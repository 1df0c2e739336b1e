/** Step-up: what gives power to others, or changes how one signs in, asks for a proof that is at most ten minutes old. */
import type { App } from '../platform/http/app.ts'
import type { Authenticator } from './authenticate.ts'
import type { SessionService } from './sessions.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** `fresh`: a person must have proved lately to be there (403 `auth.confirm-first`); an API key cannot and need not. */
    proof?: 'fresh'
  }
}

/** For all routes of the application, whichever room they belong to. */
export function demandProofs(app: App, parts: { staff: SessionService; authenticator: Authenticator }): void {
  app.addHook('preHandler', async (request) => {
    if (request.routeOptions.config.proof !== 'fresh') return
    const caller = await parts.authenticator.caller(request)
    if (caller?.sessionId !== undefined) await parts.staff.demandProof(caller.sessionId)
  })
}
