/** How many members each stage holds, with what it means and what to do. */
import { useFormat } from '../../../ui/format.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { amounts, type Look, names, tooltip } from '../chart.tsx'
import { membersColumn } from '../condition.tsx'
import { Figure } from '../figure.tsx'
import { colourOf, type Lifecycle } from './queries.ts'

type Row = Lifecycle['stages'][number]

export function Stages({ lifecycle }: { readonly lifecycle: Lifecycle }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { stages, people } = lifecycle
  const name = ({ stage }: Row) => t(`insights.lifecycle.name.${stage}`)
  const share = (row: Row) => (people === 0 ? 0 : row.people / people)
  const drawing = (look: Look) => ({
    legend: undefined,
    grid: { left: 8, right: 56, top: 8, bottom: 8, containLabel: true },
    tooltip: { ...tooltip(look), trigger: 'item' },
    xAxis: amounts(look, format.number, { minInterval: 1 }),
    yAxis: names(look, stages.map(name), { inverse: true }),
    series: [
      {
        ...{ type: 'bar', name: t('insights.people'), barMaxWidth: 22 },
        data: stages.map((row) => ({
          value: row.people,
          itemStyle: { color: colourOf(row.stage, look.colours) },
        })),
        label: { show: true, position: 'right', color: look.quiet, formatter: ofValue(format.number) },
      },
    ],
  })
  return (
    <Figure<Row>
      title={t('insights.lifecycle.stages')}
      meaning={t('insights.lifecycle.stagesMeaning')}
      file="lifecycle-stages"
      drawing={drawing}
      height={260}
      rows={stages}
      rowKey={({ stage }) => stage}
      columns={[
        { key: 'stage', title: t('insights.lifecycle.stage'), value: name },
        {
          ...{ key: 'people', title: t('insights.people'), value: (row) => row.people },
          shown: (row) => format.number(row.people),
        },
        { key: 'share', title: t('insights.share'), value: share, shown: (row) => format.percent(share(row)) },
        {
          ...{ key: 'what', title: t('insights.lifecycle.what') },
          value: ({ stage }) => t(`insights.lifecycle.means.${stage}`),
        },
        {
          ...{ key: 'todo', title: t('insights.lifecycle.advice') },
          value: ({ stage }) => t(`insights.lifecycle.todo.${stage}`),
        },
        membersColumn(({ stage }) => ({ field: 'insight.stage', is: 'equals', value: stage })),
      ]}
    />
  )
}

const ofValue = (shown: (value: number) => string) => (hit: { readonly value: number }) => shown(hit.value)
