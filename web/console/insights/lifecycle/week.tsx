/** What happened within seven days: first of all who slipped, and what to do about it. */
import { Card } from '../../../ui/card.tsx'
import { Explained } from '../../../ui/explained.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { AsCondition } from '../condition.tsx'
import type { Lifecycle, Stage } from './queries.ts'

const DAYS = 7

const shown = [
  { stage: 'at-risk', key: 'slipped' },
  { stage: 'lapsed', key: 'lost' },
  { stage: 'won-back', key: 'back' },
] as const

/** Those who came to a stage within the week, as the list of members. */
const cameTo = (stage: Stage) => ({
  all: [
    { field: 'insight.stage', is: 'equals', value: stage },
    { field: 'insight.stageDays', is: 'at-most', value: DAYS },
  ],
})

export function Week({ lifecycle }: { readonly lifecycle: Lifecycle }) {
  const { t } = useTranslation()
  const format = useFormat()
  const came = (stage: Stage) =>
    lifecycle.lately.moves.filter(({ to }) => to === stage).reduce((sum, { people }) => sum + people, 0)
  return (
    <section aria-label={t('insights.lifecycle.week')}>
      <h2 className="insights-heading">{t('insights.lifecycle.week')}</h2>
      <div className="insights-numbers">
        {shown.map(({ stage, key }) => (
          <Card key={stage}>
            <div className="quiet">
              <Explained by={t(`insights.lifecycle.${key}Meaning`)}>{t(`insights.lifecycle.${key}`)}</Explained>
            </div>
            <div className="figure-number">{format.number(came(stage))}</div>
            {came(stage) === 0 ? null : <AsCondition condition={cameTo(stage)} />}
          </Card>
        ))}
      </div>
      {came('at-risk') === 0 ? null : <p>{t('insights.lifecycle.slippedAdvice')}</p>}
    </section>
  )
}
