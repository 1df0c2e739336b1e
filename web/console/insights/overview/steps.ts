/** The steps of a run in words: the models by the titles of their pages. */
import { useTranslation } from '../../../ui/translation.ts'

const models = ['rfm', 'value', 'churn', 'lifecycle', 'loyalty', 'clusters', 'cohorts'] as const
const chores = ['copy', 'writing', 'bought'] as const

/** A newer process may know more steps: their own names are better than nothing. */
export function useStepName(): (step: string) => string {
  const { t } = useTranslation()
  return (step) => {
    const model = models.find((one) => one === step)
    if (model !== undefined) return t(`insights.${model}.title`)
    const chore = chores.find((one) => one === step)
    return chore === undefined ? step : t(`insights.overview.chores.${chore}`)
  }
}
