/** What is unusual enough to be looked at, with what it rests on, and what became of it. */
import { Segmented } from 'antd'
import { useState } from 'react'
import { useFormat } from '../../../ui/format.ts'
import { Older } from '../../../ui/older.tsx'
import { Page } from '../../../ui/page.tsx'
import { Nothing } from '../../../ui/states.tsx'
import { useTranslation } from '../../../ui/translation.ts'
import { Figure } from '../figure.tsx'
import { Reported } from '../reports.tsx'
import { Finding } from './finding.tsx'
import { type Found, type Looked, type State, states, useFound, useLooked } from './queries.ts'
import { Review } from './review.tsx'

export function AnomaliesPage() {
  const { t } = useTranslation()
  const asked = useLooked()
  const [state, setState] = useState<State>('open')
  const [reviewed, setReviewed] = useState<Found>()
  const found = useFound(state, asked.data?.madeAt ?? null)
  return (
    <Page title={t('insights.anomalies.title')}>
      <p className="quiet">{t('insights.anomalies.meaning')}</p>
      <Segmented<State>
        aria-label={t('insights.anomalies.state')}
        options={states.map((value) => ({ value, label: t(`insights.anomalies.states.${value}`) }))}
        value={state}
        onChange={setState}
      />
      <div className="insights-found">
        <Older
          of={found}
          empty={<Nothing title={t(`insights.anomalies.none.${state}`)} advice={t('insights.anomalies.noneAdvice')} />}
        >
          {(all) => all.map((one) => <Finding key={one.anomalyId} found={one} review={() => setReviewed(one)} />)}
        </Older>
      </div>
      <Reported of={asked} missing={({ missing }) => missing}>
        {(looked) => <LookedAt looked={looked} />}
      </Reported>
      {reviewed === undefined ? null : <Review found={reviewed} close={() => setReviewed(undefined)} />}
    </Page>
  )
}

type Row = Looked['looked'][number]

function LookedAt({ looked }: { readonly looked: Looked }) {
  const { t } = useTranslation()
  const format = useFormat()
  const share = format.percent(looked.wrongAtMost)
  return (
    <Figure<Row>
      title={t('insights.anomalies.looked')}
      meaning={t('insights.anomalies.lookedMeaning', { share })}
      file="anomalies"
      rows={looked.looked}
      rowKey={({ subject, measure }) => `${subject} ${measure}`}
      columns={[
        {
          ...{ key: 'what', title: t('insights.anomalies.what') },
          value: ({ subject, measure }) =>
            t(`insights.anomalies.titles.${subject}`, { what: t(`insights.anomalies.measures.${measure}`) }),
        },
        { key: 'days', title: t('insights.anomalies.days'), value: ({ days }) => days },
        {
          ...{ key: 'tests', title: t('insights.anomalies.tests'), meaning: t('insights.anomalies.testsMeaning') },
          value: ({ tests }) => tests,
          shown: ({ tests }) => format.number(tests),
        },
        { key: 'found', title: t('insights.anomalies.found'), value: ({ found }) => found },
      ]}
    />
  )
}
