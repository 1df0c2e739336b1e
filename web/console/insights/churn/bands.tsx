/** How many members are how likely to stay away, and what they may take along. */
import { useFormat } from '../../../ui/format.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { amounts, type Look, names, tooltip } from '../chart.tsx'
import { AsCondition } from '../condition.tsx'
import { Figure } from '../figure.tsx'
import type { Churn } from './queries.ts'

type Band = Churn['bands'][number]

export function Bands({ churn }: { readonly churn: Churn }) {
  const { t } = useTranslation()
  const format = useFormat()
  const money = (minor: number) => format.money(minor, churn.currency ?? '')
  const name = ({ band, from, to }: Band) =>
    format.aside(t(`insights.churn.bandNames.${band}`), t('insights.churn.range', { from, to }))
  const { bands } = churn
  const drawing = (look: Look) => ({
    tooltip: tooltip(look),
    xAxis: names(look, bands.map(name)),
    yAxis: amounts(look, format.number, { minInterval: 1 }),
    series: [
      {
        ...{ type: 'bar', name: t('insights.people'), data: bands.map(({ people }) => people), barMaxWidth: 36 },
        itemStyle: { color: look.colours[4] },
      },
      {
        ...{ type: 'bar', name: t('insights.churn.expected'), data: bands.map(({ expected }) => expected) },
        ...{ barMaxWidth: 36, itemStyle: { color: look.colours[5] } },
      },
    ],
  })
  return (
    <Figure<Band>
      title={t('insights.churn.bands')}
      meaning={t('insights.churn.bandsMeaning')}
      file="churn-bands"
      drawing={drawing}
      height={260}
      rows={bands}
      rowKey={({ band }) => band}
      columns={[
        { key: 'band', title: t('insights.churn.band'), value: name },
        {
          ...{ key: 'people', title: t('insights.people'), value: ({ people }) => people },
          shown: ({ people }) => format.number(people),
        },
        {
          ...{ key: 'expected', title: t('insights.churn.expected'), value: ({ expected }) => expected },
          shown: ({ expected }) => format.number(expected),
        },
        {
          ...{ key: 'overdue', title: t('insights.churn.overdue'), value: ({ overdue }) => overdue },
          shown: ({ overdue }) => format.number(overdue),
        },
        {
          ...{ key: 'year', title: t('insights.churn.year'), value: ({ yearMinor }) => yearMinor },
          shown: ({ yearMinor }) => money(yearMinor),
        },
        {
          ...{ key: 'at-stake', title: t('insights.churn.atStake'), meaning: t('insights.churn.atStakeMeaning') },
          value: ({ atStakeMinor }) => atStakeMinor,
          shown: ({ atStakeMinor }) => money(atStakeMinor),
        },
      ]}
    >
      <ul className="insights-links">
        {bands.map((one) => (
          <li key={one.band}>
            <AsCondition
              condition={{ field: 'insight.churn', is: 'between', value: { from: one.from, to: one.to } }}
              label={t('insights.churn.show', { band: name(one) })}
            />
          </li>
        ))}
      </ul>
    </Figure>
  )
}
