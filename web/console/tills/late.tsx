/** What a till sold and took back while the server was away, with the reason of each that was refused. */
import { Link } from '@tanstack/react-router'
import { Drawer, Radio, type TableColumnsType, Tag } from 'antd'
import { useState } from 'react'
import { useFormat } from '../../ui/format.ts'
import { LongTable, More } from '../../ui/longtable.tsx'
import { Loading, Nothing, Troubled } from '../../ui/states.tsx'
import { useSaid } from '../../ui/texts.ts'
import { useTranslation } from '../../ui/translation.ts'
import { type LateOrder, type Till, useLateOrders } from './queries.ts'

const states = ['refused', 'accepted', 'received'] as const
const colours = { refused: 'red', accepted: 'green', received: 'gold' } as const
const WIDTH_PIXELS = 860

export function LateOrders({ till, close }: { readonly till: Till; readonly close: () => void }) {
  const { t } = useTranslation()
  const [state, setState] = useState<LateOrder['state'] | 'all'>(till.refused > 0 ? 'refused' : 'all')
  const found = useLateOrders(till.tillId, state === 'all' ? undefined : state)
  const orders = found.data?.pages.flatMap(({ items }) => items) ?? []
  const choices = (['all', ...states] as const).map((value) => ({ value, label: t(`tills.states.${value}`) }))
  return (
    <Drawer open size={WIDTH_PIXELS} title={t('tills.lateOf', { name: till.name })} onClose={close}>
      <p className="quiet first">{t('tills.lateAdvice')}</p>
      <div className="filters">
        <Radio.Group
          optionType="button"
          aria-label={t('tills.state')}
          value={state}
          options={choices}
          onChange={({ target }: { target: { value?: typeof state } }) => setState(target.value ?? 'all')}
        />
      </div>
      {found.error === null ? null : <Troubled trouble={found.error} retry={found.refetch} />}
      {found.isPending ? <Loading rows={6} /> : null}
      {found.isSuccess && orders.length === 0 ? (
        <Nothing title={t(state === 'all' ? 'tills.noLate' : 'tills.noneSuch')} />
      ) : null}
      {orders.length > 0 ? <LateTable orders={orders} /> : null}
      <More
        found={found}
        count={orders.length}
        said={t(found.hasNextPage ? 'tills.shown' : 'tills.shownAll', { count: orders.length })}
      />
    </Drawer>
  )
}

function LateTable({ orders }: { readonly orders: readonly LateOrder[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const columns: TableColumnsType<LateOrder> = [
    {
      title: t('tills.number'),
      key: 'number',
      render: (_, { number, orderId, returns }) => (
        <>
          {orderId === null || returns !== null ? <code>{number}</code> : <OrderLink number={number} />}
          {returns === null ? null : (
            <div>
              {t('tills.returnOf')} {orderId === null ? <code>{returns}</code> : <OrderLink number={returns} />}
            </div>
          )}
        </>
      ),
    },
    {
      title: t('tills.sold'),
      key: 'sold',
      render: (_, { placedAt, receivedAt }) => (
        <>
          <div>{format.moment(placedAt)}</div>
          <div className="quiet">{t('tills.cameAt', { moment: format.moment(receivedAt) })}</div>
        </>
      ),
    },
    {
      title: t('tills.amount'),
      key: 'amount',
      align: 'right',
      className: 'figures',
      render: (_, { totalMinor, currency, returns, returned }) =>
        returns === null
          ? format.money(totalMinor, currency)
          : returned === null
            ? '–'
            : `−${format.money(returned.refundMinor, currency)}`,
    },
    { title: t('tills.became'), key: 'became', render: (_, order) => <Became order={order} /> },
  ]
  return <LongTable<LateOrder> rowKey="sequence" columns={columns} rows={orders} />
}

function OrderLink({ number }: { readonly number: string }) {
  return (
    <Link to="/orders/$number" params={{ number }}>
      {number}
    </Link>
  )
}

function Became({ order: { state, note, problem } }: { readonly order: LateOrder }) {
  const { t } = useTranslation()
  const { answered } = useSaid()
  return (
    <>
      <Tag color={colours[state]}>{t(`tills.states.${state}`)}</Tag>
      {note === null ? null : <div className="quiet">{t(`tills.notes.${note}`)}</div>}
      {problem === undefined ? null : <div className="bad">{answered(problem.title)}</div>}
    </>
  )
}
