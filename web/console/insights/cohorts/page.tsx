/** Cohorts: who came back month by month, and how soon people buy again. */
import { PrinterOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { Page } from '../../../ui/page.tsx'
import { useTranslation } from '../../../ui/translation.ts'
import { Reported } from '../reports.tsx'
import { Again } from './again.tsx'
import { CohortTable } from './heat.tsx'
import { MONTHS, useCohorts } from './queries.ts'
import '../heat.css'

const lengths = [7, MONTHS, 25, 36] as const

export function CohortsPage() {
  const { t } = useTranslation()
  const [months, setMonths] = useState<number>(MONTHS)
  const asked = useCohorts(months)
  return (
    <Page
      title={t('insights.cohorts.title')}
      actions={
        <>
          <Select
            aria-label={t('insights.cohorts.range')}
            value={months}
            onChange={setMonths}
            options={lengths.map((value) => ({ value, label: t('insights.cohorts.lastMonths', { count: value }) }))}
            popupMatchSelectWidth={false}
          />
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            {t('insights.cohorts.print')}
          </Button>
        </>
      }
    >
      <p className="quiet">{t('insights.cohorts.meaning')}</p>
      <Reported of={asked} missing={({ missing }) => missing}>
        {(cohorts) => (
          <>
            <CohortTable cohorts={cohorts} />
            <Again cohorts={cohorts} />
          </>
        )}
      </Reported>
    </Page>
  )
}
