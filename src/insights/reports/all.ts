/** The reports there are. */
import { anomaliesReport } from '../anomalies/report.ts'
import { basketsReport } from '../baskets/report.ts'
import { churnReport } from '../churn/report.ts'
import { clustersReport } from '../clusters/report.ts'
import { cohortsReport } from '../cohorts/report.ts'
import { comparisonReport } from '../comparison/report.ts'
import { demandReport } from '../demand/report.ts'
import { kpisReport } from '../kpis/report.ts'
import { lifecycleReport } from '../lifecycle/report.ts'
import { loyaltyReport } from '../loyalty/report.ts'
import { costsReport } from '../money/costs.ts'
import { journalReport, moneyReport } from '../money/report.ts'
import { recommendationsReport } from '../recommendations/report.ts'
import { rfmReport } from '../rfm/report.ts'
import { valueReport } from '../value/report.ts'
import type { Report } from './report.ts'

export const allReports: readonly Report[] = [
  rfmReport,
  valueReport,
  cohortsReport,
  churnReport,
  moneyReport,
  journalReport,
  costsReport,
  lifecycleReport,
  loyaltyReport,
  kpisReport,
  clustersReport,
  anomaliesReport,
  comparisonReport,
  basketsReport,
  recommendationsReport,
  demandReport,
]
