/** What is done for many members at once: whom it reaches before it begins, its progress, those who could not be served. */
import { Link, useSearch } from '@tanstack/react-router'
import { More } from '../../ui/longtable.tsx'
import { Page } from '../../ui/page.tsx'
import { Loading, Nothing, Troubled } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { RunCard } from './card.tsx'
import { useRuns } from './queries.ts'

export function BulkPage() {
  const { t } = useTranslation()
  const { run: named } = useSearch({ from: '/frame/bulk' })
  const found = useRuns()
  const runs = found.data?.pages.flatMap((page) => page.items) ?? []
  const count = runs.length
  return (
    <Page title={t('bulk.title')} actions={<Link to="/members">{t('bulk.toMembers')}</Link>}>
      <p className="quiet">{t('bulk.meaning')}</p>
      {found.error === null ? null : <Troubled trouble={found.error} retry={found.refetch} />}
      {found.isPending ? <Loading rows={6} /> : null}
      {found.isSuccess && count === 0 ? <Nothing title={t('bulk.none')} advice={t('bulk.noneAdvice')} /> : null}
      {runs.map((run) => (
        <RunCard key={run.runId} run={run} named={run.runId === named} />
      ))}
      <More found={found} count={count} said={t(found.hasNextPage ? 'bulk.shown' : 'bulk.shownAll', { count })} />
    </Page>
  )
}
