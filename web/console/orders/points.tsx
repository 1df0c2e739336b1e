/** The points that an order earned: what became of each lot, and every movement with its reason. */
import { Table, type TableColumnsType, Tag } from 'antd'
import { Card } from '../../ui/card.tsx'
import { Explained } from '../../ui/explained.tsx'
import { useFormat } from '../../ui/format.ts'
import { Answered } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { EntryTable } from '../member/entries.tsx'
import { type OrderPoints as Points, useOrderPoints } from './queries.ts'

type Lot = Points['lots'][number]
type Props = { readonly number: string; readonly memberId: string }

export function OrderPoints({ number, memberId }: Props) {
  const { t } = useTranslation()
  const points = useOrderPoints(number)
  return (
    <Card title={t('order.points')} className="not-printed">
      <Answered of={points} rows={3}>
        {({ lots, entries }) =>
          entries.length === 0 ? (
            <p className="quiet last">{t('order.noPoints')}</p>
          ) : (
            <>
              {lots.length === 0 ? null : <Lots lots={lots} />}
              <h3 className="small-head">{t('order.movements')}</h3>
              <EntryTable entries={entries} memberId={memberId} />
            </>
          )
        }
      </Answered>
    </Card>
  )
}

const colours = { pending: 'blue', available: 'green', held: 'orange', gone: 'default' } as const

function Lots({ lots }: { readonly lots: readonly Lot[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const figures = { align: 'right', className: 'figures' } as const
  const columns: TableColumnsType<Lot> = [
    { title: t('lots.amount'), key: 'amount', ...figures, render: (_, lot) => format.points(lot.amount, lot.wallet) },
    {
      title: <Explained by={t('lots.remainingMeaning')}>{t('lots.remaining')}</Explained>,
      key: 'remaining',
      ...figures,
      render: (_, lot) => format.points(lot.remaining, lot.wallet),
    },
    {
      title: t('lots.expires'),
      key: 'expires',
      render: (_, { expiresAt }) =>
        expiresAt === null ? t('lots.never') : t('lots.endOf', { day: format.lastDay(expiresAt) }),
    },
    { title: t('lots.status'), key: 'status', render: (_, lot) => <Status lot={lot} /> },
  ]
  return <Table<Lot> size="small" rowKey="lotId" columns={columns} dataSource={[...lots]} pagination={false} />
}

function Status({ lot: { status, awaits, availableAt, expired } }: { readonly lot: Lot }) {
  const { t } = useTranslation()
  const format = useFormat()
  const later =
    awaits !== null ? t('order.awaits', { event: awaits }) : availableAt === null ? '' : format.day(availableAt)
  return (
    <>
      <Tag color={colours[status]}>{status === 'gone' ? t('order.gone') : t(`lots.${status}`)}</Tag>
      {status === 'pending' ? <span className="quiet">{later}</span> : null}
      {expired === 0 ? null : <span className="quiet">{t('order.expired', { amount: format.number(expired) })}</span>}
    </>
  )
}
