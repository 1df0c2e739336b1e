/** What the member gave to others and received from them, newest first. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Table, type TableColumnsType, Tag } from 'antd'
import { useFormat } from '../../ui/format.ts'
import { Older } from '../../ui/older.tsx'
import { paged } from '../../ui/paging.ts'
import { type Answer, regulars } from '../../ui/server.ts'
import { Nothing } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { When } from '../../ui/when.tsx'
import { key } from './queries.ts'

type Transfer = Answer<'/v1/members/{memberId}/transfers', 'get'>['items'][number]

const PAGE_SIZE = 20
const colours = { sent: 'blue', arrived: 'green', returned: 'orange' } as const

export function Transfers({ memberId }: { readonly memberId: string }) {
  const { t } = useTranslation()
  const found = useInfiniteQuery(
    paged(key(memberId, 'transfers'), (from) =>
      regulars.GET('/v1/members/{memberId}/transfers', {
        params: {
          path: { memberId },
          query: { limit: PAGE_SIZE, ...from },
        },
      }),
    ),
  )
  return (
    <Older of={found} empty={<Nothing title={t('transfer.none')} advice={t('transfer.noneAdvice')} />}>
      {(transfers) => <TransferTable transfers={transfers} />}
    </Older>
  )
}

function TransferTable({ transfers }: { readonly transfers: readonly Transfer[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const columns: TableColumnsType<Transfer> = [
    { title: t('entries.when'), key: 'when', className: 'figures', render: (_, { sentAt }) => <When at={sentAt} /> },
    {
      title: t('entries.what'),
      key: 'what',
      render: (_, { direction, from, to, message }) => (
        <>
          <div>
            {t(`transfer.directions.${direction}`)} ·{' '}
            <Link to="/members/$memberId" params={{ memberId: direction === 'sent' ? to : from }}>
              {t('transfer.other')}
            </Link>
          </div>
          <div className="quiet">{message}</div>
        </>
      ),
    },
    {
      title: t('entries.change'),
      key: 'change',
      align: 'right',
      className: 'figures',
      render: (_, { direction, amount, fee, wallet }) => (
        <span className={direction === 'sent' ? 'bad' : 'good'}>
          {format.change(direction === 'sent' ? -amount - fee : amount, wallet)}
        </span>
      ),
    },
    {
      title: t('members.status'),
      key: 'state',
      render: (_, { state }) => <Tag color={colours[state]}>{t(`transfer.states.${state}`)}</Tag>,
    },
  ]
  return (
    <Table<Transfer>
      size="small"
      rowKey="transferId"
      columns={columns}
      dataSource={[...transfers]}
      pagination={false}
    />
  )
}
