/** The pages by address. Each page's script is loaded when it is first opened. */
import type { QueryClient } from '@tanstack/react-query'
import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { manners, texts } from '../ui/address.ts'
import { Loading } from '../ui/states.tsx'
import { askAhead } from './home/overview.ts'
import { insightsRoutes } from './insights/routes.ts'
import { frame, root, SECURITY } from './within.tsx'

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(() => import('./access/setup.tsx'), 'SetupPage'),
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { to?: string; sso?: string } => texts(search, ['to', 'sso']),
  component: lazyRouteComponent(() => import('./access/signin.tsx'), 'SignInPage'),
})

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(() => import('./access/invitation.tsx'), 'InvitationPage'),
})

/** The till is a page of its own; whoever is sent there, for example after signing in, leaves the console. */
const till = createRoute({
  getParentRoute: () => root,
  path: '/till',
  beforeLoad: () => {
    window.location.replace('/till')
    return new Promise<never>(() => {})
  },
})

const home = createRoute({
  getParentRoute: () => frame,
  path: '/',
  validateSearch: (search): { readonly guide?: 'open' } => (search['guide'] === 'open' ? { guide: 'open' } : {}),
  loader: ({ context }) => askAhead(context.queries),
  component: lazyRouteComponent(() => import('./home/page.tsx'), 'HomePage'),
})

export type MemberFilters = {
  readonly q?: string
  readonly status?: string
  readonly tier?: string
  readonly tag?: string
  /** Who loses a tier until the end of this day. */
  readonly losing?: string
  readonly from?: string
  readonly to?: string
  /** The id of a saved filter: it narrows the list, or is what `condition` was made from. */
  readonly filter?: string
  /** JSON; instead of what the saved filter says. */
  readonly condition?: string
}

const members = createRoute({
  getParentRoute: () => frame,
  path: '/members',
  validateSearch: (search): MemberFilters =>
    texts(search, ['q', 'status', 'tier', 'tag', 'losing', 'from', 'to', 'filter', 'condition']),
  component: lazyRouteComponent(() => import('./members/page.tsx'), 'MembersPage'),
})

const bulk = createRoute({
  getParentRoute: () => frame,
  path: '/bulk',
  validateSearch: (search): { readonly run?: string } => texts(search, ['run']),
  component: lazyRouteComponent(() => import('./bulk/page.tsx'), 'BulkPage'),
})

const member = createRoute({
  getParentRoute: () => frame,
  path: '/members/$memberId',
  component: lazyRouteComponent(() => import('./member/page.tsx'), 'MemberPage'),
})

export type OrderFilters = {
  readonly q?: string
  readonly status?: string
  readonly store?: string
  readonly channel?: string
  readonly member?: string
  readonly buyer?: string
  readonly from?: string
  readonly to?: string
}

const orders = createRoute({
  getParentRoute: () => frame,
  path: '/orders',
  validateSearch: (search): OrderFilters =>
    texts(search, ['q', 'status', 'store', 'channel', 'member', 'buyer', 'from', 'to']),
  component: lazyRouteComponent(() => import('./orders/page.tsx'), 'OrdersPage'),
})

const order = createRoute({
  getParentRoute: () => frame,
  path: '/orders/$number',
  component: lazyRouteComponent(() => import('./orders/order.tsx'), 'OrderPage'),
})

export type CouponFilters = { readonly q?: string; readonly offer?: string }

const coupons = createRoute({
  getParentRoute: () => frame,
  path: '/coupons',
  validateSearch: (search): CouponFilters => texts(search, ['q', 'offer']),
  component: lazyRouteComponent(() => import('./coupons/page.tsx'), 'CouponsPage'),
})

const couponBatch = createRoute({
  getParentRoute: () => frame,
  path: '/coupons/$batchId',
  component: lazyRouteComponent(() => import('./coupons/batch.tsx'), 'BatchPage'),
})

export type PointsFilters = {
  readonly tab?: string
  readonly status?: string
  readonly wallet?: string
  readonly member?: string
}

const points = createRoute({
  getParentRoute: () => frame,
  path: '/points',
  validateSearch: (search): PointsFilters => texts(search, ['tab', 'status', 'wallet', 'member']),
  component: lazyRouteComponent(() => import('./points/page.tsx'), 'PointsPage'),
})

export type CatalogueFilters = {
  readonly q?: string
  readonly state?: string
  readonly category?: string
  readonly brand?: string
}

const catalogue = createRoute({
  getParentRoute: () => frame,
  path: '/catalogue',
  validateSearch: (search): CatalogueFilters & { readonly view?: string } =>
    texts(search, ['view', 'q', 'state', 'category', 'brand']),
  component: lazyRouteComponent(() => import('./catalogue/page.tsx'), 'CataloguePage'),
})

