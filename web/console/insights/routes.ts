/** The pages of insights by address. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { learnArea } from '../../ui/words.ts'
import { frame } from '../within.tsx'

const insights = createRoute({
  getParentRoute: () => frame,
  path: '/insights',
  beforeLoad: async () => {
    const { insightsWords } = await import('./words.ts')
    await learnArea(insightsWords)
  },
  component: lazyRouteComponent(() => import('./area.tsx'), 'InsightsArea'),
})

const insightsOverview = createRoute({
  getParentRoute: () => insights,
  path: '/',
  component: lazyRouteComponent(() => import('./overview/page.tsx'), 'InsightsOverviewPage'),
})

const insightsRfm = createRoute({
  getParentRoute: () => insights,
  path: '/rfm',
  component: lazyRouteComponent(() => import('./rfm/page.tsx'), 'RfmPage'),
})

const insightsValue = createRoute({
  getParentRoute: () => insights,
  path: '/value',
  component: lazyRouteComponent(() => import('./value/page.tsx'), 'ValuePage'),
})

const insightsCohorts = createRoute({
  getParentRoute: () => insights,
  path: '/cohorts',
  component: lazyRouteComponent(() => import('./cohorts/page.tsx'), 'CohortsPage'),
})

const insightsChurn = createRoute({
  getParentRoute: () => insights,
  path: '/churn',
  component: lazyRouteComponent(() => import('./churn/page.tsx'), 'ChurnPage'),
})

const insightsMoney = createRoute({
  getParentRoute: () => insights,
  path: '/money',
  component: lazyRouteComponent(() => import('./money/page.tsx'), 'MoneyPage'),
})

const insightsLifecycle = createRoute({
  getParentRoute: () => insights,
  path: '/lifecycle',
  component: lazyRouteComponent(() => import('./lifecycle/page.tsx'), 'LifecyclePage'),
})

const insightsLoyalty = createRoute({
  getParentRoute: () => insights,
  path: '/loyalty',
  component: lazyRouteComponent(() => import('./loyalty/page.tsx'), 'LoyaltyPage'),
})

const insightsKpis = createRoute({
  getParentRoute: () => insights,
  path: '/kpis',
  component: lazyRouteComponent(() => import('./kpis/page.tsx'), 'KpisPage'),
})

const insightsText = createRoute({
  getParentRoute: () => insights,
  path: '/text',
  component: lazyRouteComponent(() => import('./text/page.tsx'), 'InsightsTextPage'),
})

const insightsAnomalies = createRoute({
  getParentRoute: () => insights,
  path: '/anomalies',
  component: lazyRouteComponent(() => import('./anomalies/page.tsx'), 'AnomaliesPage'),
})

const insightsClusters = createRoute({
  getParentRoute: () => insights,
  path: '/clusters',
  component: lazyRouteComponent(() => import('./clusters/page.tsx'), 'ClustersPage'),
})

const insightsComparison = createRoute({
  getParentRoute: () => insights,
  path: '/comparison',
  component: lazyRouteComponent(() => import('./comparison/page.tsx'), 'ComparisonPage'),
})

const insightsBaskets = createRoute({
  getParentRoute: () => insights,
  path: '/baskets',
  component: lazyRouteComponent(() => import('./baskets/page.tsx'), 'BasketsPage'),
})

const insightsRecommendations = createRoute({
  getParentRoute: () => insights,
  path: '/recommendations',
  component: lazyRouteComponent(() => import('./recommendations/page.tsx'), 'RecommendationsPage'),
})

const insightsDemand = createRoute({
  getParentRoute: () => insights,
  path: '/demand',
  component: lazyRouteComponent(() => import('./demand/page.tsx'), 'DemandPage'),
})

export const insightsRoutes = insights.addChildren([
  insightsOverview,
  insightsRfm,
  insightsValue,
  insightsCohorts,
  insightsChurn,
  insightsMoney,
  insightsLifecycle,
  insightsLoyalty,
  insightsKpis,
  insightsText,
  insightsAnomalies,
  insightsClusters,
  insightsComparison,
  insightsBaskets,
  insightsRecommendations,
  insightsDemand,
])
