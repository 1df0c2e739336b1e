/** What each group is like beside everybody. */
import { useFormat } from '../../../ui/format.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { amounts, type Look, names } from '../chart.tsx'
import { type Column, Figure } from '../figure.tsx'
import { type Clusters, type Feature, featureOrder, type Group } from './queries.ts'

type Row = { readonly feature: Feature }

export function Profile({ clusters }: { readonly clusters: Clusters }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { clusters: groups, currency } = clusters
  const rows = featureOrder
    .filter((feature) => groups.some(({ traits }) => traits.some((one) => one.feature === feature)))
    .map((feature): Row => ({ feature }))
  const trait = (group: Group | undefined, { feature }: Row) => group?.traits.find((one) => one.feature === feature)
  const shown = ({ feature }: Row, value: number | undefined) =>
    value === undefined
      ? '–'
      : feature === 'monetary'
        ? format.money(Math.round(value), currency ?? '')
        : format.number(Number(value.toFixed(1)))
  const label = ({ feature }: Row) => t(`insights.clusters.features.${feature}`)
  const drawing = (look: Look) => ({
    xAxis: amounts(look, (value) => value.toFixed(1), {
      name: t('insights.clusters.apart'),
      ...{ nameLocation: 'middle', nameGap: 24 },
    }),
    yAxis: names(look, rows.map(label), { inverse: true }),
    grid: { left: 8, right: 16, top: 8, bottom: 64, containLabel: true },
    series: groups.map((group) => ({
      ...{ type: 'bar', name: t('insights.clusters.group', { name: group.name }) },
      data: rows.map((row) => Number((trait(group, row)?.apart ?? 0).toFixed(2))),
    })),
  })
  const columns: readonly Column<Row>[] = [
    { key: 'feature', title: '', value: label },
    {
      ...{ key: 'all', title: t('insights.clusters.everybody') },
      value: (row) => trait(groups[0], row)?.medianOfAll ?? null,
      shown: (row) => shown(row, trait(groups[0], row)?.medianOfAll),
    },
    ...groups.map(
      (group): Column<Row> => ({
        ...{ key: group.name, title: t('insights.clusters.group', { name: group.name }) },
        value: (row) => trait(group, row)?.median ?? null,
        shown: (row) => shown(row, trait(group, row)?.median),
      }),
    ),
  ]
  return (
    <Figure<Row>
      title={t('insights.clusters.profile')}
      meaning={t('insights.clusters.profileMeaning')}
      file="groups-profile"
      drawing={drawing}
      height={360}
      rows={rows}
      rowKey={({ feature }) => feature}
      columns={columns}
    />
  )
}
