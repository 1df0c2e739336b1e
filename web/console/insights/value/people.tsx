/** Members by the chance that they are still customers, and by what they are expected to bring. */
import { useFormat } from '../../../ui/format.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { amounts, type Look, names } from '../chart.tsx'
import { AsCondition, membersColumn } from '../condition.tsx'
import { Figure } from '../figure.tsx'
import type { Value } from './queries.ts'

const SILENT_PERCENT = 30
const STEP_PERCENT = 10

export function Alive({ value }: { readonly value: Value }) {
  const { t } = useTranslation()
  const format = useFormat()
  const step = (from: number) => `${from}–${from + STEP_PERCENT} %`
  const drawing = (look: Look) => ({
    legend: undefined,
    xAxis: names(
      look,
      value.alive.map(({ from }) => step(from)),
    ),
    yAxis: amounts(look, format.number, { minInterval: 1 }),
    series: [
      {
        ...{ type: 'bar', name: t('insights.people'), data: value.alive.map(({ people }) => people), barMaxWidth: 36 },
        itemStyle: { color: look.brand },
      },
    ],
  })
  return (
    <Figure<Value['alive'][number]>
      title={t('insights.value.alive')}
      meaning={t('insights.value.aliveMeaning')}
      file="value-alive"
      drawing={drawing}
      rows={value.alive}
      rowKey={({ from }) => String(from)}
      columns={[
        { key: 'step', title: t('insights.value.aliveStep'), value: ({ from }) => step(from) },
        {
          key: 'people',
          title: t('insights.people'),
          value: (one) => one.people,
          shown: (one) => format.number(one.people),
        },
      ]}
    >
      <AsCondition
        condition={{ field: 'insight.alive', is: 'less-than', value: SILENT_PERCENT }}
        label={t('insights.value.silent')}
      />
    </Figure>
  )
}

export function Tenths({ value }: { readonly value: Value }) {
  const { t } = useTranslation()
  const format = useFormat()
  const money = (minor: number) => format.roughMoney(minor, value.currency ?? '')
  const all = Math.max(1, value.valueMinor)
  const drawing = (look: Look) => ({
    legend: undefined,
    xAxis: names(
      look,
      value.tenths.map(({ tenth }) => String(tenth)),
      { name: t('insights.value.tenth') },
    ),
    yAxis: amounts(look, money),
    series: [
      {
        ...{ type: 'bar', name: t('insights.value.total'), barMaxWidth: 36 },
        data: value.tenths.map(({ valueMinor }) => valueMinor),
        ...{ itemStyle: { color: look.brand }, tooltip: { valueFormatter: money } },
        label: {
          ...{ show: true, position: 'top', color: look.quiet },
          formatter: (hit: { readonly value: number }) => format.percent(hit.value / all),
        },
      },
    ],
  })
  return (
    <Figure<Value['tenths'][number]>
      title={t('insights.value.tenths')}
      meaning={t('insights.value.tenthsMeaning')}
      file="value-tenths"
      drawing={drawing}
      rows={value.tenths}
      rowKey={({ tenth }) => String(tenth)}
      columns={[
        { key: 'tenth', title: t('insights.value.tenth'), value: ({ tenth }) => tenth },
        {
          key: 'people',
          title: t('insights.people'),
          value: (one) => one.people,
          shown: (one) => format.number(one.people),
        },
        {
          ...{ key: 'value', title: t('insights.value.total'), value: ({ valueMinor }) => valueMinor },
          shown: ({ valueMinor }) => money(valueMinor),
        },
        {
          ...{ key: 'share', title: t('insights.share'), value: ({ valueMinor }) => valueMinor / all },
          shown: ({ valueMinor }) => format.percent(valueMinor / all),
        },
        {
          ...{ key: 'least', title: t('insights.value.least'), value: ({ leastMinor }) => leastMinor },
          shown: ({ leastMinor }) => money(leastMinor),
        },
        membersColumn(({ leastMinor }) => ({ field: 'insight.value', is: 'at-least', value: leastMinor })),
      ]}
    />
  )
}
