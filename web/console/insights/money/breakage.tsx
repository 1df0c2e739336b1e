/** How many points of each month will never be redeemed, with how sure that is. */
import { useFormat } from '../../../ui/format.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { amounts, type Look, names, tooltip } from '../chart.tsx'
import { type Column, Figure } from '../figure.tsx'
import { type Wallet, within } from './queries.ts'

const estimates = ['share', 'low', 'high'] as const
type Row = { readonly earned: string } & Readonly<Record<(typeof estimates)[number], number>>

export function Breakage({ wallet }: { readonly wallet: Wallet }) {
  const { t } = useTranslation()
  const format = useFormat()
  const rows = wallet.triangle.flatMap(({ earned, breakage }): Row[] =>
    breakage === null ? [] : [{ earned, ...breakage }],
  )
  const drawing = (look: Look) => ({
    tooltip: { ...tooltip(look), trigger: 'axis', formatter: told },
    legend: undefined,
    xAxis: names(
      look,
      rows.map(({ earned }) => format.month(within(earned))),
    ),
    yAxis: amounts(look, format.percent, { min: 0, max: 1 }),
    series: [
      { ...band, name: t('insights.money.low'), data: rows.map(({ low }) => low), areaStyle: { opacity: 0 } },
      {
        ...{ ...band, name: t('insights.money.high'), data: rows.map(({ low, high }) => high - low) },
        areaStyle: { color: look.brand, opacity: 0.2 },
      },
      {
        ...{ type: 'line', name: t('insights.money.share'), data: rows.map(({ share }) => share) },
        ...{ symbolSize: 5, itemStyle: { color: look.brand }, lineStyle: { color: look.brand } },
      },
    ],
  })
  const told = (hits: readonly { readonly dataIndex: number }[]) => {
    const row = rows[hits[0]?.dataIndex ?? 0]
    if (row === undefined) return ''
    const range = t('insights.money.interval', { low: format.percent(row.low), high: format.percent(row.high) })
    return format.pair(format.month(within(row.earned)), format.aside(format.percent(row.share), range))
  }
  const openShare = wallet.breakage?.openShare ?? 0
  return (
    <Figure<Row>
      title={t('insights.money.breakage')}
      meaning={t('insights.money.breakageMeaning')}
      file={`points-breakage-${wallet.wallet}`}
      {...(rows.length === 0 ? {} : { drawing })}
      height={Math.max(220, 60 + 18 * rows.length)}
      rows={rows}
      rowKey={({ earned }) => earned}
      columns={[
        {
          ...{ key: 'earned', title: t('insights.money.earned'), value: ({ earned }) => earned },
          shown: ({ earned }) => format.month(within(earned)),
        },
        ...estimates.map(
          (of): Column<Row> => ({
            ...{ key: of, title: t(`insights.money.${of}`), value: (row) => row[of] },
            shown: (row) => format.percent(row[of]),
          }),
        ),
      ]}
    >
      {openShare === 0 ? null : (
        <p className="quiet">{t('insights.money.open', { share: format.percent(openShare) })}</p>
      )}
    </Figure>
  )
}
const band = { type: 'line', stack: 'band', symbol: 'none', lineStyle: { opacity: 0 } }
