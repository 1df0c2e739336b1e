/** Segments as bars, and as a table with what they bought for. */
import { useFormat } from '../../../ui/format.ts'
import { useLanguage } from '../../../ui/preferences.ts'
import { textOf } from '../../../ui/texts.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { amounts, type Look, names, tooltip } from '../chart.tsx'
import { membersColumn } from '../condition.tsx'
import { Figure } from '../figure.tsx'
import type { Rfm } from './queries.ts'

type Segment = Rfm['segments'][number]
type Props = { readonly rfm: Rfm; readonly title: string; readonly meaning: string }

export function Segments({ rfm, title, meaning }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const language = useLanguage()
  const name = (segment: Segment) => textOf(segment.name, language)
  const money = (minor: number) => format.money(minor, rfm.currency ?? '')
  const { segments, people } = rfm
  const drawing = (look: Look) => ({
    legend: undefined,
    grid: { left: 16, right: 48, top: 8, bottom: 8, containLabel: true },
    tooltip: { ...tooltip(look), trigger: 'item' },
    xAxis: amounts(look, format.number, { minInterval: 1 }),
    yAxis: names(look, segments.map(name), { inverse: true }),
    series: [
      {
        ...{ type: 'bar', name: t('insights.people'), data: segments.map((one) => one.people), barMaxWidth: 22 },
        itemStyle: { color: look.brand },
        label: { show: true, position: 'right', color: look.quiet, formatter: ofValue(format.number) },
      },
    ],
  })
  return (
    <Figure<Segment>
      {...{ title, meaning, drawing }}
      file="rfm-segments"
      height={Math.max(160, 30 * segments.length)}
      rows={segments}
      rowKey={({ code }) => code}
      columns={[
        { key: 'segment', title: t('insights.rfm.segment'), value: name },
        {
          key: 'people',
          title: t('insights.people'),
          value: (one) => one.people,
          shown: (one) => format.number(one.people),
        },
        {
          ...{ key: 'share', title: t('insights.share'), value: (one) => (people === 0 ? 0 : one.people / people) },
          shown: (one) => format.percent(people === 0 ? 0 : one.people / people),
        },
        {
          ...{ key: 'sales', title: t('insights.sales'), value: (one) => one.monetaryMinor },
          shown: (one) => money(one.monetaryMinor),
        },
        {
          ...{ key: 'average', title: t('insights.rfm.average') },
          value: (one) => (one.people === 0 ? null : Math.round(one.monetaryMinor / one.people)),
          shown: (one) => (one.people === 0 ? '–' : money(Math.round(one.monetaryMinor / one.people))),
        },
        membersColumn(({ code }) => ({ field: 'insight.segment', is: 'equals', value: code })),
      ]}
    />
  )
}

const ofValue = (shown: (value: number) => string) => (hit: { readonly value: number }) => shown(hit.value)
