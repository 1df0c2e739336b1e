/** Key figures: how the programme does month by month, by tier and place, and how far its targets are. */
import { PrinterOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { Page } from '../../../ui/page.tsx'
import { useTranslation } from '../../../ui/translation.ts'
import { useMay } from '../../session.ts'
import { Reported } from '../reports.tsx'
import { EditTargets } from './editing.tsx'
import { Growth, Points, Rates, Sales } from './monthly.tsx'
import { Numbers } from './numbers.tsx'
import { Places } from './places.tsx'
import { DAYS, type Kpis, useKpis } from './queries.ts'
import { Targets } from './targets.tsx'
import { Tiers } from './tiers.tsx'
import '../heat.css'
import './kpis.css'

const periods = [28, DAYS, 182, 364] as const

export function KpisPage() {
  const { t } = useTranslation()
  const may = useMay()
  const [days, setDays] = useState<number>(DAYS)
  // As they were when somebody began: newer ones do not take away what is being typed.
  const [editing, setEditing] = useState<Kpis>()
  const asked = useKpis(days)
  const told = asked.data?.result ?? undefined
  return (
    <Page
      title={t('insights.kpis.title')}
      actions={
        <>
          {may('insights.manage') && told?.missing === null ? (
            <Button onClick={() => setEditing(told)}>{t('insights.kpis.edit')}</Button>
          ) : null}
          <Select
            aria-label={t('insights.kpis.period')}
            value={days}
            onChange={setDays}
            options={periods.map((value) => ({ value, label: t('insights.kpis.days', { count: value }) }))}
            popupMatchSelectWidth={false}
          />
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            {t('insights.kpis.print')}
          </Button>
        </>
      }
    >
      <p className="quiet">{t('insights.kpis.meaning')}</p>
      <Reported of={asked} missing={({ missing }) => missing}>
        {(kpis) => (
          <>
            <Numbers kpis={kpis} />
            <Targets kpis={kpis} />
            <div className="insights-grid">
              <Growth kpis={kpis} />
              <Sales kpis={kpis} />
              <Rates kpis={kpis} />
              <Points kpis={kpis} />
            </div>
            <Tiers kpis={kpis} />
            <Places kpis={kpis} by="channels" />
            <Places kpis={kpis} by="stores" />
          </>
        )}
      </Reported>
      {editing === undefined ? null : <EditTargets kpis={editing} close={() => setEditing(undefined)} />}
    </Page>
  )
}
