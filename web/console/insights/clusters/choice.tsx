/** Why there are so many groups and not more or fewer. */
import { useTranslation } from '../../../ui/translation.ts'
import { amounts, type Look, names } from '../chart.tsx'
import { Figure } from '../figure.tsx'
import type { Clusters } from './queries.ts'

type Candidate = Clusters['candidates'][number]

export function Choice({ clusters }: { readonly clusters: Clusters }) {
  const { t } = useTranslation()
  const { candidates, inClouds } = clusters
  const two = (value: number) => value.toFixed(2)
  const drawing = (look: Look) => ({
    legend: undefined,
    xAxis: names(
      look,
      candidates.map((one) => String(one.clusters)),
      {
        name: t('insights.clusters.number'),
        ...{ nameLocation: 'middle', nameGap: 28 },
      },
    ),
    yAxis: amounts(look, two, { min: 0 }),
    grid: { left: 8, right: 16, top: 24, bottom: 40, containLabel: true },
    series: [
      {
        ...{ type: 'bar', name: t('insights.clusters.silhouette'), itemStyle: { color: look.brand }, barMaxWidth: 32 },
        data: candidates.map(({ silhouette }) => Number(silhouette.toFixed(3))),
        markLine: {
          ...{ symbol: 'none', silent: true, lineStyle: { color: look.quiet } },
          data: [{ yAxis: inClouds }],
          label: {
            ...{ position: 'insideEndTop', formatter: t('insights.clusters.clouds'), color: look.text },
            ...{ backgroundColor: look.ground, padding: 2 },
          },
        },
      },
    ],
  })
  return (
    <Figure<Candidate>
      title={t('insights.clusters.choice')}
      meaning={t('insights.clusters.choiceMeaning')}
      file="groups-choice"
      drawing={drawing}
      height={360}
      rows={candidates}
      rowKey={(one) => String(one.clusters)}
      columns={[
        { key: 'number', title: t('insights.clusters.number'), value: (one) => one.clusters },
        {
          ...{ key: 'silhouette', title: t('insights.clusters.silhouette'), value: (one) => one.silhouette },
          shown: (one) => one.silhouette.toFixed(3),
        },
      ]}
    />
  )
}
