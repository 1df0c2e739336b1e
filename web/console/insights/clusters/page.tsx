/** Groups that members fall into by themselves, and how sure it is that there are any. */
import { Alert } from 'antd'
import { useFormat } from '../../../ui/format.ts'
import { Page } from '../../../ui/page.tsx'
import { useTranslation } from '../../../ui/translation.ts'
import { Reported } from '../reports.tsx'
import { Choice } from './choice.tsx'
import { Groups } from './groups.tsx'
import { Profile } from './profile.tsx'
import { type Clusters, useClusters } from './queries.ts'

export function ClustersPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const asked = useClusters()
  return (
    <Page title={t('insights.clusters.title')}>
      <p className="quiet">{t('insights.clusters.meaning')}</p>
      <Reported of={asked} missing={({ missing }) => missing}>
        {(clusters) => (
          <>
            {clusters.verdict === null ? null : <Verdict verdict={clusters.verdict} />}
            <Groups clusters={clusters} />
            <div className="insights-grid">
              <Profile clusters={clusters} />
              <Choice clusters={clusters} />
            </div>
            <p className="quiet">{t('insights.clusters.foundAt', { at: format.moment(clusters.foundAt) })}</p>
          </>
        )}
      </Reported>
    </Page>
  )
}

/** Said before anything is shown: slices of one whole look like groups, too. */
function Verdict({ verdict }: { readonly verdict: NonNullable<Clusters['verdict']> }) {
  const { t } = useTranslation()
  const type = verdict === 'convincing' ? 'success' : 'warning'
  return <Alert className="insights-figure" type={type} showIcon title={t(`insights.clusters.verdict.${verdict}`)} />
}
