import { Link, useNavigate } from '@tanstack/react-router'
import { type TableColumnsType, type TableProps, Tag } from 'antd'
import { useFormat } from '../../ui/format.ts'
import { LongTable } from '../../ui/longtable.tsx'
import { Personal } from '../../ui/personal.tsx'
import { useNaming } from '../../ui/programme.ts'
import { useTranslation } from '../../ui/translation.ts'
import { useMay } from '../session.ts'
import { columns as allColumns, type Column } from './columns.tsx'
import type { Line } from './queries.ts'
import { StatusTag } from './status.tsx'

type Props = {
  readonly members: readonly Line[]
  readonly dimmed: boolean
  /** All when absent. */
  readonly columns?: readonly Column[]
  /** Where members are chosen to do something for all of them. */
  readonly choosing?: Choosing
  readonly showTag?: (tag: string) => void
}

type Choosing = { readonly chosen: readonly string[]; readonly choose: (chosen: readonly string[]) => void }

export function MemberTable({ members, columns: shown = allColumns, dimmed, choosing, showTag }: Props) {
  const navigate = useNavigate()
  const all = useColumns(showTag)
  const selection = useSelection(choosing)
  const columns = all.filter(({ key }) => key === 'name' || shown.some((column) => column === key))
  return (
    <LongTable<Line>
      rowKey="memberId"
      columns={columns}
      rows={members}
      dimmed={dimmed}
      open={({ memberId }) => void navigate({ to: '/members/$memberId', params: { memberId } })}
      {...(selection === undefined ? {} : { selection })}
    />
  )
}

function useSelection(choosing: Choosing | undefined): TableProps<Line>['rowSelection'] {
  const { t } = useTranslation()
  if (choosing === undefined) return undefined
  const { chosen, choose } = choosing
  return {
    selectedRowKeys: [...chosen],
    // Those chosen under another filter stay chosen.
    preserveSelectedRowKeys: true,
    onChange: (keys) => choose(keys.map(String)),
    getCheckboxProps: ({ name, number }) => ({ 'aria-label': t('members.choose', { name: name ?? number }) }),
    columnWidth: 40,
  }
}

function useColumns(showTag: ((tag: string) => void) | undefined): TableColumnsType<Line> {
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
    { title: t('members.number'), dataIndex: 'number', key: 'number', className: 'figures' },
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
      render: (_, { tags }) =>
        tags.map((tag) =>
          showTag === undefined ? (
            <Tag key={tag}>{tag}</Tag>
          ) : (
            <button
              key={tag}
              type="button"
              className="bare-button"
              aria-label={t('members.tagged', { tag })}
              onClick={() => showTag(tag)}
            >
              <Tag>{tag}</Tag>
            </button>
          ),
        ),
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
