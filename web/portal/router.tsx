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
import { manners, texts } from '../ui/address.ts'
import { Frame } from './frame.tsx'
import { probablySignedIn } from './kept.ts'
import { BrokenPage, MissingPage } from './missing.tsx'
import { Loading } from './parts/states.tsx'
import { isViewing } from './viewing/token.ts'

type Context = { readonly queries: QueryClient }

const root = createRootRouteWithContext<Context>()({
  component: Outlet,
  notFoundComponent: MissingPage,
  errorComponent: BrokenPage,
})

const join = createRoute({
  getParentRoute: () => root,
  path: '/join',
  beforeLoad: onlyHimself,
  validateSearch: (search): { to?: string } => texts(search, ['to']),
  component: lazyRouteComponent(() => import('./access/page.tsx'), 'JoinPage'),
})

/** Pages on which there is nothing but something to do: staff who see what a member sees are not led there. */
function onlyHimself(): void {
  if (isViewing()) redirect({ to: '/', replace: true, throw: true })
}

/** Everything behind the sign-in. Whoever was never signed in on this device is not asked to wait for the server to say so. */
const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  component: Frame,
  beforeLoad: ({ location }) => {
    if (isViewing() || probablySignedIn()) return
    redirect({ to: '/join', replace: true, search: location.href === '/' ? {} : { to: location.href }, throw: true })
  },
})

const card = createRoute({
  getParentRoute: () => frame,
  path: '/',
  component: lazyRouteComponent(() => import('./card/page.tsx'), 'CardPage'),
})

const points = createRoute({
  getParentRoute: () => frame,
  path: '/points',
  validateSearch: (search): { wallet?: string } => texts(search, ['wallet']),
  component: lazyRouteComponent(() => import('./points/page.tsx'), 'PointsPage'),
})

const why = createRoute({
  getParentRoute: () => frame,
  path: '/points/$entryId',
  component: lazyRouteComponent(() => import('./points/why.tsx'), 'WhyPage'),
})

const give = createRoute({
  getParentRoute: () => frame,
  path: '/give',
  beforeLoad: onlyHimself,
  validateSearch: (search): { wallet?: string } => texts(search, ['wallet']),
  component: lazyRouteComponent(() => import('./points/give.tsx'), 'GivePage'),
})

const claim = createRoute({
  getParentRoute: () => frame,
  path: '/claim',
  beforeLoad: onlyHimself,
  validateSearch: (search): { number?: string; total?: string } => texts(search, ['number', 'total']),
  component: lazyRouteComponent(() => import('./points/claim.tsx'), 'ClaimPage'),
})

const tier = createRoute({
  getParentRoute: () => frame,
  path: '/tier',
  component: lazyRouteComponent(() => import('./tier/page.tsx'), 'TierPage'),
})

const coupons = createRoute({
  getParentRoute: () => frame,
  path: '/coupons',
  component: lazyRouteComponent(() => import('./coupons/page.tsx'), 'CouponsPage'),
})

const coupon = createRoute({
  getParentRoute: () => frame,
  path: '/coupons/$code',
  component: lazyRouteComponent(() => import('./coupons/coupon.tsx'), 'CouponPage'),
})

const orders = createRoute({
  getParentRoute: () => frame,
  path: '/orders',
  component: lazyRouteComponent(() => import('./orders/page.tsx'), 'OrdersPage'),
})

const order = createRoute({
  getParentRoute: () => frame,
  path: '/orders/$number',
  component: lazyRouteComponent(() => import('./orders/order.tsx'), 'OrderPage'),
})

const me = createRoute({
  getParentRoute: () => frame,
  path: '/me',
  component: lazyRouteComponent(() => import('./account/page.tsx'), 'MePage'),
})

const profile = createRoute({
  getParentRoute: () => frame,
  path: '/profile',
  component: lazyRouteComponent(() => import('./account/profile.tsx'), 'ProfilePage'),
})

const contact = createRoute({
  getParentRoute: () => frame,
  path: '/contact',
  beforeLoad: onlyHimself,
  validateSearch: (search): { by?: 'phone' | 'email' } => (search['by'] === 'email' ? { by: 'email' } : {}),
  component: lazyRouteComponent(() => import('./account/contact.tsx'), 'ContactPage'),
})

const consents = createRoute({
  getParentRoute: () => frame,
  path: '/consents',
  component: lazyRouteComponent(() => import('./account/consents.tsx'), 'ConsentsPage'),
})

const devices = createRoute({
  getParentRoute: () => frame,
  path: '/devices',
  component: lazyRouteComponent(() => import('./account/devices.tsx'), 'DevicesPage'),
})

const language = createRoute({
  getParentRoute: () => frame,
  path: '/language',
  beforeLoad: onlyHimself,
  component: lazyRouteComponent(() => import('./account/language.tsx'), 'LanguagePage'),
})

const own = createRoute({
  getParentRoute: () => frame,
  path: '/own',
  beforeLoad: onlyHimself,
  component: lazyRouteComponent(() => import('./account/own.tsx'), 'OwnPage'),
})

const looks = createRoute({
  getParentRoute: () => frame,
  path: '/looks',
  component: lazyRouteComponent(() => import('./account/looks.tsx'), 'LooksPage'),
})

const leave = createRoute({
  getParentRoute: () => frame,
  path: '/delete',
  beforeLoad: onlyHimself,
  component: lazyRouteComponent(() => import('./account/delete.tsx'), 'DeletePage'),
})

const places = [
  card,
  points,
  why,
  give,
  claim,
  tier,
  coupons,
  coupon,
  orders,
  order,
  me,
  profile,
  contact,
  consents,
  devices,
  language,
  own,
  looks,
  leave,
]
const routeTree = root.addChildren([join, frame.addChildren(places)])

export function createPortalRouter(queries: QueryClient) {
  return createRouter({
    routeTree,
    basepath: '/my',
    context: { queries },
    ...manners,
    defaultPendingComponent: Loading,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createPortalRouter>
  }
}
