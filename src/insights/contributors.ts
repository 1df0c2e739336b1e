/** The models that say something of each member, in the order in which a run asks them: later ones may read tables of earlier ones. */
import { churnFigures } from './churn/figures.ts'
import { clusterFigures } from './clusters/figures.ts'
import { cohortFigures } from './cohorts/figures.ts'
import type { Contributor } from './figures/contributor.ts'
import { lifecycleFigures } from './lifecycle/figures.ts'
import { loyaltyFigures } from './loyalty/figures.ts'
import { rfmFigures } from './rfm/figures.ts'
import { valueFigures } from './value/figures.ts'

export const contributors: readonly Contributor[] = [
  rfmFigures,
  valueFigures,
  churnFigures,
  lifecycleFigures,
  loyaltyFigures,
  clusterFigures,
  cohortFigures,
]
