/** Adjustments by hand, and bulk runs, that wait for a second person. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert } from 'antd'
import { lazy, Suspense } from 'react'
import { useFormat } from '../../ui/format.ts'
import { ask, regulars } from '../../ui/server.ts'
import { Troubled } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { useRunsToApprove } from '../bulk/queries.ts'
import { useSaid } from '../bulk/said.ts'

const LATEST = 50

/** Fetched when there is one. */
const WaitingApproval = lazy(async () => ({ default: (await import('./approval.tsx')).WaitingApproval }))

export function WaitingApprovals() {
  const asked = useQuery({
    queryKey: ['approvals'],
    queryFn: () =>
      ask(regulars.GET('/v1/points/approvals', { params: { query: { state: 'waiting', limit: LATEST } } })),
  })
  if (asked.error !== null) return <Troubled trouble={asked.error} retry={asked.refetch} />
  return (
    <>
      {asked.data?.items.map((approval) => (
        <Suspense key={approval.approvalId} fallback={null}>
          <WaitingApproval approval={approval} />
        </Suspense>
      ))}
      <WaitingRuns />
    </>
  )
}

function WaitingRuns() {
  const { t } = useTranslation()
  const format = useFormat()
  const said = useSaid()
  return useRunsToApprove().map((run) => (
    <Alert
      key={run.runId}
      type="info"
      showIcon
      className="attention"
      title={t('bulk.waiting', {
        name: run.askedByName,
        what: said(run),
        members: format.number(run.members),
      })}
      action={
        <Link to="/bulk" search={{ run: run.runId }}>
          {t('bulk.look')}
        </Link>
      }
    />
  ))
}
