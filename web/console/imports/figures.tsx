/** What an import did, in figures that add up: every line of the file is in exactly one class. */
import { Table, type TableColumnsType } from 'antd'
import { Card } from '../../ui/card.tsx'
import { Explained } from '../../ui/explained.tsx'
import { useFormat } from '../../ui/format.ts'
import { useNaming } from '../../ui/programme.ts'
import { useTranslation } from '../../ui/translation.ts'
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

type Fact = { readonly key: string; readonly label: string; readonly value: string }

function Outcome({ summary }: { readonly summary: Summary }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { wallets, ladders, tierName } = useNaming()
  const spending = wallets.find(({ purpose }) => purpose === 'spend')?.code ?? ''
  const { points, tiers } = summary
  const inFile = (['members', 'memberOrders', 'guestOrders'] as const).map((key) => ({
    key,
    label: t(`imports.${key}`),
    value: format.number(summary[key]),
  }))
  const inAll = (['earned', 'returned', 'outstanding'] as const).map((key) => ({
    key,
    label: t(`imports.${key}`),
    value: format.points(points[key], spending),
  }))
  const onTiers = ladders.flatMap((ladder) =>
    ladder.tiers.flatMap(({ code }) => {
      const count = tiers[code]
      return count === undefined
        ? []
        : [{ key: code, label: tierName(ladder.code, code), value: t('imports.people', { count }) }]
    }),
  )
  return (
    <div className="outcome">
      <Facts
        title={t('imports.inFile')}
        note={t('imports.took', { seconds: format.number(Math.ceil(summary.seconds)) })}
        of={inFile}
      />
      <Facts title={t('imports.inAll')} of={[...inAll, ...onTiers]} />
    </div>
  )
}

type FactsProps = { readonly title: string; readonly note?: string; readonly of: readonly Fact[] }

function Facts({ title, note, of }: FactsProps) {
  return (
    <Card title={title} extra={<span className="quiet">{note}</span>}>
      <dl className="figures-row">
        {of.map(({ key, label, value }) => (
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
    <Card title={t('imports.adds')} className="flush">
      <Table<Row> size="small" rowKey="key" columns={columns} dataSource={rows} pagination={false} />
    </Card>
  )
}
