/** The loyalty index: what it is made of, how it is distributed, and whose moved. */
import { Button, Select } from 'antd'
import { useState } from 'react'
import { Page } from '../../../ui/page.tsx'
import { useTranslation } from '../../../ui/translation.ts'
import { useMay } from '../../session.ts'
import { Reported } from '../reports.tsx'
import { EditWeights } from './editing.tsx'
import { Movers } from './movers.tsx'
import { Parts } from './parts.tsx'
import { type Period, periods, useLoyalty } from './queries.ts'
import { Steps } from './steps.tsx'

export function LoyaltyPage() {
  const { t } = useTranslation()
  const may = useMay()
  const [since, setSince] = useState<Period>('month')
  const [editing, setEditing] = useState(false)
  const asked = useLoyalty(since)
  const choice = (
    <Select
      size="small"
      aria-label={t('insights.loyalty.since')}
      value={since}
      onChange={setSince}
      options={periods.map((value) => ({ value, label: t(`insights.loyalty.periods.${value}`) }))}
      popupMatchSelectWidth={false}
    />
  )
  const actions = may('insights.manage') ? (
    <Button onClick={() => setEditing(true)}>{t('insights.loyalty.edit')}</Button>
  ) : null
  return (
    <Page title={t('insights.loyalty.title')} actions={actions}>
      <p className="quiet">{t('insights.loyalty.meaning')}</p>
      <Reported of={asked} missing={({ missing }) => missing}>
        {(loyalty) => (
          <>
            <Steps loyalty={loyalty} />
            <Parts loyalty={loyalty} />
            <div className="insights-grid">
              <Movers movers={loyalty.up} way="up" choice={choice} />
              <Movers movers={loyalty.down} way="down" choice={choice} />
            </div>
          </>
        )}
      </Reported>
      {editing ? <EditWeights close={() => setEditing(false)} /> : null}
    </Page>
  )
}
