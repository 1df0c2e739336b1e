/** Which part of the handbook explains a page of the console. */

type Place = { readonly path: string; readonly page: string; readonly heading?: string }

/** A page below an address is explained like it, unless it is named itself. */
export const places: readonly Place[] = [
  { path: '/', page: 'manager' },
  { path: '/members', page: 'marketer' },
  { path: '/members/', page: 'support' },
  { path: '/bulk', page: 'members', heading: 'for-many-at-once' },
  { path: '/orders', page: 'support' },
  { path: '/coupons', page: 'offers', heading: 'coupons' },
  { path: '/points', page: 'programme', heading: 'by-hand-reasons-a-second-person-and-expired-points-that-come-back' },
  { path: '/catalogue', page: 'catalogue' },
  { path: '/programme', page: 'programme' },
  { path: '/programme/drafts', page: 'programme', heading: 'changing-it-drafts-findings-differences' },
  { path: '/programme/drafts/', page: 'programme', heading: 'while-it-is-being-written' },
  { path: '/messages', page: 'portal', heading: 'ways-to-phones-and-mailboxes' },
  { path: '/insights', page: 'insights' },
  { path: '/insights/kpis', page: 'insights', heading: 'key-figures-and-targets' },
  { path: '/insights/value', page: 'insights', heading: 'value' },
  { path: '/insights/lifecycle', page: 'insights', heading: 'lifecycle' },
  { path: '/insights/loyalty', page: 'insights', heading: 'loyalty-index' },
  { path: '/insights/churn', page: 'insights', heading: 'who-may-leave' },
  { path: '/insights/rfm', page: 'insights', heading: 'recency-frequency-monetary-value-rfm' },
  { path: '/insights/clusters', page: 'insights', heading: 'groups' },
  { path: '/insights/cohorts', page: 'insights', heading: 'cohorts' },
  { path: '/insights/comparison', page: 'insights', heading: 'before-and-after' },
  { path: '/insights/baskets', page: 'insights', heading: 'baskets' },
  { path: '/insights/recommendations', page: 'insights', heading: 'recommendations' },
  { path: '/insights/demand', page: 'insights', heading: 'demand-stock-and-staff' },
  { path: '/insights/money', page: 'insights', heading: 'money' },
  { path: '/insights/anomalies', page: 'insights', heading: 'unusual-things' },
  { path: '/insights/text', page: 'insights', heading: 'reviews-sentiment-keyphrases-topics' },
  { path: '/imports', page: 'import' },
  { path: '/tills', page: 'cashier', heading: 'setting-a-device-up-once' },
  { path: '/staff', page: 'rights' },
  { path: '/audit', page: 'rights', heading: 'the-audit-trail' },
  { path: '/settings', page: 'rights', heading: 'api-keys' },
  { path: '/settings/security', page: 'sign-in' },
  { path: '/settings/webhooks', page: 'developer', heading: 'webhooks' },
  { path: '/jobs', page: 'developer', heading: 'background-jobs' },
]

export function explaining(path: string): Place | undefined {
  return places
    .filter((place) => path === place.path || (place.path !== '/' && path.startsWith(place.path.replace(/\/?$/, '/'))))
    .toSorted((a, b) => b.path.length - a.path.length)[0]
}
