import { Link, useNavigate } from '@tanstack/react-router'
import { Table, type TableColumnsType, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format.ts'
import { Personal } from '../../ui/personal.tsx'
import { useNaming } from '../../ui/programme.ts'
import type { Answer } from '../../ui/server.ts'
import { useMay } from '../session.ts'
import { StatusTag } from './status.tsx'

type Line = Answer<'/v1/members', 'get'>['items'][number]

export function MemberTable({ members, dimmed }: { readonly members: readonly Line[]; readonly dimmed: boolean }) {
  const navigate = useNavigate()
  const columns = useColumns()
  return (
    <Table<Line>
      size="small"
      rowKey="memberId"
      columns={columns}
      dataSource={[...members]}
      pagination={false}
      className={dimmed ? 'dimmed rows-open' : 'rows-open'}
      onRow={({ memberId }) => ({
        onClick: (event) => {
          // The link in the row opens by itself, also in another tab.
          if (event.target instanceof Element && event.target.closest('a') !== null) return
          void navigate({ to: '/members/$memberId', params: { memberId } })
        },
      })}
    />
  )
}

function useColumns(): TableColumnsType<Line> {
  const { t } = useTranslation()
  const format = useFormat()
  const masked = !useMay()('members.unmask')
  return [
    {
      title: t('members.name'),
      key: 'name',
      render: (_, { memberId, name, number }) => (
        <Link to="/members/$memberId" params={{ memberId }}>
          {name === null ? number : <Personal value={name} masked={masked} />}
        </Link>
      ),
    },
    { title: t('members.number'), dataIndex: 'number', className: 'figures' },
    {
      title: t('members.phone'),
      key: 'phone',
      className: 'figures',
      render: (_, { phone }) => <Personal value={phone} masked={masked} />,
    },
    {
      title: t('members.email'),
      key: 'email',
      responsive: ['xl'],
      render: (_, { email }) => <Personal value={email} masked={masked} />,
    },
    { title: t('members.tier'), key: 'tier', render: (_, line) => <Tier line={line} /> },
    { title: t('members.status'), key: 'status', render: (_, { status }) => <StatusTag status={status} /> },
    {
      title: t('members.joined'),
      key: 'joined',
      className: 'figures',
      render: (_, { joinedAt }) => format.day(joinedAt),
    },
    {
      title: t('members.origin'),
      key: 'origin',
      responsive: ['lg'],
      render: (_, { channel, store }) =>
        [channel, store].filter((part) => part !== null).join(' · ') || t('state.none'),
    },
    {
      title: t('members.tags'),
      key: 'tags',
      responsive: ['xl'],
      render: (_, { tags }) => tags.map((tag) => <Tag key={tag}>{tag}</Tag>),
    },
  ]
}

/** The first ladder's tier; a prospect has none. */
function Tier({ line }: { readonly line: Line }) {
  const { ladders, tierName } = useNaming()
  const { t } = useTranslation()
  const [ladder] = ladders
  if (ladder === undefined || line.status === 'prospect') return t('state.none')
  const tier = line.tiers[ladder.code] ?? ladder.tiers[0]?.code
  return tier === undefined ? t('state.none') : tierName(ladder.code, tier)
}
