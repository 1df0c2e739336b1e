/** The pages of insights, in the order in which they are offered; `key` names them in the words. */
export const pages = [
  { to: '/insights', key: 'overview' },
  { to: '/insights/kpis', key: 'kpis' },
  { to: '/insights/value', key: 'value' },
  { to: '/insights/lifecycle', key: 'lifecycle' },
  { to: '/insights/loyalty', key: 'loyalty' },
  { to: '/insights/churn', key: 'churn' },
  { to: '/insights/rfm', key: 'rfm' },
  { to: '/insights/clusters', key: 'clusters' },
  { to: '/insights/cohorts', key: 'cohorts' },
  { to: '/insights/comparison', key: 'comparison' },
  { to: '/insights/baskets', key: 'baskets' },
  { to: '/insights/recommendations', key: 'recommendations' },
  { to: '/insights/demand', key: 'demand' },
  { to: '/insights/money', key: 'money' },
  { to: '/insights/anomalies', key: 'anomalies' },
  { to: '/insights/text', key: 'text' },
] as const
