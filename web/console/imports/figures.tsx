/** What an import did, in figures that add up: every line of the file is in exactly one class. */
import { Card, Table, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import { Explained } from '../../ui/explained.tsx'
import { useFormat } from '../../ui/format.ts'
import { useNaming } from '../../ui/programme.ts'
import type { Summary } from './queries.ts'

const classes = ['members', 'guests', 'returnsMatched', 'returnsUnmatched', 'adjustments', 'rejected'] as const
type Row = {
  readonly key: string
  readonly name: (typeof classes)[number] | 'total'
  readonly lines: number
  readonly minor: number
}

export function Figures({ summary }: { readonly summary: Summary }) {
  return (
    <>
      <Outcome summary={summary} />
      <Classes summary={summary} />
    </>
  )
}

function Outcome({ summary }: { readonly summary: Summary }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { wallets, ladders, tierName } = useNaming()
  const spending = wallets.find(({ purpose }) => purpose === 'spend')?.code ?? ''
  const { points, tiers } = summary
  const tierOf = (code: string) => {
    const ladder = ladders.find((each) => each.tiers.some((tier) => tier.code === code))
    return ladder === undefined ? code : tierName(ladder.code, code)
  }
  const facts = [
    { key: 'members', label: t('imports.members'), value: format.number(summary.members) },
    { key: 'orders', label: t('imports.orders'), value: format.number(summary.memberOrders) },
    { key: 'guestOrders', label: t('imports.guestOrders'), value: format.number(summary.guestOrders) },
    { key: 'earned', label: t('imports.earned'), value: format.points(points.earned, spending) },
    { key: 'returned', label: t('imports.returned'), value: format.points(points.returned, spending) },
    { key: 'outstanding', label: t('imports.outstanding'), value: format.points(points.outstanding, spending) },
    ...Object.entries(tiers).map(([code, count]) => ({
      key: `tier-${code}`,
      label: tierOf(code),
      value: t('members.shownAll', { count }),
    })),
  ]
  return (
    <Card
      size="small"
      title={t('imports.outcome')}
      extra={<span className="quiet">{t('imports.took', { seconds: format.number(Math.ceil(summary.seconds)) })}</span>}
    >
      <dl className="figures-row">
        {facts.map(({ key, label, value }) => (
          <div key={key}>
            <dt>{label}</dt>
            <dd className="figures">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

function Classes({ summary }: { readonly summary: Summary }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [currency] = summary.currencies
  const several = summary.currencies.length > 1
  const rows: Row[] = [
    ...classes.map((name) => ({
      key: name,
      name,
      lines: summary.lines[name] ?? 0,
      minor: summary.revenueByClass[name] ?? 0,
    })),
    { key: 'total', name: 'total', lines: summary.lines.total, minor: summary.revenueMinor },
  ]
  const columns: TableColumnsType<Row> = [
    {
      title: t('imports.class'),
      key: 'class',
      render: (_, { name }) =>
        name === 'total' ? (
          <strong>{t('imports.total')}</strong>
        ) : (
          <Explained by={t(`imports.classMeanings.${name}`)}>{t(`imports.classes.${name}`)}</Explained>
        ),
    },
    {
      title: t('imports.lines'),
      key: 'lines',
      align: 'right',
      className: 'figures',
      render: (_, { lines }) => format.number(lines),
    },
    {
      title: t('imports.amount'),
      key: 'amount',
      align: 'right',
      className: 'figures',
      // Of several currencies there is no sum.
      render: (_, { minor }) => (currency === undefined || several ? '' : format.money(minor, currency)),
    },
  ]
  return (
    <Card size="small" title={t('imports.adds')} className="flush">
      <Table<Row> size="small" rowKey="key" columns={columns} dataSource={rows} pagination={false} />
    </Card>
  )
}
