/** The audit trail: who changed what, with what was before and after, and who saw whom in clear. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { Card } from '../../ui/card.tsx'
import { More } from '../../ui/longtable.tsx'
import { Page } from '../../ui/page.tsx'
import { Loading, Nothing, Troubled } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { useMay } from '../session.ts'
import { AuditFiltersBar } from './filters.tsx'
import { useTrail } from './queries.ts'
import { AuditTable } from './table.tsx'
import { Checking, Exporting } from './taking.tsx'

export function AuditPage() {
  const { t } = useTranslation()
  const may = useMay()
  const filters = useSearch({ from: '/frame/audit' })
  const navigate = useNavigate({ from: '/audit' })
  const found = useTrail(filters)
  const rows = found.data?.pages.flatMap((page) => page.items) ?? []
  const filtered = Object.keys(filters).length > 0
  const count = rows.length
  const actions = may('audit.read') ? (
    <>
      <Checking />
      <Exporting filters={filters} />
    </>
  ) : null
  return (
    <Page title={t('rooms.audit')} actions={actions}>
      <p className="quiet">{t('audit.meaning')}</p>
      <AuditFiltersBar filters={filters} onChange={(search) => void navigate({ search, replace: true })} />
      <Card className="flush">
        {found.error === null ? null : <Troubled trouble={found.error} retry={found.refetch} />}
        {found.isPending ? <Loading rows={8} /> : null}
        {found.isSuccess && count === 0 && !filtered ? (
          <Nothing title={t('audit.none')} advice={t('audit.noneAdvice')} />
        ) : null}
        {found.isSuccess && count === 0 && filtered ? (
          <Nothing title={t('audit.notFound')} advice={t('audit.notFoundAdvice')}>
            <Button onClick={() => void navigate({ search: {}, replace: true })}>{t('audit.clearFilters')}</Button>
          </Nothing>
        ) : null}
        {count > 0 ? <AuditTable rows={rows} dimmed={found.isPlaceholderData} /> : null}
        <More found={found} count={count} said={t(found.hasNextPage ? 'audit.shown' : 'audit.shownAll', { count })} />
      </Card>
    </Page>
  )
}
