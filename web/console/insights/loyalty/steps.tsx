/** How many members have how much of the index. */
import { useFormat } from '../../../ui/format.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { amounts, type Look, names } from '../chart.tsx'
import { membersColumn } from '../condition.tsx'
import { Figure } from '../figure.tsx'
import type { Loyalty } from './queries.ts'

type Step = Loyalty['steps'][number]

/** The index that members have is whole. */
const within = ({ from, to }: Step) => ({
  all: [
    { field: 'insight.loyalty', is: 'at-least', value: from },
    { field: 'insight.loyalty', is: to === 100 ? 'at-most' : 'less-than', value: to },
  ],
})

export function Steps({ loyalty }: { readonly loyalty: Loyalty }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { steps, members } = loyalty
  const name = ({ from, to }: Step) => `${from}–${to === 100 ? to : to - 1}`
  const drawing = (look: Look) => ({
    legend: undefined,
    xAxis: names(look, steps.map(name)),
    yAxis: amounts(look, format.number, { minInterval: 1 }),
    series: [
      {
        ...{ type: 'bar', name: t('insights.people'), data: steps.map((step) => step.members) },
        itemStyle: { color: look.brand },
      },
    ],
  })
  return (
    <Figure<Step>
      title={t('insights.loyalty.steps')}
      meaning={t('insights.loyalty.stepsMeaning')}
      file="loyalty-distribution"
      drawing={drawing}
      height={240}
      rows={steps}
      rowKey={({ from }) => String(from)}
      columns={[
        { key: 'index', title: t('insights.loyalty.index'), value: name },
        {
          ...{ key: 'members', title: t('insights.people'), value: (step) => step.members },
          shown: (step) => format.number(step.members),
        },
        {
          ...{ key: 'share', title: t('insights.share') },
          value: (step) => (members === 0 ? 0 : step.members / members),
          shown: (step) => format.percent(members === 0 ? 0 : step.members / members),
        },
        membersColumn(within),
      ]}
    >
      <p className="quiet">{format.pair(t('insights.loyalty.members'), format.number(members))}</p>
    </Figure>
  )
}
