/** Recommendations tried out: what a member or a product gets and why, and how good that is. */
import { Segmented } from 'antd'
import { useState } from 'react'
import { Card } from '../../../ui/card.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Page } from '../../../ui/page.tsx'
import { Nothing } from '../../../ui/states.tsx'
import { useTranslation } from '../../../ui/translation.ts'
import { useMay } from '../../session.ts'
import { Reported } from '../reports.tsx'
import { Clock, Evaluation } from './figures.tsx'
import { ForMember, ForProduct } from './lab.tsx'
import { type Recommendations, useRecommendations } from './queries.ts'

export function RecommendationsPage() {
  const { t } = useTranslation()
  const asked = useRecommendations()
  return (
    <Page title={t('insights.recommendations.title')}>
      <p className="quiet">{t('insights.recommendations.meaning')}</p>
      <Reported of={asked} missing={({ missing }) => missing}>
        {(found) => (
          <>
            <Numbers found={found} />
            <Lab />
            {found.measured.length === 0 ? (
              <Nothing
                title={t('insights.recommendations.notMeasured')}
                advice={t('insights.recommendations.notMeasuredAdvice')}
              />
            ) : (
              <div className="insights-grid">
                <Evaluation found={found} onlyNew={false} />
                <Evaluation found={found} onlyNew />
              </div>
            )}
            <Clock found={found} />
          </>
        )}
      </Reported>
    </Page>
  )
}

function Numbers({ found }: { readonly found: Recommendations }) {
  const { t } = useTranslation()
  const format = useFormat()
  const numbers = [
    [t('insights.recommendations.people'), found.people],
    [t('insights.recommendations.visits'), found.visits],
    [t('insights.recommendations.products'), found.products],
  ] as const
  return (
    <div className="insights-numbers">
      {numbers.map(([title, value], place) => (
        <Card key={title}>
          <div className="quiet">{title}</div>
          <div className="figure-number">{format.number(value)}</div>
          {place > 0 || found.learnedFrom === found.people ? null : (
            <div className="quiet">{t('insights.recommendations.learnedFrom', { count: found.learnedFrom })}</div>
          )}
        </Card>
      ))}
    </div>
  )
}

function Lab() {
  const { t } = useTranslation()
  const may = useMay()
  const [side, setSide] = useState<'member' | 'product'>('member')
  const options = [
    ...(may('members.read') ? [{ value: 'member' as const, label: t('insights.recommendations.forMember') }] : []),
    ...(may('catalogue.read') ? [{ value: 'product' as const, label: t('insights.recommendations.forProduct') }] : []),
  ]
  const shown = options.some(({ value }) => value === side) ? side : options[0]?.value
  if (shown === undefined) return null
  return (
    <Card
      className="insights-figure"
      title={t('insights.recommendations.lab')}
      extra={
        <Segmented
          size="small"
          aria-label={t('insights.recommendations.lab')}
          options={options}
          value={shown}
          onChange={setSide}
        />
      }
    >
      {shown === 'member' ? <ForMember /> : <ForProduct />}
    </Card>
  )
}
