/** The first rows as they are in the file, and as they would be understood. */
import { Alert, Table, type TableColumnsType, Tag } from 'antd'
import { Card } from '../../ui/card.tsx'
import { useFormat } from '../../ui/format.ts'
import { Nothing } from '../../ui/states.tsx'
import { useSaid } from '../../ui/texts.ts'
import { useTranslation } from '../../ui/translation.ts'
import type { Preview } from './queries.ts'

type Understood = NonNullable<Preview['understood']>
type Line = Understood['lines'][number]
type Row = Preview['rows'][number]

const SHOWN = 5

export function FirstRows({ of: { heading, rows } }: { readonly of: Preview }) {
  const columns: TableColumnsType<Row> = heading.map((name, place) => ({
    title: name,
    key: `${place}`,
    className: 'figures',
    render: (_, { cells }) => cells[place] ?? '',
  }))
  return (
    <Table<Row>
      size="small"
      rowKey="line"
      columns={columns}
      dataSource={rows.slice(0, SHOWN)}
      pagination={false}
      scroll={{ x: 'max-content' }}
    />
  )
}

export function AsUnderstood({ of }: { readonly of: Understood }) {
  const { t } = useTranslation()
  const { answered } = useSaid()
  const format = useFormat()
  const bad = of.problems.reduce((total, { count }) => total + count, 0)
  return (
    <Card title={t('imports.understood')} className="flush">
      <p className="padded">
        {t('imports.looked', {
          looked: format.number(of.looked),
          good: format.number(of.looked - bad),
          bad: format.number(bad),
        })}{' '}
        {of.more ? <span className="quiet">{t('imports.lookedMore')}</span> : null}
      </p>
      {of.problems.map(({ reason, title, count, line }) => (
        <Alert
          key={reason}
          type="warning"
          showIcon
          title={answered(title)}
          description={t('imports.problem', { lines: format.number(count), line: format.number(line) })}
        />
      ))}
      {of.lines.length === 0 ? (
        <Nothing title={t('imports.nothingUnderstood')} advice={t('imports.nothingUnderstoodAdvice')} />
      ) : (
        <Lines of={of.lines} />
      )}
    </Card>
  )
}

const colours = { goods: 'green', fee: 'default', return: 'orange', adjustment: 'default' } as const

function Lines({ of }: { readonly of: readonly Line[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const columns: TableColumnsType<Line> = [
    { title: t('imports.line'), key: 'line', className: 'figures', render: (_, { line }) => format.number(line) },
    {
      title: t('imports.kind'),
      key: 'kind',
      render: (_, { kind }) => <Tag color={colours[kind]}>{t(`imports.kinds.${kind}`)}</Tag>,
    },
    { title: t('columns.number'), dataIndex: 'number', className: 'figures' },
    { title: t('columns.placedAt'), key: 'at', className: 'figures', render: (_, { at }) => format.moment(at) },
    {
      title: t('columns.customer'),
      key: 'customer',
      render: (_, { customer }) => customer.map(({ value }) => value).join(' · ') || t('imports.guest'),
    },
    { title: t('orders.item'), key: 'item', render: (_, { name, sku }) => name ?? sku },
    {
      title: t('orders.quantity'),
      key: 'quantity',
      align: 'right',
      className: 'figures',
      render: (_, { quantity }) => format.number(quantity),
    },
    {
      title: t('imports.amount'),
      key: 'amount',
      align: 'right',
      className: 'figures',
      render: (_, { amountMinor, discountMinor, currency }) => format.money(amountMinor - discountMinor, currency),
    },
  ]
  return (
    <Table<Line>
      size="small"
      rowKey="line"
      columns={columns}
      dataSource={[...of]}
      pagination={false}
      scroll={{ x: 'max-content' }}
    />
  )
}
