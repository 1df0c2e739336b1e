/** What became of the points of each month, drawn as the share redeemed by the end of each month after. */
import { useFormat } from '../../../ui/format.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { type Look, names, tooltip } from '../chart.tsx'
import { type Column, Figure } from '../figure.tsx'
import { type Wallet, within } from './queries.ts'

type Row = Wallet['triangle'][number]

const parts = ['granted', 'returned', 'redeemed', 'lapsed'] as const

/** Of what was given and not taken back. */
function shareOf({ granted, returned }: Row, points: number): number {
  return granted === returned ? 0 : points / (granted - returned)
}

export function Triangle({ wallet }: { readonly wallet: Wallet }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { triangle } = wallet
  const ages = Array.from({ length: triangle[0]?.redeemedByAge.length ?? 0 }, (_, age) => age)
  const monthOf = ({ earned }: Row) => format.month(within(earned))
  const cells = triangle.flatMap((row, index) =>
    row.redeemedByAge.map((points, age) => [age, index, shareOf(row, points)] as const),
  )
  const drawing = (look: Look) => ({
    legend: undefined,
    grid: { left: 8, right: 16, top: 8, bottom: 40, containLabel: true },
    tooltip: { ...tooltip(look), trigger: 'item', formatter: told },
    xAxis: names(look, ages.map(String), { name: t('insights.money.age'), nameLocation: 'middle', nameGap: 28 }),
    yAxis: names(look, triangle.map(monthOf), { inverse: true }),
    visualMap: {
      show: false,
      min: 0,
      max: Math.max(0.01, ...cells.map(([, , share]) => share)),
      inRange: { color: look.ramp },
    },
    series: [{ type: 'heatmap', data: cells, itemStyle: { borderColor: look.line, borderWidth: 1 } }],
  })
  const told = ({ value: [age = 0, index = 0, share = 0] }: { readonly value: readonly number[] }) => {
    const row = triangle[index]
    return row === undefined ? '' : format.pair(`${monthOf(row)} + ${age}`, format.percent(share))
  }
  return (
    <Figure<Row>
      title={t('insights.money.triangle')}
      meaning={t('insights.money.triangleMeaning')}
      file={`points-triangle-${wallet.wallet}`}
      {...(cells.length === 0 ? {} : { drawing })}
      height={Math.max(220, 60 + 18 * triangle.length)}
      rows={triangle}
      rowKey={({ earned }) => earned}
      columns={[
        { key: 'earned', title: t('insights.money.earned'), value: ({ earned }) => earned, shown: monthOf },
        ...parts.map(
          (part): Column<Row> => ({
            ...{ key: part, title: t(`insights.money.${part}`), value: (row) => row[part] },
            shown: (row) => format.number(row[part]),
            ...(part === 'granted' ? {} : { meaning: t(`insights.money.${part}Meaning`) }),
          }),
        ),
        {
          ...{ key: 'left', title: t('insights.money.left'), value: ({ outstanding }) => outstanding },
          shown: ({ outstanding }) => format.number(outstanding),
        },
        ...ages.map(
          (age): Column<Row> => ({
            ...{ key: `age${age}`, title: `+${age}`, value: ({ redeemedByAge }) => redeemedByAge[age] ?? null },
            shown: ({ redeemedByAge }) => (age < redeemedByAge.length ? format.number(redeemedByAge[age] ?? 0) : ''),
          }),
        ),
      ]}
    />
  )
}
