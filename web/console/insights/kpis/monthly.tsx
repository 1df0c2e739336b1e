/** The months: who joined and left, what was sold, the shares, and the points. */
import type { ReactNode } from 'react'
import { useFormat } from '../../../ui/format.ts'
import { useNaming } from '../../../ui/programme.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { amounts, type Look, names, tooltip } from '../chart.tsx'
import { type Column, Figure } from '../figure.tsx'
import { figureOf, type KpiMonth, type Kpis } from './queries.ts'

type Props = { readonly kpis: Kpis }
type Share = { readonly share: number; readonly low: number; readonly high: number }
type PointsMonth = Kpis['points'][number]

function useMonths() {
  const { t } = useTranslation()
  const format = useFormat()
  const name = (month: string) => format.month(`${month}-01T12:00:00Z`)
  const named = ({ month, over }: KpiMonth) => (over ? name(month) : t('insights.kpis.soFar', { month: name(month) }))
  const column: Column<KpiMonth> = {
    ...{ key: 'month', title: t('insights.kpis.month'), value: ({ month }) => month },
    shown: named,
  }
  const count = (key: 'joined' | 'left' | 'members' | 'orders' | 'buyers', title: string): Column<KpiMonth> => ({
    ...{ key, title, value: (one) => one[key], shown: (one) => format.number(one[key]) },
  })
  return { t, format, name, named, column, count }
}

const ranged = (value: string, low: string, high: string): ReactNode => (
  <>
    {value}{' '}
    <span className="quiet">
      {low} – {high}
    </span>
  </>
)

export function Growth({ kpis }: Props) {
  const { t, format, named, column, count } = useMonths()
  const { months } = kpis
  const [joined, left, members] = [
    t('insights.kpis.figures.joined'),
    t('insights.kpis.left'),
    t('insights.kpis.figures.members'),
  ]
  const drawing = (look: Look) => ({
    xAxis: names(look, months.map(named)),
    yAxis: [amounts(look, format.number), amounts(look, format.number, { splitLine: { show: false } })],
    series: [
      { type: 'bar', name: joined, stack: 'moves', data: months.map((one) => one.joined), barMaxWidth: 22 },
      { type: 'bar', name: left, stack: 'moves', data: months.map((one) => -one.left), barMaxWidth: 22 },
      { type: 'line', name: members, yAxisIndex: 1, symbol: 'none', data: months.map((one) => one.members) },
    ],
  })
  return (
    <Figure<KpiMonth>
      title={t('insights.kpis.growth')}
      meaning={t('insights.kpis.growthMeaning')}
      file="members-by-month"
      drawing={drawing}
      rows={months}
      rowKey={({ month }) => month}
      columns={[column, count('joined', joined), count('left', left), count('members', members)]}
    />
  )
}

export function Sales({ kpis }: Props) {
  const { t, format, named, column, count } = useMonths()
  const { months, currency } = kpis
  const money = (minor: number) => format.roughMoney(Math.round(minor), currency ?? '')
  const [sales, value] = [t('insights.kpis.figures.sales'), t('insights.kpis.figures.order-value')]
  const drawing = (look: Look) => ({
    xAxis: names(look, months.map(named)),
    yAxis: [amounts(look, money), amounts(look, money, { splitLine: { show: false } })],
    tooltip: {
      ...tooltip(look),
      trigger: 'axis',
      valueFormatter: (minor: number | null) => (minor === null ? '–' : money(minor)),
    },
    series: [
      { type: 'bar', name: sales, data: months.map((one) => one.netMinor), barMaxWidth: 22 },
      {
        ...{ type: 'line', name: value, yAxisIndex: 1, symbol: 'none' },
        data: months.map((one) => one.orderValue?.mean ?? null),
      },
    ],
  })
  return (
    <Figure<KpiMonth>
      title={t('insights.kpis.sales')}
      meaning={t('insights.kpis.salesMeaning')}
      file="sales-by-month"
      drawing={drawing}
      rows={months}
      rowKey={({ month }) => month}
      columns={[
        column,
        count('orders', t('insights.kpis.figures.orders')),
        { key: 'sales', title: sales, value: (one) => one.netMinor, shown: (one) => money(one.netMinor) },
        count('buyers', t('insights.kpis.buyers')),
        {
          ...{ key: 'value', title: value, value: ({ orderValue }) => orderValue?.mean ?? null },
          shown: ({ orderValue }) =>
            orderValue === null ? '–' : ranged(money(orderValue.mean), money(orderValue.low), money(orderValue.high)),
        },
      ]}
    />
  )
}

