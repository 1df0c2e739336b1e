/** Points outstanding by the month in which they expire, and by whether they can be spent. */
import { useFormat } from '../../../ui/format.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { amounts, type Look, names, tooltip } from '../chart.tsx'
import { AsCondition } from '../condition.tsx'
import { Figure } from '../figure.tsx'
import { type Wallet, within } from './queries.ts'
import { inUnits } from './units.ts'

type Row = Wallet['outstanding'][number]
type Props = { readonly wallet: Wallet; readonly currency: string }

const statuses = ['overdue', 'available', 'pending', 'held'] as const

export function Outstanding({ wallet, currency }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { outstanding: rows, value } = wallet
  const drawn = rows.filter(({ status }) => status !== 'owed')
  const expiries = [...new Set(drawn.map(({ expires }) => expires))].toSorted((a, b) =>
    (a ?? LAST) < (b ?? LAST) ? -1 : 1,
  )
  const named = (expires: string | null) =>
    expires === null ? t('insights.money.neverExpires') : format.month(within(expires))
  const worth = (points: number) => (value === null ? null : Math.round((points * value.minor) / value.points))
  const drawing = (look: Look) => ({
    tooltip: { ...tooltip(look), trigger: 'axis', valueFormatter: (points: number) => format.number(points) },
    xAxis: names(look, expiries.map(named)),
    yAxis: amounts(look, format.number),
    series: statuses
      .filter((status) => drawn.some((row) => row.status === status))
      .map((status) => ({
        ...{ type: 'bar', stack: 'points', barMaxWidth: 36, name: t(`insights.money.statuses.${status}`) },
        data: expiries.map((expires) =>
          drawn.reduce((sum, row) => (row.status === status && row.expires === expires ? sum + row.points : sum), 0),
        ),
      })),
  })
  return (
    <Figure<Row>
      title={t('insights.money.byMonth')}
      meaning={t('insights.money.byMonthMeaning')}
      file={`points-outstanding-${wallet.wallet}`}
      {...(drawn.length === 0 ? {} : { drawing })}
      rows={rows}
      rowKey={({ status, expires }) => `${status} ${expires}`}
      columns={[
        {
          ...{ key: 'expires', title: t('insights.money.expires'), value: ({ expires }) => expires },
          shown: ({ expires, status }) => (status === 'owed' ? '–' : named(expires)),
        },
        {
          ...{ key: 'status', title: t('insights.money.status') },
          value: ({ status }) => t(`insights.money.statuses.${status}`),
        },
        {
          ...{ key: 'lots', title: t('insights.money.lots'), value: ({ lots }) => lots },
          shown: ({ lots }) => format.number(lots),
        },
        {
          ...{ key: 'points', title: t('insights.money.points'), value: ({ points }) => points },
          shown: ({ points }) => format.number(points),
        },
        {
          ...{ key: 'worth', title: t('insights.money.worth') },
          value: ({ points }) => inUnits(worth(points), currency),
          shown: ({ points }) => {
            const minor = worth(points)
            return minor === null ? '–' : format.money(minor, currency)
          },
        },
      ]}
    >
      <AsCondition
        condition={{ field: `member.balance.${wallet.wallet}`, is: 'at-least', value: 1 }}
        label={t('insights.money.holders')}
      />
    </Figure>
  )
}
/** Sorts behind every month. */
const LAST = '9999-12'
