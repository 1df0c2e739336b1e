/** Recency, frequency and monetary value: who the members are by what they bought. */
import { Button } from 'antd'
import { useState } from 'react'
import { Card } from '../../../ui/card.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Page } from '../../../ui/page.tsx'
import { useTranslation } from '../../../ui/translation.ts'
import { useMay } from '../../session.ts'
import { Reported } from '../reports.tsx'
import { Cells } from './cells.tsx'
import { EditSegments } from './editing.tsx'
import { Moves } from './moves.tsx'
import { type Rfm, useRfm } from './queries.ts'
import { Segments } from './segments.tsx'

export function RfmPage() {
  const { t } = useTranslation()
  const may = useMay()
  const asked = useRfm()
  const [editing, setEditing] = useState(false)
  const actions = may('insights.manage') ? (
    <Button onClick={() => setEditing(true)}>{t('insights.rfm.edit')}</Button>
  ) : null
  return (
    <Page title={t('insights.rfm.title')} actions={actions}>
      <p className="quiet">{t('insights.rfm.meaning')}</p>
      <Reported of={asked} missing={({ missing }) => missing}>
        {(rfm) => (
          <>
            <Numbers rfm={rfm} />
            <Segments rfm={rfm} title={t('insights.rfm.segments')} meaning={t('insights.rfm.segmentsMeaning')} />
            <div className="insights-grid">
              <Cells rfm={rfm} />
              <Moves rfm={rfm} />
            </div>
          </>
        )}
      </Reported>
      {editing ? <EditSegments close={() => setEditing(false)} /> : null}
    </Page>
  )
}

function Numbers({ rfm }: { readonly rfm: Rfm }) {
  const { t } = useTranslation()
  const format = useFormat()
  const sales = rfm.cells.reduce((sum, { monetaryMinor }) => sum + monetaryMinor, 0)
  return (
    <div className="insights-numbers">
      <Card>
        <div className="quiet">{t('insights.rfm.people')}</div>
        <div className="figure-number">{format.number(rfm.people)}</div>
      </Card>
      <Card>
        <div className="quiet">{t('insights.rfm.sales')}</div>
        <div className="figure-number">{format.roughMoney(sales, rfm.currency ?? '')}</div>
      </Card>
    </div>
  )
}
