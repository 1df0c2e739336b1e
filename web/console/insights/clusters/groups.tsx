/** How many members each group holds, and what it is known by. */
import { useFormat } from '../../../ui/format.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { amounts, type Look, names, tooltip } from '../chart.tsx'
import { membersColumn } from '../condition.tsx'
import { Figure } from '../figure.tsx'
import type { Clusters, Group } from './queries.ts'

export function Groups({ clusters }: { readonly clusters: Clusters }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { clusters: groups, people } = clusters
  const name = (group: Group) => t('insights.clusters.group', { name: group.name })
  const known = ({ traits }: Group) => {
    const said = traits
      .filter(({ standsOut }) => standsOut)
      .map(({ feature, apart }) => {
        const side = apart > 0 ? 'high' : 'low'
        return t(`insights.clusters.traits.${feature}.${side}`)
      })
    return said.length === 0 ? t('insights.clusters.nothing') : said.join(' · ')
  }
  const share = (group: Group) => (people === 0 ? 0 : group.people / people)
  const drawing = (look: Look) => ({
    legend: undefined,
    grid: { left: 8, right: 56, top: 8, bottom: 8, containLabel: true },
    tooltip: { ...tooltip(look), trigger: 'item' },
    xAxis: amounts(look, format.number, { minInterval: 1 }),
    yAxis: names(
      look,
      groups.map((group) => format.pair(name(group), known(group))),
      {
        inverse: true,
        axisLabel: { color: look.text, width: 320, overflow: 'break' },
      },
    ),
    series: [
      {
        ...{ type: 'bar', name: t('insights.people'), data: groups.map((group) => group.people), barMaxWidth: 22 },
        itemStyle: { color: look.brand },
        label: { show: true, position: 'right', color: look.quiet, formatter: ofValue(format.number) },
      },
    ],
  })
  return (
    <Figure<Group>
      title={t('insights.clusters.groups')}
      meaning={t('insights.clusters.groupsMeaning')}
      file="groups"
      drawing={drawing}
      height={Math.max(140, 56 * groups.length)}
      rows={groups}
      rowKey={(group) => group.name}
      columns={[
        { key: 'name', title: t('insights.clusters.name'), value: (group) => group.name },
        { key: 'known', title: t('insights.clusters.known'), value: known },
        {
          ...{ key: 'people', title: t('insights.people'), value: (group) => group.people },
          shown: (group) => format.number(group.people),
        },
        { key: 'share', title: t('insights.share'), value: share, shown: (group) => format.percent(share(group)) },
        {
          ...{ key: 'moved', title: t('insights.clusters.moved'), meaning: t('insights.clusters.movedMeaning') },
          value: ({ moved }) => moved,
          shown: ({ moved }) => (moved === null ? t('insights.clusters.isNew') : moved.toFixed(2)),
        },
        membersColumn(({ name }) => ({ field: 'insight.cluster', is: 'equals', value: name })),
      ]}
    />
  )
}

const ofValue = (shown: (value: number) => string) => (hit: { readonly value: number }) => shown(hit.value)
