/** How far a company is with its first day, over HTTP. */
import { Type } from 'typebox'
import { type App, callerOf } from '../platform/http/app.ts'
import { refusals } from '../platform/http/schemas.ts'
import type { Database } from '../platform/postgres/database.ts'
import type { RoleService } from '../staff/roles/service.ts'
import { guidedSteps, stepNames } from './steps.ts'
import { stepsDone } from './store.ts'

const firstDayView = Type.Object({
  steps: Type.Array(
    Type.Object({
      step: Type.Enum([...stepNames], {
        description:
          'programme: a version of one’s own is published; stores: there is one; staff: there is more than one person; ' +
          'connection: there is a till or an API key; texts: there is one to agree to; history: a file was imported, or the ' +
          'sample shop loaded; member, order: there is one; security: every owner has a second sign-in step or a passkey, ' +
          'said only to callers with `staff.manage`',
      }),
      done: Type.Boolean(),
      roles: Type.Array(
        Type.Object({ role: Type.String(), words: Type.Object({ en: Type.String(), 'zh-CN': Type.String() }) }),
        { description: 'The roles that can do it, of those that somebody has' },
      ),
    }),
  ),
})

type Parts = { readonly db: Database; readonly staff: Pick<RoleService, 'roles'> }

export function firstDayRoutes(app: App, { db, staff }: Parts): void {
  app.get(
    '/v1/first-day',
    {
      config: { right: 'members.read', stores: 'all' },
      schema: {
        operationId: 'getFirstDay',
        tags: ['overview'],
        summary: 'What is done of a company’s first steps, and who can do the others',
        response: { 200: firstDayView, ...refusals(401, 403) },
      },
    },
    async (request) => {
      const [done, roles] = await Promise.all([stepsDone(db), staff.roles()])
      const steps = guidedSteps(done, roles, callerOf(request).rights)
      return { steps: steps.map((one) => ({ ...one, roles: [...one.roles] })) }
    },
  )
}