export function Rates({ kpis }: Props) {
  const { t, format, named, column } = useMonths()
  const { months } = kpis
  const drawn = ['active', 'participation', 'redemption'] as const
  const drawing = (look: Look) => ({
    xAxis: names(look, months.map(named)),
    yAxis: amounts(look, format.percent, { min: 0 }),
    tooltip: {
      ...tooltip(look),
      trigger: 'axis',
      valueFormatter: (share: number | null) => (share === null ? '–' : format.percent(share)),
    },
    series: drawn.map((figure) => ({
      ...{ type: 'line', name: t(`insights.kpis.figures.${figure}`), symbol: 'circle', symbolSize: 5 },
      data: months.map((one) => figureOf(kpis, figure, one)),
    })),
  })
  const share = (key: 'active' | 'participation'): Column<KpiMonth> => ({
    ...{ key, title: t(`insights.kpis.figures.${key}`), meaning: t(`insights.kpis.meanings.${key}`) },
    ...{ value: (one) => one[key]?.share ?? null, shown: (one) => sharesOf(one[key]) },
  })
  const sharesOf = (one: Share | null) =>
    one === null ? '–' : ranged(format.percent(one.share), format.percent(one.low), format.percent(one.high))
  const plain = (key: string, title: string, value: (one: KpiMonth) => number | null): Column<KpiMonth> => {
    const shown = (one: KpiMonth) => {
      const told = value(one)
      return told === null ? '–' : format.percent(told)
    }
    return { key, title, value, shown }
  }
  return (
    <Figure<KpiMonth>
      title={t('insights.kpis.rates')}
      meaning={t('insights.kpis.ratesMeaning')}
      file="shares-by-month"
      drawing={drawing}
      rows={months}
      rowKey={({ month }) => month}
      columns={[
        ...[column, share('active'), share('participation')],
        plain('sales', t('insights.kpis.salesParticipation'), (one) => one.salesParticipation),
        plain('redemption', t('insights.kpis.figures.redemption'), (one) => figureOf(kpis, 'redemption', one)),
      ]}
    />
  )
}

/** Amounts are drawn of the wallet that is spent most; the table has all. */
export function Points({ kpis }: Props) {
  const { t, format, name } = useMonths()
  const { walletName } = useNaming()
  const wallet = kpis.wallet ?? kpis.points[0]?.wallet
  const own = kpis.months.map(({ month }) => kpis.points.find((one) => one.wallet === wallet && one.month === month))
  const kinds = ['issued', 'redeemed', 'expired'] as const
  const drawing = (look: Look) => ({
    xAxis: names(
      look,
      kpis.months.map(({ month }) => name(month)),
    ),
    yAxis: amounts(look, format.number),
    series: kinds.map((kind) => ({
      ...{ type: 'bar', name: t(`insights.kpis.${kind}`), barMaxWidth: 14 },
      data: own.map((one) => one?.[kind] ?? 0),
    })),
  })
  return (
    <Figure<PointsMonth>
      title={t('insights.kpis.points')}
      meaning={t('insights.kpis.pointsMeaning')}
      file="points-by-month"
      {...(wallet === undefined ? {} : { drawing })}
      rows={kpis.points}
      rowKey={(one) => `${one.wallet} ${one.month}`}
      columns={[
        {
          ...{ key: 'month', title: t('insights.kpis.month'), value: ({ month }) => month },
          shown: ({ month }) => (month === null ? '' : name(month)),
        },
        { key: 'wallet', title: t('insights.kpis.wallet'), value: (one) => walletName(one.wallet) },
        ...([...kinds, 'redeemers'] as const).map(
          (key): Column<PointsMonth> => ({
            ...{ key, title: t(`insights.kpis.${key}`) },
            ...{ value: (one) => one[key], shown: (one) => format.number(one[key]) },
          }),
        ),
        {
          ...{ key: 'rate', title: t('insights.kpis.figures.redemption'), value: ({ rate }) => rate },
          shown: ({ rate }) => (rate === null ? '–' : format.percent(rate)),
        },
      ]}
    />
  )
}