const programme = createRoute({
  getParentRoute: () => frame,
  path: '/programme',
  component: lazyRouteComponent(() => import('./programme/page.tsx'), 'ProgrammePage'),
})

const drafts = createRoute({
  getParentRoute: () => frame,
  path: '/programme/drafts',
  validateSearch: (search): { state?: 'published' } => (search['state'] === 'published' ? { state: 'published' } : {}),
  component: lazyRouteComponent(() => import('./programme/drafts/page.tsx'), 'DraftsPage'),
})

const draft = createRoute({
  getParentRoute: () => frame,
  path: '/programme/drafts/$draftId',
  validateSearch: (search): { tab?: string } => texts(search, ['tab']),
  component: lazyRouteComponent(() => import('./programme/drafts/draft.tsx'), 'DraftPage'),
})

const messages = createRoute({
  getParentRoute: () => frame,
  path: '/messages',
  component: lazyRouteComponent(() => import('./messages/page.tsx'), 'MessagesPage'),
})

const imports = createRoute({
  getParentRoute: () => frame,
  path: '/imports',
  component: lazyRouteComponent(() => import('./imports/page.tsx'), 'ImportsPage'),
})

const oneImport = createRoute({
  getParentRoute: () => frame,
  path: '/imports/$importId',
  component: lazyRouteComponent(() => import('./imports/import.tsx'), 'ImportPage'),
})

const tills = createRoute({
  getParentRoute: () => frame,
  path: '/tills',
  component: lazyRouteComponent(() => import('./tills/page.tsx'), 'TillsPage'),
})

const jobs = createRoute({
  getParentRoute: () => frame,
  path: '/jobs',
  component: lazyRouteComponent(() => import('./jobs/page.tsx'), 'JobsPage'),
})

const settings = createRoute({
  getParentRoute: () => frame,
  path: '/settings',
  validateSearch: (search): { readonly tab?: string } => texts(search, ['tab']),
  component: lazyRouteComponent(() => import('./settings/page.tsx'), 'SettingsPage'),
})

const webhook = createRoute({
  getParentRoute: () => frame,
  path: '/settings/webhooks/$endpointId',
  validateSearch: (search): { readonly state?: string; readonly kind?: string } => texts(search, ['state', 'kind']),
  component: lazyRouteComponent(() => import('./webhooks/page.tsx'), 'WebhookPage'),
})

const security = createRoute({
  getParentRoute: () => frame,
  path: SECURITY,
  component: lazyRouteComponent(() => import('./security/page.tsx'), 'SecurityPage'),
})

const staff = createRoute({
  getParentRoute: () => frame,
  path: '/staff',
  validateSearch: (search): { view?: string } => texts(search, ['view']),
  component: lazyRouteComponent(() => import('./staff/page.tsx'), 'StaffPage'),
})

export type AuditFilters = {
  readonly operation?: string
  readonly kind?: string
  readonly member?: string
  readonly actor?: string
  readonly from?: string
  readonly to?: string
}

const audit = createRoute({
  getParentRoute: () => frame,
  path: '/audit',
  validateSearch: (search): AuditFilters => texts(search, ['operation', 'kind', 'member', 'actor', 'from', 'to']),
  component: lazyRouteComponent(() => import('./audit/page.tsx'), 'AuditPage'),
})

const handbook = createRoute({
  getParentRoute: () => frame,
  path: '/handbook',
  validateSearch: (search): { q?: string } => texts(search, ['q']),
  component: lazyRouteComponent(() => import('./handbook/page.tsx'), 'HandbookPage'),
})

const guide = createRoute({
  getParentRoute: () => frame,
  path: '/handbook/$page',
  validateSearch: (search): { q?: string } => texts(search, ['q']),
  component: lazyRouteComponent(() => import('./handbook/page.tsx'), 'HandbookPage'),
})

const routeTree = root.addChildren([
  setup,
  signIn,
  invitation,
  till,
  frame.addChildren([
    ...[
      home,
      members,
      bulk,
      member,
      orders,
      order,
      coupons,
      couponBatch,
      points,
      catalogue,
      programme,
      drafts,
      draft,
      messages,
      imports,
      oneImport,
    ],
    ...[tills, staff, audit, settings, security, webhook, jobs, handbook, guide],
    insightsRoutes,
  ]),
])

export function createConsoleRouter(queries: QueryClient) {
  return createRouter({
    routeTree,
    context: { queries },
    ...manners,
    defaultPendingComponent: Loading,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>
  }
}
