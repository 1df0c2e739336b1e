/** Where members stand as customers, who went where, and what to do about it. */
import { Button } from 'antd'
import { useState } from 'react'
import { Page } from '../../../ui/page.tsx'
import { useTranslation } from '../../../ui/translation.ts'
import { useMay } from '../../session.ts'
import { Reported } from '../reports.tsx'
import { EditThresholds } from './editing.tsx'
import { How } from './how.tsx'
import { Months } from './months.tsx'
import { Moves } from './moves.tsx'
import { useLifecycle } from './queries.ts'
import { Stages } from './stages.tsx'
import { Week } from './week.tsx'

export function LifecyclePage() {
  const { t } = useTranslation()
  const may = useMay()
  const asked = useLifecycle()
  const [editing, setEditing] = useState(false)
  const actions = may('insights.manage') ? (
    <Button onClick={() => setEditing(true)}>{t('insights.lifecycle.edit')}</Button>
  ) : null
  return (
    <Page title={t('insights.lifecycle.title')} actions={actions}>
      <p className="quiet">{t('insights.lifecycle.meaning')}</p>
      <Reported of={asked} missing={({ missing }) => missing}>
        {(lifecycle) => (
          <>
            <Week lifecycle={lifecycle} />
            <Stages lifecycle={lifecycle} />
            <div className="insights-grid">
              <Months lifecycle={lifecycle} />
              <Moves lifecycle={lifecycle} />
            </div>
            <How lifecycle={lifecycle} />
          </>
        )}
      </Reported>
      {editing ? <EditThresholds close={() => setEditing(false)} /> : null}
    </Page>
  )
}
