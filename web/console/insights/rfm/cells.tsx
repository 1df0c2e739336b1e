/** Members by how recently and how often they bought. */
import { useFormat } from '../../../ui/format.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { type Look, names, tooltip } from '../chart.tsx'
import { Figure } from '../figure.tsx'
import type { Rfm } from './queries.ts'

type Cell = Rfm['cells'][number]

const steps = [1, 2, 3, 4, 5] as const

export function Cells({ rfm }: { readonly rfm: Rfm }) {
  const { t } = useTranslation()
  const format = useFormat()
  const people = (recency: number, frequency: number) =>
    rfm.cells
      .filter((one) => one.recency === recency && one.frequency === frequency)
      .reduce((sum, one) => sum + one.people, 0)
  const data = steps.flatMap((recency) =>
    steps.map((frequency) => [recency - 1, frequency - 1, people(recency, frequency)]),
  )
  const most = Math.max(1, ...data.map(([, , count = 0]) => count))
  const drawing = (look: Look) => ({
    legend: undefined,
    grid: { left: 40, right: 16, top: 8, bottom: 40 },
    tooltip: { ...tooltip(look), trigger: 'item' },
    xAxis: names(look, steps.map(String), { name: t('insights.rfm.recency'), nameLocation: 'middle', nameGap: 28 }),
    yAxis: names(look, steps.map(String), { name: t('insights.rfm.frequency'), nameLocation: 'middle', nameGap: 24 }),
    visualMap: { show: false, min: 0, max: most, inRange: { color: look.ramp } },
    series: [
      {
        ...{ type: 'heatmap', data, itemStyle: { borderColor: look.line, borderWidth: 1 } },
        label: { show: true, color: look.text, formatter: countOf(format.number) },
      },
    ],
  })
  return (
    <Figure<Cell>
      title={t('insights.rfm.cells')}
      meaning={t('insights.rfm.cellsMeaning')}
      file="rfm-cells"
      drawing={drawing}
      height={300}
      rows={rfm.cells}
      rowKey={({ recency, frequency, monetary }) => `${recency}${frequency}${monetary}`}
      columns={[
        { key: 'recency', title: t('insights.rfm.recency'), value: ({ recency }) => recency },
        { key: 'frequency', title: t('insights.rfm.frequency'), value: ({ frequency }) => frequency },
        { key: 'monetary', title: t('insights.rfm.monetary'), value: ({ monetary }) => monetary },
        {
          key: 'people',
          title: t('insights.people'),
          value: (one) => one.people,
          shown: (one) => format.number(one.people),
        },
        {
          ...{ key: 'sales', title: t('insights.sales'), value: ({ monetaryMinor }) => monetaryMinor },
          shown: ({ monetaryMinor }) => format.money(monetaryMinor, rfm.currency ?? ''),
        },
      ]}
    />
  )
}

const countOf = (shown: (value: number) => string) => (hit: { readonly value: readonly number[] }) =>
  shown(hit.value[2] ?? 0)
