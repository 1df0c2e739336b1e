/**
 * What waits for a person: a nightly run that would expire more than the programme allows without asking, adjustments
 * and drafts of the programme that need a second person, approved drafts that are to be published, budgets
 * of offers that are nearly used up, tiers that members are about to lose, failed imports and jobs, webhooks that do not get through.
 */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert } from 'antd'
import { lazy, Suspense } from 'react'
import { ask, regulars } from '../../ui/server.ts'
import { Troubled } from '../../ui/states.tsx'
import { useSaid } from '../../ui/texts.ts'
import { useTranslation } from '../../ui/translation.ts'
import { meQuery, useMay } from '../session.ts'
import { WaitingApprovals } from './approvals.tsx'
import { FullBudgets } from './budgets.tsx'
import { FailedJobs } from './jobs.tsx'
import { LosingTiers } from './losing.tsx'
import { WaitingProposals } from './proposals.tsx'
import { TroubledWebhooks } from './webhooks.tsx'

const LATEST = 20

/** Fetched when there is one. */
const WaitingRun = lazy(async () => ({ default: (await import('./run.tsx')).WaitingRun }))

export function Attention() {
  const may = useMay()
  const { data: me } = useQuery(meQuery)
  // Figures of all members are not for who acts for certain stores.
  const everywhere = me?.stores === null
  return (
    <>
      {may('jobs.run') ? <FailedJobs /> : null}
      {may('jobs.run') ? <WaitingRuns /> : null}
      {may('points.approve') ? <WaitingApprovals /> : null}
      {may('programme.approve') || may('programme.publish') ? <WaitingProposals /> : null}
      {may('programme.publish') ? <FullBudgets /> : null}
      {may('members.write') && everywhere ? <LosingTiers /> : null}
      {may('imports.run') ? <FailedImports /> : null}
      {may('integrations.manage') ? <TroubledWebhooks /> : null}
    </>
  )
}

function WaitingRuns() {
  const asked = useQuery({ queryKey: ['runs'], queryFn: () => ask(regulars.GET('/v1/runs')) })
  if (asked.error !== null) return <Troubled trouble={asked.error} retry={asked.refetch} />
  return asked.data?.items
    .filter(({ state }) => state === 'waiting')
    .map((run) => (
      <Suspense key={run.runId} fallback={null}>
        <WaitingRun run={run} />
      </Suspense>
    ))
}

function FailedImports() {
  const { t } = useTranslation()
  const { answered } = useSaid()
  const asked = useQuery({
    queryKey: ['imports', 'latest'],
    queryFn: () => ask(regulars.GET('/v1/imports', { params: { query: { limit: LATEST } } })),
  })
  if (asked.error !== null) return <Troubled trouble={asked.error} retry={asked.refetch} />
  return asked.data?.items
    .filter(({ state }) => state === 'failed')
    .map(({ importId, name, problem }) => (
      <Alert
        key={importId}
        type="error"
        showIcon
        className="attention"
        title={t('attention.importFailed', { name })}
        description={answered(problem?.title)}
        action={
          <Link to="/imports/$importId" params={{ importId }}>
            {t('attention.look')}
          </Link>
        }
      />
    ))
}
