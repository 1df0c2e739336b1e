/** How good lists were on visits that were not learned from, and how much the time since a purchase says. */
import { useFormat } from '../../../ui/format.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { amounts, type Drawing, names } from '../chart.tsx'
import { Figure } from '../figure.tsx'
import type { Measured, Recommendations } from './queries.ts'

type Props = { readonly found: Recommendations }

export function Evaluation({ found, onlyNew }: Props & { readonly onlyNew: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const rows = found.measured.filter((each) => each.onlyNew === onlyNew)
  const name = ({ method }: Measured) => t(`insights.recommendations.methods.${method}`)
  const drawing: Drawing = (look) => ({
    grid: { left: 16, right: 16, top: 16, bottom: 40, containLabel: true },
    xAxis: names(look, rows.map(name), { axisLabel: { color: look.quiet, interval: 0, width: 90, overflow: 'break' } }),
    yAxis: amounts(look, (value) => format.percent(value)),
    tooltip: undefined,
    series: (['recall', 'hit', 'coverage'] as const).map((figure) => ({
      ...{ type: 'bar', name: t(`insights.recommendations.${figure}`), data: rows.map((each) => each[figure]) },
    })),
  })
  const share = (key: 'ndcg' | 'hit' | 'coverage' | 'likeness') => ({
    ...{ key, title: t(`insights.recommendations.${key}`), meaning: t(`insights.recommendations.${key}Meaning`) },
    value: (each: Measured) => each[key],
    shown: (each: Measured) => format.percent(each[key]),
  })
  return (
    <Figure<Measured>
      title={t(onlyNew ? 'insights.recommendations.measuredNew' : 'insights.recommendations.measured')}
      meaning={t('insights.recommendations.measuredMeaning', {
        count: rows[0]?.cases ?? 0,
        day: found.heldBackFrom === null ? '' : format.day(found.heldBackFrom),
      })}
      file={onlyNew ? 'recommendations-new' : 'recommendations'}
      drawing={drawing}
      rows={rows}
      rowKey={({ method }) => method}
      columns={[
        { key: 'method', title: t('insights.recommendations.method'), value: name },
        {
          ...{ key: 'recall', title: t('insights.recommendations.recall') },
          ...{ meaning: t('insights.recommendations.recallMeaning'), value: ({ recall }) => recall },
          shown: ({ recall, recallWithin }) =>
            t('insights.recommendations.within', {
              value: format.percent(recall),
              within: format.percent(recallWithin),
            }),
        },
        ...[share('ndcg'), share('hit'), share('coverage'), share('likeness')],
      ]}
    />
  )
}

type Stretch = Recommendations['clock'][number]

export function Clock({ found }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const name = ({ until }: Stretch) =>
    until === null
      ? t('insights.recommendations.later')
      : t('insights.recommendations.until', { gaps: format.number(until) })
  const drawing: Drawing = (look) => ({
    legend: undefined,
    tooltip: undefined,
    xAxis: names(look, found.clock.map(name)),
    yAxis: amounts(look, (value) => format.number(value)),
    series: [
      {
        ...{ type: 'bar', itemStyle: { color: look.brand }, barMaxWidth: 60 },
        data: found.clock.map(({ factor }) => Math.round(factor * 100) / 100),
        label: { show: true, position: 'top', color: look.quiet },
      },
    ],
  })
  return (
    <Figure<Stretch>
      title={t('insights.recommendations.clock')}
      meaning={t('insights.recommendations.clockMeaning')}
      file="repurchase-clock"
      drawing={drawing}
      height={240}
      rows={found.clock}
      rowKey={({ until }) => String(until)}
      columns={[
        { key: 'until', title: t('insights.recommendations.since'), value: name },
        {
          ...{ key: 'factor', title: t('insights.recommendations.factor'), value: ({ factor }) => factor },
          shown: ({ factor }) => format.number(Math.round(factor * 100) / 100),
        },
      ]}
    />
  )
}
