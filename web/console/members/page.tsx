/** All members: found as one types, narrowed by tier, status and when they joined. */
import { UserAddOutlined } from '@ant-design/icons'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Card } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Subject } from '../../ui/bulk.ts'
import { More } from '../../ui/longtable.tsx'
import { Page } from '../../ui/page.tsx'
import { Loading, Nothing, Troubled } from '../../ui/states.tsx'
import type { MemberFilters } from '../router.tsx'
import { useMay } from '../session.ts'
import { BulkBar } from './bulk.tsx'
import { ColumnChoice, useMemberColumns } from './columns.tsx'
import { EnrolDialog } from './enrol.tsx'
import { ExportMembers } from './exporting.tsx'
import { MemberFiltersBar } from './filters.tsx'
import { useMembers } from './queries.ts'
import { RunningBulk } from './running.tsx'
import { MemberTable } from './table.tsx'
import { Views } from './views.tsx'

export function MembersPage() {
  const { t } = useTranslation()
  const filters = useSearch({ from: '/frame/members' })
  const navigate = useNavigate({ from: '/members' })
  const may = useMay()
  const [enrolling, setEnrolling] = useState(false)
  const [columns, setColumns] = useMemberColumns()
  const [chosen, setChosen] = useState<readonly Subject[]>([])
  const show = (search: MemberFilters) => void navigate({ search, replace: true })
  const found = useMembers(filters)
  const members = found.data?.pages.flatMap((page) => page.items) ?? []
  const filtered = Object.keys(filters).length > 0
  const enrol = may('members.write') ? (
    <Button type="primary" icon={<UserAddOutlined />} onClick={() => setEnrolling(true)}>
      {t('members.enrol')}
    </Button>
  ) : undefined
  return (
    <Page
      title={t('rooms.members')}
      actions={
        <>
          <Views filters={filters} onChange={show} />
          <ColumnChoice shown={columns} onChange={setColumns} />
          {members.length > 0 ? <ExportMembers filters={filters} /> : null}
          {enrol}
        </>
      }
    >
      <MemberFiltersBar filters={filters} searching={found.isFetching} onChange={show} />
      <RunningBulk />
      <BulkBar chosen={chosen} clear={() => setChosen([])} />
      <Card className="flush">
        {found.error === null ? null : <Troubled trouble={found.error} retry={found.refetch} />}
        {found.isPending ? <Loading rows={8} /> : null}
        {found.isSuccess && members.length === 0 ? (
          <Empty filtered={filtered} clear={() => show({})}>
            {enrol}
          </Empty>
        ) : null}
        {members.length > 0 ? (
          <MemberTable
            members={members}
            columns={columns}
            dimmed={found.isPlaceholderData}
            {...(may('members.write') || may('points.adjust') || may('coupons.give')
              ? { choosing: { chosen, choose: setChosen } }
              : {})}
            showTag={(tag) => show({ ...filters, tag })}
          />
        ) : null}
        <More
          found={found}
          count={members.length}
          said={t(found.hasNextPage ? 'members.shown' : 'members.shownAll', { count: members.length })}
        />
      </Card>
      {enrolling ? <EnrolDialog close={() => setEnrolling(false)} /> : null}
    </Page>
  )
}

type EmptyProps = { readonly filtered: boolean; readonly clear: () => void; readonly children: ReactNode }

function Empty({ filtered, clear, children }: EmptyProps) {
  const { t } = useTranslation()
  if (!filtered)
    return (
      <Nothing title={t('members.none')} advice={t('members.noneAdvice')}>
        {children}
      </Nothing>
    )
  return (
    <Nothing title={t('members.notFound')} advice={t('members.notFoundAdvice')}>
      <Button onClick={clear}>{t('members.clearFilters')}</Button>
    </Nothing>
  )
}
