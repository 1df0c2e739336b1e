/** Stages at the end of each month, one upon the other. */
import { useFormat } from '../../../ui/format.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { amounts, type Look, names } from '../chart.tsx'
import { type Column, Figure } from '../figure.tsx'
import { colourOf, type Lifecycle, stageOrder } from './queries.ts'

type Month = Lifecycle['months'][number]

export function Months({ lifecycle }: { readonly lifecycle: Lifecycle }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { months } = lifecycle
  const monthOf = ({ until }: Month) => format.month(`${until}T12:00:00Z`)
  const drawing = (look: Look) => ({
    xAxis: names(look, months.map(monthOf), { boundaryGap: false }),
    yAxis: amounts(look, format.number, { minInterval: 1 }),
    grid: { left: 8, right: 24, top: 16, bottom: 56, containLabel: true },
    series: stageOrder.map((stage, at) => ({
      ...{ type: 'line', name: t(`insights.lifecycle.name.${stage}`), stack: 'all', symbol: 'none' },
      ...{ lineStyle: { width: 0 }, areaStyle: { opacity: 0.85 }, color: colourOf(stage, look.colours) },
      data: months.map(({ people }) => people[at] ?? 0),
    })),
  })
  const columns: readonly Column<Month>[] = [
    {
      ...{ key: 'until', title: t('insights.lifecycle.until'), value: ({ until }: Month) => until },
      shown: ({ until }) => format.day(`${until}T12:00:00Z`),
    },
    ...stageOrder.map(
      (stage, at): Column<Month> => ({
        ...{ key: stage, title: t(`insights.lifecycle.name.${stage}`), value: ({ people }) => people[at] ?? 0 },
        shown: ({ people }) => format.number(people[at] ?? 0),
      }),
    ),
  ]
  return (
    <Figure<Month>
      title={t('insights.lifecycle.months')}
      meaning={t('insights.lifecycle.monthsMeaning')}
      file="lifecycle-months"
      drawing={drawing}
      height={380}
      rows={months}
      rowKey={({ until }) => until}
      columns={columns}
    />
  )
}
