/** The liability of a wallet, month by month: how it opens, what moves it, how it closes. */
import { useFormat } from '../../../ui/format.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { amounts, type Look, names, tooltip } from '../chart.tsx'
import { type Column, Figure } from '../figure.tsx'
import { type Wallet, within } from './queries.ts'
import { inUnits } from './units.ts'

type Row = Wallet['liability'][number]
type Props = { readonly wallet: Wallet; readonly currency: string }

const raising = ['deferral', 'given', 'exchange'] as const
const lowering = ['return', 'withdrawal', 'redemption', 'breakage', 'expiry', 'true-up'] as const

export function Liability({ wallet, currency }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { liability: rows } = wallet
  const money = (minor: number) => format.money(minor, currency)
  const monthOf = ({ month }: Row) => format.month(within(month))
  const moved = (kinds: readonly (keyof Row['moved'])[], sign: 1 | -1) =>
    kinds
      .filter((kind) => rows.some((row) => row.moved[kind] !== 0))
      .map((kind) => ({
        ...{ type: 'bar', stack: 'moved', barMaxWidth: 28, name: t(`insights.money.kinds.${kind}`) },
        data: rows.map((row) => sign * row.moved[kind]),
      }))
  const drawing = (look: Look) => ({
    tooltip: { ...tooltip(look), trigger: 'axis', valueFormatter: (minor: number) => money(minor) },
    grid: { left: 8, right: 16, top: 24, bottom: 64, containLabel: true },
    xAxis: names(look, rows.map(monthOf)),
    yAxis: amounts(look, (minor) => format.roughMoney(minor, currency)),
    series: [
      ...moved(raising, 1),
      ...moved(lowering, -1),
      {
        ...{ type: 'line', name: t('insights.money.closing'), data: rows.map(({ closingMinor }) => closingMinor) },
        ...{ itemStyle: { color: look.text }, lineStyle: { color: look.text }, symbolSize: 5 },
      },
    ],
  })
  const amount = (key: string, title: string, of: (row: Row) => number): Column<Row> => ({
    ...{ key, title, value: (row) => inUnits(of(row), currency) },
    shown: (row) => money(of(row)),
  })
  return (
    <Figure<Row>
      title={t('insights.money.months')}
      meaning={t('insights.money.monthsMeaning')}
      file={`points-liability-${wallet.wallet}`}
      {...{ drawing, rows }}
      height={340}
      rowKey={({ month }) => month}
      columns={[
        { key: 'month', title: t('insights.money.month'), value: ({ month }) => month, shown: monthOf },
        amount('opening', t('insights.money.opening'), ({ openingMinor }) => openingMinor),
        ...raising.map((kind) => amount(kind, t(`insights.money.kinds.${kind}`), (row) => row.moved[kind])),
        ...lowering.map((kind) => amount(kind, t(`insights.money.kinds.${kind}`), (row) => 0 - row.moved[kind])),
        amount('closing', t('insights.money.closing'), ({ closingMinor }) => closingMinor),
        {
          ...{ key: 'points', title: t('insights.money.left'), value: ({ points }) => points },
          shown: ({ points }) => format.number(points),
        },
        {
          ...{ key: 'expected', title: t('insights.money.expected'), value: ({ expected }) => expected },
          shown: ({ expected }) => format.number(expected),
        },
        {
          ...{ key: 'basis', title: t('insights.money.basis') },
          value: ({ basis }) => t(`insights.money.bases.${basis}`),
        },
      ]}
    />
  )
}
