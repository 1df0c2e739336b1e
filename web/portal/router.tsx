/** The pages by address, below /my. Each page's script is loaded when it is first opened. */
import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { Frame } from './frame.tsx'
import { probablySignedIn } from './kept.ts'
import { BrokenPage, MissingPage } from './missing.tsx'
import { Loading } from './parts/states.tsx'

type Context = { readonly queries: QueryClient }

const root = createRootRouteWithContext<Context>()({
  component: Outlet,
  notFoundComponent: MissingPage,
  errorComponent: BrokenPage,
})

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

const join = createRoute({
  getParentRoute: () => root,
  path: '/join',
  validateSearch: (search): { to?: string } => {
    const to = text(search['to'])
    return to === undefined ? {} : { to }
  },
  component: lazyRouteComponent(() => import('./access/page.tsx'), 'JoinPage'),
})

/** Everything behind the sign-in. Whoever was never signed in on this device is not asked to wait for the server to say so. */
const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  component: Frame,
  beforeLoad: ({ location }) => {
    if (probablySignedIn()) return
    redirect({ to: '/join', replace: true, search: location.href === '/' ? {} : { to: location.href }, throw: true })
  },
})

const card = createRoute({
  getParentRoute: () => frame,
  path: '/',
  component: lazyRouteComponent(() => import('./card/page.tsx'), 'CardPage'),
})

const me = createRoute({
  getParentRoute: () => frame,
  path: '/me',
  component: lazyRouteComponent(() => import('./me/page.tsx'), 'MePage'),
})

const language = createRoute({
  getParentRoute: () => frame,
  path: '/language',
  component: lazyRouteComponent(() => import('./me/language.tsx'), 'LanguagePage'),
})

const routeTree = root.addChildren([join, frame.addChildren([card, me, language])])

/** Plain texts: the router's own way would read a receipt's number as a number. */
function readSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search))
}

function writeSearch(search: Record<string, unknown>): string {
  const texts = Object.entries(search).filter(([, value]) => typeof value === 'string')
  const written = new URLSearchParams(texts.map(([name, value]) => [name, String(value)])).toString()
  return written === '' ? '' : `?${written}`
}

/** A page that loads faster than this shows no skeleton, which would only flicker. */
const PATIENCE_MILLISECONDS = 300

export function createPortalRouter(queries: QueryClient) {
  return createRouter({
    routeTree,
    basepath: '/my',
    context: { queries },
    defaultPreload: 'intent',
    defaultPendingMs: PATIENCE_MILLISECONDS,
    defaultPendingComponent: Loading,
    scrollRestoration: true,
    parseSearch: readSearch,
    stringifySearch: writeSearch,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createPortalRouter>
  }
}
