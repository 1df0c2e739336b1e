/** Amounts set aside: until captured, released or lapsed. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Popconfirm, Space, Table, type TableColumnsType } from 'antd'
import { useFormat } from '../../ui/format.ts'
import { ask, newKey, regulars } from '../../ui/server.ts'
import { Nothing, useSentence } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { useMay } from '../session.ts'
import { refresh, type Statement } from './queries.ts'

type Hold = Statement['holds'][number]

export function Holds({ statement }: { readonly statement: Statement }) {
  const { t } = useTranslation()
  const format = useFormat()
  const may = useMay()
  if (statement.holds.length === 0) return <Nothing title={t('holds.none')} advice={t('holds.noneAdvice')} />
  const columns: TableColumnsType<Hold> = [
    { title: t('holds.placed'), key: 'placed', render: (_, { placedAt }) => format.moment(placedAt) },
    { title: t('holds.reason'), dataIndex: 'reason' },
    {
      title: t('holds.amount'),
      key: 'amount',
      align: 'right',
      className: 'figures',
      render: (_, hold) => format.points(hold.amount, hold.wallet),
    },
    { title: t('holds.lapses'), key: 'lapses', render: (_, { expiresAt }) => format.moment(expiresAt) },
    {
      key: 'actions',
      align: 'right',
      render: (_, hold) =>
        may('points.redeem') ? <HoldEnding holdId={hold.holdId} memberId={statement.memberId} /> : null,
    },
  ]
  return <Table<Hold> size="small" rowKey="holdId" columns={columns} dataSource={statement.holds} pagination={false} />
}

export function HoldEnding({ holdId, memberId }: { readonly holdId: string; readonly memberId: string }) {
  const { t } = useTranslation()
  const sentence = useSentence()
  const queries = useQueryClient()
  const ending = useMutation({
    mutationFn: (how: 'capture' | 'release') => {
      const params = { path: { holdId }, header: { 'idempotency-key': newKey() } }
      return how === 'release'
        ? ask(regulars.POST('/v1/holds/{holdId}/release', { params }))
        : ask(regulars.POST('/v1/holds/{holdId}/capture', { params, body: {} }))
    },
    onSuccess: () => refresh(queries, memberId),
    onError: (trouble) => toast.error(sentence(trouble)),
  })
  return (
    <Space>
      <Popconfirm title={t('holds.captureSure')} onConfirm={() => ending.mutate('capture')}>
        <Button size="small" loading={ending.isPending}>
          {t('holds.capture')}
        </Button>
      </Popconfirm>
      <Button size="small" loading={ending.isPending} onClick={() => ending.mutate('release')}>
        {t('holds.release')}
      </Button>
    </Space>
  )
}
