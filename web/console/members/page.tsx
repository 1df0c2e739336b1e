/** All members: found as one types, narrowed by tier, status and when they joined. */
import { UserAddOutlined } from '@ant-design/icons'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Card } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { More } from '../../ui/longtable.tsx'
import { midnightAfter, midnightOf } from '../../ui/midnight.ts'
import { Page } from '../../ui/page.tsx'
import { useNaming } from '../../ui/programme.ts'
import { ask, regulars } from '../../ui/server.ts'
import { Loading, Nothing, Troubled } from '../../ui/states.tsx'
import type { MemberFilters } from '../router.tsx'
import { useMay } from '../session.ts'
import { EnrolDialog } from './enrol.tsx'
import { MemberFiltersBar } from './filters.tsx'
import { isStatus } from './statuses.ts'
import { MemberTable } from './table.tsx'

const PAGE_SIZE = 50

function useMembers({ q, status, tier, from, to }: MemberFilters) {
  const { timeZone } = useNaming()
  const query = {
    ...(q === undefined ? {} : { q }),
    ...(status !== undefined && isStatus(status) ? { status } : {}),
    ...(tier === undefined ? {} : { tier }),
    ...(from === undefined ? {} : { joinedFrom: midnightOf(from, timeZone) }),
    ...(to === undefined ? {} : { joinedTo: midnightAfter(to, timeZone) }),
    limit: PAGE_SIZE,
  }
  return useInfiniteQuery({
    queryKey: ['members', query],
    queryFn: ({ pageParam }) =>
      ask(
        regulars.GET('/v1/members', {
          params: { query: { ...query, ...(pageParam === '' ? {} : { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  })
}

export function MembersPage() {
  const { t } = useTranslation()
  const filters = useSearch({ from: '/frame/members' })
  const navigate = useNavigate({ from: '/members' })
  const may = useMay()
  const [enrolling, setEnrolling] = useState(false)
  const found = useMembers(filters)
  const members = found.data?.pages.flatMap((page) => page.items) ?? []
  const filtered = Object.keys(filters).length > 0
  const enrol = may('members.write') ? (
    <Button type="primary" icon={<UserAddOutlined />} onClick={() => setEnrolling(true)}>
      {t('members.enrol')}
    </Button>
  ) : undefined
  return (
    <Page title={t('rooms.members')} actions={enrol}>
      <MemberFiltersBar
        filters={filters}
        searching={found.isFetching}
        onChange={(search) => void navigate({ search, replace: true })}
      />
      <Card className="flush">
        {found.error === null ? null : <Troubled trouble={found.error} retry={found.refetch} />}
        {found.isPending ? <Loading rows={8} /> : null}
        {found.isSuccess && members.length === 0 ? (
          <Empty filtered={filtered} clear={() => void navigate({ search: {}, replace: true })}>
            {enrol}
          </Empty>
        ) : null}
        {members.length > 0 ? <MemberTable members={members} dimmed={found.isPlaceholderData} /> : null}
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
