/** The whole answer: how many complain, about what, where and when, and each review with the words that say so. */
import { useState } from 'react'
import { Card } from '../../../ui/card.tsx'
import { Explained } from '../../../ui/explained.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { Keyphrases } from './keyphrases.tsx'
import { type Filter, Reviews } from './list.tsx'
import { Origins } from './origins.tsx'
import type { Read, Side, Split } from './reading.ts'
import { Splits } from './splits.tsx'
import { Topics } from './topics.tsx'

/** The id of the list, which filters lead to. */
const LIST = 'insights-text-list'

export function Answer({ reviews, said }: Read) {
  const { t } = useTranslation()
  const format = useFormat()
  const [filter, setFilter] = useState<Filter>({})
  const show = (wanted: Filter) => {
    setFilter(wanted)
    document.getElementById(LIST)?.scrollIntoView({ behavior: 'smooth' })
  }
  const { totals, months, subjects, undated } = said
  const topics = (side: Side) => <Topics {...{ side, said, show }} />
  return (
    <>
      <Numbers totals={totals} reviews={reviews.length} />
      <Origins said={said} />
      {topics('bad')}
      <div className="insights-grid">
        {months.length < 2 ? null : (
          <Splits
            title={t('insights.text.months')}
            meaning={t('insights.text.monthsMeaning')}
            first={t('insights.text.month')}
            rows={months.map(({ month, ...split }) => ({ name: format.month(`${month}-15T12:00:00Z`), ...split }))}
            file="reviews-by-month"
            {...(undated === 0 ? {} : { note: t('insights.text.undated', { count: undated }) })}
          />
        )}
        {subjects.length < 2 ? null : (
          <Splits
            title={t('insights.text.subjects')}
            meaning={t('insights.text.subjectsMeaning')}
            first={t('insights.text.columns.about')}
            rows={subjects.map(({ about, ...split }) => ({ name: about, ...split }))}
            file="reviews-by-subject"
            across
          />
        )}
        <Keyphrases side="bad" {...{ said, show }} />
        <Keyphrases side="good" {...{ said, show }} />
      </div>
      {topics('good')}
      <div id={LIST}>
        <Reviews {...{ reviews, said, filter }} change={setFilter} />
      </div>
    </>
  )
}

function Numbers({ totals, reviews }: { readonly totals: Split; readonly reviews: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { badShare } = totals
  const numbers = [
    { key: 'reviews', shown: format.number(reviews) },
    { key: 'badShare', shown: badShare === null ? '–' : format.percent(badShare.share) },
    { key: 'good', shown: format.number(totals.good) },
    { key: 'unsure', shown: format.number(totals.unsure) },
    { key: 'unread', shown: format.number(totals.unread) },
  ] as const
  return (
    <div className="insights-numbers">
      {numbers.map(({ key, shown }) => (
        <Card key={key}>
          <div className="quiet">
            <Explained by={t(`insights.text.numbersMeaning.${key}`)}>{t(`insights.text.numbers.${key}`)}</Explained>
          </div>
          <div className="figure-number">{shown}</div>
          {key === 'badShare' && badShare !== null ? (
            <div className="quiet">
              {t('insights.text.between', { low: format.percent(badShare.low), high: format.percent(badShare.high) })}
            </div>
          ) : null}
        </Card>
      ))}
    </div>
  )
}
