import { anomalies } from './anomalies.ts'
import { area } from './area.ts'
import { baskets } from './baskets.ts'
import { churn } from './churn.ts'
import { clusters } from './clusters.ts'
import { cohorts } from './cohorts.ts'
import { comparison } from './comparison.ts'
import { demand } from './demand.ts'
import { kpis } from './kpis.ts'
import { lifecycle } from './lifecycle.ts'
import { loyalty } from './loyalty.ts'
import { member } from './member.ts'
import { money } from './money.ts'
import { overview } from './overview.ts'
import { recommendations } from './recommendations.ts'
import { rfm } from './rfm.ts'
import { text } from './text.ts'
import { value } from './value.ts'

export const words = {
  insights: {
    ...area,
    anomalies,
    baskets,
    churn,
    clusters,
    cohorts,
    comparison,
    demand,
    kpis,
    lifecycle,
    loyalty,
    member,
    money,
    overview,
    recommendations,
    rfm,
    text,
    value,
  },
}
