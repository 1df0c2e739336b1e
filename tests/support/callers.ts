/** An application whose callers are named in the header `authorization`, each with the rights that a test gives. */
import { afterAll } from 'vitest'
import { type App, httpApp } from '../../src/platform/http/app.ts'
import type { Right } from '../../src/platform/http/rights.ts'

export function appFor(callers: Readonly<Record<string, readonly Right[]>>): App {
  const app = httpApp({
    authenticate: async (request) => {
      const id = request.headers.authorization ?? ''
      const rights = callers[id]
      return rights === undefined ? undefined : { id, name: id, kind: 'staff', rights: new Set(rights), stores: 'all' }
    },
  })
  afterAll(() => app.close())
  return app
}
