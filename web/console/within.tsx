/** What every page of the console stands in. */
import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, Outlet, redirect } from '@tanstack/react-router'
import { ask, regulars, Trouble } from '../ui/server.ts'
import { Frame } from './frame.tsx'
import { BrokenPage, MissingPage } from './missing.tsx'
import { meQuery } from './session.ts'

export type Context = { readonly queries: QueryClient }

export const root = createRootRouteWithContext<Context>()({
  component: Outlet,
  notFoundComponent: MissingPage,
  errorComponent: BrokenPage,
})

export const SECURITY = '/settings/security'

/** Everything behind the sign-in. A server without an owner sends people to the setup. */
export const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  component: Frame,
  beforeLoad: async ({ context, location }) => {
    try {
      const { factorDue } = await context.queries.ensureQueryData(meQuery)
      // Who must have a second factor and has none may do nothing but set one up.
      if (factorDue && location.pathname !== SECURITY) throw redirect({ to: SECURITY })
    } catch (error) {
      if (!(error instanceof Trouble) || error.status !== 401) throw error
      const { needed } = await ask(regulars.GET('/v1/setup'))
      throw needed
        ? redirect({ to: '/setup' })
        : redirect({ to: '/sign-in', search: location.href === '/' ? {} : { to: location.href } })
    }
  },
})
